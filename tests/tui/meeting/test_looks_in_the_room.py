"""How the pages of the meeting room look: baselines in both sizes and both themes."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.domain.meeting.acts import Decided, FloorState, Manner, VoteTaken
from reviewer.domain.stages import Outcome
from reviewer.tui.screens.meeting.attendance import AttendanceScreen
from reviewer.tui.screens.meeting.presenting import PresentingScreen
from reviewer.tui.screens.meeting.room import RoomScreen
from tests.tui.driving import app_on, put, settled
from tests.tui.meeting.sitting import MEETING, SEATS, floor, left, moved, sitting_case

VOTERS = tuple(seat for seat in SEATS if seat not in {"bergen", "molde"})
MOTION = moved("A-1", 4_000_000)
VOTE = VoteTaken(
    application="A-1",
    meeting=MEETING,
    motion="1",
    manner=Manner.NAMES,
    voters=VOTERS,
    chair="leder",
    for_count=3,
    against_count=1,
    voted_for=("leder", "voss", "narvik"),
    voted_against=("lom",),
)
DECIDED = Decided(
    application="A-1",
    meeting=MEETING,
    motion="1",
    outcome=Outcome.RECOMMENDED,
    taking_part=VOTERS,
    chair="leder",
    amount=4_000_000,
    reasons="Løsningen er nasjonal.",
    majority="Flertallet ser nytten.",
)
OPEN = [left("molde"), [floor("A-1")], [MOTION]]
VOTED = [*OPEN, [VOTE]]
DONE = [[floor(key, FloorState.CLOSED) for key in ("A-1", "A-2", "A-3", "A-4")]]


def presenting(session: Any) -> PresentingScreen:
    return PresentingScreen(session, MEETING)


def attendance(session: Any) -> AttendanceScreen:
    return AttendanceScreen(session, MEETING)


PAGES = {
    "room_before": ([], RoomScreen, ()),
    "room_open": (OPEN, RoomScreen, ()),
    "room_voted": (VOTED, RoomScreen, ()),
    "room_done": (DONE, RoomScreen, ()),
    "presenting_before": ([], presenting, ()),
    "presenting_decided": ([*VOTED, [DECIDED]], presenting, ()),
    "presenting_leaves": ([], presenting, ("o",)),
    "attendance": ([left("molde")], attendance, ()),
    "motion": ([left("molde"), [floor("A-1")]], presenting, ("f",)),
    "roll_call": (OPEN, presenting, ("v", "end", "enter", "1", "2")),
    "decision": (VOTED, presenting, ("d",)),
}


@pytest.mark.parametrize("theme", ["natt", "dag"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", PAGES)
def test_look(tmp_path, snap_compare, name, size, theme):
    acts, make, keys = PAGES[name]
    path = sitting_case(tmp_path, acts)

    async def before(pilot):
        await pilot.pause()
        await put(pilot, make)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        await settled(pilot)

    assert snap_compare(app_on(path, "sekretariat", theme), terminal_size=size, run_before=before)
