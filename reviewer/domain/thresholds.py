"""Which thresholds an application meets: the least mean of a criterion, the least sum of them (as in the EU's evaluations)."""

from __future__ import annotations

from fractions import Fraction

from reviewer.domain.committee import Committee, RankMethod
from reviewer.domain.ordering import TieKind
from reviewer.domain.rating import Score, counting
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """How many thresholds are met, and the names of those that are not; one without a score is neither met nor missed."""

    met: int = 0
    below: tuple[str | Said, ...] = ()


NONE = Thresholds()


def thresholds(committee: Committee, score: Score) -> Thresholds:
    """Return how the score stands to the committee's thresholds; a mean that is equal to one meets it."""
    met = 0
    below: list[str | Said] = []
    for criterion in committee.criteria:
        mean = score.criteria[criterion.id].mean if criterion.threshold is not None else None
        if mean is not None and criterion.threshold is not None:
            met += mean >= Fraction(criterion.threshold)
            below += [criterion.name] if mean < Fraction(criterion.threshold) else []
    least = committee.ranking.least_sum
    total = None if least is None else _sum(committee, score)
    if least is not None and total is not None:
        met += total >= Fraction(least)
        below += [say("the sum of the criteria")] if total < Fraction(least) else []
    return Thresholds(met=met, below=tuple(below))


_RATED_TIES = frozenset({TieKind.THRESHOLDS, TieKind.CRITERION, TieKind.SCORE, TieKind.MEDIAN})


def order_without_ratings(committee: Committee) -> bool:
    """Whether no rating has a part in the order: not by its method, its tie keys or a threshold. Such an order is open from the start."""
    ranking = committee.ranking
    ties = any(key.kind in _RATED_TIES for key in ranking.ties)
    limits = ranking.least_sum is not None or any(criterion.threshold is not None for criterion in committee.criteria)
    return ranking.method is RankMethod.NPV_PER_KRONE and not ties and not limits


def _sum(committee: Committee, score: Score) -> Fraction | None:
    total = Fraction(0)
    for key in counting(committee):
        given = score.criteria.get(key)
        if given is None or given.mean is None:
            return None
        total += given.mean
    return total
