"""What did the members give? The weighted mean of the criteria, exact, with what is not a number kept apart.

The score of an application is the mean of each counting criterion over the seats that scored it, weighted by the criteria's
weights. While a counting criterion has no score at all there is no score: a mean of fewer criteria would not be comparable.
Deferred, abstained, recused and not rated are none of them a number. Where the committee wants an overall rating that is given
and not computed, that criterion alone is the score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from fractions import Fraction
from functools import lru_cache
from math import lcm

from reviewer.domain.committee import Committee
from reviewer.domain.events import Rated, RatingState
from reviewer.domain.identity import Same
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionScore:
    """One criterion of one application: what the seats gave it, ascending, and the states that are no number."""

    criterion: str
    values: tuple[int, ...]
    deferred: int = 0
    abstained: int = 0

    @property
    def mean(self) -> Fraction | None:
        """The mean of what was given, or None."""
        return Fraction(sum(self.values), len(self.values)) if self.values else None

    @property
    def median(self) -> Fraction | None:
        """The median of what was given, or None."""
        return middle(self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One application's score; `members` is each seat's own weighted mean, as far as it has scored every counting criterion.

    `value` and `median` are on the criteria's scale. `raters` counts the seats that gave at least one number that counts: one for
    information makes no rater. `partly` are those of them that have not scored every counting criterion, each with the mean of the
    others in place of what it lacks: so the mean of all the raters' scores is `value`, and the range holds it.
    """

    value: Fraction | None
    median: Fraction | None
    criteria: Mapping[str, CriterionScore] = field(default_factory=dict)
    members: Mapping[str, Fraction] = field(default_factory=dict)
    raters: int = 0
    partly: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def all_raters(self) -> Mapping[str, Fraction]:
        """Every rater's score, in part or whole: what the range and the variance are of."""
        return {**self.members, **self.partly} if self.partly else self.members

    @property
    def spread(self) -> tuple[Fraction, Fraction] | None:
        """The lowest and the highest of the raters' scores, or None."""
        found = self.all_raters.values()
        return (min(found), max(found)) if found else None

    @property
    def variance(self) -> Fraction | None:
        """The mean squared distance of the raters' scores from their mean, or None: what to discuss is sorted by it."""
        found = self.all_raters
        if not found:
            return None
        number, total = len(found), sum(found.values(), Fraction(0))
        return sum((value * value for value in found.values()), Fraction(0)) / number - (total / number) ** 2


def score(committee: Committee, ratings: Mapping[tuple[str, str], Rated], recused: frozenset[str] = frozenset()) -> Score:
    """Return the score of one application from its ratings by seat and criterion, leaving out the recused seats."""
    return _scored(committee, ratings, recused) if ratings else _unrated(Same(committee))


@lru_cache(maxsize=32)
def _unrated(committee: Same[Committee]) -> Score:
    """Return the score of an application that nobody has rated: the same one for a whole new round."""
    return _scored(committee.held, {}, frozenset())


def _scored(committee: Committee, ratings: Mapping[tuple[str, str], Rated], recused: frozenset[str]) -> Score:
    weights = _weights(Same(committee))
    tally = _tally(committee, weights.by_criterion, ratings, recused)
    needed = len(weights.by_criterion)
    own = {seat: total for seat, total in sorted(tally.sums.items()) if tally.counted.get(seat) == needed and weights.total}
    deferred, abstained = tally.silent[RatingState.DEFERRED], tally.silent[RatingState.ABSTAINED]
    value = _mean(weights, tally.given)
    return Score(
        value=value,
        median=middle(own.values(), weights.total),
        criteria={
            key: CriterionScore(criterion=key, values=tuple(sorted(values)), deferred=deferred.get(key, 0), abstained=abstained.get(key, 0))
            for key, values in tally.given.items()
        },
        members=_Parts(own, weights.total),
        raters=len(tally.sums),
        partly=_partly(weights, tally, ratings) if value is not None and len(own) < len(tally.sums) else {},
    )


def _partly(weights: _Weights, tally: _Tally, ratings: Mapping[tuple[str, str], Rated]) -> dict[str, Fraction]:
    """Return the scores of the raters that lack a counting criterion, the mean of those who gave it in its place."""
    means = {key: Fraction(sum(values), len(values)) for key, values in tally.given.items() if values}
    lacking = sorted(seat for seat in tally.sums if tally.counted.get(seat) != len(weights.by_criterion))
    found: dict[str, Fraction] = {}
    for seat in lacking:
        total = Fraction(0)
        for key, weight in weights.by_criterion.items():
            rated = ratings.get((seat, key))
            given = None if rated is None or rated.state is not RatingState.SCORED else rated.score
            total += weight * (means[key] if given is None else given)
        found[seat] = total / weights.total
    return found


@dataclass(slots=True)
class _Tally:
    """Ratings while they are counted: scores by criterion, states by criterion, weighted sums and counting criteria by seat."""

    given: dict[str, list[int]]
    silent: dict[RatingState, dict[str, int]]
    sums: dict[str, int]
    counted: dict[str, int]


def _tally(committee: Committee, weights: Mapping[str, int], ratings: Mapping[tuple[str, str], Rated], recused: frozenset[str]) -> _Tally:
    """Count the ratings in one go: there are millions of them in a large round."""
    given: dict[str, list[int]] = {criterion.id: [] for criterion in committee.criteria}
    silent: dict[RatingState, dict[str, int]] = {RatingState.DEFERRED: {}, RatingState.ABSTAINED: {}}
    sums: dict[str, int] = {}
    counted: dict[str, int] = {}
    scored = RatingState.SCORED
    for (seat, criterion), rated in ratings.items():
        if seat in recused:
            continue
        state, value = rated.state, rated.score
        if state is not scored:
            if state in silent:
                silent[state][criterion] = silent[state].get(criterion, 0) + 1
            continue
        if value is None or criterion not in given:
            continue
        given[criterion].append(value)
        if criterion in weights:
            sums[seat] = sums.get(seat, 0) + weights[criterion] * value
            counted[seat] = counted.get(seat, 0) + 1
    return _Tally(given, silent, sums, counted)


def weighted(committee: Committee, values: Mapping[str, Fraction | None]) -> Fraction | None:
    """Return the mean weighted by the committee's weights, or None where a counting criterion has no value."""
    weights = _weights(Same(committee))
    total = Fraction(0)
    for key, weight in weights.by_criterion.items():
        value = values.get(key)
        if value is None:
            return None
        total += weight * value
    return total / weights.total if weights.total else None


def counting(committee: Committee) -> Mapping[str, Fraction]:
    """Return the criteria that make the score, with their weights: the overall rating alone where the committee wants one."""
    if committee.ranking.overall:
        return {committee.ranking.overall: Fraction(1)}
    return {one.id: Fraction(one.weight) for one in committee.criteria if one.weight}


@dataclass(frozen=True, slots=True)
class _Weights:
    """The counting criteria's weights as whole numbers in the right proportion, and their sum."""

    by_criterion: Mapping[str, int]
    total: int


@lru_cache(maxsize=64)
def _weights(key: Same[Committee]) -> _Weights:
    weights = counting(key.held)
    whole = lcm(*(weight.denominator for weight in weights.values()))
    scaled = {criterion: int(weight * whole) for criterion, weight in weights.items()}
    return _Weights(scaled, sum(scaled.values()))


class _Parts(Mapping[str, Fraction]):
    """Whole numbers over one divisor, read as fractions: making each one beforehand would take longer than the scores themselves."""

    __slots__ = ("_divisor", "_numbers")

    def __init__(self, numbers: Mapping[str, int], divisor: int) -> None:
        self._numbers = numbers
        self._divisor = divisor

    def __getitem__(self, key: str) -> Fraction:
        return Fraction(self._numbers[key], self._divisor)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __repr__(self) -> str:
        return repr(dict(self))


def middle(values: Iterable[int | Fraction], divisor: int = 1) -> Fraction | None:
    """Return the median, divided; the mean of the two middle ones where their number is even."""
    ordered = sorted(values)
    if not ordered:
        return None
    half = len(ordered) // 2
    upper = Fraction(ordered[half])
    return (upper if len(ordered) % 2 else (ordered[half - 1] + upper) / 2) / divisor


def _mean(weights: _Weights, given: Mapping[str, list[int]]) -> Fraction | None:
    """Return the weighted mean of the criteria's means, or None where one of them has no score."""
    lists = [(weight, given.get(key, [])) for key, weight in weights.by_criterion.items()]
    if not weights.total or not all(values for _, values in lists):
        return None
    whole = lcm(*(len(values) for _, values in lists))
    return Fraction(sum(weight * sum(values) * (whole // len(values)) for weight, values in lists), whole * weights.total)
