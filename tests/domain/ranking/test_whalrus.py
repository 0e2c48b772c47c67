"""Copeland, Borda and Schulze against whalrus, which keeps apart who is equal on a ballot and who is not on it at all."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from whalrus import BallotOrder, MatrixMajority, MatrixSchulze, MatrixWeightedMajority, RuleCopeland, ScorerBorda

from reviewer.domain.committee import RankMethod
from reviewer.domain.ranking import Place, rank
from reviewer.domain.ranking.profile import preferences, profile
from reviewer.domain.ranking.schulze import standing_above
from tests.domain.ranking.orders import Orders, candidates, partial_orders, ranking, whole_orders

thorough = settings(deadline=None, max_examples=100)


@pytest.fixture(autouse=True)
def _quiet() -> None:
    """It warns of every ballot with gaps."""
    logging.getLogger().setLevel(logging.ERROR)


def ballot(order: Mapping[str, int]) -> BallotOrder:
    tiers = sorted(set(order.values()), reverse=True)
    return BallotOrder([{key for key, value in order.items() if value == tier} for tier in tiers], candidates=set(order))


def places(method: RankMethod, orders: Orders, ids: str) -> dict[str, Place]:
    return {place.id: place for place in rank(ranking(method), candidates(orders, tuple(ids))) if place.rank is not None}


def ranks_of(scores: Mapping[str, Fraction]) -> dict[str, int]:
    return {key: 1 + sum(other > value for other in scores.values()) for key, value in scores.items()}


@thorough
@given(partial_orders())
def test_copeland_with_ties_and_gaps(made: tuple[Orders, str]) -> None:
    """A pair that nobody compared, or that is even, is half a victory there and nothing here: the same order."""
    orders, ids = made
    ours = places(RankMethod.COPELAND, orders, ids)
    assume(len(ours) > 1)
    ballots = [ballot({key: value for key, value in order.items() if key in ours}) for order in orders if set(order) & set(ours)]
    even = MatrixMajority(matrix_weighted_majority=MatrixWeightedMajority(default_score=Fraction(1, 2)))
    theirs = RuleCopeland(ballots, candidates=set(ours), matrix=even).scores_
    assert {key: place.rank for key, place in ours.items()} == ranks_of({key: Fraction(value) for key, value in theirs.items()})
    assert {key: place.value for key, place in ours.items()} == {key: 2 * Fraction(theirs[key]) - len(ours) + 1 for key in ours}


@thorough
@given(partial_orders())
def test_borda_with_ties_and_gaps(made: tuple[Orders, str]) -> None:
    """Their points of every ballot, where who is not on it neither gets points nor gives any, over the comparisons there were."""
    orders, ids = made
    ours = places(RankMethod.BORDA, orders, ids)
    points: dict[str, Fraction] = dict.fromkeys(ours, Fraction(0))
    compared: dict[str, int] = dict.fromkeys(ours, 0)
    for order in orders:
        scorer = ScorerBorda(ballot(order), candidates=set(ids), absent_give_points=False, absent_receive_points=None)
        for key, value in scorer.scores_.items():
            if key in ours:
                points[key] += Fraction(value)
                compared[key] += len(order) - 1
    theirs = {key: points[key] / compared[key] if compared[key] else Fraction(0) for key in ours}
    assert {key: place.value for key, place in ours.items()} == theirs
    assert {key: place.rank for key, place in ours.items()} == ranks_of(theirs)


@thorough
@given(whole_orders())
def test_schulzes_relation_on_whole_orders(made: tuple[Orders, str]) -> None:
    orders, ids = made
    theirs = MatrixSchulze([ballot(order) for order in orders]).as_dict_
    found = profile(candidates(orders, tuple(ids)))
    above = standing_above(preferences(found))
    for one, key in enumerate(found.ids):
        for other, rival in enumerate(found.ids):
            if one != other:
                assert bool(above[one] >> other & 1) == (theirs[key, rival] > theirs[rival, key])
