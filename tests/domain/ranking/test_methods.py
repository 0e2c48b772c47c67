"""The methods against what others wrote, against brute force, and by what must hold of every order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise, permutations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from votelib.component.rankscore import Borda
from votelib.convert import RankedToPositionalVotes
from votelib.evaluate import core
from votelib.evaluate.condorcet import Copeland, KemenyYoung, Schulze, pairwise_wins

from reviewer.domain.committee import RankMethod
from reviewer.domain.ranking import Candidate, rank
from reviewer.domain.ranking.kemeny import LARGEST, Consensus, TooLargeError, consensus
from reviewer.domain.ranking.profile import preferences, profile
from reviewer.domain.ranking.schulze import standing_above
from tests.domain.ranking.orders import OF_ORDERS, Orders, candidates, pairs, partial_orders, ranking, whole_orders

thorough = settings(deadline=None, max_examples=150)
MONOTONE = (RankMethod.MEAN, RankMethod.MEDIAN, RankMethod.BORDA, RankMethod.COPELAND, RankMethod.SCHULZE)


def ranks(method: RankMethod, orders: Orders, ids: Iterable[str]) -> dict[str, int | None]:
    return {place.id: place.rank for place in rank(ranking(method), candidates(orders, tuple(ids)))}


def expected_ranks(values: dict[str, Fraction]) -> dict[str, int]:
    return {key: 1 + sum(other > value for other in values.values()) for key, value in values.items()}


# --- Against others' code


@thorough
@given(whole_orders())
def test_borda_is_votelibs_on_whole_orders(made: tuple[Orders, str]) -> None:
    orders, ids = made
    votes: dict[tuple[str, ...], int] = defaultdict(int)
    for order in orders:
        votes[tuple(sorted(order, key=order.__getitem__, reverse=True))] += 1
    theirs = RankedToPositionalVotes(Borda(base=0)).convert(dict(votes))
    places = rank(ranking(RankMethod.BORDA), candidates(orders, ids))
    whole = len(orders) * (len(ids) - 1)
    assert {place.id: place.value * whole for place in places} == {key: Fraction(points) for key, points in theirs.items()}


@thorough
@given(partial_orders())
def test_copeland_is_votelibs_with_ties_and_gaps(made: tuple[Orders, str]) -> None:
    orders, ids = made
    compared = profile(candidates(orders, ids)).ids
    assume(len(compared) > 1)
    theirs = Copeland(second_order=False).evaluate(pairs(orders, compared), len(compared))
    flat = [key for found in theirs for key in (sorted(found) if isinstance(found, core.Tie) else (found,))]
    ours = ranks(RankMethod.COPELAND, orders, ids)
    # votelib parts equals in a way of its own; whom it places higher must not stand lower here.
    assert [ours[key] for key in flat] == sorted(ours[key] for key in flat)
    won = pairwise_wins(pairs(orders, compared))
    score = {key: Fraction(sum(key == winner for winner, _ in won) - sum(key == loser for _, loser in won)) for key in compared}
    assert {key: ours[key] for key in compared} == expected_ranks(score)


@thorough
@given(partial_orders())
def test_schulzes_relation_is_votelibs_with_ties_and_gaps(made: tuple[Orders, str]) -> None:
    orders, ids = made
    given_profile = profile(candidates(orders, ids))
    keys = given_profile.ids
    above = standing_above(preferences(given_profile))
    paths = Schulze.widest_paths(pairs(orders, keys))
    for one, row in enumerate(above):
        for other in range(len(keys)):
            stands = paths.get((keys[one], keys[other]), 0) > paths.get((keys[other], keys[one]), 0)
            assert bool(row >> other & 1) == (one != other and stands)


@thorough
@given(partial_orders(most=5))
def test_kemenys_optimal_orders_are_votelibs(made: tuple[Orders, str]) -> None:
    orders, ids = made
    keys = profile(candidates(orders, ids)).ids
    counts = pairs(orders, keys)
    ours = consensus(profile(candidates(orders, ids)))
    best = max((KemenyYoung.score(order, counts) for order in permutations(keys)), default=0)
    assert ours.cost == sum(counts.values()) - best


def test_schulzes_own_example() -> None:
    """M. Schulze's 45 voters (A new ..., 2011, example 1 as given by the Electoral Reform Society): E > A > C > B > D."""
    rows = ((5, "ACBED"), (5, "ADECB"), (8, "BEDAC"), (3, "CABED"), (7, "CAEBD"), (2, "CBADE"), (7, "DCEBA"), (8, "EBADC"))
    orders = [dict(zip(order, range(5, 0, -1), strict=True)) for times, order in rows for _ in range(times)]
    assert ranks(RankMethod.SCHULZE, orders, "ABCDE") == {"E": 1, "A": 2, "C": 3, "B": 4, "D": 5}


def test_tennessee() -> None:
    """The capital of Tennessee, the usual textbook example: Nashville beats every other; Borda agrees; Memphis is last in all."""
    cities = {"Memphis": 42, "Nashville": 26, "Chattanooga": 15, "Knoxville": 17}
    orders = {
        "Memphis": ("Memphis", "Nashville", "Chattanooga", "Knoxville"),
        "Nashville": ("Nashville", "Chattanooga", "Knoxville", "Memphis"),
        "Chattanooga": ("Chattanooga", "Knoxville", "Nashville", "Memphis"),
        "Knoxville": ("Knoxville", "Chattanooga", "Nashville", "Memphis"),
    }
    votes = [dict(zip(orders[city], (4, 3, 2, 1), strict=True)) for city, times in cities.items() for _ in range(times)]
    for method in (RankMethod.COPELAND, RankMethod.SCHULZE, RankMethod.KEMENY):
        assert ranks(method, votes, cities) == {"Nashville": 1, "Chattanooga": 2, "Knoxville": 3, "Memphis": 4}
    assert ranks(RankMethod.BORDA, votes, cities) == {"Nashville": 1, "Chattanooga": 2, "Memphis": 3, "Knoxville": 4}


# --- Kemeny by brute force


def brute(orders: Orders, keys: tuple[str, ...]) -> Consensus:
    counts = pairs(orders, keys)
    costs = {
        order: sum(counts[keys[order[low]], keys[order[high]]] for high in range(len(keys)) for low in range(high + 1, len(keys)))
        for order in permutations(range(len(keys)))
    }
    least = min(costs.values())
    best = [order for order, cost in costs.items() if cost == least]
    cuts = [at for at in range(len(keys) + 1) if len({frozenset(order[:at]) for order in best}) == 1]
    tiers = tuple(tuple(sorted(best[0][low:high])) for low, high in pairwise(cuts))
    return Consensus(tiers, len(best), least)


@thorough
@given(partial_orders(most=6))
def test_kemeny_finds_all_optimal_orders_and_what_they_have_in_common(made: tuple[Orders, str]) -> None:
    orders, ids = made
    found = profile(candidates(orders, ids))
    assume(found.ids)
    assert consensus(found) == brute(orders, found.ids)


def test_kemeny_refuses_what_it_cannot_prove() -> None:
    ids = [f"{at:02}" for at in range(LARGEST + 1)]
    circle = [{key: (at + turn) % len(ids) for at, key in enumerate(ids)} for turn in range(len(ids))]
    with pytest.raises(TooLargeError) as refused:
        rank(ranking(RankMethod.KEMENY), candidates(circle, ids))
    assert dict(refused.value.said.values)["size"] == LARGEST + 1


def test_kemeny_has_no_limit_where_majorities_do_not_run_against_each_other() -> None:
    ids = [f"{at:03}" for at in range(60)]
    agreed = [{key: -at for at, key in enumerate(ids)}] * 3
    assert ranks(RankMethod.KEMENY, agreed, ids) == {key: at + 1 for at, key in enumerate(ids)}


# --- What must hold of every order


@thorough
@given(partial_orders(), st.sampled_from(tuple(RankMethod)), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(made: tuple[Orders, str], method: RankMethod, random) -> None:
    orders, ids = made
    shuffled = list(orders)
    random.shuffle(shuffled)
    turned = list(ids)
    random.shuffle(turned)
    assert ranks(method, orders, ids) == ranks(method, shuffled, turned)


@thorough
@given(partial_orders(), st.sampled_from(MONOTONE), st.data())
def test_raising_one_rating_never_lowers_that_application(made: tuple[Orders, str], method: RankMethod, data) -> None:
    orders, ids = made
    rated = [(at, key) for at, order in enumerate(orders) for key in order]
    assume(rated)
    at, key = data.draw(st.sampled_from(rated))
    raised = [dict(order) for order in orders]
    raised[at][key] += data.draw(st.integers(1, 3))
    before, after = ranks(method, orders, ids)[key], ranks(method, raised, ids)[key]
    assert (before is None) == (after is None)
    assert before is None or after is None or after <= before


@thorough
@given(partial_orders(), st.data())
def test_removing_an_application_never_reorders_the_others_under_the_mean(made: tuple[Orders, str], data) -> None:
    orders, ids = made
    gone = data.draw(st.sampled_from(ids))
    before = {key: place for key, place in ranks(RankMethod.MEAN, orders, ids).items() if key != gone and place is not None}
    after = ranks(RankMethod.MEAN, orders, [key for key in ids if key != gone])
    for one, other in permutations(before, 2):
        assert (before[one] < before[other]) == (after[one] < after[other])


@thorough
@given(partial_orders(), st.sampled_from(OF_ORDERS))
def test_an_application_that_cannot_be_funded_never_reorders_the_others(made: tuple[Orders, str], method: RankMethod) -> None:
    orders, ids = made
    last = ids[-1]
    found = candidates(orders, ids)
    refused = [Candidate(id=one.id, eligible=one.id != last, members=one.members) for one in found]
    alone = [one for one in refused if one.id != last]
    with_it = {place.id: place.rank for place in rank(ranking(method), refused) if place.id != last}
    assert with_it == {place.id: place.rank for place in rank(ranking(method), alone)}


def test_who_did_not_rate_both_says_nothing_of_the_pair() -> None:
    orders = [{"A": 1}, {"B": 5}, {"B": 1, "C": 2}]
    for method in OF_ORDERS:
        places = rank(ranking(method), candidates(orders, "ABC"))
        assert [(place.id, place.rank) for place in places] == [("C", 1), ("B", 2), ("A", None)]


def test_equals_share_a_place_by_every_method() -> None:
    orders = [{"A": 3, "B": 3, "C": 1}, {"A": 2, "B": 2, "C": 1}]
    for method in RankMethod:
        if method is not RankMethod.NPV_PER_KRONE:
            assert ranks(method, orders, "ABC") == {"A": 1, "B": 1, "C": 3}
