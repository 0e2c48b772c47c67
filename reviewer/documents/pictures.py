"""Charts as pictures, for a format that cannot draw them itself: PNG, drawn by Typst as the PDF draws them."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reviewer.documents.locales import LOCALES
from reviewer.documents.setter import Setter
from reviewer.documents.typeset import compiler, forget
from reviewer.domain.blocks import Chart, Drawing
from reviewer.domain.slotted import dataclass
from reviewer.language.speech import Speech

_TEMPLATE = Path(__file__).with_name("pictures.typ")
_DENSITY = 130
"""Points of the picture in an inch: sharp on a screen and on paper, and a tenth of the size of print quality."""
_MOST_MARKS = 32
"""So many bars stand on one page; a picture cannot go on on the next one."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart or a part of it as PNG; `height` is its height as a share of its width."""

    content: bytes
    height: float


def pictures(charts: Sequence[Chart], speech: Speech, width: float) -> tuple[tuple[Picture, ...], ...]:
    """Return each chart's pictures, `width` centimetres wide; a chart that is longer than a page gets several."""
    if not charts:
        return ()
    setter = Setter(speech)
    parts = [_parts(chart) for chart in charts]
    data = [setter.chart(part) for several in parts for part in several]
    inputs = {"charts": json.dumps(data, ensure_ascii=False), "width": str(width), "lang": LOCALES[speech.language].split("-")[0]}
    made = compiler(str(_TEMPLATE), inputs).compile(format="png", ppi=_DENSITY)
    forget()
    pages = map(_picture, filter(None, made if isinstance(made, list) else [made]))
    return tuple(tuple(next(pages) for _ in several) for several in parts)


def _parts(chart: Chart) -> tuple[Chart, ...]:
    if chart.drawing is Drawing.COLUMNS or len(chart.marks) <= _MOST_MARKS:
        return (chart,)
    return tuple(replace(chart, marks=chart.marks[at : at + _MOST_MARKS]) for at in range(0, len(chart.marks), _MOST_MARKS))


def _picture(content: bytes) -> Picture:
    """Return the picture with its proportions, which stand in the head of every PNG file."""
    width, height = struct.unpack_from(">II", content, 16)
    return Picture(content, height / width)
