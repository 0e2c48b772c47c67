"""How certain the order is: what other members, methods, weights and milder members would have given, in pictures and words."""

from __future__ import annotations

from dataclasses import replace

from reviewer.domain.events import BudgetSet
from reviewer.tui.screens.application import ApplicationScreen
from reviewer.tui.screens.certainty import CertaintyScreen
from reviewer.tui.screens.ranking import RankingScreen
from tests.tui.driving import settled, showing, shown
from tests.tui.small_round import FIRST, OPENED, rated, received, reopened, small_case

ARCHIVE = replace(FIRST, id="A-4", title="Felles vakt – hele døgnet", amount_applied=5_000_000)
CLOSE = [
    *OPENED,
    ("sekretariat", [received(ARCHIVE), BudgetSet(amount=5_000_000)]),
    ("leder", rated("leder", "A-4", 5, 4)),
    ("bergen", rated("bergen", "A-4", 2, 4)),
    ("lom", rated("lom", "A-4", 5, 4)),
]
"""A-1 (4,20) and A-4 (4,00) stand close together, two of three like A-4 better, and the frame is enough for one."""


async def opened(tmp_path, seat="leder", acts=CLOSE, size=(80, 24)):
    return showing(small_case(tmp_path, acts), seat, CertaintyScreen, size)


async def test_the_grey_zone_is_drawn_and_said(tmp_path):
    async with await opened(tmp_path) as pilot:
        text = shown(pilot.app.screen)
        rows = [line for line in text.splitlines() if "▒" in line and "●" in line]
        assert len(rows) == 2
        assert "I gråsonen rundt rammen: «Digital dialog» og «Felles vakt»." in " ".join(text.split())
        assert "Snakk om denne" in text


async def test_the_ranking_leads_there_with_the_frame_that_is_tried(tmp_path):
    async with showing(small_case(tmp_path, CLOSE), "leder", RankingScreen) as pilot:
        pilot.app.screen.try_budget(12_000_000)
        await settled(pilot)
        assert "får penger i 100 % av nye trekninger" in " ".join(shown(pilot.app.screen).replace("\u00a0", " ").split())
        await pilot.press("w")
        await settled(pilot)
        assert isinstance(pilot.app.screen, CertaintyScreen)
        assert "ramme 12,0" in shown(pilot.app.screen)
        assert "▒ I gråsonen" not in shown(pilot.app.screen)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, RankingScreen)


async def test_the_methods_stand_side_by_side_with_the_set_that_all_of_them_give(tmp_path):
    async with await opened(tmp_path) as pilot:
        await pilot.press("2")
        await settled(pilot)
        text = " ".join(shown(pilot.app.screen).split())
        assert "Ingen får penger med alle metodene. ! Metoden avgjør for «Digital dialog» og «Felles vakt»." in text
        (row,) = [line for line in shown(pilot.app.screen).splitlines() if "Felles vakt" in line and "!" in line and "«" not in line]
        assert row.split("…")[-1].split()[:2] == ["2", "1"]


async def test_the_weights_have_their_ranges_and_the_least_swap(tmp_path):
    """A-1 is 13/3 and 4, A-4 is 4 and 4: they are equal where gjenbruk weighs nothing, and no weight of nytte parts them."""
    async with await opened(tmp_path, size=(120, 40)) as pilot:
        await pilot.press("3")
        await settled(pilot)
        text = " ".join(shown(pilot.app.screen).split())
    assert "Nasjonal gjenbruk 60,00 0,00 –" in text
    assert "«Digital dialog» og «Felles vakt»: Nasjonal gjenbruk fra 60,00 til 0,00" in text
    assert "Den avgjør ikke hvem som får penger, uansett hvor den settes." in text


async def test_strictness_is_advice_and_changes_nothing(tmp_path):
    path = small_case(tmp_path, [*CLOSE, ("leder", rated("leder", "A-2", 1, 1))])
    before = reopened(path)
    async with showing(path, "leder", CertaintyScreen) as pilot:
        await pilot.press("4")
        await settled(pilot)
        text = " ".join(shown(pilot.app.screen).split())
        assert "Å korrigere for hvor streng hvert medlem er, ville" in text
        assert "Det er ingen karakter til noen." in text
    assert reopened(path) == before


async def test_before_the_ratings_are_opened_nothing_is_told(tmp_path):
    async with await opened(tmp_path, acts=[("leder", rated("leder", "A-1", 5, 5)), ("lom", rated("lom", "A-1", 1, 1))]) as pilot:
        for key in "1234":
            await pilot.press(key)
            await settled(pilot)
            text = shown(pilot.app.screen)
            assert "Vurderingene er ikke åpnet" in text
            assert "Digital dialog" not in text


async def test_enter_opens_the_chosen_application(tmp_path):
    async with await opened(tmp_path) as pilot:
        await pilot.press("down", "enter")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ApplicationScreen)
        assert screen.application == "A-4"


async def test_a_rating_that_comes_in_changes_the_answer(tmp_path):
    path = small_case(tmp_path, CLOSE)
    async with showing(path, "leder", CertaintyScreen) as pilot:
        screen = pilot.app.screen
        before = screen.answers[0]
        screen.act(rated("leder", "A-4", 1, 1))
        await settled(pilot)
        assert screen.answers[0] != before
