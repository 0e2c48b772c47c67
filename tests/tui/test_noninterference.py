"""Two cases that differ only in what a seat may not see give that seat the same screens, character by character."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from reviewer.domain.enrolment import HandedIn
from reviewer.domain.events import Dissented, Outcome, Recommended, Stage
from reviewer.domain.interventions import PlaceMoved
from reviewer.tui.app import ReviewerApp
from reviewer.tui.screens.application import ApplicationScreen
from reviewer.tui.screens.conflicts import ConflictsScreen
from reviewer.tui.screens.exchange import ExchangeScreen
from reviewer.tui.screens.funding import FundingScreen
from reviewer.tui.screens.meeting.presenting import PresentingScreen
from reviewer.tui.screens.meeting.room import RoomScreen
from reviewer.tui.screens.proposal import ProposalScreen
from reviewer.tui.screens.ranking import RankingScreen
from reviewer.tui.screens.ratings import RatingsScreen
from reviewer.tui.screens.set_aside import SetAsideScreen
from reviewer.tui.settings import Settings
from tests.exchange.laptops import OFFICE, rated
from tests.exchange.test_noninterference import HELD_BACK, SEAT, made
from tests.tui.driving import settled, shown
from tests.tui.small_round import NOW

SCREENS: dict[str, Any] = {
    "ranking": RankingScreen,
    "funding": FundingScreen,
    "ratings": RatingsScreen,
    "proposal": ProposalScreen,
    "exchange": ExchangeScreen,
    "conflicts": ConflictsScreen,
    "set aside": SetAsideScreen,
    "room": RoomScreen,
    "presenting": PresentingScreen,
    **{f"application, tab {tab}": (lambda session, tab=tab: ApplicationScreen(session, "2026-1", tab=tab)) for tab in range(6)},
}
VISIBLE = [
    (SEAT, tuple(rated("2026-1", SEAT, 4, 5))),
    ("oslo", tuple(rated("2026-1", "oslo", 2, 3, "ikke overbevist"))),
    (SEAT, (HandedIn(application="2026-1", seat=SEAT),)),
    (OFFICE, (Recommended(application="2026-2", fields=("outcome", "amount"), outcome=Outcome.RECOMMENDED, amount=5),)),
]
HIDDEN = [
    ("oslo", tuple(rated(HELD_BACK, "oslo", 1, 1, "hemmelig"))),
    ("oslo", (HandedIn(application=HELD_BACK, seat="oslo"),)),
    (OFFICE, (Recommended(application=HELD_BACK, fields=("outcome", "amount"), outcome=Outcome.RECOMMENDED, amount=800_000),)),
    (OFFICE, (PlaceMoved(application=HELD_BACK, to=1, reason="x"),)),
    (OFFICE, (Dissented(application=HELD_BACK, dissenter="oslo", text="uenig"),)),
]


@pytest.mark.parametrize("stage", [Stage.RATING, Stage.OPENED])
async def test_what_happens_in_a_case_a_seat_is_recused_from_changes_no_character_on_its_screens(tmp_path: Path, stage: Stage) -> None:
    found = [await _screens(tmp_path / name, hidden, stage) for name, hidden in (("one", HIDDEN), ("two", []), ("three", None))]
    for name, text in found[0].items():
        assert text == found[1][name] == found[2][name], name
        assert "Hemmelig" not in text


def _case(folder: Path, hidden: Sequence[Any] | None, stage: Stage) -> Path:
    folder.mkdir()
    path = folder / "sak.sak"
    made(path, VISIBLE, hidden, stage).close()
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    return path


async def _screens(folder: Path, hidden: Sequence[Any] | None, stage: Stage) -> dict[str, str]:
    """Return what each screen shows the seat."""
    path = _case(folder, hidden, stage)
    app = ReviewerApp(path, SEAT, clock=lambda: NOW, settings=Settings())
    texts: dict[str, str] = {}
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        texts["list"] = shown(app.screen)
        for name, make in SCREENS.items():
            screen = make(app.session)
            app.push_screen(screen)
            await settled(pilot)
            texts[name] = shown(screen)
            app.pop_screen()
            await settled(pilot)
        await pilot.press("slash", *"hemmelig")
        await settled(pilot)
        texts["search"] = shown(app.screen)
    return texts
