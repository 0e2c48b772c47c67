"""The proposal as the app reads it: drafted in a thread, and its blocks written on a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import Any

from rich.cells import cell_len
from textual.worker import get_current_worker

from reviewer.apart import LARGE, Draft
from reviewer.apart import composed as composed_apart
from reviewer.documents.errors import DocumentError
from reviewer.domain.blocks import Align, Block, Bullets, Chart, Drawing, Facts, Heading, Mark, PageBreak, Paragraph, Row, Table, as_table
from reviewer.domain.blocks import Tone as Setting
from reviewer.domain.proposal import Proposal
from reviewer.domain.slotted import dataclass
from reviewer.tui.drawing.cells import fitted, one_line
from reviewer.tui.drawing.paper_intervals import write_intervals
from reviewer.tui.drawing.sheet import Cell, Sheet, SheetColumn
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.session import Session

DEEPEST = 3
"""Headings down to this level stand in the table of contents."""

_LABEL, _BAR = 40, 30
"""Cells of a bar's name and of the longest bar, where there is room."""

_READABLE = 14
"""A column of words with fewer cells than this, and than its longest word, breaks them."""

_TONES = {Setting.PLAIN: Tone.TEXT, Setting.MOTION: Tone.STRONG, Setting.NOTICE: Tone.ATTENTION, Setting.QUOTE: Tone.MUTED}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table of contents."""

    anchor: str
    level: int
    text: str


def drafted(session: Session) -> Proposal:
    """Return the proposal of the case as the seat sees it, for reading; called in a thread, with a session of its own.

    Of a large case it is composed by a process of its own: what composing takes is six times what is kept, and the app would hold on to it.
    """
    beside = session.beside()
    try:
        if beside.info.applications >= LARGE:
            with suppress(DocumentError, OSError):
                return _composed_apart(beside)
        from reviewer.drafting import drafted as draft

        return composed(draft(beside.casefile(), beside.assessment(), _today(beside), beside.seat))
    finally:
        beside.close()


def _composed_apart(session: Session) -> Proposal:
    worker = get_current_worker()
    return composed_apart(Draft(case=session.path, produced=_today(session), seat=session.seat), lambda: worker.is_cancelled)


def _today(session: Session) -> date:
    return session.clock().astimezone().date()


def composed(proposal: Proposal) -> Proposal:
    """Return the paper with its blocks composed: that takes its time, which the thread has and the screen has not."""
    proposal.composed()
    return proposal


def anchor_of(number: int, heading: Heading) -> str:
    """Return the heading's name on the sheet."""
    return heading.anchor or f"block-{number}"


def contents(blocks: Sequence[Block], sheet: Sheet) -> tuple[Entry, ...]:
    """Return the headings to go to."""
    headings = ((number, block) for number, block in enumerate(blocks) if isinstance(block, Heading) and block.level <= DEEPEST)
    return tuple(Entry(anchor_of(number, block), block.level, sheet.text(block.text)) for number, block in headings)


def write_blocks(sheet: Sheet, blocks: Sequence[Block]) -> None:
    """Write the paper."""
    for number, block in enumerate(blocks):
        match block:
            case Heading():
                _heading(sheet, block, anchor_of(number, block))
            case Paragraph():
                sheet.blank()
                sheet.prose(block.text, _TONES[block.tone], 2 if block.tone in {Setting.QUOTE, Setting.NOTICE} else 0)
            case Bullets():
                _bullets(sheet, block)
            case Facts():
                sheet.blank()
                for name, value in block.rows:
                    sheet.fact(name, value)
            case Table():
                _table(sheet, block)
            case Chart():
                _chart(sheet, block)
            case PageBreak():
                sheet.blank()
                sheet.rule()


def _heading(sheet: Sheet, heading: Heading, anchor: str) -> None:
    sheet.blank()
    sheet.anchor(anchor)
    sheet.prose(heading.text, Tone.ACCENT if heading.level == DEEPEST - 1 else Tone.STRONG)
    if heading.level == 1:
        sheet.rule()


def _chart(sheet: Sheet, chart: Chart) -> None:
    """Write bars and intervals as they are, columns as the table of their figures, and below each what it shows in words."""
    if chart.axis is not None:
        write_intervals(sheet, chart, chart.axis)
    elif chart.drawing is Drawing.BARS:
        sheet.blank()
        sheet.prose(chart.caption, Tone.MUTED)
        names = [f"  {sheet.text(name)}" for name in chart.series] if len(chart.series) > 1 else [""]
        for mark in chart.marks:
            _bars(sheet, mark, names)
    else:
        _table(sheet, as_table(chart))
    sheet.blank()
    sheet.prose(chart.alt, Tone.TEXT)


def _bars(sheet: Sheet, mark: Mark, names: Sequence[str]) -> None:
    """Write a bar for each series, one below the other, with what is written at it, and the series' name where there are several."""
    if mark.rule is not None:
        sheet.rule(sheet.text(mark.rule))
        return
    beside, room = min(_LABEL, sheet.width // 3), max(8, min(_BAR, sheet.width // 3 - max(map(cell_len, names)) // 2))
    for at, (part, name) in enumerate(zip(mark.parts, names, strict=True)):
        label = fitted(one_line(sheet.text(mark.label)) if at == 0 else "", beside)
        bar = "" if part is None else sheet.glyphs.bar(max(part.length, Fraction(0)), room)
        shown = sheet.text(part.shown) if part else sheet.glyphs.not_applicable
        sheet.line(
            (f"{label}  ", Tone.TEXT),
            (f"{bar}{' ' if bar else ''}", Tone.ACCENT if at == 0 else Tone.STRONG),
            (f"{shown}{name}", Tone.MUTED),
        )


def _bullets(sheet: Sheet, bullets: Bullets) -> None:
    sheet.blank()
    for number, item in enumerate(bullets.items, start=1):
        mark = f"{number}. " if bullets.numbered else "- "
        sheet.hung(((f"  {mark}", Tone.MUTED),), item, Tone.TEXT, 2 + len(mark))


def _table(sheet: Sheet, table: Table) -> None:
    sheet.blank()
    sheet.prose(table.caption, Tone.MUTED)
    rows = [(row, [sheet.text(cell) for cell in row.cells]) for row in table.rows]
    columns = _columns(sheet, table, [texts for row, texts in rows if row.rule is None])
    lifted = _squeezed(table, columns, [texts for row, texts in rows if row.rule is None])
    if lifted is not None:
        sheet.prose(columns[lifted].heading, Tone.MUTED)
        columns = _columns(sheet, _without(table, lifted), [_rest(texts, lifted) for row, texts in rows if row.rule is None])
    widths = sheet.columns(columns)
    headings = [Cell(column.heading, Tone.MUTED) for column in columns]
    sheet.row(columns, widths, headings)
    sheet.line((sheet.glyphs.rule * min(sheet.width, sum(widths) + 2 * (len(widths) - 1)), Tone.MUTED))
    for row, texts in rows:
        if row.rule is not None:
            sheet.rule(sheet.text(row.rule))
            continue
        if lifted is not None:
            sheet.prose(texts[lifted], _tone(row))
        sheet.row(columns, widths, [Cell(text, _tone(row)) for text in _rest(texts, lifted)])


def _squeezed(table: Table, columns: Sequence[SheetColumn], rows: Sequence[Sequence[str]]) -> int | None:
    """Return the column of words that is too narrow to be read beside the others, and stands on a line of its own; or None."""
    for at, column in enumerate(columns):
        words = [word for texts in rows for word in texts[at].split()]
        if table.columns[at].align is Align.LEFT and column.width < min(_READABLE, max(map(cell_len, words), default=0)):
            return at
    return None


def _without(table: Table, at: int) -> Table:
    return replace(table, columns=tuple(_rest(table.columns, at)), rows=())


def _rest(items: Sequence[Any], at: int | None) -> Sequence[Any]:
    return items if at is None else [*items[:at], *items[at + 1 :]]


def _tone(row: Row) -> Tone:
    return Tone.STRONG if row.total else Tone.TEXT


def _columns(sheet: Sheet, table: Table, rows: Sequence[Sequence[str]]) -> list[SheetColumn]:
    """Return the columns in their natural width, or with the widest ones cut down until all fit."""
    headings = [sheet.text(column.heading) for column in table.columns]
    natural = [max(map(cell_len, chain.from_iterable(text.split("\n") for text in texts))) for texts in zip(headings, *rows, strict=True)]
    least = [max([6, *(cell_len(word) for word in heading.split())]) for heading in headings]
    for at, column in enumerate(table.columns):
        if column.align is Align.LEFT:
            least[at] = max(least[at], min(_READABLE, max((cell_len(word) for texts in rows for word in texts[at].split()), default=0)))
    room = sheet.width - 2 * (len(headings) - 1)
    widths = [min(width, room) for width in natural]
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda at: (widths[at] > least[at], table.columns[at].align is Align.LEFT, widths[at]))
        if widths[widest] <= 3:  # noqa: PLR2004 - fewer cells than this show nothing
            break
        widths[widest] -= 1
    return [
        SheetColumn(heading, width, numeric=column.align is Align.RIGHT)
        for heading, width, column in zip(headings, widths, table.columns, strict=True)
    ]
