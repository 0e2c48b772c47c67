"""Choose a file by keyboard: write a path, or walk through the folders with the arrows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reviewer.domain.said import Said, say
from reviewer.tui.commands import Command
from reviewer.tui.drawing.cells import one_line
from reviewer.tui.screen import CommandModal
from reviewer.tui.typed.written_path import is_file, is_folder, path_in
from reviewer.tui.widgets.path_field import PathField

_LISTED = 500
_ABOVE = ".."


class FileScreen(CommandModal[Path | None]):
    """Answers an existing file with one of the suffixes, or None."""

    CSS_PATH = "files.tcss"
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="files.close", name=say("Close without choosing"), action="close", keys=("escape",), footer=say("Close")),
        Command(id="files.down", name=say("Next"), action="step(1)", keys=("down",)),
        Command(id="files.up", name=say("Previous"), action="step(-1)", keys=("up",)),
        Command(id="files.complete", name=say("Fill in what is chosen"), action="complete", keys=("tab",)),
    )

    def __init__(self, title: Said, suffixes: tuple[str, ...], folder: Path | None = None) -> None:
        """Ask for a file; begins in `folder`, or where the program was started."""
        super().__init__()
        self.title_said = title
        self.suffixes = suffixes
        self.folder = folder or Path.cwd()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog", id="files"):
            yield Static(self.text(self.title_said), classes="dialog-title", markup=False)
            yield PathField(f"{self.folder}{os.sep}")
            yield OptionList(classes="gap-above", markup=False)
            note = say("Files: {suffixes}. Arrows choose, Tab fills in, Enter opens.", suffixes=" ".join(self.suffixes))
            yield Static(self.text(note), id="note", classes="dialog-note gap-above", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self._list()

    def _list(self) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        for path, name in entries(self.query_one(PathField).value, self.suffixes):
            options.add_option(Option(Text(one_line(name)), id=str(path)))
        first = 1 if options.option_count > 1 and options.get_option_at_index(0).prompt == Text(_ABOVE) else 0
        options.highlighted = first if options.option_count else None

    def on_input_changed(self) -> None:
        self._list()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the file that is written, else what is chosen in the list."""
        written = path_in(event.value)
        if is_file(written):
            self.dismiss(written)
        else:
            self._choose(self._chosen())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(Path(event.option.id or ""))

    def _chosen(self) -> Path | None:
        options = self.query_one(OptionList)
        if options.highlighted is None:
            return None
        return Path(options.get_option_at_index(options.highlighted).id or "")

    def _choose(self, path: Path | None) -> None:
        if path is None:
            self.query_one("#note", Static).update(self.text(say("There is no such file. Write another path.")))
        elif is_folder(path):
            self._write(path)
        else:
            self.dismiss(path)

    def _write(self, path: Path) -> None:
        within = is_folder(path) and not str(path).endswith(os.sep)
        self.query_one(PathField).write(f"{path}{os.sep}" if within else str(path))

    def action_complete(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._write(chosen)

    def action_step(self, step: int) -> None:
        options = self.query_one(OptionList)
        (options.action_cursor_down if step > 0 else options.action_cursor_up)()

    def action_close(self) -> None:
        self.dismiss(None)


def entries(text: str, suffixes: tuple[str, ...]) -> list[tuple[Path, str]]:
    """Return what begins as the written path does: the folder above, folders, then files with one of the suffixes."""
    written = path_in(text)
    inside = text.endswith((os.sep, "/")) or not text
    folder, beginning = (written, "") if inside else (written.parent, written.name.casefold())
    above = [(folder.parent, _ABOVE)] if inside and folder.parent != folder else []
    return above + list(_matching(folder, beginning, suffixes))[:_LISTED]


def _matching(folder: Path, beginning: str, suffixes: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    try:
        found = sorted(folder.iterdir(), key=lambda path: path.name.casefold())
        kinds = [(path, path.is_dir()) for path in found if not path.name.startswith(".") or beginning.startswith(".")]
    except (OSError, ValueError):
        return
    fitting = [(path, is_folder) for path, is_folder in kinds if path.name.casefold().startswith(beginning)]
    yield from ((path, f"{path.name}{os.sep}") for path, is_folder in fitting if is_folder)
    yield from ((path, path.name) for path, is_folder in fitting if not is_folder and path.suffix.casefold() in suffixes)
