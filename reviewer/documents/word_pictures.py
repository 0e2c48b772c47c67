"""Charts in the Word document: pictures in the text, each with its alternative text and a numbered caption above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import nsmap
from docx.parts.image import ImagePart

from reviewer.documents.pictures import Drawn, Picture
from reviewer.documents.plain import printable
from reviewer.documents.word_page import TEXT_WIDTH
from reviewer.documents.word_text import numbered, quoted, styled
from reviewer.domain.blocks import Chart
from reviewer.domain.said import say
from reviewer.domain.slotted import dataclass
from reviewer.language.speech import Speech

if TYPE_CHECKING:
    from docx.document import Document

_EMU = 360_000
"""English metric units in a centimetre."""
_FIRST_ID = 10_000
"""Above the ids that the drawings of a template have."""
_NUMBER = "\ue000"
_PICTURES = "http://schemas.openxmlformats.org/drawingml/2006/picture"


@dataclass(frozen=True, slots=True)
class Figure:
    """Where the pictures of a chart stand: what they say to those who do not see them, quoted, and the first one's number."""

    chart: Chart
    alt: str
    key: int


def chart_source(chart: Chart, speech: Speech, number: int) -> tuple[str, Figure]:
    """Return the numbered caption and the figure; `number` is the chart's own in the document."""
    text = speech.text(say("Figure {number}. {caption}", number=_NUMBER, caption=chart.caption))
    alt = quoted(printable(speech.text(chart.alt)).replace("\n", " "))
    return numbered(text, _NUMBER, "Figure", number), Figure(chart, alt, _FIRST_ID + 100 * number)


class Album:
    """The pictures of one document's charts: each stands in it once, under the first number that none has.

    python-docx would weigh each new picture against a checksum of every one before it, and its relation against every other.
    """

    def __init__(self, document: Document, drawn: Drawn) -> None:
        self._part = document.part
        self._names = document.element.nsmap
        self._drawn = drawn
        taken = {image.partname.idx for image in self._part.package.image_parts}
        self._numbers = (number for number in count(1) if number not in taken)
        self._relations = (key for key in map("rId{}".format, count(1)) if key not in self._part.rels)
        self._known: dict[bytes, str] = {}

    def filled(self, source: Iterable[str | Figure]) -> Iterator[str]:
        """Yield the source with the pictures in their places."""
        for piece in source:
            if isinstance(piece, str):
                yield piece
                continue
            for at, picture in enumerate(self._drawn[id(piece.chart)]):
                inline = self._inline(picture, piece.alt, piece.key + at)
                yield styled(f"<w:r><w:drawing>{inline}</w:drawing></w:r>", "Normal")

    def relation(self, picture: Picture) -> str:
        """Return the id by which the text refers to the picture."""
        if picture.content not in self._known:
            self._known[picture.content] = self._added(picture.content)
        return self._known[picture.content]

    def _added(self, content: bytes) -> str:
        name = PackURI(f"/word/media/image{next(self._numbers)}.png")
        part, relation = ImagePart(name, CONTENT_TYPE.PNG, content), next(self._relations)
        self._part.package.image_parts.append(part)
        self._part.load_rel(RELATIONSHIP_TYPE.IMAGE, part, relation)
        return relation

    def _inline(self, picture: Picture, alt: str, key: int) -> str:
        """Return the picture as wide as the text."""
        size = f'cx="{round(TEXT_WIDTH * _EMU)}" cy="{round(TEXT_WIDTH * picture.height * _EMU)}"'
        names = f'<pic:nvPicPr><pic:cNvPr id="{key}" name="figure-{key}.png" descr={alt}/><pic:cNvPicPr/></pic:nvPicPr>'
        blip = f'<a:blip{self._named("r")} r:embed="{self.relation(picture)}"/>'
        fill = f"<pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        place = f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        content = f"<pic:pic{self._named('pic')}>{names}{fill}<pic:spPr>{place}</pic:spPr></pic:pic>"
        return (
            f'<wp:inline{self._named("wp")} distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{key}" name="Figure {key}" descr={alt}/>'
            f'<wp:cNvGraphicFramePr><a:graphicFrameLocks{self._named("a")} noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            f'<a:graphic{self._named("a")}><a:graphicData uri="{_PICTURES}">{content}</a:graphicData></a:graphic></wp:inline>'
        )

    def _named(self, prefix: str) -> str:
        """Return what says whose names have this prefix, where the document does not say so at its head."""
        return "" if self._names.get(prefix) == nsmap[prefix] else f' xmlns:{prefix}="{nsmap[prefix]}"'
