"""What happened before, in and after a meeting, each told in one sentence."""

from __future__ import annotations

from reviewer.domain.committee import Committee
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import FloorState, Manner, MeetingAct, Milestone, MotionKind, Presence, Standing, Triage
from reviewer.domain.meeting.times import clock
from reviewer.domain.meeting.voting import numbers, tallied_overrun
from reviewer.domain.said import Kroner, Said, say
from reviewer.domain.stages import Outcome

OUTCOMES = {
    Outcome.RECOMMENDED: say("recommended"),
    Outcome.CONDITIONS: say("recommended with conditions"),
    Outcome.NOT_RECOMMENDED: say("not recommended"),
    Outcome.POSTPONED: say("postponed"),
}
GRANTS = {
    Outcome.RECOMMENDED: say("granted"),
    Outcome.CONDITIONS: say("granted on conditions"),
    Outcome.NOT_RECOMMENDED: say("not granted"),
    Outcome.POSTPONED: say("postponed"),
}
"""What the recipient of the proposal decides."""
MILESTONES = {
    Milestone.COMMITMENT: say("letter of commitment"),
    Milestone.REFUSAL: say("letter of refusal"),
    Milestone.CONDITIONS: say("conditions met"),
    Milestone.PLAN_RECEIVED: say("benefits realisation plan received"),
    Milestone.PLAN_APPROVED: say("benefits realisation plan approved"),
    Milestone.FINAL_COMMITMENT: say("final commitment"),
    Milestone.PAYMENT: say("payment released"),
}
_FLOOR = {
    FloorState.WAITING: say("The case was put back on the agenda."),
    FloorState.OPEN: say("The case came before the meeting."),
    FloorState.CLOSED: say("The case was concluded."),
}
_TRIAGE = {
    Triage.DISCUSSED: say("The case is to be discussed."),
    Triage.UNLESS_ASKED: say("The case is not discussed unless someone asks."),
}
_MOTIONS = {
    MotionKind.AMENDMENT: say("An amendment was moved."),
    MotionKind.ALTERNATIVE: say("An alternative motion was made."),
    MotionKind.WITHDRAWN: say("A motion was withdrawn."),
}


def told(body: MeetingAct, committee: Committee) -> Said:
    """Return the sentence; names of seats are the committee's."""
    match body:
        case acts.MeetingCalled() | acts.AttendanceNoted() | acts.MatterPlaced() | acts.OverrunDecided() | acts.RemarkEntered():
            return _of_meeting(body, committee)
        case acts.AttendanceExpected():
            return _expected(body, committee)
        case acts.ItemPlaced() | acts.TriageSet() | acts.DiscussionAsked() | acts.RecusalDecided() | acts.ActingChairSet():
            return _before(body, committee)
        case acts.FloorGiven() | acts.MotionMade() | acts.VoteTaken() | acts.Decided():
            return _in_the_room(body)
        case acts.MinutesLocked() | acts.FeedLocked() | acts.MinutesCorrected() | acts.MinutesApproved():
            return _of_minutes(body, committee)
        case acts.InterestConfirmed() | acts.RecipientDecided() | acts.MilestoneSet() | acts.ReserveKept():
            return _after(body, committee)


def _of_meeting(
    body: acts.MeetingCalled | acts.AttendanceNoted | acts.MatterPlaced | acts.OverrunDecided | acts.RemarkEntered, committee: Committee
) -> Said:
    match body:
        case acts.MeetingCalled():
            place = body.place or "–"
            if body.starts:
                return say("The meeting is set for {date} at {time}, {place}.", date=body.date, time=body.starts, place=place)
            return say("The meeting is called for {date}, {place}.", date=body.date, place=place)
        case acts.AttendanceNoted():
            return _attends(body, _seat(committee, body.attendee))
        case acts.MatterPlaced():
            return say("Matter {number}: {title}.", number=body.number, title=body.title)
        case acts.OverrunDecided():
            return _overrun(body, committee)
        case acts.RemarkEntered():
            return say("{seat}'s remark for the minutes: {text}", seat=_seat(committee, body.remarker), text=body.text or "–")


def _overrun(body: acts.OverrunDecided, committee: Committee) -> Said:
    """Return what the council allows and why, and how the votes fell, where that is noted."""
    allowed = say("The council allows grants of up to {amount} in all: {reason}", amount=Kroner(body.up_to), reason=body.reason)
    if not (body.for_count or body.against_count):
        return allowed
    return say("{allowed} {votes}", allowed=allowed, votes=tallied_overrun(body, committee).said)


def _attends(body: acts.AttendanceNoted, seat: str) -> Said:
    deputy = say(" ({deputy} deputises)", deputy=body.deputy) if body.deputy else ""
    at = say(" from {time}", time=clock(body.at_time)) if body.at_time else ""
    if body.presence is Presence.PRESENT:
        return say("{seat} is in the room{at}{deputy}.", seat=seat, at=at, deputy=deputy)
    return say("{seat} is not in the room{at}.", seat=seat, at=at)


def _expected(body: acts.AttendanceExpected, committee: Committee) -> Said:
    seat = _seat(committee, body.attendee)
    if body.presence is Presence.ABSENT:
        return say("{seat} is not expected.", seat=seat)
    if body.arrives and body.leaves:
        return say("{seat} is expected from {arrives} to {leaves}.", seat=seat, arrives=body.arrives, leaves=body.leaves)
    if body.arrives:
        return say("{seat} is expected from {arrives}.", seat=seat, arrives=body.arrives)
    return (
        say("{seat} is expected until {leaves}.", seat=seat, leaves=body.leaves) if body.leaves else say("{seat} is expected.", seat=seat)
    )


def _before(
    body: acts.ItemPlaced | acts.TriageSet | acts.DiscussionAsked | acts.RecusalDecided | acts.ActingChairSet, committee: Committee
) -> Said:
    match body:
        case acts.ItemPlaced(position=None):
            return say("Case {number} was taken off the agenda.", number=body.number)
        case acts.ItemPlaced():
            return say("The application is case {number} on the agenda.", number=body.number)
        case acts.TriageSet():
            return _TRIAGE[body.triage]
        case acts.DiscussionAsked():
            return say("{seat} asks that the case be discussed.", seat=_seat(committee, body.asker))
        case acts.RecusalDecided():
            return _recusal(body, committee)
        case acts.ActingChairSet(chair=""):
            return say("The acting chair no longer leads the case: {reason}", reason=body.reason)
        case acts.ActingChairSet():
            return say("{seat} leads the case: {reason}", seat=_seat(committee, body.chair), reason=body.reason)


def _recusal(body: acts.RecusalDecided, committee: Committee) -> Said:
    seat = _seat(committee, body.concerned)
    match body.standing:
        case Standing.RECUSED:
            return say("The council has decided that {seat} is recused.", seat=seat)
        case Standing.TAKES_PART:
            return say("The council has decided that {seat} takes part.", seat=seat)
        case Standing.OPEN:
            return say("The decision on whether {seat} takes part was taken back.", seat=seat)


def _in_the_room(body: acts.FloorGiven | acts.MotionMade | acts.VoteTaken | acts.Decided) -> Said:
    match body:
        case acts.FloorGiven():
            return _FLOOR[body.state]
        case acts.MotionMade(kind=MotionKind.MAIN):
            return say("Motion {number} was made.", number=body.motion)
        case acts.MotionMade():
            return _MOTIONS[body.kind]
        case acts.VoteTaken(manner=Manner.UNANIMOUS):
            return say("Motion {number} was carried unanimously.", number=body.motion)
        case acts.VoteTaken():
            ayes, noes, _ = numbers(body)
            return say("Vote on motion {number}: {ayes} for, {noes} against.", number=body.motion, ayes=ayes, noes=noes)
        case acts.Decided() if body.amount is None:
            return say("The council's decision: {outcome}.", outcome=OUTCOMES[body.outcome])
        case acts.Decided():
            return say("The council's decision: {outcome}, {amount}.", outcome=OUTCOMES[body.outcome], amount=Kroner(body.amount or 0))


def _of_minutes(body: acts.MinutesLocked | acts.FeedLocked | acts.MinutesCorrected | acts.MinutesApproved, committee: Committee) -> Said:
    match body:
        case acts.MinutesLocked():
            return say("The minutes were locked.")
        case acts.FeedLocked():
            return say("What was there when the minutes were locked counts.")
        case acts.MinutesCorrected():
            return say("Correction {number} of the minutes: {text}", number=body.number, text=body.text)
        case acts.MinutesApproved():
            return say("{seat} approved the minutes.", seat=_seat(committee, body.approver))


def _after(body: acts.InterestConfirmed | acts.RecipientDecided | acts.MilestoneSet | acts.ReserveKept, committee: Committee) -> Said:
    match body:
        case acts.InterestConfirmed(application=""):
            return say("{seat} confirmed all that it declared of the meeting's cases.", seat=_seat(committee, body.declarer))
        case acts.InterestConfirmed():
            return say("{seat} confirmed what it declared.", seat=_seat(committee, body.declarer))
        case acts.RecipientDecided(amount=None):
            return say("{recipient} decided: {outcome}.", recipient=committee.recipient, outcome=GRANTS[body.outcome])
        case acts.RecipientDecided():
            return say(
                "{recipient} decided: {outcome}, {amount}.",
                recipient=committee.recipient,
                outcome=GRANTS[body.outcome],
                amount=Kroner(body.amount or 0),
            )
        case acts.ReserveKept(until=None):
            return say("The reserve list holds until further notice.")
        case acts.ReserveKept():
            return say("The reserve list holds until {date}.", date=body.until)
        case acts.MilestoneSet():
            dated = _milestone(body)
            return say("{first} {second}", first=dated, second=body.note) if body.note else dated


def _milestone(body: acts.MilestoneSet) -> Said:
    match body:
        case acts.MilestoneSet(done=None, due=None):
            return say("{milestone}: no date any more.", milestone=MILESTONES[body.milestone])
        case acts.MilestoneSet(done=None):
            return say("{milestone}: due {date}.", milestone=MILESTONES[body.milestone], date=body.due)
        case _:
            return say("{milestone}: {date}.", milestone=MILESTONES[body.milestone], date=body.done)


def _seat(committee: Committee, seat_id: str) -> str:
    seat = committee.seat(seat_id)
    return seat.name if seat else seat_id
