"""Who may do what: an act outside a seat's role is refused where it is made."""

from __future__ import annotations

from reviewer.domain.committee import Committee, Seat, SeatRole
from reviewer.domain.economics.effects import step_of
from reviewer.domain.economics.whatif import NAMES, WhatIfError, line_of, what_if
from reviewer.domain.enrolment import HandedIn
from reviewer.domain.events import (
    Dissented,
    Happening,
    InterestDeclared,
    Outcome,
    Rated,
    RatingState,
    Recommended,
    StageSet,
    Undone,
    VerdictRuled,
)
from reviewer.domain.interventions import (
    AssumptionsSet,
    CommitteeChanged,
    DrawAnnounced,
    EffectGraded,
    GrantDeclined,
    PlaceMoved,
    RatingExcluded,
)
from reviewer.domain.meeting import acts
from reviewer.domain.said import Said, say

_RATES = frozenset({SeatRole.CHAIR, SeatRole.MEMBER})
_READS = frozenset({SeatRole.OBSERVER, SeatRole.RECIPIENT})
_RECORDS = frozenset({SeatRole.CHAIR, SeatRole.SECRETARIAT})


def refusal(committee: Committee, seat: Seat, body: Happening) -> Said | None:
    """Return why this seat may not do this, or None where it may."""
    if seat.role in _READS:
        return say("{seat} reads, and writes nothing in the case.", seat=seat.name)
    if isinstance(body, Rated):  # by far the most, and a meeting's acts are many kinds
        return _rating_refusal(committee, seat, body)
    if isinstance(body, acts.MeetingAct):
        return _meeting_refusal(committee, seat, body)
    match body:
        case VerdictRuled() | AssumptionsSet() | EffectGraded():
            return _council_refusal(committee, seat, body)
        case Recommended():
            return _recommendation_refusal(seat, body)
        case Dissented():
            return _dissent_refusal(committee, seat, body)
        case InterestDeclared():
            return _own_or_recorded(seat, body.declarer)
        case RatingExcluded() | PlaceMoved() | DrawAnnounced():
            return _intervention_refusal(seat, body)
        case GrantDeclined() | CommitteeChanged() if not body.reason.strip():
            return say("Write the reason: it is kept and printed.")
        case StageSet() | HandedIn():
            return _step_refusal(seat, body)
        case Undone():
            return None
        case _:
            return None if seat.role is SeatRole.SECRETARIAT else say("Only the secretariat does this.")


def _meeting_refusal(committee: Committee, seat: Seat, body: acts.MeetingAct) -> Said | None:
    """Return why the seat may not do this of a meeting: it speaks for itself; the chair and the secretariat write down what happens."""
    match body:
        case acts.DiscussionAsked(asker=speaker) | acts.RemarkEntered(remarker=speaker):
            return _spoken_refusal(committee, seat, speaker)
        case acts.AttendanceExpected(attendee=speaker):
            return _spoken_refusal(committee, seat, speaker)
        case acts.MinutesApproved(approver=speaker) | acts.InterestConfirmed(declarer=speaker):
            return _spoken_refusal(committee, seat, speaker)
        case acts.RecipientDecided() | acts.MilestoneSet() | acts.ReserveKept():
            return None if seat.role is SeatRole.SECRETARIAT else say("Only the secretariat does this.")
        case _ if seat.role not in _RECORDS:
            return say("Only the chair and the secretariat do this.")
        case acts.MinutesLocked() | acts.FeedLocked() if seat.role is not SeatRole.SECRETARIAT:
            return say("Only the secretariat locks the minutes: only its file holds the whole case.")
        case acts.RecusalDecided() if body.concerned == seat.id:
            return say("{seat} does not write down the decision on its own interest.", seat=seat.name)
        case _:
            return None


def _step_refusal(seat: Seat, body: StageSet | HandedIn) -> Said | None:
    if isinstance(body, StageSet):
        return None if seat.role in _RECORDS else say("Only the chair and the secretariat do this.")
    own = seat.role in _RATES and body.seat == seat.id
    return None if own else say("{seat} does not rate for this seat.", seat=seat.name)


def _spoken_refusal(committee: Committee, seat: Seat, speaker: str) -> Said | None:
    if committee.seat(speaker) is None:
        return say("The committee has no seat {seat}.", seat=speaker or "–")
    return _own_or_recorded(seat, speaker)


def _council_refusal(committee: Committee, seat: Seat, body: VerdictRuled | AssumptionsSet | EffectGraded) -> Said | None:
    """Return why the seat may not put the council's own view in place of what is computed or stated."""
    allowed = seat.role in committee.procedure.may_waive
    if isinstance(body, VerdictRuled):
        if not allowed:
            return say("{seat} may not waive or overrule a requirement.", seat=seat.name)
        return None if body.reason.strip() else say("A requirement is waived or overruled with a reason. Write it.")
    if not allowed:
        return say("{seat} may not set what the council assumes.", seat=seat.name)
    if not body.reason.strip():
        return say("Write the reason: it is kept and printed.")
    return _assumption_refusal(committee, body)


def _assumption_refusal(committee: Committee, body: AssumptionsSet | EffectGraded) -> Said | None:
    if isinstance(body, EffectGraded):
        graded = not body.grade or step_of(body.grade) is not None
        return None if graded else say("{grade} is not a grade. Write one from ---- to ++++.", grade=body.grade)
    if not body.given:
        return say("Write what the council assumes.")
    try:
        # An empty value takes the assumption back; its name has still to be one that there is.
        what_if(committee.method, [(name, value) for name, value in body.given if value or (name not in NAMES and line_of(name) is None)])
    except WhatIfError as error:
        return error.said
    return None


def _intervention_refusal(seat: Seat, body: RatingExcluded | PlaceMoved | DrawAnnounced) -> Said | None:
    if seat.role not in _RECORDS:
        return say("Only the chair and the secretariat do this.")
    if isinstance(body, DrawAnnounced):
        return None if body.seed.strip() else say("Write the seed of the draw: any text, told before lots are drawn.")
    if not body.reason.strip():
        return say("Write the reason: it is kept and printed.")
    if isinstance(body, PlaceMoved) and body.to is not None and body.to < 1:
        return say("Write a place from 1 on.")
    return None


def _recommendation_refusal(seat: Seat, body: Recommended) -> Said | None:
    if seat.role not in _RECORDS:
        return say("Only the chair and the secretariat record the recommendation.")
    gives = body.outcome in {Outcome.RECOMMENDED, Outcome.CONDITIONS}
    if body.outcome is not None and not gives and body.amount:
        return say("What is not recommended, or postponed, gets no amount.")
    if "amount" in body.fields and body.amount is not None and (body.amount < 0 or (gives and not body.amount)):
        return say("Write an amount above 0.")
    return None


def _dissent_refusal(committee: Committee, seat: Seat, body: Dissented) -> Said | None:
    if all(one.id != body.dissenter for one in committee.rating_seats()):
        return say("{seat} takes no part in the decision and cannot dissent from it.", seat=body.dissenter)
    return _own_or_recorded(seat, body.dissenter)


def _own_or_recorded(seat: Seat, concerned: str) -> Said | None:
    if seat.id == concerned or seat.role in _RECORDS:
        return None
    return say("{seat} speaks for itself only.", seat=seat.name)


def _rating_refusal(committee: Committee, seat: Seat, rated: Rated) -> Said | None:
    criterion = committee.criterion(rated.criterion)
    if seat.role not in _RATES or rated.seat != seat.id:
        return say("{seat} does not rate for this seat.", seat=seat.name)
    if criterion is None:
        return say("The committee has no criterion {criterion}.", criterion=rated.criterion)
    if rated.state is RatingState.SCORED and rated.score not in {step.value for step in criterion.scale}:
        return say("{score} is not a step on the scale for {criterion}.", score=str(rated.score), criterion=criterion.name)
    if rated.state in {RatingState.DEFERRED, RatingState.ABSTAINED} and not rated.comment.strip():
        return say("Write why the rating is deferred or abstained from.")
    return None
