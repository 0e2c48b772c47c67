"""How far a case has come in its meeting: what has to be done next before it can be decided, and before it is done with."""

from __future__ import annotations

from enum import Enum

from reviewer.domain.case import Case
from reviewer.domain.events import Stage
from reviewer.domain.meeting.acts import FloorState, MotionKind, MotionMade
from reviewer.domain.meeting.drafting import carried_motions
from reviewer.domain.meeting.quorum import present_seats, quorum
from reviewer.domain.meeting.recusals import in_question, pointed_at
from reviewer.domain.meeting.rulebook import voting_rules
from reviewer.domain.meeting.sitting import Item, Meeting
from reviewer.domain.meeting.voting import Verdict, counted


class Awaits(Enum):
    """What a case waits for."""

    NOTHING = "nothing"
    """The minutes are locked."""
    PHASE = "phase"
    """The round is in another phase than the meeting."""
    ATTENDANCE = "attendance"
    """Nobody is noted as present."""
    OTHER_CASE = "other_case"
    """Another case is open."""
    INTEREST = "interest"
    """The body has to decide whether a seat in the room takes part."""
    LEAVING = "leaving"
    """Seats in the room are recused: they leave, then it is opened."""
    OPENING = "opening"
    CHAIR = "chair"
    """Nobody can lead it."""
    QUORUM = "quorum"
    MOTION = "motion"
    VOTE = "vote"
    LEADERS_VOTE = "leaders_vote"
    """The votes are equal, and how the leader voted is not known."""
    OTHER_MOTION = "other_motion"
    """Every motion was lost."""
    DECISION = "decision"
    CLOSING = "closing"
    NEXT = "next"
    """It is decided, and done with."""
    REOPENING = "reopening"
    """It is done with, and neither decided nor postponed."""


def awaits(case: Case, met: Meeting, item: Item) -> Awaits:
    """Return what the case waits for, the first thing first."""
    if met.locked is not None:
        return Awaits.NOTHING
    if case.stage is not Stage.MEETING:
        return Awaits.PHASE
    if not present_seats(case, met.id):
        return Awaits.ATTENDANCE
    if item.floor is FloorState.CLOSED:
        return Awaits.NEXT if item.decided else Awaits.REOPENING
    if item.decided:
        return Awaits.CLOSING
    return _before_opening(case, met, item) if item.floor is FloorState.WAITING else _open(case, met, item)


def open_elsewhere(met: Meeting, item: Item) -> Item | None:
    """Return another case that is open, or None."""
    return next((one for one in met.items if one.floor is FloorState.OPEN and one.application != item.application), None)


def leaving(case: Case, met: Meeting, item: Item) -> tuple[str, ...]:
    """Return the seats that are noted as present and recused from the case."""
    return tuple(seat for seat in present_seats(case, met.id) if seat in item.recused)


def unspoken(case: Case, met: Meeting, item: Item) -> tuple[str, ...]:
    """Return the seats in the room that have not declared, though the application points to them."""
    there = present_seats(case, met.id)
    return tuple(seat for seat in pointed_at(case, item.application) if seat in there)


def doubtful(case: Case, met: Meeting, item: Item) -> tuple[str, ...]:
    """Return the seats in the room of which the body has to decide whether they take part."""
    there = present_seats(case, met.id)
    return tuple(seat for seat in in_question(case.dossiers[item.application]) if seat in there)


def unvoted(item: Item) -> tuple[MotionMade, ...]:
    """Return the motions that have not been put to the vote, neither for themselves nor against another."""
    voted = {number for vote in item.votes for number in (vote.motion, vote.against_motion)}
    return tuple(one for one in item.motions if one.kind is not MotionKind.WITHDRAWN and one.motion not in voted)


def _before_opening(case: Case, met: Meeting, item: Item) -> Awaits:
    if open_elsewhere(met, item):
        return Awaits.OTHER_CASE
    if doubtful(case, met, item):
        return Awaits.INTEREST
    return Awaits.LEAVING if leaving(case, met, item) else Awaits.OPENING


def _open(case: Case, met: Meeting, item: Item) -> Awaits:
    if doubtful(case, met, item):
        return Awaits.INTEREST
    if not item.chair:
        return Awaits.CHAIR
    if not quorum(case, met.id, item.application).quorate:
        return Awaits.QUORUM
    return _voting(case, item)


def _voting(case: Case, item: Item) -> Awaits:
    rules = voting_rules(case.committee)
    if any(counted(vote, rules).verdict is Verdict.UNDECIDED for vote in item.votes):
        return Awaits.LEADERS_VOTE
    if carried_motions(item, rules) and not unvoted(item):
        return Awaits.DECISION
    if unvoted(item):
        return Awaits.VOTE
    return Awaits.OTHER_MOTION if item.votes else Awaits.MOTION
