"""Write the proposal to a folder: which one, and in which formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Input, SelectionList, Static
from textual.widgets.selection_list import Selection

from reviewer.domain.proposal import Audience, Kind
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.tui.forms.form import Form
from reviewer.tui.typed.written_path import path_in
from reviewer.tui.widgets.marks import MarkList
from reviewer.tui.widgets.path_field import PathField

FORMATS: dict[str, Said] = {
    "docx": say("Word (docx)"),
    "pdf": say("PDF for the archive (pdf)"),
    "html": say("Web page (html)"),
    "xlsx": say("Workbook with formulas and charts (xlsx)"),
    "md": say("Markdown (md)"),
    "json": say("Data for other programs (json)"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be written where, and for whom; `about` are the meetings or applications of papers that are of one."""

    folder: Path
    formats: tuple[str, ...]
    audience: Audience = Audience.COUNCIL
    kind: Kind = Kind.PROPOSAL
    about: tuple[str, ...] = ()


Write = Callable[[Wish], None]
"""Begins to write; how that goes is shown elsewhere."""
TITLES: dict[Kind, Said] = {
    Kind.PROPOSAL: say("Write the proposal"),
    Kind.AGENDA: say("Write the invitation"),
    Kind.MINUTES: say("Write the minutes"),
    Kind.LETTER: say("Write the letters"),
}
ROUND_ONLY = "xlsx"
"""A format that only the whole round has."""


class ExportForm(Form):
    """Folder and formats."""

    SAVE = say("Write the files")
    SAVES = say("Ctrl+S writes. Space marks a format. Esc closes.")

    def __init__(self, folder: Path, note: Said | None, write: Write, kind: Kind = Kind.PROPOSAL, about: tuple[str, ...] = ()) -> None:
        """Ask; `note` says what the reader should know before the paper is sent."""
        super().__init__(TITLES[kind])
        self.folder = folder
        self.note = note
        self.kind = kind
        self.about = about
        self.formats = {name: words for name, words in FORMATS.items() if kind is Kind.PROPOSAL or name != ROUND_ONLY}
        self._write = write

    def fields(self) -> ComposeResult:
        if self.note is not None:
            yield Static(self.text(self.note), classes="form-lead", markup=False)
        yield Static(self.text(say("Folder")), classes="form-label", markup=False)
        yield PathField(str(self.folder), id="folder")
        yield Static(self.text(say("Formats")), classes="form-label", markup=False)
        selections = [Selection(Text(self.text(words)), name, name != "json") for name, words in self.formats.items()]
        yield MarkList(*selections, id="formats", compact=True)
        public = Text(self.text(say("Public version: what is withheld is left out and marked")))
        yield MarkList(Selection(public, Audience.PUBLIC.value, False), id="audience", compact=True)

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
        folder = path_in(written)
        if folder.exists() and not folder.is_dir():
            return say("{path} is a file. Write the name of a folder.", path=str(folder))
        public = self.query_one("#audience", SelectionList).selected
        formats = tuple(name for name in FORMATS if name in chosen)
        self._write(Wish(folder, formats, Audience.PUBLIC if public else Audience.COUNCIL, self.kind, self.about))
        return None
