"""What the members gave: exact means, and what is no number kept apart."""

from __future__ import annotations

import statistics
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.domain.committee import Criterion
from reviewer.domain.events import Rated, RatingState
from reviewer.domain.rating import Score, middle, score, weighted
from tests.domain.small_round import COMMITTEE, SCALE

SEATS = ("leder", "voss", "lom")


def ratings(*given: tuple[str, str, int | RatingState]) -> dict[tuple[str, str], Rated]:
    """Make ratings of (seat, criterion, a number or a state)."""
    made = {}
    for seat, criterion, what in given:
        state = what if isinstance(what, RatingState) else RatingState.SCORED
        number = None if isinstance(what, RatingState) else what
        made[seat, criterion] = Rated(application="A", criterion=criterion, state=state, score=number, comment="x", seat=seat)
    return made


def test_the_score_is_the_weighted_mean_of_the_criterias_means() -> None:
    given = ratings(("leder", "nytte", 5), ("voss", "nytte", 4), ("lom", "nytte", 4), ("leder", "evne", 2), ("voss", "evne", 3))
    assert score(COMMITTEE, given).value == (3 * Fraction(13, 3) + Fraction(5, 2)) / 4


def test_a_third_is_a_third() -> None:
    given = ratings(("leder", "nytte", 1), ("voss", "nytte", 1), ("lom", "nytte", 2), *((seat, "evne", 1) for seat in SEATS))
    assert score(COMMITTEE, given).value == Fraction(5, 4)
    assert score(COMMITTEE, given).criteria["nytte"].mean == Fraction(4, 3)


def test_there_is_no_score_while_a_counting_criterion_has_none() -> None:
    assert score(COMMITTEE, ratings(("leder", "nytte", 5))).value is None


def test_a_criterion_without_weight_neither_counts_nor_holds_up() -> None:
    informative = Criterion(id="info", name="Info", weight=Decimal(0), scale=SCALE)
    committee = replace(COMMITTEE, criteria=(*COMMITTEE.criteria, informative))
    given = ratings(("leder", "nytte", 4), ("leder", "evne", 4))
    assert score(committee, given).value == 4
    assert score(committee, given | ratings(("leder", "info", 1))).value == 4


def test_who_gave_only_what_is_for_information_is_no_rater() -> None:
    """Nothing of it is in the mean: it is neither counted nor given the others' mean, which would narrow the spread."""
    informative = Criterion(id="info", name="Info", weight=Decimal(0), scale=SCALE)
    committee = replace(COMMITTEE, criteria=(*COMMITTEE.criteria, informative))
    given = ratings(*((seat, key, value) for seat, value in (("leder", 5), ("voss", 3)) for key in ("nytte", "evne")))
    found = score(committee, given | ratings(("lom", "info", 1)))
    assert (found.raters, dict(found.all_raters), found.variance) == (2, {"leder": 5, "voss": 3}, 1)
    assert found.criteria["info"].values == (1,)


def test_deferred_and_abstained_are_counted_apart_and_are_no_number() -> None:
    given = ratings(
        ("leder", "nytte", 4), ("leder", "evne", 4), ("voss", "nytte", RatingState.DEFERRED), ("lom", "nytte", RatingState.ABSTAINED)
    )
    found = score(COMMITTEE, given)
    assert found.value == 4
    assert (found.criteria["nytte"].values, found.criteria["nytte"].deferred, found.criteria["nytte"].abstained) == ((4,), 1, 1)
    assert found.raters == 1


def test_a_recused_seat_is_not_in_any_number() -> None:
    own = ratings(("leder", "nytte", 5), ("leder", "evne", 5))
    with_recused = own | ratings(("lom", "nytte", 1), ("lom", "evne", 1))
    assert score(COMMITTEE, with_recused, frozenset({"lom"})) == score(COMMITTEE, own)


def test_a_members_own_score_waits_for_all_that_counts() -> None:
    given = ratings(("leder", "nytte", 5), ("leder", "evne", 1), ("voss", "nytte", 3))
    assert score(COMMITTEE, given).members == {"leder": Fraction(4)}


def test_without_ratings_nothing_is_given() -> None:
    empty = score(COMMITTEE, {})
    assert (empty.value, empty.median, empty.members, empty.raters) == (None, None, {}, 0)
    assert isinstance(empty, Score)


def test_without_any_weight_there_is_no_mean() -> None:
    weightless = replace(COMMITTEE, criteria=tuple(replace(one, weight=Decimal(0)) for one in COMMITTEE.criteria))
    assert weighted(weightless, {"nytte": Fraction(3), "evne": Fraction(3)}) is None


@settings(deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=9))
def test_mean_and_median_are_those_of_the_standard_library(values: list[int]) -> None:
    exact = [Fraction(value) for value in values]
    alone = replace(COMMITTEE, criteria=COMMITTEE.criteria[:1])
    given = ratings(*((f"s{number}", "nytte", value) for number, value in enumerate(values)))
    assert score(alone, given).value == statistics.mean(exact)
    assert score(alone, given).median == statistics.median(exact) == middle(values)


@settings(deadline=None)
@given(st.permutations([(seat, key, number) for number, seat in enumerate(SEATS, start=2) for key in ("nytte", "evne")]))
def test_the_order_of_the_ratings_does_not_matter(given: list[tuple[str, str, int]]) -> None:
    assert score(COMMITTEE, ratings(*given)) == score(COMMITTEE, ratings(*sorted(given)))


@given(st.dictionaries(st.tuples(st.sampled_from(SEATS), st.sampled_from(("nytte", "evne"))), st.integers(1, 5)))
def test_mean_range_and_number_are_of_the_same_raters_also_where_some_have_rated_in_part(given: dict[tuple[str, str], int]) -> None:
    found = score(COMMITTEE, ratings(*((seat, key, value) for (seat, key), value in given.items())))
    if found.value is None:
        assert found.spread is None
        return
    scores = found.all_raters
    assert len(scores) == found.raters == len({seat for seat, _ in given})
    assert statistics.mean(scores.values()) == found.value
    assert found.spread is not None
    assert found.spread[0] <= found.value <= found.spread[1]
