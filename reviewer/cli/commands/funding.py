"""`fund`: the frame spent down the list, or on the set that is worth most."""

from __future__ import annotations

import argparse
from typing import Any

from reviewer.cli.answers import Answer, Refusal, Status, Table
from reviewer.cli.commands.best_set import best_set_of, problem_of, wished
from reviewer.cli.commands.granted import grants_table, paid
from reviewer.cli.looking import blindness, opened, seen, uncounted_words
from reviewer.domain.assessment import Assessment, assess
from reviewer.domain.ceilings import payers
from reviewer.domain.conflicts import counted_as_last
from reviewer.domain.down_the_list import Firm, in_the_way, spent_down
from reviewer.domain.funding import Allocation, Award
from reviewer.domain.portfolio.beside import value_by_list
from reviewer.domain.portfolio.posed import posed
from reviewer.domain.portfolio.wished import measure_of
from reviewer.domain.said import say
from reviewer.language.speech import Speech


def fund(call: argparse.Namespace, speech: Speech) -> Answer:
    """Spend the frame; say what was passed over and why."""
    with opened(call) as file:
        case, uncounted = seen(file, call), uncounted_words(file, call)
    assessment = assess(case, call.budget)
    words = (
        *blindness(case, call),
        *counted_as_last(case),
        *uncounted,
        *(() if case.budget or call.budget else (say("The case has no budget. Set one: reviewer budget CASE KRONER."),)),
    )
    data, parts = (best_set_of if call.strategy == "optimal" else _listed)(assessment, call, speech)
    return Answer(data=data, parts=parts, words=words)


def _listed(assessment: Assessment, call: argparse.Namespace, speech: Speech) -> tuple[dict[str, Any], tuple[Table | str, ...]]:
    _refuse_wishes(call)
    given, measure = _down_the_list(assessment, call), measure_of(assessment.case, wished(call))
    amounts = {award.id: award.amount for award in given.awards}
    data = {
        "budget": given.budget,
        "strategy": call.strategy,
        "allocations": [_award(assessment, award, speech) for award in given.awards],
        **paid(assessment.case, amounts),
        "spent": given.spent,
        "left": given.left,
        "value": value_by_list(amounts, posed(assessment, measure=measure)),
        "measure": measure.value,
        "optimal": False,
        "passed_over": [{"id": one.id, "reason": speech.text(one.reason)} for one in given.passed_over],
        "reserve": list(given.reserve),
    }
    told = (
        *(speech.text(one) for one in payers(assessment.case, amounts)),
        *(f"{award.id}: {speech.text(award.note)}" for award in given.awards if award.note is not None),
        *(f"{one.id}: {speech.text(one.reason)}" for one in given.passed_over),
    )
    return data, (*grants_table(assessment, amounts, speech), *told)


def _award(assessment: Assessment, award: Award, speech: Speech) -> dict[str, Any]:
    cuts = assessment.judged[award.id].grantable.cuts
    return {
        "id": award.id,
        "amount": award.amount,
        "rank": award.rank,
        "note": None if award.note is None else speech.text(award.note),
        "cuts": [{"kroner": cut.kroner, "reason": speech.text(cut.reason), "basis": cut.basis.source} for cut in cuts],
    }


def _down_the_list(assessment: Assessment, call: argparse.Namespace) -> Allocation:
    """Return the frame spent down the list, with those that must get money first and without those that must not."""
    if not (call.must or call.never):
        return assessment.allocation
    _ = problem_of(assessment, call)
    firm = Firm(must=tuple(dict.fromkeys(call.must)), never=tuple(dict.fromkeys(call.never)))
    obstacle = in_the_way(assessment, firm)
    if obstacle is not None:
        raise Refusal(obstacle)
    return spent_down(assessment, firm)


def _refuse_wishes(call: argparse.Namespace) -> None:
    names = ("either", "together", "requires", "per_applicant", "at_most", "share", "year", "source", "floor", "costs")
    if any(getattr(call, name) for name in names):
        words = say("Only --must and --never are for the list too. The other wishes are for the best set: --strategy optimal.")
        raise Refusal(words, Status.MISUSED)
