"""Schulze's method (winning votes): one stands above another where its strongest path of majorities is the stronger.

Source: M. Schulze, A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method
(Social Choice and Welfare 36, 2011). That relation is transitive but may leave two side by side; the place follows how many it
stands above less how many stand above it, which agrees with the relation and lets an uncompared pair count nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from reviewer.domain.ranking.profile import Profile, preferences


def values(given: Profile) -> Mapping[str, Fraction]:
    """Return how many it stands above less how many stand above it."""
    above = standing_above(preferences(given))
    count = [row.bit_count() for row in above]
    for row in above:
        for other in _bits(row):
            count[other] -= 1
    return {key: Fraction(count[at]) for at, key in enumerate(given.ids)}


def standing_above(prefer: list[list[int]]) -> list[int]:
    """Return for each the set of those it stands above, as bits.

    One stands above another where, at some strength, a path leads from it to the other and none of that strength leads back.
    """
    edges = _edges_by_strength(prefer)
    size = len(prefer)
    reach, back = [0] * size, [0] * size
    above = [0] * size
    for strength in sorted(edges, reverse=True):
        for one, other in edges[strength]:
            reach[one] |= 1 << other
            back[other] |= 1 << one
        _close(reach)
        _close(back)
        for one in range(size):
            above[one] |= reach[one] & ~back[one]
    return above


def _edges_by_strength(prefer: list[list[int]]) -> dict[int, list[tuple[int, int]]]:
    edges: dict[int, list[tuple[int, int]]] = {}
    for one, row in enumerate(prefer):
        for other, strength in enumerate(row):
            if strength > prefer[other][one]:
                edges.setdefault(strength, []).append((one, other))
    return edges


def _close(reach: list[int]) -> None:
    """Make the relation transitive, in place."""
    for middle, beyond in enumerate(reach):
        bit = 1 << middle
        reach[:] = [row | beyond if row & bit else row for row in reach] if beyond else reach


def _bits(row: int) -> list[int]:
    return [at for at, bit in enumerate(reversed(f"{row:b}")) if bit == "1"]
