"""The council's own moves in the computed order, each with its reason; the computed place is kept beside the final one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from reviewer.domain.ranking.candidate import Candidate, Group
from reviewer.domain.ranking.ties import Standing
from reviewer.domain.said import Said
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The council puts an application on place `to`, for a reason; `seat` wrote it down."""

    application: str
    to: int
    reason: str
    seat: str = ""


def moved(
    tiers: list[list[Standing]],
    moves: Sequence[Move],
    candidates: Mapping[str, Candidate],
    group_of: Callable[[Candidate], Group],
) -> list[list[Standing]]:
    """Return the order after the moves, or the same list where there is none.

    Those that are moved are taken out, and each is put in before the first that would then stand on its place or below; it stays
    within its part of the list, and parts no shared place. Those with an earlier place are put in first, equals by id.
    """
    held = {move.application: move for move in moves if move.application in candidates}
    if not held:
        return tiers
    waiting = sorted(held.values(), key=lambda move: (move.to, move.application))
    told = {one.id: decided for tier in tiers for one, decided in tier}
    kept = [rest for tier in tiers if (rest := [standing for standing in tier if standing[0].id not in held])]
    return list(_merged(kept, [(candidates[move.application], told.get(move.application, ()), move.to) for move in waiting], group_of))


Waiting = tuple[Candidate, tuple[Said, ...], int]
"""A candidate that is to be put in, what is told of its tie keys, and its place."""


def _merged(kept: list[list[Standing]], waiting: list[Waiting], group_of: Callable[[Candidate], Group]) -> Iterator[list[Standing]]:
    number = 1
    for group in Group:
        mine = [tier for tier in kept if group_of(tier[0][0]) is group]
        queue = [entry for entry in waiting if group_of(entry[0]) is group]
        for tier in mine:
            while queue and queue[0][2] <= number:
                candidate, decided, _ = queue.pop(0)
                yield [(candidate, decided)]
                number += 1
            yield tier
            number += len(tier)
        for candidate, decided, _ in queue:
            yield [(candidate, decided)]
            number += 1
