"""What the acts of a meeting rest on: who was in the room and could take part when votes were taken and interests decided.

What they rest on is not undone under them: the act itself is undone first, or what is so from now on is noted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reviewer.domain.case import Case, Dossier
from reviewer.domain.events import Happening, InterestDeclared
from reviewer.domain.meeting.acts import (
    ActingChairSet,
    MotionKind,
    MotionMade,
    OverrunDecided,
    RecusalDecided,
    RemarkEntered,
    Standing,
    VoteTaken,
)
from reviewer.domain.meeting.course import When, in_room
from reviewer.domain.meeting.settled import Stood, in_doubt, recused_by
from reviewer.domain.meeting.sitting import Meeting, meetings
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.registers import event_order
from reviewer.domain.said import Said, say

Ground = tuple[object, ...]
"""What an act rests on."""


def undermined(before: Case, after: Case) -> Said | None:
    """Return which act that still stands would lose what it rested on, or None; `after` is the case with something undone."""
    then = {met.id: _grounds(before, met) for met in meetings(before)}
    for met in meetings(after) if then else ():
        if met.locked is None and (found := _lost(then.get(met.id, {}), _grounds(after, met))):
            return found
    return None


def _lost(then: Mapping[Ground, tuple[Ground, Said]], now: Mapping[Ground, tuple[Ground, Said]]) -> Said | None:
    return next((why for key, (ground, why) in now.items() if key in then and then[key][0] != ground), None)


def _grounds(case: Case, met: Meeting) -> dict[Ground, tuple[Ground, Said]]:
    """Return what each act rests on, and what is said where that is undone."""
    rating = frozenset(seat.id for seat in case.committee.rating_seats())
    found = dict(_of_the_frame(case, met, rating))
    for dossier in case.dossiers.values():
        found |= dict(_of_case(met, dossier, rating))
    return found


def _of_the_frame(case: Case, met: Meeting, rating: frozenset[str]) -> Iterator[tuple[Ground, tuple[Ground, Said]]]:
    why = say("That the frame may be exceeded has been decided since. Undo that first, or note what is so from now on.")
    for when, _ in met.overruns:
        yield when, ((in_room(met.moves, when) & rating,), why)
    granted = sum(item.decided.amount or 0 for item in met.items if item.decided and item.decided.outcome in GRANTING)
    spent = say("Grants have been decided since that need it. Undo the decisions first.")
    for item in met.items if case.budget is not None and granted > case.budget else ():
        if item.decided and item.decided.outcome in GRANTING and (settled := item.course.settled) is not None:
            yield ("allowed", item.application, settled), ((_allowed(met, settled),), spent)


def _allowed(met: Meeting, when: When) -> OverrunDecided | None:
    return next((body for at, body in reversed(met.overruns) if at < when), None)


def _of_case(met: Meeting, dossier: Dossier, rating: frozenset[str]) -> Iterator[tuple[Ground, tuple[Ground, Said]]]:
    """Yield what each act in a case rests on, also where it is off the agenda for the time being."""
    item = met.item(dossier.id)
    number = item.number if item else dossier.id
    voted = say(
        "Case {number} has been voted on since. Undo the vote first, or note what is so from now on: both then stand in the minutes.",
        number=number,
    )
    decided = say("Case {number}: who takes part has been decided since. Undo that first.", number=number)
    spoke = say("Case {number}: a seat has moved, remarked or led since that could not have. Undo that first.", number=number)
    for event in dossier.history:
        body, when = event.body, event_order(event)
        if isinstance(body, VoteTaken) and body.meeting == met.id:
            yield when, (_there(met, dossier, when, rating), voted)
        elif isinstance(body, RecusalDecided) and body.standing is not Standing.OPEN:
            yield when, (_there(met, dossier, when, rating), decided)
        elif seat := _speaker(body):
            yield when, ((seat in recused_by(_known(dossier, when)),), spoke)
    amended = say("Case {number}: another motion would amend it. Undo that one first.", number=number)
    held = [event.body for event in dossier.meeting_acts]
    motions = [body for body in held if isinstance(body, MotionMade)]
    for motion in motions:
        if motion.amends and motion.kind is not MotionKind.WITHDRAWN:
            yield ("amends", dossier.id, motion), ((any(one.motion == motion.amends for one in motions),), amended)


def _there(met: Meeting, dossier: Dossier, when: When, rating: frozenset[str]) -> Ground:
    """Return who was in the room then, who was recused, and whose part was in question."""
    known = _known(dossier, when)
    return in_room(met.moves, when) & rating, recused_by(known) & rating, in_doubt(known) & rating


def _known(dossier: Dossier, when: When) -> list[Stood]:
    """Return what had been declared and decided of interests by then."""
    stood = [(event, event.body) for event in dossier.history if isinstance(event.body, InterestDeclared | RecusalDecided)]
    return [body for event, body in stood if event_order(event) < when]


def _speaker(body: Happening) -> str:
    """Return the seat that moved, remarked or was set to lead, or empty."""
    match body:
        case MotionMade():
            return body.proposer
        case RemarkEntered():
            return body.remarker
        case ActingChairSet():
            return body.chair
        case _:
            return ""
