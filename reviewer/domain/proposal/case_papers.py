"""The ranked list on its own, and the case paper (saksframlegg) for one application."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Block, Heading, Paragraph, Tone
from reviewer.domain.events import Interest
from reviewer.domain.labels import LABELS, labels
from reviewer.domain.meeting.interests import interests_told
from reviewer.domain.meeting.recusals import SeatStanding
from reviewer.domain.meeting.sitting import leading
from reviewer.domain.proposal.applications import application_facts, judgement
from reviewer.domain.proposal.assessed import requirements
from reviewer.domain.proposal.closing import unnumbered_verification
from reviewer.domain.proposal.impartial import body_decided, has_led, stands
from reviewer.domain.proposal.order import grounds
from reviewer.domain.proposal.paper import Kind, Proposal
from reviewer.domain.proposal.ranked import ranked_blocks
from reviewer.domain.proposal.reading import Reading, first_named, paragraphs
from reviewer.domain.proposal.recommended import recommended
from reviewer.domain.proposal.words import kroner, or_not_stated, organisation, place_mark, titled
from reviewer.domain.proposal.written import Written, heading, in_name, raised, top, written
from reviewer.domain.said import Listed, Said, Value, say


def ranked_list(reading: Reading) -> Proposal:
    """Return the ranked list with the frame's line, as it is sent out before the meeting."""
    title = say("Ranked list: {scheme}", scheme=reading.committee.scheme)
    lacking = tuple(_unscored(reading))

    def blocks() -> tuple[Block, ...]:
        return (
            *top(reading, title, lacking, (say("Budget"), kroner(reading.assessment.case.budget))),
            heading(say("Ranking"), "ranking"),
            *ranked_blocks(reading),
            *grounds(reading),
            *unnumbered_verification(reading),
        )

    return written(reading, Written(kind=Kind.RANKING, stem=say("ranked-list"), title=title, blocks=blocks, missing=lacking))


def _unscored(reading: Reading) -> Iterator[Said]:
    without = [one for one in reading.ordered if not reading.placed(one)]
    if without:
        yield say("These have no place yet: {names}.", names=first_named(without))


def case_paper(reading: Reading, one: Judged) -> Proposal:
    """Return the case paper: the motion first, then background, assessment and what speaks for and against."""
    title = say("Case paper: {application}", application=titled(one.dossier.application))
    lacking = tuple(_unsettled(one))
    paper = Written(
        kind=Kind.CASE_PAPER,
        stem=say("case-paper-{about}", about=in_name(one)),
        title=title,
        blocks=lambda: tuple(_case_blocks(reading, one, title, lacking)),
        missing=lacking,
        about=one.dossier.id,
    )
    return written(reading, paper)


def _case_blocks(reading: Reading, one: Judged, title: Said, lacking: tuple[Said, ...]) -> Iterator[Block]:
    application = one.dossier.application
    place = place_mark(reading.assessment.place(one.dossier.id))
    told = (
        (say("Applicant"), organisation(application.applicant)),
        (say("Applied for"), kroner(application.amount_applied)),
        (say("Place"), say("{place} of {number}", place=place, number=len(reading.ordered))),
        *_labelled(one),
    )
    yield from top(reading, title, lacking, *told)
    yield from map(_raised, recommended(reading, one))
    yield heading(say("Background"), "background")
    yield from paragraphs(reading.committee.background)
    yield heading(say("The application"), "application")
    yield from paragraphs(application.summary, Tone.QUOTE)
    yield application_facts(reading, application)
    yield heading(say("Assessment"), "assessment")
    yield from raised(judgement(reading, one))
    yield from requirements(reading)
    yield heading(say("Impartiality"), "impartiality")
    yield from _impartiality(reading, one)
    yield from unnumbered_verification(reading)


def _labelled(one: Judged) -> Iterator[tuple[Said, Value]]:
    """Yield what the application has been at some time, if anything."""
    found = labels(one.dossier)
    if found:
        yield say("History"), Listed(tuple(LABELS[label] for label in found))


def _raised(block: Block) -> Block:
    """Return the block, a heading as that of a section: what stands within an application's part elsewhere is a part here."""
    return Heading(2, block.text, "recommendation") if isinstance(block, Heading) else block


def _unsettled(one: Judged) -> Iterator[Said]:
    if one.dossier.recommendation.outcome is None:
        yield say("The council has not settled the application.")


def _impartiality(reading: Reading, one: Judged) -> Iterator[Block]:
    told = interests_told(reading.committee, one.dossier)
    if not any(one.recused for one in told):
        yield Paragraph(say("No member is recorded as recused."))
    for interest in told:
        if interest.declared in {None, Interest.NONE} and interest.decided is None:
            continue
        if interest.standing is SeatStanding.POSSIBLE:
            name, ground = reading.seat_name(interest.seat), or_not_stated(interest.ground)
            yield Paragraph(say("{seat} has declared a possible interest. Ground: {ground}", seat=name, ground=ground))
        else:
            yield Paragraph(stands(reading, interest.seat, interest.ground, recused=interest.recused))
        if interest.decided is not None:
            yield Paragraph(body_decided(reading, interest.decided))
    for led in leading(one.dossier.history):
        yield Paragraph(has_led(reading, led))
