"""`fund`: the frame spent down the list, or on the set that is worth most."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from reviewer.cli.answers import Answer, Refusal, Status, Table, shortened
from reviewer.cli.looking import blindness, opened, seen
from reviewer.domain.assessment import Assessment, Judged, assess
from reviewer.domain.case import Case
from reviewer.domain.ceilings import committed, paid_by, payers
from reviewer.domain.conflicts import counted_as_last
from reviewer.domain.down_the_list import Firm, in_the_way, spent_down
from reviewer.domain.funding import Allocation
from reviewer.domain.ordering import Measure
from reviewer.domain.portfolio import Problem, Proof, Solution
from reviewer.domain.portfolio.beside import (
    Difference,
    OtherBudget,
    WishCost,
    differences,
    joint_cost,
    other_budgets,
    value_by_list,
    wish_costs,
)
from reviewer.domain.portfolio.impossible import best_set
from reviewer.domain.portfolio.posed import APPLICANT, MEASURES, left_out, posed
from reviewer.domain.portfolio.wished import Wished, WishError, WishKind, measure_of, wished_problem
from reviewer.domain.proposal.words import place_mark
from reviewer.domain.ranking import Place
from reviewer.domain.said import Said, say
from reviewer.language.numbers import decimal_text, kroner_text, share_text
from reviewer.language.speech import Speech


def fund(call: argparse.Namespace, speech: Speech) -> Answer:
    """Spend the frame; say what was passed over and why."""
    with opened(call) as file:
        case = seen(file, call)
    assessment = assess(case, call.budget)
    words = (
        *blindness(case, call),
        *counted_as_last(case),
        *(() if case.budget or call.budget else (say("The case has no frame. Set one: reviewer budget CASE KRONER."),)),
    )
    if call.strategy == "optimal":
        data, parts = _optimal(assessment, call, speech)
        return Answer(data=data, parts=parts, words=words)
    _refuse_wishes(call)
    given = _down_the_list(assessment, call)
    measure = _measure(call, case)
    amounts = {award.id: award.amount for award in given.awards}
    data = {
        "budget": given.budget,
        "strategy": call.strategy,
        "allocations": [
            {
                "id": award.id,
                "amount": award.amount,
                "rank": award.rank,
                "note": None if award.note is None else speech.text(award.note),
                "cuts": _cuts(assessment, award.id, speech),
            }
            for award in given.awards
        ],
        **_payers(case, amounts),
        "spent": given.spent,
        "left": given.left,
        "value": value_by_list(amounts, posed(assessment, measure=measure)),
        "measure": measure.value,
        "optimal": False,
        "passed_over": [{"id": one.id, "reason": speech.text(one.reason)} for one in given.passed_over],
        "reserve": list(given.reserve),
    }
    notes = [f"{award.id}: {speech.text(award.note)}" for award in given.awards if award.note is not None]
    passed = [
        *(speech.text(one) for one in payers(case, amounts)),
        *notes,
        *(f"{one.id}: {speech.text(one.reason)}" for one in given.passed_over),
    ]
    return Answer(data=data, parts=(*_table(assessment, amounts, speech), *passed), words=words)


def _down_the_list(assessment: Assessment, call: argparse.Namespace) -> Allocation:
    """Return the frame spent down the list, with those that must get money first and without those that must not."""
    if not (call.must or call.never):
        return assessment.allocation
    _ = _problem(assessment, call)
    firm = Firm(must=tuple(dict.fromkeys(call.must)), never=tuple(dict.fromkeys(call.never)))
    obstacle = in_the_way(assessment, firm)
    if obstacle is not None:
        raise Refusal(obstacle)
    return spent_down(assessment, firm)


def _optimal(assessment: Assessment, call: argparse.Namespace, speech: Speech) -> tuple[dict[str, Any], tuple[Table | str, ...]]:
    measure = _measure(call, assessment.case)
    problem = _problem(assessment, call)
    solution = best_set(assessment, (problem, measure), call.time_limit)
    by_list = {award.id: award.amount for award in assessment.allocation.awards}
    ranks = {place.id: place.rank for place in assessment.places}
    others = [place for place in assessment.places if place.id not in solution.grants]
    budget = assessment.allocation.budget
    costs = wish_costs(problem, solution, call.time_limit) if call.costs else ()
    together = joint_cost(problem, solution, call.time_limit) if call.costs else None
    budgets = other_budgets(problem, solution, call.time_limit) if call.costs else ()
    differ = differences(by_list, solution, problem)
    data = {
        "budget": budget,
        "strategy": call.strategy,
        "allocations": [{"id": key, "amount": amount, "rank": ranks[key]} for key, amount in _in_order(assessment, solution.grants)],
        "spent": solution.spent,
        "left": budget - solution.spent,
        "value": solution.value,
        "measure": measure.value,
        "optimal": solution.proof is Proof.PROVED,
        "bound": solution.bound,
        "gap": solution.gap,
        "unique": solution.unique,
        "passed_over": [{"id": place.id, "reason": speech.text(left_out(assessment, place, measure))} for place in others],
        "reserve": [place.id for place in others if place.id in {item.id for item in problem.items}],
        **_payers(assessment.case, solution.grants),
        "by_list": {"value": value_by_list(by_list, problem), "spent": assessment.allocation.spent},
        "differences": [{"id": one.id, "by_list": one.by_list, "in_set": one.in_set} for one in differ],
        "wishes_together": together,
        "wishes": [{"wish": speech.text(one.wish.said()), "cost": one.cost} for one in costs],
        "other_budgets": [_other_data(one) for one in budgets],
    }
    told = (
        speech.text(_proved(solution, measure, speech)),
        speech.text(_by_list(value_by_list(by_list, problem), assessment, speech)),
        *(speech.text(one) for one in payers(assessment.case, solution.grants)),
        *(_difference(one, speech) for one in differ),
        *(_cost(one, speech) for one in costs),
        *((_together(together, speech),) if len(costs) > 1 else ()),
        *(_other(one, speech) for one in budgets),
    )
    return data, (*_table(assessment, solution.grants, speech), *told)


def _cuts(assessment: Assessment, key: str, speech: Speech) -> list[dict[str, Any]]:
    cuts = assessment.judged[key].grantable.cuts
    return [{"kroner": cut.kroner, "reason": speech.text(cut.reason), "basis": cut.basis.source} for cut in cuts]


def _payers(case: Case, grants: Mapping[str, int]) -> dict[str, Any]:
    """Return what each source pays and what each year carries of the grants, in kroner."""
    return {"by_source": paid_by(case, grants), "by_year": {str(year): amount for year, amount in committed(case, grants).items()}}


def _measure(call: argparse.Namespace, case: Case) -> Measure:
    return measure_of(case, _wished(call))


def _in_order(assessment: Assessment, grants: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    return ((place.id, grants[place.id]) for place in assessment.places if place.id in grants)


def _refuse_wishes(call: argparse.Namespace) -> None:
    names = ("either", "together", "requires", "per_applicant", "at_most", "share", "year", "source", "floor", "costs")
    if any(getattr(call, name) for name in names):
        words = say("Only --must and --never are for the list too. The other wishes are for the best set: --strategy optimal.")
        raise Refusal(words, Status.MISUSED)


def _wished(call: argparse.Namespace) -> tuple[Wished, ...]:
    kinds = (
        (WishKind.MUST, call.must),
        (WishKind.NEVER, call.never),
        (WishKind.EITHER, call.either),
        (WishKind.TOGETHER, call.together),
        (WishKind.REQUIRES, call.requires),
        (WishKind.AT_MOST, [*([] if call.per_applicant is None else [f"{APPLICANT}:{call.per_applicant}"]), *call.at_most]),
        (WishKind.YEAR, call.year),
        (WishKind.SOURCE, call.source),
        (WishKind.SHARE, call.share),
        (WishKind.FLOOR, [] if call.floor is None else [str(call.floor)]),
        (WishKind.MEASURE, [] if call.measure is None else [call.measure]),
    )
    return tuple(Wished(kind, written) for kind, several in kinds for written in several)


def _problem(assessment: Assessment, call: argparse.Namespace) -> Problem:
    try:
        return wished_problem(assessment, _wished(call), assessment.allocation.budget)
    except WishError as error:
        raise Refusal(error.said, Status.MISUSED if error.misspelt else Status.REFUSED) from None


def _proved(solution: Solution, measure: Measure, speech: Speech) -> Said:
    value = decimal_text(solution.value, speech.language, 2)
    if solution.proof is Proof.PROVED:
        return say("No set is worth more: {measure} is {value}, and that is proved.", measure=MEASURES[measure], value=value)
    return say(
        "The best set that was found in the time: {measure} is {value}. None can be worth more than {bound} ({gap} more).",
        measure=MEASURES[measure],
        value=value,
        bound=decimal_text(solution.bound, speech.language, 2),
        gap=share_text(solution.gap, speech.language),
    )


def _by_list(value: Fraction, assessment: Assessment, speech: Speech) -> Said:
    return say(
        "Down the list it is {value}, for {spent}.",
        value=decimal_text(value, speech.language, 2),
        spent=_kr(assessment.allocation.spent, speech),
    )


def _difference(one: Difference, speech: Speech) -> str:
    return speech.text(
        say("{id}: {by_list} by the list, {in_set} in the set", id=one.id, by_list=_kr(one.by_list, speech), in_set=_kr(one.in_set, speech))
    )


def _cost(one: WishCost, speech: Speech) -> str:
    if one.cost is None:
        return speech.text(say("The wish that {wish}: its cost was not found in the time.", wish=one.wish.said()))
    return speech.text(say("The wish that {wish} costs {cost}.", wish=one.wish.said(), cost=decimal_text(one.cost, speech.language, 2)))


def _together(cost: Fraction | None, speech: Speech) -> str:
    if cost is None:
        return speech.text(say("What the wishes cost together was not found in the time."))
    return speech.text(say("Together the wishes cost {cost}.", cost=decimal_text(cost, speech.language, 2)))


def _other_data(one: OtherBudget) -> dict[str, Any]:
    return {
        "budget": one.budget,
        "value": one.solution.value if one.solution else None,
        "enter": list(one.enter),
        "leave": list(one.leave),
    }


def _other(one: OtherBudget, speech: Speech) -> str:
    if one.solution is None:
        return speech.text(say("With {budget}: no set meets the wishes.", budget=_kr(one.budget, speech)))
    said = say(
        "With {budget}: {value}; in: {enter}; out: {leave}.",
        budget=_kr(one.budget, speech),
        value=decimal_text(one.solution.value, speech.language, 2),
        enter=", ".join(one.enter) or "–",
        leave=", ".join(one.leave) or "–",
    )
    return speech.text(said)


def _table(assessment: Assessment, grants: Mapping[str, int], speech: Speech) -> tuple[Table | str, ...]:
    headings = (speech.text(say("Place")), "ID", speech.text(say("Title")), speech.text(say("Applied for")), speech.text(say("Gets")))
    rows = [_row(assessment.judged[place.id], place, grants.get(place.id), speech) for place in assessment.places]
    budget, spent = assessment.allocation.budget, sum(grants.values())
    line = say(
        "Frame {budget}, spent {spent}, left {left}.",
        budget=_kr(budget, speech),
        spent=_kr(spent, speech),
        left=_kr(budget - spent, speech),
    )
    return Table(headings, rows, frozenset({0, 3, 4})), speech.text(line)


def _row(one: Judged, place: Place, amount: int | None, speech: Speech) -> tuple[str, ...]:
    application = one.dossier.application
    asked = "–" if application.amount_applied is None else _kr(application.amount_applied, speech)
    return (place_mark(place), place.id, shortened(application.title), asked, "–" if amount is None else _kr(amount, speech))


def _kr(amount: int, speech: Speech) -> str:
    return kroner_text(amount, speech.language)
