"""Charts in the Word document: pictures in the text, each with its alternative text and a numbered caption above it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.parts.image import ImagePart

from reviewer.documents.pictures import Picture
from reviewer.documents.plain import printable
from reviewer.documents.word_styles import TEXT_WIDTH
from reviewer.documents.word_text import add_run, added, paragraph
from reviewer.domain.blocks import Chart
from reviewer.domain.said import say
from reviewer.language.speech import Speech

if TYPE_CHECKING:
    from docx.document import Document

_EMU = 360_000
"""English metric units in a centimetre."""
_FIRST_ID = 10_000
"""Above the ids that the drawings of a template have."""
_NUMBER = "\ue000"
_PICTURES = "http://schemas.openxmlformats.org/drawingml/2006/picture"


class Album:
    """The pictures of one document's charts: each stands in it once, under the first number that none has.

    python-docx would weigh each new picture against a checksum of every one before it, made anew.
    """

    def __init__(self, document: Document) -> None:
        self._part = document.part
        taken = {image.partname.idx for image in self._part.package.image_parts}
        self._numbers = (number for number in count(1) if number not in taken)
        self._known: dict[bytes, str] = {}

    def relation(self, picture: Picture) -> str:
        """Return the id by which the text refers to the picture."""
        if picture.content not in self._known:
            self._known[picture.content] = self._added(picture.content)
        return self._known[picture.content]

    def _added(self, content: bytes) -> str:
        name = PackURI(f"/word/media/image{next(self._numbers)}.png")
        part = ImagePart.from_image(Image.from_blob(content), name)
        self._part.package.image_parts.append(part)
        return self._part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)


def picture_elements(chart: Chart, found: tuple[Picture, ...], album: Album, speech: Speech, number: int) -> Iterator[Any]:
    """Yield the numbered caption and the pictures; `number` is the chart's own in the document."""
    yield _caption(chart, speech, number)
    alt = printable(speech.text(chart.alt)).replace("\n", " ")
    for at, picture in enumerate(found):
        relation = album.relation(picture)
        made = paragraph("", "Normal")
        drawing = added(added(made, "w:r"), "w:drawing")
        drawing.append(_inline(picture, relation, alt, _FIRST_ID + 100 * number + at))
        yield made


def _caption(chart: Chart, speech: Speech, number: int) -> Any:
    made = paragraph("", "Caption")
    before, _, after = speech.text(say("Figure {number}. {caption}", number=_NUMBER, caption=chart.caption)).partition(_NUMBER)
    add_run(made, before)
    add_run(added(made, "w:fldSimple", instr="SEQ Figure \\* ARABIC"), str(number))
    add_run(made, after)
    return made


def _inline(picture: Picture, relation: str, alt: str, key: int) -> Any:
    size = {"cx": round(TEXT_WIDTH * _EMU), "cy": round(TEXT_WIDTH * picture.height * _EMU)}
    inline = _made("wp:inline", distT=0, distB=0, distL=0, distR=0)
    _add(inline, "wp:extent", **size)
    _add(inline, "wp:docPr", id=key, name=f"Figure {key}", descr=alt)
    _add(_add(inline, "wp:cNvGraphicFramePr"), "a:graphicFrameLocks", noChangeAspect=1)
    data = _add(_add(inline, "a:graphic"), "a:graphicData", uri=_PICTURES)
    content = _add(data, "pic:pic")
    names = _add(content, "pic:nvPicPr")
    _add(names, "pic:cNvPr", id=key, name=f"figure-{key}.png", descr=alt)
    _add(names, "pic:cNvPicPr")
    fill = _add(content, "pic:blipFill")
    _add(fill, "a:blip").set(qn("r:embed"), relation)
    _add(_add(fill, "a:stretch"), "a:fillRect")
    shape = _add(content, "pic:spPr")
    place = _add(shape, "a:xfrm")
    _add(place, "a:off", x=0, y=0)
    _add(place, "a:ext", **size)
    _add(_add(shape, "a:prstGeom", prst="rect"), "a:avLst")
    return inline


def _made(tag: str, **attributes: str | int) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(name, str(value))
    return element


def _add(parent: Any, tag: str, **attributes: str | int) -> Any:
    element = _made(tag, **attributes)
    parent.append(element)
    return element
