"""Points on an axis as SVG, each with a line as far as it may lie to either side, and a dashed line where the axis is parted."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.documents.svg import LABEL_STEP, LONGEST_LABEL, WIDTH, Words, number_of
from reviewer.domain.blocks import Axis, Chart, Mark, Part
from reviewer.domain.said import Said

_TRACK = WIDTH - 150
_TICKS, _ROW, _RULE = 24, 36, 28
"""How tall the axis, an application and the frame's line are."""
_MIDDLE = LABEL_STEP + 6
_RADIUS, _CAP = 4.5, 4.5


def keys(axis: Axis, words: Words) -> Iterator[str]:
    """Yield what each sign means."""
    x = 6
    for name, sign, wide in _signs(axis):
        yield f'<g transform="translate({x} 8)">{sign}</g><text class="small" x="{x + wide + 6}" y="12">{words(name)}</text>'
        x += wide + 32 + 7 * len(words(name))


def _signs(axis: Axis) -> Iterator[tuple[Said, str, int]]:
    yield axis.point, _point(0, 0, "series0"), 4
    if axis.reach is not None:
        yield axis.reach, _reach(0, 28, 0), 28
    if axis.other is not None:
        yield axis.other, _point(0, 0, "series1"), 4
    if axis.line is not None:
        yield axis.parts, '<line class="frame" x1="0" x2="24" y1="0" y2="0"/>', 24


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
        made.append(f'<line class="frame" x1="0" x2="{WIDTH}" y1="{number_of(y + 4)}" y2="{number_of(y + 4)}"/>')
        made.append(f'<text class="line" x="{WIDTH}" y="{number_of(y + 18)}" text-anchor="end">{words(mark.rule)}</text>')
        y += _RULE
        begun = y
    return [*line, *_parted(axis, begun, y), *made], y + 4


def _ticks(axis: Axis, words: Words) -> Iterator[str]:
    yield f'<line class="axis" x1="0" x2="{_TRACK}" y1="{_TICKS - 4}" y2="{_TICKS - 4}"/>'
    for shown, at in axis.ticks:
        x = number_of(float(at) * _TRACK)
        yield f'<line class="axis" x1="{x}" x2="{x}" y1="{_TICKS - 8}" y2="{_TICKS - 4}"/>'
        yield f'<text class="small" x="{x}" y="{_TICKS - 12}" text-anchor="middle">{words(shown)}</text>'


def _parted(axis: Axis, above: float, below: float) -> Iterator[str]:
    if axis.line is not None and below > above:
        x = number_of(float(axis.line) * _TRACK)
        yield f'<line class="frame" x1="{x}" x2="{x}" y1="{number_of(above)}" y2="{number_of(below)}"/>'


def _row(mark: Mark, y: float, words: Words) -> Iterator[str]:
    middle = y + _MIDDLE
    yield f'<text class="on" x="0" y="{number_of(y + 13)}">{words(mark.label, LONGEST_LABEL)}</text>'
    yield f'<line class="track" x1="0" x2="{_TRACK}" y1="{number_of(middle)}" y2="{number_of(middle)}"/>'
    first, *others = mark.parts
    if first is not None:
        yield from _signed(first, others, middle)
    shown = words(first.shown) if first is not None else "–"
    yield f'<text class="small" x="{_TRACK + 12}" y="{number_of(middle + 4)}">{shown}</text>'


def _signed(first: Part, others: list[Part | None], middle: float) -> Iterator[str]:
    """Yield the line and the points of one application, the first point on top."""
    if first.reach is not None:
        low, high = first.reach
        yield _reach(float(low) * _TRACK, float(high) * _TRACK, middle)
    for part in others:
        if part is not None:
            yield _point(float(part.length) * _TRACK, middle, "series1")
    yield _point(float(first.length) * _TRACK, middle, "series0")


def _point(x: float, y: float, kind: str) -> str:
    return f'<circle class="{kind}" cx="{number_of(x)}" cy="{number_of(y)}" r="{_RADIUS}"/>'


def _reach(low: float, high: float, y: float) -> str:
    left, right, top, foot = number_of(low), number_of(high), number_of(y - _CAP), number_of(y + _CAP)
    return f'<path class="reach" d="M{left} {top}V{foot}M{right} {top}V{foot}M{left} {number_of(y)}H{right}"/>'
