"""A sheet whose parts have fixed heights, with letters and figures of blocks in it: for pages that are read from the back row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len

from reviewer.tui.drawing.cells import fitted
from reviewer.tui.drawing.lettering import Size, lettered
from reviewer.tui.drawing.sheet import Piece, Sheet
from reviewer.tui.drawing.tones import Tone


def block(sheet: Sheet, height: int, write: Callable[[Sheet], None]) -> None:
    """Write a part that takes exactly so many lines."""
    part = Sheet(sheet.speech, sheet.glyphs, sheet.width)
    write(part)
    sheet.lines.extend((*part.lines[:height], *([()] * (height - len(part.lines)))))


def labelled(sheet: Sheet, size: Size, columns: Sequence[tuple[str, str, Tone]]) -> None:
    """Write labels with large letters below them, the second column from two thirds of the width on."""
    split = sheet.width * 2 // 3
    widths = (split, sheet.width - split)[: len(columns)] if len(columns) > 1 else (sheet.width,)
    sheet.line(*((fitted(label, width), Tone.MUTED) for (label, _, _), width in zip(columns, widths, strict=True)))
    letters(sheet, size, [(text, tone, width) for (_, text, tone), width in zip(columns, widths, strict=True)])


def letters(sheet: Sheet, size: Size, columns: Sequence[tuple[str, Tone, int]]) -> None:
    """Write texts in block letters beside each other; one that does not fit, or has no block letters, stands in the middle line."""
    drawn = [_drawn(sheet, text, size, width) for text, _, width in columns]
    for line in range(size.value):
        sheet.line(*((fitted(rows[line], width), tone) for rows, (_, tone, width) in zip(drawn, columns, strict=True)))


def _drawn(sheet: Sheet, text: str, size: Size, width: int) -> tuple[str, ...]:
    found = None if sheet.glyphs.block == "#" else lettered(text, size)
    if found is None or len(found[0]) > width:
        middle = size.value // 2
        return tuple(text if line == middle else "" for line in range(size.value))
    return found


def pair(sheet: Sheet, left: Sequence[Piece], right: Sequence[Piece]) -> None:
    """Write two things in one line, the second from the middle on."""
    half = sheet.width // 2
    part = Sheet(sheet.speech, sheet.glyphs, half - 1)
    part.line(*left)
    taken = sum(cell_len(text) for text, _ in part.lines[0])
    sheet.line(*part.lines[0], (" " * (half - taken), Tone.TEXT), *right)
