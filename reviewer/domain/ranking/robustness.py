"""How far may a weight move before somebody else gets money, and what is the least change that swaps two neighbours? Exact.

Where one criterion's weight is `w` and the others stay, the order is that of `a + w·m`: `m` the application's mean in that criterion,
`a` the weighted sum of its other means. Two applications are equal at one weight at most, so that the order changes at those only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

from reviewer.domain.committee import RankMethod
from reviewer.domain.funding import fund_within
from reviewer.domain.ordering import Leniency
from reviewer.domain.ranking.candidate import Candidate
from reviewer.domain.ranking.places import Place, rank
from reviewer.domain.ranking.setting import Setting
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightRange:
    """Between `least` and `most` of this criterion's weight (the others unchanged) the same applications get money.

    None is no bound. `at_least` and `at_most` are the applications that gain or lose when the bound is reached.
    """

    criterion: str
    weight: Fraction
    least: Fraction | None
    most: Fraction | None
    at_least: tuple[str, ...] = ()
    at_most: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """The least change of one weight that makes the lower of two neighbours equal to the upper; `change` is a share of all weights."""

    upper: str
    lower: str
    criterion: str
    weight: Fraction
    becomes: Fraction
    change: Fraction


Means = Mapping[str, Mapping[str, Fraction]]
"""Each application's mean in each counting criterion, for those that have all of them."""


def means(candidates: Sequence[Candidate], weights: Mapping[str, Fraction]) -> Means:
    """Return the means that the weights apply to."""
    found = {one.id: {key: one.criteria[key].mean for key in weights if key in one.criteria} for one in candidates}
    whole = {key: {name: mean for name, mean in given.items() if mean is not None} for key, given in found.items()}
    return {key: given for key, given in whole.items() if len(given) == len(weights)}


def weight_ranges(setting: Setting) -> tuple[WeightRange, ...]:
    """Return for each criterion how far its weight may move, or nothing where the order is not that of several weighted means."""
    weights = setting.weights
    if not _of_means(setting) or len(weights) < 2:  # noqa: PLR2004 - a single weight has no proportion
        return ()
    table = means(setting.candidates, weights)
    recipients = _recipients(setting, table)
    return tuple(_range(criterion, table, weights, recipients) for criterion in weights)


def least_swaps(setting: Setting, places: Sequence[Place]) -> tuple[Swap, ...]:
    """Return the least change for each two neighbours in place order that some weight can make equal, and that are not so now."""
    if not _of_means(setting) or len(setting.weights) < 2:  # noqa: PLR2004 - a single weight has no proportion
        return ()
    table = means(setting.candidates, setting.weights)
    # What the council has put in its place by hand stays there, whatever the weights.
    placed = [place for place in places if place.rank is not None and place.id in table and place.move is None]
    swaps = (_swap(upper.id, lower.id, table, setting.weights) for upper, lower in pairwise(placed) if upper.group is lower.group)
    return tuple(swap for swap in swaps if swap is not None)


def _of_means(setting: Setting) -> bool:
    """Whether the order is that of the weighted means, as they are."""
    return setting.ranking.method is RankMethod.MEAN and setting.ranking.leniency is Leniency.ADVICE


Recipients = Callable[[str, Fraction], frozenset[str]]
"""Who gets money when this criterion has this weight."""


def _recipients(setting: Setting, table: Means) -> Recipients:
    weights, money = setting.weights, setting.money

    def recipients(criterion: str, weight: Fraction) -> frozenset[str]:
        changed = {**weights, criterion: weight}
        total = sum(changed.values(), Fraction(0))
        scored = [
            replace(one, score=sum((changed[key] * mean for key, mean in table[one.id].items()), Fraction(0)) / total)
            if one.id in table
            else one
            for one in setting.candidates
        ]
        places = rank(setting.ranking, scored, setting.circumstances)
        return fund_within(money.means, places, money.asked).recipients

    return recipients


def _range(criterion: str, table: Means, weights: Mapping[str, Fraction], recipients: Recipients) -> WeightRange:
    now = weights[criterion]
    present = recipients(criterion, now)
    points = sorted(set(_points(criterion, table, weights)))
    above, below = [point for point in points if point > now], [point for point in reversed(points) if point < now]
    most, gained = _first_change([now, *above, (above or [now])[-1] + 1], lambda weight: recipients(criterion, weight) ^ present)
    least, lost = _first_change([now, *below, Fraction(0)], lambda weight: recipients(criterion, weight) ^ present)
    return WeightRange(criterion=criterion, weight=now, least=least, most=most, at_least=lost, at_most=gained)


def _first_change(points: Sequence[Fraction], changes: Callable[[Fraction], frozenset[str]]) -> tuple[Fraction | None, tuple[str, ...]]:
    """Return the first of the points at which, or just beyond which, others get money, and who they are; the last is no bound."""
    for point, following in pairwise(points):
        changed = changes(point) or (changes((point + following) / 2) if point != following else frozenset())
        if changed:
            return point, tuple(sorted(changed))
    return None, ()


def _points(criterion: str, table: Means, weights: Mapping[str, Fraction]) -> Iterator[Fraction]:
    """Yield the weights, from 0 on, at which two applications are equal."""
    lines = {(_rest(given, criterion, weights), given[criterion]) for given in table.values()}
    for (rest, mean), (other_rest, other_mean) in combinations(lines, 2):
        if mean != other_mean:
            point = (other_rest - rest) / (mean - other_mean)
            if point >= 0:
                yield point


def _rest(given: Mapping[str, Fraction], criterion: str, weights: Mapping[str, Fraction]) -> Fraction:
    return sum((weight * given[key] for key, weight in weights.items() if key != criterion), Fraction(0))


def _swap(upper: str, lower: str, table: Means, weights: Mapping[str, Fraction]) -> Swap | None:
    whole = sum(weights.values(), Fraction(0))
    found: list[Swap] = []
    for criterion, weight in weights.items():
        steeper = table[lower][criterion] - table[upper][criterion]
        if not steeper:
            continue
        becomes = (_rest(table[upper], criterion, weights) - _rest(table[lower], criterion, weights)) / steeper
        if becomes >= 0 and becomes != weight:
            change = abs(becomes - weight) / whole
            found.append(Swap(upper=upper, lower=lower, criterion=criterion, weight=weight, becomes=becomes, change=change))
    return min(found, key=lambda swap: (swap.change, swap.criterion), default=None)
