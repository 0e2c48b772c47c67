"""What was not recommended, who took no part, what happens next, and how the paper is checked."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Block, Bullets, Column, Facts, Heading, PageBreak, Paragraph, Row, Table, Tone
from reviewer.domain.eligibility import VerdictKind
from reviewer.domain.events import Outcome
from reviewer.domain.meeting.acts import VoteTaken
from reviewer.domain.meeting.deciding import carried_amendments, carrying
from reviewer.domain.meeting.interests import interests_told
from reviewer.domain.meeting.recusals import SeatStanding
from reviewer.domain.meeting.rulebook import voting_rules
from reviewer.domain.meeting.sitting import Item, leading, meetings
from reviewer.domain.meeting.voting import tallied
from reviewer.domain.proposal.impartial import body_decided, has_led
from reviewer.domain.proposal.paper import Audience, made_for
from reviewer.domain.proposal.reading import Reading, section
from reviewer.domain.proposal.words import NOT_STATED, or_not_stated, titled
from reviewer.domain.said import Said, say


def not_recommended(reading: Reading) -> Iterator[Block]:
    """Return what was not recommended, with the requirements that stood against it and the council's reasons."""
    yield PageBreak()
    yield section("6", say("Not recommended"), "not-recommended")
    refused = reading.with_outcome(Outcome.NOT_RECOMMENDED)
    if not refused:
        yield Paragraph(say("The council has not refused to recommend any application."))
    for one in refused:
        yield Heading(3, titled(one.dossier.application))
        against = tuple(_against(one))
        if against:
            yield Bullets(against)
        yield Paragraph(one.dossier.recommendation.reasons or say("The council has not written its reasons."))


def _against(one: Judged) -> Iterator[Said]:
    for verdict in one.verdicts.items:
        if verdict.verdict is VerdictKind.NOT_MET:
            ground = say("{rule}: {reason}", rule=verdict.name, reason=verdict.reason)
            yield say("{first} {second}", first=ground, second=verdict.rejection) if verdict.rejection else ground


def impartiality(reading: Reading) -> Iterator[Block]:
    """Return who took no part in which application and on what ground, and who dissents."""
    yield section("7", say("Recusals and dissents"), "impartiality")
    recused = tuple(_standing(reading, SeatStanding.RECUSED))
    if recused:
        yield Paragraph(say("These took no part in considering the applications named:"))
        columns = (Column(say("Seat"), share=4), Column(say("Application"), share=6), Column(say("Ground"), share=6))
        yield Table(say("Recusals"), columns, recused)
    else:
        yield Paragraph(say("No member is recorded as recused."))
    possible = tuple(_standing(reading, SeatStanding.POSSIBLE))
    if possible:
        yield Paragraph(say("These have declared a possible interest. It is not recorded whether they are recused:"))
        columns = (Column(say("Seat"), share=4), Column(say("Application"), share=6), Column(say("What was declared"), share=6))
        yield Table(say("Declarations that are not settled"), columns, possible)
    yield from _decided(reading)
    yield from _leading(reading)
    yield from _votes(reading)
    yield from _dissents(reading)


def _votes(reading: Reading) -> Iterator[Block]:
    """Yield how the votes fell on what was decided, where the meeting has decided."""
    numbers, results = _decisive(reading)
    rows = [
        Row((numbers[one.dossier.id], titled(one.dossier.application), results[one.dossier.id]))
        for one in reading.ordered
        if one.dossier.id in results
    ]
    if rows:
        columns = (Column(say("Case"), share=2), Column(say("Application"), share=7), Column(say("Votes"), share=7))
        yield Table(say("Votes on the decisions"), columns, tuple(rows))


def _decisive(reading: Reading) -> tuple[dict[str, str], dict[str, Said]]:
    """Return the case number and the results of the votes that made the decision, by application; the last meeting's counts."""
    numbers: dict[str, str] = {}
    results: dict[str, Said] = {}
    rules = voting_rules(reading.committee)
    for met in meetings(reading.assessment.case):
        for item in met.items:
            vote = carrying(item, item.decided.motion, rules) if item.decided else None
            if vote is not None:
                numbers[item.application], results[item.application] = item.number, _results(reading, item, vote)
    return numbers, results


def _results(reading: Reading, item: Item, vote: VoteTaken) -> Said:
    """Return the result of the vote that carried the decision, and of those on the amendments that are part of it."""
    rules, said = voting_rules(reading.committee), tallied(vote, reading.committee).said
    for amendment in carried_amendments(item, vote.motion, rules):
        own = carrying(item, amendment.motion, rules)
        if own is not None:
            result = tallied(own, reading.committee).said
            said = say("{said} Amendment {motion}: {result}", said=said, motion=amendment.motion, result=result)
    return said


def _standing(reading: Reading, standing: SeatStanding) -> Iterator[Row]:
    for one in reading.ordered:
        for told in interests_told(reading.committee, one.dossier):
            if told.standing is standing:
                yield Row((reading.seat_name(told.seat), titled(one.dossier.application), or_not_stated(told.ground)))


def _decided(reading: Reading) -> Iterator[Block]:
    """Yield what the body decided of the members' interests, by whom and why."""
    rows = [
        Row((reading.seat_name(told.seat), titled(one.dossier.application), body_decided(reading, told.decided)))
        for one in reading.ordered
        for told in interests_told(reading.committee, one.dossier)
        if told.decided
    ]
    if rows:
        yield Paragraph(say("The council has decided whether these take part:"))
        columns = (Column(say("Seat"), share=4), Column(say("Application"), share=5), Column(say("The council's decision"), share=7))
        yield Table(say("The council's decisions on interests"), columns, tuple(rows))


def _leading(reading: Reading) -> Iterator[Block]:
    """Yield who led instead of the chair, and who took that away again."""
    rows = [
        Row((titled(one.dossier.application), has_led(reading, led))) for one in reading.ordered for led in leading(one.dossier.history)
    ]
    if rows:
        columns = (Column(say("Application"), share=6), Column(say("Who led"), share=10))
        yield Table(say("Acting chairs"), columns, tuple(rows))


def _dissents(reading: Reading) -> Iterator[Block]:
    found = [(one, seat, text) for one in reading.ordered for seat, text in one.dossier.dissents.items()]
    if not found:
        yield Paragraph(say("No dissent is recorded."))
    for one, seat, text in found:
        name = titled(one.dossier.application)
        yield Paragraph(say("{seat} dissents from the recommendation for {name}:", seat=reading.seat_name(seat), name=name))
        yield Paragraph(text, Tone.QUOTE)


def follow_up(reading: Reading) -> Iterator[Block]:
    """Return who decides, and what then follows."""
    committee = reading.committee
    yield section("8", say("What happens next"), "follow-up")
    yield Paragraph(
        say(
            "{council} gives this recommendation. {recipient} decides and makes the grants.",
            council=committee.name,
            recipient=committee.recipient,
        )
    )
    if committee.follow_up:
        yield Bullets(committee.follow_up)


def verification(reading: Reading) -> Iterator[Block]:
    """Return the proposal's last section."""
    yield section("9", say("How this document can be checked"), "verification")
    yield from _checked(reading)


def unnumbered_verification(reading: Reading) -> Iterator[Block]:
    """Return the same as the last section of a paper whose sections have no numbers."""
    yield Heading(2, say("How this document can be checked"), "verification")
    yield from _checked(reading)


def _checked(reading: Reading) -> Iterator[Block]:
    """Yield what a reader compares to know that the paper and the case belong together."""
    imprint = reading.imprint
    audience = Audience.COUNCIL if reading.publication is None else Audience.PUBLIC
    yield Paragraph(
        say(
            "Everything in this document is computed from the events in the case. The command reviewer verify, with the name of the "
            "case file, checks the case and prints the same figures as below when nothing has changed."
        )
    )
    yield Facts(
        (
            (say("Made for"), made_for(reading.committee, imprint.seen_by, audience)),
            (say("The case's hash"), or_not_stated(imprint.case_hash)),
            (say("Events"), imprint.events),
            (say("Committee"), reading.committee.name),
            (say("The committee file's hash"), or_not_stated(imprint.committee_hash)),
            (say("Software"), say("reviewer {version}", version=imprint.program) if imprint.program else NOT_STATED),
        )
    )
