"""What the workbook's sheets have in common: formats, text and numbers as they go into cells, heads that stay, references."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from reviewer.documents.plain import printable
from reviewer.domain.assessment import Assessment, Judged
from reviewer.domain.ranking import Place
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.language.speech import Speech

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767
LONGEST_NAME = 31
HEAD_HEIGHT = 32
"""Points: two lines of a heading."""
ACCENT, INK, TINT, GOOD, BAD, UNSURE = "#0A6570", "#1B2430", "#B9D8DB", "#1C6E34", "#A9211A", "#7D5200"


@dataclass(frozen=True, slots=True)
class Entry:
    """One application as every sheet lists it: its number in the order, by which the sheets find each other's rows, and its place."""

    number: int
    judged: Judged
    place: Place


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: what stands above it, and its width in characters."""

    text: Said | str
    width: float


LISTED = Heading(say("Computed"), 15)
"""What the list gives each."""


def as_listed(assessment: Assessment, headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """Return the headings; where the council has moved something by hand, the list is not called the computed one."""
    return tuple(Heading(say("By the list"), one.width) if one is LISTED and assessment.moved else one for one in headings)


def entries(assessment: Assessment) -> tuple[Entry, ...]:
    """Return the applications in the order of their places, numbered from 1."""
    return tuple(Entry(number, assessment.judged[place.id], place) for number, place in enumerate(assessment.places, start=1))


class Sheets:
    """The workbook while it is written: its formats, and text and numbers as they go into cells."""

    def __init__(self, book: Workbook, speech: Speech) -> None:
        self.book = book
        self.speech = speech
        self.bold: Format = book.add_format({"bold": True})
        self.heading: Format = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F1EFE9", "bottom": 1})
        self.muted: Format = book.add_format({"font_color": "#4F5A68"})
        self.prose: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self.kroner: Format = book.add_format({"num_format": "#,##0_)"})
        self.total: Format = book.add_format({"num_format": "#,##0_)", "bold": True, "top": 1})
        self.whole: Format = book.add_format({"num_format": "0_)_)"})
        self.share: Format = book.add_format({"num_format": "0.0 %"})
        self.ratio: Format = book.add_format({"num_format": "0.00"})
        self.factor: Format = book.add_format({"num_format": "0.000000"})
        self.good: Format = book.add_format({"font_color": GOOD})
        self.bad: Format = book.add_format({"font_color": BAD, "bold": True})
        self.unsure: Format = book.add_format({"font_color": UNSURE})

    def page(self, name: Said) -> Worksheet:
        """Return a new sheet of that name, set to be printed across the width of A4 lying."""
        from reviewer.documents.plain_sheet import PlainSheet

        page: Worksheet = self.book.add_worksheet(self.name(name), worksheet_class=PlainSheet)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        return page

    def name(self, name: Said) -> str:
        """Return a sheet's name, as long as Excel allows."""
        return self.speech.text(name)[:LONGEST_NAME]

    def text(self, page: Worksheet, row: int, column: int, text: Said | str, style: Format | None = None) -> None:
        """Write text, from us or from outside, as text."""
        page.write_string(row, column, printable(self.speech.text(text))[:LONGEST_CELL], style)

    def texts(self, page: Worksheet, row: int, column: int, texts: Sequence[Said | str]) -> None:
        """Write texts beside each other."""
        for at, text in enumerate(texts, start=column):
            self.text(page, row, at, text)

    def number(self, page: Worksheet, row: int, column: int, value: Number | None, style: Format | None = None) -> None:
        """Write a number, or leave the cell empty where it is not known."""
        if value is not None:
            page.write_number(row, column, float(value), style)

    def head(self, page: Worksheet, row: int, headings: Sequence[Heading], kept: int) -> None:
        """Write the head of a table; it stays on the screen and on every printed page, and so do the first `kept` columns."""
        for column, heading in enumerate(headings):
            self.text(page, row, column, heading.text, self.heading)
            page.set_column(column, column, heading.width)
        page.set_row(row, HEAD_HEIGHT)
        page.freeze_panes(row + 1, kept)
        page.repeat_rows(0, row)


Number = int | float | Fraction | Decimal


def shown(value: Number | None) -> float | str:
    """Return what a formula's cell shows before it is calculated anew."""
    return "" if value is None else float(value)


def quoted(name: str) -> str:
    """Return a sheet's name as formulas of other sheets write it."""
    return "'" + name.replace("'", "''") + "'"


@cache
def letters(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    from xlsxwriter.utility import xl_col_to_name

    name: str = xl_col_to_name(column)
    return name
