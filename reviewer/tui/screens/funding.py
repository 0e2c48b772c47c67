"""The money: a list with a line that moves as the frame is tried, amounts held by hand, sets kept and compared, and adopted in one act."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import ClassVar

from textual.app import ComposeResult
from textual.events import Key, Paste
from textual.geometry import Region
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from reviewer.domain.assessment import Assessment
from reviewer.domain.plan import Plan, planned
from reviewer.domain.said import Said, say
from reviewer.language.numbers import millions_text
from reviewer.tui.actions.funded_sets import SetsScreen, adopt, choose_set, drop_set, keep_set, turn_wish, visible
from reviewer.tui.actions.intervening import set_frame
from reviewer.tui.actions.reading import read_application
from reviewer.tui.background.assessing import assess_beside
from reviewer.tui.background.deeper import Deeper, deeper
from reviewer.tui.commands import Command
from reviewer.tui.computed import order_is_open
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.rows.funded import FundedRow, funded_rows, gets_column, line_after, list_columns, method_columns, set_columns
from reviewer.tui.rows.ranked import amounts_by
from reviewer.tui.screens.ask import Ask
from reviewer.tui.screens.funding_keys import FUNDING_KEYS
from reviewer.tui.session import Session
from reviewer.tui.typed.kroner import budget_step, kroner_in, kroner_wrong
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.cell_editor import CellEditor
from reviewer.tui.widgets.lines import Lines, Mark
from reviewer.tui.widgets.sheet_view import SheetView
from reviewer.tui.wording.funded import beside_words, lead_words, left_out_methods, methods_words, paid_words, sets_words, why_words

TALL = 32
"""From this height on, the reasons have more lines."""

_RESTING = 0.3
_DIGITS = frozenset("123456789")


class Shown(Enum):
    """Which table of the same rows is shown."""

    LIST = "list"
    SETS = "sets"
    METHODS = "methods"


class FundingScreen(SetsScreen):
    """Who gets what. Everything here is tried only, until it is adopted."""

    CSS_PATH = "funding.tcss"
    PURPOSE = say("Who gets what. Try frames and amounts freely: nothing is written until you adopt it, and that is one act to undo.")
    KEYS: ClassVar[tuple[Command, ...]] = FUNDING_KEYS

    def __init__(self, session: Session) -> None:
        super().__init__(session)
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
        yield CellEditor(self._written, self._dropped)
        yield KeyBar()

    @property
    def lines(self) -> Lines[FundedRow]:
        """The table."""
        return self.query_one("#funded", Lines)

    def on_mount(self) -> None:
        self.lines.focus()
        self.head(say("Funding"))
        assess_beside(self, self.session, self.show)

    def case_changed(self) -> None:
        assess_beside(self, self.session, self.show)

    def on_resize(self) -> None:
        self.set_class(self.size.height >= TALL, "-tall")
        self.call_after_refresh(lambda: self.editor.lie_over(self._cell()))

    # --- What is shown

    def show(self, assessment: Assessment) -> None:
        """Show the plan on this assessment; without one, what is computed by the case's own frame."""
        self.assessment, self.found = assessment, None
        self.plan = visible(self.plan or Plan(budget=assessment.allocation.budget), assessment)
        self._paint()
        self._look_deeper()

    def try_plan(self, plan: Plan) -> None:
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
        wishes = self.session.sets.wishes

        def work() -> Deeper:
            worker = get_current_worker()
            return deeper(assessment, plan.budget, wishes, lambda: worker.is_cancelled)

        def done(found: Deeper) -> None:
            if self.assessment is assessment and self.plan is not None and self.plan.budget == plan.budget:
                self.found = found
                self._paint()

        self.in_background(work, done, "deeper")

    def _paint(self) -> None:
        assessment, plan = self.assessment, self.plan
        if assessment is None or plan is None:
            return
        rows: tuple[FundedRow, ...] = ()
        self.allocation = None
        if order_is_open(assessment.case):
            self.allocation = planned(assessment, plan)
            rows = funded_rows(assessment, plan, self.allocation, self.found, self.session.sets.wishes)
        self._paint_table(assessment, rows)
        over = self.allocation is None or self.allocation.left < 0
        lead = lead_words(assessment, plan, self.allocation, self.speech.language)
        self.lead(lead, notice=over or plan != Plan(budget=assessment.allocation.budget))
        beside = beside_words(self.allocation, self.found, self.speech.language) if self.allocation else ""
        beside = methods_words(self.found) if self.shown is Shown.METHODS and self.found else beside
        self.query_one("#beside", Static).update(" " + self.text(beside))
        self.query_one("#why", SheetView).write()

    def lead(self, words: Said, *, notice: bool) -> None:
        """Say this above the table."""
        line = self.query_one("#lead", Static)
        line.update(" " + self.text(words))
        line.set_class(notice, "-notice")

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
        kept = {name: visible(plan, assessment) for name, plan in self.session.sets.plans.items()}
        plans = {self.text(amounts_by(assessment)): Plan(budget=assessment.allocation.budget), **kept}
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
            line_after(rows), self.text(say("budget {budget} · used {used}", budget=millions_text(allocation.budget, language), used=used))
        )

    def _why(self, sheet: Sheet) -> None:
        row = self.lines.row()
        if row is None or self.assessment is None or self.allocation is None:
            return
        if self.shown is Shown.SETS:
            sets_words(sheet, self.assessment, self._sets(self.assessment))
        else:
            why_words(sheet, row, self.found)
            paid_words(sheet, self.assessment, self.allocation)
            if self.shown is Shown.METHODS and self.found is not None:
                left_out_methods(sheet, self.found)

    def on_lines_moved(self) -> None:
        row = self.lines.row()
        if self.editor.row and (row is None or row.id != self.editor.row):
            self._close_cell()
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

    def action_read(self) -> None:
        self.query_one("#why", SheetView).read_on()

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
        self.app.push_screen(Ask(say("Which budget do you want to try?"), shown, note, kroner_wrong), answered)

    def action_amount(self) -> None:
        row = self.lines.row()
        if row is not None:
            now = row.award.amount if row.award else row.judged.dossier.application.amount_applied
            self._write_in(row, "" if now is None else self.speech.value(now).replace("\u00a0", " "))

    def _write_in(self, row: FundedRow, text: str) -> None:
        if self.shown is not Shown.LIST:
            self.action_turn(self.shown.value)
        if self._may_get(row):
            self.editor.open(row.id, text, self._cell())
            self.lead(say("Kroner: 4 500 000, or 4,5 mill. ↓ goes on to the next row. Empty leaves it to the list."), notice=False)
            self.call_after_refresh(self.query_one(KeyBar).refresh)

    @property
    def editor(self) -> CellEditor:
        """The field for an amount."""
        return self.query_one(CellEditor)

    def _cell(self) -> Region | None:
        column = gets_column(self.lines.columns)
        return None if column is None else self.lines.cell_region(column)

    def on_key(self, event: Key) -> None:
        """Give every key to the open cell; a digit on a row opens its cell."""
        if self.editor.row:
            self.editor.take(event)
        elif event.key in _DIGITS and self.lines.has_focus:
            event.stop()
            event.prevent_default()
            self.action_amount()
            self.editor.write(event.key)

    def on_paste(self, event: Paste) -> None:
        if self.editor.row:
            event.stop()
            self.editor.write(event.text)

    def taking_keys(self) -> Widget | None:
        """Return the open cell, which takes every key."""
        return self.editor if self.editor.row else None

    def _written(self, row: str, text: str, step: int) -> None:
        """Hold what was written; what is no amount is said, and can still be put right."""
        text = text.strip()
        wrong = kroner_wrong(text) if text else None
        if wrong is not None:
            self.lead(wrong, notice=True)
            return
        self._close_cell()
        self.hold(row, kroner_in(text) if text else None)
        if step and 0 <= self.lines.cursor + step < self.lines.count:
            self.lines.move_to(self.lines.cursor + step)
            self.action_amount()

    def _dropped(self) -> None:
        self._close_cell()
        self._paint()

    def _close_cell(self) -> None:
        self.editor.close()
        self.call_after_refresh(self.query_one(KeyBar).refresh)

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
        keep_set(self)

    def action_choose(self) -> None:
        choose_set(self)

    def action_drop(self) -> None:
        drop_set(self)

    def action_wish(self) -> None:
        row = self.lines.row()
        if row is not None:
            turn_wish(self, row.id)
            self.wishes_changed()

    def wishes_changed(self) -> None:
        """Look for the best set again: the wishes are others."""
        self.found = None
        self._paint()
        self._look_deeper()

    def action_wishes(self) -> None:
        from reviewer.tui.screens.wishes import WishesScreen

        if self.assessment is None or self.plan is None or self.allocation is None:
            return
        screen = WishesScreen(self.session, self.assessment, self.plan)
        self.app.push_screen(screen, lambda best: self.try_plan(best) if best is not None else self.wishes_changed())

    # --- What a person does

    def action_adopt(self) -> None:
        adopt(self)

    def action_set_budget(self) -> None:
        if self.plan is not None:
            set_frame(self, self.plan.budget)

    def action_open(self) -> None:
        row = self.lines.row()
        if row is not None:
            from reviewer.tui.screens.application import RECOMMENDATION_TAB

            order = [place.id for place in self.assessment.places] if self.assessment else ()
            read_application(self, row.id, tab=RECOMMENDATION_TAB, order=order)

    def action_undo(self) -> None:
        from reviewer.tui.actions.undoing import undo

        undo(self)

    def action_back(self) -> None:
        computed = None if self.assessment is None else Plan(budget=self.assessment.allocation.budget)
        if self.shown is not Shown.LIST:
            self.action_turn(self.shown.value)
        elif computed is not None and self.plan != computed:
            self.try_plan(computed)
        else:
            self.dismiss()
