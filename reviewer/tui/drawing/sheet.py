"""A sheet of text for the screen: lines of so many cells, made by the panes and shown by `SheetView`.

Every value is set as it stands, never as markup; text from outside has lost what would move the columns (see `cells`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len, chop_cells

from reviewer.domain.said import Said, Value
from reviewer.domain.slotted import dataclass
from reviewer.language.numbers import NBSP
from reviewer.language.speech import Speech
from reviewer.tui.drawing.cells import fitted, fitted_right, lines_of
from reviewer.tui.drawing.glyphs import Glyphs
from reviewer.tui.drawing.tones import Tone

Piece = tuple[str, Tone]

NAMES = 28
"""Cells for the names on the left of facts."""

WIDEST = 100
"""Cells: longer lines of prose are hard to read."""


_BETWEEN = 3
"""Cells between two things side by side."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; a number stands right."""

    text: str
    tone: Tone = Tone.TEXT


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a table: `width` in cells, or 0 for a share of what is left."""

    heading: str
    width: int = 0
    numeric: bool = False
    share: int = 1


class Sheet:
    """What is being written; lines between `part` and `end_part` can be chosen together."""

    def __init__(self, speech: Speech, glyphs: Glyphs, width: int) -> None:
        self.speech = speech
        self.glyphs = glyphs
        self.width = max(20, width)
        self.lines: list[tuple[Piece, ...]] = []
        self.parts: list[tuple[int, int]] = []
        self.anchors: dict[str, int] = {}
        self._begun: int | None = None

    def text(self, value: Value) -> str:
        """Return the value in the app's language, with its line breaks."""
        return lines_of(self.speech.value(value))

    def part(self) -> None:
        """Begin lines that can be chosen together."""
        self.end_part()
        self._begun = len(self.lines)

    def end_part(self) -> None:
        """End them."""
        if self._begun is not None:
            self.parts.append((self._begun, len(self.lines)))
        self._begun = None

    def anchor(self, name: str) -> None:
        """Remember the next line under this name."""
        self.anchors[name] = len(self.lines)

    def line(self, *pieces: Piece) -> None:
        """Write one line; what does not fit is cut with `…`."""
        left = self.width
        kept: list[Piece] = []
        for text, tone in pieces:
            shown = fitted(text, min(left, cell_len(text)))
            kept.append((shown, tone))
            left -= cell_len(shown)
        self.lines.append(tuple(kept))

    def blank(self) -> None:
        """Write an empty line, unless there is one already or nothing stands above."""
        if self.lines and any(text.strip() for text, _ in self.lines[-1]):
            self.lines.append(())

    def heading(self, value: Said | str) -> None:
        """Write a heading with a line of air above."""
        self.blank()
        self.prose(value, Tone.STRONG)

    def prose(self, value: Value, tone: Tone = Tone.TEXT, indent: int = 0) -> None:
        """Write text over as many lines as it takes."""
        self.hung(((" " * indent, tone),) if indent else (), value, tone, indent)

    def hung(self, head: tuple[Piece, ...], value: Value, tone: Tone = Tone.TEXT, indent: int = 2) -> None:
        """Write text with `head` before its first line; the others hang under the text, `indent` cells in."""
        indent = min(indent, self.width // 2)
        width = min(self.width, WIDEST)
        taken = sum(cell_len(text) for text, _ in head)
        if taken > max(indent, width // 2):
            self.prose("".join(text for text, _ in head).strip(), head[0][1])
            head, taken = (), 0
        filled = (*head, (" " * max(0, indent - taken), tone))
        # A head that is longer than the indentation takes its room on the first line.
        held = NBSP * max(0, taken - indent)
        for number, line in enumerate(broken(held + self.text(value), width - indent)):
            self.lines.append((*filled, (line[len(held) :], tone)) if number == 0 else ((" " * indent, tone), (line, tone)))

    def fact(self, name: Said | str, value: Value, tone: Tone = Tone.TEXT) -> None:
        """Write a name and its value beside each other; a long name, or one on a narrow screen, has its own line."""
        label = self.text(name)
        if self.width < 2 * NAMES:
            self.prose(label, Tone.MUTED)
            self.prose(value, tone, 2)
            return
        if cell_len(label) > NAMES - 2:
            self.prose(label, Tone.MUTED)
            label = ""
        self.hung(((label, Tone.MUTED),), value, tone, NAMES)

    def columns(self, columns: Sequence[SheetColumn]) -> list[int]:
        """Return how many cells each column gets here."""
        left = self.width - sum(column.width for column in columns) - 2 * (len(columns) - 1)
        shares = sum(column.share for column in columns if not column.width) or 1
        return [column.width or max(4, left * column.share // shares) for column in columns]

    def table(self, columns: Sequence[SheetColumn], rows: Sequence[Sequence[Cell]]) -> None:
        """Write a table; cells that do not fit go on below."""
        widths = self.columns(columns)
        if any(column.heading for column in columns):
            self.row(columns, widths, [Cell(column.heading, Tone.MUTED) for column in columns])
        for row in rows:
            self.row(columns, widths, row)

    def row(self, columns: Sequence[SheetColumn], widths: Sequence[int], cells: Sequence[Cell]) -> None:
        """Write one row of a table."""
        stacks = [broken(cell.text, width) for cell, width in zip(cells, widths, strict=True)]
        for texts in zip_longest(*stacks, fillvalue=""):
            pieces: list[Piece] = []
            for column, width, cell, text in zip(columns, widths, cells, texts, strict=True):
                fit = fitted_right if column.numeric else fitted
                pieces += [(fit(text, width), cell.tone), ("  ", Tone.TEXT)]
            self.lines.append(joined(pieces[:-1]))

    def beside(self, left: int, first: Callable[[Sheet], None], second: Callable[[Sheet], None]) -> None:
        """Write two things side by side: the first `left` cells wide, the second in the rest."""
        parts = [Sheet(self.speech, self.glyphs, width) for width in (left, self.width - left - _BETWEEN)]
        for part, write in zip(parts, (first, second), strict=True):
            write(part)
        for one, other in zip_longest(*(part.lines for part in parts), fillvalue=()):
            filled = left + _BETWEEN - sum(cell_len(text) for text, _ in one)
            self.lines.append((*one, (" " * filled, Tone.TEXT), *other))

    def rule(self, words: str = "") -> None:
        """Draw a line across, with words in it."""
        left = self.glyphs.line * 2 + (f" {words} " if words else "")
        shown = fitted(left, min(self.width, cell_len(left)))
        self.lines.append(((shown + self.glyphs.line * (self.width - cell_len(shown)), Tone.MUTED),))


def joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the pieces of a line with those of one tone that follow each other as one: a long paper takes half the memory then."""
    kept: list[Piece] = []
    for text, tone in pieces:
        if kept and (not text or kept[-1][1] is tone):
            kept[-1] = (kept[-1][0] + text, kept[-1][1])
        elif text:
            kept.append((text, tone))
    return tuple(kept)


def broken(text: str, width: int) -> list[str]:
    """Return the text in lines of at most `width` cells (2 at the least), broken between words where that is possible."""
    return [line for paragraph in text.split("\n") for line in _filled(paragraph, max(2, width))] or [""]


def _filled(paragraph: str, width: int) -> Iterator[str]:
    line = ""
    for word in paragraph.split(" "):
        joined = f"{line} {word}" if line else word
        if cell_len(joined) <= width:
            line = joined
            continue
        if line:
            yield line
        *full, line = chop_cells(word, width) if word else [""]
        yield from full
    yield line
