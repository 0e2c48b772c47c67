"""For whoever runs the meeting: one case at a time, with a key for all that happens in it. Every act is on disk before the next key."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from reviewer.domain.case import Case
from reviewer.domain.meeting.acts import FloorGiven, FloorState
from reviewer.domain.meeting.asking import seat_names
from reviewer.domain.meeting.progress import leaving, open_elsewhere
from reviewer.domain.meeting.sitting import Item, Meeting, meetings
from reviewer.domain.meeting.slide import before_the_meeting
from reviewer.domain.meeting.times import before_its_day, begun_early, begun_late
from reviewer.domain.said import Said, say
from reviewer.tui.actions.intervening import RECORDS, is_seat
from reviewer.tui.actions.reading import read_application
from reviewer.tui.actions.steering import ask_stage
from reviewer.tui.commands import Command
from reviewer.tui.drawing.presenting_sheet import Sitting, next_step, standing_words, write_case, write_seats
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.forms.decision import ask_decision
from reviewer.tui.forms.form import ConfirmForm
from reviewer.tui.forms.in_room import ask_acting_chair, ask_beginning, ask_dissent, ask_overrun, ask_remark, ask_withdrawal
from reviewer.tui.forms.motion import MotionForm
from reviewer.tui.forms.vote import ask_vote
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.choice import Choice
from reviewer.tui.screens.meeting.presenting_keys import PRESENTING_KEYS
from reviewer.tui.screens.meeting.room_page import time_used
from reviewer.tui.session import Session
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.sheet_view import SheetView

BESIDE = 100
"""From this width on, who is in the room stands beside the case."""
EVERY = 1.0
"""Seconds between two looks at the clock and at the file."""


class PresentingScreen(CaseScreen[None]):
    """One case of the meeting."""

    CSS_PATH = "presenting.tcss"
    PURPOSE = say(
        "For whoever runs the meeting: open a case, note who comes and goes, write motions, votes and decisions. Each key that changes "
        "something is on disk before the next, and another laptop takes up where this one stopped."
    )
    KEYS: ClassVar[tuple[Command, ...]] = PRESENTING_KEYS

    def __init__(self, session: Session, meeting_id: str = "", application: str = "") -> None:
        """Show this case of the meeting; without one, the case that is open, or the first that waits."""
        super().__init__(session)
        self.meeting_id = meeting_id
        self.application = application
        self.case: Case | None = None
        self.met: Meeting | None = None

    def compose(self) -> ComposeResult:
        yield TopLine(id="top")
        yield Static(id="next", markup=False)
        with Horizontal(id="sitting"):
            yield SheetView(self._write, id="case")
            seats = SheetView(self._write_seats, id="seats")
            seats.can_focus = False
            yield seats
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#case").focus()
        self.case_changed()
        self.set_interval(EVERY, self._look)

    def on_resize(self) -> None:
        self.set_class(self.size.width >= BESIDE, "-beside")

    # --- What is shown

    @property
    def item(self) -> Item | None:
        """The case that is shown."""
        return self.met.item(self.application) if self.met else None

    @property
    def sitting(self) -> Sitting | None:
        """The case with its meeting, or None where there is none."""
        if self.case is None or self.met is None or self.item is None:
            return None
        return Sitting(case=self.case, met=self.met, item=self.item)

    def case_changed(self) -> None:
        self.case = self.session.whole_case()
        known = meetings(self.case)
        asked = (one for one in known if one.id == self.meeting_id)
        self.met = next(asked, next((one for one in known if one.locked is None), known[-1] if known else None))
        if self.item is None and self.met is not None:
            first = before_the_meeting(self.met) or next(reversed(self.met.items), None)
            self.application = first.application if first else ""
        self._paint()

    def _look(self) -> None:
        """Show what another program has written; the clock goes on. Under a form or another page nothing moves."""
        if not self.is_current:
            return
        self.session.moved_on()
        self.repaint_if_changed()
        self._top()

    def _paint(self) -> None:
        one = self.sitting
        none = say("There are no cases on the agenda yet.") if self.met else say("No meeting is called.")
        self.query_one("#next", Static).update(self.text(next_step(one) if one else none))
        self.query_one("#case", SheetView).write()
        self.query_one("#seats", SheetView).write()
        self._top()

    def _top(self) -> None:
        top, item, now = self.query_one("#top", TopLine), self.item, self.session.clock()
        clock = f"{now.astimezone():%H:%M}"
        if self.met is None or item is None:
            top.title, top.status = self.text(say("The meeting")), clock
            return
        number = self.met.items.index(item) + 1
        top.title = self.text(say("Case {number}", number=item.number))
        top.aside = self.text(say("{number} of {all}", number=number, all=len(self.met.items)))
        top.status = f"{self.text(time_used(item, now)[0])} · {clock}" if item.floor is FloorState.OPEN else clock

    def _write(self, sheet: Sheet) -> None:
        if one := self.sitting:
            write_case(sheet, one, self.size.width >= BESIDE)

    def _write_seats(self, sheet: Sheet) -> None:
        if one := self.sitting:
            write_seats(sheet, one)

    # --- From case to case

    def action_step(self, step: int) -> None:
        if self.met is None or self.item is None:
            return
        at = self.met.items.index(self.item) + step
        if 0 <= at < len(self.met.items):
            self.show(self.met.items[at].application)
        else:
            self.tell(say("This is the last case.") if step > 0 else say("This is the first case."))

    def show(self, application: str | None) -> None:
        """Show this case."""
        if application:
            self.application = application
            self.query_one("#case", SheetView).scroll_to(y=0, animate=False)
            self._paint()

    def action_go(self) -> None:
        if self.met is None or self.case is None:
            return
        dossiers = self.case.dossiers
        cases: list[tuple[str, Said | str]] = [
            (
                item.application,
                say(
                    "{number}  {title}: {state}",
                    number=item.number,
                    title=dossiers[item.application].application.title,
                    state=standing_words(item),
                ),
            )
            for item in self.met.items
        ]
        self.app.push_screen(Choice(say("To which case?"), cases, self.application), self.show)

    # --- What is written

    def _writes(self) -> Sitting | None:
        """Return the case where this seat may write in it; else say why not."""
        if not is_seat(self, RECORDS):
            self.warn(say("Only the chair and the secretariat do this."))
            return None
        return self.sitting

    def _floor(self, one: Sitting, state: FloorState) -> None:
        now = self.session.clock().astimezone()
        at = f"{now:%H:%M}"
        early = begun_early(one.met, now.date(), at) if state is FloorState.OPEN else None
        late = state is FloorState.OPEN and begun_late(one.met, now.date(), at)
        floor = FloorGiven(application=one.item.application, meeting=one.met.id, state=state)
        if not self.act([*([early] if early else []), floor]):
            return
        if state is FloorState.OPEN and (too_soon := before_its_day(one.met, now.date())):
            self.warn(too_soon)
        elif early or late:
            starts = early.starts if early else one.met.called.starts
            self.tell(say("The minutes say that the meeting began at {time}. If it did not, press B.", time=starts))

    def action_open(self) -> None:
        one = self._writes()
        if one is None:
            return
        other = open_elsewhere(one.met, one.item)
        if one.item.floor is FloorState.OPEN:
            self.tell(say("The case is open."))
        elif other is not None:
            self.warn(say("Case {number} is open. Conclude it first: c, or put it back: w.", number=other.number))
        elif out := leaving(one.case, one.met, one.item):
            title = say("These leave before case {number} opens: {seats}", number=one.item.number, seats=seat_names(one.case, out))
            what = say("They see nothing of the case, and the room sees it now.")
            keys = say("Enter: they have left, open the case. Esc: not yet.")
            self.app.push_screen(ConfirmForm(title, what, keys), lambda yes: self._floor(one, FloorState.OPEN) if yes else None)
        else:
            self._floor(one, FloorState.OPEN)

    def action_close_case(self) -> None:
        if one := self._writes():
            self._floor(one, FloorState.CLOSED)

    def action_wait(self) -> None:
        if one := self._writes():
            self._floor(one, FloorState.WAITING)

    def action_move(self) -> None:
        if one := self._writes():
            self.app.push_screen(MotionForm(self, one))

    def action_withdraw(self) -> None:
        if one := self._writes():
            ask_withdrawal(self, one)

    def action_vote(self) -> None:
        if one := self._writes():
            ask_vote(self, one)

    def action_decide(self) -> None:
        if one := self._writes():
            ask_decision(self, one)

    def action_interest(self) -> None:
        from reviewer.tui.forms.interests import decide_interest

        if one := self._writes():
            decide_interest(self, one.case, one.item.application)

    def action_chair(self) -> None:
        if one := self._writes():
            ask_acting_chair(self, one)

    def action_dissent(self) -> None:
        if one := self._writes():
            ask_dissent(self, one)

    def action_remark(self) -> None:
        if one := self._writes():
            ask_remark(self, one, one.item.application)

    def action_remark_all(self) -> None:
        if one := self._writes():
            ask_remark(self, one, "")

    def action_overrun(self) -> None:
        if one := self._writes():
            ask_overrun(self, one)

    def action_begin(self) -> None:
        if one := self._writes():
            ask_beginning(self, one)

    def action_phase(self) -> None:
        if is_seat(self, RECORDS):
            ask_stage(self)
        else:
            self.warn(say("Only the chair and the secretariat do this."))

    def action_undo(self) -> None:
        from reviewer.tui.actions.undoing import undo

        undo(self)

    # --- What is opened

    def action_attendance(self) -> None:
        from reviewer.tui.screens.meeting.attendance import AttendanceScreen

        if self.met is not None:
            self.app.push_screen(AttendanceScreen(self.session, self.met.id))

    def action_ratings(self) -> None:
        from reviewer.tui.screens.ratings import RatingsScreen

        self.app.push_screen(RatingsScreen(self.session))

    def action_read(self) -> None:
        if self.item is not None:
            read_application(self, self.item.application)

    def action_room(self) -> None:
        from reviewer.tui.screens.meeting.room import RoomScreen

        self.app.push_screen(RoomScreen(self.session, self.met.id if self.met else ""))

    def action_close(self) -> None:
        self.dismiss()
