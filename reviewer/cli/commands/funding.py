"""`fund`: the frame spent down the list."""

from __future__ import annotations

import argparse
from fractions import Fraction

from reviewer.cli.answers import Answer, Table, shortened
from reviewer.cli.looking import blindness, opened, seen
from reviewer.domain.assessment import Assessment, Judged, assess
from reviewer.domain.funding import Award
from reviewer.domain.proposal.words import place_mark
from reviewer.domain.ranking import Place
from reviewer.domain.said import say
from reviewer.language.numbers import kroner_text
from reviewer.language.speech import Speech


def fund(call: argparse.Namespace, speech: Speech) -> Answer:
    """Spend the frame down the list; say what was passed over and why."""
    with opened(call) as file:
        case = seen(file, call)
    assessment = assess(case, call.budget)
    given = assessment.allocation
    data = {
        "budget": given.budget,
        "strategy": call.strategy,
        "allocations": [{"id": award.id, "amount": award.amount, "rank": award.rank} for award in given.awards],
        "spent": given.spent,
        "left": given.left,
        "value": _value(assessment),
        "optimal": False,
        "passed_over": [{"id": one.id, "reason": speech.text(one.reason)} for one in given.passed_over],
        "reserve": list(given.reserve),
    }
    headings = (speech.text(say("Place")), "ID", speech.text(say("Title")), speech.text(say("Applied for")), speech.text(say("Gets")))
    awards = {award.id: award for award in given.awards}
    rows = [_award_row(assessment.judged[place.id], place, awards.get(place.id), speech) for place in assessment.places]
    line = speech.text(
        say(
            "Frame {budget}, spent {spent}, left {left}.",
            budget=_kr(given.budget, speech),
            spent=_kr(given.spent, speech),
            left=_kr(given.left, speech),
        ),
    )
    passed = [f"{one.id}: {speech.text(one.reason)}" for one in given.passed_over]
    words = (
        *blindness(case, call),
        *(() if case.budget or call.budget else (say("The case has no frame. Set one: reviewer budget CASE KRONER."),)),
    )
    return Answer(data=data, parts=(Table(headings, rows, frozenset({0, 3, 4})), line, *passed), words=words)


def _award_row(one: Judged, place: Place, award: Award | None, speech: Speech) -> tuple[str, ...]:
    application = one.dossier.application
    asked = "–" if application.amount_applied is None else _kr(application.amount_applied, speech)
    return (place_mark(place), place.id, shortened(application.title), asked, "–" if award is None else _kr(award.amount, speech))


def _value(assessment: Assessment) -> Fraction:
    """Return the sum of what the places of those that get money are worth by the method."""
    worth = {place.id: place.value or Fraction(0) for place in assessment.places}
    return sum((worth[award.id] for award in assessment.allocation.awards), Fraction(0))


def _kr(amount: int, speech: Speech) -> str:
    return kroner_text(amount, speech.language)
