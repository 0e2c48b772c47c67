"""A list in which several things can be marked: `[x]` and `[ ]`, so that no mark is told by its colour alone."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widgets import SelectionList
from textual.widgets.option_list import OptionDoesNotExist

_BUTTON = 3
"""Segments that Textual draws as the mark: its left side, its inside, its right side."""


class MarkList(SelectionList[str]):
    """Textual's list of marks, with signs that differ."""

    def render_line(self, y: int) -> Strip:
        """Return the line with its mark in brackets."""
        strip = super().render_line(y)
        try:
            selection = self.get_option_at_index(self.scroll_offset.y + y)
        except OptionDoesNotExist:
            return strip
        button, words = list(strip)[:_BUTTON], list(strip)[_BUTTON:]
        signs = ("[", "x" if selection.value in self.selected else " ", "]")
        plain = words[0].style
        marked = [
            Segment(sign, plain + Style(meta=segment.style.meta) if plain and segment.style else plain)
            for sign, segment in zip(signs, button, strict=True)
        ]
        return Strip([*marked, *words])
