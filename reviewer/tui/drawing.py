"""Small pictures of signs: bars over and under an axis, and a span on a scale. Each is lines of text, made for a width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from reviewer.tui.glyphs import Glyphs


@dataclass(frozen=True, slots=True)
class Axis:
    """How many lines stand over and under an axis, and what one line is worth."""

    above: int
    below: int
    step: Fraction


def axis(highest: Fraction, lowest: Fraction, lines: int) -> Axis:
    """Return the axis for values from `lowest` (at most 0) to `highest` (at least 0), with at least one line for a side that is used."""
    if highest > 0 and lowest < 0:
        above = min(range(1, lines), key=lambda count: max(highest / count, -lowest / (lines - count)))
        return Axis(above, lines - above, max(highest / above, -lowest / (lines - above)))
    if highest > 0:
        return Axis(lines, 0, highest / lines)
    return Axis(0, lines, -lowest / lines) if lowest < 0 else Axis(0, 0, Fraction(1))


def standing(value: Fraction, scale: Axis, glyphs: Glyphs) -> list[str]:
    """Return a bar over the axis, one sign a line, the topmost first; what is not 0 can be seen."""
    signs = " " + glyphs.levels + glyphs.block
    filled = max(value, Fraction(0)) / scale.step
    cells = [signs[round(min(max(filled - line, Fraction(0)), Fraction(1)) * (len(signs) - 1))] for line in range(scale.above)]
    if value > 0 and cells and cells[0] == " ":
        cells[0] = glyphs.levels[0]
    return cells[::-1]


def hanging(value: Fraction, scale: Axis, glyphs: Glyphs) -> list[str]:
    """Return a bar under the axis, for a value of 0 or below, one sign a line, the topmost first."""
    filled = max(-value, Fraction(0)) / scale.step
    signs = " " + glyphs.hanging + glyphs.block
    cells = [signs[round(min(max(filled - line, Fraction(0)), Fraction(1)) * 2)] for line in range(scale.below)]
    if value < 0 and cells and cells[0] == " ":
        cells[0] = glyphs.hanging
    return cells


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale that runs over so many cells, from `low` to `high`."""

    low: Fraction
    high: Fraction
    cells: int

    def place(self, value: Fraction) -> int:
        """Return the cell that a value falls into; one outside falls into the nearest end."""
        if self.high == self.low:
            return 0
        return min(max(round((value - self.low) / (self.high - self.low) * (self.cells - 1)), 0), self.cells - 1)

    def span(self, ends: Sequence[Fraction], middle: Fraction, glyphs: Glyphs) -> str:
        """Return the scale with a line between the two ends, a point in the middle, and an upright at 0 where the scale has one."""
        signs = [" "] * self.cells
        if self.low < 0 < self.high:
            signs[self.place(Fraction(0))] = glyphs.upright
        first, last = sorted(map(self.place, ends))
        signs[first : last + 1] = glyphs.rule * (last + 1 - first)
        signs[self.place(middle)] = glyphs.point
        return "".join(signs)
