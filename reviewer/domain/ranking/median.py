"""The median of the members' own weighted scores, as the MRC groups its applications before the last discussion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from reviewer.domain.ranking.candidate import Candidate


def values(candidates: Sequence[Candidate]) -> Mapping[str, Fraction]:
    """Return the median of each that has one."""
    return {one.id: one.median for one in candidates if one.median is not None}
