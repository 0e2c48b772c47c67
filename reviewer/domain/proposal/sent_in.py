"""All that an applicant has sent in: the dossier's part on the application, and on its earlier revisions."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.application import Application, Flow, Role, Side, TakeUp
from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Align, Block, Bullets, Column, Facts, Heading, Paragraph, Row, Table, Tone
from reviewer.domain.economics.effects import graded
from reviewer.domain.economics.words import ACTORS
from reviewer.domain.events import ApplicationReceived
from reviewer.domain.proposal.applications import application_facts, effects_table, extra_value
from reviewer.domain.proposal.reading import Reading, paragraphs
from reviewer.domain.proposal.words import or_not_stated
from reviewer.domain.proposal.written import heading
from reviewer.domain.said import Listed, Said, Share, Value, say, say_number

_SIDES = {Side.COST: say("cost"), Side.BENEFIT: say("benefit")}
_ROLES = {Role.INVESTMENT: say("investment"), Role.OPERATION: say("operation"), Role.OTHER: say("other")}
_LEVEL = 3


def sent_in(reading: Reading, application: Application, level: int = _LEVEL) -> Iterator[Block]:
    """Yield what the application says, every field of it; its effects stand with their assessment."""
    yield from paragraphs(application.summary, Tone.QUOTE)
    yield application_facts(reading, application)
    more = (*_more_facts(reading, application), *_withheld_facts(reading, application))
    if more:
        yield Facts(more)
    yield from _attachments(application, level)
    yield from _flows(reading, application, level)


def earlier_revisions(reading: Reading, one: Judged) -> Iterator[Block]:
    """Yield what the application said before it was revised, newest first; the public gets the last revision only."""
    earlier = one.dossier.revisions[:-1]
    if not earlier:
        return
    yield heading(say("Earlier revisions of the application"), "revisions")
    for number, event in reversed(tuple(enumerate(earlier, start=1))):
        if not isinstance(event.body, ApplicationReceived):
            raise TypeError(f"{event.kind} is no revision of an application")
        before = event.body.content
        yield Heading(_LEVEL, say("Revision {number}, {at}: {title}", number=number, at=event.at, title=before.title))
        yield from sent_in(reading, before, _LEVEL + 1)
        if before.effects:
            yield effects_table(before, graded(before, reading.committee.method.grading), {})


def _more_facts(reading: Reading, application: Application) -> Iterator[tuple[Said, Value]]:
    """Yield what the other papers do not tell of the application."""
    reuse, known = application.reuse, reading.assessment.case.municipalities
    if application.received is not None:
        yield say("Received"), application.received
    if reuse.municipalities:
        yield say("Adopted by"), Listed(tuple(known.name(number) if known else number for number in reuse.municipalities))
    yield from _take_up(reuse)
    if application.claimed.years is not None:
        yield say("The applicant's analysis period"), say_number("{number} year", "{number} years", application.claimed.years)


def _take_up(reuse: TakeUp) -> Iterator[tuple[Said, Value]]:
    if reuse.low is not None or reuse.high is not None:
        ends = say("from {low} to {high}", low=or_not_stated(reuse.low), high=or_not_stated(reuse.high))
        yield say("Municipalities in the end, by the applicant's own bounds"), ends
    if reuse.by_year:
        each = tuple(say("{year}: {number}", year=str(year), number=number) for year, number in sorted(reuse.by_year.items()))
        yield say("Municipalities by year"), Listed(each)
    if reuse.share is not None:
        yield say("Take-up in every year"), Share(reuse.share)
    if reuse.curve is not None:
        curve, middle = reuse.curve, reuse.curve.midpoint
        yield (
            say("Municipalities by year"),
            say(
                "half of {final} in {midpoint}, and from 10 to 90% of them in {years} years",
                final=curve.final,
                midpoint=str(int(middle)) if middle == int(middle) else middle,
                years=curve.years,
            ),
        )


def _withheld_facts(reading: Reading, application: Application) -> Iterator[tuple[Said, Value]]:
    """Yield the fields that the committee withholds from the public; a public dossier has the mark there."""
    for declared in reading.committee.fields:
        if declared.withheld and declared.id in application.extra:
            yield say("{name}", name=declared.name), extra_value(declared, application.extra[declared.id])


def _attachments(application: Application, level: int) -> Iterator[Block]:
    yield Heading(level, say("Attachments"))
    if application.attachments:
        yield Bullets(application.attachments)
    else:
        yield Paragraph(say("No attachments are listed."))


def _flows(reading: Reading, application: Application, level: int) -> Iterator[Block]:
    """Yield every line of the cash flow as it was sent in, and how it counts."""
    yield Heading(level, say("Cash flow as it was sent in"))
    hidden = reading.withheld(application.id, "flows")
    if hidden or not application.flows:
        yield Paragraph(hidden or say("The application has no cash flow."))
        return
    columns = (
        Column(say("Line"), share=6),
        Column(say("Kind"), share=3),
        Column(say("Year"), share=2),
        Column(say("Amount (NOK)"), Align.RIGHT, share=4),
    )
    rows = tuple(
        Row((flow.line, _SIDES[flow.side], str(year), amount))
        for flow in application.flows
        for year, amount in sorted(flow.amounts.items())
    )
    yield Table(say("Cash flow, line by line"), columns, rows)
    yield _lines(application.flows)


def _lines(flows: tuple[Flow, ...]) -> Table:
    bounded = any(flow.low is not None or flow.high is not None for flow in flows)
    columns = (
        Column(say("Line"), share=6),
        Column(say("Role"), share=3),
        Column(say("Falls on"), share=4),
        Column(say("Public budgets"), share=3),
        Column(say("Follows take-up"), share=3),
        *((Column(say("Bounds"), share=4),) if bounded else ()),
    )
    rows = tuple(
        Row(
            (
                flow.line,
                _ROLES[flow.role],
                ACTORS[flow.actor],
                say("yes") if flow.public else say("no"),
                say("yes") if flow.scales_with_reuse else say("no"),
                *((_bounds(flow),) if bounded else ()),
            )
        )
        for flow in flows
    )
    return Table(say("What each line is, as the applicant states it"), columns, rows)


def _bounds(flow: Flow) -> Value:
    if flow.low is None and flow.high is None:
        return None
    ends = (None if end is None else Share(end) for end in (flow.low, flow.high))
    low, high = (or_not_stated(end) for end in ends)
    return say("from {low} to {high}", low=low, high=high)
