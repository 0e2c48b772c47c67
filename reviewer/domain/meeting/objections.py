"""Why an act of a meeting is not allowed as the case stands. Who may do it at all is in `reviewer.domain.rights`."""

from __future__ import annotations

from collections.abc import Callable

from reviewer.domain.case import Case
from reviewer.domain.events import BudgetSet, Dissented, Happening, InterestDeclared, Recommended, StageSet
from reviewer.domain.interventions import GrantDeclined
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import MOST_INTRODUCERS, MotionKind, Standing
from reviewer.domain.meeting.asking import amount_refused, called, item_on, recused_of, seat_name, seat_names, unknown_seat
from reviewer.domain.meeting.balloting import decision_refused, overrun_refused, vote_refused
from reviewer.domain.meeting.belonging import meeting_before
from reviewer.domain.meeting.carried import conditions_refused
from reviewer.domain.meeting.following import (
    approval_refused,
    budget_refused,
    confirmation_refused,
    correction_refused,
    decline_refused,
    lock_refused,
    milestone_refused,
    recipients_decision_refused,
    recommendation_refused,
    stage_refused,
)
from reviewer.domain.meeting.quorum import present_seats
from reviewer.domain.meeting.recusals import who_decides
from reviewer.domain.meeting.rulebook import voting_rules
from reviewer.domain.meeting.sitting import meetings
from reviewer.domain.meeting.times import time_refused
from reviewer.domain.said import Said, say

LOCKED = say("The minutes are locked. What is wrong in them is put right by a numbered correction.")


def objection(case: Case, body: Happening) -> Said | None:
    """Return why this is not done as the case stands, or None where it may be.

    Of the case, what concerns the application and the decided ones is enough.
    """
    if not case.locks.admits(body):
        return LOCKED
    if why := _between_meetings(case, body):
        return why
    found = _CHECKS.get(type(body))
    if found is None:
        return None
    application = getattr(body, "application", "")
    if application and application not in case.dossiers:
        return say("There is no application {application} in the case.", application=application)
    return found(case, body)


_OF_A_MEETING = (
    acts.MotionMade,
    acts.ActingChairSet,
    acts.TriageSet,
    acts.DiscussionAsked,
    acts.RecusalDecided,
    InterestDeclared,
    Dissented,
)
"""What belongs to the treatment of a case, and names no meeting."""


def _between_meetings(case: Case, body: Happening) -> Said | None:
    """Return that a case which locked minutes left undecided waits for the agenda of a new meeting, or None."""
    if not case.locks.meetings or not isinstance(body, _OF_A_MEETING):
        return None
    placed = [(one, item) for one in meetings(case) if (item := one.item(body.application))]
    if not placed or any(one.locked is None for one, _ in placed):
        return None
    return say(
        "Case {number} was not settled when the minutes were locked. Put it on the agenda of a new meeting first; what is wrong in the "
        "locked minutes is put right by a numbered correction.",
        number=placed[-1][1].number,
    )


def _of_meeting(case: Case, body: acts.AttendanceNoted | acts.AttendanceExpected | acts.MatterPlaced) -> Said | None:
    found = called(case, body.meeting)
    if isinstance(found, Said):
        return found
    if isinstance(body, acts.AttendanceNoted | acts.AttendanceExpected) and case.committee.seat(body.attendee) is None:
        return say("The committee has no seat {seat}.", seat=body.attendee or "–")
    return time_refused(case, found, body) if isinstance(body, acts.AttendanceNoted) else None


def _remark(case: Case, body: acts.RemarkEntered) -> Said | None:
    found = called(case, body.meeting)
    if isinstance(found, Said):
        return found
    if body.application:
        return recused_of(case, case.dossiers[body.application], [body.remarker])
    return None


def _placed(case: Case, body: acts.ItemPlaced) -> Said | None:
    found = called(case, body.meeting)
    if isinstance(found, Said):
        return found
    if body.position is None:
        decided = found.item(body.application)
        return say("The case is decided. It stays on the agenda.") if decided and decided.decided else None
    if not body.number.strip() or body.position < 1:
        return say("A case on the agenda has a number and a position from 1 on.")
    if len(body.introducers) > MOST_INTRODUCERS:
        return say("A case has at most {most} introducers.", most=MOST_INTRODUCERS)
    others = [one for one in meetings(case) if one.id != body.meeting and one.locked is None and one.item(body.application)]
    if others:
        return say("{application} is on the agenda of another meeting ({meeting}).", application=body.application, meeting=others[0].id)
    return recused_of(case, case.dossiers[body.application], body.introducers)


def _asked(case: Case, body: acts.DiscussionAsked) -> Said | None:
    return unknown_seat(case, body.asker) or recused_of(case, case.dossiers[body.application], [body.asker])


def _interest(case: Case, body: acts.RecusalDecided) -> Said | None:
    """Return why the body's decision on an interest is not in order: who decided it, and whether they were enough."""
    if body.standing is Standing.OPEN:
        return None
    if why := unknown_seat(case, body.concerned):
        return why
    if not body.ground.strip():
        return say("Write the ground.")
    sitting = next((one.id for one in meetings(case) if one.locked is None and one.item(body.application) and one.attendance), "")
    able = who_decides(case, body.application, body.concerned, sitting)
    wrong = [seat for seat in body.decided_by if seat not in able]
    if wrong:
        return say("{seats} cannot decide whether {seat} takes part.", seats=seat_names(case, wrong), seat=seat_name(case, body.concerned))
    needed = voting_rules(case.committee).needed(len(case.committee.rating_seats()))
    if len(body.decided_by) < needed:
        return say(
            "No quorum: {count} decide whether {seat} takes part, and {needed} are needed.",
            count=len(body.decided_by),
            seat=seat_name(case, body.concerned),
            needed=needed,
        )
    return None


def _acting(case: Case, body: acts.ActingChairSet) -> Said | None:
    if not body.reason.strip() and not body.taken_back:
        return say("Write the reason: it is kept and printed.")
    if not body.chair or body.taken_back:
        return None
    return unknown_seat(case, body.chair) or recused_of(case, case.dossiers[body.application], [body.chair])


def cannot_lead(case: Case, body: acts.ActingChairSet) -> Said | None:
    """Return that the seat is not in the room, or leads the case already; or None. Before anybody is noted, any seat may be there.

    It is asked of what is done now. A record of a meeting that is over is taken as it was.
    """
    if not body.chair or body.taken_back:
        return None
    for met in meetings(case):
        item = met.item(body.application) if met.locked is None else None
        if item is None:
            continue
        if met.attendance and body.chair not in present_seats(case, met.id):
            return say("{seat} is not in the room and cannot lead. Choose somebody who is there.", seat=seat_name(case, body.chair))
        if item.acting is not None and item.acting.chair == body.chair:
            return say("{seat} is the acting chair of the case already.", seat=seat_name(case, body.chair))
    return None


def _floor(case: Case, body: acts.FloorGiven) -> Said | None:
    item = item_on(case, body.meeting, body.application)
    return item if isinstance(item, Said) else None


def _motion(case: Case, body: acts.MotionMade) -> Said | None:
    dossier = case.dossiers[body.application]
    held = [event.body for event in dossier.meeting_acts]
    if not body.motion.strip():
        return say("A motion has a number.")
    here = meeting_before(dossier.history)
    votes = [one for one in held if isinstance(one, acts.VoteTaken) and one.meeting == here]
    if any(body.motion in {one.motion, one.against_motion} for one in votes):
        return say("Motion {motion} has been put to the vote. Make a new one.", motion=body.motion)
    if body.kind is MotionKind.WITHDRAWN:
        return None
    if body.amends and not any(isinstance(one, acts.MotionMade) and one.motion == body.amends for one in held):
        return say("There is no motion {motion} to amend.", motion=body.amends)
    return (
        recused_of(case, dossier, [body.proposer])
        or amount_refused(body.outcome, body.amount)
        or conditions_refused(body.outcome, body.conditions)
    )


_CHECKS: dict[type, Callable[..., Said | None]] = {
    acts.AttendanceNoted: _of_meeting,
    acts.AttendanceExpected: _of_meeting,
    acts.MatterPlaced: _of_meeting,
    acts.RemarkEntered: _remark,
    acts.ItemPlaced: _placed,
    acts.DiscussionAsked: _asked,
    acts.RecusalDecided: _interest,
    acts.ActingChairSet: _acting,
    acts.FloorGiven: _floor,
    acts.MotionMade: _motion,
    acts.VoteTaken: vote_refused,
    acts.Decided: decision_refused,
    acts.OverrunDecided: overrun_refused,
    acts.MinutesLocked: lock_refused,
    acts.MinutesCorrected: correction_refused,
    acts.MinutesApproved: approval_refused,
    acts.InterestConfirmed: confirmation_refused,
    acts.RecipientDecided: recipients_decision_refused,
    acts.MilestoneSet: milestone_refused,
    GrantDeclined: decline_refused,
    Recommended: recommendation_refused,
    BudgetSet: budget_refused,
    StageSet: stage_refused,
}
