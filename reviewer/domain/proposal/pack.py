"""A member's own reading pack: the criteria, and each application that the seat takes part in, with its own ratings so far."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Align, Block, Column, Contents, Facts, Heading, PageBreak, Paragraph, Row, Table, Tone
from reviewer.domain.committee import Criterion, Seat
from reviewer.domain.eligibility import UNOPENED
from reviewer.domain.events import Rated, RatingState
from reviewer.domain.proposal.applications import application_facts, judgement_without_ratings
from reviewer.domain.proposal.assessed import requirements
from reviewer.domain.proposal.closing import unnumbered_verification
from reviewer.domain.proposal.paper import Kind, Proposal
from reviewer.domain.proposal.reading import Reading, paragraphs
from reviewer.domain.proposal.words import titled
from reviewer.domain.proposal.written import Written, heading, in_name, top, written
from reviewer.domain.said import Said, Value, say

STATES = {
    RatingState.DEFERRED: say("deferred"),
    RatingState.ABSTAINED: say("abstained"),
    RatingState.WITHDRAWN: say("not rated"),
}


def reading_pack(reading: Reading, seat: Seat) -> Proposal:
    """Return the pack; the reading is of the case as this seat may see it."""
    title = say("Reading pack for {seat}", seat=seat.name)
    ordered = sorted(reading.ordered, key=lambda one: one.dossier.id)
    lacking = sum(_unrated(reading, seat, one) for one in ordered)

    def blocks() -> tuple[Block, ...]:
        return (
            *top(reading, title, (), (say("Applications"), len(ordered)), (say("Ratings that remain"), lacking)),
            Contents(say("Contents")),
            heading(say("What you are to rate"), "overview"),
            _overview(reading, seat, ordered),
            heading(say("Criteria"), "criteria"),
            *_criteria(reading),
            *requirements(reading),
            heading(say("The applications"), "applications"),
            *(block for number, one in enumerate(ordered) for block in (*_new_page(number), *_application(reading, seat, one))),
            *unnumbered_verification(reading),
        )

    return written(
        reading, Written(kind=Kind.READING_PACK, stem=say("reading-pack-{about}", about=in_name(seat.id)), title=title, blocks=blocks)
    )


def _unrated(reading: Reading, seat: Seat, one: Judged) -> int:
    return sum((seat.id, criterion.id) not in one.dossier.ratings for criterion in reading.committee.criteria)


def _overview(reading: Reading, seat: Seat, ordered: list[Judged]) -> Table:
    columns = (
        Column(say("Application"), share=8),
        Column(say("Applicant"), share=6),
        Column(say("Applied for (NOK)"), Align.RIGHT, share=4),
        Column(say("Remains"), Align.RIGHT, share=3),
    )
    rows = tuple(
        Row(
            (
                titled(one.dossier.application),
                one.dossier.application.applicant.name,
                one.dossier.application.amount_applied,
                _unrated(reading, seat, one),
            )
        )
        for one in ordered
    )
    return Table(say("Applications that you take part in, and how many criteria you have not rated"), columns, rows)


def _criteria(reading: Reading) -> Iterator[Block]:
    for criterion in reading.committee.criteria:
        yield Heading(3, criterion.name)
        if criterion.question:
            yield Paragraph(criterion.question)
        yield Facts(tuple((say("{value}", value=step.value), step.anchor) for step in reversed(criterion.scale)))


def _new_page(number: int) -> tuple[Block, ...]:
    """Return the break before every application but the first, which stands under the section's heading."""
    return (PageBreak(),) if number else ()


def _application(reading: Reading, seat: Seat, one: Judged) -> Iterator[Block]:
    application = one.dossier.application
    yield Heading(3, titled(application), f"application-{one.dossier.id}")
    if one.dossier.unopened:
        yield Paragraph(UNOPENED)
        return
    yield from paragraphs(application.summary, Tone.QUOTE)
    yield application_facts(reading, application)
    yield from judgement_without_ratings(reading, one)
    yield Heading(4, say("Your ratings"))
    columns = (Column(say("Criterion"), share=5), Column(say("Rating"), Align.RIGHT, share=3), Column(say("Comment"), share=10))
    rows = tuple(_rating(criterion, one.dossier.ratings.get((seat.id, criterion.id))) for criterion in reading.committee.criteria)
    if rows:
        yield Table(say("Your ratings so far"), columns, rows)


def _rating(criterion: Criterion, rated: Rated | None) -> Row:
    return Row((criterion.name, rating_text(rated), rated.comment if rated else ""))


def rating_text(rated: Rated | None) -> Value:
    """Return the number, or the word for what is none."""
    words: Said = STATES[rated.state] if rated and rated.state in STATES else say("not rated")
    return rated.score if rated and rated.score is not None else words
