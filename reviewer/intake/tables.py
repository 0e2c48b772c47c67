"""Files with rows and columns: workbooks and CSV, as tables of cells whose first row is row 1 in Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.intake.syntax import csv_words
from reviewer.intake.text import clean, decoded, has_unholdable
from reviewer.intake.values import Cell

if TYPE_CHECKING:
    from concurrent.futures import Future

    from python_calamine import CalamineWorkbook

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
SEPARATED = frozenset({".csv", ".txt", ".tsv"})
DELIMITERS = ";\t,|"

_LARGE = 1_000_000
"""Bytes from which a workbook's sheets are read at once; opening a smaller one again would take as long as it saves."""

_SHOWN = 200
"""Characters of a line that are shown."""

_NO_WORKBOOK = say("The file is not a workbook that can be opened. Save it again from Excel as .xlsx, without a password.")
CANNOT_READ = say("The file cannot be read. Check its name and folder.")


class UnreadableError(Exception):
    """The file as a whole cannot be used; `expected` says what is needed, `row` and `value` where it went wrong."""

    def __init__(self, expected: Said, row: int | None = None, value: str | None = None) -> None:
        self.expected = expected
        self.row = row
        self.value = value
        super().__init__(expected.message)


Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one sheet (CSV has none, so no name); those of a large workbook may still be coming in."""

    sheet: str | None
    given: Rows | Callable[[], Rows]

    @property
    def rows(self) -> Rows:
        """The rows, waited for where they have to be. Raises UnreadableError."""
        return self.given() if callable(self.given) else self.given


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


_begun: dict[Path, Future[Tables]] = {}


def begin(paths: Iterable[Path]) -> None:
    """Begin to read the large ones of these workbooks, while the caller loads the rest of the program; `read_tables` takes them up."""
    large = [path for path in paths if path.suffix.lower() in WORKBOOKS and path.is_file() and path.stat().st_size > _LARGE]
    if large:
        from concurrent.futures import ThreadPoolExecutor

        pool = ThreadPoolExecutor(max_workers=1)
        _begun.update((path, pool.submit(_read, path)) for path in large)
        pool.shutdown(wait=False)


def read_tables(path: Path) -> Tables:
    """Return the tables of a workbook or CSV file. Raises UnreadableError."""
    begun = _begun.pop(path, None)
    return _read(path) if begun is None else begun.result()


def _read(path: Path) -> Tables:
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
            return Tables(tuple(Table(name, _rows(book, name)) for name in shown))
    except (CalamineError, OSError, ValueError):
        raise UnreadableError(_NO_WORKBOOK) from None


def _rows(book: CalamineWorkbook, name: str) -> Rows:
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _at_once(content: bytes, names: Sequence[str]) -> tuple[Table, ...]:
    """Return the sheets while they are still being read, two at a time and each from a workbook of its own.

    The reader lets Python go on meanwhile, so the first sheet's rows are gone through while the next one's come in.
    """
    from concurrent.futures import ThreadPoolExecutor

    from python_calamine import CalamineError, CalamineWorkbook

    def read(name: str) -> Rows:
        try:
            with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
                return _rows(book, name)
        except (CalamineError, OSError, ValueError):
            raise UnreadableError(_NO_WORKBOOK) from None

    pool = ThreadPoolExecutor(max_workers=2)
    coming = [pool.submit(read, name) for name in names]
    pool.shutdown(wait=False)
    return tuple(Table(name, rows.result) for name, rows in zip(names, coming, strict=True))


def _separated(content: bytes) -> Tables:
    found = decoded(content)
    notes = [found.note] if found.note else []
    if has_unholdable(found.text):
        notes.append(say("The file has characters that no document can hold; each was replaced by �."))
    lines = io.StringIO(clean(found.text), newline="")
    delimiter = _stated_delimiter(lines) or _likely_delimiter(lines)
    start = lines.tell()
    try:
        rows = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error as error:
        row, text = _broken_row(lines, start, delimiter)
        raise UnreadableError(csv_words(str(error)), row, text) from None
    return Tables((Table(None, rows),), tuple(notes))


def _broken_row(lines: io.StringIO, start: int, delimiter: str) -> tuple[int, str]:
    """Return the line on which the row begins that the reader of CSV stops at, and that line."""
    text = lines.getvalue().splitlines()
    lines.seek(start)
    skipped = lines.getvalue()[:start].count("\n")
    rows, row = csv.reader(lines, delimiter=delimiter), 1
    with suppress(csv.Error):
        for _ in rows:
            row = rows.line_num + 1
    return skipped + row, "".join(text[skipped + row - 1 : skipped + row])[:_SHOWN]


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
