"""How firm an order is, in four answers; each is found out in a thread when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import IntEnum

from reviewer.domain.assessment import Assessment, setting
from reviewer.domain.committee import RankMethod
from reviewer.domain.funding import Allocation
from reviewer.domain.ordering import Leniency
from reviewer.domain.ranking.advice import Advice, advice
from reviewer.domain.ranking.comparison import Comparison, compare
from reviewer.domain.ranking.kemeny import TooLargeError
from reviewer.domain.ranking.robustness import Swap, WeightRange, least_swaps, weight_ranges
from reviewer.domain.ranking.setting import Setting
from reviewer.domain.ranking.uncertainty import Uncertainty, uncertainty
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.tui.background.deeper import methods_for

MOST_WEIGHED = 400
"""Above so many applications the weights are not weighed at a screen: every two of them are held against each other."""


class Question(IntEnum):
    """What is asked of the order, as the tabs stand."""

    PLACES = 0
    METHODS = 1
    WEIGHTS = 2
    LENIENCY = 3


QUESTIONS: Mapping[Question, Said] = {
    Question.PLACES: say("The places"),
    Question.METHODS: say("The methods"),
    Question.WEIGHTS: say("The weights"),
    Question.LENIENCY: say("Mild and strict"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """How far each weight may move, and what would make two neighbours equal."""

    ranges: tuple[WeightRange, ...]
    swaps: tuple[Swap, ...]


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """There is no answer, and why."""

    why: Said


Answer = Uncertainty | Comparison | Weighed | Advice | NoAnswer


def found_out(question: Question, assessment: Assessment, allocation: Allocation) -> Answer:
    """Return the answer for the frame of this allocation."""
    given = setting(assessment)
    given = replace(given, money=replace(given.money, budget=allocation.budget))
    return _ASKED[question](assessment, given)


def _places(assessment: Assessment, given: Setting) -> Answer:
    if given.ranking.method is RankMethod.NPV_PER_KRONE:
        return NoAnswer(say("The order does not rest on ratings: who sits on the council changes no place in it."))
    found = uncertainty(given, assessment.places)
    return found or NoAnswer(say("Fewer than two members have rated, or the method gives no order without one of them."))


def _methods(assessment: Assessment, given: Setting) -> Answer:
    del assessment
    return compare(given, methods_for(len(given.candidates)))


def _weights(assessment: Assessment, given: Setting) -> Answer:
    if given.ranking.method is not RankMethod.MEAN:
        return NoAnswer(say("The order is not made of the weighted mean alone. Look at the tab for the methods."))
    if given.ranking.leniency is Leniency.APPLIED:
        return NoAnswer(say("The members' strictness is taken out of the scores here, so the weights are not tried one by one."))
    if len(given.candidates) > MOST_WEIGHED:
        return NoAnswer(
            say("With more than {number} applications this takes long. The command rank with --weights tells it.", number=MOST_WEIGHED)
        )
    return Weighed(ranges=weight_ranges(given), swaps=least_swaps(given, assessment.places))


def _leniency(assessment: Assessment, given: Setting) -> Answer:
    if given.ranking.leniency is Leniency.APPLIED:
        return NoAnswer(say("The committee has decided that strictness is taken out of the scores: the places are without it already."))
    try:
        return advice(given, assessment.places)
    except TooLargeError as error:
        return NoAnswer(error.said)


_ASKED: Mapping[Question, Callable[[Assessment, Setting], Answer]] = {
    Question.PLACES: _places,
    Question.METHODS: _methods,
    Question.WEIGHTS: _weights,
    Question.LENIENCY: _leniency,
}
