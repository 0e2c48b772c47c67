"""My rating in the second round, and after the rules were changed."""

from __future__ import annotations

from dataclasses import replace

from reviewer.domain.events import CommitteeChanged, RatingState, Stage, StageSet
from reviewer.domain.interventions import RatingExcluded
from tests.tui.driving import on, settled, showing, shown
from tests.tui.small_round import COMMITTEE, OPENED, rated, reopened, small_case

SECOND_ROUND = [*OPENED, ("sekretariat", [StageSet(stage=Stage.SECOND_ROUND)])]
CHANGED = replace(COMMITTEE, criteria=(replace(COMMITTEE.criteria[0], question="Kan alle bruke løsningen?"), COMMITTEE.criteria[1]))


async def test_the_second_round_counts_and_shows_the_first_beside_it(tmp_path):
    path = small_case(tmp_path, SECOND_ROUND)
    async with showing(path, "bergen", on("A-1", 3), (120, 60)) as pilot:
        await pilot.press("2")
        await settled(pilot)
        text = shown(pilot.app.screen)
    # In the first round bergen gave 5; now 4, 2 and 4 make the mean 3.33.
    assert "I første runde: Du har gitt 5" in text
    assert "snitt 3,33" in text
    dossier = reopened(path).dossiers["A-1"]
    assert (dossier.before["bergen", "gjenbruk"].score, dossier.ratings["bergen", "gjenbruk"].score) == (5, 2)


async def test_others_see_who_moved_and_how_far(tmp_path):
    given = [replace(one, score=2) for one in rated("bergen", "A-1", 5, 3)[:1]]
    path = small_case(tmp_path, [*SECOND_ROUND, ("bergen", given)])
    async with showing(path, "lom", on("A-1", 3), (120, 60)) as pilot:
        assert "Bergen kommune fra 5 til 2" in shown(pilot.app.screen)


async def test_a_rating_from_before_the_rules_were_changed_waits_for_its_author(tmp_path):
    change = CommitteeChanged(committee=CHANGED, committee_hash="1" * 64, reason="Spørsmålet var uklart.")
    path = small_case(tmp_path, [*OPENED, ("sekretariat", [change])])
    assert ("bergen", "gjenbruk") in reopened(path).dossiers["A-1"].outdated
    async with showing(path, "bergen", on("A-1", 3), (120, 60)) as pilot:
        assert "Venter på bekreftelse: Du har gitt 5" in shown(pilot.app.screen)
        await pilot.press("b")
        await settled(pilot)
        assert "Venter på bekreftelse" not in shown(pilot.app.screen)
    dossier = reopened(path).dossiers["A-1"]
    assert dossier.ratings["bergen", "gjenbruk"].score == 5
    assert ("lom", "gjenbruk") in dossier.outdated


def test_a_seat_that_is_left_out_still_has_its_rating(tmp_path):
    ruled_out = RatingExcluded(application="A-1", rater="lom", reason="Ga poeng etter fristen.")
    dossier = reopened(small_case(tmp_path, [*OPENED, ("leder", [ruled_out])])).dossiers["A-1"]
    assert dossier.ratings["lom", "nytte"].state is RatingState.SCORED
    assert all(seat != "lom" for seat, _ in dossier.counted())


async def test_the_author_reads_that_a_rating_is_left_out_and_why(tmp_path):
    ruled_out = RatingExcluded(application="A-1", rater="lom", reason="Ga poeng etter fristen.")
    path = small_case(tmp_path, [*OPENED, ("leder", [ruled_out])])
    async with showing(path, "lom", on("A-1", 3), (120, 60)) as pilot:
        assert "Rådet har tatt ut din vurdering av A-1. Den teller ikke med: Ga poeng etter fristen." in shown(pilot.app.screen)
