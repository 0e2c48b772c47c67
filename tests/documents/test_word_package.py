"""A Word file is packed once, holds each picture once, and leaves nothing behind in memory."""

from __future__ import annotations

import gc
import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.opc.part import Part
from docx.parts.image import ImagePart

from reviewer.documents.pictures import Picture
from reviewer.documents.trial import trial_proposal
from reviewer.documents.word import word_bytes
from reviewer.documents.word_package import packed
from reviewer.documents.word_pictures import Album
from reviewer.documents.word_template import default_template, templated_bytes
from reviewer.language.speech import Speech

NB = Speech("nb")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


_HEAD = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
PICTURE = _HEAD + _chunk(b"IDAT", zlib.compress(b"\0\0")) + _chunk(b"IEND", b"")
"""One point as PNG."""


@pytest.fixture
def uncollected() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def members(content: bytes) -> list[tuple[str, bytes]]:
    with ZipFile(io.BytesIO(content)) as file:
        return [(name, file.read(name)) for name in file.namelist()]


def test_the_file_has_what_python_docx_saves_and_no_time() -> None:
    document = docx.Document(io.BytesIO(word_bytes(trial_proposal(), NB)))
    saved = io.BytesIO()
    document.save(saved)
    content = packed(document)
    assert members(content) == members(saved.getvalue())
    with ZipFile(io.BytesIO(content)) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def drawn(number: int) -> Picture:
    """Return a picture like no other: PNG readers pass over what follows the end."""
    return Picture(PICTURE + bytes([number]), 1.0)


def test_a_picture_stands_in_the_document_once_under_the_first_number_that_none_has(tmp_path: Path) -> None:
    document = docx.Document()
    logo = tmp_path / "logo.png"
    logo.write_bytes(PICTURE)
    document.add_picture(str(logo))
    album = Album(document, {})
    first, second, again = (album.relation(drawn(number)) for number in (1, 2, 1))
    assert first == again != second
    names = sorted(str(part.partname) for part in document.part.package.image_parts)
    assert names == ["/word/media/image1.png", "/word/media/image2.png", "/word/media/image3.png"]
    assert document.part.related_parts[second].blob == drawn(2).content


@pytest.mark.usefixtures("uncollected")
def test_a_document_is_let_go_of_without_the_collector() -> None:
    template = default_template(trial_proposal(), NB)
    before = held()
    word_bytes(trial_proposal(), NB)
    templated_bytes(template, trial_proposal(), NB)
    assert held() == before


def held() -> int:
    """Return how many pictures stand in memory as parts of documents."""
    return sum(isinstance(one, Part) and isinstance(one, ImagePart) and bool(vars(one)) for one in gc.get_objects())
