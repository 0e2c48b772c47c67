"""One case in the minutes: who took no part, what was moved, how the votes fell, what was decided and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reviewer.domain.blocks import Block, Bullets, Facts, Heading, Paragraph, Tone
from reviewer.domain.committee import Committee
from reviewer.domain.meeting.acts import Decided, FloorState, MotionKind, MotionMade
from reviewer.domain.meeting.minutes import Minutes, Told, Treated
from reviewer.domain.meeting.rulebook import recusal_rules
from reviewer.domain.meeting.taken_up import TakenUp
from reviewer.domain.meeting.told import OUTCOMES
from reviewer.domain.proposal.impartial import body_decided, has_led, sentence, stands
from reviewer.domain.proposal.reading import Reading, paragraphs
from reviewer.domain.proposal.words import kroner, titled
from reviewer.domain.said import Kroner, Listed, Said, Value, say
from reviewer.domain.stages import Outcome

KINDS: Mapping[MotionKind, Said] = {
    MotionKind.MAIN: say("Motion {number}"),
    MotionKind.AMENDMENT: say("Amendment {number}"),
    MotionKind.ALTERNATIVE: say("Alternative motion {number}"),
    MotionKind.WITHDRAWN: say("Withdrawn motion {number}"),
}


def case_blocks(reading: Reading, kept: Minutes, case: Treated) -> Iterator[Block]:
    """Yield the case's section."""
    item = case.item
    name = say("Case {number}: {title}", number=item.number, title=titled(case.application))
    yield Heading(2, name, f"case-{item.application}")
    yield Facts(tuple(_facts(reading, case)))
    yield from _impartiality(reading, case)
    yield from _room(reading, kept, case)
    if item.motions:
        yield Heading(3, say("Consideration"))
        for motion in item.motions:
            yield from _motion(reading, motion)
    if case.ballots:
        yield Heading(3, say("Votes"))
        for told in case.ballots:
            yield from _vote(reading, told)
    yield Heading(3, say("Decision"))
    yield from _decision(reading, case)
    yield from _views(reading, case)


def _facts(reading: Reading, case: Treated) -> Iterator[tuple[Said, Value]]:
    yield say("Applicant"), case.application.applicant.name
    yield say("Applied for"), kroner(case.application.amount_applied)
    introduced = [seat for seat in case.item.introducers if not case.taking_part or seat in case.taking_part]
    introduced = [seat for seat in introduced if seat not in {*case.item.recused, *case.absent}]
    if introduced:
        yield say("Introduced by"), _names(reading, introduced)


def _impartiality(reading: Reading, case: Treated) -> Iterator[Block]:
    if case.interests:
        yield Heading(3, say("Impartiality"))
    for out in case.interests:
        yield Paragraph(stands(reading, out.seat, out.ground, recused=out.recused))
        for earlier in out.before:
            yield Paragraph(body_decided(reading, earlier))
            yield Paragraph(say("Later in the case it was decided again:"))
        if out.decided is not None:
            yield Paragraph(body_decided(reading, out.decided))
    left = [out.seat for out in case.interests if out.left]
    if left:
        yield Paragraph(say("{seats} left the meeting while the case was considered.", seats=_names(reading, left)))
    if case.counted_out:
        yield Paragraph(
            say("{seats} took part in the case before it was known that the seat is recused.", seats=_names(reading, case.counted_out))
        )


def _room(reading: Reading, kept: Minutes, case: Treated) -> Iterator[Block]:
    """Yield who was not in the room, who led, and how many took part."""
    if case.absent:
        yield Paragraph(say("{seats} was not in the room.", seats=_names(reading, case.absent)))
    for led in case.item.leading:
        yield Paragraph(has_led(reading, led))
    for one in case.earlier:
        yield Paragraph(_left(one))
        if one.carried is not None and one.carried.outcome is not None:
            outcome = OUTCOMES[one.carried.outcome]
            yield Paragraph(say("Motion {number} had been carried then: {outcome}.", number=one.carried.motion, outcome=outcome))
        if one.too_few is not None:
            yield Paragraph(one.too_few)
        if one.again:
            yield Paragraph(say("The case was taken up again later in the meeting."))
    if case.taking_part:
        there = len(case.taking_part)
        yield Paragraph(say("{count} of the {present} members present took part.", count=there, present=len(kept.present)))


def _left(one: TakenUp) -> Said:
    if one.state is FloorState.WAITING:
        return say("The case came up, and was put back on the agenda.")
    return say("The case came up, and was left for the time being.")


def _motion(reading: Reading, motion: MotionMade) -> Iterator[Block]:
    name = _numbered(motion)
    by = reading.seat_name(motion.proposer)
    yield Paragraph(say("{motion}, from {seat}:", motion=name, seat=by) if by else say("{motion}:", motion=name))
    yield from paragraphs(motion.text, Tone.QUOTE)
    if motion.outcome is not None:
        yield Paragraph(_proposed(motion.outcome, motion.amount))
    if motion.conditions:
        yield Bullets(motion.conditions, numbered=True)


def _proposed(outcome: Outcome, amount: int | None) -> Said:
    if amount is None:
        return say("Proposed decision: {outcome}.", outcome=OUTCOMES[outcome])
    return say("Proposed decision: {outcome}, {amount}.", outcome=OUTCOMES[outcome], amount=Kroner(amount))


def _numbered(motion: MotionMade) -> Said:
    words = KINDS[motion.kind]
    return Said(words.message, (("number", motion.motion),))


def _vote(reading: Reading, told: Told) -> Iterator[Block]:
    ballot, vote, result = told.ballot, told.ballot.vote, told.result
    against = vote.against_motion
    on = (
        say("motion {number} against motion {other}", number=vote.motion, other=against)
        if against
        else say("motion {number}", number=vote.motion)
    )
    words = say("New vote on {motion}: {result}", motion=on, result=result.said) if ballot.again else None
    yield Paragraph(words or say("Vote on {motion}: {result}", motion=on, result=result.said))
    rows = (
        (say("For"), vote.voted_for),
        (say("Against"), vote.voted_against),
        (say("Abstained"), vote.abstained),
    )
    named = tuple((name, _names(reading, seats)) for name, seats in rows if seats)
    if named:
        yield Facts(named)
    if vote.reason.strip():
        yield Paragraph(say("Why it was voted on again: {reason}", reason=sentence(vote.reason)))
    if ballot.out:
        yield Paragraph(say("The vote does not count: {seats} took part, and is recused.", seats=_names(reading, ballot.out)))
    elif ballot.overtaken:
        yield Paragraph(say("The later vote on the motion takes the place of this one."))


def _decision(reading: Reading, case: Treated) -> Iterator[Block]:
    decided = case.item.decided
    if decided is None:
        yield from _undecided(reading, case)
        return
    yield Paragraph(_comes_to(reading.committee, decided.outcome, decided.amount), Tone.MOTION)
    if decided.conditions:
        yield Paragraph(say("Conditions:"))
        yield Bullets(decided.conditions, numbered=True)
    yield from _until(decided)
    if decided.reasons.strip():
        yield Heading(3, say("Reasons"))
        yield from paragraphs(decided.reasons)
    if decided.departure.strip():
        yield Heading(3, say("Why the decision departs from the order"))
        yield from paragraphs(decided.departure)


def _undecided(reading: Reading, case: Treated) -> Iterator[Block]:
    """Yield that nothing stands, and why: too few took part, or what was decided counted a seat that is recused."""
    made = case.item.course.overtaken
    if made is not None:
        yield Paragraph(say("In the meeting this was decided:"))
        yield Paragraph(_comes_to(reading.committee, made.outcome, made.amount), Tone.QUOTE)
        yield from paragraphs(made.reasons)
        yield Paragraph(
            say(
                "The decision does not stand: {seats} took part in it, and is recused. The case must be considered "
                "again without the recused ({paragraph}).",
                seats=_names(reading, case.counted_out),
                paragraph=recusal_rules(reading.committee).grounds,
            )
        )
        return
    if case.too_few is not None:
        yield Paragraph(say("The case could not be decided."))
        yield Paragraph(case.too_few)
        return
    yield Paragraph(say("The case was neither decided nor postponed."))


def _until(decided: Decided) -> Iterator[Block]:
    if decided.postponed_to:
        yield Paragraph(say("Postponed to: {until}", until=decided.postponed_to))
    if decided.deadline is not None and decided.conditions:
        yield Paragraph(say("What the conditions require is due on {date}.", date=decided.deadline))


def _comes_to(committee: Committee, outcome: Outcome, amount: int | None) -> Said:
    recipient = committee.recipient
    match outcome:
        case Outcome.RECOMMENDED if amount is not None:
            return say("The council recommends that {recipient} grant {amount}.", recipient=recipient, amount=Kroner(amount))
        case Outcome.CONDITIONS if amount is not None:
            return say(
                "The council recommends that {recipient} grant {amount} with conditions.", recipient=recipient, amount=Kroner(amount)
            )
        case Outcome.RECOMMENDED | Outcome.CONDITIONS:
            return say("The council recommends that {recipient} give a grant.", recipient=recipient)
        case Outcome.NOT_RECOMMENDED:
            return say("The council does not recommend a grant.")
        case Outcome.POSTPONED:
            return say("The council postpones the application.")


def _views(reading: Reading, case: Treated) -> Iterator[Block]:
    """Yield majority and minority, dissents, and remarks for the minutes."""
    decided = case.item.decided
    for name, text in ((say("Majority view"), decided.majority), (say("Minority view"), decided.minority)) if decided else ():
        if text.strip():
            yield Heading(3, name)
            yield from paragraphs(text)
    if case.item.dissents:
        yield Heading(3, say("Dissent"))
    for seat, text in case.item.dissents.items():
        yield Paragraph(say("{seat} dissents:", seat=reading.seat_name(seat)))
        yield Paragraph(text, Tone.QUOTE)
    if case.item.remarks:
        yield Heading(3, say("Remarks for the minutes"))
    for remark in case.item.remarks:
        yield Paragraph(say("Remark from {seat}:", seat=reading.seat_name(remark.remarker)))
        yield Paragraph(remark.text, Tone.QUOTE)


def _names(reading: Reading, seats: tuple[str, ...] | list[str]) -> Listed:
    return Listed(tuple(reading.seat_name(seat) for seat in seats))
