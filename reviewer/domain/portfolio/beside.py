"""The best set beside the list: what differs, what each wish costs, and what another budget would give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from reviewer.domain.portfolio.model import never
from reviewer.domain.portfolio.optimum import solved
from reviewer.domain.portfolio.problem import Problem, worth
from reviewer.domain.portfolio.solution import NoSetError, Solution
from reviewer.domain.portfolio.wishes import Wish
from reviewer.domain.slotted import dataclass

BUDGET_STEPS = (Fraction(-10, 100), Fraction(-5, 100), Fraction(5, 100), Fraction(10, 100))
"""By how much more or less budget the set is worked out again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One application that gets another amount by the list than in the best set."""

    id: str
    by_list: int
    in_set: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What the set would be worth more without a wish: from `least` to `most`, which are equal where both sets are proved best.

    It is never below 0, for a set that meets the wish is one of those without it.
    """

    least: Fraction
    most: Fraction

    @property
    def exact(self) -> Fraction | None:
        """The cost, or None where it is only known between what it lies."""
        return self.least if self.least == self.most else None


@dataclass(frozen=True, slots=True, kw_only=True)
class WishCost:
    """What one wish costs; None where no set was found without it in the time."""

    wish: Wish
    cost: Cost | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherBudget:
    """The best set by another budget: who comes in and who goes out; None where there is no set."""

    budget: int
    solution: Solution | None
    enter: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()


def differences(by_list: Mapping[str, int], solution: Solution, problem: Problem) -> tuple[Difference, ...]:
    """Return the differences in place order."""
    order = [item.id for item in problem.items]
    keys = [*order, *sorted((by_list.keys() | solution.grants.keys()) - set(order))]
    return tuple(
        Difference(id=key, by_list=by_list.get(key, 0), in_set=solution.grants.get(key, 0))
        for key in keys
        if by_list.get(key, 0) != solution.grants.get(key, 0)
    )


def value_by_list(by_list: Mapping[str, int], problem: Problem) -> Fraction:
    """Return what the list's grants are worth by the same measure."""
    return worth(problem, by_list)


def wish_costs(problem: Problem, solution: Solution, seconds: float, stop: Callable[[], bool] = never) -> tuple[WishCost, ...]:
    """Return the cost of each wish, each found by one more search of at most the seconds; not known of those after a `stop`."""
    found: list[WishCost] = []
    for at, wish in enumerate(problem.wishes):
        without = replace(problem, wishes=problem.wishes[:at] + problem.wishes[at + 1 :])
        free = _or_none(without, seconds, stop)
        found.append(WishCost(wish=wish, cost=None if free is None else _cost(free, solution)))
    return tuple(found)


def limit_costs(problem: Problem, solution: Solution, seconds: float, stop: Callable[[], bool] = never) -> tuple[WishCost, ...]:
    """Return in the same way what each of the committee's own limits costs."""
    found: list[WishCost] = []
    for at, limit in enumerate(problem.limits):
        free = _or_none(replace(problem, limits=problem.limits[:at] + problem.limits[at + 1 :]), seconds, stop)
        found.append(WishCost(wish=limit, cost=None if free is None else _cost(free, solution)))
    return tuple(found)


def _cost(free: Solution, wished: Solution) -> Cost:
    least = max(Fraction(0), free.value - wished.bound)
    return Cost(least=least, most=max(least, free.bound - wished.value))


def joint_cost(problem: Problem, solution: Solution, seconds: float, stop: Callable[[], bool] = never) -> Cost | None:
    """Return what the set would be worth more without any of the wishes; None where that is not found.

    Where each of two wishes rules out the same set, neither costs anything alone; together they do.
    """
    if not problem.wishes:
        return Cost(least=Fraction(0), most=Fraction(0))
    free = _or_none(replace(problem, wishes=()), seconds, stop)
    return None if free is None else _cost(free, solution)


def other_budgets(problem: Problem, solution: Solution, seconds: float, stop: Callable[[], bool] = never) -> tuple[OtherBudget, ...]:
    """Return the best set for 5 and 10 per cent less and more."""
    return tuple(_other(problem, solution, int(problem.budget * (1 + step)), seconds, stop) for step in BUDGET_STEPS)


def _other(problem: Problem, solution: Solution, budget: int, seconds: float, stop: Callable[[], bool]) -> OtherBudget:
    found = _or_none(replace(problem, budget=budget), seconds, stop)
    if found is None:
        return OtherBudget(budget=budget, solution=None)
    enter, leave = found.grants.keys() - solution.grants.keys(), solution.grants.keys() - found.grants.keys()
    return OtherBudget(budget=budget, solution=found, enter=tuple(sorted(enter)), leave=tuple(sorted(leave)))


def _or_none(problem: Problem, seconds: float, stop: Callable[[], bool]) -> Solution | None:
    if stop():
        return None
    try:
        return solved(problem, seconds, stop)
    except NoSetError:
        return None
