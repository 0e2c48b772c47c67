"""A plain table with one record a row - a register, a list of ratings - read by its headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from reviewer.domain.events import Problem
from reviewer.domain.said import Said
from reviewer.domain.slotted import dataclass
from reviewer.intake.column import Column
from reviewer.intake.expectation import Wrong
from reviewer.intake.rows import RowOrigin, RowReader
from reviewer.intake.tables import UnreadableError, read_tables
from reviewer.intake.workbook import WorkbookReader
from reviewer.language.speech import Speech


@dataclass(slots=True)
class Record:
    """One row: its values by the columns' keys, where it stands, and what is wrong with it so far."""

    values: dict[str, Any]
    origin: RowOrigin
    wrongs: list[Wrong] = field(default_factory=list)

    def refuse(self, key: str, expected: Said, value: str | None = None) -> None:
        """Say that the value under that key is wrong."""
        self.wrongs.append(Wrong((key,), value, expected))

    def problems(self, application: str | None = None) -> Iterator[Problem]:
        """Yield what is wrong with the row, in the order of its columns as they were read."""
        return (self.origin.problem(wrong, application) for wrong in self.wrongs)


def read_records(path: Path, columns: Sequence[Column], speech: Speech) -> tuple[list[Record], list[Problem]]:
    """Return the rows of the file's first sheet, and what is wrong with the file as a whole."""
    try:
        tables = read_tables(path).tables
    except UnreadableError as error:
        return [], [Problem(file=path.name, row=error.row, value=error.value, expected=speech.text(error.expected))]
    reader = WorkbookReader(path.name, tuple(columns), speech)
    part = reader.part(tables[0], columns)
    if part is None:
        return [], reader.problems
    rows = RowReader(part)
    records: list[Record] = []
    for row in range(part.layout.row + 1, len(part.rows)):
        record = Record({}, RowOrigin(part, row, speech))
        record.values = rows.values(part.rows[row], record.wrongs)
        if record.values or record.wrongs:
            records.append(record)
    return records, []
