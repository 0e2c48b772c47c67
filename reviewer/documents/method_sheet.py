"""The sheet with the committee's method, and below it those that the council assumes for single applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer.documents.sheets import Sheets, quoted
from reviewer.documents.working_sheet import Rules
from reviewer.domain.assessment import Judged
from reviewer.domain.economics.convention_words import conventions_told
from reviewer.domain.economics.council import pairs
from reviewer.domain.economics.words import all_assumed
from reviewer.domain.method import Method
from reviewer.domain.said import Said, say

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


class MethodSheet:
    """Writes method after method, and remembers where their numbers stand."""

    def __init__(self, sheets: Sheets, page: Worksheet, method: Method) -> None:
        self._sheets = sheets
        self._page = page
        self._row = 0
        page.set_column(0, 0, 42)
        page.set_column(1, 1, 24)
        self.own = Rules(method, self._written(say("Method"), method))
        told = say("The formulas of the sheet with the working take the rates from here. Change them, and the workbook recomputes.")
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
        self._row = self._told(last + 1, method) + 1
        sheet = quoted(page.get_name())
        return {"tax": f"{sheet}!$B${top + 2}", "from": f"{sheet}!$A${top + 5}:$A${last}", "rates": f"{sheet}!$B${top + 5}:$B${last}"}

    def _told(self, row: int, method: Method) -> int:
        """Write the conventions that have no number in a formula, and return the row below them."""
        sheets, page = self._sheets, self._page
        sheets.text(page, row, 0, say("How it is computed"), sheets.heading)
        for name, holds in conventions_told(method)[1:]:
            row += 1
            sheets.text(page, row, 0, name)
            sheets.text(page, row, 1, sheets.speech.value(holds))
        return row + 1
