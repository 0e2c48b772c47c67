"""Charts as SVG inside the HTML file: words for those who do not see, figures written at every bar, colour never alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from math import ceil

from reviewer.documents.extent import every_labelled
from reviewer.documents.html_intervals import intervals, keys
from reviewer.documents.svg import LABEL_STEP, PHONE, TRACK, WIDTH, Words, number_of, rule, share
from reviewer.domain.blocks import Chart, Drawing, Mark, Part
from reviewer.domain.slotted import dataclass
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
    if legend:
        yield f'<p class="keys" aria-hidden="true">{"".join(legend)}</p>'
    yield f'<svg role="img" aria-labelledby="{name}" height="{number_of(height)}"><title id="{name}">{words(chart.alt)}</title>'
    yield from body if chart.drawing is Drawing.COLUMNS else (f'<svg width="{share(TRACK)}">', *body, "</svg>")
    yield "</svg></figure>"


def _body(chart: Chart, words: Words) -> tuple[list[str], float]:
    """Return what is drawn, and how tall it is."""
    if chart.axis is not None:
        return intervals(chart, chart.axis, words)
    return _bars(chart, words) if chart.drawing is Drawing.BARS else _columns(chart, words)


def _legend(chart: Chart, words: Words) -> Iterator[str]:
    if len(chart.series) < 2:  # noqa: PLR2004 - one series needs no legend
        return
    for number, name in enumerate(chart.series):
        box = f'<rect class="series{number}" x="1" y="1" width="14" height="10"/>'
        yield f'<span><svg width="16" height="12">{box}</svg>{words(name)}</span>'


def _bars(chart: Chart, words: Words) -> tuple[list[str], float]:
    made: list[str] = []
    y = 0.0
    for mark in chart.marks:
        if mark.rule is not None:
            made.append(rule(mark.rule, y, words))
            y += 28
            continue
        made.append(words.label(mark.label, y + 12))
        y += LABEL_STEP
        for number, part in enumerate(mark.parts):
            made.append(_bar(number, part, y, words))
            y += _BAR_STEP
        y += _GAP
    return made, y


def _bar(number: int, part: Part | None, y: float, words: Words) -> str:
    if part is None:
        return f'<text class="small" x="0" y="{number_of(y + 10)}">–</text>'
    length = share(max(0.0, float(part.length)))
    return (
        f'<rect class="series{number}" x="0" y="{number_of(y)}" width="{length}" height="{_BAR}"/>'
        f'<text class="small" x="{length}" dx="7" y="{number_of(y + 9.5)}">{words(part.shown)}</text>'
    )


def _columns(chart: Chart, words: Words) -> tuple[list[str], float]:
    lengths = [float(part.length) for part in chain.from_iterable(mark.parts for mark in chart.marks) if part]
    up, down = max([0.0, *lengths]), max([0.0, *(-length for length in lengths)])
    unit = _TALL / ((up + down) or 1)
    zero = 16 + up * unit
    made = [f'<line class="axis" x1="0" x2="100%" y1="{number_of(zero)}" y2="{number_of(zero)}"/>']
    names = [words(mark.label) for mark in chart.marks]
    figures = [["" if part is None else words(part.shown) for part in mark.parts] for mark in chart.marks]
    widest = _SIGN * max(map(len, chain(names, *figures)), default=0)
    every, rarely = (every_labelled(len(chart.marks), widest, across) for across in (WIDTH, PHONE))
    rarely = every * ceil(rarely / every)
    for at, (mark, name, shown) in enumerate(zip(chart.marks, names, figures, strict=True)):
        place = _Place(at, len(chart.marks), "small" if at % rarely == 0 else "small wide")
        labelled = at % every == 0
        made += _column(mark, place, (zero, unit), shown if labelled else ())
        if labelled:
            made.append(place.text(name, _TALL + 46))
    return made, _TALL + 54.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column stands among so many, and the class of the words at it."""

    at: int
    among: int
    words: str

    def text(self, shown: str, y: float) -> str:
        """Return the words in the middle of the column; at the first and the last, no further out than the drawing goes."""
        beyond = len(shown) * _SIGN > WIDTH / self.among
        if beyond and self.at == 0:
            x, anchor = "0", "start"
        elif beyond and self.at == self.among - 1:
            x, anchor = "100%", "end"
        else:
            x, anchor = share((self.at + 0.5) / self.among), "middle"
        return f'<text class="{self.words}" x="{x}" y="{number_of(y)}" text-anchor="{anchor}">{shown}</text>'


def _column(mark: Mark, place: _Place, upright: tuple[float, float], figures: Sequence[str]) -> Iterator[str]:
    """Yield the mark's columns, with their figures where there is room (else there are none)."""
    zero, unit = upright
    for number, part in enumerate(mark.parts):
        if part is None or not part.length:
            continue
        tall = abs(float(part.length)) * unit
        top = zero - tall if part.length > 0 else zero
        x, wide = share((place.at + 0.14) / place.among), share(0.72 / place.among)
        yield f'<rect class="series{number}" x="{x}" y="{number_of(top)}" width="{wide}" height="{number_of(tall)}"/>'
        if figures:
            yield place.text(figures[number], top - 4 if part.length > 0 else top + tall + 12)
