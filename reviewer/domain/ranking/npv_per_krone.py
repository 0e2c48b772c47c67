"""Net present value per invested krone, as Digdir's co-funding scheme ranks; the non-priced effects part equals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from reviewer.domain.ranking.candidate import Candidate

RATIO_STEP = Fraction(1, 10**12)
"""Net present values per krone are compared with twelve decimals, rounded down: equal there is equal."""


def values(candidates: Sequence[Candidate]) -> Mapping[str, Fraction]:
    """Return the ratio of each that has one, to the step in which ratios are compared."""
    return {one.id: one.npv_per_krone // RATIO_STEP * RATIO_STEP for one in candidates if one.npv_per_krone is not None}
