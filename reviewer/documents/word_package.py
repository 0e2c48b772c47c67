"""The parts of a Word document as one file, packed once; and what is left in memory when it is made.

The clock leaves no trace in the file: every part has the same date.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.pkgwriter import PackageWriter

from reviewer.domain.slotted import dataclass

if TYPE_CHECKING:
    from docx.document import Document

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Unfilled:
    """A part by its name, kind and relations, without what stands in it."""

    partname: Any
    content_type: str
    rels: Any
    blob: bytes = b""


def packed(document: Document) -> bytes:
    """Return the document as the bytes of a file: python-docx says which parts it has and in what order, and each is compressed once."""
    package = document.part.package
    parts = package.parts
    for part in parts:
        part.before_marshal()
    frame = io.BytesIO()
    PackageWriter.write(frame, package.rels, [_Unfilled(part.partname, part.content_type, part.rels) for part in parts])  # type: ignore[no-untyped-call]
    filled = {part.partname.membername: part for part in parts}
    buffer = io.BytesIO()
    with ZipFile(frame) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = ZipInfo(name, _ZIP_DATE)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, filled[name].blob if name in filled else source.read(name))
    return buffer.getvalue()


def let_go(document: Document) -> None:
    """Empty the document's parts: they point at each other, and few objects of Python hold much of libxml2's memory.

    The collector would find them too, but only after looking at everything that the program holds.
    """
    for part in document.part.package.parts:
        vars(part).clear()
