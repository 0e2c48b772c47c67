"""Who takes part in which case: the matrix of seats and applications, what the applications point to, and a seat's declaration.

What was set in two places stands in the same answer: both are conflicts, and both are settled by people.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from reviewer.cli.answers import Answer, Refusal, Status, Table
from reviewer.cli.looking import opened, own_seat, seen
from reviewer.cli.main import now
from reviewer.cli.words import body_data, who_line
from reviewer.domain.case import Case
from reviewer.domain.conflicts import field_words, ratings_kept_apart, value_words
from reviewer.domain.events import Interest, InterestDeclared
from reviewer.domain.exclusion import counting_again
from reviewer.domain.meeting.recusals import Matrix, SeatStanding, conflict_matrix, grounds, suggested
from reviewer.domain.registers import Conflict
from reviewer.domain.said import Said, say, say_number
from reviewer.language.speech import Speech

SIGNS: Mapping[SeatStanding, Said] = {
    SeatStanding.NOT_DECLARED: say("–"),
    SeatStanding.TAKES_PART: say("takes part"),
    SeatStanding.POSSIBLE: say("possible"),
    SeatStanding.RECUSED: say("recused"),
}


def conflicts(call: argparse.Namespace, speech: Speech) -> Answer:
    """Show the matrix, what the applications point to, and what was set in two places."""
    with opened(call) as file:
        case = seen(file, call)
        unread = ratings_kept_apart(file.case(), call.seat) if call.seat else {}
    matrix, found = conflict_matrix(case), conflict_data(case)
    hints = suggested(case) if call.suggest else ()
    data = {
        "matrix": _matrix_data(case, matrix),
        "suggestions": [
            {
                "seat": one.seat,
                "application": one.application,
                "ground": one.ground.id,
                "paragraph": speech.text(one.ground.paragraph),
                "because": speech.text(one.because),
                "standing": one.answer(case).value,
                "answered": one.answer(case) is not SeatStanding.NOT_DECLARED,
            }
            for one in hints
        ],
        "conflicts": found,
        "unread_conflicts": dict(unread),
    }
    parts: list[Table | str] = [_table(matrix, speech)]
    if hints:
        said = (say("Seat"), say("Application"), say("Ground"), say("Because"), say("Answer"))
        rows = [
            (one.seat, one.application, speech.text(one.ground.name), speech.text(one.because), speech.text(SIGNS[one.answer(case)]))
            for one in hints
        ]
        parts += ["", Table(tuple(map(speech.text, said)), rows)]
    parts += ["", conflict_table(case, speech)] if found else [] if unread else ["", speech.text(say("No conflicts."))]
    parts += [speech.text(unread_words(case, seat, number)) for seat, number in unread.items()]
    return Answer(data=data, parts=tuple(parts))


def unread_words(case: Case, seat: str, number: int) -> Said:
    """Return how many of a seat's ratings are in conflict, without a word of what they are."""
    holder = case.committee.seat(seat)
    return say_number(
        "{number} rating of {seat} was given in two places with different values. It can be settled when the ratings are opened, or by the "
        "seat itself.",
        "{number} ratings of {seat} were given in two places with different values. They can be settled when the ratings are opened, or by "
        "the seat itself.",
        number,
        seat=holder.name if holder else seat,
    )


def _matrix_data(case: Case, matrix: Matrix) -> list[dict[str, object]]:
    return [
        {
            "seat": seat,
            "application": key,
            "standing": matrix.cells[seat, key].value,
            "ground": _ground(case, seat, key),
            "decided": seat in case.dossiers[key].standings,
        }
        for key in matrix.applications
        for seat in matrix.seats
    ]


def _ground(case: Case, seat: str, key: str) -> str | None:
    decided, declared = case.dossiers[key].standings.get(seat), case.dossiers[key].interests.get(seat)
    return (decided.ground if decided else declared.ground if declared else "") or None


def _table(matrix: Matrix, speech: Speech) -> Table:
    rows = [(key, *(speech.text(SIGNS[matrix.cells[seat, key]]) for seat in matrix.seats)) for key in matrix.applications]
    return Table((speech.text(say("Application")), *matrix.seats), rows)


def declare(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Declare the acting seat's interest in a case."""
    with opened(call) as file:
        seat = own_seat(file, call)
        if call.interest != Interest.NONE.value and not call.ground.strip():
            named = ", ".join(ground.id for ground in grounds(file.case(only=()).committee))
            raise Refusal(say("Write the ground: --ground GROUND, one of {grounds}, or in words.", grounds=named), Status.MISUSED)
        if call.interest == Interest.NONE.value and call.ground.strip():
            raise Refusal(say("Whoever has no interest in a case names no ground. Leave out --ground."), Status.MISUSED)
        body = InterestDeclared(application=call.id, declarer=seat, interest=Interest(call.interest), ground=call.ground)
        told = counting_again(file.case(), call.id, seat) if body.interest is Interest.RECUSED else ()
        file.append(seat, [body], now())
    return Answer(words=(say("Written: {path}", path=str(call.case)), *told))


def conflict_data(case: Case) -> list[dict[str, Any]]:
    """Return the case's conflicts as the interface names their keys."""
    return [_conflict(one, case) for one in case.conflicts]


def _conflict(conflict: Conflict, case: Case) -> dict[str, Any]:
    name, *rest = conflict.register
    return {
        "application": conflict.events[0].application or None,
        "field": rest[-1] if name == "recommendation" else ".".join((name, *rest[1:])),
        "values": [
            {
                "seat": event.seat,
                "signed_by": case.enrolments.person(event.seat, event.key) or None,
                "at": event.at.isoformat(timespec="milliseconds"),
                "event": event.id,
                "body": body_data(event.body),
            }
            for event in conflict.events
        ],
    }


def conflict_table(case: Case, speech: Speech) -> Table:
    """Return the conflicts as a table, in words: one row a value."""
    headings = tuple(map(speech.text, (say("Application"), say("Field"), say("Seat"), say("When (UTC)"), say("Value"), say("Event"))))
    rows = [
        (
            event.application or "–",
            speech.text(field_words(conflict.register, case.committee)),
            who_line(event, case, speech),
            speech.value(event.at),
            speech.text(value_words(conflict, event, case.committee)),
            event.id[:10],
        )
        for conflict in case.conflicts
        for event in conflict.events
    ]
    return Table(headings, rows)
