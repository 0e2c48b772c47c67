"""The economics page's lines year by year: what the working sums, as it counts after take-up, growth and what is assumed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from reviewer.domain.application import Side
from reviewer.domain.economics import whole_kroner
from reviewer.domain.economics.working import WorkingLine, WorkingTable
from reviewer.domain.said import say
from reviewer.language.numbers import whole_text
from reviewer.tui.drawing.sheet import Cell, Sheet, SheetColumn
from reviewer.tui.drawing.tones import Tone

_THOUSAND: Final = 1000
_LARGE: Final = 1_000_000
"""Kroner: from here on, amounts are told in thousands."""
_NAMES: Final = 44
_FEWEST_NAMES: Final = 22
_NUMBER: Final = 7


def lines_by_year(sheet: Sheet, table: WorkingTable) -> None:
    """Write each line's amounts, undiscounted, in as many bands of years as the screen takes."""
    amounts = [abs(amount) for line in table.lines for amount in line.amounts]
    if not any(amounts):
        return
    unit = _THOUSAND if max(amounts) >= _LARGE else 1
    width = max(_NUMBER, *(len(_told(sheet, amount, unit)) for amount in amounts))
    most = max(1, (sheet.width - _FEWEST_NAMES) // (width + 2))
    band = -(-len(table.years) // -(-len(table.years) // most))
    names = max(_FEWEST_NAMES, min(_NAMES, sheet.width - band * (width + 2)))
    heading = say("The lines year by year, undiscounted, in thousand kroner")
    sheet.heading(heading if unit == _THOUSAND else say("The lines year by year, undiscounted, in kroner"))
    for start in range(0, len(table.years), band):
        if start:
            sheet.blank()
        years = table.years[start : start + band]
        columns = (SheetColumn("", names), *(SheetColumn(str(year.year), width, numeric=True) for year in years))
        sheet.table(columns, [_row(sheet, line, line.amounts[start : start + band], unit) for line in table.lines])


def _row(sheet: Sheet, line: WorkingLine, amounts: Sequence[Fraction], unit: int) -> tuple[Cell, ...]:
    """Return the line: a cost with a minus, as it goes into the net."""
    sign, tone = (-1, Tone.ATTENTION) if line.flow.side is Side.COST else (1, Tone.GOOD)
    cells = (Cell(_told(sheet, sign * amount, unit) if amount else "–", tone if amount else Tone.MUTED) for amount in amounts)
    return (Cell(sheet.text(line.flow.line)), *cells)


def _told(sheet: Sheet, amount: Fraction, unit: int) -> str:
    return whole_text(whole_kroner(amount / unit), sheet.speech.language)
