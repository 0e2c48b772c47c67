"""One cell of a table while it is being written in: a field that lies over the cell and leaves the rest of the page as it is."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from textual.geometry import Region
from textual.message import Message
from textual.widgets import Input

from reviewer.domain.said import say
from reviewer.tui.commands import Command, Commanding
from reviewer.tui.screen import CommandScreen
from reviewer.tui.widgets.bars import KeyBar
from reviewer.tui.widgets.lines import Column, Lines

Row = TypeVar("Row")


class CellEditor(Commanding, Input):
    """The field; it says what was written and where to go on, and never removes itself."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="cell.accept", name=say("Keep the amount"), action="leave(0)", keys=("enter",), footer=say("Keep")),
        Command(id="cell.next", name=say("Keep the amount and go to the next row"), action="leave(1)", keys=("down",), footer=say("Next")),
        Command(id="cell.previous", name=say("Keep the amount and go to the previous row"), action="leave(-1)", keys=("up",)),
        Command(id="cell.drop", name=say("Leave the amount as it was"), action="drop", keys=("escape",), footer=say("Drop")),
    )
    DEFAULT_CSS = "CellEditor, CellEditor:focus { position: absolute; layer: editor; height: 1; padding: 0; border: none; }"

    class Left(Message):
        """The field was left with this text; `step` rows on is where the next one is written."""

        def __init__(self, text: str, step: int) -> None:
            super().__init__()
            self.text = text
            self.step = step

    class Dropped(Message):
        """What was written is not to be kept."""

    def __init__(self, text: str) -> None:
        super().__init__(text, select_on_focus=True, compact=True, id="cell")
        self.cursor_blink = False

    def lie_over(self, region: Region) -> None:
        """Lie over this part of the screen."""
        self.styles.width = region.width
        self.styles.offset = region.offset

    def action_leave(self, step: int) -> None:
        self.post_message(self.Left(self.value, step))

    def action_drop(self) -> None:
        self.post_message(self.Dropped())


WIDEST = 15
"""Cells for writing an amount in: `1 000 000 000`, and one for the cursor."""


def open_cell(screen: CommandScreen[Any], lines: Lines[Row], column: Column[Row] | None, text: str) -> None:
    """Open this column's cell in the row under the cursor, with this text; a single digit is what is written on from."""
    if column is None or screen.query(CellEditor):
        return
    editor = CellEditor(text)
    if len(text) == 1:
        editor.select_on_focus = False
    screen.mount(editor)
    lay_cell(screen, lines, column)
    editor.focus()
    editor.cursor_position = len(text)
    screen.call_after_refresh(screen.query_one(KeyBar).refresh)


def lay_cell(screen: CommandScreen[Any], lines: Lines[Row], column: Column[Row] | None) -> None:
    """Lay the open cell, if there is one, over where its column is now."""
    region = None if column is None else lines.cell_region(column)
    if region is None:
        return
    for editor in screen.query(CellEditor):
        editor.lie_over(region.grow((0, max(0, WIDEST - region.width), 0, 0)))


async def close_cell(screen: CommandScreen[Any], lines: Lines[Row]) -> None:
    """Close the open cell; the table has the keys again."""
    lines.focus()
    await screen.query(CellEditor).remove()
    screen.call_after_refresh(screen.query_one(KeyBar).refresh)
