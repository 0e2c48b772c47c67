"""A workbook or CSV file, as drafts: applications, then the cash flows and effects that belong to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from reviewer.domain.application import Application
from reviewer.domain.committee import Committee
from reviewer.domain.events import Problem
from reviewer.domain.said import Listed, Said, say
from reviewer.domain.slotted import dataclass
from reviewer.intake.column import Column
from reviewer.intake.columns import APPLICATION_COLUMNS, EFFECT_COLUMNS, FLOW_COLUMNS, extra_columns
from reviewer.intake.draft import Draft, Incoming, Plain
from reviewer.intake.expectation import Path as Place
from reviewer.intake.expectation import Wrong
from reviewer.intake.layout import Layout, find_layout
from reviewer.intake.parsers import Amended
from reviewer.intake.rows import Part, RowOrigin, RowReader, application_draft
from reviewer.intake.sheet_titles import APPLICATIONS, EFFECTS, FLOWS, GUIDANCE, LISTS, Sheet
from reviewer.intake.tables import Table, read_tables
from reviewer.intake.text import clean, folded
from reviewer.intake.values import Cell, text
from reviewer.language.speech import Speech

SHEETS = (APPLICATIONS, FLOWS, EFFECTS, GUIDANCE, LISTS)


def read_rows(path: Path, committee: Committee, speech: Speech) -> Incoming:
    """Return the file's drafts. Raises UnreadableError."""
    read = read_tables(path)
    reader = WorkbookReader(path.name, (*APPLICATION_COLUMNS, *extra_columns(committee)), speech, notes=list(read.notes))
    named, others = _by_title(read.tables)
    if APPLICATIONS not in named and others:
        named[APPLICATIONS] = others.pop(0)
    reader.read(named)
    if others:
        reader.notes.append(say("These sheets are not known and were not read: {sheets}.", sheets=_listed(table.sheet for table in others)))
    return Incoming(reader.drafts, validated_row, reader.problems, [*reader.notes, *reader.amended.notes()])


def _by_title(tables: Sequence[Table]) -> tuple[dict[Sheet, Table], list[Table]]:
    """Return the sheets that have one of the known names, and the others that have something in them."""
    titles = {folded(name): sheet for sheet in SHEETS for name in sheet.names()}
    named: dict[Sheet, Table] = {}
    others: list[Table] = []
    for table in tables:
        sheet = titles.get(folded(table.sheet or ""))
        if sheet is not None and sheet not in named:
            named[sheet] = table
        elif table.rows:
            others.append(table)
    return named, others


@dataclass(slots=True)
class WorkbookReader:
    """Reads one file; what it finds gathers in its fields."""

    file: str
    columns: tuple[Column, ...]
    speech: Speech
    drafts: list[Draft] = field(default_factory=list)
    by_id: dict[str, Draft] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)
    amended: Amended = field(default_factory=Amended)

    def read(self, tables: Mapping[Sheet, Table]) -> None:
        """Read the sheets, applications first."""
        self.applications(tables.get(APPLICATIONS, Table(None, ())))
        if FLOWS in tables:
            self.inner(tables[FLOWS], FLOW_COLUMNS, "flows")
        if EFFECTS in tables:
            self.inner(tables[EFFECTS], EFFECT_COLUMNS, "effects")

    def applications(self, table: Table) -> None:
        """Read one application a row; where the file has no IDs, number them within their call."""
        part = self.part(table, self.columns, optional=frozenset({"id"}))
        if part is None:
            return
        reader = RowReader(part)
        width = len(part.rows[part.layout.row])
        for row in range(part.layout.row + 1, len(part.rows)):
            cells = part.rows[row]
            wrongs = _surplus(cells, width) if len(cells) > width else []
            flat = reader.values(cells, wrongs)
            if flat or wrongs:
                self.drafts.append(application_draft(flat, RowOrigin(part, row, self.speech), wrongs))
        if part.layout.at("id") is None:
            self._number()
        self.by_id = {draft.id: draft for draft in reversed(self.drafts)}

    def _number(self) -> None:
        so_far: Counter[str] = Counter()
        for draft in self.drafts:
            call = (draft.plain or {}).get("call")
            if draft.plain is not None and call:
                so_far[call] += 1
                draft.id = draft.plain["id"] = f"{call}-{so_far[call]:02}"
        if so_far:
            self.notes.append(say("The file has no application IDs; they were numbered from {first} on.", first=f"{next(iter(so_far))}-01"))

    def inner(self, table: Table, columns: Sequence[Column], key: str) -> None:
        """Read rows that belong to applications (`flows` or `effects`), and add them to their drafts."""
        part = self.part(table, columns)
        if part is None:
            return
        reader = RowReader(part)
        placed = part.layout.at("id")
        for row in range(part.layout.row + 1, len(part.rows)):
            cells = part.rows[row]
            cell = cells[placed.index] if placed and placed.index < len(cells) else ""
            name = cell if isinstance(cell, str) and cell in self.by_id else clean(text(cell))
            draft = self.by_id.get(name)
            if draft is None or draft.plain is None:
                self._orphan(reader, row, name)
            else:
                _add(draft, draft.plain.setdefault(key, []), key, reader, row)

    def _orphan(self, reader: RowReader, row: int, name: str) -> None:
        """Keep a row whose application is not in the file, unless there is nothing in it."""
        wrongs: list[Wrong] = []
        cells = reader.part.rows[row]
        if reader.values(cells, wrongs) or reader.amounts(cells, wrongs, ()) or wrongs:
            wrongs.insert(0, Wrong(("id",), None, say("Write the ID of an application that is in the same file.")))
            self.drafts.append(Draft(name, None, RowOrigin(reader.part, row, self.speech), wrongs))

    def part(self, table: Table, columns: Sequence[Column], optional: frozenset[str] = frozenset()) -> Part | None:
        """Return the sheet with its layout; None, with a problem, where a heading is missing or stands twice."""
        layout = find_layout(table.rows, columns, self.speech.language, self.amended)
        if layout is None:
            needed = ", ".join(column.heading(self.speech.language) for column in columns if column.required)
            self._problem(table, None, None, say("Write the headings in one row, among them: {headings}.", headings=needed))
            return None
        self._tell_unknown(table, layout, columns)
        missing = [column for column in columns if column.required and column.key not in optional and layout.at(column.key) is None]
        for column in missing:
            heading = column.heading(self.speech.language)
            self._problem(table, layout.row, heading, say("Add a column with this heading: {heading}.", heading=heading))
        for heading in layout.repeated:
            self._problem(table, layout.row, heading, say("Keep one column only for this; the file has another that means the same."))
        return None if missing or layout.repeated else Part(self.file, table.sheet, layout, table.rows)

    def _problem(self, table: Table, row: int | None, heading: str | None, expected: Said) -> None:
        at = None if row is None else row + 1
        self.problems.append(Problem(file=self.file, sheet=table.sheet, row=at, column=heading, expected=self.speech.text(expected)))

    def _tell_unknown(self, table: Table, layout: Layout, columns: Sequence[Column]) -> None:
        years = () if columns is FLOW_COLUMNS else tuple(str(year) for _, year in layout.years)
        if layout.unknown or years:
            place = table.sheet or self.file
            shown = Listed((*layout.unknown, *years))
            self.notes.append(say("{place}: these columns are not known and were not read: {headings}.", place=place, headings=shown))


def _add(draft: Draft, items: list[Plain], key: str, reader: RowReader, row: int) -> None:
    cells = reader.part.rows[row]
    under: Place = (key, len(items))
    item = reader.values(cells, draft.wrongs, under)
    item.pop("id", None)
    if key == "flows":
        item["amounts"] = reader.amounts(cells, draft.wrongs, under)
    items.append(item)
    if isinstance(draft.origin, RowOrigin):
        place = draft.origin.inner.get(key)
        if place is None:
            place = draft.origin.inner[key] = (reader.part, [])
        place[1].append(row)


def _surplus(cells: Sequence[Cell], width: int) -> list[Wrong]:
    more = [written for cell in cells[width:] if (written := text(cell))]
    expected = say("This row has more cells than there are headings. Put quotation marks around a text that contains the separator.")
    return [Wrong((), more[0], expected)] if more else []


def _listed(names: Iterator[str | None]) -> Listed:
    return Listed(tuple(name or "–" for name in names))


def validated_row(plain: Plain) -> Application:
    """Return the application; its values have their types already. Raises pydantic's ValidationError."""
    application: Application = _adapter().validate_python((plain,))[0]
    return application


@cache
def _adapter() -> TypeAdapter[Any]:
    return TypeAdapter(tuple[Application], config=ConfigDict(extra="forbid"))
