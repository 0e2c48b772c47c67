"""The ranking screen: places, the budget line, what-if, and opening the ratings."""

from __future__ import annotations

from reviewer.domain.events import Outcome, Recommended, Stage
from reviewer.tui.screens.application import ApplicationScreen
from reviewer.tui.screens.ranking import RankingScreen
from tests.tui.driving import settled, showing, shown
from tests.tui.small_round import OPENED, rated, reopened, small_case

GIVEN = Recommended(
    application="A-2",
    fields=("outcome", "amount", "departure"),
    outcome=Outcome.RECOMMENDED,
    amount=5_500_000,
    departure="Arkivet haster.",
)


async def test_places_scores_and_the_reason_of_the_chosen_row(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "bergen", RankingScreen) as pilot:
        text = shown(pilot.app.screen).replace("\u00a0", " ")
    # 0.6 x 13/3 + 0.4 x 4 = 4.2; A-2: 0.6 x 2.5 + 0.4 x 1.5 = 2.1
    assert "4,20" in text
    assert "2,10" in text
    assert "Får 5 000 000 kr, alt det er søkt om." in text
    assert "Brukt hit: 5,0 av 9,0 mill. kr." in text
    assert "ramme 9,0 · brukt 5,0" in text


async def test_one_that_does_not_meet_a_requirement_is_passed_over_with_the_reason(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "bergen", RankingScreen) as pilot:
        await pilot.press("down")
        text = " ".join(shown(pilot.app.screen).split())
        assert "Får ingenting etter den beregnede rekkefølgen. 2 krav er ikke oppfylt: «" in text


async def test_the_councils_departure_stands_with_its_reason(tmp_path):
    path = small_case(tmp_path, [*OPENED, ("sekretariat", [GIVEN])])
    async with showing(path, "bergen", RankingScreen, (120, 40)) as pilot:
        await pilot.press("down")
        text = shown(pilot.app.screen)
    assert "5,5*" in text
    assert "Arkivet haster." in text


async def test_another_frame_is_tried_without_writing(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "bergen", RankingScreen) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, RankingScreen)
        screen.try_budget(2_000_000)
        await pilot.pause()
        text = shown(screen).replace("\u00a0", " ")
        assert "Prøver ramme 2,0 mill. kr" in text
        assert "Får 2 000 000 kr av 5 000 000 kr" in text
        await pilot.press("s")
        assert reopened(path).budget == 9_000_000
        await pilot.press("escape")
        assert "Ramme 9,0 mill. kr" in shown(screen)


async def test_the_secretariat_sets_the_frame_that_it_tried(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "sekretariat", RankingScreen) as pilot:
        await pilot.press("b", *"12 mill", "enter", "s")
        assert reopened(path).budget == 9_000_000
        await pilot.press("enter")
        await settled(pilot)
    assert reopened(path).budget == 12_000_000


async def test_until_the_ratings_are_opened_there_is_no_computed_amount(tmp_path):
    path = small_case(tmp_path, [("bergen", rated("bergen", "A-1", 5, 5))])
    async with showing(path, "bergen", RankingScreen) as pilot:
        text = shown(pilot.app.screen)
        assert "bare rekkefølgen etter dine egne" in text
        assert "brukt" not in text


async def test_the_secretariat_opens_the_ratings_after_a_word(tmp_path):
    path = small_case(tmp_path, [("bergen", rated("bergen", "A-1", 5, 5))])
    async with showing(path, "sekretariat", RankingScreen) as pilot:
        await pilot.press("o", "escape")
        assert reopened(path).stage is Stage.RATING
        await pilot.press("o", "enter")
        await settled(pilot)
        assert "5,00" in shown(pilot.app.screen)
    assert reopened(path).stage is Stage.OPENED


async def test_a_member_does_not_open_the_ratings(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", RankingScreen) as pilot:
        await pilot.press("o", "enter")
    assert reopened(path).stage is Stage.RATING


async def test_enter_opens_the_application_at_the_recommendation(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "bergen", RankingScreen) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ApplicationScreen)
        assert (screen.application, screen.tab) == ("A-1", 4)
