"""The sheet with every requirement of every application: what was observed, what is required, how it came out and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reviewer.documents.sheets import Entry, Heading, Sheets
from reviewer.domain.committee import Committee
from reviewer.domain.eligibility import Verdict, VerdictKind
from reviewer.domain.proposal.words import VERDICTS, basis_text
from reviewer.domain.said import say

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_HEADINGS = (
    Heading(say("Place"), 8),
    Heading(say("ID"), 12),
    Heading(say("Title"), 40),
    Heading(say("Requirement"), 34),
    Heading(say("Verdict"), 16),
    Heading(say("Observed"), 34),
    Heading(say("Required"), 34),
    Heading(say("Reason"), 60),
    Heading(say("Basis"), 44),
    Heading(say("Ruled by"), 24),
)


def verdict_sheet(sheets: Sheets, page: Worksheet, listed: Sequence[Entry], committee: Committee) -> None:
    """Write a row for each verdict, in the order of the places and of the committee's rules."""
    sheets.head(page, 0, _HEADINGS, kept=3)
    styles = {VerdictKind.MET: sheets.good, VerdictKind.NOT_MET: sheets.bad, VerdictKind.UNKNOWN: sheets.unsure}
    row = 0
    for entry in listed:
        for verdict in entry.judged.verdicts.items:
            row += 1
            application = entry.judged.dossier.application
            sheets.number(page, row, 0, entry.place.rank, sheets.whole)
            sheets.texts(page, row, 1, (application.id, application.title, verdict.name))
            sheets.text(page, row, 4, VERDICTS[verdict.verdict], styles.get(verdict.verdict))
            if verdict.observed is not None:
                sheets.text(page, row, 5, verdict.observed)
            sheets.texts(page, row, 6, (verdict.required, verdict.reason, basis_text(verdict.basis)))
            sheets.text(page, row, 9, _ruled_by(committee, verdict))
    page.autofilter(0, 0, max(1, row), len(_HEADINGS) - 1)


def _ruled_by(committee: Committee, verdict: Verdict) -> str:
    if verdict.ruling is None:
        return ""
    seat = committee.seat(verdict.ruling.seat)
    return seat.name if seat else verdict.ruling.seat
