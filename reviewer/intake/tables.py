"""Files with rows and columns: workbooks and CSV, as tables of cells whose first row is row 1 in Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.domain.said import Said, say
from reviewer.intake.text import clean, decoded, has_unholdable
from reviewer.intake.values import Cell

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
SEPARATED = frozenset({".csv", ".txt", ".tsv"})
DELIMITERS = ";\t,|"

_LARGE = 1_000_000
"""Bytes from which a workbook's sheets are read at once; opening a smaller one again would take as long as it saves."""

CANNOT_READ = say("The file cannot be read. Check its name and folder.")


class UnreadableError(Exception):
    """The file as a whole cannot be used; `expected` says what is needed, `row` and `value` where it went wrong."""

    def __init__(self, expected: Said, row: int | None = None, value: str | None = None) -> None:
        self.expected = expected
        self.row = row
        self.value = value
        super().__init__(expected.message)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one sheet (CSV has none, so no name)."""

    sheet: str | None
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of a file, and what a person should know about how it was read."""

    tables: tuple[Table, ...]
    notes: tuple[Said, ...] = ()


def file_bytes(path: Path) -> bytes:
    """Return the file's bytes. Raises UnreadableError."""
    try:
        return path.read_bytes()
    except OSError:
        raise UnreadableError(CANNOT_READ) from None


def read_tables(path: Path) -> Tables:
    """Return the tables of a workbook or CSV file. Raises UnreadableError."""
    return _workbook(file_bytes(path)) if path.suffix.lower() in WORKBOOKS else _separated(file_bytes(path))


def _workbook(content: bytes) -> Tables:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            shown = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
            ]
            if len(shown) > 1 and len(content) > _LARGE:
                return Tables(_at_once(content, shown))
            return Tables(tuple(_sheet(book, name) for name in shown))
    except (CalamineError, OSError, ValueError):
        expected = say("The file is not a workbook that can be opened. Save it again from Excel as .xlsx, without a password.")
        raise UnreadableError(expected) from None


def _sheet(book: CalamineWorkbook, name: str) -> Table:
    return Table(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))


def _at_once(content: bytes, names: Sequence[str]) -> tuple[Table, ...]:
    """Return the sheets, two of them read at a time, each from a workbook of its own: the reader lets Python go on meanwhile."""
    from concurrent.futures import ThreadPoolExecutor

    from python_calamine import CalamineWorkbook

    def read(name: str) -> Table:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return _sheet(book, name)

    with ThreadPoolExecutor(max_workers=2) as pool:
        return tuple(pool.map(read, names))


def _separated(content: bytes) -> Tables:
    found = decoded(content)
    notes = [found.note] if found.note else []
    if has_unholdable(found.text):
        notes.append(say("The file has characters that no document can hold; each was replaced by �."))
    lines = io.StringIO(clean(found.text), newline="")
    delimiter = _stated_delimiter(lines) or _likely_delimiter(lines)
    try:
        rows = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableError(say("The file is not CSV that can be read: {fault}.", fault=str(error))) from None
    return Tables((Table(None, rows),), tuple(notes))


def _stated_delimiter(lines: io.StringIO) -> str:
    """Return what Excel's own first line `sep=;` states, having read past that line; else empty, back at the start."""
    first = lines.readline().strip()
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        return first[-1]
    lines.seek(0)
    return ""


def _likely_delimiter(lines: io.StringIO) -> str:
    """Return the delimiter that occurs most in the first line that is not empty, outside quotation marks."""
    start = lines.tell()
    header = next((line for line in lines if line.strip()), "")
    lines.seek(start)
    bare = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=bare.count)
