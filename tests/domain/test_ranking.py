"""In what order: exact, ties shared and said, whatever order the applications come in."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.domain.committee import Ranking, RankMethod, Unresolved
from reviewer.domain.ranking import Candidate, Group, Place, rank
from reviewer.language.speech import Speech
from tests.domain.small_round import BASIS

MEAN = Ranking(basis=BASIS)
AFTER = replace(MEAN, unresolved=Unresolved.AFTER_ELIGIBLE)
PER_KRONE = replace(MEAN, method=RankMethod.NPV_PER_KRONE)
NB = Speech("nb")
quick = settings(deadline=None, max_examples=100)


def one(key: str, score: Fraction | int | None, eligible: bool | None = True, **more: object) -> Candidate:  # noqa: FBT001, FBT002 - three-valued
    return Candidate(id=key, eligible=eligible, score=None if score is None else Fraction(score), **more)  # type: ignore[arg-type]


def ranks(places: tuple[Place, ...]) -> dict[str, int | None]:
    return {place.id: place.rank for place in places}


scores = st.one_of(st.none(), st.fractions(1, 5, max_denominator=12))
candidate_lists = st.lists(st.tuples(scores, st.sampled_from([True, False, None])), max_size=12).map(
    lambda pairs: [one(f"{number:02}", score, eligible) for number, (score, eligible) in enumerate(pairs)]
)


def test_equals_share_a_place_and_the_next_one_is_left_out() -> None:
    places = rank(MEAN, [one("a", 5), one("b", 4), one("c", 4), one("d", 3)])
    assert [place.rank for place in places] == [1, 2, 2, 4]
    assert [place.tied_with for place in places] == [(), ("c",), ("b",), ()]


@pytest.mark.parametrize("step", [Fraction(1, 27720), Fraction(1, 10**15)])
def test_a_difference_that_a_float_may_lose_decides(step: Fraction) -> None:
    low = Fraction(10, 3) + Fraction(1, 7)
    assert ranks(rank(MEAN, [one("low", low), one("high", low + step)])) == {"high": 1, "low": 2}


def test_what_floats_would_set_apart_is_equal() -> None:
    thirds = Fraction(1, 10) + Fraction(2, 10)
    assert float(thirds) != 0.1 + 0.2
    assert ranks(rank(MEAN, [one("a", thirds), one("b", Fraction(3, 10))])) == {"a": 1, "b": 1}


def test_those_that_share_a_place_are_each_told_their_own_reason() -> None:
    places = rank(MEAN, [one("met", 4), one("open", 4, None), one("met too", 4), one("open too", 4, None)])
    words = {place.id: NB.text(place.reason) for place in places}
    assert len({place.rank for place in places}) == 1
    assert words["met"] == words["met too"] == "Blant de støtteberettigede: vektet snitt 4,00; 4 deler plassen."
    assert words["open"] == words["open too"]
    assert "et krav er uavklart" in words["open"]


def test_one_that_has_no_value_has_no_place() -> None:
    places = rank(MEAN, [one("rated", 1), one("silent", None)])
    assert ranks(places) == {"rated": 1, "silent": None}
    assert NB.text(places[1].reason) == "Ingen plass: Ikke alle kriterier er vurdert."


def test_the_unresolved_stand_where_the_committee_puts_them() -> None:
    given = [one("sure", 2), one("unsure", 5, None), one("out", 5, eligible=False)]
    assert ranks(rank(MEAN, given)) == {"unsure": 1, "sure": 2, "out": 3}
    assert ranks(rank(AFTER, given)) == {"sure": 1, "unsure": 2, "out": 3}


def test_the_same_value_in_another_group_is_no_tie() -> None:
    places = rank(MEAN, [one("in", 4), one("out", 4, eligible=False)])
    assert ranks(places) == {"in": 1, "out": 2}
    assert all(place.tied_with == () for place in places)


def test_effects_decide_between_equal_npv_per_krone_and_only_there() -> None:
    given = [
        one("few", None, npv_per_krone=Fraction(3), effects=1),
        one("many", None, npv_per_krone=Fraction(3), effects=4),
        one("best", None, npv_per_krone=Fraction(4), effects=-2),
    ]
    assert ranks(rank(PER_KRONE, given)) == {"best": 1, "many": 2, "few": 3}
    assert ranks(rank(MEAN, [one("few", 3, effects=1), one("many", 3, effects=4)])) == {"few": 1, "many": 1}


def test_the_median_ranks_by_the_median() -> None:
    given = [one("a", 5, median=Fraction(2)), one("b", 1, median=Fraction(3))]
    assert ranks(rank(replace(MEAN, method=RankMethod.MEDIAN), given)) == {"b": 1, "a": 2}


def test_the_reason_says_group_value_and_tie() -> None:
    places = rank(AFTER, [one("a", Fraction(10, 3)), one("b", Fraction(10, 3)), one("c", 5, None)])
    assert NB.text(places[0].reason) == "Blant de støtteberettigede: vektet snitt 3,33; 2 deler plassen."
    assert NB.text(places[2].reason) == "Etter de støtteberettigede, fordi et krav er uavklart: vektet snitt 5,00."


@quick
@given(st.data(), candidate_lists)
def test_the_order_in_which_they_come_does_not_matter(data: st.DataObject, given: list[Candidate]) -> None:
    assert rank(MEAN, data.draw(st.permutations(given))) == rank(MEAN, given)


@quick
@given(candidate_lists, st.fractions("1/9", 9, max_denominator=9), st.fractions(-9, 9, max_denominator=9))
def test_another_scale_gives_the_same_places(given: list[Candidate], factor: Fraction, shift: Fraction) -> None:
    moved = [replace(one, score=None if one.score is None else factor * one.score + shift) for one in given]
    assert ranks(rank(MEAN, moved)) == ranks(rank(MEAN, given))


@quick
@given(candidate_lists, st.sampled_from([MEAN, AFTER]))
def test_places_count_those_before(given: list[Candidate], ranking: Ranking) -> None:
    """The competition rule (1, 2, 2, 4): a place is one more than the number of those who stand strictly before."""
    placed = [place for place in rank(ranking, given) if place.rank is not None]
    for place in placed:
        before = [other for other in placed if (other.group, -(other.value or 0)) < (place.group, -(place.value or 0))]
        assert place.rank == len(before) + 1


@quick
@given(candidate_lists, st.sampled_from([MEAN, AFTER]))
def test_ties_are_mutual_and_share_place_value_and_group(given: list[Candidate], ranking: Ranking) -> None:
    by_id = {place.id: place for place in rank(ranking, given)}
    assert len(by_id) == len(given)
    for place in by_id.values():
        for other in map(by_id.__getitem__, place.tied_with):
            assert place.id in other.tied_with
            assert (place.rank, place.value, place.group) == (other.rank, other.value, other.group)


@quick
@given(candidate_lists, st.sampled_from([MEAN, AFTER]))
def test_an_eligible_one_is_never_below_one_that_is_not(given: list[Candidate], ranking: Ranking) -> None:
    places = rank(ranking, given)
    eligible = [place.rank for place in places if place.eligible and place.rank]
    others = [place.rank for place in places if place.group is Group.NOT_ELIGIBLE and place.rank]
    assert not eligible or not others or max(eligible) < min(others)
