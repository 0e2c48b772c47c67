"""The order in which the fewest people go in and out: cases with the same recusals together, and neighbours that differ little.

Everybody is in the room before the first case and after the last. Up to `EXACT` different sets of recused seats the order is the best
there is (M. Held and R. M. Karp, 1962); above that it is built by the nearest next set and then improved by turning stretches of it
round (2-opt; G. A. Croes, 1958). Both give the same order on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from reviewer.domain.slotted import dataclass

EXACT = 10
"""So many different sets of recused seats are ordered exactly; each more doubles the work."""

Away = frozenset[str]
"""The seats that are out of the room."""

_ALL_IN: Away = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fewest:
    """The order; `proven` says that no order has fewer moves."""

    order: tuple[str, ...]
    proven: bool


def fewest_moves(away: Mapping[str, Away]) -> Fewest:
    """Return the cases in the order with the fewest moves; `away` says who is out in each, and equals keep their order."""
    sets = {out for out in away.values() if out}
    return proven_moves(away) if len(sets) <= EXACT else improved_moves(away)


def proven_moves(away: Mapping[str, Away]) -> Fewest:
    """Return the best order; the work doubles with every set of recused seats."""
    groups = _groups(away)
    return Fewest(order=_order(groups, _best([out for out in groups if out])), proven=True)


def improved_moves(away: Mapping[str, Away]) -> Fewest:
    """Return a good order, however many sets there are."""
    groups = _groups(away)
    return Fewest(order=_order(groups, _improved(_nearest([out for out in groups if out]))), proven=False)


def _groups(away: Mapping[str, Away]) -> Mapping[Away, list[str]]:
    """Return the cases by who is out: those with the same seats out stand together in some best order."""
    groups: dict[Away, list[str]] = {}
    for key, out in away.items():
        groups.setdefault(out, []).append(key)
    return groups


def _order(groups: Mapping[Away, list[str]], walk: Sequence[Away]) -> tuple[str, ...]:
    return (*groups.get(_ALL_IN, ()), *(key for out in walk for key in groups[out]))


def moves(rooms: Sequence[Away]) -> int:
    """Return how often somebody goes out or comes in over these cases, with everybody in before and after."""
    return sum(len(one ^ other) for one, other in pairwise([_ALL_IN, *rooms, _ALL_IN]))


def _best(sets: Sequence[Away]) -> list[Away]:
    """Return the sets in the best order: for each choice of sets done and the last of them, the cheapest way there."""
    count = len(sets)
    if not count:
        return []
    reached: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {(1 << n, n): (len(sets[n]), (n,)) for n in range(count)}
    for size in range(2, count + 1):
        for chosen in combinations(range(count), size):
            done = sum(1 << n for n in chosen)
            for last in chosen:
                ways = (reached[done ^ (1 << last), former] for former in chosen if former != last)
                reached[done, last] = min((cost + len(sets[way[-1]] ^ sets[last]), (*way, last)) for cost, way in ways)
    whole = (1 << count) - 1
    best = min((cost + len(sets[last]), way) for (done, last), (cost, way) in reached.items() if done == whole)
    return [sets[n] for n in best[1]]


def _nearest(sets: Sequence[Away]) -> list[Away]:
    """Return the sets so that each is the one that differs least from the one before; equals by their names."""
    left, walk, here = list(sets), [], _ALL_IN
    while left:
        here = min(left, key=lambda out: (len(out ^ here), sorted(out)))
        left.remove(here)
        walk.append(here)
    return walk


def _improved(walk: list[Away]) -> list[Away]:
    """Return the walk with every stretch turned round that saves moves, until none does."""
    while better := next(_savings(walk), None):
        first, last = better
        walk = [*walk[:first], *reversed(walk[first : last + 1]), *walk[last + 1 :]]
    return walk


def _savings(walk: Sequence[Away]) -> Iterator[tuple[int, int]]:
    """Yield the stretches, by their ends in the walk, whose turning round saves moves."""
    rooms = [_ALL_IN, *walk, _ALL_IN]
    for first, last in combinations(range(1, len(walk) + 1), 2):
        before = len(rooms[first - 1] ^ rooms[first]) + len(rooms[last] ^ rooms[last + 1])
        after = len(rooms[first - 1] ^ rooms[last]) + len(rooms[first] ^ rooms[last + 1])
        if after < before:
            yield first - 1, last - 1
