"""One cell at a time: what a person wrote in it, as a value - or what to write instead.

Cells come as text (CSV) or as Excel has them (every number a float). An empty cell never gets here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from reviewer.domain.application import OrganisationKind
from reviewer.domain.said import Listed, Said, say
from reviewer.intake.text import folded
from reviewer.intake.words import NO, YES, choices_by_word, word

Cell = str | float | int | bool | date | datetime | object
Parser = Callable[[Cell], Any]

NOISE = 1e-6
"""Kroner: what a formula's binary arithmetic may be off by and still be a whole amount."""

LARGEST_FLOAT = 2**53

_SPACES = re.compile("[ \u00a0\u2007\u2009\u202f]+")
_NUMBER = re.compile(
    r"""(?P<sign>[-\u2212\u2013]\ ?)?
    (?P<whole>\d{1,3}(?:\ \d{3})+ | \d{1,3}(?:\.\d{3}){2,} | \d{1,3}(?:,\d{3}){2,} | \d+)
    (?:(?P<mark>[.,])(?P<decimals>\d+))?
    (?:[.,][-\u2013\u2014])?
    \ ?(?P<unit>tusen|mill\.?|million(?:er)?|mrd\.?|milliard(?:er)?|mnok)?$""",
    re.VERBOSE,
)
_CURRENCY = re.compile(r"^(?:kr\.?|nok) ?|(?<![a-z]) ?(?:kr\.?|nok|kroner)$")
_UNITS = {"t": 10**3, "mi": 10**6, "mn": 10**6, "mr": 10**9}
_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?$")
_PARENTHESIS = re.compile(r"(.*\S)\s*\(([^()]*)\)$", re.DOTALL)

KRONER = say("Write kroner, for example 4 500 000.")
WHOLE_KRONER = say("Write whole kroner, without øre, for example 4 500 000.")
AMBIGUOUS = say("Write thousands with spaces and decimals after a comma, for example 1 234 or 1,234.")
NUMBER = say("Write a number, for example 15,8.")
COUNT = say("Write a whole number, for example 12.")
DAY = say("Write a date, for example 15.01.2018.")
YES_OR_NO = say("Write yes or no.")
MUNICIPALITY = say("Write the municipality's four digits, for example 0301.")
SEMICOLONS = say("Write the numbers with semicolons between, for example 0301; 1201.")
BY_YEAR = say("Write year and number with semicolons between, for example 2019: 10; 2020: 40.")


class Refused(Exception):  # noqa: N818 - named by what happens to the cell
    """The cell cannot be read; `expected` says what to write."""

    def __init__(self, expected: Said) -> None:
        self.expected = expected
        super().__init__(expected.message)


def text(cell: Cell) -> str:
    """Return the cell as text without spaces around it; a whole number without decimals, a date as `2018-01-15`."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "ja" if cell else "nei"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell == datetime.combine(cell.date(), datetime.min.time()) else cell.isoformat(" ")
    return str(cell)


def kroner(cell: Cell) -> int:
    """Return whole kroner: `4 500 000`, `kr 4 500 000,-`, `1,5 mill.`; øre other than `,00` are refused."""
    if isinstance(cell, float):
        nearest = round(cell)
        if abs(cell - nearest) > NOISE:
            raise Refused(WHOLE_KRONER)
        return nearest
    if not isinstance(cell, str):
        raise Refused(KRONER)
    amount, has_unit, decimals = _parsed(_CURRENCY.sub("", _plain(cell)).strip(), KRONER)
    if amount != amount.to_integral_value() or (decimals == 3 and not has_unit):  # noqa: PLR2004 - `4,500` may be English thousands
        raise Refused(WHOLE_KRONER)
    return int(amount)


def number(cell: Cell) -> Decimal:
    """Return a decimal number: `15,8`, `15.8`."""
    if isinstance(cell, float):
        return Decimal(int(cell)) if cell.is_integer() and abs(cell) < LARGEST_FLOAT else Decimal(repr(cell))
    if not isinstance(cell, str):
        raise Refused(NUMBER)
    return _parsed(_plain(cell), NUMBER)[0]


def count(cell: Cell) -> int:
    """Return a whole number."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    found = number(cell) if isinstance(cell, float) else _parsed(_plain(text(cell)), COUNT)[0]
    if found != found.to_integral_value():
        raise Refused(COUNT)
    return int(found)


def _plain(cell: str) -> str:
    return _SPACES.sub(" ", cell).strip().lower()


def _parsed(written: str, expected: Said) -> tuple[Decimal, bool, int]:
    """Return the number, whether a unit such as `mill.` was written, and how many decimals."""
    found = _NUMBER.match(written)
    if found is None:
        raise Refused(expected)
    whole, mark, decimals, unit = found["whole"], found["mark"], found["decimals"] or "", found["unit"]
    if mark == "." and len(decimals) == 3 and whole.isdigit() and 1 <= len(whole) <= 3 and whole != "0":  # noqa: PLR2004 - `1.234`
        raise Refused(AMBIGUOUS)
    digits = whole.replace(" ", "").replace(".", "").replace(",", "")
    amount = Decimal(f"{'-' if found['sign'] else ''}{digits}.{decimals or '0'}")
    if unit:
        return amount * next(factor for start, factor in _UNITS.items() if unit.startswith(start)), True, len(decimals)
    return (amount if decimals else Decimal(int(amount))), False, len(decimals)


def day(cell: Cell) -> date:
    """Return a date: an Excel date, `15.01.2018` or `2018-01-15`."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    written = cell.strip() if isinstance(cell, str) else ""
    norwegian, iso = _DAY.match(written), _ISO.match(written)
    try:
        if norwegian:
            return date(int(norwegian[3]), int(norwegian[2]), int(norwegian[1]))
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        raise Refused(DAY) from None
    raise Refused(DAY)


def yes_no(cell: Cell) -> bool:
    """Return whether the answer is yes: `ja`, `nei`, `x`, `TRUE`, ..."""
    if isinstance(cell, bool):
        return cell
    written = folded(text(cell))
    if written in YES:
        return True
    if written in NO:
        return False
    raise Refused(YES_OR_NO)


def choice(kind: type[StrEnum], language: str) -> Parser:
    """Return the parser of a cell that holds one of these choices; what it expects is said in the language."""
    by_word = choices_by_word(kind)
    expected = say("Write one of these: {choices}.", choices=", ".join(word(item, language) for item in kind))
    seen: dict[Cell, StrEnum] = {}

    def parse(cell: Cell) -> StrEnum:
        found = seen.get(cell)
        if found is None:
            found = by_word.get(folded(text(cell)))
            if found is None:
                raise Refused(expected)
            seen[cell] = found
        return found

    return parse


def one_of(choices: tuple[str, ...]) -> Parser:
    """Return the parser of a cell that holds one of a committee's own choices."""
    by_word = {folded(item): item for item in choices}
    expected = say("Write one of these: {choices}.", choices=Listed(choices))

    def parse(cell: Cell) -> str:
        found = by_word.get(folded(text(cell)))
        if found is None:
            raise Refused(expected)
        return found

    return parse


def listed(cell: Cell) -> tuple[str, ...]:
    """Return the items between semicolons or line breaks."""
    return tuple(item.strip() for item in re.split(r"[;\n]", text(cell)) if item.strip())


def by_year(cell: Cell) -> dict[int, int]:
    """Return the numbers by year: `2019: 10; 2020: 40`, with `:` or `=` between and any of `;,` or line breaks after each."""
    found: dict[int, int] = {}
    for item in re.split(r"[;,\n]", text(cell)):
        pair = re.fullmatch(r"\s*(\d{4})\s*[:=]\s*(\d{1,5})\s*", item)
        if pair is None and not item.isspace() and item:
            raise Refused(BY_YEAR)
        if pair is not None:
            if int(pair[1]) in found:
                raise Refused(BY_YEAR)
            found[int(pair[1])] = int(pair[2])
    return found


def grade(cell: Cell) -> str:
    """Return a grade from `----` over `0` to `++++`, whichever minus sign was written."""
    return text(cell).replace("\u2212", "-").replace("\u2013", "-").replace(" ", "")


def padded(number_text: str) -> str:
    """Return a municipality's or county's number with the leading zero that Excel took; anything else as it stands."""
    return f"0{number_text}" if len(number_text) in {1, 3} and number_text.isdigit() else number_text


def numbers(cell: Cell) -> tuple[str, ...]:
    """Return the numbers as text, apart by semicolon, comma, space or line break."""
    if isinstance(cell, float) and not cell.is_integer():
        raise Refused(SEMICOLONS)
    return tuple(item for item in re.split(r"[;,\s]+", text(cell)) if item)


def organisation(written: str) -> dict[str, Any]:
    """Return `Navn (type, nummer)` as its parts; a parenthesis that names neither type nor number belongs to the name."""
    found = _PARENTHESIS.match(written.strip())
    parts: dict[str, Any] = {}
    for item in (part.strip() for part in (found[2].split(",") if found else ())):
        kind = choices_by_word(OrganisationKind).get(folded(item))
        if kind is not None and "kind" not in parts:
            parts["kind"] = kind
        elif item.isdigit() and "number" not in parts:
            parts["number"] = padded(item)
        else:
            return {"name": written.strip()}
    return {"name": found[1] if found else written.strip(), **parts}


def organisations(cell: Cell) -> tuple[dict[str, Any], ...]:
    """Return the organisations between semicolons or line breaks."""
    return tuple(organisation(item) for item in listed(cell))
