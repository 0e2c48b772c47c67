"""A file that is none of ours, or no longer what it was, is refused in one sentence, whatever it makes of itself."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from reviewer.documents import origin
from reviewer.documents.errors import DocumentError
from reviewer.documents.json_document import json_text
from reviewer.documents.word import word_bytes
from reviewer.language.speech import Speech
from tests.domain.small_round import paper, settled

REFUSED = "{} sier ikke hvilken sak den kommer fra. Den er ikke skrevet av dette programmet, eller den er skadet."
DEEP = b'{"imprint":' + b"[" * 200_000


@pytest.fixture(scope="module")
def word() -> bytes:
    return word_bytes(paper(settled()), Speech("nb"))


def packed(word: bytes, body: Callable[[bytes], bytes]) -> bytes:
    with ZipFile(io.BytesIO(word)) as before, ZipFile(changed := io.BytesIO(), "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, body(content) if name == "word/document.xml" else content)
    return changed.getvalue()


def locked(word: bytes) -> bytes:
    """Return the file with its first part said to be encrypted."""
    at = word.index(b"PK\x01\x02") + 8
    return word[:at] + b"\x01" + word[at + 1 :]


def refused(path: Path, content: bytes) -> bool:
    path.write_bytes(content)
    with pytest.raises(DocumentError) as told:
        origin.found(path)
    return Speech("nb").text(told.value.said) == REFUSED.format(path.name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("dyp.json", DEEP),
        ("dyp.pdf", b"stream\n" + DEEP + b"\nendstream"),
        ("tom.docx", b""),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path: Path, name: str, content: bytes) -> None:
    assert refused(tmp_path / name, content)


def test_a_number_of_events_without_end_is_refused_in_words(tmp_path: Path) -> None:
    said = json.loads(json_text(paper(settled()), Speech("nb")))
    said["imprint"]["events"] = float("inf")
    assert refused(tmp_path / "uendelig.json", json.dumps(said).encode())


def test_a_damaged_word_file_is_refused_in_words(tmp_path: Path, word: bytes) -> None:
    assert refused(tmp_path / "halv.docx", packed(word, lambda body: body[:-9]))
    assert refused(tmp_path / "hemmelig.docx", locked(word))
    assert refused(tmp_path / "kuttet.docx", word[:-3000])


def test_a_file_that_unpacks_to_more_than_any_document_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: bytes
) -> None:
    monkeypatch.setattr(origin, "_MOST_BYTES", 2_000_000)
    large, asked = b" " * 3_000_000, list[int]()

    def unpacked(stream: bytes, most: int) -> bytes:
        asked.append(len(text := unpack(stream, most)))
        return text

    unpack = vars(origin)["_unpacked"]
    monkeypatch.setattr(origin, "_unpacked", unpacked)
    streams = (zlib.compress(large), zlib.compress(b'{"imprint":"' + large + b'"}'))
    assert refused(tmp_path / "stor.pdf", b"".join(b"stream\n" + one + b"\nendstream\n" for one in streams))
    assert max(asked) <= 2_000_000
    assert refused(tmp_path / "stor.docx", packed(word, lambda body: body.replace(b"<w:body>", b"<w:body>" + large)))
