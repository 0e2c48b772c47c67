"""The sheet with what each application is worth: the applicant's claim beside the figures that the working gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reviewer.documents.sheets import Entry, Heading, Sheets, shown
from reviewer.documents.working_sheet import Placed
from reviewer.domain.economics import Source
from reviewer.domain.said import say

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_HEADINGS = (
    Heading(say("Place"), 8),
    Heading(say("ID"), 12),
    Heading(say("Title"), 48),
    Heading(say("Applicant"), 40),
    Heading(say("Applied for"), 15),
    Heading(say("Claimed NPV"), 16),
    Heading(say("Recomputed NPV"), 16),
    Heading(say("Deviation"), 11),
    Heading(say("Claimed per krone"), 12),
    Heading(say("Recomputed per krone"), 12),
    Heading(say("The council assumes: NPV"), 16),
    Heading(say("The council assumes: per krone"), 12),
)


def economics_sheet(sheets: Sheets, page: Worksheet, listed: Sequence[Entry], placed: Sequence[Placed | None]) -> None:
    """Write the sheet; `placed` says where each application's working gives its results."""
    sheets.head(page, 0, _HEADINGS, kept=3)
    for row, (one, place) in enumerate(zip(listed, placed, strict=True), start=1):
        _row(sheets, page, row, one, place)
    page.autofilter(0, 0, max(1, len(listed)), len(_HEADINGS) - 1)


def _row(sheets: Sheets, page: Worksheet, row: int, one: Entry, place: Placed | None) -> None:
    """Write what is claimed, what the cash flow gives as it is stated, and by what the council assumes; a working is of the last one."""
    application, appraisal = one.judged.dossier.application, one.judged.appraisal
    sheets.number(page, row, 0, one.place.rank, sheets.whole)
    sheets.texts(page, row, 1, (application.id, application.title, application.applicant.name))
    sheets.number(page, row, 4, application.amount_applied, sheets.kroner)
    sheets.number(page, row, 5, appraisal.claimed.npv, sheets.kroner)
    sheets.number(page, row, 8, appraisal.claimed.npv_per_invested_krone, sheets.ratio)
    if place is None or appraisal.source is not Source.RECOMPUTED:
        return
    stated = appraisal.as_stated or appraisal
    if appraisal.as_stated is not None:
        sheets.number(page, row, 6, stated.npv, sheets.kroner)
        sheets.number(page, row, 9, stated.npv_per_invested_krone, sheets.ratio)
    npv, ratio = (6, 9) if appraisal.as_stated is None else (10, 11)
    page.write_formula(row, npv, f"={place.npv}", sheets.kroner, shown(appraisal.npv))
    if place.ratio is not None:
        page.write_formula(row, ratio, f"={place.ratio}", sheets.ratio, shown(appraisal.npv_per_invested_krone))
    if appraisal.claimed.npv:
        page.write_formula(row, 7, f"=(G{row + 1}-F{row + 1})/ABS(F{row + 1})", sheets.share, shown(stated.npv_deviation))
