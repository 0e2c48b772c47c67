"""An export as steps, one a format: what both doors, the command line and the app, make the files by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from reviewer.documents.export import FORMATS, Makers, made
from reviewer.domain.assessment import Assessment
from reviewer.domain.proposal import Audience
from reviewer.domain.proposal.paper import made_for
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.drafting import Drafts, Order
from reviewer.language.speech import Speech

WORKBOOK, RATINGS, PABULIB = "xlsx", "ratings", "pb"
KNOWN = (*FORMATS, WORKBOOK, RATINGS, PABULIB)
"""Every format by its name; those of papers first."""

Files = tuple[tuple[str, bytes], ...]
"""File names with their content."""


@dataclass(frozen=True, slots=True)
class Step:
    """One format, and what makes its files."""

    format: str
    make: Callable[[], Files]


def steps(drafts: Drafts, order: Order, formats: Sequence[str], speech: Speech, makers: Makers = FORMATS) -> tuple[Step, ...]:
    """Return a step for each of these formats, in the order of `KNOWN`; nothing is made yet."""
    makes: dict[str, Callable[[], Files]] = {name: partial(made, drafts.papers, (name,), speech, makers) for name in FORMATS}
    makes |= {
        WORKBOOK: partial(_workbook, drafts, order, speech),
        RATINGS: partial(_ratings, drafts, order, speech),
        PABULIB: partial(_pabulib, drafts, order, speech),
    }
    return tuple(Step(name, makes[name]) for name in KNOWN if name in formats)


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
