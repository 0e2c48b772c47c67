"""Whatever happens in the meeting to a case that a member is recused from changes no character of what that member's own pages show."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reviewer.domain.events import Dissented, Happening
from reviewer.domain.meeting.acts import ActingChairSet, Decided, FloorState, Manner, RemarkEntered, VoteTaken
from reviewer.domain.stages import Outcome
from reviewer.tui.screens.meeting.agenda import AgendaScreen
from reviewer.tui.screens.meeting.attendance import AttendanceScreen
from reviewer.tui.screens.meeting.presenting import PresentingScreen
from reviewer.tui.screens.meeting.room import RoomScreen
from tests.tui.driving import settled, showing, shown
from tests.tui.meeting.sitting import MEETING, SEATS, floor, moved, sitting_case

VOTERS = tuple(seat for seat in SEATS if seat != "bergen")
VOTE = VoteTaken(application="A-1", meeting=MEETING, motion="1", manner=Manner.UNANIMOUS, voters=VOTERS, chair="lom")
DECIDED = Decided(
    application="A-1", meeting=MEETING, motion="1", outcome=Outcome.RECOMMENDED, amount=4_000_000, taking_part=VOTERS, chair="lom"
)
OPENED: list[Happening] = [floor("A-1"), ActingChairSet(application="A-1", chair="lom", reason="Hemmelig."), moved("A-1", 4_000_000)]
AFTER: list[Happening] = [
    Dissented(application="A-1", dissenter="voss", text="Hemmelig."),
    RemarkEntered(meeting=MEETING, application="A-1", remarker="voss", text="Hemmelig."),
    floor("A-1", FloorState.CLOSED),
]
HISTORIES: tuple[Sequence[Sequence[Happening]], ...] = ([], [OPENED], [OPENED, [VOTE], [DECIDED], AFTER])
PAGES: dict[str, Any] = {
    "room": RoomScreen,
    "presenting": lambda session: PresentingScreen(session, MEETING),
    "the case itself": lambda session: PresentingScreen(session, MEETING, "A-1"),
    "attendance": lambda session: AttendanceScreen(session, MEETING),
    "agenda": AgendaScreen,
}


async def _pages(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, make in PAGES.items():
        async with showing(path, "bergen", make, (120, 40)) as pilot:
            await pilot.press("m")
            await settled(pilot)
            found[name] = shown(pilot.app.screen)
    return found


async def test_what_happens_in_the_room_to_a_case_that_a_member_is_recused_from_is_on_none_of_its_pages(tmp_path: Path) -> None:
    paths = _cases(tmp_path)
    first, *others = [await _pages(path) for path in paths]
    for name, text in first.items():
        assert "Hemmelig" not in text
        assert "Digital dialog" not in text
        for other in others:
            assert other[name] == text, name


def _cases(folder: Path) -> list[Path]:
    made = []
    for number, acts in enumerate(HISTORIES):
        (folder / str(number)).mkdir()
        made.append(sitting_case(folder / str(number), acts))
    return made
