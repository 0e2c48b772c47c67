"""Large letters and figures of blocks, for what has to be read from the back row.

Every sign is five dots high. *Small* letters take three lines: two dots stand in one cell, one over the other; *large* ones take five,
and a dot is two cells wide. Terminals have the blocks `█▀▄` in every font; where only ASCII is shown, there are no large letters.
"""

from __future__ import annotations

from enum import Enum
from itertools import zip_longest

_DOTS = {
    "0": "### #.# #.# #.# ###",
    "1": ".#. ##. .#. .#. ###",
    "2": "### ..# ### #.. ###",
    "3": "### ..# ### ..# ###",
    "4": "#.# #.# ### ..# ..#",
    "5": "### #.. ### ..# ###",
    "6": "### #.. ### #.# ###",
    "7": "### ..# ..# ..# ..#",
    "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ###",
    "/": "..# ..# .#. #.. #..",
    "=": "... ### ... ### ...",
    "-": "... ... ### ... ...",
    "–": "... ... ### ... ...",
    "\u2212": "... ... ### ... ...",
    ",": ". . . # #",
    ".": ". . . . #",
    ":": ". # . # .",
    "(": ".# #. #. #. .#",
    ")": "#. .# .# .# #.",
    " ": ".. .. .. .. ..",
    "A": "### #.# ### #.# #.#",
    "B": "##. #.# ##. #.# ##.",
    "C": "### #.. #.. #.. ###",
    "D": "##. #.# #.# #.# ##.",
    "E": "### #.. ##. #.. ###",
    "F": "### #.. ##. #.. #..",
    "G": "### #.. #.# #.# ###",
    "H": "#.# #.# ### #.# #.#",
    "I": "# # # # #",
    "J": "..# ..# ..# #.# ###",
    "K": "#.# #.# ##. #.# #.#",
    "L": "#.. #.. #.. #.. ###",
    "M": "#...# ##.## #.#.# #...# #...#",
    "N": "#..# ##.# #.## #..# #..#",
    "O": "### #.# #.# #.# ###",
    "P": "### #.# ### #.. #..",
    "Q": "### #.# #.# ### ..#",
    "R": "##. #.# ##. #.# #.#",
    "S": "### #.. ### ..# ###",
    "T": "### .#. .#. .#. .#.",
    "U": "#.# #.# #.# #.# ###",
    "V": "#.# #.# #.# #.# .#.",
    "W": "#...# #...# #.#.# ##.## #...#",
    "X": "#.# #.# .#. #.# #.#",
    "Y": "#.# #.# ### .#. .#.",
    "Z": "### ..# .#. #.. ###",
    "Æ": "##### #.#.. ##### #.#.. #.###",
    "Ø": "###/ #.## ##.# ##.# /###",
    "Å": ".#. ... ### #.# ###",
}
_PAIRS = {"..": " ", "#.": "▀", ".#": "▄", "##": "█"}
_ROWS = 5


class Size(Enum):
    """How large the letters stand; the value is the lines that they take."""

    SMALL = 3
    LARGE = 5


def lettered(text: str, size: Size) -> tuple[str, ...] | None:
    """Return the text in block letters, as many lines of one width as its size takes; None where a sign of it has no block letter."""
    rows = _rows(text)
    if rows is None:
        return None
    if size is Size.LARGE:
        return tuple("".join("██" if dot == "#" else "  " for dot in row) for row in rows)
    pairs = zip_longest(rows[::2], rows[1::2], fillvalue="." * len(rows[0]))
    return tuple("".join(_PAIRS[upper + lower] for upper, lower in zip(above, below, strict=True)) for above, below in pairs)


def _rows(text: str) -> list[str] | None:
    """Return the five rows of dots, with an empty column between two signs."""
    signs = [_DOTS.get(sign) for sign in text.upper()]
    if not signs or None in signs:
        return None
    split = [sign.replace("/", ".").split(" ") if sign else [] for sign in signs]
    return [".".join(sign[row] for sign in split) for row in range(_ROWS)]
