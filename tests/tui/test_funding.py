"""The funding page: a line that moves, amounts held by hand, sets kept and compared, and one act to adopt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.casefile.file import open_case
from reviewer.domain.events import Interest, InterestDeclared, Outcome, Recommended, Stage, StageSet
from reviewer.domain.interventions import GrantDeclined
from reviewer.tui.kept_sets import KeptSets
from reviewer.tui.screens.funding import FundingScreen
from reviewer.tui.typed.kroner import budget_step
from reviewer.tui.widgets.sheet_view import SheetView
from tests.tui.driving import settled, showing, shown
from tests.tui.small_round import FIRST, NOW, OPENED, events, rated, received, reopened, small_case

NEITHER_WAIVED = OPENED


@pytest.mark.parametrize(("budget", "step"), [(40_000_000, 500_000), (9_000_000, 100_000), (10_000_000, 200_000), (3, 1), (0, 1)])
def test_a_step_is_a_round_sum_of_at_most_a_fiftieth(budget, step):
    assert budget_step(budget) == step


async def test_the_line_moves_as_the_frame_is_changed_and_nothing_is_written(tmp_path):
    path = small_case(tmp_path, OPENED)
    before = events(path)
    async with showing(path, "bergen", FundingScreen) as pilot:
        assert "ramme 9,0 · brukt 5,0" in shown(pilot.app.screen)
        await pilot.press("minus")
        assert "ramme 8,9 · brukt 5,0" in shown(pilot.app.screen)
        await pilot.press("plus", "plus")
        text = shown(pilot.app.screen)
        assert "ramme 9,1 · brukt 5,0" in text or "ramme 9,0 · brukt 5,0" in text
        await pilot.press("b", *["backspace"] * 12, *"2 mill", "enter")
        assert "ramme 2,0 · brukt 2,0" in shown(pilot.app.screen)
    assert events(path) == before


async def test_the_list_and_every_set_tell_in_which_years_they_are_paid(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "sekretariat", FundingScreen, size=(120, 45)) as pilot:
        text = shown(pilot.app.screen).replace("\u00a0", " ")
        # It gets 5 000 000, and invests 6 of 8 in the first year.
        assert "Fordelingen utbetales: 3 750 000 kr i 2018 og 1 250 000 kr i 2019." in text
        await pilot.press("v")
        await settled(pilot)
        text = " ".join(shown(pilot.app.screen).replace("\u00a0", " ").split())
        assert "Beregnet 1 søknad, 5 000 000 kr: 3 750 000 kr i 2018 og 1 250 000 kr i 2019" in text


async def test_what_has_no_room_below_is_read_with_the_space_bar_and_then_it_begins_again(tmp_path):
    given = Recommended(application="A-1", fields=("outcome", "amount"), outcome=Outcome.RECOMMENDED, amount=5_000_000)
    path = small_case(tmp_path, [*OPENED, ("sekretariat", [given])])
    async with showing(path, "sekretariat", FundingScreen, size=(60, 24)) as pilot:
        below = pilot.app.screen.query_one("#why", SheetView)
        await pilot.pause(0.6)
        await settled(pilot)  # the certainty of the place is told above it, once it is found
        assert "i 2019." not in shown(pilot.app.screen)
        for _ in range(3):
            if below.scroll_offset.y < below.max_scroll_y:
                await pilot.press("space")
        assert "i 2019." in shown(pilot.app.screen).replace("\u00a0", " ")
        await pilot.press("space")
        assert "Får 5 000 000 kr" in shown(pilot.app.screen).replace("\u00a0", " ")


async def test_an_amount_is_held_by_hand_and_the_rest_goes_down_the_list(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "sekretariat", FundingScreen) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, FundingScreen)
        await pilot.press("enter", *["backspace"] * 12, *"3 mill", "enter")
        text = shown(screen).replace("\u00a0", " ")
        assert "3,0*" in text
        assert "Får 3 000 000 kr av de 5 000 000 kr" in text
        await pilot.press("delete")
        assert "3,0*" not in shown(screen)


async def test_adopting_lists_first_asks_why_and_is_one_act_with_one_undo_also_after_a_restart(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "sekretariat", FundingScreen) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, FundingScreen)
        screen.hold("A-1", 3_000_000)
        screen.hold("A-2", 4_000_000)
        await pilot.press("a")
        await pilot.pause()
        text = shown(pilot.app.screen).replace("\u00a0", " ")
        assert "* A-1  innstilles, 3 000 000 kr" in text
        assert "* A-2  innstilles, 4 000 000 kr" in text
        await pilot.press("ctrl+s")
        assert reopened(path).dossiers["A-1"].recommendation.outcome is None
        await pilot.press(*"Deles", "ctrl+s")
        await settled(pilot)
    given = reopened(path).dossiers
    assert [given[key].recommendation.granted for key in ("A-1", "A-2")] == [3_000_000, 4_000_000]
    assert given["A-2"].recommendation.departure == "Deles"
    async with showing(path, "sekretariat", FundingScreen) as pilot:
        await pilot.press("u")
        await settled(pilot)
    assert all(dossier.recommendation.outcome is None for dossier in reopened(path).dossiers.values())


async def test_what_the_council_has_settled_stays_and_the_frame_is_kept_to_the_krone(tmp_path):
    settled_already = Recommended(application="A-2", fields=("outcome", "amount"), outcome=Outcome.RECOMMENDED, amount=4_000_001)
    path = small_case(tmp_path, [*OPENED, ("sekretariat", [settled_already])])
    async with showing(path, "sekretariat", FundingScreen) as pilot:
        # 5 000 000 down the list and 4 000 001 settled are one krone more than the frame of 9 000 000.
        await pilot.press("a")
        await pilot.pause()
        assert isinstance(pilot.app.screen, FundingScreen)
        screen = pilot.app.screen
        screen.hold("A-1", 4_999_999)
        await pilot.press("a", *"Resten", "ctrl+s")
        await settled(pilot)
    given = reopened(path).dossiers
    assert [given[key].recommendation.granted for key in ("A-1", "A-2")] == [4_999_999, 4_000_001]


async def test_what_the_council_has_postponed_is_listed_with_its_reason_and_the_pane_says_what_it_settled(tmp_path):
    postponed = Recommended(application="A-1", fields=("outcome",), outcome=Outcome.POSTPONED)
    path = small_case(tmp_path, [*OPENED, ("sekretariat", [postponed])])
    async with showing(path, "sekretariat", FundingScreen, (80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, FundingScreen)
        assert "Rådet: utsettes." in shown(screen)
        await pilot.press("a")
        await pilot.pause()
        assert pilot.app.screen is screen
        screen.hold("A-2", 3_000_000)
        await pilot.press("a")
        await pilot.pause()
        text = shown(pilot.app.screen).replace("\u00a0", " ")
        assert "A-1  utsatt av rådet: røres ikke" in text
        assert "Rådet innstiller da på 3 000 000 kr i alt" in text
        assert "Utvalget som vises, er på 8 000 000 kr." in " ".join(text.split())
        await pilot.press("escape")
        screen.hold("A-1", 2_000_000)
        await pilot.press("a")
        await pilot.pause()
        text = shown(pilot.app.screen).replace("\u00a0", " ")
        assert "A-1  innstilles, 2 000 000 kr" in text
        assert "utsatt av rådet" not in text


async def test_a_member_adopts_nothing(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "bergen", FundingScreen) as pilot:
        await pilot.press("a", "ctrl+s")
    assert all(dossier.recommendation.outcome is None for dossier in reopened(path).dossiers.values())


async def test_sets_are_kept_compared_and_thrown_away(tmp_path):
    path = small_case(tmp_path, OPENED)
    before = events(path)
    async with showing(path, "lom", FundingScreen, (120, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, FundingScreen)
        screen.hold("A-1", 3_000_000)
        await pilot.press("n", *"Halv", "enter", "v")
        text = shown(screen)
        assert "Halv" in text
        assert "Beregnet" in text
        await pilot.press("v", "x", "v")
        assert not any("Halv" in line for line in shown(screen).splitlines() if "Pl." in line)
        assert screen.session.sets.plans == {}
    assert events(path) == before


async def test_the_best_set_and_the_methods_stand_beside_the_list(tmp_path):
    pytest.importorskip("highspy")
    path = small_case(tmp_path, OPENED)
    async with showing(path, "lom", FundingScreen, (120, 40)) as pilot:
        await settled(pilot)
        assert "Bevist" in shown(pilot.app.screen)
        await pilot.press("t")
        text = shown(pilot.app.screen)
        assert all(name in text for name in ("Borda", "Schulze", "Kemeny", "Median"))


async def test_without_the_solver_one_line_says_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "highspy", None)
    path = small_case(tmp_path, OPENED)
    async with showing(path, "lom", FundingScreen) as pilot:
        await settled(pilot)
        assert "reviewer[optimal]" in shown(pilot.app.screen)


async def test_one_that_has_declined_gets_nothing_in_any_frame(tmp_path):
    declined = GrantDeclined(application="A-1", reason="Prosjektet er lagt ned.")
    path = small_case(tmp_path, [*OPENED, ("sekretariat", [declined])])
    async with showing(path, "sekretariat", FundingScreen) as pilot:
        await pilot.press("plus")
        assert "Søkeren har takket nei." in shown(pilot.app.screen)
        assert "brukt 0,0" in shown(pilot.app.screen)


async def test_until_the_ratings_are_opened_nothing_is_given(tmp_path):
    path = small_case(tmp_path, [("bergen", rated("bergen", "A-1", 5, 5))])
    async with showing(path, "bergen", FundingScreen) as pilot:
        text = shown(pilot.app.screen)
        assert "brukt" not in text
        assert "5,00" not in text


async def test_an_amount_is_written_in_its_own_cell_and_down_goes_on_to_the_next(tmp_path):
    path = small_case(tmp_path, OPENED)
    before = events(path)
    async with showing(path, "sekretariat", FundingScreen) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, FundingScreen)
        row = next(number for number, line in enumerate(shown(screen).splitlines()) if "Digital dialog" in line)
        await pilot.press(*"3 000 000")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert "3 000 000" in shown(screen).splitlines()[row]
        await pilot.press("down")
        await pilot.pause()
        assert screen.lines.cursor == 1
        assert screen.plan is not None
        assert screen.plan.held == {"A-1": 3_000_000}
        await pilot.press(*"mange", "enter")
        assert "mange» er ikke et beløp" in shown(screen)
        await pilot.press("escape")
        assert screen.plan.held == {"A-1": 3_000_000}
        await pilot.press("up", "enter", *["backspace"] * 12, "enter")
        assert screen.plan.held == {}
    assert events(path) == before


async def test_letters_that_are_commands_are_text_while_a_cell_is_open(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "sekretariat", FundingScreen) as pilot:
        screen = pilot.app.screen
        await pilot.press("2", *" mill")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert "Behold" in shown(screen).splitlines()[-1]
        await pilot.press("enter")
        await pilot.pause()
        assert "2,0*" in shown(screen)


async def test_kept_sets_and_wishes_are_there_after_a_restart_for_this_seat_alone_and_in_no_case_file(tmp_path):
    path = small_case(tmp_path, OPENED)
    stored = path.read_bytes()
    async with showing(path, "lom", FundingScreen) as pilot:
        await pilot.press(*"3 mill", "enter")
        await pilot.pause()
        await pilot.press("n", *"Halv", "enter", "m")
        await settled(pilot)
    async with showing(path, "lom", FundingScreen) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, FundingScreen)
        assert screen.session.sets.plans["Halv"].held == {"A-1": 3_000_000}
        assert "må Digital d" in shown(screen)
        await pilot.press("w", "down", "enter")
        await settled(pilot)
        assert "3,0*" in shown(screen)
    async with showing(path, "bergen", FundingScreen) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, FundingScreen)
        assert screen.session.sets == KeptSets()
    assert path.read_bytes() == stored


async def test_a_set_says_nothing_of_an_application_that_the_seat_does_not_see_any_more(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "lom", FundingScreen) as pilot:
        await pilot.press(*"3 mill", "enter")
        await pilot.pause()
        await pilot.press("n", *"Halv", "enter")
    recused = InterestDeclared(application="A-1", declarer="lom", interest=Interest.RECUSED, ground="§ 6")
    file = open_case(path)
    file.append("lom", [recused], NOW)
    file.close()
    async with showing(path, "lom", FundingScreen) as pilot:
        await pilot.press("w", "down", "enter")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, FundingScreen)
        assert screen.plan is not None
        assert screen.plan.held == {}
        assert "A-1" not in shown(screen)


async def test_an_adopted_set_can_be_undone_only_until_the_minutes_are_locked(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "leder", FundingScreen) as pilot:
        await pilot.press("a", "ctrl+s")
        await settled(pilot)
        await pilot.press("u", "a", "ctrl+s")
        await settled(pilot)
    assert reopened(path).dossiers["A-1"].recommendation.granted == 5_000_000
    file = open_case(path)
    file.append("sekretariat", [StageSet(stage=Stage.LOCKED)], NOW)
    file.close()
    async with showing(path, "leder", FundingScreen) as pilot:
        await pilot.press("u")
        await settled(pilot)
    assert reopened(path).dossiers["A-1"].recommendation.granted == 5_000_000


async def test_all_above_the_line_are_adopted_in_one_act_by_keyboard_and_one_undo_takes_them_back_after_a_restart(tmp_path):
    others = [replace(FIRST, id=key, amount_applied=2_000_000) for key in ("A-4", "A-5")]
    ratings = [one for key in ("A-4", "A-5") for one in rated("leder", key, 4, 4)]
    path = small_case(tmp_path, [*OPENED, ("sekretariat", [received(one) for one in others]), ("leder", ratings)])
    before = len(events(path))
    async with showing(path, "sekretariat", FundingScreen) as pilot:
        await pilot.press("a")
        await pilot.pause()
        text = shown(pilot.app.screen).replace("\u00a0", " ")
        assert all(f"{key}  innstilles" in text for key in ("A-1", "A-4", "A-5"))
        assert len(events(path)) == before
        await pilot.press("escape", "a", "ctrl+s")
        await settled(pilot)
    granted = {key: one.recommendation.granted for key, one in reopened(path).dossiers.items()}
    assert granted == {"A-1": 5_000_000, "A-2": 0, "A-3": 0, "A-4": 2_000_000, "A-5": 2_000_000}
    async with showing(path, "sekretariat", FundingScreen) as pilot:
        await pilot.press("u")
        await settled(pilot)
    assert all(one.recommendation.outcome is None for one in reopened(path).dossiers.values())
