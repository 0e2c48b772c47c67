"""Signs that stand with (never instead of) words and colours, with a fallback for terminals that have ASCII only."""

from __future__ import annotations

from fractions import Fraction

from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyphs:
    """One set of signs, each one cell wide; `levels` stand on a line, `hanging` hangs from one, `block` fills its cell."""

    met: str = "✓"
    not_met: str = "✗"
    unknown: str = "?"
    not_applicable: str = "–"
    waived: str = "~"
    line: str = "┄"
    rule: str = "─"
    more: str = "…"
    up: str = "▲"
    down: str = "▼"
    levels: str = "▁▂▃▄▅▆▇"
    whole: str = "▇"
    block: str = "█"
    hanging: str = "▀"
    upright: str = "│"
    point: str = "●"
    other: str = "○"
    left_down: str = "┐"
    left_up: str = "┘"
    down_right: str = "┌"
    up_right: str = "└"
    grey: str = "▒"

    def bar(self, share: Fraction, cells: int) -> str:
        """Return a bar that fills this share (0-1) of the cells; its last cell stands as high as what is left."""
        filled = min(max(share, Fraction(0)), Fraction(1)) * cells
        whole = filled.numerator // filled.denominator
        left = round((filled - whole) * len(self.levels))
        return self.whole * whole + (self.levels[left - 1] if left else "")


UNICODE = Glyphs()
ASCII = Glyphs(
    met="+",
    not_met="x",
    not_applicable="-",
    line="-",
    rule="-",
    more=".",
    up="^",
    down="v",
    levels=".:=#",
    whole="#",
    block="#",
    hanging="'",
    upright="|",
    point="o",
    other=".",
    left_down="+",
    left_up="+",
    down_right="+",
    up_right="+",
    grey=":",
)


def glyphs(name: str) -> Glyphs:
    """Return the signs that the setting or `REVIEWER_GLYPHS` names; anything but `ascii` is the whole set."""
    return ASCII if name == "ascii" else UNICODE
