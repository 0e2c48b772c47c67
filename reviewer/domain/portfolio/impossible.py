"""Why no set meets all wishes: who is to get money and cannot, or which wishes stand in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from reviewer.domain.assessment import Assessment
from reviewer.domain.ordering import Measure
from reviewer.domain.portfolio.model import never
from reviewer.domain.portfolio.optimum import solved
from reviewer.domain.portfolio.posed import left_out
from reviewer.domain.portfolio.problem import Problem
from reviewer.domain.portfolio.solution import IMPOSSIBLE, NoSetError, Solution
from reviewer.domain.portfolio.wishes import Must, Wish
from reviewer.domain.said import Listed, Said, say

Stop = Callable[[], bool]


def best_set(assessment: Assessment, posed_by: tuple[Problem, Measure], seconds: float, stop: Stop = never) -> Solution:
    """Return the best set of the problem by the measure; raise a `NoSetError` that names the wishes it is due to."""
    problem, measure = posed_by
    try:
        return solved(problem, seconds, stop)
    except NoSetError as error:
        if error.said is not IMPOSSIBLE:
            raise
        told = next(unfundable(assessment, problem, measure), None) or _freeing(problem, seconds, stop)
        raise NoSetError(error.said if told is None else say("{first} {second}", first=error.said, second=told)) from None


def _freeing(problem: Problem, seconds: float, stop: Stop) -> Said | None:
    wishes = tuple(wish.said() for wish in standing_in_the_way(problem, seconds, stop))
    return say("It is enough to take one of these away: {wishes}.", wishes=Listed(wishes)) if wishes else None


def unfundable(assessment: Assessment, problem: Problem, measure: Measure) -> Iterator[Said]:
    """Yield of each that is to get money and cannot why it cannot."""
    known = {item.id for item in problem.items}
    for wish in problem.wishes:
        place = assessment.place(wish.application) if isinstance(wish, Must) else None
        if place is not None and place.id not in known:
            yield say("{id} is to get money and cannot. {reason}", id=place.id, reason=left_out(assessment, place, measure))


def standing_in_the_way(problem: Problem, seconds: float, stop: Stop = never) -> Iterator[Wish]:
    """Yield the wishes any one of which need only be taken away for there to be a set."""
    for at, wish in enumerate(problem.wishes):
        if stop():
            return
        try:
            solved(replace(problem, wishes=problem.wishes[:at] + problem.wishes[at + 1 :]), seconds, stop)
        except NoSetError:
            continue
        yield wish
