"""Tables in the Word document: thin lines, heads that repeat, rows that stay whole, the budget line across.

Each is written as its source: python-docx looks every style up anew for every cell.
"""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.documents.columns import column_widths, gutter, parted
from reviewer.documents.extent import stays_whole
from reviewer.documents.word_page import TEXT_WIDTH
from reviewer.documents.word_styles import ACCENT, HAIRLINE, TINT
from reviewer.documents.word_text import numbered, paragraph
from reviewer.domain.blocks import Align, Column, Facts, Table
from reviewer.domain.said import say
from reviewer.language.speech import Speech

_STYLES = {Align.LEFT: "TableText", Align.RIGHT: "TableNumber"}
_TOTALS = {Align.LEFT: "TableTotal", Align.RIGHT: "TableTotalNumber"}
_NUMBER = "\ue000"
_FACT_SHARES = (27, 73)
"""So wide that a checksum goes on one line."""
_TOGETHER = 3
"""Of a table that is too long to stay on one page, so many rows at either end stay together."""
_POINTS = 72 / 2.54
"""Points in a centimetre."""
_TWIPS = 20
"""Twips in a point: Word's measure."""
_LETTER = 4.5
"""Points that a letter in a table takes on average."""
_MOST_LINES = 12
"""A row with more lines may break over two pages: half a page left empty is worse."""
_BETWEEN_FACTS = 10.0
"""Points between a name and its value."""
_SPACE_AFTER = paragraph("", "TableText", '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>')
"""Keeps the next block apart, and two tables from growing together."""


def table_source(table: Table, speech: Speech, number: int) -> tuple[str, ...]:
    """Return the numbered caption, the table and the empty line below it; the head is repeated on every page that the table reaches."""
    between = gutter(table.columns)
    head = [speech.text(column.heading) for column in table.columns]
    texts = [[speech.value(value) for value in row.cells] for row in table.rows]
    within = TEXT_WIDTH * _POINTS - between * len(head)
    words = column_widths(table.columns, head, [row for row in texts if row], within)
    widths = [round((wide + between) * _TWIPS) for wide in words]
    told = [[speech.text(row.rule)] if row.rule is not None else cells for row, cells in zip(table.rows, texts, strict=True)]
    together = _kept_together([head, *told])
    source = [_head(head, table.columns, widths, keep=together[0])]
    for row, cells, keep in zip(table.rows, told, together[1:], strict=True):
        styles = [(_TOTALS if row.total else _STYLES)[column.align] for column in table.columns]
        if row.rule is not None:
            source.append(_rule(cells[0], widths, keep=keep))
            continue
        shown = [parted(cell, wide, bold=row.total) for cell, wide in zip(cells, words, strict=True)]
        source.append(_long_row(shown, styles, widths) if _is_long(cells, words) else _row(shown, styles, widths, keep=keep))
    return (_caption(table, speech, number), _table(widths, source, between), _SPACE_AFTER)


def facts_source(facts: Facts, speech: Speech) -> tuple[str, ...]:
    """Return names and values beside each other, and the empty line below them."""
    widths = [round(TEXT_WIDTH * _POINTS * _TWIPS * share / sum(_FACT_SHARES)) for share in _FACT_SHARES]
    texts = [[speech.text(name), speech.value(value)] for name, value in facts.rows]
    source = [_row(each, ("TableHeading", "TableText"), widths, keep=keep) for each, keep in zip(texts, _kept_together(texts), strict=True)]
    return (_table(widths, source, _BETWEEN_FACTS), _SPACE_AFTER)


def _caption(table: Table, speech: Speech, number: int) -> str:
    text = speech.text(say("Table {number}. {caption}", number=_NUMBER, caption=table.caption))
    return numbered(text, _NUMBER, "Table", number)


def _table(widths: Sequence[int], rows: Sequence[str], between: float) -> str:
    """Return the table with these rows, so many points between its columns."""
    borders = _borders("w:tblBorders", dict.fromkeys(("top", "bottom", "insideH"), (HAIRLINE, 4)))
    margins = "".join(f'<w:{side} w:w="{round(between * _TWIPS / 2)}" w:type="dxa"/>' for side in ("left", "right"))
    look = '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    properties = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>{look}'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _borders(tag: str, lines: dict[str, tuple[str, int]]) -> str:
    sides = "".join(f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>' for side, (colour, size) in lines.items())
    return f"<{tag}>{sides}</{tag}>"


def _row_of(cells: Sequence[str], repeated: str = "") -> str:
    """Return a row that does not break over two pages."""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _head(texts: Sequence[str], columns: Sequence[Column], widths: Sequence[int], *, keep: bool) -> str:
    line, right = _borders("w:tcBorders", {"bottom": (ACCENT, 8)}), '<w:jc w:val="right"/>'
    cells = [
        _cell(width, _text(text, "TableHeading", keep=keep, stands=right if column.align is Align.RIGHT else ""), line)
        for text, column, width in zip(texts, columns, widths, strict=True)
    ]
    return _row_of(cells, "<w:tblHeader/>")


def _row(texts: Sequence[str], styles: Sequence[str], widths: Sequence[int], *, keep: bool) -> str:
    return _row_of([_cell(width, _text(text, style, keep=keep)) for text, style, width in zip(texts, styles, widths, strict=True)])


def _is_long(cells: Sequence[str], words: Sequence[float]) -> bool:
    """Whether a cell of the row, so many points wide, has more lines than are kept on one page."""
    return any(len(cell) * _LETTER > _MOST_LINES * wide for cell, wide in zip(cells, words, strict=True))


def _long_row(texts: Sequence[str], styles: Sequence[str], widths: Sequence[int]) -> str:
    """Return a row that goes on on the next page where this one ends."""
    cells = [_cell(width, _text(text, style, keep=False)) for text, style, width in zip(texts, styles, widths, strict=True)]
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _rule(rule: str, widths: Sequence[int], *, keep: bool) -> str:
    """Return the row of one cell that is a line across the table."""
    lines = _borders("w:tcBorders", {"top": (ACCENT, 8), "bottom": (ACCENT, 8)})
    properties = f'<w:gridSpan w:val="{len(widths)}"/>{lines}<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'
    return _row_of([_cell(sum(widths), _text(rule, "TableRule", keep=keep, stands='<w:jc w:val="center"/>'), properties)])


def _text(text: str, style: str, *, keep: bool, stands: str = "") -> str:
    """Return the paragraph of a cell; `keep` keeps it on the page of the row that follows."""
    return paragraph(text, style, ("<w:keepNext/>" if keep else "") + stands)


def _cell(width: int, body: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{body}</w:tc>'


def _kept_together(rows: Sequence[Sequence[str]]) -> list[bool]:
    """Return which rows stay on the page of the row that follows: all of a short table, and of a longer one the ends."""
    last = len(rows) - 1
    if stays_whole(rows):
        return [at < last for at in range(len(rows))]
    first, end = stays_whole(rows[:_TOGETHER]), stays_whole(rows[-_TOGETHER:])
    return [(first and at < _TOGETHER - 1) or (end and last - _TOGETHER < at < last) for at in range(len(rows))]
