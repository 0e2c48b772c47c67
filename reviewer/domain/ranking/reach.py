"""Which places the council can move an application to: those of its own part of the list, and no other."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.domain.ranking.places import Place
from reviewer.domain.said import Said, say


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
    if not possible or to in possible:
        return None
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
