"""The line of tabs on the application screen: the open one stands bold and underlined.

No digit opens a tab: digits give scores, and one pressed on the wrong tab must never be a rating.
"""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from reviewer.tui.tones import Tone, palette_of, tone_style

_GAP = 3


class TabLine(Widget):
    """The tabs' names, and which one is open."""

    DEFAULT_CSS = "TabLine { height: 1; background: $background; color: $foreground; margin-bottom: 1; }"

    open_tab: reactive[int] = reactive(0)

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, tab: int) -> None:
            super().__init__()
            self.tab = tab

    def __init__(self, names: tuple[str, ...], **options: Any) -> None:
        super().__init__(**options)
        self.names = names

    def render(self) -> Text:
        palette = palette_of(self.app.theme)
        line = Text(" ", no_wrap=True, overflow="ellipsis")
        for number, name in enumerate(self.names):
            opened = number == self.open_tab
            style = tone_style(palette, Tone.ACCENT) + Style(bold=True, underline=True) if opened else tone_style(palette, Tone.MUTED)
            line.append(name, style).append(" " * _GAP)
        return line

    def on_click(self, event: events.Click) -> None:
        left = 1
        for number, name in enumerate(self.names):
            right = left + cell_len(name)
            if left <= event.x < right:
                self.post_message(self.Chosen(number))
            left = right + _GAP
