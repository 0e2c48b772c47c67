"""Kemeny's method: the order that disagrees with the members' orders in as few pairs as possible, proved to be the least.

Source: J. Kemeny, Mathematics without numbers (Daedalus 88, 1959); H. P. Young and A. Levenglick (1978). Where several orders are
equally good, those that the optimal orders do not agree about share a place. The candidates are first parted where majorities
never run against each other (M. Truchon, An extension of the Condorcet criterion, 1998); each part is solved over its subsets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from math import prod

from reviewer.domain.ranking.profile import Profile, preferences
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass

LARGEST = 15
"""The most applications that can stand in each other's way and still be proved: 2^15 subsets are looked at."""


class TooLargeError(ValueError):
    """Too many applications stand in each other's way for the order to be proved; `said` tells how many."""

    def __init__(self, size: int) -> None:
        self.said: Said = say(
            "The Kemeny order cannot be proved: {size} applications stand in a circle of majorities or ties, and {largest} is the most "
            "that is tried. Choose another method.",
            size=size,
            largest=LARGEST,
        )
        super().__init__(self.said.message)


@dataclass(frozen=True, slots=True)
class Consensus:
    """The optimal orders: `tiers` best first, those they do not agree about together; how many they are; pairs against (`cost`)."""

    tiers: tuple[tuple[int, ...], ...]
    orders: int
    cost: int


def values(given: Profile) -> Mapping[str, Fraction]:
    """Return how many are placed below each in every optimal order. Raises `TooLargeError`."""
    below = len(given.ids)
    found: dict[str, Fraction] = {}
    for tier in consensus(given).tiers:
        below -= len(tier)
        found |= {given.ids[one]: Fraction(below) for one in tier}
    return found


def consensus(given: Profile) -> Consensus:
    """Return what all optimal orders have in common. Raises `TooLargeError` where that cannot be proved."""
    prefer = preferences(given)
    parts = list(_parts(prefer))
    largest = max(map(len, parts), default=0)
    if largest > LARGEST:
        raise TooLargeError(largest)
    solved = [_solved(prefer, part) for part in parts]
    across = sum(prefer[low][high] for at, part in enumerate(parts) for high in part for rest in parts[at + 1 :] for low in rest)
    tiers = tuple(tier for one in solved for tier in one.tiers)
    return Consensus(tiers, prod(one.orders for one in solved), across + sum(one.cost for one in solved))


def _parts(prefer: list[list[int]]) -> Iterator[tuple[int, ...]]:
    """Yield the parts, best first: each holds a strict majority over every one of the parts after it."""
    size = len(prefer)
    weak = [sum(1 << other for other in range(size) if other != one and prefer[one][other] >= prefer[other][one]) for one in range(size)]
    left = frozenset(range(size))
    while left:
        inside = sum(1 << one for one in left)
        # Whoever holds its own against the most of those left stands in the first part.
        first = max(sorted(left), key=lambda one: (weak[one] & inside).bit_count())
        part = _reaching(first, weak, left)
        yield tuple(sorted(part))
        left -= part


def _reaching(first: int, weak: list[int], left: frozenset[int]) -> frozenset[int]:
    """Return `first` with all of those left that reach it over majorities or ties."""
    part, bits = {first}, 1 << first
    grown = True
    while grown:
        more = {one for one in left - part if weak[one] & bits}
        part |= more
        bits |= sum(1 << one for one in more)
        grown = bool(more)
    return frozenset(part)


def _solved(prefer: list[list[int]], part: tuple[int, ...]) -> Consensus:
    """Return the part's optimal orders, built up from the best place on, subset by subset."""
    size = len(part)
    above = _costs_below([[prefer[low][high] for high in part] for low in part])
    least, orders = _least(above)
    agreed = {0: 0}
    for subset, cost in enumerate(least):
        rest = least[-1 - subset] + sum(above[one][subset] for one in range(size) if not subset >> one & 1)
        if cost + rest == least[-1]:
            count = subset.bit_count()
            agreed[count] = -1 if count in agreed and agreed[count] != subset else subset
    cuts = [agreed[count] for count in sorted(agreed) if agreed[count] >= 0]
    tiers = tuple(tuple(one for at, one in enumerate(part) if (after & ~before) >> at & 1) for before, after in pairwise(cuts))
    return Consensus(tiers, orders[-1], least[-1])


def _costs_below(against: list[list[int]]) -> list[list[int]]:
    """Return, by one and subset, the pairs against when all of the subset stand above that one."""
    costs = []
    for row in against:
        sums = [0]
        for cost in row:
            sums += [one + cost for one in sums]
        costs.append(sums)
    return costs


def _least(above: list[list[int]]) -> tuple[list[int], list[int]]:
    """Return for each subset the fewest pairs against when it takes the first places, and how many of its orders have so few."""
    size = len(above)
    least, orders = [0] * (1 << size), [1] * (1 << size)
    for subset in range(1, 1 << size):
        best, count = -1, 0
        for last in range(size):
            before = subset & ~(1 << last)
            if before == subset:
                continue
            cost = least[before] + above[last][before]
            if best < 0 or cost < best:
                best, count = cost, orders[before]
            elif cost == best:
                count += orders[before]
        least[subset], orders[subset] = best, count
    return least, orders
