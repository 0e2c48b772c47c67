"""The weighted mean of the criteria, each the mean of what the members gave: the interface's default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from reviewer.domain.ranking.candidate import Candidate


def values(candidates: Sequence[Candidate]) -> Mapping[str, Fraction]:
    """Return the score of each that has one."""
    return {one.id: one.score for one in candidates if one.score is not None}
