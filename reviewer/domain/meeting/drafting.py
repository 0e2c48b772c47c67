"""What is about to be written in a case: the next motion's number, and the decision as the votes have made it."""

from __future__ import annotations

from reviewer.domain.committee import Committee
from reviewer.domain.meeting.acts import Decided, MotionKind
from reviewer.domain.meeting.deciding import as_carried, carrying
from reviewer.domain.meeting.rulebook import VotingRules, voting_rules
from reviewer.domain.meeting.sitting import Item
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.said import Said, say


def next_motion(item: Item) -> str:
    """Return the number that the next motion of a case gets."""
    return str(max((int(one.motion) for one in item.motions if one.motion.isdecimal()), default=0) + 1)


def carried_motions(item: Item, rules: VotingRules) -> tuple[str, ...]:
    """Return the numbers of the motions that a decision can rest on: those carried, amendments only where nothing else is."""
    carried = [one for one in item.motions if one.kind is not MotionKind.WITHDRAWN and carrying(item, one.motion, rules)]
    whole = [one for one in carried if one.kind is not MotionKind.AMENDMENT]
    return tuple(one.motion for one in whole or carried)


def drafted(committee: Committee, meeting: str, item: Item, number: str) -> Decided | Said:
    """Return the decision that the carried motion makes, with the amendments that were carried; or why there is none."""
    rules = voting_rules(committee)
    motion, vote = item.motion(number), carrying(item, number, rules)
    carried = as_carried(item, number, rules)
    if motion is None or vote is None:
        return say("Case {number}: motion {motion} has not been carried in a vote.", number=item.number, motion=number)
    if carried.outcome is None:
        return say("Case {number}: motion {motion} says no outcome. Make one that does.", number=item.number, motion=number)
    if carried.outcome in GRANTING and carried.amount is None:
        return say(
            "Case {number}: motion {motion} says no amount. Make a motion or an amendment that does, and vote on it.",
            number=item.number,
            motion=number,
        )
    return Decided(
        application=item.application,
        meeting=meeting,
        motion=number,
        outcome=carried.outcome,
        taking_part=vote.voters,
        chair=vote.chair,
        amount=carried.amount,
        conditions=carried.conditions,
    )
