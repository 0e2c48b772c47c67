"""F1: what this screen is for, and every key that works in it."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from reviewer.domain.said import say
from reviewer.tui.commands import ONLY, Command, declared, offered, shown_here
from reviewer.tui.drawing.tones import Tone, palette_of, tone_style
from reviewer.tui.screen import CommandModal

_KEYS = 16
"""How many columns the keys have; what they do stands beside them and stays there when it takes more lines."""


class HelpScreen(CommandModal[None]):
    """The keys of the screen below."""

    CSS_PATH = "help.tcss"
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="help.close", name=say("Close the help"), action="close", keys=("escape", "q"), footer=say("Close")),
    )

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self.about = about

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog", id="help"):
            yield Static(self.text(say("Help")), classes="dialog-title", markup=False)
            with VerticalScroll():
                purpose = getattr(self.about, "PURPOSE", None)
                if purpose is not None:
                    yield Static(self.text(purpose), classes="purpose", markup=False)
                yield Static(self.keys())
            yield Static(self.text(say("Esc closes. Arrows scroll.")), classes="dialog-note gap-above", markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def keys(self) -> Table:
        """Return every key with what it does: the screen's, the focused part's, the app's, with a line between."""
        accent = tone_style(palette_of(self.app.theme), Tone.ACCENT)
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(min_width=_KEYS, max_width=_KEYS, style=accent)
        table.add_column(ratio=1)
        for owner in (self.about, self.about.focused, self.app):
            group = [command for command in declared(owner) if command.keys] if owner is not None else []
            if group and table.row_count:
                table.add_row()
            for command in group:
                keys = shown_here(owner, command).shown_keys(self.reviewer.settings.keys, self.text)
                table.add_row(Text(keys), self._told(owner, command))
        return table

    def _told(self, owner: object, command: Command) -> Text:
        """Return what the command does; where others do it, who."""
        told = Text(self.text(command.help or command.name))
        if not offered(owner, command) and command.by in ONLY:
            told.append(f" ({self.text(ONLY[command.by])})", tone_style(palette_of(self.app.theme), Tone.MUTED))
        return told

    def action_close(self) -> None:
        self.dismiss()
