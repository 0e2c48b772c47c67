"""Who takes part in which application: a member declares its own, the secretariat sees all seats and writes what the council decides."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from reviewer.domain.case import Case
from reviewer.domain.events import Interest, InterestDeclared
from reviewer.domain.meeting.approving import to_confirm
from reviewer.domain.meeting.locks import AFTER_LOCK
from reviewer.domain.meeting.recusals import SeatStanding, matrix_seats
from reviewer.domain.said import Said, say, say_number
from reviewer.tui.actions.intervening import RECORDS, is_seat
from reviewer.tui.commands import Command
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.forms.interests import decide_interest, declare_ground
from reviewer.tui.rows.interests import POINTS, STANDING, InterestRow, all_columns, interest_rows, own_columns, write_standings
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.choice import Choice
from reviewer.tui.session import Session
from reviewer.tui.subject import RATES
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.lines import Column, Lines
from reviewer.tui.widgets.sheet_view import SheetView

TALL = 34
"""From this height on, more is told of the application under the cursor."""


class InterestsScreen(CaseScreen[None]):
    """The applications with how seats stand to them: what the two lists have in common."""

    CSS_PATH = "interests.tcss"
    PURPOSE = say(
        "Who takes part in which application. A member declares its own interest before it reads; the council decides the doubtful."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="interests.undo", name=say("Undo your last act"), action="undo", keys=("u",)),
        Command(id="interests.close", name=say("Back"), action="close", keys=("escape", "q"), footer=say("Back")),
    )

    def __init__(self, session: Session, application: str = "") -> None:
        """Show the list, with the cursor on this application."""
        super().__init__(session)
        self.case: Case | None = None
        self.rows: tuple[InterestRow, ...] = ()
        self.at_first = application

    def compose(self) -> ComposeResult:
        yield TopLine(self.text(say("Interests")), self.session.frame.committee, self.session.seat_name)
        yield Static(id="next", markup=False)
        yield Lines((), line=self.reviewer.glyphs.line, id="rows", empty=self.text(say("There are no applications yet.")))
        why = SheetView(self._why, id="why")
        why.can_focus = False
        yield why
        yield Static(id="legend", markup=False)
        yield KeyBar()

    @property
    def lines(self) -> Lines[InterestRow]:
        """The table."""
        return self.query_one("#rows", Lines)

    @property
    def row(self) -> InterestRow | None:
        """The application under the cursor."""
        at = self.lines.cursor
        return self.rows[at] if at < len(self.rows) else None

    def on_mount(self) -> None:
        self.lines.focus()
        self.case_changed()

    def on_resize(self) -> None:
        self.set_class(self.size.height >= TALL, "-tall")

    def case_changed(self) -> None:
        keep = self.row.id if self.row else self.at_first
        self.case = self.session.casefile().case().seen_by(self.session.seat)
        self.rows = interest_rows(self.case)
        at = next((number for number, row in enumerate(self.rows) if row.id == keep), self.lines.cursor)
        self.lines.set_columns(self.columns(self.case))
        self.lines.show(len(self.rows), lambda start, count: self.rows[start : start + count], at)
        self.query_one("#next", Static).update(self.text(self.next_step()))
        self.query_one("#legend", Static).update(self._legend())

    # --- What the two lists differ in

    def columns(self, case: Case) -> tuple[Column[InterestRow], ...]:
        """Return the table's columns."""
        raise NotImplementedError

    def next_step(self) -> Said:
        """Return in one line what there is to do here."""
        raise NotImplementedError

    def told_seats(self, case: Case) -> tuple[str, ...]:
        """Return the seats of which more is told below the table."""
        raise NotImplementedError

    def nothing_told(self) -> Said:
        """Return what is said where nothing is told of those seats."""
        return say("Nobody has declared anything, and the application shows no connection.")

    # --- What is shown

    def _legend(self) -> str:
        glyphs = self.reviewer.glyphs
        known = (
            (glyphs.met, STANDING[SeatStanding.TAKES_PART]),
            (glyphs.unknown, STANDING[SeatStanding.POSSIBLE]),
            (glyphs.not_met, STANDING[SeatStanding.RECUSED]),
            (glyphs.not_applicable, STANDING[SeatStanding.NOT_DECLARED]),
            (POINTS, say("not declared, but connected")),
        )
        return "   ".join(f"{sign} {self.text(words)}" for sign, words in known)

    def on_lines_moved(self) -> None:
        self.query_one("#why", SheetView).write()

    def _why(self, sheet: Sheet) -> None:
        if self.row is None or self.case is None:
            return
        before = len(sheet.lines)
        write_standings(sheet, self.row, self.case.committee, self.told_seats(self.case))
        if len(sheet.lines) == before + 1:
            sheet.prose(self.nothing_told(), Tone.MUTED)

    # --- What a person does

    def declare(self, seat: str, interest: Interest) -> bool:
        """Declare for the seat in the application under the cursor; return whether that is done already."""
        if self.row is None or self.case is None:
            return False
        if interest is Interest.NONE:
            return self.act([InterestDeclared(application=self.row.id, declarer=seat, interest=interest)])
        declare_ground(self, self.case, self.row, seat, interest)
        return False

    def action_undo(self) -> None:
        from reviewer.tui.actions.undoing import undo

        undo(self)

    def action_close(self) -> None:
        self.dismiss()


class OwnInterestsScreen(InterestsScreen):
    """A member's own list."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            id="interests.none", name=say("Declare: no interest, you take part"), action="say_none", keys=("1",), footer=say("No interest")
        ),
        Command(
            id="interests.possible",
            name=say("Declare: in doubt, the council decides"),
            action="say_possible",
            keys=("2",),
            footer=say("In doubt"),
        ),
        Command(id="interests.recused", name=say("Declare: recused"), action="say_recused", keys=("3",), footer=say("Recused")),
        Command(id="interests.all", name=say("The table of all seats"), action="all", keys=("tab",), footer=say("All seats")),
        Command(id="interests.confirm", name=say("Confirm after the meeting what you declared"), action="confirm", keys=("b",)),
    )

    def columns(self, case: Case) -> tuple[Column[InterestRow], ...]:
        del case
        return own_columns(self.speech, self.reviewer.glyphs, self.session.seat)

    def told_seats(self, case: Case) -> tuple[str, ...]:
        del case
        return (self.session.seat,)

    def nothing_told(self) -> Said:
        return say("You have declared nothing, and the application shows no connection to you.")

    def next_step(self) -> Said:
        left = sum(row.cells[self.session.seat] is SeatStanding.NOT_DECLARED for row in self.rows)
        if self.case is not None and self.session.frame.stage in AFTER_LOCK and to_confirm(self.case, self.session.seat):
            return say("The meeting is over. Press b to confirm what you have declared.")
        if left:
            return say_number(
                "Declare in each case: 1 you have no interest, 2 you are in doubt, 3 you are recused. {number} is left.",
                "Declare in each case: 1 you have no interest, 2 you are in doubt, 3 you are recused. {number} are left.",
                left,
            )
        return say("You have declared in every case.")

    def action_say_none(self) -> None:
        """Declare, and go on to the next application that is not declared, where there is one further down."""
        if self.declare(self.session.seat, Interest.NONE):
            here = self.lines.cursor
            left = (number for number, row in enumerate(self.rows) if row.cells[self.session.seat] is SeatStanding.NOT_DECLARED)
            self.lines.move_to(next((number for number in left if number > here), here))

    def action_say_possible(self) -> None:
        self.declare(self.session.seat, Interest.POSSIBLE)

    def action_say_recused(self) -> None:
        self.declare(self.session.seat, Interest.RECUSED)

    def action_all(self) -> None:
        self.app.switch_screen(AllInterestsScreen(self.session, self.row.id if self.row else ""))

    def action_confirm(self) -> None:
        left = to_confirm(self.session.casefile().case(), self.session.seat)
        if not left:
            self.tell(say("There is nothing left to confirm."))
        elif self.act(left):
            self.tell(say("Confirmed: all that you have declared, also in cases that you are recused from."))


class AllInterestsScreen(InterestsScreen):
    """The table of all seats."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            id="interests.decide",
            name=say("Write down the council's decision on an interest"),
            action="decide",
            keys=("d",),
            footer=say("Decide"),
        ),
        Command(
            id="interests.record", name=say("Declare for a seat that has told you"), action="record", keys=("e",), footer=say("Declare for")
        ),
        Command(id="interests.own", name=say("Your own list"), action="own", keys=("tab",)),
    )

    def columns(self, case: Case) -> tuple[Column[InterestRow], ...]:
        return all_columns(self.speech, self.reviewer.glyphs, matrix_seats(case))

    def told_seats(self, case: Case) -> tuple[str, ...]:
        return tuple(seat.id for seat in matrix_seats(case))

    def next_step(self) -> Said:
        deciding = {seat.id for seat in self.case.committee.rating_seats()} if self.case else set()
        found = (standing for row in self.rows for seat, standing in row.cells.items() if seat in deciding)
        number = sum(standing is SeatStanding.POSSIBLE for standing in found)
        if not number:
            return say("Nothing is in doubt.")
        return say_number(
            "{number} interest is in doubt. When the council has decided it, press d and write that down.",
            "{number} interests are in doubt. When the council has decided one, press d and write that down.",
            number,
        )

    def action_record(self) -> None:
        if self.case is None or not is_seat(self, RECORDS):
            self.warn(say("Only the chair and the secretariat do this."))
            return
        seats = [(seat.id, seat.name) for seat in self.case.committee.rating_seats()]
        given: list[tuple[str, Said | str]] = [
            (Interest.NONE.value, say("It has no interest and takes part")),
            (Interest.POSSIBLE.value, say("It is in doubt: the council decides")),
            (Interest.RECUSED.value, say("It is recused")),
        ]

        def chosen(seat: str | None) -> None:
            if seat is not None:
                self.app.push_screen(Choice(say("What has it declared?"), given), lambda one: self._recorded(seat, one))

        self.app.push_screen(Choice(say("Which seat has told you?"), seats), chosen)

    def _recorded(self, seat: str, interest: str | None) -> None:
        if interest is not None:
            self.declare(seat, Interest(interest))

    def action_decide(self) -> None:
        if self.case is None or self.row is None:
            return
        if not is_seat(self, RECORDS):
            self.warn(say("The council decides it; the chair or the secretariat writes it down."))
            return
        decide_interest(self, self.case, self.row.id)

    def action_own(self) -> None:
        if is_seat(self, RATES):
            self.app.switch_screen(OwnInterestsScreen(self.session, self.row.id if self.row else ""))
        else:
            self.tell(say("You have no interest to declare. Press e to write down what another seat has told you."))


def interests_screen(session: Session, application: str = "") -> InterestsScreen:
    """Return the member's own list, or the table of all seats for who has nothing to declare."""
    rates = any(seat.id == session.seat and seat.role in RATES for seat in session.frame.seats)
    return OwnInterestsScreen(session, application) if rates else AllInterestsScreen(session, application)
