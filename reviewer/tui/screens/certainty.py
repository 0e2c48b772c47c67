"""How firm the order is: what other members, another method, other weights or milder members would have given."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from reviewer.domain.assessment import Assessment
from reviewer.domain.funding import Allocation
from reviewer.domain.plan import Plan, planned
from reviewer.domain.ranking.advice import Advice
from reviewer.domain.ranking.comparison import Comparison
from reviewer.domain.ranking.uncertainty import Uncertainty
from reviewer.domain.said import Said, say
from reviewer.language.numbers import millions_text
from reviewer.tui.actions.reading import read_application
from reviewer.tui.background.assessing import assess_beside
from reviewer.tui.background.certainty import QUESTIONS, Answer, NoAnswer, Question, Weighed, found_out
from reviewer.tui.commands import Command
from reviewer.tui.computed import order_is_open
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.rows.certainty import Drawing, certain_columns, method_columns
from reviewer.tui.rows.ranked import RankedRow, above_the_line, ranked_rows
from reviewer.tui.screen import CaseScreen
from reviewer.tui.session import Session
from reviewer.tui.widgets.lines import Column, Lines, Mark
from reviewer.tui.widgets.sheet_view import SheetView
from reviewer.tui.widgets.tabbed import tabbed
from reviewer.tui.widgets.tabs import TabLine
from reviewer.tui.wording.certainty import certain_lead, certain_why, method_lead, method_why, titles, write_leniency, write_weights

_PAGES = frozenset({Question.WEIGHTS, Question.LENIENCY})
"""What is read as a page; the rest are tables."""


TALL = 32
"""From this height on, the reasons have more lines."""


class CertaintyScreen(CaseScreen[None]):
    """Four questions to the order, one a tab; each is answered in a thread when its tab is opened."""

    CSS_PATH = "certainty.tcss"
    PURPOSE = say("How firm the order is: would other members, another method, other weights or milder members have given another answer?")
    KEYS: ClassVar[tuple[Command, ...]] = (
        *(
            Command(id=f"certainty.{question.name.lower()}", name=name, action=f"ask({question.value})", keys=(str(question + 1),))
            for question, name in QUESTIONS.items()
        ),
        Command(id="certainty.next", name=say("Next tab"), action="turn(1)", keys=("tab",), footer=say("Next tab")),
        Command(id="certainty.previous", name=say("Previous tab"), action="turn(-1)", keys=("shift+tab",)),
        Command(id="certainty.open", name=say("Open the application"), action="open", keys=("enter",), footer=say("Open")),
        Command(id="certainty.close", name=say("Back"), action="close", keys=("escape", "q"), footer=say("Back")),
    )

    def __init__(self, session: Session, budget: int | None = None) -> None:
        """Ask of the order by the case's own frame, or by another one that is tried (kroner)."""
        super().__init__(session)
        self.budget = budget
        self.question = Question.PLACES
        self.assessment: Assessment | None = None
        self.allocation: Allocation | None = None
        self.rows: tuple[RankedRow, ...] = ()
        self.answers: dict[Question, Answer] = {}

    def compose(self) -> ComposeResult:
        table: Lines[RankedRow] = Lines((), line=self.reviewer.glyphs.line, id="answer")
        yield from tabbed((self.text(name) for name in QUESTIONS.values()), table, self._why, self._page)

    @property
    def lines(self) -> Lines[RankedRow]:
        """The table."""
        return self.query_one("#answer", Lines)

    def on_mount(self) -> None:
        self.head(say("How certain?"))
        self.action_ask(self.question)
        assess_beside(self, self.session, self.show)

    def case_changed(self) -> None:
        assess_beside(self, self.session, self.show)

    def on_resize(self) -> None:
        self.set_class(self.size.height >= TALL, "-tall")
        self.call_after_refresh(self._paint)

    # --- What is shown

    def show(self, assessment: Assessment) -> None:
        """Show this assessment; what was found out of an earlier one is asked anew."""
        self.assessment = assessment
        self.answers.clear()
        self.rows, self.allocation = (), None
        if order_is_open(assessment.case):
            self.allocation = assessment.allocation if self.budget is None else planned(assessment, Plan(budget=self.budget))
            self.rows = ranked_rows(assessment, self.allocation)
        self._ask()

    def _ask(self) -> None:
        """Find the open tab's answer out, in a thread, and paint it."""
        question, assessment, allocation = self.question, self.assessment, self.allocation
        self._paint()
        if assessment is None or allocation is None or question in self.answers:
            return

        def done(answer: Answer) -> None:
            if self.assessment is assessment:
                self.answers[question] = answer
                self._paint()

        self.in_background(lambda: found_out(question, assessment, allocation), done, f"certainty{question.value}")

    def _paint(self) -> None:
        self.query_one("#lead", Static).update(self.text(self._lead()))
        rows, columns = self.rows, self._columns()
        lines, chosen = self.lines, self.lines.row()
        at = next((number for number, row in enumerate(rows) if chosen and row.place.id == chosen.place.id), 0)
        lines.set_columns(columns)
        lines.show(len(rows) if columns else 0, lambda start, count: rows[start : start + count], at, self._mark(), "")
        self.query_one("#why", SheetView).write()
        self.query_one("#page", SheetView).write()

    def _columns(self) -> tuple[Column[RankedRow], ...]:
        answer, drawing = self.answers.get(self.question), Drawing(self.speech, self.reviewer.glyphs, self.size.width)
        if isinstance(answer, Uncertainty):
            return certain_columns(drawing, answer, sum(row.place.rank is not None for row in self.rows))
        if isinstance(answer, Comparison) and self.assessment is not None:
            return method_columns(drawing, answer, self.assessment.case.committee.ranking.method)
        return ()

    def _mark(self) -> Mark | None:
        allocation, language = self.allocation, self.speech.language
        after = above_the_line(self.rows)
        if allocation is None or not after or self.question is not Question.PLACES:
            return None
        used = millions_text(allocation.spent, language)
        return Mark(after, self.text(say("budget {budget} · used {used}", budget=millions_text(allocation.budget, language), used=used)))

    def _lead(self) -> Said:
        answer = self.answers.get(self.question)
        if self.assessment is not None and self.allocation is None:
            return say("The ratings are not opened: there is no order yet.")
        if answer is None or self.assessment is None:
            return say("It is being worked out.")
        if isinstance(answer, Uncertainty):
            return certain_lead(answer, titles(self.assessment), self.reviewer.glyphs.grey)
        if isinstance(answer, Comparison):
            return method_lead(answer, titles(self.assessment))
        return answer.why if isinstance(answer, NoAnswer) else say("It is being worked out.")

    def _why(self, sheet: Sheet) -> None:
        """Write what the open tab says of the chosen application."""
        row, answer = self.lines.row(), self.answers.get(self.question)
        if row is None or self.assessment is None:
            return
        application = row.judged.dossier.application
        sheet.line((f"{application.id}  ", Tone.MUTED), (application.title, Tone.STRONG), (f"  {application.applicant.name}", Tone.MUTED))
        if isinstance(answer, Uncertainty):
            certain_why(sheet, row, answer, self._seats())
        elif isinstance(answer, Comparison):
            method_why(sheet, row, answer)

    def _page(self, sheet: Sheet) -> None:
        assessment, answer = self.assessment, self.answers.get(self.question)
        if assessment is None or not isinstance(answer, (Weighed, Advice)):
            sheet.prose(self._lead(), Tone.MUTED)
        elif isinstance(answer, Weighed):
            criteria = {one.id: one.name for one in assessment.case.committee.criteria}
            granted = frozenset(row.place.id for row in self.rows if row.award is not None)
            write_weights(sheet, answer, titles(assessment), criteria, granted)
        else:
            write_leniency(sheet, answer, assessment, self._seats())

    def _seats(self) -> dict[str, str]:
        return {seat.id: seat.name for seat in self.session.info.seats}

    def on_lines_moved(self) -> None:
        why = self.query_one("#why", SheetView)
        why.scroll_to(y=0, animate=False)
        why.write()

    # --- What a person does

    def on_tab_line_chosen(self, event: TabLine.Chosen) -> None:
        self.action_ask(event.tab)

    def action_ask(self, number: int) -> None:
        """Open this tab."""
        self.question = Question(number)
        self.query_one(TabLine).open_tab = number
        paged = self.question in _PAGES
        self.set_class(paged, "-page")
        self.set_class(not paged, "-table")
        (self.query_one("#page", SheetView) if paged else self.lines).focus()
        self._ask()

    def action_turn(self, step: int) -> None:
        self.action_ask((self.question + step) % len(Question))

    def on_lines_opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        row = self.lines.row()
        if row is not None and self.question not in _PAGES:
            read_application(self, row.place.id)

    def action_close(self) -> None:
        self.dismiss()
