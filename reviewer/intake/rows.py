"""Rows of the three sheets, as drafts of applications."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any

from reviewer.domain.events import Problem
from reviewer.domain.slotted import dataclass
from reviewer.intake.column import Column
from reviewer.intake.columns import APPLICATION_COLUMNS
from reviewer.intake.draft import Draft, Plain
from reviewer.intake.expectation import Path, Wrong
from reviewer.intake.layout import Layout
from reviewer.intake.text import clean
from reviewer.intake.values import Cell, Refused, kroner, text
from reviewer.language.speech import Speech

HEADINGS: Mapping[str, Column] = {column.key: column for column in APPLICATION_COLUMNS}


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet of the file, with its layout."""

    file: str
    sheet: str | None
    layout: Layout
    rows: Sequence[Sequence[Cell]]

    def cell(self, row: int, index: int | None) -> str | None:
        """Return what stands in the cell, as text; None if it is empty or there is no such column."""
        cells = self.rows[row]
        return (clean(text(cells[index])) or None) if index is not None and index < len(cells) else None

    def headed(self, row: int) -> dict[str, str]:
        """Return the row's cells that are not empty, by heading (by column number where there is none)."""
        headings = self.rows[self.layout.row]
        found: dict[str, str] = {}
        for index, cell in enumerate(self.rows[row]):
            written = clean(text(cell))
            heading = clean(text(headings[index])) if index < len(headings) else ""
            if written:
                found[heading if heading and heading not in found else f"{heading} ({index + 1})".strip()] = written
        return found


@dataclass(slots=True)
class RowOrigin:
    """The row of an application, and its rows on the other sheets (by index from 0)."""

    part: Part
    row: int
    speech: Speech
    inner: dict[str, tuple[Part, list[int]]] = field(default_factory=dict)

    def problem(self, wrong: Wrong, application: str | None) -> Problem:
        """Return the fault with sheet, row (from 1) and the heading as it stands in the file."""
        part, row, path = self._inside(wrong.path)
        heading, index = _found(part.layout, path, self.speech.language)
        return Problem(
            file=part.file,
            sheet=part.sheet,
            row=row + 1,
            column=heading,
            application=application,
            value=part.cell(row, index) or wrong.value,
            expected=self.speech.text(wrong.expected),
        )

    def cells(self) -> dict[str, str]:
        """Return the row's cells by heading, and those of its other rows by sheet, row and heading."""
        found = self.part.headed(self.row)
        for part, rows in self.inner.values():
            for row in rows:
                found |= {f"{part.sheet} {row + 1}: {heading}": cell for heading, cell in part.headed(row).items()}
        return found

    def _inside(self, path: Path) -> tuple[Part, int, Path]:
        if len(path) > 1 and path[0] in self.inner and isinstance(path[1], int):
            part, rows = self.inner[str(path[0])]
            return part, rows[path[1]], path[2:]
        return self.part, self.row, path


def _found(layout: Layout, path: Path, language: str) -> tuple[str | None, int | None]:
    """Return the heading and index of the column that the place belongs to; its usual heading where the file has none."""
    if path and path[0] == "amounts" and len(path) > 1:
        return str(path[1]), layout.year_index(int(path[1]))
    names = [str(part) for part in path if isinstance(part, str)]
    for size in range(len(names), 0, -1):
        key = ".".join(names[:size])
        key = f"{key}.name" if key == "applicant" else key
        placed = layout.at(key)
        if placed is not None:
            return placed.heading, placed.index
        if key in HEADINGS:
            return HEADINGS[key].heading(language), None
    return (".".join(names) or None), None


class RowReader:
    """Reads the cells of one sheet's rows. It runs once a cell, so what does not change from row to row is settled here."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.years = part.layout.years
        self.width = max((placed.index for placed in part.layout.placed), default=0) + 1
        self.outer: list[_Place] = []
        self.tables: dict[str, list[_Place]] = {}
        for placed in part.layout.placed:
            table, _, name = placed.column.key.rpartition(".")
            into = self.tables.setdefault(table, []) if table else self.outer
            into.append((placed.index, name, placed.parse))

    def values(self, cells: Sequence[Cell], wrongs: list[Wrong], under: Path = ()) -> dict[str, Any]:
        """Return the row's values that are not empty, `claimed.npv` within `claimed`; what cannot be read goes to `wrongs`."""
        if len(cells) < self.width:
            cells = [*cells, *[""] * (self.width - len(cells))]
        found = _values(cells, self.outer, wrongs, under)
        for table, places in self.tables.items():
            inner = _values(cells, places, wrongs, (*under, table))
            if inner:
                found[table] = inner
        return found

    def amounts(self, cells: Sequence[Cell], wrongs: list[Wrong], under: Path) -> dict[int, int]:
        """Return the row's amounts by year."""
        found: dict[int, int] = {}
        width = len(cells)
        for index, year in self.years:
            if index < width and (cell := cells[index]) != "":
                if isinstance(cell, float) and cell.is_integer():  # as nearly all are: the way of `kroner`, without its questions
                    found[year] = int(cell)
                    continue
                try:
                    found[year] = kroner(cell)
                except Refused as refused:
                    if not _is_blank(cell):
                        wrongs.append(Wrong((*under, "amounts", year), None, refused.expected))
        return found


_Place = tuple[int, str, Callable[[Cell], Any]]
"""Index of the cell, name of the value, and what reads it."""


def _values(cells: Sequence[Cell], places: Sequence[_Place], wrongs: list[Wrong], under: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for index, name, parse in places:
        cell = cells[index]
        if cell == "":
            continue
        try:
            value = parse(cell)
        except Refused as refused:
            if not _is_blank(cell):
                wrongs.append(Wrong((*under, name), None, refused.expected))
        else:
            if value is not None:
                found[name] = value
    return found


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.isspace()


def application_draft(plain: Plain, origin: RowOrigin, wrongs: list[Wrong]) -> Draft:
    """Return the draft of the row's values."""
    extra = plain.pop("extra", {})
    return Draft(plain.get("id", ""), plain, origin, wrongs, extra)
