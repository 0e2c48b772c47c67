"""A large workbook's sheets are read at once, in the background: what comes of it is what a small one gives."""

from __future__ import annotations

from concurrent.futures import wait

import pytest
from xlsxwriter import Workbook

from reviewer.intake import tables
from reviewer.intake.tables import UnreadableError, begin, read_tables


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "batch.xlsx"
    with Workbook(path) as book:
        for name, rows in (("Søknader", 300), ("Kontantstrøm", 40), ("Virkninger", 3)):
            sheet = book.add_worksheet(name)
            for row in range(rows):
                sheet.write_row(row, 0, [f"{name} {row}", row, row / 7])
    return path


def contents(path):
    return [(table.sheet, table.rows) for table in read_tables(path).tables]


def test_sheets_read_at_once_are_the_same_in_the_same_order(workbook, monkeypatch):
    one_by_one = contents(workbook)
    monkeypatch.setattr(tables, "_LARGE", 0)
    assert contents(workbook) == one_by_one


def test_what_was_begun_is_taken_up_once(workbook, monkeypatch):
    one_by_one = contents(workbook)
    monkeypatch.setattr(tables, "_LARGE", 0)
    begin([workbook])
    wait(tables._begun.values())  # noqa: SLF001 - the file may be moved only when the thread has read it
    moved = workbook.rename(workbook.with_name("moved.xlsx"))
    assert contents(workbook) == one_by_one
    moved.unlink()
    with pytest.raises(UnreadableError):
        contents(workbook)


def test_a_damaged_workbook_is_refused_although_it_was_begun(tmp_path, monkeypatch):
    path = tmp_path / "batch.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(2000))
    monkeypatch.setattr(tables, "_LARGE", 0)
    begin([path])
    with pytest.raises(UnreadableError):
        contents(path)
