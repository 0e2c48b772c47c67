"""The map of members and applications, and what the council does to the computed order."""

from __future__ import annotations

from dataclasses import replace

from reviewer.domain.events import RatingRound, Stage, StageSet
from reviewer.domain.interventions import GrantDeclined, PlaceMoved, RatingExcluded
from reviewer.tui.screens.ranking import RankingScreen
from reviewer.tui.screens.ratings import RatingsScreen
from tests.tui.driving import on, settled, showing, shown
from tests.tui.small_round import OPENED, rated, reopened, small_case

DISAGREED = [*OPENED, ("leder", rated("leder", "A-2", 5, 5))]


async def test_those_the_members_differ_most_about_stand_first(tmp_path):
    path = small_case(tmp_path, DISAGREED)
    async with showing(path, "bergen", RatingsScreen) as pilot:
        lines = shown(pilot.app.screen).splitlines()
        first, second = (next(at for at, line in enumerate(lines) if title in line) for title in ("Felles arkiv", "Digital dialog"))
        assert first < second
        await pilot.press("s")
        lines = shown(pilot.app.screen).splitlines()
        assert next(line for line in lines if "Felles" in line or "Digital" in line).strip().startswith("Digital")


async def test_until_the_ratings_are_opened_nobodys_score_is_on_the_map(tmp_path):
    path = small_case(tmp_path, [("lom", rated("lom", "A-1", 5, 5))])
    async with showing(path, "sekretariat", RatingsScreen) as pilot:
        assert "5,00" not in shown(pilot.app.screen)
        assert "Digital dialog" not in shown(pilot.app.screen)


async def test_the_chair_leaves_a_rating_out_only_with_a_reason(tmp_path):
    path = small_case(tmp_path, DISAGREED)
    async with showing(path, "leder", RatingsScreen) as pilot:
        await pilot.press("x", "enter", "ctrl+s")
        assert not reopened(path).dossiers["A-2"].excluded
        await pilot.press(*"Kjenner søkeren", "ctrl+s")
        await settled(pilot)
        assert "Kjenner søkeren" in shown(pilot.app.screen)
    ((rater, _),) = reopened(path).dossiers["A-2"].excluded
    assert rater == "leder"


async def test_the_map_pages_through_more_members_than_there_is_room_for(tmp_path):
    path = small_case(tmp_path, DISAGREED)
    async with showing(path, "bergen", RatingsScreen, (50, 24)) as pilot:
        assert "Lom" not in next(line for line in shown(pilot.app.screen).splitlines() if "Snitt" in line)
        await pilot.press("full_stop", "full_stop", "full_stop")
        heading = next(line for line in shown(pilot.app.screen).splitlines() if "Snitt" in line)
        assert "Lom" in heading


async def test_the_map_says_which_members_are_not_on_the_screen(tmp_path):
    path = small_case(tmp_path, DISAGREED)
    async with showing(path, "bergen", RatingsScreen, (58, 24)) as pilot:
        assert "Medlem 1 til 2 av 3" in " ".join(shown(pilot.app.screen).split())
        await pilot.press("full_stop")
        assert "Medlem 2 til 3 av 3" in " ".join(shown(pilot.app.screen).split())
    async with showing(path, "bergen", RatingsScreen, (120, 40)) as pilot:
        assert "av 3: . og ," not in shown(pilot.app.screen)


async def test_the_figures_have_the_place_under_mean_and_under_median(tmp_path):
    """A-1: 4, 4,2 and 4,4. A-2: 5, 2 and 2,2: the mean is 3,07, the median 2,2, the squared distances come to 5,63."""
    path = small_case(tmp_path, DISAGREED)
    async with showing(path, "bergen", RatingsScreen, (120, 40)) as pilot:
        await pilot.press("2")
        text = shown(pilot.app.screen)
        first, second = (next(line.split() for line in text.splitlines() if title in line) for title in ("Digital dialog", "Felles arkiv"))
        assert first[2:] == ["4,20", "1", "4,20", "1", "4,00", "4,40", "0,16", "3"]
        assert second[2:] == ["3,07", "2", "2,20", "2", "2,00", "5,00", "1,37", "3"]
        assert "ICC(2,1)" in text


async def test_who_has_not_rated_what_is_listed_whole(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "bergen", RatingsScreen) as pilot:
        await pilot.press("3")
        lines = shown(pilot.app.screen).splitlines()
    chair = next(at for at, line in enumerate(lines) if "Oslo kommune (leder)  2 søknader igjen" in line)
    assert "A-2  Felles arkiv" in lines[chair + 1]
    assert any("Lom kommune  1 søknad igjen" in line for line in lines)


async def test_who_moved_in_the_second_round_and_how_far(tmp_path):
    again = [replace(one, round=RatingRound.AFTER) for one in rated("leder", "A-2", 2, 4)]
    path = small_case(tmp_path, [*DISAGREED, ("sekretariat", [StageSet(stage=Stage.SECOND_ROUND)]), ("leder", again)])
    async with showing(path, "bergen", RatingsScreen) as pilot:
        await pilot.press("4")
        text = shown(pilot.app.screen)
    assert "1 medlem endret 2 vurderinger, med 2,00 trinn i snitt." in text
    assert "snitt 3,07 → 2,33, samme plass" in text
    assert "Oslo kommune (leder), Nasjonal gjenbruk: 5 → 2" in text
    assert "Oslo kommune (leder), Nytte: 5 → 4" in text


async def test_the_chair_moves_an_application_with_a_reason_and_both_places_are_kept(tmp_path):
    path = small_case(tmp_path, [*OPENED, ("leder", rated("leder", "A-2", 1, 1))])
    async with showing(path, "leder", RankingScreen, (120, 40)) as pilot:
        # A-2 meets not every requirement: place 2 is in another part of the list.
        await pilot.press("m", "2", "enter")
        assert "A-1 kan bare stå på plass 1" in shown(pilot.app.screen)
        await pilot.press("backspace", "1", "enter", "ctrl+s")
        assert reopened(path).dossiers["A-1"].move is None
        await pilot.press(*"Den haster ikke", "ctrl+s")
        await settled(pilot)
        assert "Den haster ikke" in shown(pilot.app.screen)
    move = reopened(path).dossiers["A-1"].move
    assert move is not None
    assert (move.to, move.reason, move.seat) == (1, "Den haster ikke", "leder")


async def test_what_the_council_did_to_the_order_stands_in_the_history(tmp_path):
    acts = [
        RatingExcluded(application="A-1", rater="lom", reason="Kjenner søkeren"),
        PlaceMoved(application="A-1", to=2, reason="Den haster ikke"),
        GrantDeclined(application="A-1", reason="Lagt ned"),
    ]
    path = small_case(tmp_path, [*OPENED, ("sekretariat", acts)])
    async with showing(path, "sekretariat", on("A-1", 5), (120, 40)) as pilot:
        text = shown(pilot.app.screen)
    for reason in (
        "Kjenner søkeren",
        "Rådet flytter søknaden til plass 2: Den haster ikke",
        "Søkeren takker nei til tildelingen: Lagt ned",
    ):
        assert reason in text


async def test_a_member_moves_nothing_and_announces_nothing(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "bergen", RankingScreen) as pilot:
        await pilot.press("m", "d", "x")
        assert isinstance(pilot.app.screen, RankingScreen)
    assert reopened(path).draw is None


async def test_a_draw_is_announced_once(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "sekretariat", RankingScreen) as pilot:
        await pilot.press("d", *"715", "enter")
        await settled(pilot)
        assert reopened(path).seed == "715"
        await pilot.press("d", *"1", "enter")
        await settled(pilot)
    assert reopened(path).seed == "715"


async def test_the_secretariat_records_that_a_grant_is_declined(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "sekretariat", RankingScreen) as pilot:
        await pilot.press("x", *"Lagt ned", "ctrl+s")
        await settled(pilot)
        assert "Søkeren har takket nei." in shown(pilot.app.screen)
    assert reopened(path).dossiers["A-1"].declined == "Lagt ned"
