"""The best set by HiGHS, checked in whole numbers, and made the only one by a second and a third objective.

Among the sets of the highest value, the one with the least sum of places is taken; among those, the one whose applications' keys
(the first 20 bits of SHA-256 of the id) add up to most, which leaves two sets with vanishing probability (K. Mulmuley, U. Vazirani
and V. Vazirani, Matching is as easy as matrix inversion, 1987). HiGHS works with floating-point numbers: its answer is rounded
to whole numbers and every condition is checked again without them. Values that whole numbers of that size cannot tell apart are
compared in steps of one part in 2^40 of the highest value there can be (2^30 where grants may be partial).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256
from math import floor, lcm
from typing import Any

from reviewer.domain.portfolio.problem import Problem, Row, columns, grants, rows, worth
from reviewer.domain.portfolio.solution import IMPOSSIBLE, TOO_SLOW, NoSetError, Proof, Solution
from reviewer.domain.said import say

_LARGEST = 2**40
_LARGEST_PARTIAL = 2**30
"""An objective is made of whole numbers that add up to at most this, so that floating-point numbers hold it exactly.

Where grants may be partial the kroner multiply it, and less is left for it.
"""


def solved(problem: Problem, seconds: float = 10.0) -> Solution:
    """Return the best set found within the seconds; with the bound where it is not proved. Raises `NoSetError`."""
    conditions = rows(problem)
    value = _objective(problem)
    first = _searched(problem, conditions, value, seconds)
    given = grants(problem, first.values)
    found = Solution(grants=given, value=worth(problem, given), bound=worth(problem, given), proof=Proof.PROVED, unique=False)
    if not first.proved:
        bound = Fraction(first.bound) * _unit(problem)
        return replace(found, bound=max(bound, found.value), proof=Proof.BEST_FOUND)
    return _made_unique(problem, conditions, (value, first), seconds) or found


@dataclass(frozen=True, slots=True)
class _Found:
    values: tuple[int, ...]
    proved: bool
    bound: float


def _made_unique(problem: Problem, conditions: tuple[Row, ...], best: tuple[list[int], _Found], seconds: float) -> Solution | None:
    """Return the best set that is best by place and key too, or None where the time did not suffice for that."""
    objective, found = best
    size, rest = len(problem.items), columns(problem) - len(problem.items)
    by_place = [*(-item.rank for item in problem.items), *[0] * rest]
    by_key = [*(int(sha256(item.id.encode()).hexdigest()[:5], 16) for item in problem.items), *[0] * rest]
    for following in (by_place, by_key):
        reached = sum(weight * one for weight, one in zip(objective, found.values, strict=True))
        conditions = (*conditions, Row(tuple((at, weight) for at, weight in enumerate(objective) if weight), reached, None))
        try:
            found = _searched(problem, conditions, following, seconds, start=found.values)
        except NoSetError:
            return None
        if not found.proved:
            return None
        objective = following
    given = grants(problem, found.values[:size] + found.values[size:])
    value = worth(problem, given)
    return Solution(grants=given, value=value, bound=value, proof=Proof.PROVED, unique=True)


def _unit(problem: Problem) -> Fraction:
    """Return the step in which values are compared: exact where that is small enough to compute with, else the finest that is."""
    weights = _weights(problem)
    exact = Fraction(1, lcm(*(weight.denominator for weight in weights)))
    most = sum((abs(weight) * _most(problem, at) for at, weight in enumerate(weights)), Fraction(0))
    largest = _LARGEST if problem.partial is None else _LARGEST_PARTIAL
    return exact if most / exact <= largest else most / largest


def _weights(problem: Problem) -> list[Fraction]:
    if problem.partial is None:
        return [item.value for item in problem.items]
    return [Fraction(0)] * len(problem.items) + [item.value / (item.amount or 1) for item in problem.items]


def _most(problem: Problem, at: int) -> int:
    return 1 if at < len(problem.items) else problem.items[at - len(problem.items)].amount


def _objective(problem: Problem) -> list[int]:
    unit = _unit(problem)
    return [floor(weight / unit) for weight in _weights(problem)]


def _searched(problem: Problem, conditions: Sequence[Row], objective: Sequence[int], seconds: float, start: Sequence[int] = ()) -> _Found:
    """Return HiGHS's answer in whole numbers. Where rounding breaks a condition, that very answer is forbidden and it is asked again."""
    conditions = list(conditions)
    for _ in range(20):
        found = _asked(problem, conditions, objective, seconds, start)
        broken = [row for row in conditions if not row.holds(found.values)]
        if not broken:
            return found
        chosen = found.values[: len(problem.items)]
        conditions.append(Row(tuple((at, 1 if one else -1) for at, one in enumerate(chosen)), None, sum(chosen) - 1))
    raise NoSetError(TOO_SLOW)


def _asked(problem: Problem, conditions: Sequence[Row], objective: Sequence[int], seconds: float, start: Sequence[int]) -> _Found:
    highspy = _highspy()
    solver = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("time_limit", float(seconds)),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.999),
        ("mip_feasibility_tolerance", 1e-9),
        ("random_seed", 0),
    ):
        solver.setOptionValue(option, value)
    solver.passModel(_model(highspy, problem, conditions, objective))
    if start:
        hint = highspy.HighsSolution()
        hint.col_value = [float(one) for one in start]
        solver.setSolution(hint)
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    if status in {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
        raise NoSetError(IMPOSSIBLE)
    if status != highspy.HighsModelStatus.kOptimal and info.primal_solution_status != 2:  # noqa: PLR2004 - HiGHS: feasible
        raise NoSetError(TOO_SLOW)
    values = tuple(round(one) for one in solver.getSolution().col_value)
    return _Found(values, status == highspy.HighsModelStatus.kOptimal, float(info.mip_dual_bound))


def _model(highspy: Any, problem: Problem, conditions: Sequence[Row], objective: Sequence[int]) -> Any:
    """Return the model in HiGHS's own form, rows one after another."""
    model = highspy.HighsLp()
    count = columns(problem)
    model.num_col_, model.num_row_ = count, len(conditions)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = [float(weight) for weight in objective]
    model.col_lower_ = [0.0] * count
    model.col_upper_ = [float(_most(problem, at)) for at in range(count)]
    model.integrality_ = [highspy.HighsVarType.kInteger] * count
    infinity = highspy.kHighsInf
    model.row_lower_ = [-infinity if row.low is None else float(row.low) for row in conditions]
    model.row_upper_ = [infinity if row.high is None else float(row.high) for row in conditions]
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = [0]
    for row in conditions:
        starts.append(starts[-1] + len(row.terms))
    model.a_matrix_.start_ = starts
    model.a_matrix_.index_ = [column for row in conditions for column, _ in row.terms]
    model.a_matrix_.value_ = [float(coefficient) for row in conditions for _, coefficient in row.terms]
    return model


def _highspy() -> Any:
    try:
        import highspy
    except ImportError:
        raise NoSetError(say("The best set needs the extra part “optimal”: pip install 'reviewer[optimal]'.")) from None
    return highspy
