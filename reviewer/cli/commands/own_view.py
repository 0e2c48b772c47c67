"""What the council itself assumes of an application, and how it grades the effects, from the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from reviewer.cli.answers import Answer, Refusal, Status
from reviewer.cli.looking import acting_seat, opened
from reviewer.cli.main import now
from reviewer.domain.economics.whatif import contradiction, unknown_line
from reviewer.domain.events import Happening
from reviewer.domain.interventions import AssumptionsSet, EffectGraded
from reviewer.domain.said import say
from reviewer.language.numbers import MINUS
from reviewer.language.speech import Speech


def assume(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Put the council's own assumptions in place of what the application states, or take them back."""
    wrong = next((one for one in call.given if "=" not in one), None)
    if wrong is not None:
        raise Refusal(say("{text}: write a name and a value, as in rate=0.03.", text=wrong), Status.MISUSED)
    pairs = [one.rpartition("=") for one in call.given]
    given = tuple((name.strip(), value.strip()) for name, _, value in pairs)
    twice = contradiction(given)
    if twice is not None:
        raise Refusal(twice, Status.MISUSED)
    with opened(call) as file:
        dossier = file.case(only=(call.id,)).seen_by(acting_seat(file, call)).dossiers.get(call.id)
    wrong = None if dossier is None else unknown_line(dossier.application.flows, given)
    if wrong is not None:
        raise Refusal(wrong)
    return _done(call, [AssumptionsSet(application=call.id, given=given, reason=call.reason)])


def grade(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Grade a non-priced effect for the council, or let the applicant's grade count again."""
    with opened(call) as file:
        seat = acting_seat(file, call)
        dossier = file.case(only=(call.id,)).seen_by(seat).dossiers.get(call.id)
    if dossier is not None:
        names = [effect.name for effect in dossier.application.effects]
        if call.effect not in names:
            said = say(
                "{application} has no effect {effect}. Its effects are: {names}.",
                application=call.id,
                effect=call.effect,
                names="; ".join(names),
            )
            raise Refusal(said)
    return _done(
        call, [EffectGraded(application=call.id, effect=call.effect, grade=call.grade.strip().replace(MINUS, "-"), reason=call.reason)]
    )


def _done(call: argparse.Namespace, bodies: Sequence[Happening]) -> Answer:
    with opened(call) as file:
        file.append(acting_seat(file, call), bodies, now())
    return Answer(words=(say("Written: {path}", path=str(call.case)),))
