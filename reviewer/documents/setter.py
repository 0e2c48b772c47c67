"""Blocks as data for Typst: their words, with a place to break endless ones, and with every character that the fonts lack replaced."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from reviewer.documents.extent import stays_whole
from reviewer.documents.fonts import settable, width
from reviewer.documents.plain import printable
from reviewer.domain.blocks import Block, Bullets, Chart, Contents, Facts, Heading, Mark, PageBreak, Paragraph, Row, Table
from reviewer.domain.said import Value
from reviewer.language.speech import Speech

_ENDLESS = re.compile(r"\S{28,}")
_TABLE_WIDTH, _GUTTER, _CELL_SIZE = 453.5, 8.0, 9.0
"""How wide a table is, what lies between its columns, and the size of its letters, in points; `paper.typ` has the same."""
_KERNING = 1.02
_JOINING = "\u200c\u200d\ufe0e\ufe0f"

Data = dict[str, Any]


class Setter:
    """Puts the blocks into words, and remembers what the fonts do not have."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.lacking: set[str] = set()

    def text(self, value: Value) -> str:
        """Return the words as the fonts can set them."""
        shown, lacking = settable(printable(self.speech.value(value)))
        self.lacking |= lacking
        return _ENDLESS.sub(_breakable, shown)

    def line(self, value: Value) -> str:
        """Return the words on one line."""
        return " ".join(self.text(value).split("\n"))

    def block(self, block: Block) -> Data:
        """Return a block of any kind."""
        match block:
            case Heading():
                return {"kind": "heading", "level": block.level, "text": self.line(block.text)}
            case Paragraph():
                return {"kind": "paragraph", "tone": block.tone.value, "text": self.text(block.text)}
            case Bullets():
                return {"kind": "bullets", "numbered": block.numbered, "items": [self.text(item) for item in block.items]}
            case Facts():
                return {"kind": "facts", "rows": [[self.line(name), self.text(value)] for name, value in block.rows]}
            case Table():
                return {"kind": "table", **self._table(block)}
            case Chart():
                return {"kind": "chart", **self.chart(block)}
            case Contents():
                return {"kind": "contents", "heading": self.line(block.heading)}
            case PageBreak():
                return {"kind": "page-break"}

    def _table(self, table: Table) -> Data:
        columns = [{"heading": self.text(one.heading), "align": one.align.value, "share": one.share} for one in table.columns]
        widths = _widths(table)
        rows = [self._row(row, widths) for row in table.rows]
        return {
            "caption": self.text(table.caption),
            "columns": columns,
            "rows": rows,
            "whole": stays_whole([row.get("cells", []) for row in rows]),
        }

    def _row(self, row: Row, widths: Sequence[float]) -> Data:
        """Return a row, and whether each of its cells certainly goes on one line."""
        if row.rule is not None:
            return {"rule": self.line(row.rule)}
        cells = [_parted(self.text(cell), wide, bold=row.total) for cell, wide in zip(row.cells, widths, strict=True)]
        fits = all(_goes_on_one_line(cell, wide, bold=row.total) for cell, wide in zip(cells, widths, strict=True))
        return {"cells": cells, "total": row.total, "fits": fits}

    def chart(self, chart: Chart) -> Data:
        """Return a chart, to be drawn."""
        return {
            "drawing": chart.drawing.value,
            "caption": self.text(chart.caption),
            "alt": self.line(chart.alt),
            "series": [self.line(name) for name in chart.series],
            "marks": [self._mark(mark) for mark in chart.marks],
            "whole": stays_whole([[self.line(mark.label)] for mark in chart.marks]),
        }

    def _mark(self, mark: Mark) -> Data:
        if mark.rule is not None:
            return {"rule": self.line(mark.rule)}
        parts = [{"shown": self.line(part.shown), "length": float(part.length)} if part else None for part in mark.parts]
        return {"label": self.line(mark.label), "parts": parts}


def _widths(table: Table) -> list[float]:
    """Return how wide each column is in points, as the paper sets them."""
    free, shares = _TABLE_WIDTH - _GUTTER * (len(table.columns) - 1), sum(column.share for column in table.columns)
    return [free * column.share / shares for column in table.columns]


def _parted(text: str, wide: float, *, bold: bool) -> str:
    """Return the text with places to break in a number that is wider than its column: it would lie over the next one."""
    if "\u00a0" not in text or _goes_on_one_line(text, wide, bold=bold):
        return text
    return " ".join(
        word if _goes_on_one_line(word, wide, bold=bold) else word.replace("\u00a0", "\u00a0\u200b") for word in text.split(" ")
    )


def _goes_on_one_line(text: str, wide: float, *, bold: bool) -> bool:
    """Tell whether the text is narrower than the column, with room for what kerning adds."""
    shown = width(text, bold=bold)
    return shown is not None and shown * _CELL_SIZE * _KERNING <= wide


def _breakable(word: re.Match[str]) -> str:
    """Return the word with a place to break after each sign that joins nothing: it would run out of its cell and off the page."""
    return "".join(one if unicodedata.combining(one) or one in _JOINING else f"\u200b{one}" for one in word[0])
