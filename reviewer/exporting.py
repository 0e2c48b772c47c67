"""An export as steps, one a format: what both doors, the command line and the app, make the files by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.documents.export import FORMATS, Makers, made
from reviewer.domain.assessment import Assessment
from reviewer.domain.proposal import Audience
from reviewer.domain.proposal.paper import made_for
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.drafting import Drafts, papers
from reviewer.language.speech import Speech
from reviewer.ordered import KNOWN, PABULIB, RATINGS, WORKBOOK, Order

if TYPE_CHECKING:
    from reviewer.casefile.file import CaseFile
    from reviewer.documents.press import Sheet

Files = tuple[tuple[str, bytes], ...]
"""File names with their content."""
Unmade = Sequence[tuple[str, "bytes | Sheet"]]
"""File names with their content, or with what a PDF is set of."""


@dataclass(frozen=True, slots=True)
class Step:
    """One format, and what makes its files."""

    format: str
    make: Callable[[], Files]


def begun(file: CaseFile, order: Order, formats: Sequence[str], speech: Speech, beside: Path) -> tuple[Drafts, tuple[Step, ...]]:
    """Return the papers of the case as the order's seat sees and reads it, and the steps that make their files.

    `beside` is the folder of the case. Raises `DocumentError` where the committee's own template is not found.
    """
    from reviewer.domain.meeting.opened import read_by
    from reviewer.templating import makers_for

    case = read_by(file.case(), order.seat)
    drafts = papers(file, case, order, speech)
    makers = makers_for(case.committee, order.kind, beside, None) if "docx" in formats else FORMATS
    return drafts, steps(drafts, order, formats, speech, makers)


def steps(drafts: Drafts, order: Order, formats: Sequence[str], speech: Speech, makers: Makers = FORMATS) -> tuple[Step, ...]:
    """Return a step for each of these formats, in the order of `KNOWN`; nothing is made yet."""
    makes: dict[str, Callable[[], Files]] = {name: partial(made, drafts.papers, (name,), speech, makers) for name in FORMATS}
    makes |= {
        WORKBOOK: partial(_workbook, drafts, order, speech),
        RATINGS: partial(_ratings, drafts, order, speech),
        PABULIB: partial(_pabulib, drafts, order, speech),
    }
    return tuple(Step(name, makes[name]) for name in KNOWN if name in formats)


def unmade(step: Step, drafts: Drafts, speech: Speech) -> Unmade:
    """Return the files of a format; a PDF is not made yet, for the last thing that is done is to set it."""
    if step.format != "pdf":
        return step.make()
    from reviewer.documents.pdf import sheet_of

    return [(f"{speech.text(paper.stem)}.pdf", sheet_of(paper, speech)) for paper in drafts.papers]


def _named(stem: Said, order: Order, speech: Speech) -> str:
    return speech.text(stem if order.audience is Audience.COUNCIL else say("{stem}-public", stem=stem))


def _made_for(drafts: Drafts, order: Order) -> Said | str:
    return made_for(drafts.assessment.case.committee, order.seat, order.audience)


def _workbook(drafts: Drafts, order: Order, speech: Speech) -> Files:
    from reviewer.documents.workbook import workbook_bytes

    made_of = workbook_bytes(drafts.assessment, speech, drafts.certain, _made_for(drafts, order))
    return ((f"{_named(say('recommendation'), order, speech)}.xlsx", made_of),)


def _ratings(drafts: Drafts, order: Order, speech: Speech) -> Files:
    from reviewer.documents.ratings import ratings_csv

    own = order.seat and order.audience is Audience.COUNCIL
    name = _named(say("ratings-{seat}", seat=order.seat) if own else say("ratings"), order, speech)
    return ((f"{name}.csv", ratings_csv(drafts.assessment.case, order.seat).encode("utf-8-sig")),)


def _pabulib(drafts: Drafts, order: Order, speech: Speech) -> Files:
    from reviewer.documents.pabulib import pabulib_text

    said = say("Made for {whom}.", whom=_made_for(drafts, order))
    text = pabulib_text(drafts.assessment, _round(drafts.assessment), speech, said)
    return ((f"{_named(say('voting-round'), order, speech)}.pb", text.encode("utf-8")),)


def _round(assessment: Assessment) -> str:
    return f"{assessment.case.committee.scheme} {assessment.case.opened.title}".strip()
