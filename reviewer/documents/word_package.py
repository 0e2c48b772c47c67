"""The parts of a Word document as one file, packed once; and what is left in memory when it is made."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from docx.opc.pkgwriter import PackageWriter
from docx.parts.image import ImagePart

from reviewer.documents.meanwhile import meanwhile
from reviewer.documents.zipped import Deflated, deflated, zipped
from reviewer.domain.slotted import dataclass

if TYPE_CHECKING:
    from docx.document import Document


@dataclass(frozen=True, slots=True)
class _Unfilled:
    """A part by its name, kind and relations, without what stands in it."""

    partname: Any
    content_type: str
    rels: Any
    blob: bytes = b""


def packed(document: Document, told: Mapping[str, str] | None = None) -> bytes:
    """Return the document as the bytes of a file: python-docx says which parts it has and in what order, and each is compressed once.

    `told` is source by the mark in the body whose place it takes. Pictures, most of the file, are compressed in a thread of their own.
    """
    package = document.part.package
    parts = {part.partname.membername: part for part in package.parts}
    for part in parts.values():
        part.before_marshal()
    frame = io.BytesIO()
    unfilled = [_Unfilled(part.partname, part.content_type, part.rels) for part in parts.values()]
    PackageWriter.write(frame, package.rels, unfilled)  # type: ignore[no-untyped-call]
    drawn = {name: part.blob for name, part in parts.items() if isinstance(part, ImagePart)}
    with ZipFile(frame) as framed, meanwhile(lambda: _deflated(drawn)) as pictures:
        main = document.part.partname.membername
        written = {name: part.blob for name, part in parts.items() if name not in drawn}
        written[main] = _body(written[main], told or {})
        written |= {name: framed.read(name) for name in framed.namelist() if name not in parts}
        made = _deflated(written) | pictures()
        return zipped((name, made[name]) for name in framed.namelist())


def _deflated(parts: Mapping[str, bytes]) -> dict[str, Deflated]:
    return {name: deflated(content) for name, content in parts.items()}


def _body(blob: bytes, told: Mapping[str, str]) -> bytes:
    for mark, source in told.items():
        blob = blob.replace(mark.encode(), source.encode(), 1)
    return blob


def let_go(document: Document) -> None:
    """Empty the document's parts: they point at each other, and few objects of Python hold much of libxml2's memory.

    The collector would find them too, but only after looking at everything that the program holds.
    """
    for part in document.part.package.parts:
        vars(part).clear()
