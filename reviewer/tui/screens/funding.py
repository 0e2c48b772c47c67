"""The money: a list with a line that moves as the frame is tried, amounts held by hand, sets kept and compared, and adopted in one act."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import ClassVar

from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Static

from reviewer.domain.assessment import Assessment
from reviewer.domain.funding import Allocation
from reviewer.domain.plan import Plan, adoption, exactly, planned
from reviewer.domain.said import Kroner, Said, say
from reviewer.language.numbers import millions_text
from reviewer.tui.assessing import assess_beside
from reviewer.tui.commands import Command
from reviewer.tui.deeper import Deeper, deeper
from reviewer.tui.funded_rows import FundedRow, funded_rows, line_after, list_columns, method_columns, set_columns
from reviewer.tui.funded_words import beside_words, lead_words, why_words
from reviewer.tui.intervening import RECORDS, is_seat, set_frame
from reviewer.tui.kroner import kroner_in, kroner_wrong
from reviewer.tui.panes.recommendation import order_is_open
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.ask import Ask
from reviewer.tui.session import Session
from reviewer.tui.sheet import Sheet
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.lines import Lines, Mark
from reviewer.tui.widgets.sheet_view import SheetView

TALL = 32
"""From this height on, the reasons have more lines."""

STEPS = 50
"""`+` and `-` change the frame by a fiftieth of it, as a round sum."""

_RESTING = 0.3
_AS_COMPUTED, _BEST = "", "\u0000best"


class Shown(Enum):
    """Which table of the same rows is shown."""

    LIST = "list"
    SETS = "sets"
    METHODS = "methods"


class FundingScreen(CaseScreen[None]):
    """Who gets what. Everything here is tried only, until it is adopted."""

    CSS_PATH = "funding.tcss"
    PURPOSE = say("Who gets what. Try frames and amounts freely: nothing is written until you adopt it, and that is one act to undo.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            id="funding.amount", name=say("Hold an amount for the application"), action="amount", keys=("enter",), footer=say("Amount")
        ),
        Command(
            id="funding.step",
            name=say("A larger or a smaller frame"),
            action="step('{key}')",
            keys=("plus", "minus"),
            shown="+ -",
            footer=say("Frame"),
        ),
        Command(id="funding.budget", name=say("Write the frame to try"), action="budget", keys=("b",)),
        Command(id="funding.nothing", name=say("Give the application nothing"), action="hold_nothing", keys=("0",)),
        Command(id="funding.release", name=say("Leave the application to the list again"), action="release", keys=("delete", "backspace")),
        Command(id="funding.keep", name=say("Keep this set under a name"), action="keep", keys=("n",)),
        Command(
            id="funding.choose",
            name=say("Try another set: a kept one, the best, the computed"),
            action="choose",
            keys=("w",),
            footer=say("Sets"),
        ),
        Command(id="funding.drop", name=say("Throw away the kept set that is tried"), action="drop", keys=("x",)),
        Command(
            id="funding.compare",
            name=say("Compare the sets, or back to the list"),
            action="turn('sets')",
            keys=("v",),
        ),
        Command(id="funding.methods", name=say("Compare the methods, or back to the list"), action="turn('methods')", keys=("t",)),
        Command(id="funding.adopt", name=say("Adopt: record the recommendations"), action="adopt", keys=("a",), footer=say("Adopt")),
        Command(id="funding.set", name=say("Set the frame that is tried"), action="set_budget", keys=("s",)),
        Command(id="funding.open", name=say("Open the application"), action="open", keys=("o",)),
        Command(id="funding.undo", name=say("Undo your last act"), action="undo", keys=("u",)),
        Command(
            id="funding.close",
            name=say("Back: first to the list, then to the computed set"),
            action="back",
            keys=("escape", "q"),
            footer=say("Back"),
        ),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.assessment: Assessment | None = None
        self.allocation: Allocation | None = None
        self.plan: Plan | None = None
        self.found: Deeper | None = None
        self.shown = Shown.LIST
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        yield TopLine(id="top")
        yield Static(id="lead", markup=False)
        yield Static(id="beside", markup=False)
        waiting = self.text(say("The ranking is being computed."))
        table: Lines[FundedRow] = Lines((), line=self.reviewer.glyphs.line, id="funded", empty=waiting)
        yield table
        why = SheetView(self._why, id="why")
        why.can_focus = False
        yield why
        yield KeyBar()

    @property
    def lines(self) -> Lines[FundedRow]:
        """The table."""
        return self.query_one("#funded", Lines)

    def on_mount(self) -> None:
        self.lines.focus()
        top = self.query_one("#top", TopLine)
        top.title = self.text(say("Funding"))
        top.aside = f"{self.session.info.committee} · {self.session.info.call}"
        top.status = self.session.seat_name
        assess_beside(self, self.session, self.show)

    def case_changed(self) -> None:
        assess_beside(self, self.session, self.show)

    def on_resize(self) -> None:
        self.set_class(self.size.height >= TALL, "-tall")

    # --- What is shown

    def show(self, assessment: Assessment) -> None:
        """Show the plan on this assessment; without one, what is computed by the case's own frame."""
        self.assessment, self.found = assessment, None
        self.plan = self.plan or Plan(budget=assessment.allocation.budget)
        self._paint()
        self._look_deeper()

    def try_plan(self, plan: Plan) -> None:
        """Show what this plan gives; what is not changed by it stays."""
        before, self.plan = self.plan, plan
        if self.assessment is None:
            return
        if before is None or before.budget != plan.budget:
            self.found = None
            self._look_deeper()
        self._paint()

    def _look_deeper(self) -> None:
        """Find out the rest in a thread, when the frame has come to rest."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_RESTING, self._look)

    def _look(self) -> None:
        assessment, plan = self.assessment, self.plan
        if assessment is None or plan is None or not order_is_open(assessment.case):
            return

        def done(found: Deeper) -> None:
            if self.assessment is assessment and self.plan is not None and self.plan.budget == plan.budget:
                self.found = found
                self._paint()

        self.in_background(lambda: deeper(assessment, plan.budget), done, "deeper")

    def _paint(self) -> None:
        assessment, plan = self.assessment, self.plan
        if assessment is None or plan is None:
            return
        rows: tuple[FundedRow, ...] = ()
        self.allocation = None
        if order_is_open(assessment.case):
            self.allocation = planned(assessment, plan)
            rows = funded_rows(assessment, plan, self.allocation, self.found)
        self._paint_table(assessment, rows)
        lead = lead_words(assessment, plan, self.allocation, self.speech.language)
        self.query_one("#lead", Static).update(" " + self.text(lead))
        over = self.allocation is None or self.allocation.left < 0
        self.query_one("#lead", Static).set_class(over or plan != Plan(budget=assessment.allocation.budget), "-notice")
        beside = beside_words(assessment, self.allocation, self.found, self.speech.language) if self.allocation else ""
        self.query_one("#beside", Static).update(" " + self.text(beside))
        self.query_one("#why", SheetView).write()

    def _paint_table(self, assessment: Assessment, rows: tuple[FundedRow, ...]) -> None:
        lines, chosen = self.lines, self.lines.row()
        at = next((number for number, row in enumerate(rows) if chosen and row.id == chosen.id), 0)
        if self.shown is Shown.SETS:
            lines.set_columns(set_columns(self.speech, self._sets(assessment)))
        elif self.shown is Shown.METHODS and self.found:
            lines.set_columns(method_columns(self.speech, self.found.methods))
        else:
            lines.set_columns(list_columns(self.speech, assessment.case.committee.ranking.method))
        empty = self.text(say("There is no order yet, so nothing is given."))
        lines.show(len(rows), lambda start, count: rows[start : start + count], at, self._mark(rows), empty)

    def _sets(self, assessment: Assessment) -> dict[str, dict[str, int]]:
        """Return the sets by the name that stands over their column: what is tried, the computed, the kept, the best."""
        plans = {self.text(say("Computed")): Plan(budget=assessment.allocation.budget), **self.session.plans}
        if self.plan is not None and self.plan not in plans.values():
            plans = {self.text(say("Tried now")): self.plan, **plans}
        sets = {name: {award.id: award.amount for award in planned(assessment, plan).awards} for name, plan in plans.items()}
        if self.found is not None and self.found.best is not None:
            sets[self.text(say("Best set"))] = dict(self.found.best.grants)
        return sets

    def _mark(self, rows: tuple[FundedRow, ...]) -> Mark | None:
        allocation, language = self.allocation, self.speech.language
        if allocation is None or self.shown is not Shown.LIST or not line_after(rows):
            return None
        used = millions_text(allocation.spent, language)
        return Mark(
            line_after(rows), self.text(say("frame {budget} · used {used}", budget=millions_text(allocation.budget, language), used=used))
        )

    def _why(self, sheet: Sheet) -> None:
        row = self.lines.row()
        if row is None or self.assessment is None or self.allocation is None:
            return
        if self.shown is Shown.SETS:
            sums = self._sets(self.assessment)
            for name, grants in sums.items():
                sheet.fact(name, say("{number} applications, {amount}", number=len(grants), amount=Kroner(sum(grants.values()))))
        else:
            why_words(sheet, row, self.found)

    def on_lines_moved(self) -> None:
        if self.shown is not Shown.SETS:
            self.query_one("#why", SheetView).scroll_to(y=0, animate=False)
            self.query_one("#why", SheetView).write()

    # --- What a person tries

    def on_lines_opened(self) -> None:
        self.action_amount()

    def action_turn(self, name: str) -> None:
        if Shown(name) is Shown.METHODS and self.found is None:
            self.tell(say("The methods are being compared. Press t again in a moment."))
            return
        self.shown = Shown.LIST if self.shown is Shown(name) else Shown(name)
        self._paint()

    def action_step(self, key: str) -> None:
        if self.plan is not None:
            step = budget_step(self.plan.budget)
            self.try_plan(replace(self.plan, budget=max(0, self.plan.budget + (step if key == "plus" else -step)), name=""))

    def action_budget(self) -> None:
        def answered(text: str | None) -> None:
            budget = None if text is None else kroner_in(text)
            if budget is not None and self.plan is not None:
                self.try_plan(replace(self.plan, budget=budget, name=""))

        shown = "" if self.plan is None else self.speech.value(self.plan.budget).replace("\u00a0", " ")
        note = say("It is tried only: nothing is saved. Write kroner, for example 40 000 000.")
        self.app.push_screen(Ask(say("Which frame do you want to try?"), shown, note, kroner_wrong), answered)

    def action_amount(self) -> None:
        row = self.lines.row()
        if row is None or not self._may_get(row):
            return

        def answered(text: str | None) -> None:
            if text is not None:
                self.hold(row.id, kroner_in(text))

        now = row.award.amount if row.award else row.judged.dossier.application.amount_applied
        shown = "" if now is None else self.speech.value(now).replace("\u00a0", " ")
        title = say("How much for {title}?", title=row.judged.dossier.application.title)
        note = say("It is tried only. The amounts that you hold are given first; what is left goes down the list.")
        self.app.push_screen(Ask(title, shown, note, kroner_wrong), answered)

    def _may_get(self, row: FundedRow) -> bool:
        if row.judged.dossier.declined is not None:
            self.warn(say("The applicant has declined."))
        return row.judged.dossier.declined is None

    def hold(self, application: str, amount: int | None) -> None:
        """Hold this amount in kroner for the application; None leaves it to the list."""
        if self.plan is None:
            return
        held = {key: one for key, one in self.plan.held.items() if key != application}
        if amount is not None:
            held[application] = amount
        self.try_plan(replace(self.plan, held=held, name=""))

    def action_hold_nothing(self) -> None:
        row = self.lines.row()
        if row is not None:
            self.hold(row.id, 0)

    def action_release(self) -> None:
        row = self.lines.row()
        if row is not None:
            self.hold(row.id, None)

    def action_keep(self) -> None:
        def answered(text: str | None) -> None:
            if text is not None and self.plan is not None:
                self.plan = replace(self.plan, name=text.strip())
                self.session.plans[self.plan.name] = self.plan
                self._paint()

        wrong = say("Write a name.")
        note = say("It is kept until you close the case, and in no file.")
        name = self.plan.name if self.plan else ""
        self.app.push_screen(Ask(say("What shall the set be called?"), name, note, lambda text: None if text.strip() else wrong), answered)

    def action_choose(self) -> None:
        from reviewer.tui.screens.choice import Choice

        choices: list[tuple[str, Said | str]] = [
            (_AS_COMPUTED, say("Computed, by the case's own frame")),
            *((name, name) for name in self.session.plans),
        ]
        if self.found is not None and self.found.best is not None:
            choices.append((_BEST, say("The best set")))
        note = say("Keep a set with n, throw it away with x, compare them all with v.")
        self.app.push_screen(Choice(say("Try which set?"), choices, self.plan.name if self.plan else "", note), self._chosen)

    def _chosen(self, name: str | None) -> None:
        if name is None or self.assessment is None:
            return
        if name == _BEST and self.found is not None and self.found.best is not None and self.plan is not None:
            keys = [place.id for place in self.assessment.places]
            self.try_plan(exactly(self.plan.budget, self.found.best.grants, keys))
        else:
            self.try_plan(self.session.plans.get(name) or Plan(budget=self.assessment.allocation.budget))

    def action_drop(self) -> None:
        name = self.plan.name if self.plan else ""
        if self.session.plans.pop(name, None) is None:
            self.tell(say("This set is not kept. Choose a kept one first: press w."))
            return
        self.tell(say("«{name}» is thrown away.", name=name))
        self._chosen(_AS_COMPUTED)

    # --- What a person does

    def action_adopt(self) -> None:
        from reviewer.tui.forms.adopt import AdoptForm

        assessment, plan = self.assessment, self.plan
        if assessment is None or plan is None or self.allocation is None:
            return
        if not is_seat(self, RECORDS):
            self.warn(say("Only the chair and the secretariat record the recommendation."))
            return
        found, frame = adoption(assessment, plan), assessment.case.budget
        if frame is None:
            self.warn(say("The round has no frame yet. The secretariat sets it: press s."))
        elif found.total > frame:
            over = Kroner(found.total - frame)
            self.warn(
                say("The council would recommend {over} more than the frame. Set down an amount, or take an application out.", over=over)
            )
        elif not found.changes:
            self.tell(say("There is nothing to record: the council recommends this already."))
        else:
            self.app.push_screen(AdoptForm(assessment, found, self.attempt), self._adopted)

    def _adopted(self, yes: bool | None) -> None:  # noqa: FBT001 - Textual's callback
        if yes:
            self.tell(say("Recorded. Press u to undo all of it."))

    def action_set_budget(self) -> None:
        if self.plan is not None:
            set_frame(self, self.plan.budget)

    def action_open(self) -> None:
        row = self.lines.row()
        if row is not None:
            from reviewer.tui.screens.application import RECOMMENDATION_TAB, ApplicationScreen

            order = [place.id for place in self.assessment.places] if self.assessment else ()
            self.app.push_screen(ApplicationScreen(self.session, row.id, tab=RECOMMENDATION_TAB, order=order))

    def action_undo(self) -> None:
        from reviewer.tui.undoing import undo

        undo(self)

    def action_back(self) -> None:
        computed = None if self.assessment is None else Plan(budget=self.assessment.allocation.budget)
        if self.shown is not Shown.LIST:
            self.action_turn(self.shown.value)
        elif computed is not None and self.plan != computed:
            self.try_plan(computed)
        else:
            self.dismiss()


def budget_step(budget: int) -> int:
    """Return the step of `+` and `-` in kroner: 1, 2 or 5 and noughts, at most a fiftieth of the frame."""
    most = max(budget // STEPS, 1)
    ten = int("1" + "0" * (len(str(most)) - 1))
    return max((one * ten for one in (1, 2, 5) if one * ten <= most), default=1)
