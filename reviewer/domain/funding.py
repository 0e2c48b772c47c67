"""Who gets what, and what was passed over: down the list until the budget ends.

Applications that share a place are treated alike: where the money left does not cover all of them in full, none of them gets
any by computation, and the council must decide between them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from itertools import groupby
from math import floor

from reviewer.domain.committee import Fund, PartialGrant, TooLarge
from reviewer.domain.ranking import FUNDABLE, Group, Place
from reviewer.domain.said import Kroner, Listed, Said, say, say_number
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """What one application gets by the computed order; `note` says what is not as it should be, `cut` is kroner cut of what it asked."""

    id: str
    rank: int
    asked: int
    amount: int
    note: Said | None = None
    cut: int = 0

    @property
    def partial(self) -> bool:
        """Whether it gets less than it asked for."""
        return self.amount < self.asked

    @property
    def ends_here(self) -> bool:
        """Whether it gets less than it could, because the money ends."""
        return self.amount < self.asked - self.cut


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

    @property
    def recipients(self) -> frozenset[str]:
        """Those that get a krone at least."""
        return frozenset(award.id for award in self.awards if award.amount)

    def award(self, application: str) -> Award | None:
        """Return what the application gets, or None."""
        return next((award for award in self.awards if award.id == application), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """What a source, or a year, can pay in kroner; `shares` (0-1) is how much of each grant falls on it."""

    name: Said
    amount: int
    shares: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What is given out and how: the fund's rules, the budget in kroner, and what each source and year can pay."""

    rules: Fund
    budget: int
    limits: tuple[Ceiling, ...] = ()


@dataclass(slots=True)
class _Purse:
    """The money while it is being given out; `closed` once the list has come to its end. `paid` is what each ceiling has paid so far."""

    left: int
    ceilings: tuple[Ceiling, ...] = ()
    closed: bool = False
    paid: list[Fraction] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.paid = [Fraction(0)] * len(self.ceilings)

    def bound(self, known: Mapping[str, int]) -> Ceiling | None:
        """Return the first ceiling that does not cover all of these, or None."""
        return next((one for at, one in enumerate(self.ceilings) if self.paid[at] + _falls_on(one, known) > one.amount), None)

    def most(self, key: str, needed: int) -> int:
        """Return the most kroner that one application can get of what it needs."""
        rooms = [floor((one.amount - self.paid[at]) / one.shares[key]) for at, one in enumerate(self.ceilings) if one.shares.get(key)]
        return min([self.left, needed, *rooms])

    def take(self, given: Mapping[str, int]) -> None:
        """Pay these."""
        self.left -= sum(given.values())
        for at, one in enumerate(self.ceilings):
            self.paid[at] += _falls_on(one, given)


def _falls_on(ceiling: Ceiling, given: Mapping[str, int]) -> Fraction:
    return sum((amount * ceiling.shares.get(key, Fraction(0)) for key, amount in given.items()), Fraction(0))


def fund(
    rules: Fund,
    budget: int,
    places: Sequence[Place],
    asked: Mapping[str, int | None],
    declined: Collection[str] = frozenset(),
) -> Allocation:
    """Return the allocation of `budget` kroner down the places; `asked` is what each can get at most.

    Those who have `declined` get nothing, and the next in line gets the money.
    """
    return fund_within(Means(rules=rules, budget=budget), places, asked, declined)


def fund_within(
    means: Means, places: Sequence[Place], asked: Mapping[str, int | None], declined: Collection[str] = frozenset()
) -> Allocation:
    """Return the same where sources and years have limits of their own: none of them pays more than it can."""
    rules, purse = means.rules, _Purse(means.budget, means.limits)
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
    return Allocation(budget=means.budget, awards=tuple(awards), passed_over=tuple(passed), reserve=tuple(reserve))


def funded(means: Means, tiers: Iterable[Sequence[str]], asked: Mapping[str, int | None]) -> frozenset[str]:
    """Return who gets money down the tiers (equals together, best first); only what `fund` may fund belongs in them."""
    rules, purse = means.rules, _Purse(means.budget, means.limits)
    given: set[str] = set()
    for tier in tiers:
        if purse.closed or not purse.left:
            break
        paid = _spend(rules, purse, {key: amount for key in tier if (amount := asked.get(key)) is not None})
        given |= {key for key, amount in paid.items() if amount}
    return frozenset(given)


def _give(rules: Fund, purse: _Purse, group: list[Place], asked: Mapping[str, int | None]) -> tuple[list[Award], list[PassedOver]]:
    silent = [place for place in group if asked.get(place.id) is None]
    known = {place.id: (place, asked[place.id] or 0) for place in group if asked.get(place.id) is not None}
    refused = [_passed(place, say("The amount applied for is not known.")) for place in silent]
    ended, left = purse.closed or not purse.left, purse.left
    bound = None if sum(amount for _, amount in known.values()) > left else purse.bound({key: amount for key, (_, amount) in known.items()})
    given = _spend(rules, purse, {key: amount for key, (_, amount) in known.items()})
    if given:
        return [_award(known[key][0], known[key][1], amount) for key, amount in given.items()], refused
    if bound is not None and not ended:
        return [], [*refused, *(_passed(place, _bound_by(bound)) for place, _ in known.values())]
    reasons = (_refused(place, amount, left, ended=ended, sharing=len(known)) for place, amount in known.values())
    return [], [*refused, *reasons]


def _spend(rules: Fund, purse: _Purse, known: Mapping[str, int]) -> Mapping[str, int]:
    """Take from the purse what those who share a place get: all of them in full, or a single one in part, or none."""
    needed = sum(known.values())
    if purse.closed or not purse.left:
        return {}
    if needed <= purse.left and purse.bound(known) is None:
        purse.take(known)
        return known
    most = purse.most(next(iter(known)), needed) if len(known) == 1 else 0
    partial = most > 0 and rules.partial is PartialGrant.ALLOWED and most >= Fraction(rules.partial_floor) * needed
    # A part that only a source or a year made small leaves money for those below, where the committee goes on past what does not fit.
    purse.closed = rules.too_large is TooLarge.STOP or (partial and most == purse.left)
    if not partial:
        return {}
    given = dict.fromkeys(known, most)
    purse.take(given)
    return given


def _bound_by(ceiling: Ceiling) -> Said:
    return say("{name} pays at most {amount} in all, and too little of it is left.", name=ceiling.name, amount=Kroner(ceiling.amount))


def _refused(place: Place, amount: int, left: int, *, ended: bool, sharing: int) -> PassedOver:
    if ended:
        return _passed(place, say("The allocation stops before this place."))
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
        if not place.lacking:
            return say("A requirement is not met.")
        names = Listed(tuple(say("“{name}”", name=name) for name in place.lacking))
        return say_number(
            "A requirement is not met: {names}.", "{number} requirements are not met: {names}.", len(place.lacking), names=names
        )
    if place.group is Group.BELOW_THRESHOLD:
        return say("It is below the threshold for {names}.", names=Listed(place.lacking))
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
