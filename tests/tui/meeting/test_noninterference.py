"""The meeting's pages give a seat the same characters whatever a case holds that it is recused from."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from reviewer.domain.events import Dissented, Interest, InterestDeclared, Outcome, Recommended, Stage, StageSet
from reviewer.domain.meeting.acts import (
    AttendanceNoted,
    DiscussionAsked,
    ItemPlaced,
    MeetingCalled,
    MilestoneSet,
    MotionKind,
    MotionMade,
    Presence,
    RecipientDecided,
    Triage,
    TriageSet,
)
from reviewer.domain.meeting.aftermath import Milestone
from reviewer.tui.app import ReviewerApp
from reviewer.tui.screens.meeting.after import AfterScreen
from reviewer.tui.screens.meeting.agenda import AgendaScreen
from reviewer.tui.screens.meeting.interests import AllInterestsScreen, OwnInterestsScreen
from reviewer.tui.screens.meeting.review import ReviewScreen
from reviewer.tui.settings import Settings
from tests.exchange.laptops import OFFICE
from tests.exchange.test_noninterference import HELD_BACK, SEAT, SEEN, made
from tests.tui.driving import settled, shown
from tests.tui.small_round import NOW

MEETING = "m1"
SCREENS: dict[str, Any] = {
    "agenda": AgendaScreen,
    "review": lambda session: ReviewScreen(session, MEETING),
    "after": AfterScreen,
    "own interests": OwnInterestsScreen,
    "all interests": AllInterestsScreen,
}


def _placed(key: str, at: int) -> ItemPlaced:
    return ItemPlaced(application=key, meeting=MEETING, number=f"{at}/26", position=at, minutes=10, introducers=("oslo",))


VISIBLE: list[tuple[str, Sequence[Any]]] = [
    (OFFICE, [MeetingCalled(meeting=MEETING, date=date(2026, 3, 1), place="Oslo", starts="10:00")]),
    (OFFICE, [_placed(key, at) for at, key in enumerate(SEEN, start=1)]),
    (OFFICE, [AttendanceNoted(meeting=MEETING, attendee=seat, presence=Presence.PRESENT) for seat in ("oslo", SEAT)]),
    (SEAT, [InterestDeclared(application=SEEN[0], declarer=SEAT, interest=Interest.NONE)]),
    (OFFICE, [RecipientDecided(application=SEEN[1], outcome=Outcome.RECOMMENDED, amount=5, day=date(2026, 4, 1))]),
]
CALLED_FIRST: list[tuple[str, Sequence[Any]]] = [
    (OFFICE, [Recommended(application=SEEN[1], fields=("outcome", "amount"), outcome=Outcome.RECOMMENDED, amount=5)]),
    (OFFICE, [StageSet(stage=Stage.MEETING)]),
    (OFFICE, [MeetingCalled(meeting=MEETING, date=date(2026, 3, 1), place="Oslo")]),
]
HIDDEN: list[tuple[str, Sequence[Any]]] = [
    (OFFICE, [Recommended(application=HELD_BACK, fields=("outcome", "amount"), outcome=Outcome.RECOMMENDED, amount=800_000)]),
    *CALLED_FIRST,
    (OFFICE, [_placed(HELD_BACK, 9)]),
    (OFFICE, [TriageSet(application=HELD_BACK, triage=Triage.UNLESS_ASKED)]),
    ("oslo", [DiscussionAsked(application=HELD_BACK, asker="oslo")]),
    (OFFICE, [MotionMade(application=HELD_BACK, motion="1", kind=MotionKind.MAIN, proposer="oslo", text="hemmelig")]),
    (OFFICE, [Dissented(application=HELD_BACK, dissenter="oslo", text="hemmelig")]),
    (OFFICE, [RecipientDecided(application=HELD_BACK, outcome=Outcome.RECOMMENDED, amount=800_000, day=date(2026, 4, 1))]),
    (OFFICE, [MilestoneSet(application=HELD_BACK, milestone=Milestone.COMMITMENT, due=date(2026, 5, 1), note="hemmelig")]),
]


async def test_what_happens_in_a_case_a_seat_is_recused_from_changes_no_character_on_the_meetings_pages(tmp_path: Path) -> None:
    found = [await _screens(tmp_path / name, hidden) for name, hidden in (("one", HIDDEN), ("two", CALLED_FIRST))]
    for name, text in found[0].items():
        assert text == found[1][name], name
        assert "emmelig" not in text
        assert "9/26" not in text


def _case(folder: Path, hidden: Sequence[Any]) -> Path:
    folder.mkdir()
    path = folder / "sak.sak"
    made(path, VISIBLE, hidden, Stage.RATING).close()
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    return path


async def _screens(folder: Path, hidden: Sequence[Any]) -> dict[str, str]:
    path = _case(folder, hidden)
    app = ReviewerApp(path, SEAT, clock=lambda: NOW, settings=Settings())
    texts: dict[str, str] = {}
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        for name, make in SCREENS.items():
            app.push_screen(make(app.session))
            await settled(pilot)
            texts[name] = shown(app.screen)
            await pilot.press("down", "tab")
            await settled(pilot)
            texts[f"{name}, further"] = shown(app.screen)
            app.pop_screen()
            await settled(pilot)
    return texts
