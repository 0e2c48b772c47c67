"""The head of the paper, the motion, and the background."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Align, Block, Bullets, Column, Facts, Heading, Paragraph, Row, Table, Tone
from reviewer.domain.events import Outcome
from reviewer.domain.proposal.charts import money_chart, theme_chart
from reviewer.domain.proposal.reading import Reading, first_named, paragraphs, section
from reviewer.domain.proposal.words import NOT_STATED, basis_text, or_not_stated, titled
from reviewer.domain.said import Kroner, Listed, Said, Value, say, say_number


def title(reading: Reading) -> Said:
    """Return the paper's title."""
    committee = reading.committee
    if not reading.imprint.call:
        return say("Recommendation to {recipient}: {scheme}", recipient=committee.recipient, scheme=committee.scheme)
    return say(
        "Recommendation to {recipient}: {scheme}, round {round}",
        recipient=committee.recipient,
        scheme=committee.scheme,
        round=reading.imprint.call,
    )


def head(reading: Reading, missing: tuple[Said, ...]) -> Iterator[Block]:
    """Return title, notices and the facts about the meeting."""
    yield Heading(1, title(reading), "title")
    if reading.assessment.case.opened.illustrative:
        yield Paragraph(say("This case is an illustration. Every figure in it is illustrative."), Tone.NOTICE)
    if missing:
        yield Paragraph(say("DRAFT. This must be settled before the recommendation is sent:"), Tone.NOTICE)
        yield Bullets(missing)
    imprint = reading.imprint
    yield Facts(
        (
            (say("To"), reading.committee.recipient),
            (say("From"), reading.committee.name),
            (say("Round"), or_not_stated(imprint.call)),
            (say("Meeting date"), or_not_stated(imprint.meeting_date)),
            (say("Present"), Listed(imprint.present) if imprint.present else NOT_STATED),
            (say("Document date"), imprint.produced),
        )
    )


def motion(reading: Reading) -> Iterator[Block]:
    """Return the motion itself: what is granted on which conditions, what is postponed, and what is not recommended."""
    yield section("1", say("Recommendation"), "recommendation")
    parts = (_grants(reading), _conditions(reading), _postponed(reading), _refused(reading))
    for number, (lead, *blocks) in enumerate(filter(None, parts), start=1):
        yield Paragraph(say("{number}. {sentence}", number=str(number), sentence=lead), Tone.MOTION)
        yield from blocks


Part = tuple[Said, *tuple[Block, ...]]


def _grants(reading: Reading) -> Part:
    committee = reading.committee
    if not reading.granted and not reading.settled:
        return (say("{council} has not settled any of the applications yet.", council=committee.name),)
    if not reading.granted:
        return (say("{council} recommends no grants in this round.", council=committee.name),)
    lead = say(
        "{council} recommends that {recipient} grant up to {amount}, distributed as follows:",
        council=committee.name,
        recipient=committee.recipient,
        amount=Kroner(reading.granted_total),
    )
    return (lead, _grant_table(reading))


def _grant_table(reading: Reading) -> Table:
    total = Row((say("Total"), "", reading.granted_total, ""), total=True)
    return Table(
        caption=say("Recommended grants"),
        columns=(
            Column(say("Application"), share=6),
            Column(say("Applicant"), share=5),
            Column(say("Amount (NOK)"), Align.RIGHT, share=3),
            Column(say("Conditions"), share=3),
        ),
        rows=(*(_grant_row(one) for one in reading.granted), total),
    )


def _grant_row(one: Judged) -> Row:
    application, given = one.dossier.application, one.dossier.recommendation
    return Row((titled(application), application.applicant.name, or_not_stated(given.amount), _condition_numbers(len(given.conditions))))


def _condition_numbers(count: int) -> Value:
    match count:
        case 0:
            return say("None")
        case 1:
            return say("Condition 1")
        case _:
            return say("Conditions 1–{last}", last=count)


def _conditions(reading: Reading) -> Part | None:
    bound = [one for one in reading.granted if one.dossier.recommendation.conditions]
    if not bound:
        return None
    blocks: list[Block] = []
    for one in bound:
        blocks.append(Paragraph(say("For {application}:", application=titled(one.dossier.application))))
        blocks.append(Bullets(one.dossier.recommendation.conditions, numbered=True))
    return (say("The grants are subject to these conditions:"), *blocks)


def _postponed(reading: Reading) -> Part | None:
    return _listed(say("These applications are postponed:"), reading.with_outcome(Outcome.POSTPONED))


def _refused(reading: Reading) -> Part | None:
    return _listed(say("These applications are not recommended:"), reading.with_outcome(Outcome.NOT_RECOMMENDED))


def _listed(lead: Said, judged: Iterable[Judged]) -> Part | None:
    items = tuple(
        say("{application}, {applicant}", application=titled(one.dossier.application), applicant=one.dossier.application.applicant.name)
        for one in judged
    )
    return (lead, Bullets(items)) if items else None


def background(reading: Reading) -> Iterator[Block]:
    """Return the fund, the call, and how many applied for how much."""
    committee, case = reading.committee, reading.assessment.case
    yield section("2", say("Background"), "background")
    yield from paragraphs(committee.background)
    yield Paragraph(_received(reading))
    yield Paragraph(_budget(reading, case.budget))
    yield Paragraph(say("The money comes from {fund}. Source: {basis}.", fund=committee.fund.name, basis=basis_text(committee.fund.basis)))
    if committee.fund.note:
        yield Paragraph(committee.fund.note)
    yield from filter(None, (theme_chart(reading.ordered, reading.committee.theme), money_chart(reading.ordered)))


def _budget(reading: Reading, budget: int | None) -> Said:
    granted = Kroner(reading.granted_total)
    if budget is None:
        return say("The budget for the round is not stated.")
    if not reading.settled:
        return say("The budget for the round is {frame}.", frame=Kroner(budget))
    if granted > budget:
        return say("The budget for the round is {frame}. The council recommends {granted}.", frame=Kroner(budget), granted=granted)
    return say(
        "The budget for the round is {frame}. The council recommends {granted}, and {left} is left.",
        frame=Kroner(budget),
        granted=granted,
        left=Kroner(budget - granted),
    )


def _received(reading: Reading) -> Said:
    amounts = [one.dossier.application.amount_applied for one in reading.ordered]
    silent = [one for one in reading.ordered if one.dossier.application.amount_applied is None]
    if silent and len(silent) == len(amounts):
        return say_number(
            "{number} application came in. It states no amount.",
            "{number} applications came in. None of them states an amount.",
            len(amounts),
        )
    applied = say_number(
        "{number} application came in, for {amount}.",
        "{number} applications came in, for {amount} in all.",
        len(amounts),
        amount=Kroner(sum(amount or 0 for amount in amounts)),
    )
    if not silent:
        return applied
    return say("{applied} These do not state an amount: {names}.", applied=applied, names=first_named(silent))
