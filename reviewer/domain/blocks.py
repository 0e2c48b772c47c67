"""The parts that a document is made of; each renderer knows how to set every one of them, and computes nothing.

Text of ours is `Said`; text from outside is `str` and is set as it stands, through the format's own escaping.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reviewer.domain.said import Said, Value


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


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page, where the format has pages."""


Block = Heading | Paragraph | Bullets | Facts | Table | PageBreak
