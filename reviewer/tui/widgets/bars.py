"""The line above every screen and the line of keys below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.app import App
from textual.reactive import reactive
from textual.widget import Widget

from reviewer.tui.commands import FOOTER_LIMIT, Command, Commanding, declared, offered, shown_here
from reviewer.tui.drawing.cells import one_line
from reviewer.tui.drawing.tones import Tone, palette_of, tone_style

if TYPE_CHECKING:
    from reviewer.tui.host import Host

_GAP = 3


class TopLine(Widget):
    """What this is on the left, who and when on the right; the left one gives way where both do not fit."""

    DEFAULT_CSS = "TopLine { height: 1; background: $surface; color: $foreground; }"

    title: reactive[str] = reactive("")
    aside: reactive[str] = reactive("")
    status: reactive[str] = reactive("")

    def __init__(self, title: str = "", aside: str = "", status: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.set_reactive(TopLine.title, title)
        self.set_reactive(TopLine.aside, aside)
        self.set_reactive(TopLine.status, status)

    def render(self) -> Text:
        palette = palette_of(self.app.theme)
        status = Text(one_line(self.status), tone_style(palette, Tone.MUTED))
        room = max(0, self.size.width - status.cell_len - 4)
        name = Text.assemble(
            (one_line(self.title), tone_style(palette, Tone.STRONG)), "  ", (one_line(self.aside), tone_style(palette, Tone.MUTED))
        )
        name.truncate(room, overflow="ellipsis")
        line = Text(" ", no_wrap=True)
        line.append_text(name).append(" " * (room - name.cell_len + 2)).append_text(status)
        return line


class KeyBar(Widget):
    """The screen's most useful keys, at most six; a click does the same as the key."""

    DEFAULT_CSS = "KeyBar { height: 1; background: $surface; color: $foreground; dock: bottom; }"

    def owners(self) -> tuple[Widget | App[Any], ...]:
        """Return whose commands stand here: the focused part's, the screen's, the app's; or of what takes every key, and the app's."""
        taking = self.screen.taking_keys() if isinstance(self.screen, Commanding) else None
        if taking is not None:
            return (taking, self.app)
        focused = self.screen.focused
        return (self.screen, self.app) if focused is None else (focused, self.screen, self.app)

    def shown(self) -> list[tuple[Command, str, str]]:
        """Return the commands with their keys and words, as many as fit; help is always among them."""
        *own, (help_command, *others) = [
            [here for command in declared(owner) if offered(owner, command) and (here := shown_here(owner, command)).footer is not None]
            for owner in self.owners()
        ]
        ranked = [command for part in own for command in part][: FOOTER_LIMIT - 1]
        entries = [self._entry(command) for command in (*ranked, help_command, *others)[:FOOTER_LIMIT]]
        while len(entries) > 1 and self._width(entries) > self.size.width:
            entries.pop(-1 if entries[-1][0] is not help_command else -2)
        return entries

    def _entry(self, command: Command) -> tuple[Command, str, str]:
        app = cast("Host", self.app)
        return command, command.shown_key(app.settings.keys, app.speech.text), app.speech.text(command.footer) if command.footer else ""

    def _width(self, entries: list[tuple[Command, str, str]]) -> int:
        return sum(cell_len(key) + 1 + cell_len(words) + _GAP for _, key, words in entries) + 1 - _GAP

    def render(self) -> Text:
        palette = palette_of(self.app.theme)
        line = Text(" ", no_wrap=True)
        for _, key, words in self.shown():
            line.append(key, tone_style(palette, Tone.ACCENT) + tone_style(palette, Tone.STRONG).without_color)
            line.append(f" {words}{' ' * _GAP}", tone_style(palette, Tone.MUTED))
        return line

    async def on_click(self, event: events.Click) -> None:
        left = 1
        for command, key, words in self.shown():
            right = left + cell_len(key) + 1 + cell_len(words)
            if left <= event.x < right and "{key}" not in command.action:
                owner = next(owner for owner in self.owners() if command.id in {one.id for one in declared(owner)})
                await owner.run_action(command.action)
            left = right + _GAP
