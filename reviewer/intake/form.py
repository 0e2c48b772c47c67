"""Write the empty workbook that applicants or the secretariat fill in; `read_batch` reads it back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.domain.committee import Committee
from reviewer.domain.said import say
from reviewer.intake.column import Column, Holds
from reviewer.intake.columns import APPLICATION_COLUMNS, EFFECT_COLUMNS, FLOW_COLUMNS, extra_columns
from reviewer.intake.sheet_titles import APPLICATIONS, EFFECTS, FLOWS, GUIDANCE, LISTS, Sheet
from reviewer.intake.words import word
from reviewer.language.speech import Speech

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

YEARS = 15
LAST_ROW = 1_048_575
"""The last row of a worksheet, from 0."""

LONGEST_HINT = 255
WIDTHS = {Holds.KRONER: 16, Holds.DATE: 13, Holds.COUNT: 13, Holds.NUMBER: 13, Holds.YES_NO: 12, Holds.MUNICIPALITY: 15, Holds.GRADE: 12}
NUMBER_FORMATS = {Holds.KRONER: "#,##0", Holds.DATE: "dd.mm.yyyy", Holds.COUNT: "0", Holds.NUMBER: "0.##"}
"""In Excel's own notation, shown by the reader's locale; whatever is not a number or date is text, so that 0301 and +++ stay as written."""


def write_form(committee: Committee, path: Path, speech: Speech, first_year: int) -> None:
    """Write the workbook, with cash flows from `first_year` on. Raises OSError if the file cannot be written."""
    content = io.BytesIO()
    writer = _FormWriter(content, speech)
    writer.sheet(APPLICATIONS, (*APPLICATION_COLUMNS, *extra_columns(committee)))
    writer.sheet(FLOWS, FLOW_COLUMNS, range(first_year, first_year + YEARS))
    writer.sheet(EFFECTS, EFFECT_COLUMNS)
    writer.guidance(committee)
    writer.close()
    path.write_bytes(content.getvalue())


class _FormWriter:
    """Writes one workbook, sheet by sheet."""

    def __init__(self, content: io.BytesIO, speech: Speech) -> None:
        from xlsxwriter import Workbook

        self.speech = speech
        self.book = Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
        self.heading = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F1EFE9", "bottom": 1})
        self.plain = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.cells: dict[str, Format] = {}
        self.lists: list[tuple[str, tuple[str, ...]]] = []
        self.told: list[tuple[Sheet, Column]] = []

    def sheet(self, sheet: Sheet, columns: Sequence[Column], years: Sequence[int] = ()) -> None:
        """Write one sheet to fill in: locked headings that stay in sight, and unlocked cells of the right kind below."""
        page = self.book.add_worksheet(sheet.title(self.speech.language))
        for index, column in enumerate(columns):
            page.write_string(0, index, column.heading(self.speech.language), self.heading)
            page.set_column(index, index, WIDTHS.get(column.holds, 24), self._cell(NUMBER_FORMATS.get(column.holds, "@")))
            self._validate(page, index, column)
            self.told.append((sheet, column))
        for index, year in enumerate(years, start=len(columns)):
            page.write_number(0, index, year, self.heading)
            page.set_column(index, index, WIDTHS[Holds.KRONER], self._cell(NUMBER_FORMATS[Holds.KRONER]))
            page.data_validation(1, index, LAST_ROW, index, self._amount())
        page.freeze_panes(1, 2)
        page.protect("", {"format_columns": True, "format_rows": True, "insert_rows": True, "delete_rows": True, "sort": True})

    def _cell(self, number_format: str) -> Format:
        if number_format not in self.cells:
            self.cells[number_format] = self.book.add_format({"num_format": number_format, "locked": False, "valign": "top"})
        return self.cells[number_format]

    def _validate(self, page: Worksheet, index: int, column: Column) -> None:
        choices = self._choices(column)
        if choices:
            name = f"valg_{column.key.replace('.', '_').replace('-', '_')}_{len(self.lists) + 1}"
            self.lists.append((name, choices))
            page.data_validation(1, index, LAST_ROW, index, {"validate": "list", "source": f"={name}"})
        elif column.holds is Holds.KRONER and column.key != "claimed.npv":
            page.data_validation(1, index, LAST_ROW, index, self._amount())

    def _amount(self) -> dict[str, object]:
        message = self.speech.text(say("Write kroner, for example 4 500 000."))[:LONGEST_HINT]
        return {"validate": "integer", "criteria": ">=", "value": 0, "error_message": message}

    def _choices(self, column: Column) -> tuple[str, ...]:
        if isinstance(column.choices, type):
            kind: type[StrEnum] = column.choices
            return tuple(word(choice, self.speech.language) for choice in kind)
        if column.holds is Holds.YES_NO:
            return (self.speech.text(say("yes")), self.speech.text(say("no")))
        return column.choices

    def guidance(self, committee: Committee) -> None:
        """Write the sheet that says how to fill in, and what each column means."""
        text, page = self.speech.text, self.book.add_worksheet(GUIDANCE.title(self.speech.language))
        lines = (
            f"{committee.scheme} – {committee.name}",
            text(say("Write one application a row on the first sheet. Give each its own ID.")),
            text(say("Write the ID again on every row of the cash flow and the effects that belongs to the application.")),
            text(say("Leave empty what you do not know. Empty is not the same as 0.")),
            text(say("The headings are locked. The order of the columns does not matter.")),
        )
        for row, line in enumerate(lines):
            page.write_string(row, 0, line, self.heading if row == 0 else None)
        titles = (say("Sheet"), say("Column"), say("Required"), say("What to write"), say("Choose from"))
        for index, title in enumerate(titles):
            page.write_string(len(lines) + 1, index, text(title), self.heading)
        for row, (sheet, column) in enumerate(self.told, start=len(lines) + 2):
            required = text(say("yes")) if column.required else ""
            choices = ", ".join(self._choices(column))
            cells = (sheet.title(self.speech.language), column.heading(self.speech.language), required, text(column.help), choices)
            for index, cell in enumerate(cells):
                page.write_string(row, index, cell, self.plain)
        for index, width in enumerate((16, 28, 12, 60, 60)):
            page.set_column(index, index, width)
        page.protect()

    def close(self) -> None:
        """Write the hidden sheet that the drop-downs choose from, and end the workbook."""
        title = LISTS.title(self.speech.language)
        page = self.book.add_worksheet(title)
        for index, (name, choices) in enumerate(self.lists):
            page.write_column(0, index, [name, *choices])
            column = _letters(index)
            self.book.define_name(name, f"={title}!${column}$2:${column}${len(choices) + 1}")
        page.hide()
        self.book.close()


def _letters(index: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    name: str = xl_col_to_name(index)
    return name
