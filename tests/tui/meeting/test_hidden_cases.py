"""Whatever happens in the meeting to a case that a member is recused from changes no character of what that member's own pages show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reviewer.domain.events import Dissented, Happening, Stage, StageSet
from reviewer.domain.meeting.acts import ActingChairSet, Decided, FloorState, Manner, RemarkEntered, VoteTaken
from reviewer.domain.stages import Outcome
from reviewer.tui.screens.meeting.agenda import AgendaScreen
from reviewer.tui.screens.meeting.attendance import AttendanceScreen
from reviewer.tui.screens.meeting.presenting import PresentingScreen
from reviewer.tui.screens.meeting.room import RoomScreen
from tests.tui.driving import settled, showing, shown
from tests.tui.meeting.sitting import MEETING, SEATS, THIRD, floor, moved, sitting_case
from tests.tui.small_round import received

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


async def test_what_a_member_has_not_declared_in_stands_on_none_of_its_pages_in_a_round_that_asks_for_it(tmp_path: Path) -> None:
    """Both cases are the same but for what was applied for."""
    found: list[dict[str, str]] = []
    asked: list[Happening] = [StageSet(stage=Stage.DECLARING), StageSet(stage=Stage.MEETING)]
    for number, amount in enumerate((2_000_000, 2_700_000)):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = sitting_case(folder, [[received(replace(THIRD, amount_applied=amount))], asked, [floor("A-3")]])
        found.append({})
        for name in ("room", "presenting", "agenda"):
            async with showing(path, "voss", PAGES[name], (120, 40)) as pilot:
                await settled(pilot)
                await pilot.press("down", "down")
                await settled(pilot)
                found[-1][name] = shown(pilot.app.screen)
    assert "vises når disse har erklært" in found[0]["room"]
    assert found[0] == found[1]
