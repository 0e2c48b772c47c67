"""A paper put together of its blocks: the same head, marks and statement for every kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Block, Bullets, Facts, Heading, Paragraph, Tone
from reviewer.domain.proposal.paper import Audience, Composed, Kind, Proposal
from reviewer.domain.proposal.reading import Reading
from reviewer.domain.proposal.statement import statement
from reviewer.domain.proposal.words import or_not_stated
from reviewer.domain.said import Said, Value, say
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What differs from one kind of paper to another; `about` limits the statement to one application."""

    kind: Kind
    stem: Said
    title: Said
    blocks: Callable[[], tuple[Block, ...]]
    missing: tuple[Said, ...] = ()
    about: str = ""


def written(reading: Reading, what: Written) -> Proposal:
    """Return the paper."""
    audience = Audience.COUNCIL if reading.publication is None else Audience.PUBLIC
    day = reading.imprint.meeting_date or reading.imprint.produced
    return Proposal(
        title=what.title,
        subtitle=say("{council}, {date}", council=reading.committee.name, date=day),
        council=reading.committee.name,
        illustrative=reading.assessment.case.opened.illustrative,
        draft=bool(what.missing),
        missing=what.missing,
        composed=Composed(what.blocks),
        data=statement(reading, what.kind, what.about),
        imprint=reading.imprint,
        stem=what.stem if audience is Audience.COUNCIL else say("{stem}-public", stem=what.stem),
        kind=what.kind,
        audience=audience,
    )


def top(reading: Reading, title: Said, missing: tuple[Said, ...], *facts: tuple[Said, Value]) -> Iterator[Block]:
    """Return title, notices, and what the paper is about."""
    yield Heading(1, title, "title")
    if reading.assessment.case.opened.illustrative:
        yield Paragraph(say("This case is an illustration. Every figure in it is illustrative."), Tone.NOTICE)
    if missing:
        yield Paragraph(say("DRAFT. This must be settled first:"), Tone.NOTICE)
        yield Bullets(missing)
    yield Facts(
        (
            (say("Advisory body"), reading.committee.name),
            (say("Round"), or_not_stated(reading.imprint.call)),
            *facts,
            (say("Document date"), reading.imprint.produced),
        )
    )


def heading(title: Said, anchor: str) -> Heading:
    """Return the heading of a section without a number."""
    return Heading(2, title, anchor)


def raised(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks with every heading a level higher: what stands within an application elsewhere stands within a section here."""
    for block in blocks:
        yield replace(block, level=block.level - 1) if isinstance(block, Heading) else block


def in_name(about: str | Judged) -> Said | str:
    """Return an id as it may stand in a file's name; what no file system takes is left out of it."""
    key = about if isinstance(about, str) else about.dossier.id
    return re.sub(r"[^A-Za-z0-9ÆØÅæøå._-]+", "-", key).strip(".-") or say("without-id")
