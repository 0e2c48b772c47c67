"""The members' own orders, and how many of them hold one application above another.

A member's order is that of the member's own weighted scores. Who did not rate both of a pair says nothing about that pair.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from reviewer.domain.ranking.candidate import Candidate
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True)
class Ballot:
    """One order, best first, equals together; `tiers` hold positions in the profile's `ids`. It counts `times`."""

    tiers: tuple[tuple[int, ...], ...]
    times: int = 1


@dataclass(frozen=True, slots=True)
class Profile:
    """The orders over `ids`; every one of these stands with another on at least one ballot, or is the only one there is."""

    ids: tuple[str, ...]
    ballots: tuple[Ballot, ...]


def profile(candidates: Sequence[Candidate], times: Mapping[str, int] | None = None) -> Profile:
    """Return the members' own orders of these; `times` says how often each seat's order counts (once where it is None)."""
    orders: dict[str, dict[str, Fraction]] = {}
    for candidate in candidates:
        for seat, value in candidate.members.items():
            orders.setdefault(seat, {})[candidate.id] = value
    counted = {seat: order for seat, order in sorted(orders.items()) if times is None or times.get(seat)}
    compared = {key for order in counted.values() if len(order) > 1 for key in order}
    rated = {key for order in counted.values() for key in order}
    ids = tuple(sorted(compared if compared or len(rated) != 1 else rated))
    at = {key: index for index, key in enumerate(ids)}
    return Profile(ids, tuple(Ballot(_tiers(order, at), times[seat] if times else 1) for seat, order in counted.items()))


def preferences(given: Profile) -> list[list[int]]:
    """Return how many hold `a` above `b`, as `[a][b]`."""
    size = len(given.ids)
    prefer = [[0] * size for _ in range(size)]
    for ballot in given.ballots:
        below: list[int] = []
        for tier in reversed(ballot.tiers):
            for better in tier:
                row = prefer[better]
                for worse in below:
                    row[worse] += ballot.times
            below += tier
    return prefer


def _tiers(order: Mapping[str, Fraction], at: Mapping[str, int]) -> tuple[tuple[int, ...], ...]:
    tiers: dict[Fraction, list[int]] = {}
    for key, value in order.items():
        if key in at:
            tiers.setdefault(value, []).append(at[key])
    return tuple(tuple(sorted(tiers[value])) for value in sorted(tiers, reverse=True))
