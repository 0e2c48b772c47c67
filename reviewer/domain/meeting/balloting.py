"""Whether a vote and what is decided by it are in order: who leads, who is counted, how many there are, what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reviewer.domain.case import Case
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import Manner
from reviewer.domain.meeting.asking import amount_refused, called, item_on, recused_of, seat_name, seat_names
from reviewer.domain.meeting.course import When, completes, in_room
from reviewer.domain.meeting.deciding import baseless, beyond_the_frame, carrying, granted
from reviewer.domain.meeting.quorum import counted_quorum, present_seats, quorum
from reviewer.domain.meeting.recusals import in_question
from reviewer.domain.meeting.rulebook import Abstention, duty_to_vote, voting_rules
from reviewer.domain.meeting.sitting import Item, Meeting, meetings
from reviewer.domain.meeting.times import left_before
from reviewer.domain.meeting.voting import Verdict, numbers, tallied_overrun
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.said import Said, say
from reviewer.domain.stages import Outcome


def vote_refused(case: Case, body: acts.VoteTaken) -> Said | None:
    """Return why the vote is not in order: what is voted on, who leads, who votes, and how they are counted."""
    item = item_on(case, body.meeting, body.application)
    if isinstance(item, Said):
        return item
    if item.decided is not None and item.decided.motion in {body.motion, body.against_motion}:
        return say("Case {number} is decided. Make a new motion, and decide it again.", number=item.number)
    return _again(item, body) or _balloted(case, item, body)


def _again(item: Item, body: acts.VoteTaken) -> Said | None:
    """Return that a motion is voted on again without a reason, or None.

    How the leader voted may be added to equal votes, and a vote that counted a seat which is recused is reason enough.
    """
    former = [one for one in item.course.ballots if one.vote.motion == body.motion]
    if not former or former[-1].out or body.reason.strip() or completes(former[-1].vote, body):
        return None
    return say(
        "Case {number}: motion {motion} has been voted on. Undo the vote if it was written wrongly, or write why it is voted on again: "
        "both votes stand in the minutes.",
        number=item.number,
        motion=body.motion,
    )


def _balloted(case: Case, item: Item, body: acts.VoteTaken) -> Said | None:
    for number in filter(None, (body.motion, body.against_motion)):
        if item.motion(number) is None:
            return say("Case {number}: there is no motion {motion}.", number=item.number, motion=number)
    dossier = case.dossiers[body.application]
    present = present_seats(case, body.meeting)
    if open_ones := [seat for seat in in_question(dossier) if seat in present]:
        return say("Decide first who takes part, of these: {seats}.", seats=seat_names(case, open_ones))
    if not item.chair:
        return say("Case {number}: the chair cannot lead it. Set an acting chair.", number=item.number)
    if body.chair != item.chair:
        return say("Case {number} is led by {seat}.", number=item.number, seat=seat_name(case, item.chair))
    return _voters(case, body) or _counts(case, body)


def _voters(case: Case, body: acts.VoteTaken) -> Said | None:
    dossier, voters = case.dossiers[body.application], body.voters
    if why := recused_of(case, dossier, voters):
        return why
    found = quorum(case, body.meeting, body.application)
    if strangers := [seat for seat in voters if seat not in found.taking_part]:
        return say("{seats} are not in the room.", seats=seat_names(case, strangers))
    if not found.quorate:
        return found.why
    if missing := [seat for seat in found.taking_part if seat not in voters]:
        return say("{seats} are in the room and take part. Count them, or note that they have left.", seats=seat_names(case, missing))
    return None


def _counts(case: Case, body: acts.VoteTaken) -> Said | None:
    """Return why the numbers are not in order: everybody is counted once, and enough have voted."""
    rules, sides = voting_rules(case.committee), (*body.voted_for, *body.voted_against, *body.abstained)
    votes_for, votes_against, abstained = numbers(body)
    if min(body.for_count, body.against_count, body.abstained_count) < 0 or len(set(body.voters)) != len(body.voters):
        return say("Each who takes part is counted once.")
    if body.manner is Manner.NAMES and sorted(sides) != sorted(body.voters):
        return say("Each who takes part is counted once.")
    if votes_for + votes_against + abstained != len(body.voters):
        return say("{count} votes are noted, and {voters} take part.", count=votes_for + votes_against + abstained, voters=len(body.voters))
    if abstained and (why := duty_to_vote(case.committee)):
        return why
    if misled := _misled(body.chair_voted, votes_for, votes_against):
        return misled
    needed = rules.needed(len(case.committee.rating_seats()))
    if votes_for + votes_against < needed:
        return say(
            "No quorum: {count} have voted, and {needed} are needed ({paragraph}).",
            count=votes_for + votes_against,
            needed=needed,
            paragraph=rules.paragraph,
        )
    return None


def decision_refused(case: Case, body: acts.Decided) -> Said | None:
    """Return why this is not decided: it rests on no vote, counts somebody who is recused, or costs more than there is."""
    item = item_on(case, body.meeting, body.application)
    if isinstance(item, Said):
        return item
    dossier = case.dossiers[body.application]
    why = (
        recused_of(case, dossier, [*body.taking_part, body.chair])
        or baseless(case, item, body)
        or amount_refused(body.outcome, body.amount)
    )
    if why:
        return why
    if body.outcome in GRANTING and not body.amount:
        return say("Write an amount above 0.")
    if body.deadline is not None and not body.conditions and body.outcome is not Outcome.CONDITIONS:
        return say(
            "Case {number}: a deadline is for what the conditions require. Write the conditions, or no deadline.", number=item.number
        )
    if why := _rewritten(case, item, body):
        return why
    recommendation = replace(dossier.recommendation, outcome=body.outcome, amount=body.amount)
    decided = replace(dossier, decision=body, recommendation=recommendation)
    after = replace(case, dossiers={**case.dossiers, dossier.id: decided})
    return beyond_the_frame(after) if granted(after) > granted(case) else None


_WORDS = ("conditions", "reasons", "reason_codes", "majority", "minority", "postponed_to", "deadline", "departure")


def _rewritten(case: Case, item: Item, body: acts.Decided) -> Said | None:
    """Return that what was decided is changed without a quorum, or None; what was left open may be filled in."""
    former = item.decided
    if former is None:
        return None
    told = [(getattr(former, name), getattr(body, name)) for name in _WORDS]
    if (former.outcome, former.amount) == (body.outcome, body.amount) and all(not before or before == now for before, now in told):
        return None
    there = quorum(case, body.meeting, body.application)
    if there.quorate:
        return None
    return say("Case {number}: what was decided is changed only with a quorum. {why}", number=item.number, why=there.why)


def overrun_refused(case: Case, body: acts.OverrunDecided) -> Said | None:
    """Return why the frame is not exceeded: no quorum, no majority, or too small an amount."""
    if not body.reason.strip():
        return say("Write the reason: it is kept and printed.")
    found = called(case, body.meeting)
    if isinstance(found, Said):
        return found
    sitting = quorum(case, body.meeting)
    if not sitting.quorate:
        return sitting.why
    if set(body.taking_part) != set(sitting.taking_part) or body.chair not in sitting.taking_part:
        return say("Those who decide are those in the room, and one of them leads.")
    if why := _overrun_votes(case, body):
        return why
    if body.up_to < max(granted(case), case.budget or 0):
        return say("Write an amount that covers the budget and what is granted already.")
    return None


def _overrun_votes(case: Case, body: acts.OverrunDecided) -> Said | None:
    """Return why the votes do not let the frame be exceeded, or None."""
    cast, rules = body.for_count + body.against_count, voting_rules(case.committee)
    if min(body.for_count, body.against_count) < 0 or not cast:
        return say("Write how many voted for exceeding the budget, and how many against.")
    if cast > len(body.taking_part) or (cast < len(body.taking_part) and rules.abstention is Abstention.DUTY_TO_VOTE):
        return say("{count} votes are noted, and {voters} take part.", count=cast, voters=len(body.taking_part))
    if cast < (needed := rules.needed(len(case.committee.rating_seats()))):
        return say(
            "No quorum: {count} have voted, and {needed} are needed ({paragraph}).", count=cast, needed=needed, paragraph=rules.paragraph
        )
    return _not_allowed(case, body)


def _not_allowed(case: Case, body: acts.OverrunDecided) -> Said | None:
    """Return that the votes came to nothing or to no, by the rule set's tie rule where they are equal; or None."""
    if misled := _misled(body.chair_voted, body.for_count, body.against_count):
        return misled
    match tallied_overrun(body, case.committee).verdict:
        case Verdict.CARRIED:
            return None
        case Verdict.UNDECIDED:
            paragraph = voting_rules(case.committee).paragraph
            return say(
                "The votes are equal. Write how {seat}, who leads, voted ({paragraph}).",
                seat=seat_name(case, body.chair),
                paragraph=paragraph,
            )
        case Verdict.LOST if body.for_count == body.against_count:
            return say(
                "The votes are equal, and {seat}, who leads, voted against: the budget may not be exceeded.",
                seat=seat_name(case, body.chair),
            )
        case Verdict.LOST:
            return say("There is no majority for exceeding the budget.")


def _misled(leads: str, votes_for: int, votes_against: int) -> Said | None:
    """Return that the leader's vote is on a side that nobody voted for, or is no vote; or None."""
    sides = {"for": votes_for, "against": votes_against}
    if not leads or sides.get(leads):
        return None
    if leads not in sides:
        return say("The leader's vote is “for” or “against”, or it is not noted.")
    return say("The leader's vote is noted on a side that got no votes. Put the numbers or the leader's vote right.")


def faults(case: Case) -> Mapping[tuple[str, str], Said]:
    """Return what is wrong with the decisions that stand, by meeting and application; under two empty texts, with the money.

    Each decision rests on a vote of its meeting that counted those who were there; all together keep within the frame. What is wrong
    with the decision that the frame may be exceeded stands under its meeting and an empty text.
    """
    found: dict[tuple[str, str], Said] = {}
    placed: set[str] = set()
    for sitting in meetings(case):
        placed |= {item.application for item in sitting.items}
        for item in sitting.items if sitting.locked is None else ():
            why = baseless(case, item, item.decided) or _unattended(case, sitting, item, item.decided) if item.decided else None
            found |= {(sitting.id, item.application): why} if why else {}
        if sitting.locked is None and (gone := _gone_by(sitting, *sitting.overruns[-1]) if sitting.overruns else ()):
            found[sitting.id, ""] = say(
                "By what is noted, {seats} had left or not come when it was decided that the budget may be exceeded. "
                "Undo what was noted wrongly, or decide that again.",
                seats=seat_names(case, gone),
            )
    for key, dossier in case.dossiers.items():
        if dossier.decision is not None and key not in placed:
            found["", key] = say("{application} is decided, and is not on the agenda of any meeting.", application=key)
    beyond = beyond_the_frame(case)
    return found | ({("", ""): beyond} if beyond else {})


def wrong_in(case: Case, meeting_id: str) -> tuple[Said, ...]:
    """Return what is wrong with the decisions of one meeting; nothing once its minutes are locked."""
    return tuple(said for (found, _), said in faults(case).items() if found == meeting_id)


def _unattended(case: Case, sitting: Meeting, item: Item, decided: acts.Decided) -> Said | None:
    """Return that the vote counts a seat that was not in the room, as another machine noted it, or too few; or None."""
    if gone := _gone(case, sitting, item, decided):
        return say(
            "Case {number}: by what is noted, {seats} had left or not come when it was voted on, and were counted. "
            "Undo what was noted wrongly, or make a new motion and decide the case again.",
            number=item.number,
            seats=seat_names(case, gone),
        )
    found = counted_quorum(case.committee, len(decided.taking_part))
    return None if found.quorate else found.why


def _gone(case: Case, sitting: Meeting, item: Item, decided: acts.Decided) -> Sequence[str]:
    """Return the seats that the decision counts and that were not in the room when the vote it rests on was taken."""
    vote = carrying(item, decided.motion, voting_rules(case.committee))
    ballot = next((one for one in item.course.ballots if one.counts and vote and one.vote.motion == vote.motion), None)
    return _gone_by(sitting, ballot.when, decided) if ballot else ()


def _gone_by(sitting: Meeting, when: When, decided: acts.Decided | acts.OverrunDecided) -> Sequence[str]:
    there = in_room(sitting.moves, when) - left_before(sitting, when)
    return tuple(seat for seat in decided.taking_part if seat not in there)
