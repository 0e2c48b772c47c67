"""`fund --strategy optimal`: the set that is worth most, beside the list, with what each wish costs and what other frames would give."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from reviewer.cli.answers import Refusal, Status, Table
from reviewer.cli.commands.granted import grants_table, paid
from reviewer.domain.assessment import Assessment
from reviewer.domain.ceilings import payers
from reviewer.domain.portfolio import Problem, Proof
from reviewer.domain.portfolio.beside import Cost, OtherBudget, WishCost, value_by_list
from reviewer.domain.portfolio.found import Found, found_best, with_budgets, with_costs
from reviewer.domain.portfolio.posed import APPLICANT, left_out
from reviewer.domain.portfolio.told import cost_said, limit_cost_said, more_by_list, proof_said, together_said
from reviewer.domain.portfolio.wished import Wished, WishError, WishKind, wished_problem
from reviewer.domain.said import Kroner, Points, Said, say
from reviewer.language.speech import Speech


def best_set_of(assessment: Assessment, call: argparse.Namespace, speech: Speech) -> tuple[dict[str, Any], tuple[Table | str, ...]]:
    """Return the best set by the wishes of the call: as data, and in words."""
    found = _found(assessment, call)
    told = (speech.text(one) for one in _told(assessment, found))
    data = {**_set_data(assessment, found, speech), **_beside_data(assessment, found, speech)}
    return data, (*grants_table(assessment, found.best.grants, speech), *told)


def _found(assessment: Assessment, call: argparse.Namespace) -> Found:
    with _refusing():
        found = found_best(assessment, wished(call), assessment.allocation.budget, call.time_limit)
    return with_budgets(with_costs(found, call.time_limit), call.time_limit) if call.costs else found


def _by_list(assessment: Assessment) -> dict[str, int]:
    return {award.id: award.amount for award in assessment.allocation.awards}


def _set_data(assessment: Assessment, found: Found, speech: Speech) -> dict[str, Any]:
    solution, budget = found.best, assessment.allocation.budget
    others = [place for place in assessment.places if place.id not in solution.grants]
    known = {item.id for item in found.problem.items}
    placed = ((place, solution.grants[place.id]) for place in assessment.places if place.id in solution.grants)
    return {
        "budget": budget,
        "strategy": "optimal",
        "allocations": [{"id": place.id, "amount": amount, "rank": place.rank} for place, amount in placed],
        "spent": solution.spent,
        "left": budget - solution.spent,
        "value": solution.value,
        "measure": found.measure.value,
        "optimal": solution.proof is Proof.PROVED,
        "bound": solution.most,
        "gap": solution.gap,
        "unique": solution.unique,
        "passed_over": [{"id": place.id, "reason": speech.text(left_out(assessment, place, found.measure))} for place in others],
        "reserve": [place.id for place in others if place.id in known],
        **paid(assessment.case, solution.grants),
    }


def _beside_data(assessment: Assessment, found: Found, speech: Speech) -> dict[str, Any]:
    by_list, together = _by_list(assessment), found.together
    return {
        "by_list": {"value": value_by_list(by_list, found.problem), "spent": assessment.allocation.spent},
        "differences": [{"id": one.id, "by_list": one.by_list, "in_set": one.in_set} for one in found.differ(by_list)],
        "wishes_together": None if together is None else together.exact,
        "wishes_together_between": _between(together),
        "wishes": [{"wish": speech.text(one.wish.said()), **_cost_data(one)} for one in found.costs or ()],
        "limits": [{"limit": speech.text(one.wish.said()), **_cost_data(one)} for one in found.limits],
        "other_budgets": [_other_data(one) for one in found.budgets or ()],
    }


def _cost_data(one: WishCost) -> dict[str, Any]:
    return {"cost": None if one.cost is None else one.cost.exact, "between": _between(one.cost)}


def _between(cost: Cost | None) -> list[Fraction] | None:
    return None if cost is None else [cost.least, cost.most]


def _other_data(one: OtherBudget) -> dict[str, Any]:
    return {
        "budget": one.budget,
        "value": one.solution.value if one.solution else None,
        "optimal": one.solution is not None and one.solution.proof is Proof.PROVED,
        "enter": list(one.enter),
        "leave": list(one.leave),
    }


def _told(assessment: Assessment, found: Found) -> Iterator[Said]:
    yield proof_said(found.best, found.measure, found.problem)
    by_list, costs = _by_list(assessment), found.costs or ()
    listed = value_by_list(by_list, found.problem)
    yield say("Down the list it is {value}, for {spent}.", value=Points(listed), spent=Kroner(assessment.allocation.spent))
    more = more_by_list(listed, found.best)
    yield from () if more is None else (more,)
    yield from payers(assessment.case, found.best.grants)
    for one in found.differ(by_list):
        yield say("{id}: {by_list} by the list, {in_set} in the set", id=one.id, by_list=Kroner(one.by_list), in_set=Kroner(one.in_set))
    yield from (cost_said(one) for one in costs)
    if len(costs) > 1:
        yield together_said(found.together)
    yield from (limit_cost_said(one) for one in found.limits)
    yield from (_other(one) for one in found.budgets or ())


def _other(one: OtherBudget) -> Said:
    if one.solution is None:
        return say("With {budget}: no set meets the wishes.", budget=Kroner(one.budget))
    words = say(
        "With {budget}: {value}; in: {enter}; out: {leave}.",
        budget=Kroner(one.budget),
        value=Points(one.solution.value),
        enter=", ".join(one.enter) or "–",
        leave=", ".join(one.leave) or "–",
    )
    return words if one.solution.proof is Proof.PROVED else say("{first} {second}", first=words, second=say("This is not proved."))


def wished(call: argparse.Namespace) -> tuple[Wished, ...]:
    """Return the wishes of the call."""
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


def problem_of(assessment: Assessment, call: argparse.Namespace) -> Problem:
    """Return the problem of the best set by the wishes of the call. Raises `Refusal`."""
    with _refusing():
        return wished_problem(assessment, wished(call), assessment.allocation.budget)


@contextmanager
def _refusing() -> Iterator[None]:
    """Refuse the call for a wish that cannot be; one that is misspelt is a wrong call."""
    try:
        yield
    except WishError as error:
        raise Refusal(error.said, Status.MISUSED if error.misspelt else Status.REFUSED) from None
