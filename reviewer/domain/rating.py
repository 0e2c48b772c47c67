"""What did the members give? The weighted mean of the criteria, exact, with what is not a number kept apart.

The score of an application is the mean of each counting criterion over the seats that scored it, weighted by the criteria's
weights. While a counting criterion has no score at all there is no score: a mean of fewer criteria would not be comparable.
Deferred, abstained, recused and not rated are none of them a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from reviewer.domain.committee import Committee, Criterion
from reviewer.domain.events import Rated, RatingState
from reviewer.domain.identity import Same


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

    `value` and `median` are on the criteria's scale. `raters` counts the seats that gave at least one number.
    """

    value: Fraction | None
    median: Fraction | None
    criteria: Mapping[str, CriterionScore] = field(default_factory=dict)
    members: Mapping[str, Fraction] = field(default_factory=dict)
    raters: int = 0


def score(committee: Committee, ratings: Mapping[tuple[str, str], Rated], recused: frozenset[str] = frozenset()) -> Score:
    """Return the score of one application from its ratings by seat and criterion, leaving out the recused seats."""
    counted = [rated for (seat, _), rated in ratings.items() if seat not in recused]
    return _scored(committee, counted) if counted else _unrated(Same(committee))


@lru_cache(maxsize=32)
def _unrated(committee: Same[Committee]) -> Score:
    """Return the score of an application that nobody has rated: the same one for a whole new round."""
    return _scored(committee.held, [])


def _scored(committee: Committee, counted: list[Rated]) -> Score:
    criteria = {criterion.id: _criterion_score(criterion, counted) for criterion in committee.criteria}
    members = _member_scores(committee, counted)
    return Score(
        value=weighted(committee, {key: given.mean for key, given in criteria.items()}),
        median=middle(members.values()),
        criteria=criteria,
        members=members,
        raters=len({rated.seat for rated in counted if rated.state is RatingState.SCORED}),
    )


def weighted(committee: Committee, values: Mapping[str, Fraction | None]) -> Fraction | None:
    """Return the mean weighted by the committee's weights, or None where a counting criterion has no value."""
    total, weights = Fraction(0), Fraction(0)
    for criterion in committee.criteria:
        if not criterion.weight:
            continue
        value = values.get(criterion.id)
        if value is None:
            return None
        weight = Fraction(criterion.weight)
        total += weight * value
        weights += weight
    return total / weights if weights else None


def middle(values: Iterable[int | Fraction]) -> Fraction | None:
    """Return the median; the mean of the two middle ones where their number is even."""
    ordered = sorted(Fraction(value) for value in values)
    if not ordered:
        return None
    half = len(ordered) // 2
    upper = ordered[half]
    return upper if len(ordered) % 2 else (Fraction(ordered[half - 1]) + upper) / 2


def _criterion_score(criterion: Criterion, counted: list[Rated]) -> CriterionScore:
    mine = [rated for rated in counted if rated.criterion == criterion.id]
    return CriterionScore(
        criterion=criterion.id,
        values=tuple(sorted(rated.score for rated in mine if rated.state is RatingState.SCORED and rated.score is not None)),
        deferred=sum(rated.state is RatingState.DEFERRED for rated in mine),
        abstained=sum(rated.state is RatingState.ABSTAINED for rated in mine),
    )


def _member_scores(committee: Committee, counted: list[Rated]) -> dict[str, Fraction]:
    by_seat: dict[str, dict[str, Fraction | None]] = {}
    for rated in counted:
        if rated.score is not None and rated.state is RatingState.SCORED:
            by_seat.setdefault(rated.seat, {})[rated.criterion] = Fraction(rated.score)
    own = {seat: weighted(committee, values) for seat, values in sorted(by_seat.items())}
    return {seat: value for seat, value in own.items() if value is not None}
