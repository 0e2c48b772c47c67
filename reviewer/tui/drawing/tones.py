"""What a piece of text means on the screen, and how each theme shows it."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

from rich.style import Style

from reviewer.tui.drawing.theme import KONTRAST, PALETTES, Palette

if TYPE_CHECKING:
    from textual.app import App


class Tone(Enum):
    """Plain text, less important, the app's own accent, and three judgements."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"
    STRONG = "strong"


def palette_of(theme: str) -> Palette:
    """Return the palette of the theme with this name."""
    return next((palette for palette in PALETTES if palette.name == theme), PALETTES[0])


@cache
def tone_style(palette: Palette, tone: Tone) -> Style:
    """Return the tone's colour; where the theme has no colours, bold and underline stand for them."""
    colour = palette.text if tone is Tone.STRONG else getattr(palette, tone.value)
    strong = palette is KONTRAST
    return Style(
        color=colour,
        bold=True if tone is Tone.STRONG or (strong and tone in {Tone.ACCENT, Tone.GOOD, Tone.ATTENTION, Tone.BAD}) else None,
        underline=True if strong and tone in {Tone.BAD, Tone.ATTENTION} else None,
    )


@cache
def chosen_style(palette: Palette) -> Style:
    """Return the style that lies under the chosen row."""
    return Style(bgcolor=palette.chosen, bold=True)


REVERSED = Style(reverse=True, bold=True)
"""The chosen row where the terminal has so few colours that it shows its ground as that of the other rows."""


def has_few_colours(app: App[Any]) -> bool:
    """Whether the terminal has sixteen colours at most; what is drawn for no terminal has all."""
    return not app.is_headless and app.console.color_system in {"standard", "windows"}
