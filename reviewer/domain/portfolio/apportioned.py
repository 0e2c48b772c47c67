"""How many kroner each of a chosen set gets: worth most, and the only such answer, without floating-point numbers.

Kroner are first taken as divisible. Where they come out whole, that is the answer. Else each grant is rounded down, and what is left
is given krone by krone in the order of what a krone is worth; where that costs a whole step of value, whole kroner are searched for
by branching (A. Land and A. Doig, An automatic method of solving discrete programming problems, 1960) through so many nodes. None of
it depends on the computer. Among equals the one that stands first in the list gets most.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from reviewer.domain.portfolio.problem import Item, Problem, council_rows, least_grant, worth
from reviewer.domain.portfolio.simplex import Between, Program, best_columns
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Apportioned:
    """The kroner by application, what they are worth, and what they would be worth at most if a krone could be divided."""

    grants: Mapping[str, int]
    value: Fraction
    divisible: Fraction


@dataclass(frozen=True, slots=True)
class Care:
    """How closely whole kroner are looked for: a difference in value that counts as none, and how many nodes may be searched."""

    step: Fraction
    nodes: int


def apportioned(problem: Problem, chosen: Collection[str], care: Care, start: Mapping[str, int]) -> Apportioned | None:
    """Return the kroner of a chosen set, or None where none were found that meet the conditions.

    `start` is a guess (kroner), which changes nothing but the time.
    """
    items = sorted((item for item in problem.items if item.id in chosen), key=lambda item: (item.rank, item.id))
    program = _program(problem, items)
    if program is None:
        return None
    divisible = best_columns(program, [Fraction(start.get(item.id, 0)) for item in items])
    if divisible is None:
        return None
    kroner = _whole(program, divisible, care)
    if kroner is None:
        return None
    grants = {item.id: given for item, given in zip(items, kroner, strict=True)}
    return Apportioned(grants=grants, value=worth(problem, grants), divisible=_gain(program, divisible))


def _program(problem: Problem, items: Sequence[Item]) -> Program | None:
    """Return the program of the kroner, or None where the choice alone breaks a condition."""
    count, at = len(problem.items), {item.id: number for number, item in enumerate(items)}
    conditions: list[Between] = []
    for row in council_rows(problem):
        picked = [(column, one) for column, one in row.terms if problem.items[column % count].id in at]
        fixed = sum(one for column, one in picked if column < count)
        terms = {at[problem.items[column - count].id]: one for column, one in picked if column >= count}
        low, high = (None if bound is None else bound - fixed for bound in (row.low, row.high))
        if terms:
            conditions.append(Between(terms, low, high))
        elif (low is not None and low > 0) or (high is not None and high < 0):
            return None
    return Program(
        gains=tuple(item.value / (item.amount or 1) for item in items),
        lower=tuple(least_grant(problem, item) for item in items),
        upper=tuple(item.amount for item in items),
        conditions=tuple(conditions),
    )


def _whole(program: Program, divisible: Sequence[Fraction], care: Care) -> tuple[int, ...] | None:
    if all(one.denominator == 1 for one in divisible):
        return tuple(int(one) for one in divisible)
    filled = _filled(program, [floor(one) for one in divisible])
    if filled is not None and _gain(program, divisible) - _gain(program, filled) < care.step:
        return filled
    return _Branching(filled, care.nodes).best(program, divisible)


def _gain(program: Program, columns: Sequence[Fraction | int]) -> Fraction:
    return sum((gain * one for gain, one in zip(program.gains, columns, strict=True)), Fraction(0))


def _filled(program: Program, kroner: list[int]) -> tuple[int, ...] | None:
    """Give what is left to those worth most a krone, first to those whose condition asks for it; None where a condition stays broken."""
    order = sorted(range(len(kroner)), key=lambda at: (-program.gains[at], at))
    sums = [sum(one * kroner[at] for at, one in row.terms.items()) for row in program.conditions]
    holding: list[list[int]] = [[] for _ in kroner]
    for number, row in enumerate(program.conditions):
        for at in row.terms:
            holding[at].append(number)
    short = [row for number, row in enumerate(program.conditions) if row.low is not None and sums[number] < row.low]
    wanted = [at for at in order if any(at in row.terms for row in short)]
    for at in (*wanted, *order):
        rooms = [
            (high - sums[number]) // program.conditions[number].terms[at]
            for number in holding[at]
            if (high := program.conditions[number].high) is not None
        ]
        more = max(0, min([program.upper[at] - kroner[at], *rooms]))
        kroner[at] += more
        for number in holding[at]:
            sums[number] += more * program.conditions[number].terms[at]
    met = all(
        (row.low is None or one >= row.low) and (row.high is None or one <= row.high)
        for row, one in zip(program.conditions, sums, strict=True)
    )
    return tuple(kroner) if met else None


class _Branching:
    """The best whole kroner so far, and how many programs may still be solved."""

    def __init__(self, found: tuple[int, ...] | None, nodes: int) -> None:
        self.found = found
        self.left = nodes

    def best(self, program: Program, divisible: Sequence[Fraction]) -> tuple[int, ...] | None:
        """Return the best of what was found and what this program holds, its best divisible columns being these."""
        if self.found is not None and self._key(program, divisible) <= self._key(program, self.found):
            return self.found
        at = next((number for number, one in enumerate(divisible) if one.denominator != 1), None)
        if at is None:
            self.found = tuple(int(one) for one in divisible)
            return self.found
        for lower, upper in ((ceil(divisible[at]), program.upper[at]), (program.lower[at], floor(divisible[at]))):
            if self.left and lower <= upper:
                self.left -= 1
                narrow = replace(program, lower=_put(program.lower, at, lower), upper=_put(program.upper, at, upper))
                inner = best_columns(narrow, divisible)
                if inner is not None:
                    self.best(narrow, inner)
        return self.found

    @staticmethod
    def _key(program: Program, columns: Sequence[Fraction | int]) -> tuple[Fraction | int, ...]:
        return (_gain(program, columns), *columns)


def _put(bounds: tuple[int, ...], at: int, bound: int) -> tuple[int, ...]:
    return (*bounds[:at], bound, *bounds[at + 1 :])
