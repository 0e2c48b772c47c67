"""Who is in the room: a key notes that a seat has come or left, with the time; a deputy stands with the seat."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from reviewer.domain.case import Case
from reviewer.domain.committee import Seat
from reviewer.domain.meeting.acts import AttendanceNoted, Presence
from reviewer.domain.meeting.quorum import quorum
from reviewer.domain.meeting.sitting import Meeting, meeting
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.tui.actions.intervening import RECORDS, is_seat
from reviewer.tui.commands import Command
from reviewer.tui.drawing.glyphs import Glyphs
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.ask import Ask
from reviewer.tui.session import Session
from reviewer.tui.typed.days import clock_in, clock_wrong
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.lines import Column, Lines
from reviewer.tui.wording.choices import ROLE


@dataclass(frozen=True, slots=True)
class Row:
    """A seat with what was last noted of it."""

    seat: Seat
    noted: AttendanceNoted | None

    @property
    def present(self) -> bool:
        """Whether it is in the room."""
        return self.noted is not None and self.noted.presence is Presence.PRESENT


class AttendanceScreen(CaseScreen[None]):
    """The seats, those that decide first."""

    CSS_PATH = "attendance.tcss"
    PURPOSE = say("Who is in the room. Each key notes it at once, with the time: quorum and recusals follow from it, case by case.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="attendance.turn", name=say("Has come, or has left"), action="turn", keys=("space",), footer=say("Comes, leaves")),
        Command(
            id="attendance.all", name=say("All that decide and are not noted have come"), action="all", keys=("A",), footer=say("All here")
        ),
        Command(id="attendance.absent", name=say("Is absent"), action="absent", keys=("minus",), footer=say("Absent")),
        Command(id="attendance.deputy", name=say("Who sits there for the seat"), action="deputy", keys=("d",), footer=say("Deputy")),
        Command(id="attendance.time", name=say("Another time"), action="time", keys=("t",)),
        Command(id="attendance.undo", name=say("Undo your last act"), action="undo", keys=("u",)),
        Command(id="attendance.close", name=say("Back"), action="close", keys=("escape", "q", "a"), footer=say("Back")),
    )

    def __init__(self, session: Session, meeting_id: str) -> None:
        super().__init__(session)
        self.meeting_id = meeting_id
        self.case: Case | None = None
        self.met: Meeting | None = None
        self.rows: tuple[Row, ...] = ()

    def compose(self) -> ComposeResult:
        yield TopLine(self.text(say("Attendance")), self.session.frame.committee, self.session.seat_name)
        yield Static(id="why", markup=False)
        yield Lines(_columns(self), line=self.reviewer.glyphs.line, id="rows")
        yield KeyBar()

    @property
    def lines(self) -> Lines[Row]:
        """The table."""
        return self.query_one("#rows", Lines)

    @property
    def row(self) -> Row | None:
        """The seat under the cursor."""
        at = self.lines.cursor
        return self.rows[at] if at < len(self.rows) else None

    def on_mount(self) -> None:
        self.lines.focus()
        self.case_changed()

    def case_changed(self) -> None:
        self.case = case = self.session.casefile().case(only=())
        self.met = meeting(case, self.meeting_id)
        deciding = case.committee.rating_seats()
        seats = (*deciding, *(seat for seat in case.committee.seats if seat not in deciding))
        noted = self.met.attendance if self.met else {}
        self.rows = tuple(Row(seat, noted.get(seat.id)) for seat in seats)
        self.lines.show(len(self.rows), lambda start, count: self.rows[start : start + count], self.lines.cursor)
        self.query_one("#why", Static).update(self.text(quorum(case, self.meeting_id).why))

    # --- What is noted

    def _note(self, row: Row, presence: Presence, at_time: str | None = None, deputy: str | None = None) -> bool:
        now = f"{self.session.clock().astimezone():%H:%M}"
        kept = row.noted.deputy if row.noted else ""
        body = AttendanceNoted(
            meeting=self.meeting_id,
            attendee=row.seat.id,
            presence=presence,
            at_time=now if at_time is None else at_time,
            deputy=kept if deputy is None else deputy,
        )
        return self.act([body])

    def _able(self) -> Row | None:
        if not is_seat(self, RECORDS):
            self.warn(say("Only the chair and the secretariat do this."))
            return None
        return self.row

    def on_lines_opened(self) -> None:
        self.action_turn()

    def action_turn(self) -> None:
        """Note the seat as the other, and go on to the next where it has come."""
        row = self._able()
        if row is None:
            return
        if self._note(row, Presence.ABSENT if row.present else Presence.PRESENT) and not row.present:
            self.lines.move_to(min(self.lines.cursor + 1, len(self.rows) - 1))

    def action_absent(self) -> None:
        """Note that the seat never came, or has left."""
        row = self._able()
        if row is not None and self._note(row, Presence.ABSENT, None if row.present else ""):
            self.lines.move_to(min(self.lines.cursor + 1, len(self.rows) - 1))

    def action_all(self) -> None:
        if self._able() is None or self.case is None:
            return
        now = f"{self.session.clock().astimezone():%H:%M}"
        deciding = {seat.id for seat in self.case.committee.rating_seats()}
        left = [row.seat.id for row in self.rows if row.noted is None and row.seat.id in deciding]
        self.act([AttendanceNoted(meeting=self.meeting_id, attendee=seat, presence=Presence.PRESENT, at_time=now) for seat in left])

    def action_deputy(self) -> None:
        row = self._able()
        if row is None:
            return

        def answered(name: str | None) -> None:
            if name is not None:
                self._note(row, Presence.PRESENT, row.noted.at_time if row.noted and row.present else None, name.strip())

        note = say("The name stands in the minutes. Empty: the seat is there itself.")
        question = say("Who sits there for {seat}?", seat=row.seat.name)
        self.app.push_screen(Ask(question, row.noted.deputy if row.noted else "", note), answered)

    def action_time(self) -> None:
        row = self._able()
        if row is None:
            return
        if row.noted is None:
            self.tell(say("Note first whether the seat is here."))
            return
        noted = row.noted

        def answered(text: str | None) -> None:
            if text is not None:
                self._note(row, noted.presence, clock_in(text) or "")

        question = say("When did {seat} come?", seat=row.seat.name)
        if not row.present:
            question = say("When did {seat} leave?", seat=row.seat.name)
        self.app.push_screen(Ask(question, noted.at_time, say("As 10:15. Empty: no time is noted."), clock_wrong), answered)

    def action_undo(self) -> None:
        from reviewer.tui.actions.undoing import undo

        undo(self)

    def action_close(self) -> None:
        self.dismiss()


def _columns(screen: AttendanceScreen) -> tuple[Column[Row], ...]:
    speech, glyphs = screen.speech, screen.reviewer.glyphs
    return (
        Column(heading="", cell=lambda row: (_sign(row, glyphs),), width=1),
        Column(heading=speech.text(say("Seat")), cell=lambda row: ((row.seat.name, Tone.TEXT if row.present else Tone.MUTED),), share=3),
        Column(heading=speech.text(say("Role")), cell=lambda row: ((speech.text(ROLE[row.seat.role]), Tone.MUTED),), width=12),
        Column(heading=speech.text(say("In the room")), cell=lambda row: ((speech.text(_words(row)), Tone.TEXT),), width=20),
        Column(heading=speech.text(say("Deputy")), cell=lambda row: ((row.noted.deputy if row.noted else "", Tone.TEXT),), share=2),
    )


def _sign(row: Row, glyphs: Glyphs) -> tuple[str, Tone]:
    if row.noted is None:
        return glyphs.unknown, Tone.ATTENTION
    return (glyphs.met, Tone.GOOD) if row.present else (glyphs.not_applicable, Tone.MUTED)


def _words(row: Row) -> Said:
    if row.noted is None:
        return say("not noted")
    if row.present:
        return say("here from {time}", time=row.noted.at_time) if row.noted.at_time else say("here")
    return say("left {time}", time=row.noted.at_time) if row.noted.at_time else say("absent")
