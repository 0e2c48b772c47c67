"""Who gets what, and what was passed over: down the list until the budget ends.

Applications that share a place are treated alike: where the money left does not cover all of them in full, none of them gets
any by computation, and the council must decide between them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from reviewer.domain.committee import Fund, PartialGrant, TooLarge
from reviewer.domain.ranking import FUNDABLE, Group, Place
from reviewer.domain.said import Kroner, Listed, Said, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """What one application gets by the computed order; `note` says what is not as it should be."""

    id: str
    rank: int
    asked: int
    amount: int
    note: Said | None = None

    @property
    def partial(self) -> bool:
        """Whether it gets less than it asked for."""
        return self.amount < self.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """One that gets nothing by the computed order, and why."""

    id: str
    rank: int | None
    reason: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """The budget spent down the list; `reserve` are the eligible ones below the line, in order."""

    budget: int
    awards: tuple[Award, ...]
    passed_over: tuple[PassedOver, ...]
    reserve: tuple[str, ...] = ()

    @property
    def spent(self) -> int:
        """Kroner given."""
        return sum(award.amount for award in self.awards)

    @property
    def left(self) -> int:
        """Kroner not given."""
        return self.budget - self.spent

    def award(self, application: str) -> Award | None:
        """Return what the application gets, or None."""
        return next((award for award in self.awards if award.id == application), None)


@dataclass(slots=True)
class _Purse:
    """The money while it is being given out; `closed` once the list has come to its end."""

    left: int
    closed: bool = False


def fund(
    rules: Fund,
    budget: int,
    places: Sequence[Place],
    asked: Mapping[str, int | None],
    declined: Collection[str] = frozenset(),
) -> Allocation:
    """Return the allocation of `budget` kroner down the places; `asked` is what each applied for.

    Those who have `declined` get nothing, and the next in line gets the money.
    """
    purse = _Purse(budget)
    awards: list[Award] = []
    passed: list[PassedOver] = []
    reserve: list[str] = []
    ranked = [place for place in places if place.rank is not None and place.group in FUNDABLE and place.id not in declined]
    for _, tied in groupby(ranked, key=lambda place: place.rank):
        group = list(tied)
        given, refused = _give(rules, purse, group, asked)
        awards += given
        passed += refused
        reserve += [place.id for place in group if not any(award.id == place.id for award in given)]
    placed = {place.id for place in ranked}
    passed += [PassedOver(id=place.id, rank=place.rank, reason=_never(place, declined)) for place in places if place.id not in placed]
    return Allocation(budget=budget, awards=tuple(awards), passed_over=tuple(passed), reserve=tuple(reserve))


def funded(rules: Fund, budget: int, tiers: Iterable[Sequence[str]], asked: Mapping[str, int | None]) -> frozenset[str]:
    """Return who gets money down the tiers (equals together, best first); only what `fund` may fund belongs in them."""
    purse = _Purse(budget)
    given: set[str] = set()
    for tier in tiers:
        if purse.closed or not purse.left:
            break
        given |= _spend(rules, purse, {key: amount for key in tier if (amount := asked.get(key)) is not None}).keys()
    return frozenset(given)


def _give(rules: Fund, purse: _Purse, group: list[Place], asked: Mapping[str, int | None]) -> tuple[list[Award], list[PassedOver]]:
    silent = [place for place in group if asked.get(place.id) is None]
    known = {place.id: (place, asked[place.id] or 0) for place in group if asked.get(place.id) is not None}
    refused = [_passed(place, say("The amount applied for is not known.")) for place in silent]
    ended, left = purse.closed or not purse.left, purse.left
    given = _spend(rules, purse, {key: amount for key, (_, amount) in known.items()})
    if given:
        return [_award(known[key][0], known[key][1], amount) for key, amount in given.items()], refused
    reasons = (_refused(place, amount, left, ended=ended, sharing=len(known)) for place, amount in known.values())
    return [], [*refused, *reasons]


def _spend(rules: Fund, purse: _Purse, known: Mapping[str, int]) -> Mapping[str, int]:
    """Take from the purse what those who share a place get: all of them in full, or a single one in part, or none."""
    needed = sum(known.values())
    if purse.closed or not purse.left:
        return {}
    if needed <= purse.left:
        purse.left -= needed
        return known
    partial = len(known) == 1 and rules.partial is PartialGrant.ALLOWED and purse.left >= Fraction(rules.partial_floor) * needed
    purse.closed = partial or rules.too_large is TooLarge.STOP
    if not partial:
        return {}
    last, purse.left = purse.left, 0
    return dict.fromkeys(known, last)


def _refused(place: Place, amount: int, left: int, *, ended: bool, sharing: int) -> PassedOver:
    if ended:
        return _passed(place, say("The budget ends before this place."))
    if sharing > 1:
        return _passed(place, _tie_at_the_line(place, left))
    return _passed(place, say("Applied for {amount}; {left} is left, and that is too little.", amount=Kroner(amount), left=Kroner(left)))


def _award(place: Place, asked: int, amount: int) -> Award:
    note = say("Requirements are not resolved; the grant depends on them.") if place.eligible is None else None
    return Award(id=place.id, rank=place.rank or 0, asked=asked, amount=amount, note=note)


def _passed(place: Place, reason: Said) -> PassedOver:
    return PassedOver(id=place.id, rank=place.rank, reason=reason)


def _tie_at_the_line(place: Place, left: int) -> Said:
    return say(
        "Shares its place with {others}; {left} is left and does not cover all of them. The council must decide.",
        others=Listed(place.tied_with),
        left=Kroner(left),
    )


def _never(place: Place, declined: Collection[str]) -> Said:
    if place.group is Group.NOT_ELIGIBLE:
        return say("A requirement is not met.")
    if place.group is Group.BELOW_THRESHOLD:
        return say("It is below a threshold.")
    if place.id in declined:
        return say("The applicant has declined.")
    return place.reason


def rows_above_line(rows: Sequence[tuple[int | None, bool]]) -> int:
    """Return how many rows of a list in place order stand above the budget line; a row is its rank and whether it gets money.

    The line stands below the last one that gets money, and never between two that share a place.
    """
    last = max((number for number, (_, gets) in enumerate(rows, start=1) if gets), default=0)
    while 0 < last < len(rows) and rows[last][0] is not None and rows[last][0] == rows[last - 1][0]:
        last += 1
    return last
