"""In what order, and why? Exact places; equals share one (1, 2, 2, 4), and it is said.

The eligible stand first; where the committee says so, those with an unknown verdict stand after them; the others follow. One
that has no value by the method has no place: it is not last, it is not rated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from itertools import groupby

from reviewer.domain.committee import Ranking, RankMethod, Unresolved
from reviewer.domain.said import Points, Said, say

RATIO_STEP = Fraction(1, 10**12)
"""Net present values per krone are compared with twelve decimals, rounded down: equal there is equal."""


class Group(IntEnum):
    """Which part of the list an application stands in."""

    ELIGIBLE = 0
    UNRESOLVED = 1
    NOT_ELIGIBLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What places are made of; `effects` is the sum of the non-priced effects' plusses less minuses."""

    id: str
    eligible: bool | None
    score: Fraction | None = None
    median: Fraction | None = None
    npv_per_krone: Fraction | None = None
    effects: int = 0
    ratings: int = 0


OrderKey = tuple[int, Fraction, int]
"""Smaller is better: the group, the value with its sign turned, the effects with theirs turned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One application's place; `rank` and `value` are None where the method gives no value."""

    id: str
    rank: int | None
    value: Fraction | None
    group: Group
    reason: Said
    tied_with: tuple[str, ...] = ()
    eligible: bool | None = None
    ratings: int = 0


def rank(ranking: Ranking, candidates: Sequence[Candidate]) -> tuple[Place, ...]:
    """Return the places, best first; equals by id, which decides only where they stand on the page."""
    keyed = [(order_key(ranking, candidate), candidate) for candidate in candidates]
    placed = sorted(((key, candidate) for key, candidate in keyed if key is not None), key=lambda pair: (pair[0], pair[1].id))
    places: list[Place] = []
    for _, pairs in groupby(placed, key=lambda pair: pair[0]):
        group = [candidate for _, candidate in pairs]
        places += _shared(ranking, group, len(places) + 1)
    unplaced = sorted((candidate for key, candidate in keyed if key is None), key=lambda candidate: candidate.id)
    return (*places, *(_unplaced(ranking, candidate) for candidate in unplaced))


def order_key(ranking: Ranking, candidate: Candidate) -> OrderKey | None:
    """Return what orders the candidate by the committee's method, or None where it has no value by it."""
    value = _VALUES[ranking.method](candidate)
    if value is None:
        return None
    effects = candidate.effects if ranking.method is RankMethod.NPV_PER_KRONE else 0
    return (group_of(ranking, candidate.eligible), -value, -effects)


def group_of(ranking: Ranking, eligible: bool | None) -> Group:  # noqa: FBT001 - three-valued: yes, no, not known
    """Return which part of the list an application with this eligibility stands in."""
    if eligible is False:
        return Group.NOT_ELIGIBLE
    if eligible is None and ranking.unresolved is Unresolved.AFTER_ELIGIBLE:
        return Group.UNRESOLVED
    return Group.ELIGIBLE


def _npv_per_krone(candidate: Candidate) -> Fraction | None:
    value = candidate.npv_per_krone
    return None if value is None else value // RATIO_STEP * RATIO_STEP


_VALUES: Mapping[RankMethod, Callable[[Candidate], Fraction | None]] = {
    RankMethod.MEAN: lambda candidate: candidate.score,
    RankMethod.MEDIAN: lambda candidate: candidate.median,
    RankMethod.NPV_PER_KRONE: _npv_per_krone,
}


def _shared(ranking: Ranking, group: list[Candidate], first: int) -> list[Place]:
    ids = [candidate.id for candidate in group]
    return [
        Place(
            id=candidate.id,
            rank=first,
            value=_VALUES[ranking.method](candidate),
            group=group_of(ranking, candidate.eligible),
            reason=_reason(ranking, candidate, len(group)),
            tied_with=tuple(other for other in ids if other != candidate.id),
            eligible=candidate.eligible,
            ratings=candidate.ratings,
        )
        for candidate in group
    ]


def _unplaced(ranking: Ranking, candidate: Candidate) -> Place:
    reason = say("No place: the net present value per krone is not known.")
    if ranking.method is not RankMethod.NPV_PER_KRONE:
        reason = say("No place: not every criterion has been rated.")
    group = group_of(ranking, candidate.eligible)
    return Place(id=candidate.id, rank=None, value=None, group=group, reason=reason, eligible=candidate.eligible, ratings=candidate.ratings)


def _reason(ranking: Ranking, candidate: Candidate, sharing: int) -> Said:
    value = _VALUES[ranking.method](candidate)
    points = None if value is None else Points(value)
    match ranking.method:
        case RankMethod.MEAN:
            by = say("weighted mean {value}", value=points)
        case RankMethod.MEDIAN:
            by = say("median {value}", value=points)
        case RankMethod.NPV_PER_KRONE:
            by = say("net present value per invested krone {value}, non-priced effects {effects}", value=value, effects=candidate.effects)
    shared = say("; {number} share the place", number=sharing) if sharing > 1 else ""
    return say("{group}: {by}{shared}.", group=_GROUP_WORDS[group_of(ranking, candidate.eligible)], by=by, shared=shared)


_GROUP_WORDS = {
    Group.ELIGIBLE: say("Among the eligible"),
    Group.UNRESOLVED: say("After the eligible, because a requirement is not resolved"),
    Group.NOT_ELIGIBLE: say("After the eligible, because a requirement is not met"),
}
