"""Points on an axis as SVG, each with a line as far as it may lie to either side, and a dashed line where the axis is parted."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.documents.svg import LABEL_STEP, Words, number_of, rule, share
from reviewer.domain.blocks import Axis, Chart, Mark, Part
from reviewer.domain.said import Said

_TICKS, _ROW, _RULE = 24, 36, 28
"""How tall the axis, an application and the frame's line are."""
_MIDDLE = LABEL_STEP + 6
_RADIUS, _CAP = 4.5, 4.5


def keys(axis: Axis, words: Words) -> Iterator[str]:
    """Yield what each sign means."""
    for name, sign, wide in _signs(axis):
        yield f'<span><svg width="{wide}" height="12">{sign}</svg>{words(name)}</span>'


def _signs(axis: Axis) -> Iterator[tuple[Said, str, int]]:
    yield axis.point, _point(0.5, 6, "series0"), 12
    if axis.reach is not None:
        yield axis.reach, _reach(0.05, 0.95, 6), 28
    if axis.other is not None:
        yield axis.other, _point(0.5, 6, "series1"), 12
    if axis.line is not None:
        yield axis.parts, '<line class="frame" x1="0" x2="24" y1="6" y2="6"/>', 24


def intervals(chart: Chart, axis: Axis, words: Words) -> tuple[list[str], float]:
    """Return the drawing, and how tall it is; the line that parts the axis lies below the words that it meets."""
    made: list[str] = []
    line = [*_ticks(axis, words)]
    y = begun = float(_TICKS)
    for mark in chart.marks:
        if mark.rule is None:
            made += _row(mark, y, words)
            y += _ROW
            continue
        line += _parted(axis, begun, y)
        made.append(rule(mark.rule, y, words))
        y += _RULE
        begun = y
    return [*line, *_parted(axis, begun, y), *made], y + 4


def _ticks(axis: Axis, words: Words) -> Iterator[str]:
    yield f'<line class="axis" x1="0" x2="100%" y1="{_TICKS - 4}" y2="{_TICKS - 4}"/>'
    for shown, at in axis.ticks:
        x = share(float(at))
        yield f'<line class="axis" x1="{x}" x2="{x}" y1="{_TICKS - 8}" y2="{_TICKS - 4}"/>'
        yield f'<text class="small" x="{x}" y="{_TICKS - 12}" text-anchor="middle">{words(shown)}</text>'


def _parted(axis: Axis, above: float, below: float) -> Iterator[str]:
    if axis.line is not None and below > above:
        x = share(float(axis.line))
        yield f'<line class="frame" x1="{x}" x2="{x}" y1="{number_of(above)}" y2="{number_of(below)}"/>'


def _row(mark: Mark, y: float, words: Words) -> Iterator[str]:
    middle = y + _MIDDLE
    yield words.label(mark.label, y + 13, "on")
    yield f'<line class="track" x1="0" x2="100%" y1="{number_of(middle)}" y2="{number_of(middle)}"/>'
    first, *others = mark.parts
    if first is not None:
        yield from _signed(first, others, middle)
    shown = words(first.shown) if first is not None else "–"
    yield f'<text class="small" x="100%" dx="12" y="{number_of(middle + 4)}">{shown}</text>'


def _signed(first: Part, others: list[Part | None], middle: float) -> Iterator[str]:
    """Yield the line and the points of one application, the first point on top."""
    if first.reach is not None:
        low, high = first.reach
        yield _reach(float(low), float(high), middle)
    for part in others:
        if part is not None:
            yield _point(float(part.length), middle, "series1")
    yield _point(float(first.length), middle, "series0")


def _point(x: float, y: float, kind: str) -> str:
    return f'<circle class="{kind}" cx="{share(x)}" cy="{number_of(y)}" r="{_RADIUS}"/>'


def _reach(low: float, high: float, y: float) -> str:
    left, right, top, foot, middle = share(low), share(high), number_of(y - _CAP), number_of(y + _CAP), number_of(y)
    ends = ((left, left, top, foot), (right, right, top, foot), (left, right, middle, middle))
    return "".join(f'<line class="reach" x1="{x1}" x2="{x2}" y1="{y1}" y2="{y2}"/>' for x1, x2, y1, y2 in ends)
