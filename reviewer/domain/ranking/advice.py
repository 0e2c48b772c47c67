"""What the order would be without the members' strictness: advice, and applied only where the committee's file says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from reviewer.domain.funding import fund_within
from reviewer.domain.leniency import leniency
from reviewer.domain.ranking.places import Place, rank
from reviewer.domain.ranking.setting import Setting
from reviewer.domain.said import Listed, Said, say
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An application that would stand elsewhere; None is no place."""

    id: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Each seat's leniency in points (positive is milder), each application's score and place without it, and what that would change.

    `moved` are in place order; `gains` would get money that they do not get now, `loses` the other way.
    """

    by_seat: Mapping[str, Fraction]
    adjusted: Mapping[str, Fraction]
    ranks: Mapping[str, int | None]
    moved: tuple[Moved, ...]
    gains: tuple[str, ...]
    loses: tuple[str, ...]


def advice(setting: Setting, places: Sequence[Place]) -> Advice:
    """Return what taking the leniencies out of the scores would do to `places`, the committee's method and keys unchanged.

    Raises `kemeny.TooLargeError`.
    """
    fit = leniency({one.id: one.members for one in setting.candidates})
    scored = [replace(one, score=fit.adjusted.get(one.id, one.score)) for one in setting.candidates]
    found = rank(setting.ranking, scored, setting.circumstances)
    ranks = {place.id: place.rank for place in found}
    now, then = (_recipients(setting, order) for order in (places, found))
    return Advice(
        by_seat=fit.by_seat,
        adjusted=fit.adjusted,
        ranks=ranks,
        moved=tuple(Moved(id=place.id, before=place.rank, after=ranks[place.id]) for place in places if place.rank != ranks[place.id]),
        gains=tuple(sorted(then - now)),
        loses=tuple(sorted(now - then)),
    )


def _recipients(setting: Setting, places: Sequence[Place]) -> frozenset[str]:
    money = setting.money
    return fund_within(money.means, places, money.asked).recipients


def advised(found: Advice) -> Said:
    """Return the advice in a sentence: which places would change."""
    numbers = sorted({number for one in found.moved for number in (one.before, one.after) if number is not None})
    if not numbers:
        return say("Taking out how strict each member is would change no place.")
    if len(numbers) == 1:
        return say("Taking out how strict each member is would change place {place}. It is advice only.", place=numbers[0])
    return say(
        "Taking out how strict each member is would change places {places}. It is advice only.",
        places=Listed(tuple(numbers)),
    )
