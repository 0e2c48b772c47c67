"""What a command answers with, and how it is printed: JSON, or an aligned table in the user's language."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import field
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Any
from unicodedata import category, east_asian_width

from reviewer.domain.said import Said
from reviewer.domain.slotted import dataclass
from reviewer.language.speech import Speech


class Status(IntEnum):
    """The exit statuses that scripts rely on."""

    DONE = 0
    REFUSED = 1
    MISUSED = 2
    BROKEN = 3


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under headings; `right` are the columns whose numbers stand right."""

    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    right: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One command's answer: data for `--json`, parts for people, words for stderr."""

    data: Any = None
    parts: tuple[Table | str, ...] = ()
    words: tuple[Said | str, ...] = ()
    status: Status = Status.DONE


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """A command cannot do what it was asked to; `said` tells why in one sentence."""

    def __init__(self, said: Said, status: Status = Status.REFUSED) -> None:
        super().__init__(said.message)
        self.said = said
        self.status = status


@dataclass(slots=True)
class Printer:
    """Prints answers: data to stdout, words to stderr."""

    speech: Speech
    as_json: bool
    _spoken: list[str] = field(default_factory=list)

    def show(self, answer: Answer) -> None:
        """Print the answer."""
        for word in answer.words:
            print(harmless(self.speech.text(word)), file=sys.stderr)
        if self.as_json and answer.data is not None:
            print(json_text(answer.data))
            return
        for part in answer.parts:
            print(harmless(part) if isinstance(part, str) else "\n".join(table_lines(part)))


def json_text(data: Any) -> str:
    """Return the data as indented JSON; a file's name that is not UTF-8 is let through to be shown with a sign in its place."""
    from pydantic_core import PydanticSerializationError, to_json

    try:
        return to_json(plain(data), indent=2).decode()
    except PydanticSerializationError:
        return json.dumps(plain(data), ensure_ascii=False, indent=2)


def plain(value: Any) -> Any:
    """Return the value as JSON holds it: ratios as decimals, everything else as it is."""
    match value:
        case str() | int() | float() | None:
            return value
        case dict():
            return {str(key): one if type(one) in _AS_IT_IS else plain(one) for key, one in value.items()}
        case list() | tuple() | frozenset():
            return [one if type(one) in _AS_IT_IS else plain(one) for one in value]
        case Fraction() | Decimal():
            return int(value) if value == int(value) else float(value)
        case _:
            return str(value)


_AS_IT_IS = frozenset({str, int, float, bool, type(None)})
"""Most of a long answer is of these, and not asked further."""


def table_lines(table: Table) -> list[str]:
    """Return the table's lines, columns aligned by what a terminal shows; text from outside stays on its line."""
    rows = [tuple(_one_line(cell) for cell in row) for row in (table.headings, *table.rows)]
    widths = [max(_width(row[index]) for row in rows) for index in range(len(table.headings))]
    lines = ["  ".join(_padded(cell, widths[i], i in table.right) for i, cell in enumerate(row)).rstrip() for row in rows]
    rule = "  ".join("─" * width for width in widths)
    return [lines[0], rule, *lines[1:]]


def _padded(cell: str, width: int, right: object) -> str:
    space = " " * (width - _width(cell))
    return space + cell if right else cell + space


def _width(text: str) -> int:
    return sum(0 if category(one) in {"Mn", "Me", "Cf"} else 2 if east_asian_width(one) in {"W", "F"} else 1 for one in text)


def harmless(text: str) -> str:
    """Return the text without what would move the cursor or turn the writing direction; what is left out shows as a sign."""
    return "\n".join(
        "".join("\ufffd" if category(one) in {"Cc", "Cs"} or one in _TURNING else one for one in line) for line in text.split("\n")
    )


def shortened(text: str, most: int = 72) -> str:
    """Return a title or name as a list shows it: whole as a rule, cut where it would push the other columns off the screen."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _one_line(text: str) -> str:
    return harmless(" ".join(text.split("\n")))


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
