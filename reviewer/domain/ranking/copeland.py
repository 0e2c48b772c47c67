"""Copeland's method: how many a majority places it above, less how many a majority places above it.

Source: A. H. Copeland, A reasonable social welfare function (1951). A pair that nobody compared, or that is even, counts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from reviewer.domain.ranking.profile import Profile, preferences


def values(given: Profile) -> Mapping[str, Fraction]:
    """Return victories less defeats."""
    prefer = preferences(given)
    victories = [0] * len(given.ids)
    for one, row in enumerate(prefer):
        for other, above in enumerate(row):
            if above > prefer[other][one]:
                victories[one] += 1
                victories[other] -= 1
    return {key: Fraction(victories[at]) for at, key in enumerate(given.ids)}
