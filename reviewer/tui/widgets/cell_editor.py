"""One cell of a table while it is being written in: a field that lies over the cell and leaves the rest of the page as it is.

The table keeps the focus, and the screen hands the field every key: keys that come faster than a focus can move stay in their order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.events import Key
from textual.geometry import Region
from textual.widget import Widget

from reviewer.domain.said import say
from reviewer.tui.commands import Command, Commanding
from reviewer.tui.drawing.cells import one_line

WIDEST = 15
"""Cells for writing an amount in: `1 000 000 000`, and one for the cursor."""

Left = Callable[[str, str, int], None]
"""Takes the row that was written for, the text, and how many rows on the next one is written."""


class CellEditor(Commanding, Widget):
    """The field; what stands in it at first is replaced by what is typed."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="cell.accept", name=say("Keep the amount"), action="leave(0)", keys=("enter", "tab"), footer=say("Keep")),
        Command(id="cell.next", name=say("Keep the amount and go to the next row"), action="leave(1)", keys=("down",), footer=say("Next")),
        Command(id="cell.previous", name=say("Keep the amount and go to the previous row"), action="leave(-1)", keys=("up",)),
        Command(id="cell.delete", name=say("Delete the last character"), action="delete", keys=("backspace", "delete")),
        Command(id="cell.drop", name=say("Leave the amount as it was"), action="drop", keys=("escape",), footer=say("Drop")),
    )
    DEFAULT_CSS = """
    CellEditor { position: absolute; layer: editor; height: 1; display: none; background: $panel; color: $foreground; text-style: bold; }
    CellEditor.-open { display: block; }
    """

    def __init__(self, left: Left, dropped: Callable[[], None]) -> None:
        """Make the field; it calls `left` or `dropped` at once, so that the next key finds it closed or on its next row."""
        super().__init__(id="cell")
        self.row = ""
        self.value = ""
        self._whole = False
        self._left = left
        self._dropped = dropped

    def open(self, row: str, text: str, region: Region | None) -> None:
        """Open the field for the row, with this text to be replaced or deleted from."""
        self.row, self.value, self._whole = row, text, True
        self.add_class("-open")
        self.lie_over(region)
        self.refresh()

    def lie_over(self, region: Region | None) -> None:
        """Lie over this part of the screen, and as far right as an amount needs."""
        if region is not None:
            self.styles.width = max(WIDEST, region.width)
            self.styles.offset = region.offset

    def close(self) -> None:
        """Close the field."""
        self.row = ""
        self.remove_class("-open")

    def take(self, event: Key) -> None:
        """Do what the key says here; only help, the palette and their like do anything else while the field is open."""
        if not event.is_printable and event.key.startswith(("ctrl+", "f")):
            return
        event.stop()
        event.prevent_default()
        match event.key:
            case "enter" | "tab":
                self.action_leave(0)
            case "down":
                self.action_leave(1)
            case "up":
                self.action_leave(-1)
            case "escape":
                self.action_drop()
            case "backspace" | "delete":
                self.action_delete()
            case _ if event.is_printable and event.character:
                self.write(event.character)

    def write(self, text: str) -> None:
        """Write on, or in place of what stood there at first."""
        self.value = one_line(text) if self._whole else self.value + one_line(text)
        self._whole = False
        self.refresh()

    def render(self) -> Text:
        shown = self.value[-(max(1, self.size.width - 1)) :]
        line = Text(no_wrap=True)
        line.append(shown, "reverse" if self._whole and shown else "")
        return line.append(" ", "" if self._whole and shown else "reverse")

    def action_leave(self, step: int) -> None:
        self._left(self.row, self.value, step)

    def action_delete(self) -> None:
        self.value, self._whole = self.value[:-1], False
        self.refresh()

    def action_drop(self) -> None:
        self._dropped()
