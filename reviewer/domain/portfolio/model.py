"""What HiGHS is asked: a model in floating-point numbers, scaled so that its tolerances stay below a krone, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import floor
from typing import Any

from reviewer.domain.portfolio.solution import IMPOSSIBLE, TOO_SLOW, NoSetError
from reviewer.domain.said import say
from reviewer.domain.slotted import dataclass


def never() -> bool:
    """Let a search go on to its end."""
    return False


@dataclass(frozen=True, slots=True)
class Limits:
    """How long may be searched, and who may end it sooner: `stop` is asked again and again from the searching thread."""

    seconds: float
    stop: Callable[[], bool] = never

    def after(self, used: float) -> Limits:
        """Return what is left when so many seconds have been used."""
        return replace(self, seconds=max(0.0, self.seconds - used))


@dataclass(frozen=True, slots=True)
class Condition:
    """The sum of coefficient times column is from `low` to `high`; None is no bound."""

    terms: tuple[tuple[int, float], ...]
    low: float | None
    high: float | None

    def scaled(self) -> Condition:
        """Return the same with its largest coefficient from a half to 1: divided by a power of two, so that no digit is lost.

        Each column stands in it once: with one that stands twice, HiGHS may never come to an end.
        """
        once: dict[int, float] = {}
        for column, coefficient in self.terms:
            once[column] = once.get(column, 0.0) + coefficient
        largest = max((abs(coefficient) for coefficient in once.values()), default=0.0)
        by = 1.0
        while by < largest:
            by *= 2
        bounds = (None if bound is None else bound / by for bound in (self.low, self.high))
        return Condition(tuple((column, coefficient / by) for column, coefficient in once.items() if coefficient), *bounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Columns from `lower` to `upper`, those that are `whole` in whole numbers only; the sum of cost times column is made largest."""

    costs: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    whole: tuple[bool, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The best columns that were found, whether they are proved best, the `bound` that no others exceed, and the seconds it took."""

    values: tuple[float, ...]
    proved: bool
    bound: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxed:
    """The best columns where none need be whole; `slopes` is how fast the objective falls as a column leaves its bound."""

    values: tuple[float, ...]
    bound: float
    slopes: tuple[float, ...]


def searched(model: Model, limits: Limits, start: Sequence[float] = ()) -> Answer:
    """Return HiGHS's answer; raise `NoSetError` where there is none, or none was found in the time."""
    highspy = _highspy()
    solver = _solver(highspy, model, limits)
    if start:
        hint = highspy.HighsSolution()
        hint.col_value = list(start)
        solver.setSolution(hint)
    solver.cbMipInterrupt.subscribe(lambda event: event.interrupt(limits.stop()))
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    if status in {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
        raise NoSetError(IMPOSSIBLE)
    proved = status == highspy.HighsModelStatus.kOptimal
    if not proved and info.primal_solution_status != 2:  # noqa: PLR2004 - HiGHS: feasible
        raise NoSetError(TOO_SLOW)
    values = tuple(solver.getSolution().col_value)
    bound = float(info.mip_dual_bound) if any(model.whole) else float(info.objective_function_value)
    return Answer(values=values, proved=proved, bound=bound, seconds=solver.getRunTime())


def relaxed(model: Model, limits: Limits) -> Relaxed | None:
    """Return the best columns where none need be whole, or None where that was not found."""
    highspy = _highspy()
    solver = _solver(highspy, replace(model, whole=(False,) * len(model.whole)), limits)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = solver.getSolution()
    bound = float(solver.getInfo().objective_function_value)
    return Relaxed(values=tuple(solution.col_value), bound=bound, slopes=tuple(abs(one) for one in solution.col_dual))


def narrowed(model: Model, least: float, found: Relaxed) -> Model:
    """Return the model without columns' values under which the objective cannot reach `least` any more.

    A column that leaves its bound by so much lowers `found.bound` by its slope times as much (reduced-cost tightening: G. Dantzig,
    D. Fulkerson and S. Johnson, Solution of a large-scale traveling-salesman problem, 1954).
    """
    room = max(0.0, found.bound - least) + 1e-9 * abs(found.bound)
    lower, upper = list(model.lower), list(model.upper)
    for at, (value, slope) in enumerate(zip(found.values, found.slopes, strict=True)):
        if slope <= 0:
            continue
        reach = room / slope
        moves = floor(reach + 1e-6) if model.whole[at] else reach
        if value - lower[at] <= 1e-9:  # noqa: PLR2004 - it stands on its bound
            upper[at] = min(upper[at], lower[at] + moves)
        elif upper[at] - value <= 1e-9:  # noqa: PLR2004 - rounding of floats
            lower[at] = max(lower[at], upper[at] - moves)
    return replace(model, lower=tuple(lower), upper=tuple(upper))


def _solver(highspy: Any, model: Model, limits: Limits) -> Any:
    solver = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("time_limit", limits.seconds),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.999),
        ("mip_feasibility_tolerance", 1e-9),
        ("random_seed", 0),
    ):
        solver.setOptionValue(option, value)
    solver.passModel(_passed(highspy, model))
    return solver


def _passed(highspy: Any, model: Model) -> Any:
    """Return the model in HiGHS's own form, rows one after another."""
    passed = highspy.HighsLp()
    conditions = [condition.scaled() for condition in model.conditions]
    passed.num_col_, passed.num_row_ = len(model.costs), len(conditions)
    passed.sense_ = highspy.ObjSense.kMaximize
    passed.col_cost_, passed.col_lower_, passed.col_upper_ = list(model.costs), list(model.lower), list(model.upper)
    kinds = highspy.HighsVarType
    passed.integrality_ = [kinds.kInteger if one else kinds.kContinuous for one in model.whole]
    infinity = highspy.kHighsInf
    passed.row_lower_ = [-infinity if one.low is None else one.low for one in conditions]
    passed.row_upper_ = [infinity if one.high is None else one.high for one in conditions]
    passed.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = [0]
    for one in conditions:
        starts.append(starts[-1] + len(one.terms))
    passed.a_matrix_.start_ = starts
    passed.a_matrix_.index_ = [column for one in conditions for column, _ in one.terms]
    passed.a_matrix_.value_ = [coefficient for one in conditions for _, coefficient in one.terms]
    return passed


def _highspy() -> Any:
    try:
        import highspy
    except ImportError:
        raise NoSetError(say("The best set needs the extra part “optimal”: pip install 'reviewer[optimal]'.")) from None
    return highspy
