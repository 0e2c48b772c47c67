"""A field for a path: a whole path that is pasted, or written behind a folder, takes the place of what stood there."""

from __future__ import annotations

from textual.events import Paste
from textual.widgets import Input

from reviewer.tui.typed.written_path import begun_anew, is_whole, plain_path


class PathField(Input):
    """One line for a path, without quotes around it; the cursor begins at its end and does not blink."""

    def __init__(self, value: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(value, id=id, select_on_focus=False)
        self.cursor_blink = False

    def write(self, text: str) -> None:
        """Put this in the field, with the cursor behind it."""
        self.value = text
        self.cursor_position = len(text)

    def _on_paste(self, event: Paste) -> None:
        lines = event.text.splitlines()
        if lines and is_whole(lines[0]):
            self.write(plain_path(lines[0]))
            event.stop()
            event.prevent_default()

    def watch_value(self, before: str, after: str) -> None:
        """Begin anew where the key that was pressed began a whole path: some terminals paste key by key."""
        if after[:-1] != before:
            return
        settled = begun_anew(after)
        settled = plain_path(settled) if settled.endswith('"') else settled
        if settled != after:
            self.write(settled)
