"""A page of tabs, of which some show a table with what explains the chosen row, and others a sheet to read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.app import ComposeResult
from textual.widgets import Static

from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.lines import Lines
from reviewer.tui.widgets.sheet_view import SheetView, Writer
from reviewer.tui.widgets.tabs import TabLine


def tabbed(names: Iterable[str], table: Lines[Any], why: Writer, page: Writer) -> ComposeResult:
    """Yield the parts from above: the tabs' names, a lead, the table and its explanation, the sheet, the keys."""
    yield TopLine(id="top")
    yield TabLine(tuple(names))
    yield Static(id="lead", markup=False)
    yield table
    beside = SheetView(why, id="why")
    beside.can_focus = False
    yield beside
    yield SheetView(page, id="page")
    yield KeyBar()
