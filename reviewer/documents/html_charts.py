"""Charts as SVG inside the HTML file: words for those who do not see, figures written at every bar, colour never alone."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import chain

from reviewer.documents.plain import printable
from reviewer.domain.blocks import Chart, Drawing, Mark, Part
from reviewer.domain.said import Value
from reviewer.language.speech import Speech

WIDTH = 640
_BAR, _BAR_STEP, _LABEL_STEP, _GAP = 11, 16, 17, 8
_LONGEST_LABEL = 88
_TALL = 180
_MOST_LABELS = 14


def drawing(chart: Chart, speech: Speech, name: str) -> Iterator[str]:
    """Yield the figure; `name` is an id that no other element of the page has."""
    words = _Words(speech)
    yield "<figure>"
    yield f'<figcaption id="{name}-caption">{words(chart.caption)}</figcaption>'
    body, height = _bars(chart, words) if chart.drawing is Drawing.BARS else _columns(chart, words)
    legend = list(_legend(chart, words))
    shift = 24 if legend else 0
    yield f'<div class="drawn" role="group" tabindex="0" aria-labelledby="{name}-caption">'
    yield f'<svg role="img" aria-labelledby="{name}" viewBox="0 0 {WIDTH} {_number(height + shift)}">'
    yield f'<title id="{name}">{words(chart.alt)}</title>'
    yield from legend
    yield f'<g transform="translate(0 {shift})">'
    yield from body
    yield "</g></svg></div></figure>"


class _Words:
    """Says a value on one line, escaped."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech

    def __call__(self, value: Value, most: int | None = None) -> str:
        line = " ".join(printable(self.speech.value(value)).split("\n"))
        return escape(line if most is None or len(line) <= most else f"{line[: most - 1]}…")


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _legend(chart: Chart, words: _Words) -> Iterator[str]:
    if len(chart.series) < 2:  # noqa: PLR2004 - one series needs no legend
        return
    x = 1
    for number, name in enumerate(chart.series):
        yield f'<rect class="series{number}" x="{x}" y="3" width="14" height="10"/>'
        yield f'<text class="small" x="{x + 20}" y="12">{words(name)}</text>'
        x += 40 + 7 * len(words(name))


def _bars(chart: Chart, words: _Words) -> tuple[list[str], float]:
    made: list[str] = []
    y = 0.0
    for mark in chart.marks:
        if mark.rule is not None:
            made.append(f'<line class="frame" x1="0" x2="{WIDTH}" y1="{_number(y + 4)}" y2="{_number(y + 4)}"/>')
            made.append(f'<text class="line" x="{WIDTH}" y="{_number(y + 18)}" text-anchor="end">{words(mark.rule)}</text>')
            y += 28
            continue
        made.append(f'<text x="0" y="{_number(y + 12)}">{words(mark.label, _LONGEST_LABEL)}</text>')
        y += _LABEL_STEP
        for number, part in enumerate(mark.parts):
            made.append(_bar(number, part, y, words))
            y += _BAR_STEP
        y += _GAP
    return made, y


def _bar(number: int, part: Part | None, y: float, words: _Words) -> str:
    if part is None:
        return f'<text class="small" x="0" y="{_number(y + 10)}">–</text>'
    length = max(0.0, float(part.length)) * (WIDTH - 130)
    return (
        f'<rect class="series{number}" x="1" y="{_number(y)}" width="{_number(length)}" height="{_BAR}"/>'
        f'<text class="small" x="{_number(length + 8)}" y="{_number(y + 9.5)}">{words(part.shown)}</text>'
    )


def _columns(chart: Chart, words: _Words) -> tuple[list[str], float]:
    lengths = [float(part.length) for part in chain.from_iterable(mark.parts for mark in chart.marks) if part]
    up, down = max([0.0, *lengths]), max([0.0, *(-length for length in lengths)])
    unit = _TALL / ((up + down) or 1)
    zero = 16 + up * unit
    made = [f'<line class="axis" x1="0" x2="{WIDTH}" y1="{_number(zero)}" y2="{_number(zero)}"/>']
    every = -(-len(chart.marks) // _MOST_LABELS)
    width = WIDTH / len(chart.marks)
    for at, mark in enumerate(chart.marks):
        made += _column(mark, (at * width, width), (zero, unit), words if at % every == 0 else None)
        if at % every == 0:
            made.append(
                f'<text class="small" x="{_number((at + 0.5) * width)}" y="{_TALL + 46}" text-anchor="middle">{words(mark.label)}</text>'
            )
    return made, _TALL + 54.0


def _column(mark: Mark, across: tuple[float, float], upright: tuple[float, float], words: _Words | None) -> Iterator[str]:
    """Yield the mark's columns, with their figures where there is room (`words`)."""
    (left, width), (zero, unit) = across, upright
    for number, part in enumerate(mark.parts):
        if part is None or not part.length:
            continue
        tall = abs(float(part.length)) * unit
        top = zero - tall if part.length > 0 else zero
        x, wide = _number(left + 0.14 * width), _number(0.72 * width)
        yield f'<rect class="series{number}" x="{x}" y="{_number(top)}" width="{wide}" height="{_number(tall)}"/>'
        if words is not None:
            y = _number(top - 4 if part.length > 0 else top + tall + 12)
            yield f'<text class="small" x="{_number(left + 0.5 * width)}" y="{y}" text-anchor="middle">{words(part.shown)}</text>'
