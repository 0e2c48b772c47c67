"""What the best set is looked for among: applications with a value each, a budget, and wishes; as rows of whole numbers.

A variable stands for whether an application gets money (0 or 1). Where grants may be partial there is one more for the kroner it
gets. Every row says: the sum of coefficient times variable is from `low` to `high`. All numbers are whole, so that an answer can be
checked to the last krone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, lcm

from reviewer.domain.portfolio.wishes import AtMostEach, Either, Must, Never, Purse, Requires, ShareOf, Together, Wish
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One application that may get money: what it is worth in full, what it applied for (kroner), its place."""

    id: str
    value: Fraction
    amount: int
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialGrants:
    """Grants may be partial, down to `floor` (share 0-1) of what was applied for; the value follows the share that is granted."""

    floor: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Items in place order, the budget in kroner, the wishes; `partial` is None where grants are whole.

    `limits` are what the committee's own sources and years can pay: conditions too, but nobody's to take away.
    """

    items: tuple[Item, ...]
    budget: int
    wishes: tuple[Wish, ...] = ()
    partial: PartialGrants | None = None
    limits: tuple[Purse, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One condition; `terms` are (column, coefficient), None is no bound."""

    terms: tuple[tuple[int, int], ...]
    low: int | None
    high: int | None

    def holds(self, values: Sequence[int]) -> bool:
        """Whether whole numbers meet the condition."""
        total = sum(coefficient * values[column] for column, coefficient in self.terms)
        return (self.low is None or total >= self.low) and (self.high is None or total <= self.high)


def rows(problem: Problem) -> tuple[Row, ...]:
    """Return every condition: the budget first, then the partial grants' own, then the wishes in their order."""
    budget, *wishes = council_rows(problem)
    return (budget, *_parts(problem), *wishes)


def council_rows(problem: Problem) -> tuple[Row, ...]:
    """Return the conditions that the council sets: the budget first, then the wishes in their order, then the committee's own limits."""
    return (*_budget(problem), *(row for wish in (*problem.wishes, *problem.limits) for row in _wish(problem, wish)))


def columns(problem: Problem) -> int:
    """Return how many variables there are: chosen or not, and after them the kroner where grants may be partial."""
    return len(problem.items) * (2 if problem.partial else 1)


def grants(problem: Problem, values: Sequence[int]) -> dict[str, int]:
    """Return the kroner that each chosen application gets."""
    count = len(problem.items)
    if problem.partial is None:
        return {item.id: item.amount for at, item in enumerate(problem.items) if values[at]}
    return {item.id: values[count + at] for at, item in enumerate(problem.items) if values[at]}


def worth(problem: Problem, given: Mapping[str, int]) -> Fraction:
    """Return what a set of grants is worth, exactly; a partial grant counts as its share."""
    return sum((item.value * Fraction(given[item.id], item.amount or 1) for item in problem.items if item.id in given), Fraction(0))


def _kroner(problem: Problem, at: int) -> tuple[int, int]:
    """Return the column and coefficient of the kroner that an application gets."""
    return (at, problem.items[at].amount) if problem.partial is None else (len(problem.items) + at, 1)


def _budget(problem: Problem) -> Iterator[Row]:
    yield Row(tuple(_kroner(problem, at) for at in range(len(problem.items))), None, problem.budget)


def least_grant(problem: Problem, item: Item) -> int:
    """Return the fewest kroner that the application gets where it gets money: a krone at least."""
    if problem.partial is None:
        return item.amount
    return min(item.amount, max(1, ceil(problem.partial.floor * item.amount)))


def _parts(problem: Problem) -> Iterator[Row]:
    if problem.partial is None:
        return
    for at, item in enumerate(problem.items):
        column, least = len(problem.items) + at, least_grant(problem, item)
        yield Row(((column, 1), (at, -least)), 0, None)
        yield Row(((column, 1), (at, -item.amount)), None, 0)


def _wish(problem: Problem, wish: Wish) -> Iterator[Row]:
    at = {item.id: number for number, item in enumerate(problem.items)}
    match wish:
        case Must(application=key):
            # One that cannot be chosen makes the row 0 >= 1: there is no such set, and that is what is said.
            yield Row(((at[key], 1),) if key in at else (), 1, None)
        case Never(application=key):
            yield Row(((at[key], 1),) if key in at else (), None, 0)
        case Either(applications=keys):
            yield Row(tuple((at[key], 1) for key in dict.fromkeys(keys) if key in at), None, 1)
        case Together(applications=keys):
            yield from _together(at, tuple(dict.fromkeys(keys)))
        case Requires(application=key, needed=needed):
            if key in at and key != needed:
                yield Row(((at[key], 1), *(((at[needed], -1),) if needed in at else ())), None, 0)
        case AtMostEach():
            yield from _at_most(at, wish)
        case ShareOf() | Purse():
            yield from _money(problem, wish)


def _together(at: Mapping[str, int], keys: Sequence[str]) -> Iterator[Row]:
    known = [at[key] for key in keys if key in at]
    if len(known) < len(keys):
        yield from (Row(((column, 1),), None, 0) for column in known)
    else:
        yield from (Row(((first, 1), (second, -1)), 0, 0) for first, second in pairwise(known))


def _at_most(at: Mapping[str, int], wish: AtMostEach) -> Iterator[Row]:
    groups: dict[str, list[int]] = {}
    for key, names in wish.names.items():
        for name in dict.fromkeys(names) if key in at else ():
            groups.setdefault(name, []).append(at[key])
    for columns_of in groups.values():
        if len(columns_of) > wish.most:
            yield Row(tuple((column, 1) for column in columns_of), None, wish.most)


def _money(problem: Problem, wish: ShareOf | Purse) -> Iterator[Row]:
    if isinstance(wish, ShareOf):
        terms = tuple(_kroner(problem, at) for at, item in enumerate(problem.items) if item.id in wish.members)
        low = ceil(wish.least * problem.budget) if wish.least else None
        yield Row(terms, low, floor(wish.most * problem.budget))
        return
    whole = lcm(*(share.denominator for share in wish.shares.values()))
    priced = [(_kroner(problem, at), wish.shares.get(item.id, Fraction(0))) for at, item in enumerate(problem.items)]
    yield Row(tuple((column, int(amount * share * whole)) for (column, amount), share in priced if share), None, wish.amount * whole)
