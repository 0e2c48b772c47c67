"""An export as steps, one a format: what both doors, the command line and the app, make the files by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from reviewer.documents.export import FORMATS, Makers, made
from reviewer.domain.assessment import Assessment
from reviewer.domain.proposal import Audience
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
        RATINGS: partial(_ratings, drafts, order),
        PABULIB: partial(_pabulib, drafts, order),
    }
    return tuple(Step(name, makes[name]) for name in KNOWN if name in formats)


def _end(order: Order) -> str:
    return "" if order.audience is Audience.COUNCIL else "-offentlig"


def _workbook(drafts: Drafts, order: Order, speech: Speech) -> Files:
    from reviewer.documents.workbook import workbook_bytes

    return ((f"innstilling{_end(order)}.xlsx", workbook_bytes(drafts.assessment, speech, drafts.certain)),)


def _ratings(drafts: Drafts, order: Order) -> Files:
    from reviewer.documents.ratings import ratings_csv

    return ((f"vurderinger{_end(order)}.csv", ratings_csv(drafts.assessment.case, order.seat).encode("utf-8-sig")),)


def _pabulib(drafts: Drafts, order: Order) -> Files:
    from reviewer.documents.pabulib import pabulib_text

    return ((f"runde{_end(order)}.pb", pabulib_text(drafts.assessment, _round(drafts.assessment)).encode("utf-8")),)


def _round(assessment: Assessment) -> str:
    return f"{assessment.case.committee.scheme} {assessment.case.opened.title}".strip()
