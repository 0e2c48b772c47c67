"""Wishes for the best set: written by keyboard, priced, kept, and what the best set by them differs in from the list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.domain.portfolio.wished import Wished, WishKind
from reviewer.tui.screens.funding import FundingScreen
from reviewer.tui.screens.wishes import WishesScreen
from tests.tui.driving import settled, showing, shown
from tests.tui.small_round import FIRST, OPENED, events, rated, received, small_case

pytest.importorskip("highspy")


@pytest.fixture
def path(tmp_path):
    """A-1 asks for 5 million and has 4.20 points; A-4 and A-5 ask for 4 each and have 5 and 1 by Oslo alone. The frame is 9 million."""
    others = [replace(FIRST, id=key, title=title, amount_applied=4_000_000) for key, title in (("A-4", "Felles vakt"), ("A-5", "Turkart"))]
    acts = [*OPENED, ("sekretariat", [received(one) for one in others])]
    return small_case(tmp_path, [*acts, ("leder", [*rated("leder", "A-4", 5, 5), *rated("leder", "A-5", 1, 1)])])


async def wishes_on(pilot) -> WishesScreen:
    await pilot.press("y")
    for _ in range(4):
        await settled(pilot)
    assert isinstance(pilot.app.screen, WishesScreen)
    return pilot.app.screen


async def test_a_wish_is_added_priced_and_taken_away_again_and_nothing_is_written_in_the_case(path):
    before = events(path)
    async with showing(path, "sekretariat", FundingScreen, (120, 40)) as pilot:
        screen = await wishes_on(pilot)
        assert "9,20" in shown(screen)
        await pilot.press("a", "enter")
        await pilot.pause()
        await pilot.press("end", "ctrl+s")
        for _ in range(4):
            await settled(pilot)
        assert screen.wishes == (Wished(WishKind.MUST, "A-5"),)
        # With A-5 only one of the others fits: are worth 6,00, A-1 and A-5 5,20; without the wish it is 9,20.
        text = shown(screen)
        assert "3,20" in next(line for line in text.splitlines() if "A-5" in line)
        assert "6,00" in text
        await pilot.press("x")
        for _ in range(4):
            await settled(pilot)
        assert screen.wishes == ()
        assert "9,20" in shown(screen)
    assert events(path) == before


@pytest.mark.parametrize(
    ("keys", "wished"),
    [
        (["down", "enter", "ctrl+s"], Wished(WishKind.NEVER, "A-1")),
        ([*["down"] * 2, "enter", "space", "down", "space", "ctrl+s"], Wished(WishKind.EITHER, "A-1,A-2")),
        ([*["down"] * 3, "enter", "space", "down", "down", "space", "ctrl+s"], Wished(WishKind.TOGETHER, "A-1,A-3")),
        ([*["down"] * 4, "enter", "down", "tab", "end", "ctrl+s"], Wished(WishKind.REQUIRES, "A-2,A-5")),
        ([*["down"] * 5, "enter", "ctrl+s"], Wished(WishKind.AT_MOST, "applicant:1")),
        ([*["down"] * 6, "enter", "tab", *"20", "tab", *"50", "ctrl+s"], Wished(WishKind.SHARE, "county=05:1/5-1/2")),
        ([*["down"] * 8, "enter", *"2018", "tab", *"6 mill", "ctrl+s"], Wished(WishKind.YEAR, "2018:6000000")),
        ([*["down"] * 9, "enter", *"stat", "tab", *"50", "tab", *"3 mill", "ctrl+s"], Wished(WishKind.SOURCE, "stat=1/2:3000000")),
        ([*["down"] * 10, "enter", "end", *["backspace"] * 2, *"25", "ctrl+s"], Wished(WishKind.FLOOR, "1/4")),
        ([*["down"] * 11, "enter", "down", "ctrl+s"], Wished(WishKind.MEASURE, "score_by_kroner")),
    ],
)
async def test_every_kind_of_wish_is_written_by_keyboard(path, keys, wished):
    async with showing(path, "sekretariat", FundingScreen, (100, 40)) as pilot:
        screen = await wishes_on(pilot)
        await pilot.press("a")
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await settled(pilot)
        assert screen.wishes == (wished,)


async def test_what_cannot_be_read_is_said_and_can_be_put_right(path):
    async with showing(path, "sekretariat", FundingScreen, (100, 40)) as pilot:
        screen = await wishes_on(pilot)
        await pilot.press("a", *["down"] * 2, "enter")
        await pilot.pause()
        await pilot.press("space", "ctrl+s")
        await pilot.pause()
        assert "Velg minst to." in shown(pilot.app.screen)
        await pilot.press("down", "space", "ctrl+s")
        await settled(pilot)
        assert screen.wishes == (Wished(WishKind.EITHER, "A-1,A-2"),)


async def test_the_best_set_by_the_wishes_can_be_tried_on_the_funding_page(path):
    async with showing(path, "sekretariat", FundingScreen, (100, 40)) as pilot:
        funding = pilot.app.screen
        assert isinstance(funding, FundingScreen)
        funding.session.keep_sets(replace(funding.session.sets, wishes=(Wished(WishKind.MUST, "A-5"),)))
        await wishes_on(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert pilot.app.screen is funding
        assert funding.allocation is not None
        assert {award.id: award.amount for award in funding.allocation.awards} == {"A-4": 4_000_000, "A-5": 4_000_000}


async def test_wishes_that_no_set_meets_say_so(path):
    async with showing(path, "sekretariat", FundingScreen, (100, 40)) as pilot:
        funding = pilot.app.screen
        assert isinstance(funding, FundingScreen)
        all_three = tuple(Wished(WishKind.MUST, key) for key in ("A-1", "A-4", "A-5"))
        funding.session.keep_sets(replace(funding.session.sets, wishes=all_three))
        screen = await wishes_on(pilot)
        text = " ".join(shown(screen).split())
        assert "Ta bort et ønske" in text
        assert "Det holder å ta bort ett av disse: A-1 får penger, A-4 får penger og A-5 får penger." in text
        await pilot.press("w")
        assert pilot.app.screen is screen


async def test_another_measure_makes_another_set_best_and_there_is_one_at_a_time(path):
    """By points A-1 and A-4 (9,20); by points times kroner A-1 and A-4 too, 41 million; the later measure takes the earlier one's place."""
    async with showing(path, "sekretariat", FundingScreen, (100, 40)) as pilot:
        funding = pilot.app.screen
        assert isinstance(funding, FundingScreen)
        funding.session.keep_sets(replace(funding.session.sets, wishes=(Wished(WishKind.MEASURE, "npv"),)))
        screen = await wishes_on(pilot)
        await pilot.press("a", *["down"] * 11, "enter")
        await pilot.pause()
        await pilot.press("down", "ctrl+s")
        for _ in range(4):
            await settled(pilot)
        assert screen.wishes == (Wished(WishKind.MEASURE, "score_by_kroner"),)
        assert "poeng ganger kroner er 41 000 000" in " ".join(shown(screen).replace("\u00a0", " ").split())
