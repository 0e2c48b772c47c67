"""The paper on an application that has not opened to its reader: it says so, and nothing of what the application contains."""

from __future__ import annotations

from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Paragraph
from reviewer.domain.eligibility import UNOPENED
from reviewer.domain.proposal.paper import Kind, Proposal
from reviewer.domain.proposal.reading import Reading
from reviewer.domain.proposal.words import titled
from reviewer.domain.proposal.written import Written, stem, top, written

_STEMS = {Kind.CASE_PAPER: "saksframlegg", Kind.DOSSIER: "mappe", Kind.LETTER: "brev"}


def unopened_paper(reading: Reading, kind: Kind, one: Judged) -> Proposal:
    """Return it; a draft, because it lacks everything."""
    title = titled(one.dossier.application)
    blocks = (*top(reading, title, (UNOPENED,)), Paragraph(UNOPENED))
    paper = Written(kind=kind, stem=stem(_STEMS[kind], one), title=title, blocks=blocks, missing=(UNOPENED,), about=one.dossier.id)
    return written(reading, paper)
