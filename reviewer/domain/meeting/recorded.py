"""The minutes as a record on paper: what `reviewer.domain.meeting.restaged` makes the same acts of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reviewer.domain.meeting.acts import Decided, Manner, MotionMade, VoteTaken
from reviewer.domain.meeting.minutes import Attendee, Minutes, Treated
from reviewer.domain.meeting.record import Decision, Head, Item, Matter, Motion, Overrun, Record, Recusal, Statement, Votes
from reviewer.domain.meeting.restaged import MAIN, decision_of


def recorded(kept: Minutes) -> Record:
    """Return the record; lock, corrections and approvals are no part of it."""
    met = kept.meeting
    return Record(
        meeting=_head(kept),
        recusals=tuple(recusal for case in kept.cases for recusal in _recusals(case)),
        matters=tuple(
            Matter(
                number=matter.number,
                title=matter.title,
                decision=matter.decision,
                after=sum(item.position < (matter.position or 0) for item in met.items),
            )
            for matter in met.matters
        ),
        items=tuple(_item(case) for case in kept.cases),
        overrun=Overrun(up_to=met.overrun.up_to, reason=met.overrun.reason, ayes=met.overrun.for_count, noes=met.overrun.against_count)
        if met.overrun
        else None,
        remarks=tuple(Statement(seat=remark.remarker, text=remark.text) for remark in met.remarks),
    )


def _head(kept: Minutes) -> Head:
    called = kept.meeting.called
    there: tuple[Attendee, ...] = (*kept.present, *kept.observers, *kept.secretariat)
    return Head(
        date=called.date,
        place=called.place,
        kind=called.kind,
        id=called.meeting,
        starts=called.starts,
        ends=called.ends,
        closed_on=called.closed_on,
        note=called.note,
        present=tuple(one.seat for one in there),
        absent=kept.absent,
        deputies={one.seat: one.deputy for one in there if one.deputy},
        arrived={one.seat: one.arrived for one in there if one.arrived},
        left={one.seat: one.left for one in there if one.left},
    )


def _recusals(case: Treated) -> tuple[Recusal, ...]:
    return tuple(
        Recusal(
            seat=body.concerned,
            application=body.application,
            ground=body.ground,
            standing=body.standing,
            reason=body.reason,
            decided_by=body.decided_by,
        )
        for body in (one.decided for one in case.interests)
        if body is not None
    )


def _item(case: Treated) -> Item:
    item, votes = case.item, {vote.motion: vote for vote in case.item.votes}
    main = item.motion(MAIN) or next(iter(item.motions), None)
    plain = Item(
        application=item.application,
        motion=main.text if main else "",
        outcome=main.outcome if main else None,
        amount=main.amount if main else None,
        conditions=main.conditions if main else (),
        votes=_votes(votes.get(main.motion)) if main else None,
        dissent=tuple(Statement(seat=seat, text=text) for seat, text in item.dissents.items()),
        number=item.number,
        minutes=item.minutes,
        introducers=item.introducers,
        absent=case.absent,
        chair=item.acting.chair if item.acting else "",
        chair_reason=item.acting.reason if item.acting else "",
        proposer=main.proposer if main else "",
        motions=tuple(_motion(motion, votes) for motion in item.motions if motion is not main),
        remarks=tuple(Statement(seat=remark.remarker, text=remark.text) for remark in item.remarks),
    )
    return _with_decision(plain, item.decided) if item.decided else plain


def _with_decision(item: Item, decided: Decided) -> Item:
    stated = Decision(outcome=decided.outcome, amount=decided.amount, conditions=decided.conditions)
    put = [MAIN] if item.votes else []
    put += [motion.number for motion in item.motions if motion.votes]
    return replace(
        item,
        reasons=decided.reasons,
        reason_codes=decided.reason_codes,
        decided="" if put and put[-1] == decided.motion else decided.motion,
        decision=None if decision_of(item, decided.motion) == stated else stated,
        majority=decided.majority,
        minority=decided.minority,
        postponed_to=decided.postponed_to,
        deadline=decided.deadline,
        departure=decided.departure,
    )


def _motion(motion: MotionMade, votes: Mapping[str, VoteTaken]) -> Motion:
    return Motion(
        number=motion.motion,
        kind=motion.kind,
        proposer=motion.proposer,
        text=motion.text,
        outcome=motion.outcome,
        amount=motion.amount,
        conditions=motion.conditions,
        amends=motion.amends,
        votes=_votes(votes.get(motion.motion)),
    )


def _votes(vote: VoteTaken | None) -> Votes | None:
    if vote is None:
        return None
    match vote.manner:
        case Manner.UNANIMOUS:
            return Votes(unanimous=True, against_motion=vote.against_motion)
        case Manner.NAMES:
            return Votes(ayes=vote.voted_for, noes=vote.voted_against, abstained=vote.abstained, against_motion=vote.against_motion)
        case Manner.SHOW:
            return Votes(
                ayes=vote.for_count,
                noes=vote.against_count,
                abstained=vote.abstained_count,
                chair_voted=vote.chair_voted,
                against_motion=vote.against_motion,
            )
