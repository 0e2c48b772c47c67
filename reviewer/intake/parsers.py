"""Which parser reads the cells of a column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from reviewer.domain.said import Said, say_number
from reviewer.domain.slotted import dataclass
from reviewer.intake import values
from reviewer.intake.column import Column, Holds
from reviewer.intake.text import clean, has_unholdable
from reviewer.intake.values import Cell, Parser

_BY_CONTENT: Mapping[Holds, Parser] = {
    Holds.TEXT: values.text,
    Holds.KRONER: values.kroner,
    Holds.NUMBER: values.number,
    Holds.COUNT: values.count,
    Holds.DATE: values.day,
    Holds.YES_NO: values.yes_no,
    Holds.LIST: values.listed,
    Holds.ORGANISATIONS: values.organisations,
    Holds.GRADE: values.grade,
    Holds.BY_YEAR: values.by_year,
}


MOST_REMEMBERED = 10_000


@dataclass(slots=True)
class Amended:
    """What was read otherwise than it stood, so that the reader can be told: zeros put back, characters replaced."""

    zeros: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)

    def tidy(self, cell: str) -> str:
        """Return the cell's text as it may go on, remembering if anything had to be replaced."""
        if has_unholdable(cell):
            self.replaced.append(cell)
        return clean(cell)

    def municipality(self, cell: Cell) -> str:
        """Return the number with its leading zero."""
        return self._padded(values.text(cell))

    def municipalities(self, cell: Cell) -> tuple[str, ...]:
        """Return the numbers with their leading zeros."""
        return tuple(map(self._padded, values.numbers(cell)))

    def _padded(self, written: str) -> str:
        number = values.padded(written)
        if number != written:
            self.zeros.append(number)
        return number

    def notes(self) -> list[Said]:
        """Return what a person should know about it."""
        found: list[Said] = []
        if self.zeros:
            found.append(
                say_number(
                    "{number} municipality number had lost its leading zero and was read with it, for example {example}.",
                    "{number} municipality numbers had lost their leading zero and were read with it, for example {example}.",
                    len(self.zeros),
                    example=self.zeros[0],
                )
            )
        if self.replaced:
            found.append(
                say_number(
                    "{number} text had characters that no document can hold; each was replaced by �.",
                    "{number} texts had characters that no document can hold; each was replaced by �.",
                    len(self.replaced),
                )
            )
        return found


def parser_for(column: Column, language: str, amended: Amended) -> Parser:
    """Return what reads the column's cells (None for a blank one); choices are named in the language when a cell holds none of them."""
    match column.holds:
        case Holds.TEXT:
            return _text(amended)
        case Holds.KRONER:
            return _BY_CONTENT[column.holds]
        case Holds.CHOICE:
            choices = column.choices
            return _remembering(values.choice(choices, language) if isinstance(choices, type) else values.one_of(choices), amended)
        case Holds.MUNICIPALITY:
            return _remembering(amended.municipality, amended)
        case Holds.MUNICIPALITIES:
            return _remembering(amended.municipalities, amended)
        case _:
            return _remembering(_BY_CONTENT[column.holds], amended)


def _text(amended: Amended) -> Parser:
    def read(cell: Cell) -> str | None:
        if isinstance(cell, str):
            return (cell if cell.isascii() and cell.isprintable() else amended.tidy(cell)).strip() or None
        return values.text(cell)

    return read


def _remembering(parse: Parser, amended: Amended) -> Parser:
    """Return the parser with a memory of what texts it has read: the same choices and numbers stand in row after row."""
    seen: dict[str, Any] = {}

    def read(cell: Cell) -> Any:
        if not isinstance(cell, str):
            return parse(cell)
        try:
            return seen[cell]
        except KeyError:
            value = None if cell.isspace() else parse(amended.tidy(cell))
            if len(seen) < MOST_REMEMBERED:
                seen[cell] = value
            return value

    return read
