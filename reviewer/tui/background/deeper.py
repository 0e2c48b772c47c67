"""What is found out about a plan in a thread: how certain the places are, what other methods give, and which set is worth most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reviewer.domain.assessment import Assessment, setting
from reviewer.domain.committee import RankMethod
from reviewer.domain.ordering import Measure
from reviewer.domain.portfolio import NoSetError, Problem, Solution
from reviewer.domain.portfolio.impossible import best_set
from reviewer.domain.portfolio.model import never
from reviewer.domain.portfolio.posed import posed
from reviewer.domain.portfolio.wished import Wished, WishError, measure_of, wished_problem
from reviewer.domain.ranking.comparison import Comparison, compare
from reviewer.domain.ranking.uncertainty import Uncertainty, uncertainty
from reviewer.domain.said import Said
from reviewer.domain.slotted import dataclass

SECONDS = 5.0
"""How long the best set is looked for."""

MOST_PAIRED = 300
"""Above so many applications the methods that compare every pair are left out of the table: nobody waits for them at a screen."""

_PAIRED = frozenset({RankMethod.COPELAND, RankMethod.SCHULZE, RankMethod.KEMENY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeper:
    """The answers for one frame; `no_set` says why there is no best set, `measure` what it is best by."""

    certain: Uncertainty | None
    methods: Comparison
    problem: Problem
    best: Solution | None
    no_set: Said | None
    measure: Measure


def deeper(assessment: Assessment, budget: int, wishes: Sequence[Wished] = (), stop: Callable[[], bool] = never) -> Deeper:
    """Return what this frame in kroner means for certainty, methods and the best set by these wishes."""
    given = setting(assessment)
    given = replace(given, money=replace(given.money, budget=budget))
    problem, best, no_set = replace(posed(assessment), budget=budget), None, None
    try:
        problem = wished_problem(assessment, wishes, budget)
        best = best_set(assessment, (problem, measure_of(assessment.case, wishes)), SECONDS, stop)
    except (NoSetError, WishError) as error:
        no_set = error.said
    return Deeper(
        certain=uncertainty(given, assessment.places),
        methods=compare(given, methods_for(len(given.candidates))),
        problem=problem,
        best=best,
        no_set=no_set,
        measure=measure_of(assessment.case, wishes),
    )


def methods_for(applications: int) -> tuple[RankMethod, ...]:
    """Return the methods that are quick enough for so many applications."""
    return tuple(method for method in RankMethod if applications <= MOST_PAIRED or method not in _PAIRED)
