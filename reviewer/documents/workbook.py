"""The round as a workbook: an overview, the method, and every application's working with formulas that compute it anew.

Text from outside is written as text, so that no cell of it can be a formula. Each formula carries the value it gives, for readers that do
not calculate; Excel and LibreOffice calculate it again.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from reviewer.documents.plain import printable
from reviewer.documents.working_sheet import Placed, Rules, WorkingSheet
from reviewer.domain.assessment import Assessment, Judged
from reviewer.domain.economics import Source
from reviewer.domain.economics.council import pairs
from reviewer.domain.economics.whatif import WhatIf
from reviewer.domain.economics.words import all_assumed
from reviewer.domain.economics.working import working
from reviewer.domain.method import Method
from reviewer.domain.said import Said, say
from reviewer.language.speech import Speech

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767
_OVERVIEW: tuple[tuple[Said, int], ...] = (
    (say("Place"), 8),
    (say("ID"), 12),
    (say("Title"), 48),
    (say("Applicant"), 30),
    (say("Applied for"), 15),
    (say("Claimed NPV"), 16),
    (say("Recomputed NPV"), 16),
    (say("Deviation"), 11),
    (say("Claimed per krone"), 12),
    (say("Recomputed per krone"), 12),
)


class Sheets:
    """The workbook while it is written: its formats, and text and numbers as they go into cells."""

    def __init__(self, book: Workbook, speech: Speech) -> None:
        self.book = book
        self.speech = speech
        self.bold: Format = book.add_format({"bold": True})
        self.heading: Format = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F1EFE9", "bottom": 1})
        self.muted: Format = book.add_format({"font_color": "#4F5A68"})
        self.kroner: Format = book.add_format({"num_format": "#,##0"})
        self.total: Format = book.add_format({"num_format": "#,##0", "bold": True, "top": 1})
        self.share: Format = book.add_format({"num_format": "0.0 %"})
        self.ratio: Format = book.add_format({"num_format": "0.00"})
        self.factor: Format = book.add_format({"num_format": "0.000000"})

    def text(self, page: Worksheet, row: int, column: int, text: Said | str, style: Format | None = None) -> None:
        """Write text, from us or from outside, as text."""
        page.write_string(row, column, printable(self.speech.text(text))[:LONGEST_CELL], style)


def workbook_bytes(assessment: Assessment, speech: Speech) -> bytes:
    """Return the workbook of the round, the applications in the order of their places."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    book = Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True})
    book.set_calc_mode("auto")
    sheets = Sheets(book, speech)
    method = assessment.case.committee.method
    overview, rules, page = (book.add_worksheet(_sheet_name(speech, name)) for name in (say("Overview"), say("Method"), say("Working")))
    ordered = [assessment.judged[place.id] for place in assessment.places]
    methods = _Methods(sheets, rules, method)
    sheet = WorkingSheet(sheets, page)
    placed = [_worked(sheet, one, methods) for one in ordered]
    _overview(sheets, overview, assessment, ordered, placed)
    book.close()
    return content.getvalue()


def _sheet_name(speech: Speech, name: Said) -> str:
    return speech.text(name)[:31]


def _worked(sheet: WorkingSheet, one: Judged, methods: _Methods) -> Placed | None:
    """Write the working on which the application's figures rest: with what the council assumes, where it assumes anything."""
    application = one.dossier.application
    view = one.council or WhatIf(method=methods.own.method)
    table = working(application, view.method, view.assumptions)
    return None if table is None else sheet.block(application, one.appraisal, table, methods.rules(one, view.method))


class _Methods:
    """The sheet with the committee's method, and below it those that the council assumes for single applications."""

    def __init__(self, sheets: Sheets, page: Worksheet, method: Method) -> None:
        self._sheets = sheets
        self._page = page
        self._row = 0
        page.set_column(0, 0, 42)
        page.set_column(1, 1, 24)
        self.own = Rules(method, self._written(say("Method"), method))
        told = say("The formulas of the sheet with the working take the rates from here. Change them, and the workbook computes anew.")
        sheets.text(page, self._row, 0, told, sheets.muted)
        self._row += 2

    def rules(self, one: Judged, method: Method) -> Rules:
        """Return the method with its places; another one than the committee's is written first."""
        if method == self.own.method:
            return self.own
        assumed = all_assumed(pairs(one.dossier.assumed))
        name = say("{application}: the council assumes {what}", application=one.dossier.id, what=assumed)
        return Rules(method, self._written(name, method))

    def _written(self, name: Said, method: Method) -> dict[str, str]:
        """Write a method's numbers, and return where they stand, for the formulas."""
        sheets, page, top = self._sheets, self._page, self._row
        sheets.text(page, top, 0, name, sheets.heading)
        sheets.text(page, top, 1, method.name, sheets.heading)
        sheets.text(page, top + 1, 0, say("Tax-financing rate"))
        page.write_number(top + 1, 1, float(method.tax_rate), sheets.share)
        sheets.text(page, top + 3, 0, say("Discount rate from year"), sheets.heading)
        sheets.text(page, top + 3, 1, say("Discount rate"), sheets.heading)
        steps = sorted(method.rates, key=lambda step: step.from_year)
        for row, step in enumerate(steps, start=top + 4):
            page.write_number(row, 0, step.from_year)
            page.write_number(row, 1, float(step.rate), sheets.share)
        last = top + 4 + len(steps)
        self._row = last + 1
        sheet = page.get_name().replace("'", "''")
        return {
            "tax": f"'{sheet}'!$B${top + 2}",
            "from": f"'{sheet}'!$A${top + 5}:$A${last}",
            "rates": f"'{sheet}'!$B${top + 5}:$B${last}",
        }


def _overview(sheets: Sheets, page: Worksheet, assessment: Assessment, ordered: Sequence[Judged], placed: Sequence[Placed | None]) -> None:
    for column, (heading, width) in enumerate(_OVERVIEW):
        sheets.text(page, 0, column, heading, sheets.heading)
        page.set_column(column, column, width)
    page.freeze_panes(1, 3)
    for row, (one, place) in enumerate(zip(ordered, placed, strict=True), start=1):
        _overview_row(sheets, page, row, one, place)
        rank = assessment.place(one.dossier.id)
        if rank is not None and rank.rank is not None:
            page.write_number(row, 0, rank.rank)
    page.autofilter(0, 0, max(1, len(ordered)), len(_OVERVIEW) - 1)


def _overview_row(sheets: Sheets, page: Worksheet, row: int, one: Judged, place: Placed | None) -> None:
    application, appraisal = one.dossier.application, one.appraisal
    for column, text in enumerate((application.id, application.title, application.applicant.name), start=1):
        sheets.text(page, row, column, text)
    claimed = appraisal.claimed
    for column, number, style in (
        (4, application.amount_applied, sheets.kroner),
        (5, claimed.npv, sheets.kroner),
        (8, claimed.npv_per_invested_krone, sheets.ratio),
    ):
        if number is not None:
            page.write_number(row, column, float(number), style)
    if place is None or appraisal.source is not Source.RECOMPUTED:
        return
    page.write_formula(row, 6, f"={place.npv}", sheets.kroner, _shown(appraisal.npv))
    if claimed.npv:
        page.write_formula(row, 7, f"=(G{row + 1}-F{row + 1})/ABS(F{row + 1})", sheets.share, _shown(appraisal.npv_deviation))
    if place.ratio is not None:
        page.write_formula(row, 9, f"={place.ratio}", sheets.ratio, _shown(appraisal.npv_per_invested_krone))


def _shown(value: Fraction | None) -> float | str:
    return "" if value is None else float(value)
