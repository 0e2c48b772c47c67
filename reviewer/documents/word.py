"""The proposal as a Word document: real headings, lists that begin anew, tables whose heads repeat.

Text goes in as text, through python-docx's own escaping; the same proposal gives the same bytes.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn

from reviewer.documents.plain import printable
from reviewer.documents.word_styles import dress
from reviewer.documents.word_tables import add_facts, add_table
from reviewer.domain.blocks import Block, Bullets, Chart, Facts, Heading, PageBreak, Paragraph, Table, Tone, as_table
from reviewer.domain.proposal import Proposal
from reviewer.language.speech import Speech

if TYPE_CHECKING:
    from docx.document import Document

_HEADINGS = {1: "Title", 2: "Heading 1", 3: "Heading 2", 4: "Heading 3"}
_TONES = {Tone.PLAIN: "Normal", Tone.MOTION: "Motion", Tone.NOTICE: "Notice", Tone.QUOTE: "Quotation"}
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def word_bytes(proposal: Proposal, speech: Speech) -> bytes:
    """Return the document as the bytes of a .docx file."""
    document = docx.Document()
    dress(document, proposal, speech)
    for block in proposal.blocks:
        _add(document, block, speech)
    buffer = io.BytesIO()
    document.save(buffer)
    return _repeatable(buffer)


def _add(document: Document, block: Block, speech: Speech) -> None:
    match block:
        case Heading():
            document.add_paragraph(printable(speech.text(block.text)), _HEADINGS[block.level])
        case Paragraph():
            document.add_paragraph(printable(speech.text(block.text)), _TONES[block.tone])
        case Bullets():
            _bullets(document, block, speech)
        case Facts():
            add_facts(document, block, speech)
        case Table():
            add_table(document, block, speech)
        case Chart():
            _chart(document, block, speech)
        case PageBreak():
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _chart(document: Document, chart: Chart, speech: Speech) -> None:
    """Add what the chart shows as words, and its figures where no table has them."""
    document.add_paragraph(printable(speech.text(chart.alt)), "Normal")
    if chart.told_by is None:
        add_table(document, as_table(chart), speech)


def _bullets(document: Document, bullets: Bullets, speech: Speech) -> None:
    numbering = _restarted(document) if bullets.numbered else None
    for item in bullets.items:
        paragraph = document.add_paragraph(printable(speech.text(item)), "List Number" if bullets.numbered else "List Bullet")
        if numbering is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx has no call for it
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = numbering


def _restarted(document: Document) -> int:
    """Return a new numbering of the list style's kind that begins at 1; without it one list would go on where the last one ended."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    kind = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    number = numbering.add_num(kind)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.get(qn("w:numId")))


def _repeatable(saved: io.BytesIO) -> bytes:
    """Return the package with the same date on every part: the clock leaves no trace in the file."""
    buffer = io.BytesIO()
    with ZipFile(saved) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = ZipInfo(name, _ZIP_DATE)
            part.compress_type = ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return buffer.getvalue()
