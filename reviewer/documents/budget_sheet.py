"""The sheet with the money: the frame, what is computed and recommended down the list, and what is left after each.

The frame and the recommended amounts are numbers to try others in; everything else is a formula over them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reviewer.documents.sheets import LISTED, Entry, Heading, Sheets, as_listed, letters
from reviewer.domain.assessment import Assessment
from reviewer.domain.proposal.sums import Money, themed
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FRAME = 0
HEAD, FIRST = 4, 5
CHART_EDGE, CHART_ROWS = 8, 3
"""Rows that a chart of sums takes, in all and for each of its names."""
TITLE, APPLICANT, APPLIED, COMPUTED, RECOMMENDED, SO_FAR, LEFT, SHARE, THEME = range(2, 11)
_HEADINGS = (
    Heading(say("Place"), 22),
    Heading(say("ID"), 15),
    Heading(say("Title"), 44),
    Heading(say("Applicant"), 40),
    Heading(say("Applied for"), 15),
    LISTED,
    Heading(say("Recommended"), 15),
    Heading(say("Recommended so far"), 15),
    Heading(say("Left of the budget"), 15),
    Heading(say("Share of what was applied for"), 12),
)


@dataclass(frozen=True, slots=True)
class Sums:
    """A small table of sums: the row of its head, counted from 0, and how many rows stand below it."""

    row: int
    count: int


class BudgetSheet:
    """Writes the money of one round."""

    def __init__(self, sheets: Sheets, page: Worksheet, assessment: Assessment) -> None:
        self.sheets, self.page, self.assessment = sheets, page, assessment
        self.theme = assessment.case.committee.documents.theme
        self.next_row = FIRST

    def write(self, listed: Sequence[Entry]) -> None:
        """Write frame, list and totals; where the committee names a field as the theme, it has a column."""
        sheets, page, last = self.sheets, self.page, FIRST + len(listed)
        headings = (*_HEADINGS, Heading(say("Theme"), 24)) if self.theme else _HEADINGS
        sheets.head(page, HEAD, as_listed(self.assessment, headings), kept=3)
        self.next_row = last + 2
        so_far = 0
        for row, entry in enumerate(listed, start=FIRST):
            so_far += entry.judged.dossier.recommendation.granted
            self._row(row, entry, so_far)
        sheets.text(page, last, 0, say("Total"), sheets.total)
        totals = self._totals(listed)
        for column, total in zip((APPLIED, COMPUTED, RECOMMENDED), totals, strict=True):
            page.write_formula(last, column, f"=SUM({self.cells(column)})", sheets.total, total)
        self._top(totals[-1], f"{letters(RECOMMENDED)}{last + 1}")
        page.conditional_format(self.cells(LEFT), {"type": "cell", "criteria": "<", "value": 0, "format": sheets.bad})
        page.autofilter(HEAD, 0, max(FIRST, last - 1), len(headings) - 1)

    def _top(self, recommended: int, total: str) -> None:
        sheets, page, frame = self.sheets, self.page, self.assessment.case.budget
        sheets.text(page, FRAME, 0, say("Budget"), sheets.bold)
        sheets.number(page, FRAME, 1, frame, sheets.kroner)
        sheets.text(page, FRAME + 1, 0, say("Recommended"))
        page.write_formula(FRAME + 1, 1, f"={total}", sheets.kroner, recommended)
        sheets.text(page, FRAME + 2, 0, say("Left of the budget"))
        page.write_formula(FRAME + 2, 1, '=IF(ISNUMBER(B1),B1-B2,"")', sheets.kroner, "" if frame is None else frame - recommended)
        told = say("Change the budget or a recommended amount, and the sums follow. The case itself is not changed.")
        sheets.text(page, FRAME, 2, told, sheets.muted)

    def _row(self, row: int, entry: Entry, so_far: int) -> None:
        sheets, page = self.sheets, self.page
        application, given = entry.judged.dossier.application, entry.judged.dossier.recommendation
        award, frame = self.assessment.allocation.award(application.id), self.assessment.case.budget
        sheets.number(page, row, 0, entry.place.rank, sheets.whole)
        sheets.texts(page, row, 1, (application.id, application.title, application.applicant.name))
        sheets.number(page, row, APPLIED, application.amount_applied, sheets.kroner)
        sheets.number(page, row, COMPUTED, award.amount if award else None, sheets.kroner)
        sheets.number(page, row, RECOMMENDED, given.granted or None, sheets.kroner)
        here = row + 1
        page.write_formula(row, SO_FAR, f"=SUM(G${FIRST + 1}:G{here})", sheets.kroner, so_far)
        page.write_formula(row, LEFT, f'=IF(ISNUMBER($B$1),$B$1-H{here},"")', sheets.kroner, "" if frame is None else frame - so_far)
        asked = application.amount_applied
        share = given.granted / asked if asked and given.granted else ""
        if self.theme:
            sheets.text(page, row, THEME, themed(entry.judged, self.theme))
        page.write_formula(row, SHARE, f'=IF(AND(ISNUMBER(E{here}),ISNUMBER(G{here}),E{here}>0),G{here}/E{here},"")', sheets.share, share)

    def _totals(self, listed: Sequence[Entry]) -> tuple[int, int, int]:
        dossiers = [entry.judged.dossier for entry in listed]
        applied = sum(one.application.amount_applied or 0 for one in dossiers)
        return applied, self.assessment.allocation.spent, sum(one.recommendation.granted for one in dossiers)

    def cells(self, column: int) -> str:
        """Return the references of a column's entries."""
        return f"${letters(column)}${FIRST + 1}:${letters(column)}${max(FIRST + 1, self.next_row - 2)}"

    def sums(self, title: Said | str, column: int, sums: Mapping[str, Money]) -> Sums:
        """Write what was applied for and recommended by the names that stand in a column of the list, summed by formulas."""
        sheets, page, top = self.sheets, self.page, self.next_row
        for at, text in ((TITLE, title), (APPLIED, say("Applied for")), (RECOMMENDED, say("Recommended"))):
            sheets.text(page, top, at, text, sheets.heading)
        names = self.cells(column)
        for row, (name, money) in enumerate(sums.items(), start=top + 1):
            sheets.text(page, row, TITLE, name)
            for at, total in ((APPLIED, money.applied), (RECOMMENDED, money.granted)):
                formula = f"=SUMPRODUCT(--EXACT({names},$C{row + 1}),{self.cells(at)})"
                page.write_formula(row, at, formula, sheets.kroner, total or 0)
        self.next_row = top + len(sums) + 3
        return Sums(top, len(sums))

    def below_chart(self, sums: Sums) -> None:
        """Leave room for the chart that stands beside these sums, which is taller than they are."""
        self.next_row = max(self.next_row, sums.row + CHART_EDGE + CHART_ROWS * sums.count)
