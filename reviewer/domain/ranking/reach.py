"""Which places the council can move an application to: those of its own part of the list, and no other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from reviewer.domain.ranking.places import Place
from reviewer.domain.said import Listed, Said, say


def reach(places: Sequence[Place], application: str) -> range:
    """Return the places that the application can be moved to; none where nothing has a place yet, or it is not among them."""
    own = next((one for one in places if one.id == application), None)
    placed = [one for one in places if one.rank is not None]
    if own is None or not placed:
        return range(0)
    above = sum(one.group < own.group for one in placed)
    beside = sum(one.group is own.group and one.id != application for one in placed)
    return range(above + 1, above + beside + 2)


def out_of_reach(places: Sequence[Place], application: str, to: int) -> Said | None:
    """Return that the application cannot stand on this place, and on which it can; or None."""
    possible = reach(places, application)
    if not possible:
        return None
    if to in possible:
        return _within_a_shared_place(places, application, to, possible[0])
    if len(possible) == 1:
        return say(
            "{application} can only stand on place {first}: that is its part of the list.", application=application, first=possible[0]
        )
    return say(
        "{application} cannot stand on place {to}. In its part of the list the places go from {first} to {last}.",
        application=application,
        to=to,
        first=possible[0],
        last=possible[-1],
    )


def _within_a_shared_place(places: Sequence[Place], application: str, to: int, first: int) -> Said | None:
    """Return that others share a place there, which no move parts, and where the application can stand instead; or None."""
    own = next(one for one in places if one.id == application)
    others = [one for one in places if one.rank is not None and one.group is own.group and one.id != application]
    number = first
    for _, sharing in groupby(sorted(others, key=lambda one: one.rank or 0), key=lambda one: one.rank):
        ids = tuple(one.id for one in sharing)
        if number < to < number + len(ids):
            return say(
                "{application} cannot stand on place {to}: {others} share place {before}. Take place {before}, above them, or {after}, "
                "below.",
                application=application,
                to=to,
                others=Listed(ids),
                before=number,
                after=number + len(ids),
            )
        number += len(ids)
    return None
