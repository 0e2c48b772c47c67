"""What is filled in of a meeting before it: when and where, who introduces a case, and matters that are no application."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reviewer.domain.case import Case
from reviewer.domain.meeting.acts import MOST_INTRODUCERS, AttendanceExpected, MatterPlaced, MeetingCalled, Presence
from reviewer.domain.meeting.agenda import case_number, next_number
from reviewer.domain.meeting.arranging import as_placed, numbers_given
from reviewer.domain.meeting.asking import seat_name
from reviewer.domain.meeting.recusals import SeatStanding, standing
from reviewer.domain.meeting.sitting import Item, Meeting, meetings
from reviewer.domain.meeting.timetable import expected
from reviewer.domain.said import Said, say
from reviewer.tui.forms.fields import Field, FieldsForm
from reviewer.tui.screen import CaseScreen
from reviewer.tui.typed.days import clock_in, clock_wrong, day_in, day_wrong

NOBODY = ""


def call_form(screen: CaseScreen[Any], case: Case, called: MeetingCalled | None) -> FieldsForm:
    """Return the form that calls a meeting, or changes what is known of one."""
    asked = (
        Field(id="date", label=say("Date"), value=screen.speech.value(called.date) if called else ""),
        Field(id="place", label=say("Place of meeting"), value=called.place if called else ""),
        Field(id="starts", label=say("Begins"), value=called.starts if called else ""),
        Field(id="ends", label=say("Ends"), value=called.ends if called else ""),
        Field(id="kind", label=say("Kind of meeting"), value=called.kind if called else ""),
        Field(id="closed_on", label=say("Closed to the public on"), value=called.closed_on if called else ""),
        Field(id="note", label=say("Note in the invitation"), value=called.note if called else "", lines=3),
    )

    def save(given: Mapping[str, str]) -> Said | None:
        day, starts, ends = day_in(given["date"]), clock_in(given["starts"]), clock_in(given["ends"])
        if day is None or starts is None or ends is None:
            return day_wrong(given["date"]) or clock_wrong(given["starts"]) or clock_wrong(given["ends"])
        others = {name: given[name] for name in ("place", "kind", "closed_on", "note")}
        key = called.meeting if called else _free(case, day.isoformat())
        return screen.attempt([MeetingCalled(meeting=key, date=day, starts=starts, ends=ends, **others)])

    title = say("The meeting") if called else say("Call a meeting")
    lead = say("What is not known yet can be empty. The end is written when the meeting is over.")
    return FieldsForm(title, lead, asked, save)


def _free(case: Case, wanted: str) -> str:
    """Return the meeting's id: its date, with a number where there is one on that day already."""
    taken = {one.id for one in meetings(case)}
    return next(name for name in (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))) if name not in taken)


def introducers_form(screen: CaseScreen[Any], case: Case, met: Meeting, item: Item) -> FieldsForm:
    """Return the form that says who introduces a case, in the order in which they speak."""
    dossier = case.dossiers[item.application]
    free = [
        seat for seat in case.committee.rating_seats() if standing(dossier, seat.id) not in {SeatStanding.RECUSED, SeatStanding.POSSIBLE}
    ]
    choices: list[tuple[str, Said | str]] = [(NOBODY, say("nobody")), *((seat.id, seat.name) for seat in free)]
    labels = (say("Speaks first"), say("Speaks second"), say("Speaks third"))
    now = (*item.introducers, *([NOBODY] * MOST_INTRODUCERS))
    asked = [Field(id=str(at), label=label, value=now[at], choices=choices) for at, label in enumerate(labels)]

    def save(given: Mapping[str, str]) -> Said | None:
        chosen = tuple(dict.fromkeys(seat for seat in given.values() if seat))
        return screen.attempt([replace(as_placed(met, item), introducers=chosen)])

    title = say("Who introduces case {number}?", number=item.number)
    lead = say("The first presents the case; the others add only what is different. Those who are recused or in doubt are not among them.")
    return FieldsForm(title, lead, asked, save)


def expected_form(screen: CaseScreen[Any], case: Case, met: Meeting, seat: str) -> FieldsForm:
    """Return the form in which a seat says when it can be in the meeting."""
    known = expected(case, met.id).get(seat)
    asked = (
        Field(
            id="presence",
            label=say("In the meeting"),
            value=known.presence if known else Presence.PRESENT,
            choices=((Presence.PRESENT, say("comes")), (Presence.ABSENT, say("does not come"))),
        ),
        Field(id="arrives", label=say("From"), value=known.arrives if known else ""),
        Field(id="leaves", label=say("Until"), value=known.leaves if known else ""),
    )

    def save(given: Mapping[str, str]) -> Said | None:
        arrives, leaves = clock_in(given["arrives"]), clock_in(given["leaves"])
        if arrives is None or leaves is None:
            return clock_wrong(given["arrives"]) or clock_wrong(given["leaves"])
        presence = Presence(given["presence"])
        body = AttendanceExpected(meeting=met.id, attendee=seat, presence=presence, arrives=arrives, leaves=leaves)
        return screen.attempt([body])

    title = say("When is {seat} in the meeting?", seat=seat_name(case, seat))
    lead = say("Empty: from its beginning, until its end. The agenda shows which cases that touches.")
    return FieldsForm(title, lead, asked, save)


def matter_form(screen: CaseScreen[Any], case: Case, met: Meeting, matter: MatterPlaced | None) -> FieldsForm:
    """Return the form of a matter that is no application; an empty title takes it off the agenda."""
    year = met.called.date.year
    number = matter.number if matter else case_number(next_number(numbers_given(case), year), year)
    asked = (
        Field(id="number", label=say("Case number"), value=number),
        Field(id="title", label=say("Title"), value=matter.title if matter else ""),
        Field(id="decision", label=say("What came of it"), value=matter.decision if matter else "", lines=3),
    )

    def save(given: Mapping[str, str]) -> Said | None:
        if not given["title"] and matter is None:
            return say("Write the matter's title.")
        if not given["number"]:
            return say("A case on the agenda has a number and a position from 1 on.")
        position = (matter.position if matter else met.last_position + 1) if given["title"] else None
        body = MatterPlaced(
            meeting=met.id,
            matter=matter.matter if matter else given["number"],
            number=given["number"],
            position=position,
            title=given["title"] or (matter.title if matter else ""),
            decision=given["decision"],
        )
        return screen.attempt([body])

    title = say("A matter that is not an application")
    lead = say("Such as approval of the agenda, or any other business. Without a title it is taken off.")
    return FieldsForm(title, lead, asked, save)
