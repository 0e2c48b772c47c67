"""Motions, votes and decisions as a record on paper has them, turned into the acts that they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reviewer.domain.committee import Committee
from reviewer.domain.events import Happening, InterestDeclared
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import Manner, MotionKind
from reviewer.domain.meeting.carried import NOTHING
from reviewer.domain.meeting.paper.record import Ballot, Decision, Item, Motion, Overrun, Record, Recusal, Votes
from reviewer.domain.seats import SeatRole
from reviewer.domain.slotted import dataclass

MAIN = "1"
"""The number of a case's main motion."""


@dataclass(frozen=True, slots=True)
class Leads:
    """The meeting in which a case is treated, who takes part in it now, and who leads it."""

    meeting: str
    taking_part: tuple[str, ...]
    chair: str


def moved(item: Item) -> Iterator[tuple[tuple[str | int, ...], Motion]]:
    """Yield the main motion, then the others, each with its place within the item."""
    yield (), main_motion(item)
    yield from ((("motions", number), motion) for number, motion in enumerate(item.motions))


def ballots(item: Item) -> Iterator[tuple[tuple[str | int, ...], Ballot]]:
    """Yield the votes in the order in which they were taken, each with its place within the item."""
    if item.ballots:
        yield from ((("ballots", number, "votes"), one) for number, one in enumerate(item.ballots))
        return
    for place, motion in moved(item):
        if motion.votes is not None:
            yield (*place, "votes"), Ballot(motion=motion.number, votes=motion.votes)


def main_motion(item: Item) -> Motion:
    """Return the case's main motion: what the item itself states."""
    return Motion(
        number=MAIN,
        kind=MotionKind.MAIN,
        proposer=item.proposer,
        text=item.motion,
        outcome=item.outcome,
        amount=item.amount,
        conditions=item.conditions,
        votes=item.votes,
    )


def decision_of(item: Item, carried: str) -> Decision | None:
    """Return what was decided: as stated, else what the carried motion says; what an amendment leaves open is the main motion's."""
    if item.decision is not None:
        return item.decision
    motion = next((one for _, one in moved(item) if one.number == carried), None)
    if motion is None or (motion.outcome is None and item.outcome is None):
        return None
    meant = (NOTHING if motion.kind is not MotionKind.AMENDMENT else NOTHING.amended(item)).amended(motion)
    outcome = meant.outcome or item.outcome
    return None if outcome is None else Decision(outcome=outcome, amount=meant.amount, conditions=meant.conditions)


def motion_made(item: Item, motion: Motion, chair: str) -> acts.MotionMade:
    """Return the motion; without a proposer it is that of the seat that leads."""
    return acts.MotionMade(
        application=item.application,
        motion=motion.number,
        kind=motion.kind,
        proposer=motion.proposer or chair,
        outcome=motion.outcome,
        amount=motion.amount,
        conditions=motion.conditions,
        text=motion.text,
        amends=motion.amends,
    )


def motion_moved(item: Item, motion: Motion) -> acts.MotionMade:
    """Return the motion as it stands."""
    return replace(motion_made(item, motion, ""), proposer=motion.proposer)


def vote_taken(item: Item, ballot: Ballot, leads: Leads) -> acts.VoteTaken:
    """Return the vote, with those who took part and who led."""
    votes, chair, took_part = ballot.votes, leads.chair, leads.taking_part
    taken = acts.VoteTaken(
        application=item.application,
        meeting=leads.meeting,
        motion=ballot.motion,
        manner=votes.manner,
        voters=took_part,
        chair=chair,
        chair_voted=votes.chair_voted,
        against_motion=votes.against_motion,
        reason=votes.reason,
    )
    match votes.manner:
        case Manner.UNANIMOUS:
            return replace(taken, for_count=len(took_part), chair_voted="for" if chair in took_part else "")
        case Manner.NAMES:
            return _by_names(taken, votes)
        case Manner.SHOW:
            return replace(taken, for_count=_count(votes.ayes), against_count=_count(votes.noes), abstained_count=_count(votes.abstained))


def _by_names(taken: acts.VoteTaken, votes: Votes) -> acts.VoteTaken:
    ayes, noes, abstained = (_names(one) for one in (votes.ayes, votes.noes, votes.abstained))
    return replace(
        taken,
        for_count=len(ayes),
        against_count=len(noes),
        abstained_count=len(abstained),
        voted_for=ayes,
        voted_against=noes,
        abstained=abstained,
        chair_voted="for" if taken.chair in ayes else "against" if taken.chair in noes else "",
    )


def _names(side: tuple[str, ...] | int) -> tuple[str, ...]:
    return () if isinstance(side, int) else side


def _count(side: tuple[str, ...] | int) -> int:
    return side if isinstance(side, int) else len(side)


def decided_as(item: Item, carried: str, decision: Decision, leads: Leads) -> acts.Decided:
    """Return the decision, with those who took part in the vote that it rests on."""
    return acts.Decided(
        application=item.application,
        meeting=leads.meeting,
        motion=carried,
        outcome=decision.outcome,
        taking_part=leads.taking_part,
        chair=leads.chair,
        amount=decision.amount,
        conditions=decision.conditions,
        reasons=item.reasons,
        reason_codes=item.reason_codes,
        majority=item.majority,
        minority=item.minority,
        postponed_to=item.postponed_to,
        deadline=item.deadline,
        departure=item.departure,
    )


def as_overrun(body: acts.OverrunDecided, committee: Committee) -> Overrun:
    """Return the decision on the frame as a record has it."""
    chair = "" if body.chair == leads_overrun(committee, body.taking_part) else body.chair
    return Overrun(
        up_to=body.up_to,
        reason=body.reason,
        ayes=body.for_count,
        noes=body.against_count,
        chair=chair,
        chair_voted=body.chair_voted,
    )


def leads_overrun(committee: Committee, taking_part: tuple[str, ...]) -> str:
    """Return who leads where nothing is said: the committee's chair, or the first seat where that is away."""
    chairs = [seat.id for seat in committee.seats if seat.role is SeatRole.CHAIR]
    return next((seat for seat in (*chairs, *taking_part) if seat in taking_part), "")


def overrun_decided(given: Overrun, meeting: str, taking_part: tuple[str, ...], committee: Committee) -> acts.OverrunDecided:
    """Return the decision that the frame may be exceeded, by those in the room."""
    return acts.OverrunDecided(
        meeting=meeting,
        up_to=given.up_to,
        reason=given.reason,
        taking_part=taking_part,
        chair=given.chair or leads_overrun(committee, taking_part),
        for_count=given.ayes,
        against_count=given.noes,
        chair_voted=given.chair_voted,
    )


def as_votes(vote: acts.VoteTaken) -> Votes:
    """Return a vote as a record has it."""
    plain = Votes(against_motion=vote.against_motion, reason=vote.reason)
    match vote.manner:
        case Manner.UNANIMOUS:
            return replace(plain, unanimous=True)
        case Manner.NAMES:
            return replace(plain, ayes=vote.voted_for, noes=vote.voted_against, abstained=vote.abstained)
        case Manner.SHOW:
            return replace(
                plain,
                ayes=vote.for_count,
                noes=vote.against_count,
                abstained=vote.abstained_count,
                chair_voted=vote.chair_voted,
            )


def position(record: Record, cases: int) -> int:
    """Return the position after which what follows so many cases is counted; no two things on the agenda share one."""
    return cases * (len(record.matters) + 1)


def placed(record: Record, meeting: str, numbers: Mapping[str, str], application: str) -> acts.ItemPlaced:
    """Return the case's place on the agenda; `numbers` are the cases' numbers."""
    turn, item = next((turn, item) for turn, item in enumerate(record.items, start=1) if item.application == application)
    return acts.ItemPlaced(
        application=application,
        meeting=meeting,
        number=numbers[application],
        position=position(record, turn),
        minutes=item.minutes,
        introducers=item.introducers,
    )


def stood(recusal: Recusal) -> Happening:
    """Return what the seat declared, or what the body decided of it."""
    if recusal.declared:
        return InterestDeclared(application=recusal.application, declarer=recusal.seat, interest=recusal.interest, ground=recusal.ground)
    return acts.RecusalDecided(
        application=recusal.application,
        concerned=recusal.seat,
        standing=recusal.standing,
        ground=recusal.ground,
        reason=recusal.reason,
        decided_by=recusal.decided_by,
    )
