"""Borda's count: the share of its comparisons that an application wins, an equal one counting half.

Source: J.-C. de Borda, Mémoire sur les élections au scrutin (1781); equals share the points (Black 1976). The points are divided by
the number of comparisons, so that one whom few have rated is neither helped nor hurt by that.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from reviewer.domain.ranking.profile import Profile


def values(given: Profile) -> Mapping[str, Fraction]:
    """Return the share (0-1) of the comparisons won, in all orders in which it was compared."""
    doubled = [0] * len(given.ids)
    compared = [0] * len(given.ids)
    for ballot in given.ballots:
        below = 0
        others = sum(map(len, ballot.tiers)) - 1
        for tier in reversed(ballot.tiers):
            for one in tier:
                doubled[one] += ballot.times * (2 * below + len(tier) - 1)
                compared[one] += ballot.times * others
            below += len(tier)
    return {key: Fraction(doubled[at], 2 * compared[at]) if compared[at] else Fraction(0) for at, key in enumerate(given.ids)}
