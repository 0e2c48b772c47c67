"""Each method under the name that a committee's file and `rank --method` know it by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from reviewer.domain.committee import RankMethod
from reviewer.domain.ranking import borda, copeland, kemeny, mean, median, npv_per_krone, schulze
from reviewer.domain.ranking.candidate import Candidate
from reviewer.domain.ranking.profile import Profile, profile

OF_ITSELF: Mapping[RankMethod, Callable[[Sequence[Candidate]], Mapping[str, Fraction]]] = {
    RankMethod.MEAN: mean.values,
    RankMethod.MEDIAN: median.values,
    RankMethod.NPV_PER_KRONE: npv_per_krone.values,
}
"""Methods by which an application has a value of its own, whoever else applied."""

OF_ORDERS: Mapping[RankMethod, Callable[[Profile], Mapping[str, Fraction]]] = {
    RankMethod.BORDA: borda.values,
    RankMethod.COPELAND: copeland.values,
    RankMethod.SCHULZE: schulze.values,
    RankMethod.KEMENY: kemeny.values,
}
"""Methods built on the members' own orders: a value says something among these applications only."""


def values_by(method: RankMethod, candidates: Sequence[Candidate], times: Mapping[str, int] | None = None) -> Mapping[str, Fraction]:
    """Return the value of each that has one by the method, higher is better; `times` says how often each seat's order counts.

    Raises `kemeny.TooLargeError`.
    """
    if method in OF_ITSELF:
        return OF_ITSELF[method](candidates)
    return OF_ORDERS[method](profile(candidates, times))
