"""The minutes as a record on paper: what `reviewer.domain.meeting.paper.restaged` makes the same acts of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reviewer.domain.events import Interest, InterestDeclared
from reviewer.domain.meeting.acts import Decided, MotionKind, MotionMade, RecusalDecided, VoteTaken
from reviewer.domain.meeting.attending import Attendee
from reviewer.domain.meeting.course import DECIDED, DECLARED, When
from reviewer.domain.meeting.minutes import Minutes, Treated, came_up
from reviewer.domain.meeting.paper.in_order import in_order
from reviewer.domain.meeting.paper.on_paper import MAIN, as_overrun, as_votes, decision_of
from reviewer.domain.meeting.paper.played import placed_late
from reviewer.domain.meeting.paper.record import (
    Ballot,
    Decision,
    Head,
    Item,
    Leading,
    Matter,
    Motion,
    Overrun,
    Record,
    Recusal,
    Statement,
)
from reviewer.domain.meeting.paper.restaged import alike, restaged
from reviewer.domain.meeting.paper.ways import placed_among, turn_of, ways


def recorded(kept: Minutes) -> Record:
    """Return the record; lock, corrections and approvals are no part of it.

    Where what it says otherwise would not be acted out as the meeting was held, it tells the whole course.
    """
    plain = plainly(kept)
    whole = in_order(kept, plain)
    if placed_late(whole):
        return whole
    same = not whole.course or alike(restaged(plain, kept.committee), restaged(whole, kept.committee))
    return plain if same else whole


def plainly(kept: Minutes) -> Record:
    """Return the record as one writes it on paper: who came and went by spans, the rest by the order of cases and votes."""
    met = kept.meeting
    written = {move.seat for move in ways(kept)}
    return Record(
        meeting=_head(kept, written),
        recusals=tuple(recusal for case in kept.cases for recusal in _recusals(kept, case)),
        matters=tuple(
            Matter(
                number=matter.number,
                title=matter.title,
                decision=matter.decision,
                after=sum(item.position < (matter.position or 0) for item in met.items),
            )
            for matter in met.matters
        ),
        items=tuple(_item(case, turn_of(kept, case), written) for case in kept.cases),
        overrun=_overrun(kept),
        remarks=tuple(Statement(seat=remark.remarker, text=remark.text) for remark in met.remarks),
    )


def _overrun(kept: Minutes) -> Overrun | None:
    met = kept.meeting
    if not met.overruns:
        return None
    when, given = met.overruns[-1]
    treated = [item for item in met.items if came_up(item)]
    before = [item for item in treated if (ended := item.course.settled or item.course.treated) and ended < when]
    return replace(as_overrun(given, kept.committee), after=len(before))


def _head(kept: Minutes, written: set[str]) -> Head:
    called = kept.meeting.called
    there: tuple[Attendee, ...] = (*kept.present, *kept.observers, *kept.secretariat)
    plain = [one for one in there if one.seat not in written]
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
        arrived={one.seat: one.spans[0].arrived for one in plain if one.spans and one.spans[0].arrived},
        left={one.seat: one.spans[-1].left for one in plain if one.spans and one.spans[-1].left},
        moves=ways(kept),
    )


def _recusals(kept: Minutes, case: Treated) -> tuple[Recusal, ...]:
    """Return how the seats stand to the case by their own word and the body's, in the order in which that was known."""
    known = case.item.course.known
    found = [(ruled.when, _decided(kept, case, ruled.decided, ruled.when)) for ruled in case.item.course.ruled]
    for out in case.interests:
        if out.decided:
            when = known.get((out.seat, DECIDED), ())
            found.append((when, _decided(kept, case, out.decided, when)))
    for one in case.interests:
        declared = case.item.interests.get(one.seat)
        if declared is not None and declared.interest is Interest.RECUSED:
            found.append((known.get((one.seat, DECLARED), ()), _declared(kept, case, declared)))
    return tuple(recusal for _, recusal in sorted(found, key=lambda pair: pair[0]))


def _declared(kept: Minutes, case: Treated, body: InterestDeclared) -> Recusal:
    after, votes = placed_among(kept, case, case.item.course.known.get((body.declarer, DECLARED), ()), by_body=False)
    return Recusal(
        seat=body.declarer,
        application=case.item.application,
        ground=body.ground,
        declared=True,
        after=after,
        after_votes=votes,
    )


def _decided(kept: Minutes, case: Treated, body: RecusalDecided, when: When) -> Recusal:
    after, votes = placed_among(kept, case, when, by_body=True)
    return Recusal(
        seat=body.concerned,
        application=body.application,
        ground=body.ground,
        standing=body.standing,
        reason=body.reason,
        decided_by=body.decided_by,
        after=after,
        after_votes=votes,
    )


def _item(case: Treated, turn: int, written: set[str]) -> Item:
    item, in_turn = case.item, _in_turn(case)
    votes = {} if in_turn else {told.ballot.vote.motion: told.ballot.vote for told in case.ballots}
    main = next((one for one in item.motions if one.motion == MAIN and one.kind is MotionKind.MAIN), None)
    leading = _leading(case)
    alone = leading[0] if len(leading) == 1 and leading[0].chair and not leading[0].after_votes else None
    plain = Item(
        application=item.application,
        motion=main.text if main else "",
        outcome=main.outcome if main else None,
        amount=main.amount if main else None,
        conditions=main.conditions if main else (),
        votes=as_votes(votes[main.motion]) if main and main.motion in votes else None,
        dissent=tuple(Statement(seat=seat, text=text) for seat, text in item.dissents.items()),
        number=item.number,
        minutes=item.minutes,
        introducers=item.introducers,
        absent=tuple(seat for seat in case.absent if seat not in written),
        chair=alone.chair if alone else "",
        chair_reason=alone.reason if alone else "",
        proposer=main.proposer if main else "",
        motions=tuple(_motion(motion, votes) for motion in item.motions if motion is not main),
        remarks=tuple(Statement(seat=remark.remarker, text=remark.text) for remark in item.remarks),
        ballots=in_turn,
        leading=() if alone else leading,
        turn=turn,
        floor=item.floor,
    )
    made = item.decided or item.course.overtaken
    if made is None:
        return replace(plain, undecided=bool(item.motions))
    settled = item.course.settled
    fallen = sum(told.ballot.when < settled for told in case.ballots) if settled and item.decided is None else 0
    return replace(_with_decision(plain, case, made), fallen_after=fallen)


def _in_turn(case: Treated) -> tuple[Ballot, ...]:
    """Return the votes in their order, where it is not that of the motions or one was voted on again; else nothing."""
    taken = [told.ballot.vote for told in case.ballots]
    order = [motion.motion for motion in case.item.motions]
    motions = [vote.motion for vote in taken]
    if len(set(motions)) == len(motions) and [one for one in order if one in motions] == motions:
        return ()
    return tuple(Ballot(motion=vote.motion, votes=as_votes(vote)) for vote in taken)


def _leading(case: Treated) -> tuple[Leading, ...]:
    """Return who was set to lead, after how many votes; what was undone leads back to who led then."""
    found: list[Leading] = []
    for led in case.item.leading:
        after = sum(told.ballot.when < led.when for told in case.ballots)
        reason = led.reason_then if led.taken_back else led.reason
        found.append(Leading(chair=led.chair_then, reason=reason, after_votes=after, taken_back=led.taken_back))
    return tuple(found)


def _with_decision(item: Item, case: Treated, decided: Decided) -> Item:
    stated = Decision(outcome=decided.outcome, amount=decided.amount, conditions=decided.conditions)
    last = case.ballots[-1].ballot.vote.motion if item.ballots else _last_put(item)
    return replace(
        item,
        reasons=decided.reasons,
        reason_codes=decided.reason_codes,
        decided="" if last == decided.motion else decided.motion,
        decision=None if decision_of(item, decided.motion) == stated else stated,
        majority=decided.majority,
        minority=decided.minority,
        postponed_to=decided.postponed_to,
        deadline=decided.deadline,
        departure=decided.departure,
    )


def _last_put(item: Item) -> str:
    put = [MAIN] if item.votes else []
    put += [motion.number for motion in item.motions if motion.votes]
    return put[-1] if put else ""


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
        votes=as_votes(votes[motion.motion]) if motion.motion in votes else None,
    )
