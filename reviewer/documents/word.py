"""The proposal as a Word document: real headings, lists that begin anew, tables whose heads repeat.

Text goes in as text, through python-docx's own escaping; the same proposal gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from reviewer.documents.extent import leads
from reviewer.documents.pictures import pictures
from reviewer.documents.word_package import let_go, packed
from reviewer.documents.word_pictures import Album, picture_elements
from reviewer.documents.word_styles import TEXT_WIDTH, dressed
from reviewer.documents.word_tables import facts_elements, table_elements
from reviewer.documents.word_text import add_run, added, element, paragraph
from reviewer.domain.blocks import Block, Bullets, Chart, Contents, Facts, Heading, PageBreak, Paragraph, Table, Tone
from reviewer.domain.proposal import Proposal
from reviewer.language.speech import Speech

if TYPE_CHECKING:
    from docx.document import Document

_HEADINGS = {1: "Title", 2: "Heading1", 3: "Heading2", 4: "Heading3"}
_TONES = {Tone.PLAIN: "Normal", Tone.MOTION: "Motion", Tone.NOTICE: "Notice", Tone.QUOTE: "Quotation"}
STYLES = frozenset(
    {*_HEADINGS.values(), *_TONES.values(), "Caption", "Contents"}
    | {"TableText", "TableNumber", "TableHeading", "TableRule", "TableTotal", "TableTotalNumber"}
)
"""The ids of the styles that a document needs; those of lists come with a numbering of their own."""
_SECTION = 2
"""The level of the headings that the list of contents has."""
_NOT_YET = "…"


def word_bytes(proposal: Proposal, speech: Speech) -> bytes:
    """Return the document as the bytes of a .docx file."""
    document = dressed(proposal, speech)
    end = document.element.body[-1]
    for made in Writer(document, speech, proposal.blocks).elements(proposal.blocks):
        end.addprevious(made)
    try:
        return packed(document)
    finally:
        let_go(document)


class Writer:
    """Makes a document's elements of the paper's blocks; lists, links, tables and figures are numbered through the whole of it."""

    def __init__(self, document: Document, speech: Speech, paper: Sequence[Block]) -> None:
        self.document = document
        self.speech = speech
        self.paper = paper
        self._last = {id(block) for block, following in pairwise(paper) if isinstance(following, PageBreak)}
        self._following = {id(block): following for block, following in pairwise(paper)}
        charts = [block for block in paper if isinstance(block, Chart)]
        self._drawn = dict(zip(map(id, charts), pictures(charts, speech, TEXT_WIDTH), strict=True))
        self._album = Album(document)
        self._links = 0
        self._tables = 0
        self._figures = 0

    def elements(self, blocks: Sequence[Block]) -> Iterator[Any]:
        """Yield paragraphs and tables of some of the paper's blocks, ready to be put into the body."""
        turned = False
        for block in blocks:
            made = tuple(self._elements(block))
            if isinstance(block, Table | Facts) and id(block) in self._last:
                made = made[:-1]  # the empty line below a table might come onto a page of its own
            yield from _on_new_page(iter(made)) if turned and not isinstance(block, PageBreak) else made
            turned = isinstance(block, PageBreak)

    def _elements(self, block: Block) -> Iterator[Any]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                yield self._paragraph(block)
            case Bullets():
                yield from self._bullets(block)
            case Facts():
                yield from facts_elements(block, self.speech)
            case Table():
                yield from self._table(block)
            case Chart():
                yield from self._chart(block)
            case Contents():
                yield from self._contents(self.paper)
            case PageBreak():
                return

    def _heading(self, heading: Heading) -> Any:
        made = paragraph(self.speech.text(heading.text), _HEADINGS[heading.level])
        if heading.level == _SECTION and heading.anchor:
            self._links += 1
            made.insert(1, element("w:bookmarkStart", id=self._links, name=_bookmark(heading.anchor)))
            added(made, "w:bookmarkEnd", id=self._links)
        return made

    def _paragraph(self, block: Paragraph) -> Any:
        text, following = self.speech.text(block.text), self._following.get(id(block))
        made = paragraph(text, _TONES[block.tone])
        if following is not None and leads(block, following, len(text)):
            added(made[0], "w:keepNext")
        return made

    def _chart(self, chart: Chart) -> Iterator[Any]:
        self._figures += 1
        yield from picture_elements(chart, self._drawn[id(chart)], self._album, self.speech, self._figures)

    def _table(self, table: Table) -> Iterator[Any]:
        self._tables += 1
        yield from table_elements(table, self.speech, self._tables)

    def _bullets(self, bullets: Bullets) -> Iterator[Any]:
        numbering = _restarted(self.document) if bullets.numbered else None
        for item in bullets.items:
            made = paragraph(self.speech.text(item), "ListNumber" if bullets.numbered else "ListBullet")
            if numbering is not None:
                properties = added(made[0], "w:numPr")
                added(properties, "w:ilvl", val=0)
                added(properties, "w:numId", val=numbering)
            yield made

    def _contents(self, blocks: Sequence[Block]) -> Iterator[Any]:
        """Yield links to the sections, each with a field for its page.

        Which page that is only the program that lays the document out knows: LibreOffice says it at once, Word when it prints or updates
        its fields. Until then three dots stand there, never a wrong number. Fields that ask to be updated would make Word ask every reader
        about «fields that may refer to other files», and it may work them out before it has pages, so that all say 1. A field of Word's own
        kind of contents would hold such fields as dead text in LibreOffice.
        """
        headings = [one for one in blocks if isinstance(one, Heading) and one.level == _SECTION and one.anchor]
        for heading in headings:
            made, name = paragraph("", "Contents"), _bookmark(heading.anchor)
            link = added(made, "w:hyperlink", anchor=name, history=1)
            add_run(link, self.speech.text(heading.text) + "\t")
            _add_field(link, f" PAGEREF {name} \\h ")
            yield made


def _bookmark(anchor: str) -> str:
    return "_" + re.sub(r"\W", "_", anchor)[:39]


def _add_field(parent: Any, code: str) -> None:
    """Add a field that is not worked out yet."""
    for part in ("begin", "", "separate", _NOT_YET, "end"):
        run = added(parent, "w:r")
        if part == _NOT_YET:
            added(run, "w:t").text = part
        elif part:
            added(run, "w:fldChar", fldCharType=part)
        else:
            added(run, "w:instrText").text = code


def _on_new_page(elements: Iterator[Any]) -> Iterator[Any]:
    """Let the first paragraph begin a page: a paragraph that is nothing but a break may itself come onto a page of its own."""
    first = next(elements, None)
    if first is None:
        return
    next(first.iter(qn("w:pPr"))).insert(1, element("w:pageBreakBefore"))
    yield first
    yield from elements


def _restarted(document: Document) -> int:
    """Return a new numbering of the list style's kind that begins at 1; without it one list would go on where the last one ended."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    kind = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    number = numbering.add_num(kind)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.get(qn("w:numId")))
