"""The best set by HiGHS, checked in whole numbers, and made the only one by a second and a third objective.

Among the sets of the highest value, the one with the least sum of places is taken; among those, the one whose applications' keys
(the first 20 bits of SHA-256 of the id) add up to most, which leaves two sets with vanishing probability (K. Mulmuley, U. Vazirani
and V. Vazirani, Matching is as easy as matrix inversion, 1987). HiGHS works with floating-point numbers: its answer is rounded
to whole numbers and every condition is checked again without them. Values that whole numbers of that size cannot tell apart are
compared in steps of one part in 2^40 of the highest value there can be. Partial grants are found in `parted`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import floor, lcm

from reviewer.domain.portfolio.model import Answer, Condition, Limits, Model, narrowed, never, relaxed, searched
from reviewer.domain.portfolio.parted import parted
from reviewer.domain.portfolio.problem import Problem, Row, council_rows, grants, rows, worth
from reviewer.domain.portfolio.solution import IMPOSSIBLE, TOO_SLOW, NoSetError, Proof, Solution
from reviewer.domain.portfolio.uniqueness import by_key, by_place
from reviewer.domain.slotted import dataclass

_LARGEST = 2**40
"""An objective is made of whole numbers that add up to at most this, so that floating-point numbers hold it exactly."""

_TRIES = 20


def solved(problem: Problem, seconds: float = 10.0, stop: Callable[[], bool] = never) -> Solution:
    """Return the best set found within the seconds; with the bound where it is not proved. Raises `NoSetError`."""
    limits = Limits(seconds, stop)
    if not problem.items:
        return _nothing(problem)
    if problem.partial is not None:
        return parted(problem, limits)
    unit = _unit(problem)
    objective = [floor(item.value / unit) for item in problem.items]
    first = _searched(_Asked(rows(problem), _whole(problem, objective)), limits)
    given = grants(problem, first.values)
    value = worth(problem, given)
    if not first.proved:
        return Solution(grants=given, value=value, bound=max(Fraction(first.bound) * unit, value), proof=Proof.BEST_FOUND, unique=False)
    found = Solution(grants=given, value=value, bound=value, proof=Proof.PROVED, unique=False)
    only = _made_unique(problem, objective, first, limits.after(first.seconds)) or found
    # Each value is rounded down to a whole number of units, and loses less than one.
    rounded = sum(item.value != one * unit for item, one in zip(problem.items, objective, strict=True))
    return replace(only, within=rounded * unit)


def _nothing(problem: Problem) -> Solution:
    """Return the only set there is where no application can be chosen: the empty one."""
    if not all(row.holds(()) for row in council_rows(problem)):
        raise NoSetError(IMPOSSIBLE)
    return Solution(grants={}, value=Fraction(0), bound=Fraction(0), proof=Proof.PROVED, unique=True)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The conditions in whole numbers, and the model that is asked; its own conditions are these again."""

    rows: tuple[Row, ...]
    model: Model

    def with_row(self, row: Row) -> _Asked:
        return _Asked((*self.rows, row), self.model)


@dataclass(frozen=True, slots=True)
class _Found:
    values: tuple[int, ...]
    proved: bool
    bound: float
    seconds: float


def _made_unique(problem: Problem, objective: list[int], first: _Found, limits: Limits) -> Solution | None:
    """Return the best set that is best by place and key too, or None where the time did not suffice for that."""
    found, asked = first, _Asked(rows(problem), _whole(problem, objective))
    for following in (by_place(problem), by_key(problem)):
        reached = sum(weight * one for weight, one in zip(objective, found.values, strict=True))
        narrow = _narrowed(asked, reached, limits)
        kept = _reaching(objective, reached)
        asked = replace(narrow.with_row(kept), model=replace(narrow.model, costs=tuple(float(one) for one in following)))
        try:
            found = _searched(asked, limits, found.values)
        except NoSetError:
            return None
        if not found.proved:
            return None
        objective, limits = following, limits.after(found.seconds)
    given = grants(problem, found.values)
    value = worth(problem, given)
    return Solution(grants=given, value=value, bound=value, proof=Proof.PROVED, unique=True)


def _narrowed(asked: _Asked, reached: int, limits: Limits) -> _Asked:
    model = replace(asked.model, conditions=_conditions(asked.rows))
    loose = relaxed(model, limits)
    return asked if loose is None else replace(asked, model=narrowed(asked.model, reached - 1.0, loose))


def _reaching(objective: Sequence[int], reached: int) -> Row:
    return Row(tuple((at, weight) for at, weight in enumerate(objective) if weight), reached, None)


def _unit(problem: Problem) -> Fraction:
    """Return the step in which values are compared: exact where that is small enough to compute with, else the finest that is."""
    exact = Fraction(1, lcm(*(item.value.denominator for item in problem.items)))
    most = sum((abs(item.value) for item in problem.items), Fraction(0))
    return exact if most / exact <= _LARGEST else most / _LARGEST


def _whole(problem: Problem, objective: Sequence[int]) -> Model:
    count = len(problem.items)
    costs = tuple(float(weight) for weight in objective)
    return Model(costs=costs, lower=(0.0,) * count, upper=(1.0,) * count, whole=(True,) * count, conditions=())


def _conditions(asked: Sequence[Row]) -> tuple[Condition, ...]:
    return tuple(Condition(tuple((column, float(one)) for column, one in row.terms), row.low, row.high) for row in asked)


def _searched(asked: _Asked, limits: Limits, start: Sequence[int] = ()) -> _Found:
    """Return HiGHS's answer in whole numbers. Where rounding breaks a condition, that very answer is forbidden and it is asked again."""
    for _ in range(_TRIES):
        model = replace(asked.model, conditions=_conditions(asked.rows))
        answer = searched(model, limits, start)
        limits = limits.after(answer.seconds)
        found = _in_whole_numbers(answer)
        if all(row.holds(found.values) for row in asked.rows):
            return found
        forbidden = tuple((at, 1 if one else -1) for at, one in enumerate(found.values))
        asked = asked.with_row(Row(forbidden, None, sum(found.values) - 1))
    raise NoSetError(TOO_SLOW)


def _in_whole_numbers(answer: Answer) -> _Found:
    return _Found(tuple(round(one) for one in answer.values), answer.proved, answer.bound, answer.seconds)
