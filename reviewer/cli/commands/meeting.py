"""`reviewer meeting`: where the meetings stand, and what is done before one: called, and its agenda changed case by case."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reviewer.casefile.file import CaseFile
from reviewer.cli.answers import Answer, Refusal, Status, Table, shortened
from reviewer.cli.looking import acting_seat, opened, own_seat, seen
from reviewer.cli.main import now
from reviewer.domain.case import Case
from reviewer.domain.events import Happening
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import FloorState, Presence, Triage
from reviewer.domain.meeting.quorum import quorum
from reviewer.domain.meeting.sitting import Item, Meeting, meetings
from reviewer.domain.meeting.sitting import meeting as found_meeting
from reviewer.domain.meeting.told import OUTCOMES
from reviewer.domain.said import Said, say
from reviewer.language.speech import Speech

FLOOR: Mapping[FloorState, Said] = {
    FloorState.WAITING: say("waits"),
    FloorState.OPEN: say("is before the meeting"),
    FloorState.CLOSED: say("is concluded"),
}
Step = Callable[[argparse.Namespace, Case, Meeting], Sequence[Happening]]


def the_meeting(case: Case, asked: str) -> Meeting:
    """Return the meeting that was asked for, else the only one whose minutes are not locked, else the last one."""
    known = meetings(case)
    if not known:
        raise Refusal(say("No meeting is called in this case. Call one: reviewer meeting CASE call."))
    if asked:
        named = next((one for one in known if one.id == asked), None)
        if named is None:
            names = ", ".join(one.id for one in known)
            raise Refusal(say("There is no meeting {meeting} in the case. Its meetings are {names}.", meeting=asked, names=names))
        return named
    unlocked = [one for one in known if one.locked is None]
    if len(unlocked) > 1:
        names = ", ".join(one.id for one in unlocked)
        raise Refusal(say("Say which meeting: --meeting MEETING. Those that are not locked are {names}.", names=names))
    return unlocked[0] if unlocked else known[-1]


def meeting(call: argparse.Namespace, speech: Speech) -> Answer:
    """Tell where the meetings stand: who is there, and each case with its quorum and decision."""
    with opened(call) as file:
        case = seen(file, call)
    found = meetings(case)
    parts: list[Table | str] = []
    for met in found:
        parts += [*_lines(case, met, speech), _table(case, met, speech), ""]
    if not found:
        parts.append(speech.text(say("No meeting is called.")))
    return Answer(data={"meetings": [_data(case, met) for met in found]}, parts=tuple(parts))


def _lines(case: Case, met: Meeting, speech: Speech) -> list[str]:
    called, present = met.called, [seat for seat, noted in met.attendance.items() if noted.presence is Presence.PRESENT]
    head = say("{meeting}: {date}, {place}.", meeting=met.id, date=called.date, place=called.place or "–")
    state = say("The minutes are locked.") if met.locked else quorum(case, met.id).why
    return [f"{speech.text(head)} {speech.text(state)}", f"{speech.text(say('Present'))}: {', '.join(present) or '–'}"]


def _table(case: Case, met: Meeting, speech: Speech) -> Table:
    said = (say("Case"), say("Application"), say("Title"), say("State"), say("Take part"), say("Led by"), say("Decision"))
    rows = []
    for item in met.items:
        title = shortened(case.dossiers[item.application].application.title, 30)
        state, sitting = speech.text(FLOOR[item.floor]), quorum(case, met.id, item.application)
        count = f"{len(sitting.taking_part)}/{sitting.needed}"
        rows.append((item.number, item.application, title, state, count, item.chair or "–", _decision(item, speech)))
    return Table(tuple(map(speech.text, said)), rows)


def _decision(item: Item, speech: Speech) -> str:
    if item.decided is None:
        return "–"
    amount = "" if item.decided.amount is None else f", {speech.value(item.decided.amount)}"
    return f"{speech.text(OUTCOMES[item.decided.outcome])}{amount}"


def _data(case: Case, met: Meeting) -> dict[str, object]:
    items = []
    for item in met.items:
        sitting = quorum(case, met.id, item.application)
        items.append(
            {
                "application": item.application,
                "number": item.number,
                "state": item.floor.value,
                "taking_part": list(sitting.taking_part),
                "recused": list(sitting.recused),
                "needed": sitting.needed,
                "quorate": sitting.quorate,
                "chair": item.chair or None,
                "motions": [one.motion for one in item.motions],
                "decision": item.decided.outcome.value if item.decided else None,
                "amount": item.decided.amount if item.decided else None,
            }
        )
    return {
        "id": met.id,
        "date": met.called.date.isoformat(),
        "place": met.called.place,
        "present": [seat for seat, noted in met.attendance.items() if noted.presence is Presence.PRESENT],
        "items": items,
        "locked": met.locked.day.isoformat() if met.locked else None,
        "content": met.locked.content if met.locked else None,
        "approved": sorted(met.approvals),
    }


# --- Each step writes its acts and says that it did.


def written(call: argparse.Namespace, step: Step) -> Answer:
    """Write what the step makes of the meeting."""
    with opened(call) as file:
        case = file.case()
        return appended(call, file, step(call, case, the_meeting(case, call.meeting)))


def appended(call: argparse.Namespace, file: CaseFile, bodies: Sequence[Happening]) -> Answer:
    """Write these acts as one, and say where."""
    file.append(acting_seat(file, call), bodies, now())
    return Answer(words=(say("Written: {path}", path=str(call.case)),))


def call_meeting(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Call a meeting; of one that is called already, change what is given."""
    with opened(call) as file:
        case = file.case(only=())
        key = call.meeting or (call.date.isoformat() if call.date else "")
        known = found_meeting(case, key) or (the_meeting(case, "") if not key else None)
        given = {name: getattr(call, name) for name in ("date", "place", "starts", "ends", "kind", "closed_on", "note")}
        given = {name: value for name, value in given.items() if value is not None}
        if known is None and not {"date", "place"} <= given.keys():
            raise Refusal(say("Say when and where: --date DATE --place TEXT."), Status.MISUSED)
        body = replace(known.called, **given) if known else acts.MeetingCalled(meeting=key, **given)
        return appended(call, file, [body])


def matter(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Put a matter on the agenda, change it, write what came of it, or take it off."""

    def step(call: argparse.Namespace, _case: Case, met: Meeting) -> Sequence[Happening]:
        known = next((one for one in met.matters if one.number == call.number), None)
        position = call.position or (known.position if known else met.last_position + 1)
        title = call.title or (known.title if known else "")
        if not title:
            raise Refusal(say("Write the matter's title."), Status.MISUSED)
        body = acts.MatterPlaced(
            meeting=met.id,
            matter=known.matter if known else call.number,
            number=call.number,
            position=None if call.off else position,
            title=title,
            decision=call.decision or (known.decision if known else ""),
        )
        return [body]

    return written(call, step)


def expect(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Write down when seats can be in the meeting, before it."""
    presence = Presence.ABSENT if call.absent else Presence.PRESENT
    return written(
        call,
        lambda call, _, met: [
            acts.AttendanceExpected(meeting=met.id, attendee=seat, presence=presence, arrives=call.arrives, leaves=call.leaves)
            for seat in call.seats
        ],
    )


def off(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Take a case off the agenda."""
    return written(call, lambda call, _, met: [replace(_placed(met, call.id), position=None)])


def _placed(met: Meeting, key: str) -> acts.ItemPlaced:
    item = item_of(met, key)
    return acts.ItemPlaced(
        application=key, meeting=met.id, number=item.number, position=item.position, minutes=item.minutes, introducers=item.introducers
    )


def item_of(met: Meeting, key: str) -> Item:
    """Return the case on the agenda; refuse where it is not on it."""
    item = met.item(key)
    if item is None:
        raise Refusal(say("{application} is not on the agenda of the meeting.", application=key))
    return item


def triage(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Say whether a case is discussed, or only if somebody asks."""
    return written(call, lambda call, _, __: [acts.TriageSet(application=call.id, triage=Triage(call.triage))])


def ask(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Ask that a case be discussed."""
    with opened(call) as file:
        seat = own_seat(file, call)
        return appended(call, file, [acts.DiscussionAsked(application=call.id, asker=seat)])
