"""Letters to the applicants: commitment, refusal, or a request for what is missing; drafts for the recipient to send.

The council recommends and the recipient decides: where the recipient's decision is recorded, the letter is of that; until then it says
that it takes effect with it. Where a scheme has a final commitment, the first one is preliminary until that step is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Block, Bullets, Heading, Paragraph
from reviewer.domain.eligibility import Verdict, VerdictKind
from reviewer.domain.events import Outcome
from reviewer.domain.meeting.acts import Milestone
from reviewer.domain.meeting.due import conditions_due, milestones, recipients_decision
from reviewer.domain.meeting.told import MILESTONES
from reviewer.domain.proposal.paper import Kind, Proposal
from reviewer.domain.proposal.reading import Reading, paragraphs
from reviewer.domain.proposal.words import kroner, titled
from reviewer.domain.proposal.written import Written, heading, in_name, top, written
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.said import Kroner, Said, Value, say


def letter(reading: Reading, one: Judged) -> Proposal:
    """Return the letter that the council's recommendation calls for; a commitment or refusal is a draft until the recipient has decided."""
    application = one.dossier.application
    one = _as_decided(one)
    title, body = _content(reading, one)
    lacking = tuple(_lacking(reading, one))
    facts: tuple[tuple[Said, Value], ...] = (
        (say("To"), application.applicant.name),
        *(((say("Contact"), application.contact),) if application.contact else ()),
        (say("From"), reading.committee.recipient),
        (say("Regarding"), titled(application)),
    )

    def blocks() -> tuple[Block, ...]:
        return (*top(reading, title, lacking, *facts), *body, *_end(reading))

    paper = Written(
        kind=Kind.LETTER, stem=say("letter-{about}", about=in_name(one)), title=title, blocks=blocks, missing=lacking, about=one.dossier.id
    )
    return written(reading, paper)


def _end(reading: Reading) -> Iterator[Block]:
    """Yield the greeting, and what the letter can be checked by."""
    yield Paragraph(say("Yours sincerely\n{recipient}", recipient=reading.committee.recipient))
    if reading.imprint.case_hash:
        yield Paragraph(say("This letter was written from the case with the hash {hash}.", hash=reading.imprint.case_hash))


def _as_decided(one: Judged) -> Judged:
    """Return the application with the recipient's decision in place of the council's recommendation, where there is one."""
    answer, given = recipients_decision(one.dossier), one.dossier.recommendation
    if answer is None:
        return one
    same = answer.outcome is given.outcome
    reasons = "\n\n".join(text for text in (given.reasons if same else "", answer.reason) if text.strip())
    decided = replace(given, outcome=answer.outcome, amount=answer.amount, conditions=answer.conditions, reasons=reasons)
    return replace(one, dossier=replace(one.dossier, recommendation=decided))


def _committed(reading: Reading, one: Judged) -> Said:
    """Return the title of a commitment: preliminary or final where the scheme has both."""
    if all(awaited.milestone is not Milestone.FINAL_COMMITMENT for awaited in reading.committee.awaits):
        return say("Commitment of a grant")
    final = milestones(one.dossier).get(Milestone.FINAL_COMMITMENT)
    return say("Final commitment of a grant") if final and final.done else say("Preliminary commitment of a grant")


def _content(reading: Reading, one: Judged) -> tuple[Said, tuple[Block, ...]]:
    outcome = one.dossier.recommendation.outcome
    if outcome in GRANTING:
        return _committed(reading, one), tuple(_commitment(reading, one))
    if outcome is Outcome.NOT_RECOMMENDED:
        return say("Refusal of the application"), tuple(_refusal(reading, one))
    return say("Request for more information"), tuple(_request(reading, one))


def _lacking(reading: Reading, one: Judged) -> Iterator[Said]:
    given = one.dossier.recommendation
    if given.outcome is None:
        yield say("The council has not settled the application.")
    if given.outcome in {None, Outcome.POSTPONED} and not given.reasons.strip() and not _unknown(one):
        yield say("The letter does not say what information is missing. No requirement is unknown, and the council has written no reasons.")
    if given.outcome in GRANTING and given.amount is None:
        yield say("The recommended amount is not yet set.")
    if given.outcome in GRANTING and one.dossier.declined is not None:
        yield say("The applicant has declined.")
    if given.outcome in {*GRANTING, Outcome.NOT_RECOMMENDED} and recipients_decision(one.dossier) is None:
        yield say("{recipient} has not decided on the application.", recipient=reading.committee.recipient)


def _commitment(reading: Reading, one: Judged) -> Iterator[Block]:
    given, committee = one.dossier.recommendation, reading.committee
    yield Paragraph(
        say(
            "{recipient} gives a commitment of up to {amount} from {fund} to {applicant} for {application}.",
            recipient=committee.recipient,
            amount=kroner(given.amount),
            fund=committee.fund.name,
            applicant=one.dossier.application.applicant.name,
            application=titled(one.dossier.application),
        )
    )
    asked = one.dossier.application.amount_applied
    if asked is not None and given.amount is not None and given.amount < asked:
        yield Paragraph(say("You applied for {asked}. The commitment is for part of it.", asked=Kroner(asked)))
    yield from _takes_effect(reading, one)
    if given.conditions:
        yield heading(say("Conditions"), "conditions")
        yield Bullets(given.conditions, numbered=True)
    if given.reasons.strip():
        yield heading(say("Reasons"), "reasons")
        yield from paragraphs(given.reasons)
    yield from _deadlines(one)
    if committee.follow_up and recipients_decision(one.dossier) is None:
        yield heading(say("What happens next"), "follow-up")
        yield Bullets(committee.follow_up)


def _refusal(reading: Reading, one: Judged) -> Iterator[Block]:
    yield Paragraph(
        say(
            "{recipient} does not award a grant from {fund} to {application}.",
            recipient=reading.committee.recipient,
            fund=reading.committee.fund.name,
            application=titled(one.dossier.application),
        )
    )
    yield from _takes_effect(reading, one)
    yield heading(say("Reasons"), "reasons")
    against = tuple(
        say("{name}: {why}", name=verdict.name, why=verdict.rejection or verdict.reason)
        for verdict in one.verdicts.items
        if verdict.verdict is VerdictKind.NOT_MET
    )
    if against:
        yield Paragraph(say("The application does not meet these requirements:"))
        yield Bullets(against)
    if one.dossier.recommendation.reasons.strip():
        yield from paragraphs(one.dossier.recommendation.reasons)
    elif not against:
        yield Paragraph(say("The council has not written its reasons."))


def _request(reading: Reading, one: Judged) -> Iterator[Block]:
    yield Paragraph(
        say(
            "{council} needs more information before it can consider the application {application}.",
            council=reading.committee.name,
            application=titled(one.dossier.application),
        )
    )
    open_ones = _unknown(one)
    if open_ones:
        yield Paragraph(say("Please send us what is needed to settle these requirements:"))
    for verdict in open_ones:
        yield Heading(2, verdict.name)
        yield Paragraph(say("{text} {next}", text=verdict.reason, next=verdict.demand))
    if one.dossier.recommendation.reasons.strip():
        yield heading(say("Why we ask"), "reasons")
        yield from paragraphs(one.dossier.recommendation.reasons)


def _unknown(one: Judged) -> list[Verdict]:
    return [verdict for verdict in one.verdicts.items if verdict.verdict is VerdictKind.UNKNOWN]


def _deadlines(one: Judged) -> Iterator[Block]:
    """Yield what the applicant has to see to, and when, as far as a day is set."""
    steps = {step: body for step, body in milestones(one.dossier).items() if body.done is None}
    dates = [(MILESTONES[step], body.due) for step, body in steps.items() if body.due is not None and step is not Milestone.CONDITIONS]
    met = milestones(one.dossier).get(Milestone.CONDITIONS)
    if (deadline := conditions_due(one.dossier)) and not (met and met.done):
        dates.append((MILESTONES[Milestone.CONDITIONS], deadline))
    if dates:
        yield heading(say("Deadlines"), "deadlines")
        yield Bullets(tuple(say("{date}: {what}", date=day, what=what) for what, day in sorted(dates, key=lambda one: one[1])))


def _takes_effect(reading: Reading, one: Judged) -> Iterator[Block]:
    answer = recipients_decision(one.dossier)
    if answer is not None:
        yield Paragraph(say("{recipient} decided this on {date}.", recipient=reading.committee.recipient, date=answer.day))
        return
    yield Paragraph(
        say(
            "This letter follows the recommendation of {council}, and takes effect when {recipient} has decided.",
            council=reading.committee.name,
            recipient=reading.committee.recipient,
        )
    )
