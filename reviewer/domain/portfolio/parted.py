"""The best set where grants may be partial.

Each application has two columns: whether it gets money, and how far (0-1) its grant goes from the floor to the full amount. The
second need not be whole, which keeps a search among a thousand applications short. HiGHS only finds the set; what its kroner are worth
is then worked out in `apportioned` without floating-point numbers.

Values are compared in steps of one part in 2^28 of the highest value there can be, and the answer is the only one: of the sets that
reach the highest whole number of steps, the one with the least sum of places; of those, the one whose keys add up to most (see
`optimum`); in it the kroner that are worth most; of those, most to the one that stands first. Whether a set reaches a step is decided
exactly: HiGHS is asked for sets that reach a little less, and one that falls short is forbidden and it is asked again.

A set is judged by its kroner as if they could be divided; whole ones are worth less by a few kroner at most, and only where a year or
a source pays a share of them. Where all that is applied for is less than 2^17 kroner, that would show: sets are judged by whole kroner.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import floor

from reviewer.domain.portfolio.apportioned import Apportioned, Care, apportioned
from reviewer.domain.portfolio.model import Answer, Condition, Limits, Model, narrowed, relaxed, searched
from reviewer.domain.portfolio.problem import Problem, council_rows, least_grant
from reviewer.domain.portfolio.solution import TOO_SLOW, NoSetError, Proof, Solution
from reviewer.domain.portfolio.uniqueness import by_key, by_place
from reviewer.domain.slotted import dataclass

_STEPS = 2**28
_FEW = 2**17
"""Kroner applied for in all, below which sets are judged by whole kroner."""

_OFF = 4e-9
"""What HiGHS may be off by in a condition whose largest coefficient is 1, and more."""

_TRIES = 50


@dataclass(frozen=True, slots=True)
class _Scale:
    """The floors in kroner, the step in which values are compared, and whether kroner are so few that whole ones are looked for."""

    floors: tuple[int, ...]
    step: Fraction
    few: bool

    @property
    def care(self) -> Care:
        """How closely the kroner of a set are looked for."""
        return Care(self.step, 400 if self.few else 40)

    def judged(self, given: Apportioned) -> Fraction:
        """Return the value that a set is compared by."""
        return given.value if self.few else given.divisible


@dataclass(frozen=True, slots=True)
class _Found:
    """A set that HiGHS chose, 0 or 1 for each application; its kroner, None where whole ones meet no condition."""

    chosen: tuple[int, ...]
    given: Apportioned | None


def parted(problem: Problem, limits: Limits) -> Solution:
    """Return the best set with partial grants found within the limits; with the bound where it is not proved. Raises `NoSetError`."""
    scale = _scale(problem)
    model = _model(problem, scale)
    answer = searched(model, limits)
    limits = limits.after(answer.seconds)
    best, bound = _given(problem, scale, answer).given, Fraction(answer.bound) * scale.step
    if best is None or (scale.few and answer.proved and bound - best.value > scale.step * 2):
        model = _in_whole_kroner(problem, scale, model)
        answer = searched(model, limits)
        limits = limits.after(answer.seconds)
        best = max((one for one in (best, _given(problem, scale, answer).given) if one), key=scale.judged, default=None)
        if best is None:
            raise NoSetError(TOO_SLOW)
        bound = Fraction(answer.bound) * scale.step
    if not answer.proved or bound - scale.judged(best) > scale.step * 2:
        return Solution(grants=best.grants, value=best.value, bound=max(bound, best.value), proof=Proof.BEST_FOUND, unique=False)
    search = _Only(problem, scale, model, limits)
    only = search.found(best, bound)
    # A set that reaches the next step was ruled out, or else is as HiGHS's bound says, which may be off by a part of a step.
    most = bound + scale.step if only is None else (search.reached + 1) * scale.step
    found = only or best
    within = max(Fraction(0), most - found.value)
    return Solution(grants=found.grants, value=found.value, bound=found.value, proof=Proof.PROVED, unique=only is not None, within=within)


def _scale(problem: Problem) -> _Scale:
    most = sum((abs(item.value) for item in problem.items), Fraction(0))
    floors = tuple(least_grant(problem, item) for item in problem.items)
    return _Scale(floors, most / _STEPS or Fraction(1), sum(item.amount for item in problem.items) < _FEW)


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


def _in_whole_kroner(problem: Problem, scale: _Scale, model: Model) -> Model:
    """Return the model with whole kroner above the floor: exact for small amounts, slow for large ones."""
    parts = [item.amount - least for item, least in zip(problem.items, scale.floors, strict=True)]
    wide = [*[1.0] * len(parts), *(float(part or 1) for part in parts)]
    return Model(
        costs=tuple(cost / width for cost, width in zip(model.costs, wide, strict=True)),
        lower=model.lower,
        upper=tuple(wide),
        whole=(True,) * len(wide),
        conditions=tuple(
            Condition(tuple((at, one / wide[at]) for at, one in condition.terms), condition.low, condition.high)
            for condition in model.conditions
        ),
    )


def _given(problem: Problem, scale: _Scale, answer: Answer) -> _Found:
    """Return the set of an answer with its kroner."""
    count = len(problem.items)
    chosen = tuple(round(one) for one in answer.values[:count])
    keys = {item.id for item, one in zip(problem.items, chosen, strict=True) if one}
    guess = {item.id: item.amount if answer.values[count + at] else 0 for at, item in enumerate(problem.items)}
    return _Found(chosen, apportioned(problem, keys, scale.care, guess))


class _Only:
    """The search for the one set among those that reach the same step of value."""

    def __init__(self, problem: Problem, scale: _Scale, model: Model, limits: Limits) -> None:
        self._problem, self._scale, self._model, self._limits = problem, scale, model, limits
        self._tries = _TRIES
        self.reached = 0

    def found(self, best: Apportioned, bound: Fraction) -> Apportioned | None:
        """Return the only best one, from one that is best and the bound that none exceeds; None where it is not found in the time."""
        try:
            self.reached = self._highest(floor(self._scale.judged(best) / self._scale.step), bound)
            return self._by_place_and_key(self.reached)
        except NoSetError:
            return None

    def _highest(self, reached: int, bound: Fraction) -> int:
        """Return the highest whole number of steps that a set reaches."""
        while bound >= (reached + 1) * self._scale.step:
            try:
                higher = self._next(self._reaching(self._model, reached + 1), reached + 1)
            except NoSetError as error:
                if error.said is TOO_SLOW:
                    raise
                return reached
            reached = floor(self._scale.judged(higher) / self._scale.step)
        return reached

    def _by_place_and_key(self, reached: int) -> Apportioned:
        places = by_place(self._problem)
        model = self._following(self._model, self._nearly(self._model, reached), places)
        found = self._next(model, reached)
        sum_of_places = sum(one for item, one in zip(self._problem.items, places, strict=True) if item.id in found.grants)
        return self._next(self._following(model, sum_of_places - 0.5, by_key(self._problem)), reached)

    def _following(self, model: Model, least: float, objective: Sequence[int]) -> Model:
        """Return the model of the next objective, in which the one before still reaches `least`."""
        loose = relaxed(model, self._limits)
        narrow = model if loose is None else narrowed(model, least - 1.0, loose)
        costs = (*(float(one) for one in objective), *(0.0,) * len(self._problem.items))
        return replace(narrow, costs=costs, conditions=(*model.conditions, _at_least(model.costs, least)))

    @staticmethod
    def _nearly(model: Model, steps: int) -> float:
        """Return a little less than so many steps: well more below than HiGHS's numbers may be off by."""
        return steps - 0.1 - _OFF * max(map(abs, model.costs), default=0.0)

    def _reaching(self, model: Model, steps: int) -> Model:
        return replace(model, conditions=(*model.conditions, _at_least(model.costs, self._nearly(model, steps))))

    def _next(self, model: Model, steps: int) -> Apportioned:
        """Return the best set of the model that reaches so many steps, exactly. Raises `NoSetError`."""
        while self._tries:
            self._tries -= 1
            answer = searched(model, self._limits)
            self._limits = self._limits.after(answer.seconds)
            if not answer.proved:
                break
            found = _given(self._problem, self._scale, answer)
            if found.given is not None and self._scale.judged(found.given) >= steps * self._scale.step:
                return found.given
            model = replace(model, conditions=(*model.conditions, _other_than(found.chosen)))
        raise NoSetError(TOO_SLOW)


def _at_least(costs: Sequence[float], least: float) -> Condition:
    return Condition(tuple((at, cost) for at, cost in enumerate(costs) if cost), least, None)


def _other_than(chosen: Sequence[int]) -> Condition:
    return Condition(tuple((at, 1.0 if one else -1.0) for at, one in enumerate(chosen)), None, sum(chosen) - 1.0)
