"""From ratings to money against the plain way of doing it by hand: gaps, recusals, thresholds, parts of the list, ties, the last part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.domain.committee import Committee, Fund, PartialGrant, TooLarge, Unresolved
from reviewer.domain.events import Rated, RatingState
from reviewer.domain.funding import fund
from reviewer.domain.ranking import Candidate, rank
from reviewer.domain.rating import score
from reviewer.domain.thresholds import thresholds
from tests.domain.small_round import BASIS, COMMITTEE

SEATS = ("leder", "voss", "a", "b")
Ratings = Mapping[tuple[str, str], Rated]


@dataclass(frozen=True)
class Entry:
    """One application: whether it may be funded, who is recused, and what was given."""

    key: str
    eligible: bool | None
    recused: frozenset[str]
    ratings: Ratings


def a_committee(chance: Random) -> Committee:
    weights = [chance.randint(0, 3) for _ in COMMITTEE.criteria]
    weights[0] = weights[0] or 1
    limits = [Decimal(chance.choice(("2", "2.5"))) if chance.random() < 0.25 else None for _ in weights]
    criteria = tuple(
        replace(one, weight=Decimal(weight), threshold=limit)
        for one, weight, limit in zip(COMMITTEE.criteria, weights, limits, strict=True)
    )
    least = Decimal(chance.randint(2, 8)) if chance.random() < 0.25 else None
    return replace(
        COMMITTEE, criteria=criteria, ranking=replace(COMMITTEE.ranking, unresolved=chance.choice(tuple(Unresolved)), least_sum=least)
    )


def an_entry(chance: Random, key: str, committee: Committee) -> Entry:
    ratings = {}
    for seat in SEATS:
        for criterion in committee.criteria:
            state = chance.choices((RatingState.SCORED, RatingState.DEFERRED, RatingState.ABSTAINED, None), (7, 1, 1, 1))[0]
            if state is not None:
                points = chance.randint(1, 4) if state is RatingState.SCORED else None
                ratings[seat, criterion.id] = Rated(application=key, criterion=criterion.id, state=state, score=points, seat=seat)
    recused = frozenset(seat for seat in SEATS if chance.random() < 0.15)
    return Entry(key, chance.choice((True, True, True, None, False)), recused, ratings)


def candidate(committee: Committee, one: Entry) -> Candidate:
    given_to = score(committee, one.ratings, one.recused)
    met = thresholds(committee, given_to)
    return Candidate(id=one.key, eligible=one.eligible, score=given_to.value, criteria=given_to.criteria, below=met.below)


def by_hand(committee: Committee, one: Entry) -> tuple[int, Fraction] | None:
    """Return the part of the list and the score, both smaller is better; None where a counting criterion has no score."""
    means = {}
    for criterion in committee.criteria:
        points = [
            rated.score
            for (seat, name), rated in one.ratings.items()
            if name == criterion.id and seat not in one.recused and rated.score is not None
        ]
        means[criterion.id] = Fraction(sum(points), len(points)) if points else None
    counting = [criterion for criterion in committee.criteria if criterion.weight]
    if any(means[criterion.id] is None for criterion in counting):
        return None
    total = sum(Fraction(criterion.weight) * (means[criterion.id] or 0) for criterion in counting)
    missed = [
        criterion
        for criterion in committee.criteria
        if criterion.threshold is not None
        and means[criterion.id] is not None
        and (means[criterion.id] or 0) < Fraction(criterion.threshold)
    ]
    least = committee.ranking.least_sum
    below = bool(missed) or (least is not None and sum(means[criterion.id] or 0 for criterion in counting) < Fraction(least))
    unresolved = one.eligible is None and committee.ranking.unresolved is Unresolved.AFTER_ELIGIBLE
    part = 3 if one.eligible is False else 2 if below else 1 if unresolved else 0
    return part, -total


def down_by_hand(rules: Fund, budget: int, tiers: list[list[int]], keys: list[list[str]]) -> dict[str, int]:
    given_out: dict[str, int] = {}
    left = budget
    for amounts, names in zip(tiers, keys, strict=True):
        if sum(amounts) <= left:
            given_out |= dict(zip(names, amounts, strict=True))
        elif len(names) == 1 and rules.partial is PartialGrant.ALLOWED and left >= Fraction(rules.partial_floor) * amounts[0] and left:
            given_out[names[0]] = left
        elif rules.too_large is TooLarge.STOP:
            break
        left = budget - sum(given_out.values())
    return {key: amount for key, amount in given_out.items() if amount}


@settings(deadline=None, max_examples=150)
@given(st.randoms(use_true_random=False))
def test_places_and_money_are_what_one_works_out_by_hand(chance: Random) -> None:
    committee = a_committee(chance)
    entries = [an_entry(chance, f"A{at}", committee) for at in range(chance.randint(1, 8))]
    places = rank(committee.ranking, [candidate(committee, one) for one in entries])
    stands = {one.key: by_hand(committee, one) for one in entries}
    worths = {key: worth for key, worth in stands.items() if worth is not None}
    expected = {key: None if key not in worths else 1 + sum(other < worths[key] for other in worths.values()) for key in stands}
    assert {place.id: place.rank for place in places} == expected
    asked = {one.key: chance.randint(0, 6) for one in entries}
    rules = Fund(
        name="f",
        basis=BASIS,
        partial=chance.choice(tuple(PartialGrant)),
        too_large=chance.choice(tuple(TooLarge)),
        partial_floor=Decimal(chance.choice(("0", "0.5", "0.9"))),
    )
    budget = chance.randint(0, 20)
    fundable = sorted({worth for worth in worths.values() if worth[0] < 2})
    keys = [[key for key in stands if worths.get(key) == worth] for worth in fundable]
    tiers = [[asked[key] for key in tier] for tier in keys]
    found = fund(rules, budget, places, asked)
    assert {award.id: award.amount for award in found.awards if award.amount} == down_by_hand(rules, budget, tiers, keys)
