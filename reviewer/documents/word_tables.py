"""Tables in the Word document: thin lines, heads that repeat, rows that stay whole, the budget line across."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm

from reviewer.documents.plain import printable
from reviewer.documents.word_styles import ACCENT, HAIRLINE, TEXT_WIDTH, TINT, element
from reviewer.domain.blocks import Align, Column, Facts, Row, Table
from reviewer.domain.said import Said
from reviewer.language.speech import Speech

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as WordTable

_STYLES = {Align.LEFT: "Table Text", Align.RIGHT: "Table Number"}
_ALIGNMENT = {Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT, Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT}
_FACT_SHARES = (3, 7)


def add_table(document: Document, table: Table, speech: Speech) -> None:
    """Add the caption and the table; the head is repeated on every page that the table reaches."""
    document.add_paragraph(printable(speech.text(table.caption)), "Caption")
    shares = [column.share for column in table.columns]
    made = _new_table(document, len(table.rows) + 1, shares)
    rows = list(made.rows)
    _fill_head(rows[0], table.columns, speech)
    for row, content in zip(rows[1:], table.rows, strict=True):
        if content.rule is None:
            _fill(row, content, table.columns, speech)
        else:
            _fill_rule(row, content.rule, speech)
    _space_after(document)


def add_facts(document: Document, facts: Facts, speech: Speech) -> None:
    """Add names and values beside each other."""
    made = _new_table(document, len(facts.rows), _FACT_SHARES)
    for row, (name, value) in zip(made.rows, facts.rows, strict=True):
        first, second = row.cells
        _write(first, speech.text(name), "Table Heading")
        _write(second, speech.value(value), "Table Text")
    _space_after(document)


def _new_table(document: Document, rows: int, shares: Sequence[int]) -> WordTable:
    made: WordTable = document.add_table(rows, len(shares))
    made.autofit = False
    properties = made._tbl.tblPr  # noqa: SLF001 - python-docx has no call for borders
    properties.append(_borders())
    properties.append(_margins())
    widths = [TEXT_WIDTH * share / sum(shares) for share in shares]
    for column, width in zip(made._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):  # noqa: SLF001
        column.w = Cm(width)
    for row in made.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))  # noqa: SLF001
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    return made


def _borders() -> Any:
    borders = element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(f"w:{side}", val="single", sz=4, space=0, color=HAIRLINE))
    return borders


def _margins() -> Any:
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=100, type="dxa"))
    return margins


def _fill_head(row: Any, columns: Sequence[Column], speech: Speech) -> None:
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))  # noqa: SLF001
    for cell, column in zip(row.cells, columns, strict=True):
        paragraph = _write(cell, speech.text(column.heading), "Table Heading")
        paragraph.alignment = _ALIGNMENT[column.align]
        cell._tc.get_or_add_tcPr().append(_edges(bottom=ACCENT))  # noqa: SLF001


def _fill(row: Any, content: Row, columns: Sequence[Column], speech: Speech) -> None:
    for cell, value, column in zip(row.cells, content.cells, columns, strict=True):
        paragraph = _write(cell, speech.value(value), _STYLES[column.align])
        if content.total:
            for run in paragraph.runs:
                run.bold = True


def _fill_rule(row: Any, rule: Said, speech: Speech) -> None:
    cells = row.cells
    merged = cells[0].merge(cells[-1])
    paragraph = _write(merged, speech.text(rule), "Table Rule")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    properties = merged._tc.get_or_add_tcPr()  # noqa: SLF001
    properties.append(_edges(top=ACCENT, bottom=ACCENT))
    properties.append(element("w:shd", val="clear", color="auto", fill=TINT))


def _edges(**colours: str) -> Any:
    edges = element("w:tcBorders")
    for side, colour in colours.items():
        edges.append(element(f"w:{side}", val="single", sz=8, space=0, color=colour))
    return edges


def _write(cell: Any, text: str, style: str) -> Any:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(printable(text))
    return paragraph


def _space_after(document: Document) -> None:
    """Keep the next block apart, and two tables from growing together."""
    spacer = document.add_paragraph("", "Table Text")
    spacer.paragraph_format.keep_with_next = False
