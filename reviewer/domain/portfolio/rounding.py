"""From shares in floating-point numbers to whole kroner that keep every condition, the same on every computer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, groupby
from math import floor

from reviewer.domain.portfolio.problem import Problem, Row, rows

_NOISE = 0.05
"""Kroner: what floating-point numbers may be off by, and more."""


@dataclass(frozen=True, slots=True)
class Rounded:
    """The columns in whole numbers; `unique` says whether the kroner could have been split in another way at the same value."""

    values: tuple[int, ...]
    unique: bool


@dataclass(slots=True)
class _Purses:
    """The kroner while they are rounded, and what each condition on kroner has room for."""

    problem: Problem
    floors: Sequence[int]
    chosen: list[int]
    kroner: list[int]
    limits: list[tuple[dict[int, int], int | None]]

    def over(self, at: int) -> bool:
        """Whether a condition that this application counts in is exceeded."""
        return any(at in terms and high is not None and self._sum(terms) > high for terms, high in self.limits)

    def room(self, at: int) -> int:
        """Return how many kroner more this application can get."""
        rooms = [(high - self._sum(terms)) // terms[at] for terms, high in self.limits if high is not None and terms.get(at)]
        return max(0, min([self.problem.items[at].amount - self.kroner[at], *rooms]))

    def signature(self, at: int) -> tuple[int, ...]:
        """Return how an application counts in the conditions on kroner."""
        return tuple(terms.get(at, 0) for terms, _ in self.limits)

    def _sum(self, terms: dict[int, int]) -> int:
        return sum(coefficient * self.kroner[at] for at, coefficient in terms.items())


def in_kroner(problem: Problem, floors: Sequence[int], shares: Sequence[float]) -> Rounded | None:
    """Return whole kroner for the shares (chosen or not, then 0-1 from floor to full), or None where a condition breaks."""
    count = len(problem.items)
    chosen = [round(one) for one in shares[:count]]
    kroner = [
        min(item.amount, least + floor((item.amount - least) * max(0.0, shares[count + at]) + _NOISE)) if chosen[at] else 0
        for at, (item, least) in enumerate(zip(problem.items, floors, strict=True))
    ]
    conditions = rows(problem)
    purses = _Purses(problem, floors, chosen, kroner, [_on_kroner(row, count) for row in conditions if _limits_kroner(row, count)])
    order = sorted(
        (at for at in range(count) if chosen[at]), key=lambda at: (-_density(problem, at), problem.items[at].rank, problem.items[at].id)
    )
    for at in reversed(order):
        while purses.kroner[at] > floors[at] and purses.over(at):
            purses.kroner[at] -= 1
    for at in order:
        purses.kroner[at] += purses.room(at)
    unique = _settled_between_equals(purses, order)
    values = (*purses.chosen, *purses.kroner)
    return Rounded(values, unique) if all(row.holds(values) for row in conditions) else None


def _settled_between_equals(purses: _Purses, order: Sequence[int]) -> bool:
    """Where a krone is worth the same in two applications, fill the one that stands first; return whether that settles it."""
    unique = True
    for _, equals in groupby(order, key=lambda at: _density(purses.problem, at)):
        for first, second in combinations(equals, 2):
            moved = min(purses.problem.items[first].amount - purses.kroner[first], purses.kroner[second] - purses.floors[second])
            if purses.signature(first) == purses.signature(second):
                purses.kroner[first] += moved
                purses.kroner[second] -= moved
            elif moved:
                unique = False
    return unique


def _density(problem: Problem, at: int) -> Fraction:
    item = problem.items[at]
    return item.value / (item.amount or 1)


def _limits_kroner(row: Row, count: int) -> bool:
    """Whether the row limits the sum of kroner over applications."""
    return bool(row.terms) and all(column >= count and coefficient > 0 for column, coefficient in row.terms)


def _on_kroner(row: Row, count: int) -> tuple[dict[int, int], int | None]:
    return {column - count: coefficient for column, coefficient in row.terms}, row.high
