"""Two cases that differ only in what a seat may not see give that seat the same screens, in every character and every colour."""

from __future__ import annotations

import asyncio
import os
import pkgutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.screen import Screen

import reviewer.tui
from reviewer.domain.committee import SeatRole
from reviewer.domain.events import Stage
from reviewer.tui.app import ReviewerApp
from reviewer.tui.screen import CommandModal
from reviewer.tui.screens.application import ApplicationScreen
from reviewer.tui.screens.batch import BatchScreen
from reviewer.tui.screens.certainty import CertaintyScreen
from reviewer.tui.screens.conflicts import ConflictsScreen
from reviewer.tui.screens.exchange import ExchangeScreen
from reviewer.tui.screens.funding import FundingScreen
from reviewer.tui.screens.help import HelpScreen
from reviewer.tui.screens.importing import ImportScreen
from reviewer.tui.screens.meeting.after import AfterScreen
from reviewer.tui.screens.meeting.agenda import AgendaScreen
from reviewer.tui.screens.meeting.attendance import AttendanceScreen
from reviewer.tui.screens.meeting.interest_first import InterestFirstScreen
from reviewer.tui.screens.meeting.interests import AllInterestsScreen, OwnInterestsScreen
from reviewer.tui.screens.meeting.presenting import PresentingScreen
from reviewer.tui.screens.meeting.review import ReviewScreen
from reviewer.tui.screens.meeting.room import RoomScreen
from reviewer.tui.screens.palette import Palette
from reviewer.tui.screens.problems import ProblemsScreen
from reviewer.tui.screens.proposal import ProposalScreen
from reviewer.tui.screens.ranking import RankingScreen
from reviewer.tui.screens.ratings import RatingsScreen
from reviewer.tui.screens.seats import SeatScreen
from reviewer.tui.screens.set_aside import SetAsideScreen
from reviewer.tui.screens.waiting import WaitingScreen
from reviewer.tui.screens.wishes import WishesScreen
from reviewer.tui.settings import Settings
from tests.exchange.test_acts_seen import council_with
from tests.exchange.test_noninterference import HELD_BACK, HIDDEN, IN_HIDDEN_CASE, IN_SEEN_CASES, MEETING, QUICK, SEAT, VISIBLE, made, sat
from tests.tui.driving import settled
from tests.tui.small_round import NOW

Made = Callable[[ReviewerApp], Screen[Any] | None]


def _wishes(app: ReviewerApp) -> Screen[Any] | None:
    """Return the wishes' page as the funding page below it opens it."""
    below = app.screen
    assert isinstance(below, FundingScreen)
    return WishesScreen(app.session, below.assessment, below.plan) if below.assessment and below.plan else None  # type: ignore[arg-type]


SCREENS: Mapping[type[Screen[Any]], Sequence[Made]] = {
    BatchScreen: (),  # the first screen: it is read when the app opens
    SeatScreen: (lambda app: SeatScreen(app.session),),  # type: ignore[arg-type]
    ApplicationScreen: tuple(
        (lambda app, key=key, tab=tab: ApplicationScreen(app.session, key, tab=tab)) for key in ("2026-1", "2026-2") for tab in range(6)
    ),
    InterestFirstScreen: tuple((lambda app, key=key: InterestFirstScreen(app.session, key)) for key in ("2026-1", "2026-2")),
    WishesScreen: (),  # opened on top of the funding page, below
    **{
        kind: ((lambda app, kind=kind: kind(app.session)),)
        for kind in (
            RankingScreen,
            FundingScreen,
            RatingsScreen,
            ProposalScreen,
            ExchangeScreen,
            ConflictsScreen,
            SetAsideScreen,
            CertaintyScreen,
            WaitingScreen,
            ImportScreen,
            AgendaScreen,
            AfterScreen,
            OwnInterestsScreen,
            AllInterestsScreen,
            PresentingScreen,
            RoomScreen,
        )
    },
    AttendanceScreen: (lambda app: AttendanceScreen(app.session, MEETING),),  # type: ignore[arg-type]
    ReviewScreen: (lambda app: ReviewScreen(app.session, MEETING),),  # type: ignore[arg-type]
    HelpScreen: (lambda app: HelpScreen(app.screen),),
    Palette: (lambda app: Palette(app.screen),),
}
OF_A_MEETING = frozenset([AttendanceScreen, ReviewScreen, PresentingScreen, RoomScreen])
"""What is only opened where a meeting is called."""

ELSEWHERE: Mapping[str, str] = {
    "CommandScreen": "what screens are made from",
    "CaseScreen": "what screens are made from",
    "PaneOwner": "what the screen with the tabs is made from",
    "SetsScreen": "what the page of sets is made from",
    "BatchWays": "what the round is made from",
    "InterestsScreen": "what the two pages of interests are made from",
    "CommandModal": "what dialogs are made from",
    "StartScreen": "opens before there is a case",
    "NewCaseScreen": "opens before there is a case",
    "FileScreen": "shows folders, and no case",
    "ExportScreen": "writes what `reviewer export` writes, which is compared",
    "IncomingScreen": "shows a packet, and packets are compared",
}
"""What is not compared here, and why."""

HANDED = (CommandModal, ProblemsScreen)
"""Dialogs: they show what the screen below hands them, which that screen has of the seat's own view."""


def screens_there_are() -> Iterator[type[Screen[Any]]]:
    """Yield every screen of the app, whichever module has it."""
    for module in pkgutil.walk_packages(reviewer.tui.__path__, "reviewer.tui."):
        import_module(module.name)
    pending = list(Screen.__subclasses__())
    while pending:
        kind = pending.pop()
        pending += kind.__subclasses__()
        if kind.__module__.startswith("reviewer."):
            yield kind


def test_no_screen_is_left_out() -> None:
    left_out = {
        f"{kind.__module__}.{kind.__name__}"
        for kind in screens_there_are()
        if kind not in SCREENS and kind.__name__ not in ELSEWHERE and not issubclass(kind, HANDED)
    }
    assert left_out == set(), "compare this screen in SCREENS, or say in ELSEWHERE why not"


@st.composite
def pairs(draw: st.DrawFn) -> Any:
    """Return what everybody may see happen, and twice what happens to the application kept from the seat, before and in the meeting."""
    told = [(draw(HIDDEN), draw(IN_HIDDEN_CASE)), (draw(st.none() | HIDDEN), draw(IN_HIDDEN_CASE))]
    return draw(VISIBLE), draw(IN_SEEN_CASES), told


@pytest.mark.parametrize("when", ["blind", "opened", "met"])
@given(role=st.sampled_from([SeatRole.CHAIR, SeatRole.MEMBER]), pair=pairs())
@settings(max_examples=2, phases=QUICK, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_what_happens_in_a_case_a_seat_is_recused_from_changes_nothing_on_its_screens(when: str, role: SeatRole, pair: Any) -> None:
    visible, seen, told = pair
    found = []
    for hidden, held in told:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "sak.sak"
            with mock.patch("tests.exchange.test_noninterference.council", return_value=council_with(role)):
                file = made(path, visible, hidden, Stage.RATING if when == "blind" else Stage.OPENED)
                if when == "met":
                    sat(file, seen, None if hidden is None else held)
                file.close()
            os.utime(path, (NOW.timestamp(), NOW.timestamp()))
            found.append(asyncio.run(_painted(path, when == "met")))
    assert found[0].keys() == found[1].keys()
    for name, painted in found[0].items():
        assert painted == found[1][name], name
        assert "Hemmelig" not in painted, name
        assert HELD_BACK not in painted, name


async def _painted(path: Path, met: bool) -> dict[str, str]:  # noqa: FBT001 - whether there is a meeting
    """Return what each screen paints for the seat: every character with its colours."""
    app = ReviewerApp(path, SEAT, clock=lambda: NOW, settings=Settings())
    texts: dict[str, str] = {}
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        texts["list"] = painted(app.screen)
        await pilot.press("slash", *"hemmelig")
        await settled(pilot)
        texts["search"] = painted(app.screen)
        await pilot.press("escape")
        await settled(pilot)
        for kind, makers in SCREENS.items():
            if kind in OF_A_MEETING and not met:
                continue
            for number, make in enumerate(makers):
                await _shown(pilot, make, f"{kind.__name__} {number}", texts)
    return texts


async def _shown(pilot: Any, make: Made, name: str, texts: dict[str, str]) -> None:
    app = pilot.app
    screen = make(app)
    if screen is None:
        return
    app.push_screen(screen)
    await settled(pilot)
    texts[name] = painted(app.screen)
    if isinstance(screen, FundingScreen):
        await _shown(pilot, _wishes, "WishesScreen", texts)
    while screen in app.screen_stack:
        await app.pop_screen()


def painted(screen: Screen[Any]) -> str:
    """Return what is painted, with its colours, line by line."""
    strips = screen._compositor.render_strips()  # noqa: SLF001 - what is painted
    return "\n".join("".join(f"{segment.text}\x1f{segment.style}\x1e" for segment in strip) for strip in strips)
