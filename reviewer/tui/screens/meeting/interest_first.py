"""Before an application opens: who applies, with whom and for whom, and one key for whether the seat has an interest in it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from reviewer.domain.case import Case
from reviewer.domain.events import Interest, InterestDeclared
from reviewer.domain.meeting.recusals import looks_at_rivals
from reviewer.domain.proposal.words import organisation
from reviewer.domain.said import Said, say
from reviewer.tui.commands import Command
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.forms.interests import declare_ground
from reviewer.tui.panes.facts import partners_words, take_up_words
from reviewer.tui.rows.interests import InterestRow, own_row, standing_words
from reviewer.tui.screen import CaseScreen
from reviewer.tui.session import Session
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.sheet_view import SheetView

_ANSWERS: tuple[tuple[str, Said, Said], ...] = (
    ("1", say("No interest"), say("You have no interest in it. The application opens.")),
    ("2", say("In doubt"), say("You say why. It opens, and the council decides.")),
    ("3", say("Recused"), say("You say why. The application does not open.")),
)
_NAMES = 16


class InterestFirstScreen(CaseScreen[bool]):
    """Asks the seat for its interest in one application; the answer is whether the application opens."""

    CSS_PATH = "interest_first.tcss"
    PURPOSE = say("Before you read an application, you say whether you have an interest in it. Each answer is one key.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            id="interest_first.none",
            name=say("Declare: no interest, you take part"),
            action="say_none",
            keys=("1",),
            footer=say("No interest"),
        ),
        Command(
            id="interest_first.possible",
            name=say("Declare: in doubt, the council decides"),
            action="say_possible",
            keys=("2",),
            footer=say("In doubt"),
        ),
        Command(id="interest_first.recused", name=say("Declare: recused"), action="say_recused", keys=("3",), footer=say("Recused")),
        Command(id="interest_first.close", name=say("Back to the list"), action="close", keys=("escape", "q"), footer=say("Back")),
    )

    def __init__(self, session: Session, application: str) -> None:
        """Ask about this application."""
        super().__init__(session)
        self.application = application
        self.case: Case | None = None
        self.row: InterestRow | None = None
        self._gone = False

    def compose(self) -> ComposeResult:
        yield TopLine(self.text(say("Before you read")), self.session.frame.committee, self.session.seat_name)
        yield Static(self.text(say("Have you an interest in this case?")), id="ask", markup=False)
        yield SheetView(self._write, id="case")
        answers = SheetView(self._write_answers, id="answers")
        answers.can_focus = False
        yield answers
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#case").focus()
        self.case_changed()

    def case_changed(self) -> None:
        """Show the case; once the seat has answered, here or elsewhere, there is nothing left to ask."""
        self.case = self.session.case(self.application)
        if self.application in self.case.dossiers and looks_at_rivals(self.case.committee):
            self.case = self.session.whole_case()
        seat = self.case.committee.seat(self.session.seat)
        seen = self.application in self.case.dossiers and seat is not None
        self.row = own_row(self.case, self.application, seat) if seen and seat is not None else None
        if self.session.asks_first(self.application):
            self.query_one("#case", SheetView).write()
        self._go_on()

    def on_screen_resume(self) -> None:
        self._go_on()

    def _go_on(self) -> None:
        """Leave when the seat has answered; a form on top is closed first."""
        if self.is_active and not self.session.asks_first(self.application):
            self.call_later(self._leave, opens=self.row is not None)

    def _leave(self, *, opens: bool) -> None:
        """Leave once, however many have asked for it."""
        if not self._gone:
            self._gone = True
            self.dismiss(opens)

    # --- What is shown

    def _write(self, sheet: Sheet) -> None:
        if self.row is None or self.case is None:
            return
        application = self.row.dossier.application
        sheet.fact(application.id, application.title, Tone.STRONG)
        self._write_pointers(sheet, self.row, self.case)
        facts = (
            (say("Applicant"), organisation(application.applicant)),
            (say("Partners"), partners_words(application, self.case)),
            (say("Adopted by"), take_up_words(application, self.case)),
        )
        for name, value in facts:
            sheet.fact(name, value)

    def _write_pointers(self, sheet: Sheet, row: InterestRow, case: Case) -> None:
        """Write what the application points to; it stands before the facts, which may be many."""
        told = [said for said, _ in standing_words(row, case.committee, self.session.seat)]
        sheet.blank()
        for said in told:
            sheet.prose(said, Tone.ATTENTION)
        if not told:
            sheet.prose(say("The application shows no connection to you."), Tone.MUTED)
        sheet.blank()

    def _write_answers(self, sheet: Sheet) -> None:
        for key, name, words in _ANSWERS:
            sheet.hung(((f"{key}  ", Tone.ACCENT), (sheet.text(name), Tone.STRONG)), words, Tone.TEXT, _NAMES)

    # --- What a person does

    def action_say_none(self) -> None:
        self.act([InterestDeclared(application=self.application, declarer=self.session.seat, interest=Interest.NONE)])

    def action_say_possible(self) -> None:
        self._ask_ground(Interest.POSSIBLE)

    def action_say_recused(self) -> None:
        self._ask_ground(Interest.RECUSED)

    def _ask_ground(self, interest: Interest) -> None:
        if self.row is not None and self.case is not None:
            declare_ground(self, self.case, self.row, self.session.seat, interest)

    def action_close(self) -> None:
        self._leave(opens=False)
