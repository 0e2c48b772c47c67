"""What a vote came to: counted by the rule set, with how equal votes were parted."""

from __future__ import annotations

from enum import StrEnum

from reviewer.domain.committee import Committee, SeatRole
from reviewer.domain.meeting.acts import Manner, OverrunDecided, VoteTaken
from reviewer.domain.meeting.rulebook import Tie, VotingRules, voting_rules
from reviewer.domain.said import Said, say, say_number
from reviewer.domain.slotted import dataclass


class Verdict(StrEnum):
    """What became of the motion; `undecided` where the votes are equal and the leader's is not known."""

    CARRIED = "carried"
    LOST = "lost"
    UNDECIDED = "undecided"


class By(StrEnum):
    """What it was decided by."""

    UNANIMITY = "unanimity"
    MAJORITY = "majority"
    CASTING_VOTE = "casting_vote"
    DOUBLE_VOTE = "double_vote"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A vote's outcome; the numbers are persons, also where the leader's vote counted twice. `said` tells it in a sentence."""

    verdict: Verdict
    by: By
    votes_for: int
    votes_against: int
    abstained: int
    said: Said

    @property
    def cast(self) -> int:
        """How many voted."""
        return self.votes_for + self.votes_against


def counted(vote: VoteTaken, rules: VotingRules, acting: str = "") -> Result:
    """Return the outcome: the majority of the votes cast; where they are equal, the leader's vote. `acting` is who led instead, by name."""
    parted_by = By.UNANIMITY if vote.manner is Manner.UNANIMOUS else By.MAJORITY
    return _result(numbers(vote), parted_by, chairs_vote(vote), rules, acting)


def tallied(vote: VoteTaken, committee: Committee) -> Result:
    """Return the outcome by the committee's rules; an acting chair whose vote parted equal votes is named."""
    return counted(vote, voting_rules(committee), _acting_name(vote.chair, committee))


def tallied_overrun(given: OverrunDecided, committee: Committee) -> Result:
    """Return what the votes on exceeding the frame came to, by the same rules as the votes in a case."""
    abstained = max(len(given.taking_part) - given.for_count - given.against_count, 0)
    counts = given.for_count, given.against_count, abstained
    return _result(counts, By.MAJORITY, given.chair_voted, voting_rules(committee), _acting_name(given.chair, committee))


def _acting_name(chair: str, committee: Committee) -> str:
    led = committee.seat(chair)
    return "" if led is None or led.role is SeatRole.CHAIR else led.name


def _result(counts: tuple[int, int, int], parted_by: By, leads: str, rules: VotingRules, acting: str) -> Result:
    """Return the outcome; `parted_by` is what unequal votes are decided by, `leads` how the leader voted, which parts equal ones."""
    votes_for, votes_against, abstained = counts
    verdict, by = _outcome(votes_for, votes_against, leads, rules)
    by = parted_by if by is By.MAJORITY else by
    plain = _said(verdict, by, votes_for, votes_against)
    return Result(
        verdict=verdict,
        by=by,
        votes_for=votes_for,
        votes_against=votes_against,
        abstained=abstained,
        said=_acting(verdict, by, votes_for, acting) or plain if acting else plain,
    )


def numbers(vote: VoteTaken) -> tuple[int, int, int]:
    """Return how many voted for, against, and abstained."""
    match vote.manner:
        case Manner.UNANIMOUS:
            return len(vote.voters), 0, 0
        case Manner.NAMES:
            return len(vote.voted_for), len(vote.voted_against), len(vote.abstained)
        case Manner.SHOW:
            return vote.for_count, vote.against_count, vote.abstained_count


def chairs_vote(vote: VoteTaken) -> str:
    """Return how the leader voted: `for`, `against`, or empty where it is not known."""
    if vote.chair in vote.voted_for:
        return "for"
    return "against" if vote.chair in vote.voted_against else vote.chair_voted


def _outcome(votes_for: int, votes_against: int, leads: str, rules: VotingRules) -> tuple[Verdict, By]:
    if votes_for != votes_against:
        return (Verdict.CARRIED if votes_for > votes_against else Verdict.LOST), By.MAJORITY
    by = By.CASTING_VOTE if rules.tie is Tie.CASTING else By.DOUBLE_VOTE
    match leads:
        case "for" if votes_for:
            return Verdict.CARRIED, by
        case "against" if votes_for:
            return Verdict.LOST, by
        case _:
            return Verdict.UNDECIDED, By.NOTHING


def _said(verdict: Verdict, by: By, votes_for: int, votes_against: int) -> Said:
    match verdict, by:
        case Verdict.CARRIED, By.UNANIMITY:
            return say("Carried unanimously.")
        case Verdict.CARRIED, By.CASTING_VOTE:
            return say("Carried by {count} votes to {others}; the leader's vote decided.", count=votes_for, others=votes_against)
        case Verdict.LOST, By.CASTING_VOTE:
            return say("Lost by {count} votes to {others}; the leader's vote decided.", count=votes_for, others=votes_against)
        case Verdict.CARRIED, By.DOUBLE_VOTE:
            return say("Carried by {count} votes to {others}; the leader's vote counted twice.", count=votes_for, others=votes_against)
        case Verdict.LOST, By.DOUBLE_VOTE:
            return say("Lost by {count} votes to {others}; the leader's vote counted twice.", count=votes_for, others=votes_against)
        case Verdict.CARRIED, _:
            return say_number(
                "Carried by {count} votes to {number}.", "Carried by {count} votes to {number}.", votes_against, count=votes_for
            )
        case Verdict.LOST, _:
            return say_number("Lost by {count} votes to {number}.", "Lost by {count} votes to {number}.", votes_against, count=votes_for)
        case _:
            return say("{count} votes to {others}: note how the leader voted.", count=votes_for, others=votes_against)


def _acting(verdict: Verdict, by: By, equal: int, name: str) -> Said | None:
    """Return what equal votes came to where `name` led as acting chair, or None where the leader's vote did not part them."""
    match verdict, by:
        case Verdict.CARRIED, By.CASTING_VOTE:
            return say("Carried by {count} votes to {count}; the vote of the acting chair, {seat}, decided.", count=equal, seat=name)
        case Verdict.LOST, By.CASTING_VOTE:
            return say("Lost by {count} votes to {count}; the vote of the acting chair, {seat}, decided.", count=equal, seat=name)
        case Verdict.CARRIED, By.DOUBLE_VOTE:
            return say("Carried by {count} votes to {count}; the vote of the acting chair, {seat}, counted twice.", count=equal, seat=name)
        case Verdict.LOST, By.DOUBLE_VOTE:
            return say("Lost by {count} votes to {count}; the vote of the acting chair, {seat}, counted twice.", count=equal, seat=name)
        case _:
            return None
