"""After the meeting: what the recipient decided, the steps that follow, and what is due when."""

from __future__ import annotations

import argparse

from reviewer.cli.answers import Answer, Refusal, Status, Table, shortened
from reviewer.cli.looking import acting_seat, chosen, opened, seen
from reviewer.cli.main import now
from reviewer.domain.assessment import assess
from reviewer.domain.meeting.acts import Milestone, MilestoneSet, RecipientDecided, ReserveKept
from reviewer.domain.meeting.due import Due, When, milestones, stood_before
from reviewer.domain.meeting.due import due as due_on
from reviewer.domain.meeting.reserve import InLine, free, kept_until, recipients_doubts, reserve_list
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.said import Kroner, Said, say
from reviewer.domain.stages import Outcome
from reviewer.language.speech import Speech

WHEN: dict[When, Said] = {
    When.DONE: say("has been done"),
    When.OVERDUE: say("overdue"),
    When.DUE: say("due"),
    When.NO_DATE: say("no date is set"),
}


def decide(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Record the recipient's decision in a case; what is not given is as the council proposed."""
    with opened(call) as file:
        case = file.case(only=[call.id])
        chosen(case, [call.id])
        proposed = case.dossiers[call.id].recommendation
        outcome = Outcome(call.outcome) if call.outcome else proposed.outcome
        if outcome is None:
            raise Refusal(say("Nothing is proposed in {application} yet.", application=call.id))
        granting = outcome in GRANTING
        same = outcome is proposed.outcome
        body = RecipientDecided(
            application=call.id,
            outcome=outcome,
            day=call.day or now().astimezone().date(),
            amount=(call.amount if call.amount is not None else proposed.amount) if granting else None,
            reason=call.reason,
            conditions=tuple(call.conditions) if call.conditions is not None else proposed.conditions if same else (),
        )
        doubts = recipients_doubts(file.case(), body)
        file.append(acting_seat(file, call), [body], now())
    return Answer(words=(say("Written: {path}", path=str(call.case)), *doubts))


def milestone(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Say when a step is due or done; what is not given stays as it was."""
    if call.due is None and call.done is None and not call.not_done:
        raise Refusal(say("Say when it is due or done: --due DATE, --done DATE or --not-done."), Status.MISUSED)
    if call.done is not None and call.not_done:
        raise Refusal(say("Say one of them: --done DATE or --not-done."), Status.MISUSED)
    with opened(call) as file:
        case = file.case(only=[call.id])
        chosen(case, [call.id])
        step = Milestone(call.milestone)
        known = milestones(case.dossiers[call.id]).get(step)
        body = MilestoneSet(
            application=call.id,
            milestone=step,
            due=call.due or (known.due if known else None),
            done=None if call.not_done else call.done or (known.done if known else None),
            amount=call.amount if call.amount is not None else known.amount if known else None,
            note=call.note or (known.note if known else ""),
        )
        file.append(acting_seat(file, call), [body], now())
    before = stood_before(case.dossiers[call.id], body)
    return Answer(words=(say("Written: {path}", path=str(call.case)), *((before,) if before else ())))


def reserve(call: argparse.Namespace, speech: Speech) -> Answer:
    """List who is next in line, best place first; with `--until`, write down how long the list holds."""
    with opened(call) as file:
        if call.until is not None:
            file.append(acting_seat(file, call), [ReserveKept(until=call.until)], now())
        case = seen(file, call)
        waiting = reserve_list(assess(case))
    until, left = kept_until(case), free(case)
    data = {
        "free": left,
        "until": until.isoformat() if until else None,
        "reserve": [{"id": one.application, "rank": one.rank, "could_get": one.could_get, "fits": one.fits} for one in waiting],
    }
    said = (say("Place"), say("Application"), say("Title"), say("Can get"), say("Enough is free"))
    rows = [_in_line(one, case.dossiers[one.application].application.title, speech) for one in waiting]
    parts: list[Table | str] = [Table(tuple(map(speech.text, said)), rows, frozenset({0, 3}))]
    if left is not None:
        parts.append(speech.text(say("Left in the budget: {amount}.", amount=Kroner(left))))
    if until is not None:
        over = until < now().astimezone().date()
        told = say("The reserve list ran out on {date}.", date=until) if over else say("The reserve list holds until {date}.", date=until)
        parts.append(speech.text(told))
    return Answer(data=data, parts=tuple(parts))


def _in_line(one: InLine, title: str, speech: Speech) -> tuple[str, ...]:
    amount = "–" if one.could_get is None else speech.value(Kroner(one.could_get))
    enough = "–" if one.could_get is None else speech.text(say("yes") if one.fits else say("no"))
    return (one.mark, one.application, shortened(title, 40), amount, enough)


def due(call: argparse.Namespace, speech: Speech) -> Answer:
    """List what is due when: the earliest first, then what has no date, then what is done."""
    with opened(call) as file:
        case = seen(file, call)
    found = due_on(case, call.on or now().astimezone().date())
    titles = {key: shortened(dossier.application.title, 34) for key, dossier in case.dossiers.items()}
    said = (say("Due"), say("Application"), say("Title"), say("What"), say("State"), say("Amount"))
    rows = [_row(one, titles[one.application], speech) for one in found]
    table = Table(tuple(map(speech.text, said)), rows, frozenset({5}))
    parts: tuple[Table | str, ...] = (table,) if rows else (speech.text(say("Nothing is due: nothing has been decided.")),)
    return Answer(data={"due": [_data(one) for one in found]}, parts=parts)


def _row(one: Due, title: str, speech: Speech) -> tuple[str, ...]:
    day = one.done or one.due
    return (
        speech.value(day) if day else "–",
        one.application,
        title,
        speech.text(one.said),
        speech.text(WHEN[one.when]),
        "" if one.amount is None else speech.value(Kroner(one.amount)),
    )


def _data(one: Due) -> dict[str, object]:
    return {
        "application": one.application,
        "what": one.what,
        "state": one.when.value,
        "due": one.due.isoformat() if one.due else None,
        "done": one.done.isoformat() if one.done else None,
        "amount": one.amount,
        "note": one.note,
    }
