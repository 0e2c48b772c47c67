"""The values that a method would give if each seat's ratings counted another number of times; whole numbers, so that it is quick."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import lcm

from reviewer.domain.committee import RankMethod
from reviewer.domain.ranking.candidate import Candidate
from reviewer.domain.ranking.methods import OF_ORDERS
from reviewer.domain.ranking.profile import profile
from reviewer.domain.ranking.setting import Given
from reviewer.domain.slotted import dataclass

Times = Mapping[str, int]
"""How often each seat's ratings count."""

Values = Mapping[str, Fraction | int]


@dataclass(frozen=True, slots=True)
class _Rated:
    """One application: for each counting criterion its weight and its scores by seat."""

    id: str
    lists: tuple[tuple[int, tuple[tuple[str, int], ...]], ...]


def revalued(
    method: RankMethod, candidates: Sequence[Candidate], given: Given, weights: Mapping[str, Fraction]
) -> Callable[[Times], Values]:
    """Return the function from times to values, higher is better; values compare with each other and with nothing else."""
    match method:
        case RankMethod.MEAN:
            return _means([_rated(one.id, given, weights) for one in candidates], sorted({seat for by in given.values() for seat in by}))
        case RankMethod.MEDIAN:
            return lambda times: _medians(candidates, times)
        case _:
            values = OF_ORDERS[method]
            return lambda times: values(profile(candidates, times))


def milder(candidates: Sequence[Candidate], leniency: Mapping[str, Fraction]) -> Callable[[Times], Values]:
    """Return the function from times to the means of the members' own scores with these leniencies taken out.

    One that no member has scored on all criteria keeps the score it has, whoever is drawn.
    """
    owns = {one.id: {seat: value - leniency.get(seat, 0) for seat, value in one.members.items()} for one in candidates}
    fixed = {one.id: one.score for one in candidates if not one.members and one.score is not None}

    def values(times: Times) -> Values:
        found: dict[str, Fraction | int] = dict(fixed)
        for key, own in owns.items():
            number = sum(times[seat] for seat in own)
            if number:
                found[key] = sum((times[seat] * value for seat, value in own.items()), Fraction(0)) / number
        return found

    return values


def _rated(key: str, given: Given, weights: Mapping[str, Fraction]) -> _Rated:
    whole = lcm(*(weight.denominator for weight in weights.values()))
    by_seat = given.get(key, {})
    lists = [
        (int(weight * whole), tuple((seat, scores[criterion]) for seat, scores in by_seat.items() if criterion in scores))
        for criterion, weight in weights.items()
    ]
    if len({tuple(seat for seat, _ in scores) for _, scores in lists}) == 1:
        sums = {seat: 0 for seat, _ in lists[0][1]}
        for weight, scores in lists:
            for seat, score in scores:
                sums[seat] += weight * score
        return _Rated(key, ((1, tuple(sums.items())),))
    return _Rated(key, tuple(lists))


def _means(rated: Sequence[_Rated], seats: Sequence[str]) -> Callable[[Times], Values]:
    """Return the weighted means times a common multiple of every number of ratings there can be."""
    whole = lcm(*range(1, len(seats) + 1)) if seats else 1

    def values(times: Times) -> Values:
        found: dict[str, int] = {}
        for one in rated:
            total = 0
            for weight, scores in one.lists:
                number = sum([times[seat] for seat, _ in scores])
                if not number:
                    break
                total += weight * sum([times[seat] * score for seat, score in scores]) * (whole // number)
            else:
                found[one.id] = total
        return found

    return values


def _medians(candidates: Sequence[Candidate], times: Times) -> Values:
    found: dict[str, Fraction] = {}
    for one in candidates:
        ordered = sorted(value for seat, value in one.members.items() for _ in range(times.get(seat, 0)))
        if ordered:
            found[one.id] = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    return found
