"""How the deep screens look: baselines in both sizes and both themes."""

from __future__ import annotations

import time

import pytest

from reviewer.domain.events import Dissented, Interest, InterestDeclared, Outcome, Recommended
from reviewer.tui.screens.certainty import CertaintyScreen
from reviewer.tui.screens.funding import FundingScreen
from reviewer.tui.screens.proposal import ProposalScreen
from reviewer.tui.screens.ranking import RankingScreen
from reviewer.tui.screens.ratings import RatingsScreen
from tests.tui.driving import app_on, on, put, settled
from tests.tui.small_round import OPENED, small_case

SETTLED = [
    *OPENED,
    (
        "sekretariat",
        [
            Recommended(
                application="A-1",
                fields=("outcome", "amount", "conditions", "reasons", "departure"),
                outcome=Outcome.CONDITIONS,
                amount=4_500_000,
                conditions=("Planen for gevinster skal være levert før utbetaling.",),
                reasons="Løsningen kan brukes av hele sektoren.",
                departure="Søkeren kan dekke resten selv.",
            ),
            Dissented(application="A-1", dissenter="lom", text="Små kommuner får for lite igjen."),
            InterestDeclared(application="A-1", declarer="leder", interest=Interest.POSSIBLE, ground="Vil ta løsningen i bruk."),
        ],
    ),
]
SCREENS = {
    "facts": ("bergen", on("A-1", 0), ()),
    "requirements": ("sekretariat", on("A-2", 1), ("down",)),
    "economics": ("bergen", on("A-1", 2), ()),
    "what_if": ("sekretariat", on("A-1", 2), ("w", "5")),
    "my_rating": ("bergen", on("A-1", 3), ()),
    "recommendation": ("sekretariat", on("A-1", 4), ()),
    "history": ("bergen", on("A-1", 5), ()),
    "ranking": ("sekretariat", RankingScreen, ()),
    "certain_places": ("sekretariat", CertaintyScreen, ()),
    "certain_methods": ("sekretariat", CertaintyScreen, ("2",)),
    "certain_weights": ("sekretariat", CertaintyScreen, ("3",)),
    "certain_leniency": ("sekretariat", CertaintyScreen, ("4",)),
    "funding": ("sekretariat", FundingScreen, ()),
    "cell": ("sekretariat", FundingScreen, ("3", "0")),
    "wishes": ("sekretariat", FundingScreen, ("m", "y")),
    "wish": ("sekretariat", FundingScreen, ("y", "a", "down", "down", "enter")),
    "sets": ("sekretariat", FundingScreen, ("down", "0", "v")),
    "methods": ("sekretariat", FundingScreen, ("t",)),
    "adopt": ("leder", FundingScreen, ("down", "0", "a")),
    "ratings": ("lom", RatingsScreen, ()),
    "ratings_figures": ("lom", RatingsScreen, ("2",)),
    "ratings_left": ("lom", RatingsScreen, ("3",)),
    "proposal": ("sekretariat", ProposalScreen, ()),
    "ruling_form": ("sekretariat", on("A-2", 1), ("w",)),
    "recommendation_form": ("sekretariat", on("A-1", 4), ("e",)),
}


@pytest.fixture
def utc(monkeypatch):
    """Show times as UTC wherever the tests run."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot change its time zone for a test")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("utc")
@pytest.mark.parametrize("theme", ["natt", "dag"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", SCREENS)
def test_look(tmp_path, snap_compare, name, size, theme):
    seat, make, keys = SCREENS[name]
    path = small_case(tmp_path, SETTLED)

    async def before(pilot):
        await pilot.pause()
        await put(pilot, make)
        if keys:
            await pilot.press(*keys)
            await settled(pilot)

    assert snap_compare(app_on(path, seat, theme), terminal_size=size, run_before=before)
