"""`reviewer agenda`: the cases of a meeting in an order that somebody chooses, with numbers, introducers and minutes."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from dataclasses import replace

from reviewer.cli.answers import Answer, Refusal, Table, shortened
from reviewer.cli.commands.meeting import the_meeting
from reviewer.cli.looking import acting_seat, chosen, opened, seen
from reviewer.cli.main import now
from reviewer.domain.assessment import assess
from reviewer.domain.case import Case
from reviewer.domain.meeting.acts import ItemPlaced
from reviewer.domain.meeting.agenda import Order, Plan, order_refused, triage_refused
from reviewer.domain.meeting.arranging import arranged, numbers_given, triaged, undiscussed, unsettled
from reviewer.domain.meeting.sitting import Item, Meeting
from reviewer.domain.meeting.timetable import timetable
from reviewer.domain.said import Listed, Said, say
from reviewer.language.speech import Speech


def agenda(call: argparse.Namespace, speech: Speech) -> Answer:
    """Show the agenda, or with `--order` write a new one as one act."""
    with opened(call) as file:
        case = seen(file, call)
        met = the_meeting(case, call.meeting)
        if call.order is None:
            return Answer(data=_data(case, met), parts=(_table(case, met.items, undiscussed(met), speech),))
        keys = chosen(case, call.ids) if call.ids else unsettled(case, met)
        plan = _plan(call, met)
        assessment = assess(case)
        if said := order_refused(assessment, plan) or (triage_refused(assessment) if call.triage else None):
            raise Refusal(said)
        if call.triage:
            plan = replace(plan, triage=triaged(assessment, met, keys))
        found = arranged(assessment, met, keys, plan, numbers_given(file.case()))
        if not call.dry_run:
            file.append(acting_seat(file, call), found.bodies, now())
    items = found.items
    data = {"meeting": met.id, "written": not call.dry_run, "items": [_placed(item) for item in items]}
    written = say("Nothing was written.") if call.dry_run else say("Written: {path}", path=str(call.case))
    return Answer(
        data=data, parts=(_table(case, items, undiscussed(met, plan.triage), speech),), words=(*_warning(case, found.told), written)
    )


def _warning(case: Case, told: Sequence[str]) -> tuple[Said, ...]:
    """Return that the order follows the ratings, where a recused seat could read from its gaps how its case stands."""
    names = Listed(tuple(seat.name for seat in case.committee.seats if seat.id in told))
    words = say(
        "The order follows the ratings. Its gaps tell these how the cases stand that they are recused from: {seats}.",
        seats=names,
    )
    return (words,) if told else ()


def _plan(call: argparse.Namespace, met: Meeting) -> Plan:
    return Plan(
        meeting=met.id,
        year=met.called.date.year,
        order=Order(call.order),
        first_number=call.first_number,
        minutes=call.minutes,
        introducers=call.introducers,
        field=call.field,
    )


def _data(case: Case, met: Meeting) -> dict[str, object]:
    slots = {one.application: one for one in timetable(case, met)}
    items = [
        {
            "application": item.application,
            "number": item.number,
            "position": item.position,
            "begins": slots[item.application].begins or None,
            "minutes": item.minutes,
            "introducers": list(item.introducers),
            "expected_away": list(slots[item.application].away),
            "quorum_expected": slots[item.application].quorate,
            "triage": item.triage.value,
            "asked": list(item.asked),
        }
        for item in met.items
    ]
    matters = [{"number": one.number, "position": one.position, "title": one.title, "decision": one.decision} for one in met.matters]
    return {"meeting": met.id, "date": met.called.date.isoformat(), "items": items, "matters": matters}


def _placed(item: ItemPlaced) -> dict[str, object]:
    return {
        "application": item.application,
        "number": item.number,
        "position": item.position,
        "minutes": item.minutes,
        "introducers": list(item.introducers),
    }


def _table(case: Case, items: Sequence[ItemPlaced | Item], quiet: Collection[str], speech: Speech) -> Table:
    said = (say("Case"), say("Application"), say("Title"), say("Introduced by"), say("Recused"), say("Min."))
    silent = speech.text(say("unless asked for"))
    rows = [(*_row(case, one), silent if one.application in quiet else "" if one.minutes is None else str(one.minutes)) for one in items]
    return Table(tuple(map(speech.text, said)), rows, frozenset({5}))


def _row(case: Case, item: ItemPlaced | Item) -> tuple[str, ...]:
    dossier = case.dossiers[item.application]
    recused = [seat.id for seat in case.committee.rating_seats() if seat.id in dossier.recused()]
    return (
        item.number,
        item.application,
        shortened(dossier.application.title, 40),
        ", ".join(item.introducers),
        ", ".join(recused),
    )
