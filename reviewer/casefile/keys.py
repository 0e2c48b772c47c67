"""Sort keys as text that SQLite orders as the domain does: exact for numbers, Norwegian for names."""

from __future__ import annotations

import re
from fractions import Fraction
from unicodedata import normalize

_DECIMALS = 40
_LARGEST = 10**60
_DENOMINATOR = 10**20
_DIGITS = re.compile(r"\d+")
_NORWEGIAN = str.maketrans({"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c"})


def number_key(value: Fraction) -> str:
    """Return 61 digits that order as the numbers do.

    Two fractions whose denominators are at most D differ by at least 1/D²; forty decimals keep apart those of up to 10^20, and
    equal ones have equal keys. A larger denominator, or a value of 10^20 or more, raises `ValueError`: it is never rounded.
    """
    if value.denominator > _DENOMINATOR or abs(value) >= 10**20:
        raise ValueError(f"{value} cannot be ordered exactly")
    return f"{value.numerator * 10**_DECIMALS // value.denominator + _LARGEST:061d}"


def name_key(text: str) -> str:
    """Return a key that sorts names as Norwegian does: case aside, … z æ ø å."""
    folded = text.casefold() if text.isascii() else normalize("NFC", text).casefold().translate(_NORWEGIAN)
    if folded.isascii():
        return folded
    return "".join(character for character in normalize("NFD", folded) if not "\u0300" <= character <= "\u036f")


def id_key(text: str) -> str:
    """Return a key that sorts numbers inside ids by their value: `2018-9` before `2018-10`."""
    return _DIGITS.sub(lambda found: found.group().zfill(12), text.casefold())
