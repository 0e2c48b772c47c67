"""The lists stand as the committee's tie keys and thresholds order them, and follow an announced draw."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from reviewer.casefile.browse import Browser
from reviewer.casefile.file import CaseFile, Refused, create
from reviewer.casefile.views import View
from reviewer.domain.assessment import assess
from reviewer.domain.committee import Committee
from reviewer.domain.events import ApplicationReceived, CaseOpened, Happening, Rated, RatingRound, RatingState, Stage, StageSet
from reviewer.domain.interventions import CommitteeChanged, DrawAnnounced
from reviewer.domain.ordering import TieKey, TieKind
from tests.casefile.conftest import NOON, application, small_committee

OFFICE = "sekretariat"
BY_BENEFIT, BY_LOT = TieKey(kind=TieKind.CRITERION, of="benefit"), TieKey(kind=TieKind.DRAW)


def with_ties(*keys: TieKey, threshold: Decimal | None = None) -> Committee:
    committee = small_committee()
    reuse, benefit = committee.criteria
    return replace(committee, criteria=(reuse, replace(benefit, threshold=threshold)), ranking=replace(committee.ranking, ties=keys))


def rated(key: str, reuse: int, benefit: int) -> list[Happening]:
    return [
        Rated(application=key, criterion=name, state=RatingState.SCORED, score=score, seat="oslo")
        for name, score in (("reuse", reuse), ("benefit", benefit))
    ]


def a_case(path: Path, committee: Committee) -> CaseFile:
    """A and B have the same mean, (2 · 3 + 4) / 3 and (2 · 4 + 2) / 3; C and D are equal in everything."""
    file = create(path, CaseOpened(committee=committee, committee_hash="", program=""), OFFICE, NOON)
    file.append(OFFICE, [ApplicationReceived(application=key, content=application(key), source="") for key in "ABCD"], NOON)
    for key, reuse, benefit in (("A", 3, 4), ("B", 4, 2), ("C", 1, 1), ("D", 1, 1)):
        file.append("oslo", rated(key, reuse, benefit), NOON)
    file.append(OFFICE, [StageSet(stage=Stage.OPENED)], NOON)
    return file


def listed(path: Path) -> list[tuple[str, int | None, bool]]:
    browser = Browser(path)
    try:
        return [(line.id, line.rank, line.tied) for line in browser.lines(View(seat=OFFICE), 0, 9)]
    finally:
        browser.close()


def ranked(file: CaseFile) -> list[tuple[str, int | None, bool]]:
    return [(place.id, place.rank, bool(place.tied_with)) for place in assess(file.case()).places]


@pytest.mark.parametrize("keys", [(), (BY_BENEFIT,), (BY_LOT,), (BY_BENEFIT, BY_LOT)])
def test_the_list_stands_as_the_ranking_does_before_and_after_a_draw(tmp_path: Path, keys: tuple[TieKey, ...]) -> None:
    path = tmp_path / "sak.sak"
    file = a_case(path, with_ties(*keys))
    assert listed(path) == ranked(file)
    file.append(OFFICE, [DrawAnnounced(seed="715")], NOON)
    assert listed(path) == ranked(file)
    assert any(tied for _, _, tied in listed(path)) == (BY_LOT not in keys)
    assert "draw_announced" not in {event.kind for event in file.undo(OFFICE, NOON)}
    assert file.case().seed == "715"
    assert file.verify().ok
    file.close()


def test_below_a_threshold_is_said_in_the_list_and_a_changed_committee_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "sak.sak"
    file = a_case(path, with_ties())
    committee = with_ties(BY_BENEFIT, threshold=Decimal("2.5"))
    file.append(OFFICE, [CommitteeChanged(committee=committee, committee_hash="f" * 64, reason="Vedtatt.")], NOON)
    browser = Browser(path)
    assert [(line.id, line.below_threshold) for line in browser.lines(View(seat=OFFICE), 0, 9)][:2] == [("A", False), ("B", True)]
    browser.close()
    assert listed(path) == ranked(file)
    assert file.case().committee == committee
    assert file.verify().ok
    file.close()


def test_a_rating_is_written_with_the_round_and_the_edition_it_is_given_in(tmp_path: Path) -> None:
    file = a_case(tmp_path / "sak.sak", with_ties())
    with pytest.raises(Refused):
        file.append("oslo", [replace(one, round=RatingRound.AFTER) for one in rated("A", 5, 5)], NOON)
    file.append(OFFICE, [StageSet(stage=Stage.SECOND_ROUND)], NOON)
    file.append(OFFICE, [CommitteeChanged(committee=with_ties(BY_LOT), committee_hash="f" * 64, reason="Vedtatt.")], NOON)
    written = file.append("oslo", rated("A", 5, 5), NOON)
    assert [(event.body.round, event.body.edition) for event in written] == [(RatingRound.AFTER, 1)] * 2
    assert {rated_one.score for rated_one in file.case().dossiers["A"].before.values()} == {3, 4}
    file.close()
