"""Write the proposal to a folder: which one, and in which formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Input, SelectionList, Static
from textual.widgets.selection_list import Selection

from reviewer.domain.said import Said, say
from reviewer.tui.forms.form import Form

FORMATS: dict[str, Said] = {
    "docx": say("Word (docx)"),
    "pdf": say("PDF for the archive (pdf)"),
    "html": say("Web page (html)"),
    "md": say("Markdown (md)"),
    "json": say("Data for other programs (json)"),
}

Write = Callable[[Path, tuple[str, ...]], Said | None]
"""Writes the formats to the folder; returns why that did not work, or None."""


class ExportForm(Form):
    """Folder and formats."""

    SAVE = say("Write the files")
    SAVES = say("Ctrl+S writes. Space marks a format. Esc closes.")

    def __init__(self, folder: Path, note: Said | None, write: Write) -> None:
        """Ask; `note` says what the reader should know before the paper is sent."""
        super().__init__(say("Write the proposal"))
        self.folder = folder
        self.note = note
        self._write = write

    def fields(self) -> ComposeResult:
        if self.note is not None:
            yield Static(self.text(self.note), classes="form-lead", markup=False)
        yield Static(self.text(say("Folder")), classes="form-label", markup=False)
        folder = Input(str(self.folder), id="folder")
        folder.cursor_blink = False
        yield folder
        yield Static(self.text(say("Formats")), classes="form-label", markup=False)
        selections = [Selection(Text(self.text(words)), name, name != "json") for name, words in FORMATS.items()]
        yield SelectionList[str](*selections, id="formats", compact=True)

    def on_mount(self) -> None:
        self.query_one("#formats").focus()

    def state(self) -> object:
        return self.query_one("#folder", Input).value

    def on_input_submitted(self) -> None:
        self.action_save()

    def save(self) -> Said | None:
        written = self.query_one("#folder", Input).value.strip()
        chosen = set(self.query_one("#formats", SelectionList).selected)
        if not written:
            return say("Write the folder that the files go to.")
        if not chosen:
            return say("Mark at least one format.")
        return self._write(Path(written).expanduser(), tuple(name for name in FORMATS if name in chosen))
