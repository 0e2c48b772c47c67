"""Tables in the Word document: thin lines, heads that repeat, rows that stay whole, the budget line across.

They are built of elements directly, because python-docx looks every style up anew for every cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml.ns import qn

from reviewer.documents.extent import stays_whole
from reviewer.documents.word_styles import ACCENT, HAIRLINE, TEXT_WIDTH, TINT
from reviewer.documents.word_text import add_run, added, element, paragraph
from reviewer.domain.blocks import Align, Column, Facts, Row, Table
from reviewer.domain.said import Said, say
from reviewer.language.speech import Speech

_STYLES = {Align.LEFT: "TableText", Align.RIGHT: "TableNumber"}
_TOTALS = {Align.LEFT: "TableTotal", Align.RIGHT: "TableTotalNumber"}
_NUMBER = "\ue000"
_FACT_SHARES = (3, 7)
_TOGETHER = 3
"""Of a table that is too long to stay on one page, so many rows at either end stay together."""
_TWIPS = 1440 / 2.54
"""Twentieths of a point in a centimetre."""


def table_elements(table: Table, speech: Speech, number: int) -> tuple[Any, ...]:
    """Return the numbered caption and the table; the head is repeated on every page that the table reaches."""
    made, widths = _new_table([column.share for column in table.columns])
    made.append(_head(table.columns, widths, speech))
    made.extend(_row(row, table.columns, widths, speech) for row in table.rows)
    _kept_together(made)
    return (_caption(table, speech, number), made, _space_after())


def facts_elements(facts: Facts, speech: Speech) -> tuple[Any, ...]:
    """Return names and values beside each other."""
    made, widths = _new_table(_FACT_SHARES)
    for name, value in facts.rows:
        row = _new_row()
        row.append(_cell(widths[0], speech.text(name), "TableHeading"))
        row.append(_cell(widths[1], speech.value(value), "TableText"))
        made.append(row)
    _kept_together(made)
    return (made, _space_after())


def _caption(table: Table, speech: Speech, number: int) -> Any:
    """Return the caption; its number is a field, so that Word counts on when tables are added, and lists them when asked to."""
    made = paragraph("", "Caption")
    before, _, after = speech.text(say("Table {number}. {caption}", number=_NUMBER, caption=table.caption)).partition(_NUMBER)
    add_run(made, before)
    add_run(added(made, "w:fldSimple", instr="SEQ Table \\* ARABIC"), str(number))
    add_run(made, after)
    return made


def _new_table(shares: Sequence[int]) -> tuple[Any, list[int]]:
    """Return an empty table and its columns' widths in twentieths of a point."""
    widths = [round(TEXT_WIDTH * _TWIPS * share / sum(shares)) for share in shares]
    table = element("w:tbl")
    properties = added(table, "w:tblPr")
    added(properties, "w:tblW", w=sum(widths), type="dxa")
    properties.append(_borders("w:tblBorders", dict.fromkeys(("top", "bottom", "insideH"), (HAIRLINE, 4))))
    added(properties, "w:tblLayout", type="fixed")
    margins = added(properties, "w:tblCellMar")
    for side in ("left", "right"):
        added(margins, f"w:{side}", w=100, type="dxa")
    added(properties, "w:tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1)
    grid = added(table, "w:tblGrid")
    for width in widths:
        added(grid, "w:gridCol", w=width)
    return table, widths


def _borders(tag: str, lines: dict[str, tuple[str, int]]) -> Any:
    borders = element(tag)
    for side, (colour, size) in lines.items():
        added(borders, f"w:{side}", val="single", sz=size, space=0, color=colour)
    return borders


def _new_row() -> Any:
    """Return a row that does not break over two pages."""
    row = element("w:tr")
    added(added(row, "w:trPr"), "w:cantSplit")
    return row


def _head(columns: Sequence[Column], widths: Sequence[int], speech: Speech) -> Any:
    row = _new_row()
    added(row[0], "w:tblHeader")
    for column, width in zip(columns, widths, strict=True):
        cell = _cell(width, speech.text(column.heading), "TableHeading")
        if column.align is Align.RIGHT:
            added(cell[1][0], "w:jc", val="right")
        cell[0].append(_borders("w:tcBorders", {"bottom": (ACCENT, 8)}))
        row.append(cell)
    return row


def _row(content: Row, columns: Sequence[Column], widths: Sequence[int], speech: Speech) -> Any:
    row = _new_row()
    if content.rule is not None:
        row.append(_rule(content.rule, widths, speech))
        return row
    styles = _TOTALS if content.total else _STYLES
    for value, column, width in zip(content.cells, columns, widths, strict=True):
        row.append(_cell(width, speech.value(value), styles[column.align]))
    return row


def _rule(rule: Said, widths: Sequence[int], speech: Speech) -> Any:
    """Return the one cell of a row that is a line across the table."""
    cell = _cell(sum(widths), speech.text(rule), "TableRule")
    added(cell[1][0], "w:jc", val="center")
    properties = cell[0]
    added(properties, "w:gridSpan", val=len(widths))
    properties.append(_borders("w:tcBorders", {"top": (ACCENT, 8), "bottom": (ACCENT, 8)}))
    added(properties, "w:shd", val="clear", color="auto", fill=TINT)
    return cell


def _cell(width: int, text: str, style: str) -> Any:
    cell = element("w:tc")
    added(added(cell, "w:tcPr"), "w:tcW", w=width, type="dxa")
    cell.append(paragraph(text, style))
    return cell


def _space_after() -> Any:
    """Keep the next block apart, and two tables from growing together."""
    made = paragraph("", "TableText")
    added(made[0], "w:spacing", before=0, after=0, line=120, lineRule="exact")
    return made


def _kept_together(table: Any) -> None:
    """Keep a short table on one page, and of a longer one the ends."""
    rows = table.findall(qn("w:tr"))
    texts = [["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))] for row in rows]
    if stays_whole(texts):
        _kept_with_next(rows[:-1])
    else:
        ends = rows[:_TOGETHER], rows[-_TOGETHER:]
        for some, few in zip(ends, (texts[:_TOGETHER], texts[-_TOGETHER:]), strict=True):
            if stays_whole(few):
                _kept_with_next(some[:-1])


def _kept_with_next(rows: Sequence[Any]) -> None:
    """Keep the rows on the page of the row that follows."""
    for row in rows:
        for properties in row.iter(qn("w:pPr")):
            properties.insert(1, element("w:keepNext"))
