"""A Word file is packed once, holds each picture once, and leaves nothing behind in memory."""

from __future__ import annotations

import gc
import io
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
import pytest
from docx.opc.part import Part
from docx.parts.image import ImagePart

from reviewer.documents.meanwhile import meanwhile
from reviewer.documents.pictures import Picture
from reviewer.documents.trial import trial_proposal
from reviewer.documents.word import word_bytes
from reviewer.documents.word_package import packed
from reviewer.documents.word_pictures import Album
from reviewer.documents.word_template import default_template, templated_bytes
from reviewer.documents.zipped import deflated, zipped
from reviewer.domain.proposal import Proposal
from reviewer.language.speech import Speech
from tests.documents.test_documents import HOSTILE, hostile_paper

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


@pytest.mark.parametrize("proposal", [trial_proposal(), hostile_paper("\n".join(HOSTILE))], ids=["trial", "hostile"])
def test_the_file_has_what_python_docx_saves_and_no_time(proposal: Proposal) -> None:
    made = word_bytes(proposal, NB)
    document = docx.Document(io.BytesIO(made))
    saved = io.BytesIO()
    document.save(saved)
    assert members(packed(document)) == members(saved.getvalue())
    assert dict(members(made))["word/document.xml"] == dict(members(saved.getvalue()))["word/document.xml"]
    with ZipFile(io.BytesIO(made)) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_parts_that_are_compressed_before_make_the_file_that_zipfile_makes() -> None:
    parts = {"word/document.xml": b"<w:document/>" * 50, "word/media/bilde-ø.png": PICTURE, "empty": b""}
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            file.writestr(info, content)
    assert zipped((name, deflated(content)) for name, content in parts.items()) == buffer.getvalue()


def test_what_fails_meanwhile_is_raised_to_whoever_waits_for_it() -> None:
    def failing() -> int:
        raise ValueError("no picture")

    with meanwhile(failing) as answer, pytest.raises(ValueError, match="no picture"):
        answer()


def test_the_charts_are_begun_before_python_docx_is_read() -> None:
    told = "import sys, reviewer.documents.word; print(any(name.partition('.')[0] in ('docx', 'lxml') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, check=True, text=True).stdout.strip() == "False"


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
