"""How wide the columns of a table are on paper: as their shares say, but no number is broken, and the columns of words give way."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.documents.fonts import width
from reviewer.domain.blocks import Align, Column

CELL_SIZE = 9.0
"""The size of the letters in a cell, in points."""
_HEAD_SIZE = 8.5
_KERNING = 1.02
_MANY = 6
_CLOSE, _WIDE = 5.0, 8.0
_LONGEST_WORD = 64.0
"""Points that a column of words certainly has for its longest word, and in a table with few columns for a line of a few short words."""
_MOST_NUMBER = 0.25
"""So much of a table at most goes to one column because of its longest number."""
_WASTE = 1.15
"""What the ends of lines take, where a word goes on the next one."""
_TOLERANCE = 0.01
_MEASURED = 3
_UNKNOWN = 0.6
"""The width of a sign that the reading face lacks, in sizes of the font."""


def gutter(columns: Sequence[Column]) -> float:
    """Return the points between two columns: fewer where there are many."""
    return _CLOSE if len(columns) > _MANY else _WIDE


def column_widths(columns: Sequence[Column], head: Sequence[str], rows: Sequence[Sequence[str]], within: float) -> list[float]:
    """Return the widths in points, `within` in all, without what lies between the columns."""
    shares = sum(column.share for column in columns)
    given = [within * column.share / shares for column in columns]
    texts = [[row[at] for row in rows] for at in range(len(columns))]
    needs = [_need(column, name, cells, within) for column, name, cells in zip(columns, head, texts, strict=True)]
    if len(columns) <= _MANY:
        needs = [max(need, _short_line(column, cells)) for need, column, cells in zip(needs, columns, texts, strict=True)]
    short = sum(max(0.0, need - wide) for wide, need in zip(given, needs, strict=True))
    spare = [max(0.0, wide - need) if column.align is Align.LEFT else 0.0 for column, wide, need in zip(columns, given, needs, strict=True)]
    if short > sum(spare):
        return given
    part = short / sum(spare) if short else 0.0
    fitting = [max(wide, need) - part * free for wide, need, free in zip(given, needs, spare, strict=True)]
    lines = [max(need, _longest_line(cells)) for need, cells in zip(needs, texts, strict=True)]
    return _evened(columns, fitting, lines)


def _evened(columns: Sequence[Column], widths: Sequence[float], lines: Sequence[float]) -> list[float]:
    """Give columns of words that break their lines what no other column needs for its longest line; first who needs least."""
    free = [max(0.0, wide - line) for wide, line in zip(widths, lines, strict=True)]
    wanted = {at: lines[at] - widths[at] for at, column in enumerate(columns) if column.align is Align.LEFT and lines[at] > widths[at]}
    left = moved = min(sum(free), sum(wanted.values()))
    if not moved:
        return list(widths)
    evened = [wide - moved * spare / sum(free) for wide, spare in zip(widths, free, strict=True)]
    for at in sorted(wanted, key=lambda at: wanted[at]):
        given = min(wanted[at], left)
        evened[at] += given
        left -= given
    return evened


def words_break(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> bool:
    """Tell whether a word is longer than its column is wide: only then are words parted at the end of a line."""
    return any(
        _points(_longest_word([row[at] for row in rows]), CELL_SIZE, bold=False) > wide + _TOLERANCE for at, wide in enumerate(widths)
    )


def goes_on_one_line(text: str, wide: float, *, bold: bool) -> bool:
    """Tell whether a cell's text is narrower than its column, with room for what kerning adds."""
    shown = width(text, bold=bold)
    return shown is not None and shown * CELL_SIZE * _KERNING <= wide


def lines_of_row(cells: Sequence[str], widths: Sequence[float]) -> int:
    """Return about how many lines a row takes, rather too many than too few: those of its longest cell."""
    return max((_lines_of_cell(cell, wide) for cell, wide in zip(cells, widths, strict=False)), default=1)


def _lines_of_cell(text: str, wide: float) -> int:
    return sum(1 + int(_points(line, CELL_SIZE, bold=True) * _WASTE / max(wide, 1.0)) for line in text.split("\n"))


def parted(text: str, wide: float, *, bold: bool) -> str:
    """Return the text with places to break in a number that is wider than its column: it would lie over the next one."""
    if "\u00a0" not in text or goes_on_one_line(text, wide, bold=bold):
        return text
    return " ".join(word if goes_on_one_line(word, wide, bold=bold) else word.replace("\u00a0", "\u00a0\u200b") for word in text.split(" "))


def _need(column: Column, heading: str, cells: Sequence[str], within: float) -> float:
    """Return the points that the column needs so that no word of its heading and none of its numbers is broken; of words only so many."""
    title = max((_points(word, _HEAD_SIZE, bold=True) for word in heading.split()), default=0.0)
    if column.align is Align.RIGHT:
        longest = max(_lines(cells), key=len)
        return max(title, min(_points(longest, CELL_SIZE, bold=True), within * _MOST_NUMBER))
    return min(max(title, _points(_longest_word(cells), CELL_SIZE, bold=False)), _LONGEST_WORD)


def _short_line(column: Column, cells: Sequence[str]) -> float:
    """Return the points of the longest line of a few short words in a column of words: where there is room, it is not broken either."""
    if column.align is Align.RIGHT:
        return 0.0
    found = (_points(line, CELL_SIZE, bold=False) for line in set(_lines(cells)))
    return max((wide for wide in found if wide <= _LONGEST_WORD), default=0.0)


def _longest_line(cells: Sequence[str]) -> float:
    """Return the width of the longest line in points; a few of those with the most signs are measured."""
    return max(_points(line, CELL_SIZE, bold=False) for line in sorted(set(_lines(cells)), key=len)[-_MEASURED:])


def _lines(cells: Sequence[str]) -> list[str]:
    return "\n".join(cells).split("\n")


def _longest_word(cells: Sequence[str]) -> str:
    return max(" ".join(cells).split(), key=len, default="")


def _points(text: str, size: float, *, bold: bool) -> float:
    shown = width(text, bold=bold)
    return (len(text) * _UNKNOWN if shown is None else shown) * size * _KERNING
