"""Blocks as data for Typst: their words, with a place to break endless ones, and with every character that the fonts lack replaced."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from reviewer.documents.columns import column_widths, goes_on_one_line, gutter, parted, words_break
from reviewer.documents.extent import begin_height, chart_stays_whole, ends_together, every_labelled, leads, stays_whole
from reviewer.documents.fonts import settable, width
from reviewer.documents.plain import printable
from reviewer.domain.blocks import (
    Axis,
    Block,
    Bullets,
    Chart,
    Contents,
    Drawing,
    Facts,
    Heading,
    Mark,
    PageBreak,
    Paragraph,
    Part,
    Row,
    Table,
)
from reviewer.domain.said import Value
from reviewer.language.speech import Speech

_ENDLESS = re.compile(r"\S{28,}")
_DIGIT = re.compile(r"\d")
_LONG_NUMBER = 12
_NUMBERED = re.compile(rf"(?=\S*\d)\S{{{_LONG_NUMBER},27}}(?!\S)")
_TABLE_WIDTH = 453.5
"""How wide a table is, in points; `paper.typ` has the same."""
_LINE = 17.0
"""How wide the narrowest line of running text is, in sizes of its font, with room for bold: a name beside a bar."""
_NAME_SIZE, _FIGURE_SIZE = 7.5, 6.8
"""The sizes of the names and figures at a chart's columns, in points; `charts.typ` has the same."""
_SHORT = 120
"""Texts of so many signs at most are remembered as they are set."""
_UNKNOWN = 0.6
_JOINING = "\u200c\u200d\ufe0e\ufe0f"

Data = dict[str, Any]


class Setter:
    """Puts the blocks into words, and remembers what the fonts do not have."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.lacking: set[str] = set()
        self._texts: dict[str, str] = {}
        self._cells: dict[str, str] = {}

    def text(self, value: Value) -> str:
        """Return the words as the fonts can set them, where a line is as wide as the page or a chart's names."""
        return self._set(self.speech.value(value), self._texts, _breakable_beyond_a_line)

    def cell(self, value: Value) -> str:
        """Return the words as the fonts can set them, where a line may be as narrow as a column."""
        return self._set(self.speech.value(value), self._cells, _breakable)

    def _set(self, words: str, known: dict[str, str], parting: Callable[[re.Match[str]], str]) -> str:
        """Return the words as the fonts can set them; most are short, and come again and again in a paper."""
        shown = known.get(words)
        if shown is None:
            whole, lacking = settable(printable(words))
            self.lacking |= lacking
            shown = _ENDLESS.sub(parting, whole)
            if len(words) <= _SHORT:
                known[words] = shown
        return shown

    def line(self, value: Value) -> str:
        """Return the words on one line."""
        return " ".join(self.text(value).split("\n"))

    def blocks(self, blocks: Sequence[Block]) -> list[Data]:
        """Return the blocks of a paper; what leads into the next one stays on its page."""
        made = [self.block(block) for block in blocks]
        for one, (block, following) in zip(made, pairwise(blocks), strict=False):
            one["leads"] = leads(block, following, len(one.get("text", "")))
        return made

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
                rows = [[" ".join(self.cell(name).split("\n")), self.text(value)] for name, value in block.rows]
                return {"kind": "facts", "rows": rows, "whole": stays_whole(rows)}
            case Table():
                return {"kind": "table", **self._table(block)}
            case Chart():
                return {"kind": "chart", **self.chart(block)}
            case Contents():
                return {"kind": "contents", "heading": self.line(block.heading)}
            case PageBreak():
                return {"kind": "page-break"}

    def _table(self, table: Table) -> Data:
        between = gutter(table.columns)
        head, texts = [self.cell(one.heading) for one in table.columns], [[self.cell(value) for value in row.cells] for row in table.rows]
        told = [row for row in texts if row]
        widths = column_widths(table.columns, head, told, _TABLE_WIDTH - between * (len(head) - 1))
        columns = [
            {"heading": name, "align": one.align.value, "width": wide} for name, one, wide in zip(head, table.columns, widths, strict=True)
        ]
        rows = [self._row(row, cells, widths) for row, cells in zip(table.rows, texts, strict=True)]
        found = [row.get("cells", []) for row in rows]
        whole = stays_whole(found)
        return {
            "caption": self.text(table.caption),
            "columns": columns,
            "gutter": between,
            "hyphenated": words_break(told, widths),
            "rows": rows,
            "whole": whole,
            "begins": begin_height(head, texts[:2], widths),
            "ends": 2 if not whole and ends_together(found) else 0,
        }

    def _row(self, row: Row, texts: Sequence[str], widths: Sequence[float]) -> Data:
        """Return a row, and whether each of its cells certainly goes on one line."""
        if row.rule is not None:
            return {"rule": self.line(row.rule)}
        cells = [_held(parted(cell, wide, bold=row.total), wide) for cell, wide in zip(texts, widths, strict=True)]
        fits = all(goes_on_one_line(cell, wide, bold=row.total) for cell, wide in zip(cells, widths, strict=True))
        return {"cells": cells, "total": row.total, "fits": fits}

    def chart(self, chart: Chart) -> Data:
        """Return a chart, to be drawn."""
        marks = [self._mark(mark) for mark in chart.marks]
        return {
            "drawing": chart.drawing.value,
            "caption": self.text(chart.caption),
            "alt": self.line(chart.alt),
            "series": [self.line(name) for name in chart.series],
            "marks": marks,
            **({"every": _labelled(marks)} if chart.drawing is Drawing.COLUMNS else {}),
            "whole": chart_stays_whole([self.line(mark.label) for mark in chart.marks]),
            **({"label": self.line(chart.label), "axis": self._axis(chart.axis)} if chart.axis else {}),
        }

    def _axis(self, axis: Axis) -> Data:
        named = {"point": axis.point, "reach": axis.reach, "other": axis.other, "parts": axis.parts if axis.line is not None else None}
        return {
            "ticks": [{"shown": self.line(shown), "at": float(at)} for shown, at in axis.ticks],
            "line": None if axis.line is None else float(axis.line),
            "named": {key: self.line(name) for key, name in named.items() if name is not None},
        }

    def _mark(self, mark: Mark) -> Data:
        if mark.rule is not None:
            return {"rule": self.line(mark.rule)}
        label = self.line(mark.label)
        return {"label": label, "wide": _wide(label), "parts": [self._part(part) if part else None for part in mark.parts]}

    def _part(self, part: Part) -> Data:
        shown = self.line(part.shown)
        reach = {"reach": [float(end) for end in part.reach]} if part.reach else {}
        return {"shown": shown, "wide": _wide(shown), "length": float(part.length), **reach}


def _labelled(marks: Sequence[Data]) -> int:
    """Return which columns have their figures and names: each, every second and so on, as far as none runs into the next one."""
    names = [_NAME_SIZE * mark["wide"] for mark in marks]
    figures = [_FIGURE_SIZE * part["wide"] for mark in marks for part in mark["parts"] if part]
    return every_labelled(len(marks), max((*names, *figures), default=0.0), _TABLE_WIDTH)


def _wide(text: str) -> float:
    """Return how wide the text is on one line, in sizes of the font; about as wide, where the reading face lacks a sign of it."""
    found = width(text)
    return _UNKNOWN * len(text) if found is None else found


def _breakable_beyond_a_line(word: re.Match[str]) -> str:
    """Return the word as it is where it certainly goes on one line: a long name is whole there, and begins on the next."""
    return word[0] if _wide(word[0]) <= _LINE else _breakable(word)


def _held(cell: str, wide: float) -> str:
    """Return a cell's text with places to break in an application's number that is wider than its column."""
    if len(cell) < _LONG_NUMBER or _DIGIT.search(cell) is None:  # the pattern tries every sign of a text
        return cell
    return _NUMBERED.sub(lambda word: word[0] if goes_on_one_line(word[0], wide, bold=False) else _breakable(word), cell)


def _breakable(word: re.Match[str]) -> str:
    """Return the word with a place to break after each sign that joins nothing: it would run out of its cell and off the page."""
    return "".join(one if unicodedata.combining(one) or one in _JOINING else f"\u200b{one}" for one in word[0])
