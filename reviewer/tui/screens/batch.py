"""The round: every application on one line, and the one under the cursor beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.timer import Timer
from textual.widgets import Static

from reviewer.casefile.asked import asked
from reviewer.casefile.browse import Line
from reviewer.casefile.views import Only, Sort, View
from reviewer.domain.said import Said, say
from reviewer.language.numbers import millions_text
from reviewer.tui.actions.reading import read_application
from reviewer.tui.background.assessing import import_for_work
from reviewer.tui.commands import Command
from reviewer.tui.drawing.tones import palette_of
from reviewer.tui.screens.batch_keys import BATCH_KEYS
from reviewer.tui.screens.batch_ways import BatchWays
from reviewer.tui.session import Session
from reviewer.tui.unopened import covered, unopened
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.batch_columns import batch_columns
from reviewer.tui.widgets.fitted import Fitted
from reviewer.tui.widgets.lines import Lines, Mark
from reviewer.tui.widgets.standing import StandingLine
from reviewer.tui.wording.batch import sums_words
from reviewer.tui.wording.choices import ONLY, SORT, STAGE

if TYPE_CHECKING:
    from textual.widgets import Input

    from reviewer.domain.assessment import Assessment
    from reviewer.domain.committee import Committee
    from reviewer.tui.drawing.budget_line import BudgetLine
    from reviewer.tui.settled_order import SettledOrder

HINT = say("Number, title, applicant, or score>=3.5 sort:amount. Esc ends.")
BESIDE = 100
"""From this width on, the application under the cursor stands beside the list."""

WIDE = 150
_TYPING = 0.15
_RESTING = 0.06


class BatchScreen(BatchWays):
    """The list of a case's applications."""

    CSS_PATH = "batch.tcss"
    PURPOSE = say(
        "All applications of the round. Open one to judge it, rate it and record what the council recommends. "
        "The search takes words and a filter: score, amount and npv with < <= = >= >, as in score>=3.5 amount<5m; "
        "show:unrated, not-met, unresolved, unsettled or settled; sort:amount, or sort:-amount the other way round."
    )
    KEYS: ClassVar[tuple[Command, ...]] = BATCH_KEYS

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.view = View(seat=session.seat)
        self.committee: Committee | None = None
        self.drawn: BudgetLine | None = None
        self.settled: SettledOrder | None = None
        self.unopened: frozenset[str] | None = None
        self.waiting = 0
        self.problem: Said | None = None
        self._typing: Timer | None = None
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        yield TopLine(id="top")
        with Horizontal(id="list"):
            yield Lines(batch_columns(self.speech, self.reviewer.glyphs, (1, 5)), line=self.reviewer.glyphs.line, id="lines")
            with VerticalScroll(id="detail", can_focus=False):
                yield Fitted(id="glance", markup=False)
        yield Static(id="sums", markup=False)
        yield StandingLine(self.session)
        yield KeyBar()

    @property
    def lines(self) -> Lines[Line]:
        """The table."""
        return self.query_one("#lines", Lines)

    def on_mount(self) -> None:
        self.lines.focus()
        self._dress()
        self._list(keep=None)
        self.app.theme_changed_signal.subscribe(self, lambda _: self._glance())
        self.call_after_refresh(self._load)

    def on_resize(self) -> None:
        self.set_class(self.size.width >= BESIDE, "-beside")
        self.set_class(self.size.width >= WIDE, "-wide")
        self._dress()

    def case_changed(self) -> None:
        self.unopened = unopened(self.session)
        self._list(keep=self.current_id())
        if self.committee is not None:
            self._draw_line()
            self._settle()
            self.exchange_changed()

    def exchange_changed(self) -> None:
        self.query_one(StandingLine).read()

    # --- What is painted

    def _load(self) -> None:
        """Load after the first paint what the first paint did not need: the committee, with its slow libraries."""
        self.in_background(import_for_work, lambda _: self._loaded(), "load")

    def _loaded(self) -> None:
        self.committee = self.session.casefile().case(only=()).committee
        steps = [step.value for criterion in self.committee.criteria for step in criterion.scale]
        self.unopened = unopened(self.session)
        if self.unopened:
            self._list(self.current_id())
        if steps:
            self.lines.set_columns(batch_columns(self.speech, self.reviewer.glyphs, (min(steps), max(steps))))
        self._draw_line()
        self._glance()
        self._settle()
        self.reviewer.keep_in_step(self.session.casefile().remembered("place"))
        self.exchange_changed()

    def _settle(self) -> None:
        """Find in a thread whether the final places are others than the list's, where the case is small enough."""
        from reviewer.domain.earlier_ratings import to_confirm
        from reviewer.tui.background.assessing import assess_beside
        from reviewer.tui.settled_order import SMALL, settled_order

        def assessed(assessment: Assessment) -> None:
            self.waiting = len(to_confirm(assessment.case.dossiers.values(), self.session.seat))
            self._sum_up(self.lines.count)
            lines = self.session.browser.lines(View(seat=self.session.seat), 0, SMALL)
            found = settled_order(assessment, lines)
            if found is not None or self.settled is not None:
                self.settled = found
                self._list(self.current_id())
                self._draw_line()

        if self.session.info.applications <= SMALL:
            assess_beside(self, self.session, assessed)

    def _draw_line(self) -> None:
        """Find in a thread where the money ends; the list is long, and the keys do not wait for it."""
        committee, budget = self.committee, self.session.frame.budget
        if committee is None or not budget or not self.view.plain or self.unopened:
            self._drawn(None)
            return
        if self.settled is not None:
            self._drawn(self.settled.budget_line())
            return
        session, view, rules = self.session, self.view, committee

        def find() -> BudgetLine | None:
            from reviewer.tui.drawing.budget_line import budget_line

            beside = session.beside()
            try:
                return budget_line(rules, budget, lambda start, count: beside.browser.lines(view, start, count))
            finally:
                beside.close()

        self.in_background(find, lambda found: self._drawn(found if self.settled is None else self.settled.budget_line()), "budget")

    def _drawn(self, found: BudgetLine | None) -> None:
        self.drawn = found
        self.lines.draw(None if found is None else Mark(found.after, self.text(self._line_words(found))))

    def _line_words(self, line: BudgetLine) -> Said:
        language = self.speech.language
        return say("budget {budget} · used {used}", budget=millions_text(line.budget, language), used=millions_text(line.used, language))

    def _dress(self) -> None:
        info, session = self.session.frame, self.session
        round_name = info.call or info.scheme
        top = self.query_one("#top", TopLine)
        top.title = info.committee
        illustrative = self.text(say("illustrative"))
        top.aside = f"{round_name} · {illustrative}" if info.illustrative and illustrative not in round_name else round_name
        saved = self.text(say("saved {time}", time=f"{session.saved_at.astimezone():%H:%M}"))
        stage = [self.text(STAGE[info.stage])] if self.size.width >= BESIDE else []
        top.status = "   ".join([*stage, session.seat_name, saved])

    def _list(self, keep: str | None) -> None:
        """Read the list again, with the cursor on the application that it stood on."""
        browser, view = self.session.browser, self.view
        count = browser.count(view)
        read: Callable[[int, int], Sequence[Line]] = partial(browser.lines, view)
        cursor = browser.position(view, keep) if keep else 0
        if self.settled is not None:
            rows = self.settled.lines(browser.lines(view, 0, count), view)
            cursor = next((number for number, row in enumerate(rows) if row.id == keep), 0)
            read = _window(rows)
        self.lines.show(count, covered(read, self.session, self.unopened), cursor or 0, self.lines.mark, self.text(self._why_empty()))
        if not view.plain:
            self.lines.draw(None)
        self._dress()
        self.call_after_refresh(self._sum_up, count)

    def _why_empty(self) -> Said:
        if not self.view.whole:
            return say("No application fits. Esc shows all of them.")
        return say("There are no applications yet. Press i to import a batch.")

    def _sum_up(self, shown: int) -> None:
        info = self.session.info
        left = self.session.browser.left(self.session.seat) if self._rates() else 0
        parts = [self.problem] if self.problem else sums_words(info, self.view, shown, (left, self.waiting), self.speech.language)
        self.query_one("#sums", Static).update(" · ".join(self.text(part) for part in parts))

    def _rates(self) -> bool:
        return any(seat.id == self.session.seat and seat.role in {"chair", "member"} for seat in self.session.frame.seats)

    def current_id(self) -> str | None:
        row = self.lines.row()
        return row.id if row else None

    def on_fitted_resized(self) -> None:
        self._glance()

    def on_lines_moved(self) -> None:
        """Paint the pane when the cursor has come to rest, not on its way."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_RESTING, self._glance)

    def _glance(self) -> None:
        """Write the application under the cursor into the pane; nothing before the committee is loaded."""
        row = self.lines.row()
        if not self.has_class("-beside") or self.committee is None:
            return
        pane = self.query_one("#glance", Static)
        judged = self.session.judged(row.id) if row is not None else None
        if row is None or judged is None or not self.session.may_read(row.id):
            pane.update("")
            return
        if self.session.asks_first(row.id):
            pane.update(self.text(say("Answer whether you have an interest in it, then it opens: Enter.")))
            return
        from reviewer.tui.widgets.detail import Glance

        width = pane.size.width
        glance = Glance(self.speech, self.reviewer.glyphs, palette_of(self.app.theme), width)
        pane.update(glance.of_judged(row, judged))

    # --- What a person does

    def on_lines_opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        row = self.lines.row()
        if row is not None:
            read_application(self, row.id, self.view, order=self._settled_order())

    def _settled_order(self) -> tuple[str, ...]:
        """Return the applications as they stand here, where that is not the order of the case file's own lists."""
        if self.settled is None:
            return ()
        return tuple(row.id for row in self.settled.lines(self.session.browser.lines(self.view, 0, self.lines.count), self.view))

    def action_search(self) -> None:
        from textual.widgets import Input

        if not self.has_class("-searching"):
            self.add_class("-searching")
            field = Input(id="search", placeholder=self.text(HINT))
            field.cursor_blink = False
            self.mount(field, before="#sums")
        self.query_one("#search").focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._stop_typing()
        self._typing = self.set_timer(_TYPING, lambda: self._ask(event.value))

    def _stop_typing(self) -> None:
        if self._typing is not None:
            self._typing.stop()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self._ask(event.value)
        self.lines.focus()

    def _ask(self, line: str) -> None:
        """Show what the line asks for, and say below the list what of it could not be read."""
        self._stop_typing()
        found = asked(line, self.view)
        self.problem = found.problem
        if found.view.bounds and self.unopened:
            found = replace(found, view=replace(found.view, bounds=()))
            self.problem = say("Declare first whether you have an interest: until then no figure is looked for.")
        self._show(found.view)
        self.call_after_refresh(self._sum_up, self.lines.count)

    def action_back(self) -> None:
        """End the search, else show everything, else go to the start page."""
        if self.has_class("-searching"):
            self.remove_class("-searching")
            self.query_one("#search").remove()
            self.lines.focus()
            self._ask("")
        elif self.view != View(seat=self.session.seat):
            self._show(View(seat=self.session.seat))
        else:
            self.reviewer.show_start()

    def _show(self, view: View) -> None:
        if view != self.view:
            keep, self.view = self.current_id(), view
            self._list(keep)
            self._draw_line()

    def action_sort(self) -> None:
        from reviewer.tui.screens.choice import Choice

        note = say("Choose the same again to turn the order round.")
        self.app.push_screen(
            Choice(say("Sort by"), [(sort.value, said) for sort, said in SORT.items()], self.view.sort.value, note), self._sorted
        )

    def _sorted(self, chosen: str | None) -> None:
        if chosen is not None:
            sort = Sort(chosen)
            self._show(replace(self.view, sort=sort, descending=not self.view.descending if sort is self.view.sort else False))

    def action_only(self) -> None:
        from reviewer.tui.screens.choice import Choice

        def chosen(only: str | None) -> None:
            if only is not None:
                self._show(replace(self.view, only=Only(only)))

        self.app.push_screen(Choice(say("Show"), [(only.value, said) for only, said in ONLY.items()], self.view.only.value), chosen)


def _window(rows: Sequence[Line]) -> Callable[[int, int], Sequence[Line]]:
    return lambda start, size: rows[start : start + size]
