"""Charts as SVG inside the HTML file: words for those who do not see, figures written at every bar, colour never alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from reviewer.documents.extent import every_labelled
from reviewer.documents.html_intervals import intervals, keys
from reviewer.documents.svg import LABEL_STEP, LONGEST_LABEL, WIDTH, Words, number_of
from reviewer.domain.blocks import Chart, Drawing, Mark, Part
from reviewer.language.speech import Speech

_BAR, _BAR_STEP, _GAP = 11, 16, 8
_TALL = 180
_SIGN = 5.6
"""How wide a sign of a small text is, about."""


def drawing(chart: Chart, speech: Speech, name: str) -> Iterator[str]:
    """Yield the figure; `name` is an id that no other element of the page has."""
    words = Words(speech)
    yield "<figure>"
    yield f'<figcaption id="{name}-caption">{words(chart.caption)}</figcaption>'
    body, height = _body(chart, words)
    legend = list(_legend(chart, words) if chart.axis is None else keys(chart.axis, words))
    shift = 24 if legend else 0
    yield f'<div class="drawn" role="group" tabindex="0" aria-labelledby="{name}-caption">'
    yield f'<svg role="img" aria-labelledby="{name}" viewBox="0 0 {WIDTH} {number_of(height + shift)}">'
    yield f'<title id="{name}">{words(chart.alt)}</title>'
    yield from legend
    yield f'<g transform="translate(0 {shift})">'
    yield from body
    yield "</g></svg></div></figure>"


def _body(chart: Chart, words: Words) -> tuple[list[str], float]:
    """Return what is drawn, and how tall it is."""
    if chart.axis is not None:
        return intervals(chart, chart.axis, words)
    return _bars(chart, words) if chart.drawing is Drawing.BARS else _columns(chart, words)


def _legend(chart: Chart, words: Words) -> Iterator[str]:
    if len(chart.series) < 2:  # noqa: PLR2004 - one series needs no legend
        return
    x = 1
    for number, name in enumerate(chart.series):
        yield f'<rect class="series{number}" x="{x}" y="3" width="14" height="10"/>'
        yield f'<text class="small" x="{x + 20}" y="12">{words(name)}</text>'
        x += 40 + 7 * len(words(name))


def _bars(chart: Chart, words: Words) -> tuple[list[str], float]:
    made: list[str] = []
    y = 0.0
    for mark in chart.marks:
        if mark.rule is not None:
            made.append(f'<line class="frame" x1="0" x2="{WIDTH}" y1="{number_of(y + 4)}" y2="{number_of(y + 4)}"/>')
            made.append(f'<text class="line" x="{WIDTH}" y="{number_of(y + 18)}" text-anchor="end">{words(mark.rule)}</text>')
            y += 28
            continue
        made.append(f'<text x="0" y="{number_of(y + 12)}">{words(mark.label, LONGEST_LABEL)}</text>')
        y += LABEL_STEP
        for number, part in enumerate(mark.parts):
            made.append(_bar(number, part, y, words))
            y += _BAR_STEP
        y += _GAP
    return made, y


def _bar(number: int, part: Part | None, y: float, words: Words) -> str:
    if part is None:
        return f'<text class="small" x="0" y="{number_of(y + 10)}">–</text>'
    length = max(0.0, float(part.length)) * (WIDTH - 130)
    return (
        f'<rect class="series{number}" x="1" y="{number_of(y)}" width="{number_of(length)}" height="{_BAR}"/>'
        f'<text class="small" x="{number_of(length + 8)}" y="{number_of(y + 9.5)}">{words(part.shown)}</text>'
    )


def _columns(chart: Chart, words: Words) -> tuple[list[str], float]:
    lengths = [float(part.length) for part in chain.from_iterable(mark.parts for mark in chart.marks) if part]
    up, down = max([0.0, *lengths]), max([0.0, *(-length for length in lengths)])
    unit = _TALL / ((up + down) or 1)
    zero = 16 + up * unit
    made = [f'<line class="axis" x1="0" x2="{WIDTH}" y1="{number_of(zero)}" y2="{number_of(zero)}"/>']
    names = [words(mark.label) for mark in chart.marks]
    figures = [["" if part is None else words(part.shown) for part in mark.parts] for mark in chart.marks]
    every = every_labelled(len(chart.marks), _SIGN * max(map(len, chain(names, *figures)), default=0), WIDTH)
    width = WIDTH / len(chart.marks)
    for at, (mark, name, shown) in enumerate(zip(chart.marks, names, figures, strict=True)):
        labelled = at % every == 0
        made += _column(mark, (at * width, width), (zero, unit), shown if labelled else ())
        if labelled:
            made.append(f'<text class="small" x="{number_of((at + 0.5) * width)}" y="{_TALL + 46}" text-anchor="middle">{name}</text>')
    return made, _TALL + 54.0


def _column(mark: Mark, across: tuple[float, float], upright: tuple[float, float], figures: Sequence[str]) -> Iterator[str]:
    """Yield the mark's columns, with their figures where there is room (else there are none)."""
    (left, width), (zero, unit) = across, upright
    for number, part in enumerate(mark.parts):
        if part is None or not part.length:
            continue
        tall = abs(float(part.length)) * unit
        top = zero - tall if part.length > 0 else zero
        x, wide = number_of(left + 0.14 * width), number_of(0.72 * width)
        yield f'<rect class="series{number}" x="{x}" y="{number_of(top)}" width="{wide}" height="{number_of(tall)}"/>'
        if figures:
            y = number_of(top - 4 if part.length > 0 else top + tall + 12)
            yield f'<text class="small" x="{number_of(left + 0.5 * width)}" y="{y}" text-anchor="middle">{figures[number]}</text>'
