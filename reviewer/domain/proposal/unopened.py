"""The paper on an application that has not opened to its reader: it says so, and nothing of what the application contains."""

from __future__ import annotations

from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Block, Paragraph
from reviewer.domain.eligibility import UNOPENED
from reviewer.domain.proposal.paper import Kind, Proposal
from reviewer.domain.proposal.reading import Reading
from reviewer.domain.proposal.words import titled
from reviewer.domain.proposal.written import Written, in_name, top, written
from reviewer.domain.said import Said, say


def unopened_paper(reading: Reading, kind: Kind, one: Judged) -> Proposal:
    """Return it; a draft, because it lacks everything."""
    title = titled(one.dossier.application)

    def blocks() -> tuple[Block, ...]:
        return (*top(reading, title, (UNOPENED,)), Paragraph(UNOPENED))

    paper = Written(kind=kind, stem=_name(kind, one), title=title, blocks=blocks, missing=(UNOPENED,), about=one.dossier.id)
    return written(reading, paper)


def _name(kind: Kind, one: Judged) -> Said:
    match kind:
        case Kind.CASE_PAPER:
            return say("case-paper-{about}", about=in_name(one))
        case Kind.DOSSIER:
            return say("dossier-{about}", about=in_name(one))
        case _:
            return say("letter-{about}", about=in_name(one))
