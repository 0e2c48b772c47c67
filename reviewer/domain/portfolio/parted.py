"""The best set where grants may be partial.

Each application has two columns: whether it gets money, and how far (0-1) its grant goes from the floor to the full amount. The
second need not be whole, which keeps a search among a thousand applications short. What is found is then given out in whole kroner,
checked against every condition without floating-point numbers, and compared with the bound. Where kroner are so few that rounding
shows (it seldom does above some millions), the kroner are searched for as whole numbers too.

Values are compared in steps of one part in 2^26 of the highest value there can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from reviewer.domain.portfolio.model import Answer, Condition, Limits, Model, narrowed, relaxed, searched
from reviewer.domain.portfolio.problem import Problem, council_rows, grants, least_grant, worth
from reviewer.domain.portfolio.rounding import Rounded, in_kroner
from reviewer.domain.portfolio.solution import TOO_SLOW, NoSetError, Proof, Solution
from reviewer.domain.portfolio.uniqueness import by_key, by_place

_STEPS = 2**26


@dataclass(frozen=True, slots=True)
class _Scale:
    """The floors in kroner, and the step in which values are compared."""

    floors: tuple[int, ...]
    step: Fraction


def parted(problem: Problem, limits: Limits) -> Solution:
    """Return the best set with partial grants found within the limits; with the bound where it is not proved. Raises `NoSetError`."""
    scale = _scale(problem)
    model = _model(problem, scale)
    first = searched(model, limits)
    best = _given(problem, scale, first)
    limits = limits.after(first.seconds)
    if first.proved:
        best = _made_unique(problem, scale, (model, first), limits) or best
    bound = Fraction(first.bound) * scale.step
    if best is None or (first.proved and bound - best.value > scale.step * 2):
        return _in_whole_kroner(problem, scale, best, limits)
    if not first.proved:
        return replace(best, bound=max(bound, best.value), proof=Proof.BEST_FOUND, unique=False)
    return best


def _scale(problem: Problem) -> _Scale:
    most = sum((abs(item.value) for item in problem.items), Fraction(0))
    return _Scale(tuple(least_grant(problem, item) for item in problem.items), most / _STEPS or Fraction(1))


def _model(problem: Problem, scale: _Scale) -> Model:
    """Return the model: chosen or not, then how far each grant goes from its floor to its full amount."""
    count = len(problem.items)
    least = [item.value * Fraction(floor, item.amount or 1) / scale.step for item, floor in zip(problem.items, scale.floors, strict=True)]
    more = [item.value / scale.step - one for item, one in zip(problem.items, least, strict=True)]
    tied = (Condition(((count + at, 1.0), (at, -1.0)), None, 0.0) for at in range(count))
    return Model(
        costs=tuple(float(one) for one in (*least, *more)),
        lower=(0.0,) * (2 * count),
        upper=(1.0,) * (2 * count),
        whole=(True,) * count + (False,) * count,
        conditions=(*tied, *_conditions(problem, scale)),
    )


def _conditions(problem: Problem, scale: _Scale) -> Iterable[Condition]:
    """Yield the problem's own conditions; kroner are put as the floor and how far above it."""
    count = len(problem.items)
    for row in council_rows(problem):
        terms: dict[int, float] = {}
        for column, coefficient in row.terms:
            at = column - count if column >= count else column
            floor = scale.floors[at] if column >= count else 1
            terms[at] = terms.get(at, 0.0) + coefficient * floor
            if column >= count:
                terms[column] = terms.get(column, 0.0) + float(coefficient * (problem.items[at].amount - floor))
        yield Condition(tuple(terms.items()), row.low, row.high)


def _made_unique(problem: Problem, scale: _Scale, found: tuple[Model, Answer], limits: Limits) -> Solution | None:
    """Return the best set that is best by place and key too, or None where the time did not suffice for that."""
    model, answer = found
    value, rest = model.costs, (0.0,) * len(problem.items)
    # A value counts as the same down to one step less; the sum of places is a whole number.
    for following, less in ((by_place(problem), 1.0), (by_key(problem), 0.5)):
        reached = sum(weight * one for weight, one in zip(model.costs, answer.values, strict=True)) - less
        loose = relaxed(model, limits)
        narrow = model if loose is None else narrowed(model, reached - 1.0, loose)
        kept = Condition(tuple((at, weight) for at, weight in enumerate(model.costs) if weight), reached, None)
        model = replace(narrow, costs=(*(float(one) for one in following), *rest), conditions=(*model.conditions, kept))
        try:
            answer = searched(model, limits, answer.values)
        except NoSetError:
            return None
        if not answer.proved:
            return None
        limits = limits.after(answer.seconds)
    return _settled(problem, scale, value, answer, limits)


def _settled(problem: Problem, scale: _Scale, value: Sequence[float], answer: Answer, limits: Limits) -> Solution | None:
    """Return the most that the chosen applications can be worth."""
    count = len(problem.items)
    chosen = tuple(float(round(one)) for one in answer.values[:count])
    model = replace(_model(problem, scale), costs=tuple(value), whole=(False,) * (2 * count))
    fixed = replace(model, lower=(*chosen, *model.lower[count:]), upper=(*chosen, *model.upper[count:]))
    try:
        return _given(problem, scale, searched(fixed, limits))
    except NoSetError:
        return None


def _given(problem: Problem, scale: _Scale, answer: Answer) -> Solution | None:
    """Return the answer in whole kroner, or None where rounding breaks a condition."""
    found = in_kroner(problem, scale.floors, answer.values)
    return None if found is None else _solution(problem, found)


def _solution(problem: Problem, found: Rounded) -> Solution:
    given = grants(problem, found.values)
    value = worth(problem, given)
    return Solution(grants=given, value=value, bound=value, proof=Proof.PROVED, unique=found.unique)


def _in_whole_kroner(problem: Problem, scale: _Scale, best: Solution | None, limits: Limits) -> Solution:
    """Return the best set with the kroner searched for as whole numbers: exact for small amounts, slow for large ones."""
    count = len(problem.items)
    parts = [item.amount - floor for item, floor in zip(problem.items, scale.floors, strict=True)]
    model = _model(problem, scale)
    wide = [*[1.0] * count, *(float(part or 1) for part in parts)]
    in_kroner_each = Model(
        costs=tuple(cost / width for cost, width in zip(model.costs, wide, strict=True)),
        lower=model.lower,
        upper=tuple(wide),
        whole=(True,) * (2 * count),
        conditions=tuple(
            Condition(tuple((at, one / wide[at]) for at, one in condition.terms), condition.low, condition.high)
            for condition in model.conditions
        ),
    )
    answer = searched(in_kroner_each, limits)
    shares = tuple(value / width for value, width in zip(answer.values, wide, strict=True))
    found = _given(problem, scale, replace(answer, values=shares))
    if found is None or (best is not None and best.value > found.value):
        found = best
    if found is None:
        raise NoSetError(TOO_SLOW)
    bound = max(Fraction(answer.bound) * scale.step, found.value)
    proved = answer.proved and bound - found.value <= scale.step * 2
    return replace(found, bound=found.value if proved else bound, proof=Proof.PROVED if proved else Proof.BEST_FOUND, unique=False)
