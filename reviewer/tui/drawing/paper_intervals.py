"""Points on an axis as a sheet shows them: a point for the place, a line as far as it may lie, and an upright where the axis is parted."""

from __future__ import annotations

from fractions import Fraction

from reviewer.domain.blocks import Axis, Chart, Mark
from reviewer.tui.drawing.cells import fitted, one_line
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone

_LABEL, _TRACK = 40, 36
"""Cells of a name and of the axis, where there is room."""


def write_intervals(sheet: Sheet, chart: Chart, axis: Axis) -> None:
    """Write what the signs mean, and a line for each application."""
    sheet.blank()
    sheet.prose(chart.caption, Tone.MUTED)
    beside, track = min(_LABEL, sheet.width // 3), max(8, min(_TRACK, sheet.width // 3))
    sheet.prose(_keys(sheet, axis), Tone.MUTED)
    for mark in chart.marks:
        if mark.rule is not None:
            sheet.rule(sheet.text(mark.rule))
            continue
        shown = sheet.text(mark.parts[0].shown) if mark.parts[0] else sheet.glyphs.not_applicable
        label = fitted(one_line(sheet.text(mark.label)), beside)
        sheet.line((f"{label}  ", Tone.TEXT), (f"{_drawn(sheet, mark, axis, track)}  ", Tone.ACCENT), (shown, Tone.MUTED))


def _keys(sheet: Sheet, axis: Axis) -> str:
    signs = sheet.glyphs
    named = ((signs.point, axis.point), (signs.rule * 3, axis.reach), (signs.other, axis.other), (signs.upright, axis.line and axis.parts))
    return "   ".join(f"{sign} {sheet.text(name)}" for sign, name in named if name is not None)


def _drawn(sheet: Sheet, mark: Mark, axis: Axis, track: int) -> str:
    """Return the axis of one application: what stands later is written over what stands before."""
    signs, cells = sheet.glyphs, [" "] * track
    first, *others = mark.parts
    if first is not None and first.reach is not None:
        low, high = (_cell(end, track) for end in first.reach)
        cells[low : high + 1] = signs.rule * (high + 1 - low)
    if axis.line is not None:
        cells[min(track - 1, int(axis.line * track))] = signs.upright
    for sign, part in ((signs.other, part) for part in others):
        if part is not None:
            cells[_cell(part.length, track)] = sign
    if first is not None:
        cells[_cell(first.length, track)] = signs.point
    return "".join(cells)


def _cell(share: Fraction, track: int) -> int:
    return min(track - 1, int(share * track))
