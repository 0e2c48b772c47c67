"""The app's colours: *natt* (dark), *dag* (light) and *kontrast* (black and white, with bold and underline).

Text on any of the three grounds has a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3); the tests compute it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer.domain.slotted import dataclass

if TYPE_CHECKING:
    from textual.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """One theme's colours: three grounds, and what stands on them."""

    name: str
    dark: bool
    ground: str
    panel: str
    chosen: str
    text: str
    muted: str
    accent: str
    good: str
    attention: str
    bad: str
    rule: str

    @property
    def grounds(self) -> tuple[str, ...]:
        """What text stands on."""
        return (self.ground, self.panel, self.chosen)

    @property
    def texts(self) -> tuple[str, ...]:
        """What is read."""
        return (self.text, self.muted, self.accent, self.good, self.attention, self.bad)


NATT = Palette(
    name="natt",
    dark=True,
    ground="#0f151c",
    panel="#18212b",
    chosen="#22303d",
    text="#e6edf3",
    muted="#a3b3c2",
    accent="#5cc2cd",
    good="#84d494",
    attention="#ecc76f",
    bad="#f4978b",
    rule="#3a4a59",
)
DAG = Palette(
    name="dag",
    dark=False,
    ground="#fbfaf7",
    panel="#f1efe9",
    chosen="#e4e1d8",
    text="#1b2430",
    muted="#4f5a68",
    accent="#0a6570",
    good="#1c6e34",
    attention="#7d5200",
    bad="#a9211a",
    rule="#b9b4a7",
)
KONTRAST = Palette(
    name="kontrast",
    dark=True,
    ground="#000000",
    panel="#000000",
    chosen="#303030",
    text="#ffffff",
    muted="#ffffff",
    accent="#ffffff",
    good="#ffffff",
    attention="#ffffff",
    bad="#ffffff",
    rule="#ffffff",
)
PALETTES = (NATT, DAG, KONTRAST)


def theme(palette: Palette) -> Theme:
    """Return the palette as Textual's theme; stylesheets use its variables and never a colour of their own.

    `$text-muted`, `$accent`, `$success`, `$warning` and `$error` are texts; `$background`, `$surface` and `$panel` (the
    chosen row) are grounds; `$rule` draws lines.
    """
    from textual.theme import Theme

    strong = palette is KONTRAST
    return Theme(
        name=palette.name,
        primary=palette.accent,
        secondary=palette.accent,
        accent=palette.accent,
        warning=palette.attention,
        error=palette.bad,
        success=palette.good,
        foreground=palette.text,
        background=palette.ground,
        surface=palette.panel,
        panel=palette.chosen,
        boost=palette.panel,
        dark=palette.dark,
        text_alpha=1.0,
        variables=_variables(palette)
        | {"signal-style": "bold underline" if strong else "bold", "plain-signal-style": "bold" if strong else "none"},
    )


def _variables(palette: Palette) -> dict[str, str]:
    return {
        "text": palette.text,
        "text-muted": palette.muted,
        "text-disabled": palette.muted,
        "foreground-muted": palette.muted,
        "foreground-disabled": palette.muted,
        "rule": palette.rule,
        "border": palette.accent,
        "border-blurred": palette.rule,
        "block-cursor-foreground": palette.text,
        "block-cursor-background": palette.chosen,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": palette.text,
        "block-cursor-blurred-background": palette.chosen,
        "block-hover-background": palette.panel,
        "input-cursor-foreground": palette.ground,
        "input-cursor-background": palette.text,
        "input-selection-background": palette.chosen,
        "input-selection-foreground": palette.text,
        "screen-selection-background": palette.chosen,
        "screen-selection-foreground": palette.text,
        "scrollbar": palette.rule,
        "scrollbar-hover": palette.muted,
        "scrollbar-active": palette.accent,
        "scrollbar-background": palette.ground,
        "scrollbar-background-hover": palette.ground,
        "scrollbar-background-active": palette.ground,
        "scrollbar-corner-color": palette.ground,
    }
