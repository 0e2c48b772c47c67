"""Text from outside in so many cells: one line, nothing that moves the columns, cut with `…`.

Terminals do not agree on the width of joined emoji and variation selectors, and obey direction marks beyond the text they stand
in. In a table such signs are therefore left out or shown as `�`; the text itself stays as it is in the case.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

SHOWN_INSTEAD = "\ufffd"
_FIRST_COMBINING = "\u0300"
_ZERO_WIDTH = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"}
_DIRECTION = {"\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
_SELECTORS = (range(0xFE00, 0xFE10), range(0x1F3FB, 0x1F400), range(0xE0000, 0xE0200), range(0x1F1E6, 0x1F200))
_BREAKS = {"\n", "\r", "\t", "\v", "\f", "\u2028", "\u2029", "\x85"}


@lru_cache(maxsize=2048)
def one_line(text: str) -> str:
    """Return the text on one line, with widths that every terminal agrees on."""
    if text.isprintable() and max(text, default="") < _FIRST_COMBINING:
        return text
    return _on_a_base("".join(_shown(sign) for sign in unicodedata.normalize("NFC", text)))


def lines_of(text: str) -> str:
    """Return the text with its line breaks, and otherwise as `one_line`."""
    return "\n".join(one_line(line) for line in text.replace("\r\n", "\n").splitlines())


@lru_cache(maxsize=2048)
def fitted(text: str, width: int) -> str:
    """Return the text in exactly `width` cells, filled out on the right, or cut with `…`."""
    return _cut(one_line(text), width, "left")


@lru_cache(maxsize=2048)
def fitted_right(text: str, width: int) -> str:
    """Return the text in exactly `width` cells, filled out on the left, or cut with `…`."""
    return _cut(one_line(text), width, "right")


def wrapped(text: str, width: int) -> str:
    """Return the text over lines of at most `width` cells; what is longer than a line is broken."""
    return "\n".join(line for paragraph in text.split("\n") for line in _wrapped(paragraph, max(width, 2)))


def _wrapped(paragraph: str, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in paragraph.split(" "):
        if line and cell_len(line) + 1 + cell_len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
        while cell_len(line) > width:
            head = set_cell_size(line, width).rstrip()
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line]


def _cut(text: str, width: int, side: str) -> str:
    if width <= 0:
        return ""
    length = cell_len(text)
    if length > width:
        return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)
    fill = " " * (width - length)
    return text + fill if side == "left" else fill + text


def _shown(sign: str) -> str:
    if sign in _BREAKS:
        return " "
    if sign in _ZERO_WIDTH:
        return ""
    if sign in _DIRECTION or unicodedata.category(sign) in {"Cc", "Cs", "Co", "Cn"}:
        return SHOWN_INSTEAD
    return "" if any(ord(sign) in selectors for selectors in _SELECTORS) else sign


def _on_a_base(text: str) -> str:
    """Give a combining sign that begins the text something to stand on."""
    return f"◌{text}" if text and unicodedata.combining(text[0]) else text
