"""Ctrl+P: find a command by a part of its name, and do it."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from reviewer.domain.said import say
from reviewer.tui.commands import Command, declared, offered
from reviewer.tui.drawing.tones import Tone, palette_of, tone_style
from reviewer.tui.screen import CommandModal

_KEY_WIDTH = 12


class Palette(CommandModal[None]):
    """All commands of the screen below and of the app."""

    CSS_PATH = "palette.tcss"
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="palette.close", name=say("Close the commands"), action="close", keys=("escape",), footer=say("Close")),
        Command(id="palette.down", name=say("Next command"), action="next(1)", keys=("down",)),
        Command(id="palette.up", name=say("Previous command"), action="next(-1)", keys=("up",)),
    )

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self.about = about

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog", id="palette"):
            field = Input(placeholder=self.text(say("Write a part of the command's name")))
            field.cursor_blink = False
            yield field
            yield OptionList(classes="gap-above", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self._list("")

    def commands(self) -> list[tuple[Screen[Any] | Any, Command]]:
        """Return what can be done here, with who does it; movement is left to the keys."""
        part = self.about.focused
        chosen = (
            [(part, command) for command in declared(part) if command.footer is not None and not command.shown] if part is not None else []
        )
        own = [(self.about, command) for command in declared(self.about) if not command.shown]
        app = [(self.app, command) for command in declared(self.app) if command.id != "app.palette"]
        return [(owner, command) for owner, command in (*chosen, *own, *app) if offered(owner, command)]

    def _list(self, sought: str) -> None:
        words = sought.casefold().split()
        options = self.query_one(OptionList)
        options.clear_options()
        palette = palette_of(self.app.theme)
        for number, (_, command) in enumerate(self.commands()):
            name = self.text(command.name)
            if all(word in name.casefold() for word in words):
                key = command.shown_key(self.reviewer.settings.keys, self.text)
                line = Text.assemble((f"{key:<{_KEY_WIDTH}}", tone_style(palette, Tone.ACCENT)), name)
                options.add_option(Option(line, id=str(number)))
        if options.option_count:
            options.highlighted = 0
        else:
            options.add_option(Option(Text(self.text(say("No command has this in its name."))), disabled=True))

    def on_input_changed(self, event: Input.Changed) -> None:
        self._list(event.value)

    async def on_input_submitted(self) -> None:
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            await self._do(options.get_option_at_index(options.highlighted))

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        await self._do(event.option)

    async def _do(self, option: Option) -> None:
        if option.id is None:
            return
        owner, command = self.commands()[int(option.id)]
        self.dismiss()
        owner.call_later(owner.run_action, command.action)

    def action_next(self, step: int) -> None:
        options = self.query_one(OptionList)
        (options.action_cursor_down if step > 0 else options.action_cursor_up)()

    def action_close(self) -> None:
        self.dismiss()
