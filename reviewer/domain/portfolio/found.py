"""The best set by the council's wishes, and what is found out beside it: what each wish costs, and what other frames would give."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reviewer.domain.assessment import Assessment
from reviewer.domain.ordering import Measure
from reviewer.domain.portfolio.beside import (
    Cost,
    Difference,
    OtherBudget,
    WishCost,
    differences,
    joint_cost,
    limit_costs,
    other_budgets,
    wish_costs,
)
from reviewer.domain.portfolio.impossible import best_set
from reviewer.domain.portfolio.model import never
from reviewer.domain.portfolio.problem import Problem
from reviewer.domain.portfolio.solution import Solution
from reviewer.domain.portfolio.wished import Wished, measure_of, wished_problem
from reviewer.domain.slotted import dataclass

Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The best set of the problem; `costs`, `together` (of all wishes) and `budgets` are None until they are looked for.

    `limits` is what the committee's own limits cost.
    """

    problem: Problem
    measure: Measure
    best: Solution
    costs: tuple[WishCost, ...] | None = None
    limits: tuple[WishCost, ...] = ()
    together: Cost | None = None
    budgets: tuple[OtherBudget, ...] | None = None

    def differ(self, by_list: Mapping[str, int]) -> tuple[Difference, ...]:
        """Return where the set and the list, in kroner by application, give different amounts."""
        return differences(by_list, self.best, self.problem)


def found_best(assessment: Assessment, wishes: Sequence[Wished], budget: int, seconds: float, stop: Stop = never) -> Found:
    """Return the best set for this frame in kroner; raise `WishError` for a wish that cannot be, `NoSetError` where no set meets them."""
    problem, measure = wished_problem(assessment, wishes, budget), measure_of(assessment.case, wishes)
    return Found(problem=problem, measure=measure, best=best_set(assessment, (problem, measure), seconds, stop))


def with_costs(found: Found, seconds: float, stop: Stop = never) -> Found:
    """Return the same with what each wish and each limit costs; every search takes at most the seconds."""
    return replace(
        found,
        costs=wish_costs(found.problem, found.best, seconds, stop),
        limits=limit_costs(found.problem, found.best, seconds, stop),
        together=joint_cost(found.problem, found.best, seconds, stop),
    )


def with_budgets(found: Found, seconds: float, stop: Stop = never) -> Found:
    """Return the same with the best sets by other frames."""
    return replace(found, budgets=other_budgets(found.problem, found.best, seconds, stop))
