"""The round as a workbook: order, ratings, requirements, economics and money, with formulas that compute anew what was computed.

Text from outside is written as text, so that no cell of it can be a formula. Each formula carries the value it gives, for readers that do
not calculate; Excel and LibreOffice calculate it again.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from reviewer.documents.budget_sheet import APPLICANT, THEME, BudgetSheet
from reviewer.documents.economics_sheet import economics_sheet
from reviewer.documents.method_sheet import MethodSheet
from reviewer.documents.plain import printable
from reviewer.documents.ranking_sheet import RankingSheet
from reviewer.documents.ratings_sheet import ratings_sheet
from reviewer.documents.sheets import Entry, Sheets, entries, quoted
from reviewer.documents.verdict_sheet import verdict_sheet
from reviewer.documents.workbook_charts import MOST_FLOWS, Charts
from reviewer.documents.working_sheet import Placed, WorkingSheet
from reviewer.domain.assessment import Assessment, Judged
from reviewer.domain.economics.whatif import WhatIf
from reviewer.domain.economics.working import working
from reviewer.domain.proposal.charts import money_chart, theme_chart
from reviewer.domain.proposal.sums import by_applicant, by_theme
from reviewer.domain.ranking.uncertainty import Uncertainty
from reviewer.domain.said import Said, say
from reviewer.language.speech import Speech

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's date has no zone; every one carries the same, so that the clock leaves no trace


def workbook_bytes(assessment: Assessment, speech: Speech, certain: Uncertainty | None = None, whom: Said | str = "") -> bytes:
    """Return the workbook of the round, the applications in the order of their places; `certain` is how certain these are.

    For `whom` it is made stands at the foot of every page and among its properties.
    """
    from xlsxwriter import Workbook

    content = io.BytesIO()
    book = Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True})
    book.set_calc_mode("auto")
    told = printable(speech.text(say("Made for {whom}.", whom=whom))) if whom else ""
    properties = {"title": speech.text(say("Ranking")), "author": printable(assessment.case.committee.name), "comments": told}
    book.set_properties({**properties, "created": _MADE})
    _Book(Sheets(book, speech), assessment).write(certain)
    for page in book.worksheets() if told else ():
        page.set_footer(f"&L{told.replace('&', '&&')}")
    book.close()
    return content.getvalue()


class _Book:
    """The sheets in the order in which they are leafed through."""

    def __init__(self, sheets: Sheets, assessment: Assessment) -> None:
        self.sheets, self.assessment = sheets, assessment
        self.charts = Charts(sheets)
        self.listed = entries(assessment)
        names = (
            say("Ranking"),
            say("Members' ratings"),
            say("Requirements"),
            say("Economics"),
            say("Budget"),
            say("Method"),
            say("Working"),
        )
        self.ranking, self.ratings, self.verdicts, self.economics, self.budget, self.method, self.working = map(sheets.page, names)

    def write(self, certain: Uncertainty | None) -> None:
        """Write every sheet: first those that others refer to."""
        sheets, assessment, listed = self.sheets, self.assessment, self.listed
        order = RankingSheet(sheets, self.ranking, assessment)
        columns = ratings_sheet(sheets, self.ratings, assessment, listed, quoted(self.ranking.get_name()))
        order.write(listed, columns, certain)
        verdict_sheet(sheets, self.verdicts, listed, assessment.case.committee)
        economics_sheet(sheets, self.economics, listed, self._worked())
        self._money()
        self.charts.order(order, assessment, listed)
        self.charts.places(order, assessment, listed, certain)

    def _worked(self) -> list[Placed | None]:
        """Write the workings, with a chart beside each as long as there are not too many of them."""
        methods = MethodSheet(self.sheets, self.method, self.assessment.case.committee.method)
        sheet = WorkingSheet(self.sheets, self.working)
        placed = [_worked(sheet, entry.judged, methods) for entry in self.listed]
        drawn: Sequence[Entry] = self.listed if len(self.listed) <= MOST_FLOWS else ()
        for entry, place in zip(drawn, placed, strict=False):
            if place is not None:
                self.charts.flow(self.working, entry, place)
        return placed

    def _money(self) -> None:
        committee, judged = self.assessment.case.committee, [entry.judged for entry in self.listed]
        sheet = BudgetSheet(self.sheets, self.budget, self.assessment)
        sheet.write(self.listed)
        theme, by_theme_chart, by_applicant_chart = committee.theme, theme_chart(judged, committee.theme), money_chart(judged)
        if theme is not None and by_theme_chart is not None:
            sums = sheet.sums(theme.name, THEME, by_theme(judged, theme.id))
            self.charts.money(self.budget, sums, by_theme_chart.caption, by_theme_chart.alt)
            sheet.below_chart(sums)
        if by_applicant_chart is not None:
            sums = sheet.sums(say("Applicant"), APPLICANT, by_applicant(judged))
            self.charts.money(self.budget, sums, by_applicant_chart.caption, by_applicant_chart.alt)


def _worked(sheet: WorkingSheet, one: Judged, methods: MethodSheet) -> Placed | None:
    """Write the working on which the application's figures rest: with what the council assumes, where it assumes anything."""
    application = one.dossier.application
    view = one.council or WhatIf(method=methods.own.method)
    table = working(application, view.method, view.assumptions)
    return None if table is None else sheet.block(application, one.appraisal, table, methods.rules(one, view.method))
