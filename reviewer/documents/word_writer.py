"""The body of the Word document: the paper's blocks as their source, with the pictures once the charts are drawn.

Text goes in as text, escaped; the same proposal gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docx.oxml.parser import oxml_parser

from reviewer.documents.extent import leads
from reviewer.documents.pictures import Drawn
from reviewer.documents.word_package import let_go, packed
from reviewer.documents.word_pictures import Album, Figure, chart_source
from reviewer.documents.word_styles import dressed
from reviewer.documents.word_tables import facts_source, table_source
from reviewer.documents.word_text import on_new_page, paragraph, run, styled
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


def ordinary(proposal: Proposal, speech: Speech, pictures: Callable[[], Drawn]) -> bytes:
    """Return the paper in none of the secretariat's templates; `pictures` waits until its charts are drawn."""
    document = dressed(proposal, speech)
    try:
        source = [*Writer(document, speech, proposal.blocks).source(proposal.blocks)]
        return packed(document, told(document, [(document.element.body[-1], source)], pictures()))
    finally:
        let_go(document)


def told(document: Document, places: Sequence[tuple[Any, Sequence[str | Figure]]], drawn: Drawn) -> Mapping[str, str]:
    """Put a mark before each of these places in the body, and return the source that takes the marks' places when all is packed."""
    album = Album(document, drawn)
    found: dict[str, str] = {}
    for number, (place, source) in enumerate(places):
        place.addprevious(oxml_parser.makeelement("told", {"number": str(number)}))
        found[f'<told number="{number}"/>'] = "".join(album.filled(source))
    return found


class Writer:
    """Makes the source of the paper's blocks; lists, links, tables and figures are numbered through the whole of it."""

    def __init__(self, document: Document, speech: Speech, paper: Sequence[Block]) -> None:
        self.document = document
        self.speech = speech
        self.paper = paper
        self._last = {id(block) for block, following in pairwise(paper) if isinstance(following, PageBreak)}
        self._following = {id(block): following for block, following in pairwise(paper)}
        self._links = 0
        self._tables = 0
        self._figures = 0

    def source(self, blocks: Sequence[Block]) -> Iterator[str | Figure]:
        """Yield the source of some of the paper's blocks, and figures in the places of pictures that may not be drawn yet."""
        turned = False
        for block in blocks:
            made = [*self._source(block)]
            if isinstance(block, Table | Facts) and id(block) in self._last:
                made.pop()  # the empty line below a table might come onto a page of its own
            if turned and made and isinstance(made[0], str):
                made[0] = on_new_page(made[0])
            yield from made
            turned = isinstance(block, PageBreak)

    def _source(self, block: Block) -> Iterator[str | Figure]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                yield self._paragraph(block)
            case Bullets():
                yield from self._bullets(block)
            case Facts():
                yield from facts_source(block, self.speech)
            case Table():
                self._tables += 1
                yield from table_source(block, self.speech, self._tables)
            case Chart():
                self._figures += 1
                yield from chart_source(block, self.speech, self._figures)
            case Contents():
                yield from self._contents(self.paper)
            case PageBreak():
                return

    def _heading(self, heading: Heading) -> str:
        text = self.speech.text(heading.text)
        if heading.level != _SECTION or not heading.anchor:
            return paragraph(text, _HEADINGS[heading.level])
        self._links += 1
        begin = f'<w:bookmarkStart w:id="{self._links}" w:name="{_bookmark(heading.anchor)}"/>'
        return styled(f'{begin}{run(text) if text else ""}<w:bookmarkEnd w:id="{self._links}"/>', _HEADINGS[heading.level])

    def _paragraph(self, block: Paragraph) -> str:
        text, following = self.speech.text(block.text), self._following.get(id(block))
        keep = following is not None and leads(block, following, len(text))
        return paragraph(text, _TONES[block.tone], "<w:keepNext/>" if keep else "")

    def _bullets(self, bullets: Bullets) -> Iterator[str]:
        style, numbering = "ListBullet", ""
        if bullets.numbered:
            style, number = "ListNumber", _restarted(self.document)
            numbering = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        for item in bullets.items:
            yield paragraph(self.speech.text(item), style, numbering)

    def _contents(self, blocks: Sequence[Block]) -> Iterator[str]:
        """Yield links to the sections, each with a field for its page.

        Which page that is only the program that lays the document out knows: LibreOffice says it at once, Word when it prints or updates
        its fields. Until then three dots stand there, never a wrong number. Fields that ask to be updated would make Word ask every reader
        about «fields that may refer to other files», and it may work them out before it has pages, so that all say 1. A field of Word's own
        kind of contents would hold such fields as dead text in LibreOffice.
        """
        headings = [one for one in blocks if isinstance(one, Heading) and one.level == _SECTION and one.anchor]
        for heading in headings:
            name = _bookmark(heading.anchor)
            link = run(self.speech.text(heading.text) + "\t") + _field(f" PAGEREF {name} \\h ")
            yield styled(f'<w:hyperlink w:anchor="{name}" w:history="1">{link}</w:hyperlink>', "Contents")


def _bookmark(anchor: str) -> str:
    return "_" + re.sub(r"\W", "_", anchor)[:39]


def _field(code: str) -> str:
    """Return a field that is not worked out yet."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}<w:r><w:t>{_NOT_YET}</w:t></w:r>{end}"


def _restarted(document: Document) -> int:
    """Return a new numbering of the list style's kind that begins at 1; without it one list would go on where the last one ended."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    kind = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    number = numbering.add_num(kind)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.get(qn("w:numId")))
