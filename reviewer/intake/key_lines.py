"""On which line of a TOML or JSON file each key and each item of a list stands; the file has been read already, so its form is right."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from pathlib import Path

from reviewer.intake.expectation import Path as Place

_GAP = re.compile(r"(?:\s+|#[^\n]*)*")
_STRING = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\])*"|\'[^\']*\'', re.DOTALL)
_BARE_KEY = re.compile(r"[\w-]+")
_SCALAR = re.compile(r"[^,\]}\n#]*")


def key_lines(path: Path, text: str) -> Mapping[Place, int]:
    """Return the line of each place in the file's text, counted from 1."""
    walk = _Walk(text)
    try:
        if path.suffix.lower() == ".toml":
            walk.tables()
        else:
            walk.gap()
            walk.value(())
    except (RecursionError, IndexError):
        return {}
    return walk.lines


def repeated_key_line(text: str) -> int | None:
    """Return the line on which a JSON text has a key for the second time in one table; None where no key is repeated."""
    walk = _Walk(text)
    try:
        walk.gap()
        walk.value(())
    except (RecursionError, IndexError):
        return None
    return walk.repeated


class _Walk:
    """One reading of a text from its start; `lines` are the places that were passed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Place, int] = {}
        self.repeated: int | None = None
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._last: dict[Place, int] = {}

    def gap(self) -> None:
        """Pass spaces, line ends and comments."""
        self._pass(_GAP)

    def tables(self) -> None:
        """Read a TOML document: each table's head, and the keys below it."""
        table: Place = ()
        self.gap()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._head()
            else:
                self._pair(table)
            self.gap()

    def _head(self) -> Place:
        """Read `[a.b]` or `[[a.b]]`; return the table's place."""
        listed = self.text.startswith("[[", self.at)
        self.at += 2 if listed else 1
        *outer, name = self._keys()
        table = (*self._inside((), outer), name)
        if listed:
            self._last[table] = self._last.get(table, -1) + 1
        table = self._inside(table[:-1], [name])
        self.at = self.text.index("]", self.at) + (2 if listed else 1)
        return table

    def _inside(self, place: Place, keys: list[str]) -> Place:
        """Return the place of these keys below another; a list of tables is meant by its last one so far."""
        for key in keys:
            place = (*place, key)
            self._note(place)
            if place in self._last:
                place = (*place, self._last[place])
                self._note(place)
        return place

    def _pair(self, place: Place) -> None:
        """Read a key with its value, in the table at that place."""
        for key in self._keys():
            place = (*place, key)
            self._note(place)
        self.at += 1
        self.gap()
        self.value(place)

    def _keys(self) -> list[str]:
        """Read `a."b".c`, up to what follows it."""
        keys: list[str] = []
        while True:
            self.gap()
            quoted = self.text[self.at] in "\"'"
            written = self._pass(_STRING if quoted else _BARE_KEY)
            keys.append(written[1:-1] if quoted else written)
            self.gap()
            if self.text[self.at] != ".":
                return keys
            self.at += 1

    def value(self, place: Place) -> None:
        """Read a value, and all that it holds."""
        match self.text[self.at]:
            case "[":
                self._list(place)
            case "{":
                self._table(place)
            case '"' | "'":
                self._pass(_STRING)
            case _:
                self._pass(_SCALAR)

    def _list(self, place: Place) -> None:
        self.at += 1
        self.gap()
        number = 0
        while self.text[self.at] != "]":
            self._note((*place, number))
            self.value((*place, number))
            self._comma()
            number += 1
        self.at += 1

    def _table(self, place: Place) -> None:
        self.at += 1
        self.gap()
        while self.text[self.at] != "}":
            self._pair(place)
            self._comma()
        self.at += 1

    def _comma(self) -> None:
        self.gap()
        if self.text[self.at] == ",":
            self.at += 1
        self.gap()

    def _pass(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise IndexError(self.at)
        self.at = found.end()
        return found[0]

    def _note(self, place: Place) -> None:
        line = bisect_right(self._starts, self.at)
        if self.repeated is None and place in self.lines:
            self.repeated = line
        self.lines.setdefault(place, line)
