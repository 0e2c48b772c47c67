"""`reviewer meeting`, at its end: the review, the lock, corrections, approvals, and what the seats confirm."""

from __future__ import annotations

import argparse

from reviewer.cli.answers import Answer, Refusal, Status
from reviewer.cli.commands.meeting import appended, the_meeting
from reviewer.cli.looking import acting_seat, chosen, opened, own_seat
from reviewer.cli.main import now
from reviewer.closing import lock_minutes
from reviewer.domain.assessment import assess
from reviewer.domain.case import Case
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.approving import confirmed, is_over, to_confirm
from reviewer.domain.meeting.asking import seat_name
from reviewer.domain.meeting.following import NOT_LOCKED
from reviewer.domain.meeting.minutes import minutes
from reviewer.domain.meeting.outstanding import outstanding
from reviewer.domain.meeting.sitting import Meeting, meetings
from reviewer.domain.meeting.unexplained import unexplained
from reviewer.domain.said import say
from reviewer.language.speech import Speech


def lock(call: argparse.Namespace, speech: Speech) -> Answer:
    """Lock the minutes; what is missing is said first, and stands in the way unless it is waived."""
    with opened(call) as file:
        case = file.case()
        met = the_meeting(case, call.meeting)
        kept = minutes(case, met.id)
        lacking = outstanding(case, kept, unexplained(assess(case), kept)) if kept else ()
        if lacking and not call.anyway:
            words = (*lacking, say("Nothing was written. What is missing can be written first, or locked as it is: --anyway."))
            return Answer(data={"missing": [speech.text(one) for one in lacking]}, words=words, status=Status.REFUSED)
        lock_minutes(file, acting_seat(file, call), met.id, now(), call.by)
        locked = the_meeting(file.case(), met.id).locked
    content = locked.content if locked else ""
    return Answer(data={"content": content}, words=(*lacking, say("The minutes are locked: {content}.", content=content)))


def _last_locked(case: Case, asked: str) -> Meeting:
    """Return the meeting that was asked for, else the last one whose minutes are locked, else the one that is not."""
    locked = [one for one in meetings(case) if one.locked is not None]
    return locked[-1] if locked and not asked else the_meeting(case, asked)


def correct(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Correct locked minutes; corrections are numbered."""
    with opened(call) as file:
        met = _last_locked(file.case(), call.meeting)
        number = sum(one.application == call.id for one in met.corrections) + 1
        body = acts.MinutesCorrected(
            meeting=met.id, number=number, text=call.words, reason=call.reason, day=now().astimezone().date(), application=call.id
        )
        return appended(call, file, [body])


def approve(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Approve locked minutes, as the acting seat."""
    with opened(call) as file:
        seat = own_seat(file, call)
        met = _last_locked(file.case(), call.meeting)
        if met.locked is None:
            raise Refusal(say("The minutes are not locked yet."))
        return appended(call, file, [acts.MinutesApproved(meeting=met.id, approver=seat, content=met.locked.content)])


def confirm_interests(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Confirm what the acting seat declared: of these applications, or all of it, what it no longer sees included."""
    with opened(call) as file:
        seat = own_seat(file, call)
        case = file.case()
        bodies = [acts.InterestConfirmed(application=key, declarer=seat) for key in chosen(case, call.ids)] if call.ids else ()
        if found := bodies or to_confirm(case, seat):
            return appended(call, file, found)
        if any(seat in seats for seats in confirmed(case).values()) or any(one.locked for one in meetings(case)):
            return Answer(words=(say("What {seat} declared is confirmed already.", seat=seat_name(case, seat)),))
        raise Refusal(say("This copy of the case has no declaration of the seat to confirm.") if is_over(case) else NOT_LOCKED)
