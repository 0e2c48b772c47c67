"""The minutes (protokoll): who met, what came of each case with motions, votes and decision, and the sums against the budget."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.blocks import Align, Block, Bullets, Column, Contents, Facts, Heading, Paragraph, Row, Table, Tone
from reviewer.domain.meeting.acts import MatterPlaced, MinutesCorrected, OverrunDecided
from reviewer.domain.meeting.approving import Approval, Confirmation, approvals, awaiting, confirmations
from reviewer.domain.meeting.attending import Attendee, attended
from reviewer.domain.meeting.minutes import Minutes, Treated
from reviewer.domain.meeting.outstanding import outstanding
from reviewer.domain.meeting.rulebook import voting_rules
from reviewer.domain.meeting.unexplained import left_unexplained, unexplained
from reviewer.domain.meeting.voting import By, tallied_overrun
from reviewer.domain.proposal.closing import unnumbered_verification
from reviewer.domain.proposal.minuted import case_blocks
from reviewer.domain.proposal.paper import Kind, Proposal
from reviewer.domain.proposal.reading import Reading
from reviewer.domain.proposal.words import NOT_STATED, kroner, or_not_stated, titled
from reviewer.domain.proposal.written import Written, heading, in_name, top, written
from reviewer.domain.said import Kroner, Listed, Said, Value, say


def minutes_paper(reading: Reading, kept: Minutes) -> Proposal:
    """Return the minutes; they are a draft until nothing is missing and they are locked."""
    title = say("Minutes of the meeting of {council} on {date}", council=reading.committee.name, date=kept.meeting.called.date)
    departing = (left_unexplained if kept.meeting.locked else unexplained)(reading.assessment, kept)
    lacking = outstanding(reading.assessment.case, kept, departing)
    drafted = (*_partial(reading), *(() if kept.meeting.locked else (*lacking, say("The minutes are not locked."))))

    def blocks() -> tuple[Block, ...]:
        return (
            *top(reading, title, drafted, *_facts(kept)),
            *_locked_without(kept, lacking),
            Contents(say("Contents")),
            heading(say("Attendance"), "attendance"),
            *_attendance(reading, kept),
            *_agenda(kept),
            *_treated(reading, kept),
            *_money(reading, kept),
            *_remarks(reading, kept),
            *_corrections(kept),
            *_signed(reading, kept),
            *unnumbered_verification(reading),
        )

    paper = Written(
        kind=Kind.MINUTES, stem=say("minutes-{about}", about=in_name(kept.meeting.id)), title=title, blocks=blocks, missing=drafted
    )
    return written(reading, paper)


def _partial(reading: Reading) -> Iterator[Said]:
    seat = reading.imprint.seen_by
    if seat:
        yield say("These are the minutes as {seat} sees them: cases that it is recused from are left out.", seat=reading.seat_name(seat))


def _locked_without(kept: Minutes, lacking: tuple[Said, ...]) -> Iterator[Block]:
    """Yield what the minutes lack that are locked all the same: they are no draft any more."""
    if kept.meeting.locked and lacking:
        yield Paragraph(say("The minutes were locked with the following outstanding:"), Tone.NOTICE)
        yield Bullets(lacking)


def _facts(kept: Minutes) -> Iterator[tuple[Said, Value]]:
    called = kept.meeting.called
    if called.kind:
        yield say("Meeting"), called.kind
    yield say("Date"), called.date
    yield say("Time"), hours(called.starts, called.ends)
    yield say("Place of meeting"), or_not_stated(called.place)
    if called.closed_on:
        yield say("Closed to the public"), called.closed_on
    if called.note:
        yield say("Note"), called.note


def hours(starts: str, ends: str) -> Value:
    """Return `10:00–12:30`, as far as it is known."""
    if starts and ends:
        return f"{starts}–{ends}"
    return say("from {time}", time=starts) if starts else NOT_STATED


def _attendance(reading: Reading, kept: Minutes) -> Iterator[Block]:
    rows: list[tuple[Said, Value]] = [(say("Present"), _people(reading, kept.present))]
    if kept.absent:
        rows.append((say("Absent"), Listed(tuple(reading.seat_name(seat) for seat in kept.absent))))
    if kept.observers:
        rows.append((say("Observers"), _people(reading, kept.observers)))
    if kept.secretariat:
        rows.append((say("Secretariat"), _people(reading, kept.secretariat)))
    yield Facts(tuple(rows))
    entitled = len(reading.committee.rating_seats())
    sentence = say(
        "{count} of {all} members attended. {needed} are needed for a decision. Who took part in each case is stated under that case.",
        count=len(kept.present),
        all=entitled,
        needed=voting_rules(reading.committee).needed(entitled),
    )
    yield Paragraph(sentence)


def _people(reading: Reading, people: tuple[Attendee, ...]) -> Value:
    return Listed(tuple(attended(reading.seat_name(one.seat), one) for one in people)) if people else NOT_STATED


def _agenda(kept: Minutes) -> Iterator[Block]:
    yield heading(say("Agenda"), "agenda")
    rows = [Row((case.item.number, titled(case.application), case.application.applicant.name)) for case in kept.cases]
    at = [case.item.position for case in kept.cases]
    for matter in reversed(kept.meeting.matters):
        rows.insert(sum(position < (matter.position or 0) for position in at), Row((matter.number, matter.title, "")))
    if not rows:
        yield Paragraph(say("There was nothing on the agenda."))
        return
    columns = (Column(say("Case"), share=2), Column(say("Title"), share=9), Column(say("Applicant"), share=6))
    yield Table(say("Cases in the meeting"), columns, tuple(rows))


def _treated(reading: Reading, kept: Minutes) -> Iterator[Block]:
    """Yield the matters and the cases in the order of the agenda."""
    matters = list(kept.meeting.matters)
    for case in kept.cases:
        while matters and (matters[0].position or 0) < case.item.position:
            yield from _matter(matters.pop(0))
        yield from case_blocks(reading, kept, case)
    for matter in matters:
        yield from _matter(matter)


def _matter(matter: MatterPlaced) -> Iterator[Block]:
    yield Heading(2, say("Case {number}: {title}", number=matter.number, title=matter.title), f"matter-{matter.matter}")
    yield Paragraph(matter.decision or say("No decision is recorded."))


def _money(reading: Reading, kept: Minutes) -> Iterator[Block]:
    yield heading(say("The budget"), "budget")
    rows: list[tuple[Said, Value]] = [(say("Budget"), kroner(kept.frame))]
    if kept.before:
        rows.append((say("Recommended in other meetings"), Kroner(kept.before)))
    rows.append((say("Recommended in this meeting"), Kroner(kept.granted)))
    if kept.left is not None:
        rows.append((say("Left"), Kroner(kept.left)) if kept.left >= 0 else (say("The budget is exceeded by"), Kroner(-kept.left)))
    yield Facts(tuple(rows))
    if kept.apart and kept.meeting.locked is None:
        apart = Kroner(kept.apart)
        yield Paragraph(
            say("Recommendations for {amount} stand without a decision by a meeting. They are not in these sums.", amount=apart)
        )
    granted = [case for case in kept.cases if case.granted]
    if granted:
        columns = (Column(say("Case"), share=2), Column(say("Application"), share=9), Column(say("Amount (NOK)"), Align.RIGHT, share=4))
        total = Row((say("Total"), "", kept.granted), total=True)
        rows_of = (Row((case.item.number, titled(case.application), case.granted)) for case in granted)
        yield Table(say("Recommended in the meeting"), columns, (*rows_of, total))
    yield from _overrun(reading, kept)


def _overrun(reading: Reading, kept: Minutes) -> Iterator[Block]:
    given = kept.meeting.overrun
    if given is None:
        return
    allowed = say("The council allows grants of up to {amount} in all.", amount=Kroner(given.up_to))
    yield Paragraph(allowed, Tone.MOTION)
    if given.for_count or given.against_count:
        yield Paragraph(_overrun_votes(reading, given))
    else:
        yield Paragraph(say("How the votes fell is not noted."))
    yield Paragraph(given.reason)


def _overrun_votes(reading: Reading, given: OverrunDecided) -> Said:
    """Return how the votes fell; where they were equal, whose vote parted them by which rule."""
    fell = say("Vote: {ayes} for, {noes} against.", ayes=given.for_count, noes=given.against_count)
    seat, paragraph = reading.seat_name(given.chair), voting_rules(reading.committee).paragraph
    match tallied_overrun(given, reading.committee).by:
        case By.CASTING_VOTE:
            return say(
                "{votes} {seat}, who led, voted for, and that vote decides where votes are equal ({paragraph}).",
                votes=fell,
                seat=seat,
                paragraph=paragraph,
            )
        case By.DOUBLE_VOTE:
            return say(
                "{votes} {seat}, who led, voted for, and that vote counts twice where votes are equal ({paragraph}).",
                votes=fell,
                seat=seat,
                paragraph=paragraph,
            )
        case _:
            return fell


def _remarks(reading: Reading, kept: Minutes) -> Iterator[Block]:
    if kept.meeting.remarks:
        yield heading(say("Remarks for the minutes"), "remarks")
    for remark in kept.meeting.remarks:
        yield Paragraph(say("Remark from {seat}:", seat=reading.seat_name(remark.remarker)))
        yield Paragraph(remark.text, Tone.QUOTE)


def _corrections(kept: Minutes) -> Iterator[Block]:
    if kept.meeting.corrections:
        yield heading(say("Corrections"), "corrections")
        yield Paragraph(say("The minutes are as they were locked. These corrections were made afterwards, numbered within each case:"))
        agenda = {case.item.application: turn for turn, case in enumerate(kept.cases, start=1)}
        ordered = sorted(kept.meeting.corrections, key=lambda one: agenda.get(one.application, 0))
        yield Bullets(tuple(corrected(one, kept.cases) for one in ordered))


def corrected(one: MinutesCorrected, cases: tuple[Treated, ...]) -> Said:
    """Return a correction in a sentence: of the meeting, or of one of its cases."""
    number = _case_number(one, cases)
    if number:
        return say(
            "Case {case}, correction {number}, {date}: {text} Reason: {reason}",
            number=one.number,
            date=one.day,
            case=number,
            text=one.text,
            reason=one.reason,
        )
    return say("Correction {number}, {date}: {text} Reason: {reason}", number=one.number, date=one.day, text=one.text, reason=one.reason)


def _case_number(one: MinutesCorrected, cases: tuple[Treated, ...]) -> str:
    return next((case.item.number for case in cases if one.application and case.item.application == one.application), "")


def _signed(reading: Reading, kept: Minutes) -> Iterator[Block]:
    """Yield when the minutes were locked, and by whom they are approved."""
    locked = kept.meeting.locked
    yield heading(say("Approval"), "approval")
    if locked is None:
        yield Paragraph(say("The minutes are not locked."))
        return
    yield Facts(
        (
            (say("Locked"), locked.day),
            (say("The review was led by"), reading.seat_name(locked.by)),
            (say("The minutes' hash"), locked.content),
        )
    )
    yield from _approved(reading, kept)
    waiting = awaiting(reading.assessment.case, kept)
    if waiting:
        yield Paragraph(say("Not yet approved by {seats}.", seats=Listed(tuple(reading.seat_name(seat) for seat in waiting))))
    yield from _confirmed(reading, kept)


def _approved(reading: Reading, kept: Minutes) -> Iterator[Block]:
    """Yield who has approved the minutes: with a key of its own, or as somebody has written down."""
    order = [seat.id for seat in reading.committee.seats]
    found = sorted(approvals(reading.assessment.case, kept), key=lambda one: order.index(one.seat))
    signed = tuple(_given(reading, kept, one) for one in found if one.signed)
    plain = tuple(_given(reading, kept, one) for one in found if not one.signed)
    if signed:
        yield Paragraph(say("Approved, signed with their own key, by {seats}.", seats=Listed(signed)))
    if plain:
        yield Paragraph(say("Approved by {seats}.", seats=Listed(plain)))


def _given(reading: Reading, kept: Minutes, one: Approval) -> Said:
    """Return who approved, on which day, who wrote it down, and which corrections it was given before."""
    name, by = reading.seat_name(one.seat), reading.seat_name(one.by)
    later = Listed(tuple(_correction_name(each, kept.cases) for each in one.later))
    if one.by == one.seat:
        if one.later:
            return say("{seat} ({date}, before {corrections})", seat=name, date=one.on, corrections=later)
        return say("{seat} ({date})", seat=name, date=one.on)
    if one.later:
        return say("{seat} ({date}, written down by {by}, before {corrections})", seat=name, date=one.on, by=by, corrections=later)
    return say("{seat} ({date}, written down by {by})", seat=name, date=one.on, by=by)


def _correction_name(one: MinutesCorrected, cases: tuple[Treated, ...]) -> Said:
    number = _case_number(one, cases)
    if number:
        return say("correction {number} in case {case}", number=one.number, case=number)
    return say("correction {number}", number=one.number)


def _confirmed(reading: Reading, kept: Minutes) -> Iterator[Block]:
    """Yield who has confirmed after the meeting what it declared of its interests, and who has not."""
    told = confirmations(reading.assessment.case, kept)
    whole = tuple(reading.seat_name(one.seat) for one in told if one.confirmed == one.declared)
    rest = tuple(_part(reading, one) for one in told if one.confirmed < one.declared)
    if whole:
        yield Paragraph(say("After the meeting these have confirmed what they declared of their interests: {seats}.", seats=Listed(whole)))
    if rest:
        yield Paragraph(say("What they declared of their interests is not yet confirmed by {seats}.", seats=Listed(rest)))


def _part(reading: Reading, one: Confirmation) -> Value:
    name = reading.seat_name(one.seat)
    if not one.confirmed:
        return name
    return say("{seat} ({count} of {all} cases confirmed)", seat=name, count=one.confirmed, all=one.declared)
