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

from reviewer.tui.drawing.tones import Tone, palette_of, tone_style

_GAP = 3
_BEFORE = "… "


class TabLine(Widget):
    """The tabs' names, and which one is open; where they do not all fit, the first ones give way to it."""

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

    def placed(self) -> list[tuple[int, int, str]]:
        """Return the tabs from the first that is shown on: number, column, name."""
        found: list[tuple[int, int, str]] = []
        left = 1 + cell_len(_BEFORE) if (first := self._first()) else 1
        for number, name in enumerate(self.names[first:], start=first):
            found.append((number, left, name))
            left += cell_len(name) + _GAP
        return found

    def _first(self) -> int:
        """Return the first tab that is shown, as few of them left out as the open one's name asks for."""
        for first in range(self.open_tab):
            before = 1 + (cell_len(_BEFORE) if first else 0)
            if before + sum(cell_len(name) + _GAP for name in self.names[first : self.open_tab + 1]) - _GAP <= self.size.width:
                return first
        return self.open_tab

    def render(self) -> Text:
        palette = palette_of(self.app.theme)
        placed = self.placed()
        line = Text(" ", no_wrap=True, overflow="ellipsis")
        line.append(_BEFORE if placed[0][0] else "", tone_style(palette, Tone.MUTED))
        for number, _, name in placed:
            opened = number == self.open_tab
            style = tone_style(palette, Tone.ACCENT) + Style(bold=True, underline=True) if opened else tone_style(palette, Tone.MUTED)
            line.append(name, style).append(" " * _GAP)
        return line

    def on_click(self, event: events.Click) -> None:
        for number, left, name in self.placed():
            if left <= event.x < left + cell_len(name):
                self.post_message(self.Chosen(number))
