"""Where each column stands in a sheet: headings in any order, in bokmål, nynorsk or English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reviewer.domain.slotted import dataclass
from reviewer.intake import values
from reviewer.intake.column import Column
from reviewer.intake.parsers import Amended, parser_for
from reviewer.intake.text import clean, folded
from reviewer.intake.values import Cell, Parser

ROWS_SEARCHED = 20
"""How far down the headings may stand: workbooks often have a title above the table."""

UNITS = ("nok", "kroner", "kr", "aar")
"""What may follow a heading as its unit, folded."""

FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class Placed:
    """A column where it was found: `index` from 0, `heading` as it stands in the file."""

    index: int
    column: Column
    heading: str
    parse: Parser


@dataclass(frozen=True, slots=True)
class Layout:
    """The headings of a sheet: `row` is the index (from 0) that they stand in."""

    row: int
    placed: tuple[Placed, ...]
    years: tuple[tuple[int, int], ...] = ()
    unknown: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()

    def at(self, key: str) -> Placed | None:
        """Return where the column of that key stands, or None."""
        return next((placed for placed in self.placed if placed.column.key == key), None)

    def year_index(self, year: int) -> int | None:
        """Return where that year's amounts stand, or None."""
        return next((index for index, other in self.years if other == year), None)


def find_layout(rows: Sequence[Sequence[Cell]], columns: Sequence[Column], language: str, amended: Amended) -> Layout | None:
    """Return where the columns stand, by the row that has most of the headings; None if no row has two of them."""
    known = _by_heading(columns)
    scores = [sum(_column(cell, known) is not None for cell in row) for row in rows[:ROWS_SEARCHED]]
    if not scores or max(scores) < 2:  # noqa: PLR2004 - one cell may be a heading by accident
        return None
    row = scores.index(max(scores))
    return _layout(row, rows[row], known, language, amended)


def _layout(row: int, cells: Sequence[Cell], known: Mapping[str, Column], language: str, amended: Amended) -> Layout:
    placed: dict[str, Placed] = {}
    years: dict[int, int] = {}
    unknown: list[str] = []
    repeated: list[str] = []
    for index, cell in enumerate(cells):
        heading = clean(values.text(cell))
        column, year = _column(cell, known), _year(heading)
        if column is not None and column.key not in placed:
            placed[column.key] = Placed(index, column, heading, parser_for(column, language, amended))
        elif column is None and year is not None and year not in years:
            years[year] = index
        elif column is not None or year is not None:
            repeated.append(heading)
        elif heading:
            unknown.append(heading)
    return Layout(row, tuple(placed.values()), tuple((index, year) for year, index in years.items()), tuple(unknown), tuple(repeated))


def _by_heading(columns: Sequence[Column]) -> dict[str, Column]:
    """Return the columns by every folded heading; a column's own headings go before what others are also called."""
    also = {folded(name): column for column in reversed(columns) for name in (*column.also, column.key)}
    return also | {folded(name): column for column in reversed(columns) for name in (column.nb, column.nn, column.en)}


def _column(cell: Cell, known: Mapping[str, Column]) -> Column | None:
    name = folded(values.text(cell))
    found = known.get(name)
    if found is None:
        found = next((known[name.removesuffix(unit)] for unit in UNITS if name.endswith(unit) and name.removesuffix(unit) in known), None)
    return found


def _year(heading: str) -> int | None:
    found = re.fullmatch(r"\d{4}", heading)
    return int(heading) if found and FIRST_YEAR <= int(heading) <= LAST_YEAR else None
