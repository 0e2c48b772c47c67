"""What the votes in a case came to: which motion was carried, with which amendments, and whether a decision rests on it."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.case import Case
from reviewer.domain.meeting.acts import Decided, MotionKind, MotionMade, VoteTaken
from reviewer.domain.meeting.carried import NOTHING, Carried, conditions_refused
from reviewer.domain.meeting.rulebook import VotingRules, voting_rules
from reviewer.domain.meeting.sitting import Item
from reviewer.domain.meeting.told import OUTCOMES
from reviewer.domain.meeting.voting import Verdict, counted
from reviewer.domain.said import Kroner, Listed, Said, say
from reviewer.domain.stages import Outcome


def carrying(item: Item, number: str, rules: VotingRules) -> VoteTaken | None:
    """Return the vote by which the motion was carried: its own, or one that another motion lost against it.

    A motion that another was carried against has fallen, whatever was voted of it alone; so has an amendment with what it would amend.
    """
    return None if falls_with(item, number, rules) else _won(item, number, rules)


def _won(item: Item, number: str, rules: VotingRules) -> VoteTaken | None:
    if any(vote.against_motion == number and counted(vote, rules).verdict is Verdict.CARRIED for vote in item.votes):
        return None
    for vote in item.votes:
        verdict = counted(vote, rules).verdict
        if (vote.motion == number and verdict is Verdict.CARRIED) or (vote.against_motion == number and verdict is Verdict.LOST):
            return vote
    return None


def falls_with(item: Item, number: str, rules: VotingRules) -> str:
    """Return the motion that an amendment would have changed and that was put to the vote without being carried, or empty.

    An amendment that was put against that very motion, and won, stands for itself.
    """
    motion = item.motion(number)
    base = _amended(item, motion).motion if motion else number
    if base == number:
        return ""
    won = _won(item, number, rules)
    if won is not None and {won.motion, won.against_motion} == {number, base}:
        return ""
    put = any(base in {vote.motion, vote.against_motion} for vote in item.votes)
    return base if put and _won(item, base, rules) is None else ""


def as_carried(item: Item, number: str, rules: VotingRules) -> Carried:
    """Return what a carried motion says with the amendments carried."""
    motion = item.motion(number)
    if motion is None:
        return NOTHING
    base = _amended(item, motion)
    found = NOTHING.amended(base)
    for amendment in carried_amendments(item, base.motion, rules):
        found = found.amended(amendment)
    return found


def carried_amendments(item: Item, number: str, rules: VotingRules) -> tuple[MotionMade, ...]:
    """Return the amendments to a motion that were carried."""
    return tuple(one for one in _amendments(item, number) if carrying(item, one.motion, rules))


def _amended(item: Item, motion: MotionMade) -> MotionMade:
    """Return the motion that an amendment would change; any other motion itself."""
    if motion.kind is not MotionKind.AMENDMENT:
        return motion
    first = next((one for one in item.motions if one.kind is MotionKind.MAIN), motion)
    return (item.motion(motion.amends) if motion.amends else first) or first


def _amendments(item: Item, number: str) -> Iterator[MotionMade]:
    for motion in item.motions:
        if motion.kind is MotionKind.AMENDMENT and _amended(item, motion).motion == number:
            yield motion


def baseless(case: Case, item: Item, body: Decided) -> Said | None:
    """Return why the decision does not rest on a vote, or None where it does."""
    rules = voting_rules(case.committee)
    if item.motion(body.motion) is None:
        return say("Case {number}: there is no motion {motion}.", number=item.number, motion=body.motion)
    vote = carrying(item, body.motion, rules)
    if fallen := falls_with(item, body.motion, rules):
        return say(
            "Case {number}: motion {fallen} was not carried, and amendment {motion} falls with it. Make a motion of its own.",
            number=item.number,
            fallen=fallen,
            motion=body.motion,
        )
    if vote is None:
        return say("Case {number}: motion {motion} has not been carried in a vote.", number=item.number, motion=body.motion)
    if (set(vote.voters), vote.chair) != (set(body.taking_part), body.chair):
        return say("Case {number}: those who take part in the decision are those who voted.", number=item.number)
    return _otherwise(item, body, as_carried(item, body.motion, rules))


def _otherwise(item: Item, body: Decided, carried: Carried) -> Said | None:
    """Return how the decision differs from what was carried, or None."""
    if body.conditions and carried.outcome is Outcome.RECOMMENDED:
        return say(
            "Case {number}: conditions belong to “recommended with conditions”, and motion {motion} was carried without any. "
            "Make an amendment with the conditions, and vote on it.",
            number=item.number,
            motion=body.motion,
        )
    if carried.outcome is not None and body.outcome is not carried.outcome:
        return say(
            "Case {number}: what was carried comes to “{outcome}”. The decision has to be the same.",
            number=item.number,
            outcome=OUTCOMES[carried.outcome],
        )
    if carried.amount is not None and (body.amount or 0) != carried.amount:
        return say(
            "Case {number}: what was carried comes to {amount}. The decision has to be the same.",
            number=item.number,
            amount=Kroner(carried.amount),
        )
    why = conditions_refused(body.outcome, body.conditions)
    return say("Case {number}: {why}", number=item.number, why=why) if why else None


def conditions_apart(item: Item, rules: VotingRules) -> Said | None:
    """Return that the decision has other conditions than were carried, or None; where none were carried, the decision states them."""
    decided = item.decided
    carried = as_carried(item, decided.motion, rules).conditions if decided else ()
    if decided is None or not carried or _words(decided.conditions) == _words(carried):
        return None
    return say(
        "Case {number}: the conditions are not those that were carried, {conditions}. Write them so, or vote on an amendment.",
        number=item.number,
        conditions=Listed(tuple(say("“{value}”", value=one.rstrip(". ")) for one in carried)),
    )


def _words(conditions: tuple[str, ...]) -> list[list[str]]:
    return [one.split() for one in conditions]


def granted(case: Case) -> int:
    """Return the kroner that the meetings have decided to give; a grant that was declined is free again."""
    decided = (dossier for dossier in case.dossiers.values() if dossier.decision is not None and dossier.declined is None)
    return sum(dossier.recommendation.granted for dossier in decided)


def beyond_the_frame(case: Case) -> Said | None:
    """Return that the decided grants exceed the frame and what the body has allowed, or None; by how much would tell of single cases."""
    if case.budget is None:
        return None
    allowed = max(case.budget, case.overrun.up_to if case.overrun else 0)
    if granted(case) <= allowed:
        return None
    return say(
        "The grants exceed what may be given, {allowed}. The council must decide first that it may be exceeded.", allowed=Kroner(allowed)
    )
