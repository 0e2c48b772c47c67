"""Small pictures of signs: bars over and under an axis, and a span on a scale. Each is lines of text, made for a width."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil

from reviewer.domain.slotted import dataclass
from reviewer.tui.drawing.glyphs import Glyphs


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


def twofold(first: Sequence[Fraction], second: Sequence[Fraction], lines: int) -> tuple[Axis, Axis]:
    """Return two axes with the same zero and the same lines, each with a step of its own: each series uses the room as well as it can."""
    ranges = [(max(Fraction(0), *series), -min(Fraction(0), *series)) for series in (first, second)]
    above, below = (any(ends[side] for ends in ranges) for side in (0, 1))
    choices = range(1, lines) if above and below else (lines,) if above else (0,)

    def steps(count: int) -> list[Fraction]:
        return [max(high / max(1, count), low / max(1, lines - count)) for high, low in ranges]

    best = min(choices, key=lambda count: sum(step / (sum(ends) or 1) for step, ends in zip(steps(count), ranges, strict=True)))
    one, other = (Axis(best, lines - best if below else 0, step or Fraction(1)) for step in steps(best))
    return one, other


def course(values: Sequence[Fraction], scale: Axis, cell: int, glyphs: Glyphs) -> dict[tuple[int, int], str]:
    """Return a line through one point a value as signs by row and column; row 0 is the topmost, and the axis is a row of its own.

    The points stand `cell` columns apart, the first in column 0. Where they stand too close for corners, there are points alone.
    """
    rows = [_row(value, scale) for value in values]
    signs = {(row, at * cell): glyphs.point for at, row in enumerate(rows)}
    if cell < _CORNERED:
        return signs
    for at, (row, following) in enumerate(pairwise(rows)):
        left, turn = at * cell, at * cell + (cell + 1) // 2
        signs |= {(row, column): glyphs.rule for column in range(left + 1, turn)}
        signs |= {(following, column): glyphs.rule for column in range(turn + 1, left + cell)}
        signs |= {(between, turn): glyphs.upright for between in range(min(row, following) + 1, max(row, following))}
        falls = following > row
        signs[row, turn] = glyphs.rule if row == following else glyphs.left_down if falls else glyphs.left_up
        if row != following:
            signs[following, turn] = glyphs.up_right if falls else glyphs.down_right
    return signs


_CORNERED = 3
"""Columns between two points from which on a line has room to turn."""


def _row(value: Fraction, scale: Axis) -> int:
    if not value:
        return scale.above
    return (
        scale.above - min(ceil(value / scale.step), scale.above) if value > 0 else scale.above + min(ceil(-value / scale.step), scale.below)
    )


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
