"""Charts as pictures, for a format that cannot draw them itself: PNG, drawn by Typst as the PDF draws them."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.documents.locales import LOCALES
from reviewer.documents.meanwhile import meanwhile
from reviewer.documents.setter import Setter
from reviewer.documents.typeset import compiler, forget
from reviewer.domain.blocks import Block, Chart, Drawing
from reviewer.domain.slotted import dataclass
from reviewer.language.speech import Speech

if TYPE_CHECKING:
    import typst

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


Drawn = Mapping[int, tuple[Picture, ...]]
"""The pictures of each chart by the `id` of the chart: one, or several where it is longer than a page."""


@contextmanager
def drawn(blocks: Sequence[Block], speech: Speech, width: float) -> Iterator[Callable[[], Drawn]]:
    """Begin to draw the charts among the blocks, `width` centimetres wide; what is given waits until they are drawn."""
    charts = [block for block in blocks if isinstance(block, Chart)]
    if not charts:
        yield dict
        return
    setter, parts = Setter(speech), [_parts(chart) for chart in charts]
    inputs = {
        "charts": json.dumps([setter.chart(part) for several in parts for part in several], ensure_ascii=False),
        "width": str(width),
        "lang": LOCALES[speech.language].split("-")[0],
    }
    press = compiler(str(_TEMPLATE), inputs)
    with meanwhile(lambda: _pictures(press)) as made:

        def sorted_out() -> Drawn:
            pages = iter(made())
            return {id(chart): tuple(next(pages) for _ in several) for chart, several in zip(charts, parts, strict=True)}

        yield sorted_out


def _pictures(press: typst.Compiler) -> Sequence[Picture]:
    made = press.compile(format="png", ppi=_DENSITY)
    forget()
    return [_picture(content) for content in (made if isinstance(made, list) else [made]) if content]


def _parts(chart: Chart) -> tuple[Chart, ...]:
    if chart.drawing is Drawing.COLUMNS or len(chart.marks) <= _MOST_MARKS:
        return (chart,)
    return tuple(replace(chart, marks=chart.marks[at : at + _MOST_MARKS]) for at in range(0, len(chart.marks), _MOST_MARKS))


def _picture(content: bytes) -> Picture:
    """Return the picture with its proportions, which stand in the head of every PNG file."""
    width, height = struct.unpack_from(">II", content, 16)
    return Picture(content, height / width)
