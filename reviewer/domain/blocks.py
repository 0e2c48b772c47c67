"""The parts that a document is made of; each renderer knows how to set every one of them, and computes nothing.

Text of ours is `Said`; text from outside is `str` and is set as it stands, through the format's own escaping.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from typing import Self

from reviewer.domain.said import Said, Value
from reviewer.domain.slotted import dataclass


class Tone(StrEnum):
    """How a paragraph is set."""

    PLAIN = "plain"
    MOTION = "motion"
    NOTICE = "notice"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title. `anchor` is stable for links and the preview."""

    level: int
    text: Said | str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; line breaks in text from outside are kept."""

    text: Said | str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; numbered where the order or a reference to it matters."""

    items: tuple[Said | str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values beside each other."""

    rows: tuple[tuple[Said, Value], ...]


class Align(StrEnum):
    """How a column stands; numbers stand right."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column; `share` is its part of the table's width relative to the others."""

    heading: Said | str
    align: Align = Align.LEFT
    share: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row; a `rule` is drawn across the whole table instead of cells, like the budget line."""

    cells: tuple[Value, ...]
    rule: Said | None = None
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption that says what it shows."""

    caption: Said
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def without_empty(self, empty: Value = None) -> Self:
        """Return the table without the columns that have nothing in any row; `empty` is how nothing is written, beside `None`."""
        told = [row.cells for row in self.rows if row.rule is None]
        kept = [at for at in range(len(self.columns)) if any(cells[at] not in (None, empty) for cells in told)]
        if not told or len(kept) == len(self.columns):
            return self
        rows = tuple(row if row.rule is not None else replace(row, cells=tuple(row.cells[at] for at in kept)) for row in self.rows)
        return replace(self, columns=tuple(self.columns[at] for at in kept), rows=rows)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page, where the format has pages."""


class Drawing(StrEnum):
    """How a chart is drawn.

    Bars lie below each other and grow to the right; columns stand side by side on a line of zero; intervals are points below each
    other on an axis, each with a line as far as it may lie to either side.
    """

    BARS = "bars"
    COLUMNS = "columns"
    INTERVALS = "intervals"


@dataclass(frozen=True, slots=True)
class Part:
    """One bar, column or point: what is written at it, and its length as a share of the longest one that fits, -1 to 1.

    `reach` is the least and the greatest length that a point may have; None where that is not known.
    """

    shown: Value
    length: Fraction
    reach: tuple[Fraction, Fraction] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The axis of intervals: its `ticks`, each at a share of its length; `line` is where it is parted in two, and `parts` what parts it.

    `point` names the first point of each mark, `reach` the lines of them, and `other` the second point, where there are any.
    """

    ticks: tuple[tuple[Value, Fraction], ...]
    point: Said
    reach: Said | None = None
    other: Said | None = None
    line: Fraction | None = None
    parts: Said


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands at one label, a part for each series; a `rule` is drawn across the chart instead."""

    label: Said | str
    parts: tuple[Part | None, ...] = ()
    rule: Said | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing with a caption; `alt` says in a sentence or two what it shows, for whoever does not see it.

    Formats that do not draw write the alternative text, and the figures as a table. `told_by` is the caption of a table near by that
    has the same figures; then they do not.
    """

    drawing: Drawing
    caption: Said
    alt: Said
    label: Said
    series: tuple[Said, ...]
    marks: tuple[Mark, ...]
    told_by: Said | None = None
    axis: Axis | None = None


def as_table(chart: Chart) -> Table:
    """Return the chart's figures as a table."""
    columns = (Column(chart.label, share=3), *(Column(name, Align.RIGHT, share=2) for name in chart.series))
    rows = tuple(
        Row((), rule=mark.rule) if mark.rule is not None else Row((mark.label, *(part.shown if part else None for part in mark.parts)))
        for mark in chart.marks
    )
    return Table(chart.caption, columns, rows)


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of the paper's sections, where the format can lead a reader to them."""

    heading: Said


Block = Heading | Paragraph | Bullets | Facts | Table | Chart | Contents | PageBreak
