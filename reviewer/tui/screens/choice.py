"""A short list to choose from: an order, what to show, a format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reviewer.domain.said import Said, say
from reviewer.tui.commands import Command
from reviewer.tui.screen import CommandModal


class Choice(CommandModal[str | None]):
    """Ask for one of these; answers its key, or None."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="choice.close", name=say("Close without choosing"), action="close", keys=("escape",), footer=say("Close")),
        Command(id="choice.down", name=say("Next"), action="step(1)", keys=("j",)),
        Command(id="choice.up", name=say("Previous"), action="step(-1)", keys=("k",)),
    )

    def __init__(self, title: Said, choices: Sequence[tuple[str, Said | str]], chosen: str = "", note: Said | str | None = None) -> None:
        super().__init__()
        self.title_said = title
        self.choices = tuple(choices)
        self.chosen = chosen
        self.note = note

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self.text(self.title_said), classes="dialog-title", markup=False)
            yield OptionList(*(Option(Text(self.text(said)), id=key) for key, said in self.choices), markup=False)
            if self.note is not None:
                yield Static(self.text(self.note), classes="dialog-note gap-above", markup=False)

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        keys = [key for key, _ in self.choices]
        options.highlighted = keys.index(self.chosen) if self.chosen in keys else 0
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_step(self, step: int) -> None:
        options = self.query_one(OptionList)
        (options.action_cursor_down if step > 0 else options.action_cursor_up)()

    def action_close(self) -> None:
        self.dismiss(None)
