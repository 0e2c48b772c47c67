"""The projector: one page that follows the meeting by itself, also what another window or laptop writes in the case."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from reviewer.casefile.errors import CaseFileError
from reviewer.domain.case import Case
from reviewer.domain.committee import Committee
from reviewer.domain.meeting.sitting import meetings
from reviewer.domain.meeting.slide import Slide, slide
from reviewer.domain.said import say
from reviewer.domain.slotted import dataclass
from reviewer.tui.commands import Command
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.meeting.room_case import Room
from reviewer.tui.screens.meeting.room_page import write_room
from reviewer.tui.session import Session
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.sheet_view import SheetView

EVERY = 1.0
"""Seconds between two looks at the clock and at the file."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What was read of the case for the page; without a meeting there is no slide."""

    slide: Slide | None
    committee: Committee


def picture(case: Case, meeting_id: str) -> Picture:
    """Return what the room may see of the meeting that is asked for, else of the one that is not locked, else of the last one."""
    known = meetings(case)
    waiting = [one.id for one in known if one.locked is None]
    last = [one.id for one in known[-1:]]
    chosen = meeting_id or next(iter((*waiting, *last)), "")
    return Picture(slide(case, chosen) if chosen else None, case.committee)


class RoomScreen(CaseScreen[None]):
    """What the room sees: the case, who leaves, the facts, the motion and the votes, the money, the time, and what comes next."""

    CSS_PATH = "room.tcss"
    PURPOSE = say(
        "For the projector. It shows what everybody in the room may see, and follows the meeting by itself: it can stand in a window "
        "of its own while another one is worked in."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="room.close", name=say("Back"), action="close", keys=("escape", "q"), footer=say("Back")),
    )

    def __init__(self, session: Session, meeting_id: str = "") -> None:
        """Show this meeting, or without one the meeting that is not locked."""
        super().__init__(session)
        self.meeting_id = meeting_id
        self.picture: Picture | None = None
        self._behind = False

    def compose(self) -> ComposeResult:
        yield TopLine(self.session.frame.committee, id="top")
        view = SheetView(self._write, id="page")
        view.can_focus = False
        yield view
        yield KeyBar()

    def on_mount(self) -> None:
        self._read()
        self.set_interval(EVERY, self._look)

    def on_resize(self) -> None:
        self.query_one("#page", SheetView).write()

    def case_changed(self) -> None:
        self._read()

    def _look(self) -> None:
        """Read the case again where it has changed, here or elsewhere; the clock goes on."""
        if not self.is_current:
            return
        self.session.moved_on()
        if self._behind:
            self._read()
        self.repaint_if_changed()
        self._paint()

    def _read(self) -> None:
        """Read the meeting in a thread; what stands on the page stays until the new picture is ready."""
        from reviewer.domain.meeting.opened import read_by

        session, meeting_id = self.session, self.meeting_id

        def work() -> Picture | CaseFileError:
            beside = session.beside()
            try:
                case = beside.casefile().case()
                return picture(read_by(case, session.seat) if session.seat else case, meeting_id)
            except CaseFileError as error:
                return error
            finally:
                beside.close()

        self.in_background(work, self._show, "room")

    def _show(self, found: Picture | CaseFileError) -> None:
        """Show what was read; while somebody is writing, the next look tries again."""
        self._behind = not isinstance(found, Picture)
        if isinstance(found, Picture):
            self.picture = found
            self._paint()

    def _paint(self) -> None:
        if self.picture is None:
            return
        top = self.query_one("#top", TopLine)
        shown = self.picture.slide
        if shown is not None:
            called = shown.meeting.called
            top.aside = self.text(say("Meeting {date}, {place}", date=called.date, place=called.place or "–"))
            count = say("{done} of {all} cases considered", done=shown.done, all=len(shown.meeting.items))
            top.status = f"{self.text(count)} · {self.session.clock().astimezone():%H:%M}"
        self.query_one("#page", SheetView).write()

    def _write(self, sheet: Sheet) -> None:
        if self.picture is None:
            return
        if self.picture.slide is None:
            sheet.prose(say("No meeting is called."), Tone.STRONG)
            return
        height = self.query_one("#page", SheetView).size.height
        write_room(sheet, Room(slide=self.picture.slide, committee=self.picture.committee, now=self.session.clock()), height)

    def action_close(self) -> None:
        """Go back; where the page is a window of its own, close it."""
        if len(self.app.screen_stack) > WINDOW:
            self.dismiss()
        else:
            self.app.exit()


WINDOW = 2
"""Screens on the stack, Textual's empty one among them, when this page is all there is."""
