"""F1: what this screen is for, and every key that works in it."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from reviewer.domain.said import say
from reviewer.tui.commands import Command, declared
from reviewer.tui.screen import CommandModal
from reviewer.tui.tones import Tone, palette_of, tone_style


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

    def keys(self) -> Text:
        """Return every key with what it does: the screen's, the focused part's, the app's."""
        palette = palette_of(self.app.theme)
        lines = Text()
        for owner in (self.about, self.about.focused, self.app):
            group = [command for command in declared(owner) if command.keys] if owner is not None else []
            for command in group:
                keys = command.shown_keys(self.reviewer.settings.keys)
                said = self.text(command.help or command.name)
                lines.append(f"{keys:<18}", tone_style(palette, Tone.ACCENT)).append(f"{said}\n")
            if group:
                lines.append("\n")
        lines.rstrip()
        return lines

    def action_close(self) -> None:
        self.dismiss()
