"""What a finished document says of where it comes from, and how it differs from what the case exports now.

JSON says it in its own keys, PDF in the JSON attached inside, Word in its identifier property.
"""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode
from zipfile import BadZipFile, ZipFile

from reviewer.documents.errors import DocumentError
from reviewer.domain.proposal import Audience, Kind, Proposal
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.domain.system import system_words
from reviewer.language.speech import LANGUAGES, Speech

MOST_DIFFERENCES = 20
LONGEST_PROPERTY = 255
_SCHEME = "reviewer:?"
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_MOST_BYTES = 256 * 2**20
"""More than any document says; a small file may unpack to more than the memory holds."""
_BROKEN = (ValueError, LookupError, TypeError, ArithmeticError, RuntimeError, EOFError, SyntaxError, BadZipFile, zlib.error)
"""What reading a file raises that is none of ours, or no longer what it was; lxml's errors are errors of syntax."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """How a document was asked for, and of which case: all that is needed to make it again."""

    kind: Kind
    about: str
    audience: Audience
    language: str
    produced: date
    seat: str
    case_hash: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A document as it was found: its format, where it says it comes from, and what it says."""

    suffix: str
    origin: Origin
    content: bytes
    said: Any


def identifier(proposal: Proposal, speech: Speech) -> str:
    """Return the origin as one line, for a format that has no place for more; empty where it is longer than Word takes."""
    line = _SCHEME + urlencode(
        {
            "kind": proposal.kind.value,
            "about": str(proposal.data["about"]),
            "audience": proposal.audience.value,
            "language": speech.language,
            "produced": proposal.imprint.produced.isoformat(),
            "seat": proposal.imprint.seen_by,
            "case": proposal.imprint.case_hash,
            "events": proposal.imprint.events,
        }
    )
    return line if len(line) <= LONGEST_PROPERTY else ""


def found(path: Path) -> Found:
    """Return the document with its origin; raise `DocumentError` where it is none of this program's."""
    content = _bytes(path)
    suffix = path.suffix.lower().removeprefix(".")
    readers = {"json": _in_json, "pdf": _in_pdf, "docx": _in_word}
    if suffix not in readers:
        raise DocumentError(say("{file} cannot be checked. PDF, Word and JSON files can.", file=path.name))
    try:
        origin, said = readers[suffix](content)
    except _BROKEN as error:
        raise DocumentError(
            say("{file} does not say which case it comes from. It is not written by this program, or is damaged.", file=path.name)
        ) from error
    return Found(suffix=suffix, origin=origin, content=content, said=said)


def differences(document: Found, content: bytes) -> tuple[Said, ...]:
    """Return what differs between the document and what the case exports, which is `content`; nothing where they are the same."""
    if document.content == content:
        return ()
    pages: Iterator[Said] = iter(())
    if document.suffix == "docx":
        told = _in_text(document.said, _in_word(content)[1])
    elif document.suffix == "json":
        told = _in_values(document.said, _in_json(content)[1], "")
    else:
        from reviewer.documents.pdf_pages import pages_differ

        told = _in_values(document.said, _in_pdf(content)[1], "")
        pages = pages_differ(document.content, content)
    return (*islice(told, MOST_DIFFERENCES), *pages) or (
        say("What the file says for programs is the same, but its bytes are not: it was changed, or written by another version."),
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(say("{file} cannot be read: {reason}", file=str(path), reason=system_words(error))) from error


def _in_json(content: bytes) -> tuple[Origin, Any]:
    said = json.loads(content.decode("utf-8"))
    imprint = said["imprint"]
    origin = _origin(
        {
            "kind": said["kind"],
            "about": said["about"],
            "audience": "public" if said["public"] else "council",
            "language": said["language"],
            "produced": said["produced"],
            "seat": said["seen_by"],
            "case": imprint["case_hash"],
            "events": imprint["events"],
        }
    )
    return origin, said


def _in_pdf(content: bytes) -> tuple[Origin, Any]:
    """Read the JSON that is attached: the one stream that is a statement. A whole reader of PDF is not needed for files of our own."""
    for match in _STREAM.finditer(content):
        try:
            text = _unpacked(match[1], 1) and _unpacked(match[1], _MOST_BYTES)
        except zlib.error:
            continue
        if b'"imprint"' in text:
            return _in_json(text)
    raise ValueError("no statement is attached")


def _unpacked(stream: bytes, most: int) -> bytes:
    """Return no more than so many bytes of what may be a statement, and nothing of another stream.

    A stream's last byte may be a line break itself, and is then cut off with the one before `endstream`: no need of it.
    """
    text = zlib.decompressobj().decompress(stream, most) if stream[:1] == b"x" else stream
    return text if text.startswith(b"{") else b""


def _in_word(content: bytes) -> tuple[Origin, Any]:
    import docx
    from docx.oxml.ns import qn

    from reviewer.documents.word_text import plain_text

    with ZipFile(io.BytesIO(content)) as parts:
        if sum(one.file_size for one in parts.infolist()) > _MOST_BYTES:
            raise ValueError("too large for a document")
    document = docx.Document(io.BytesIO(content))
    name = document.core_properties.identifier
    if not name.startswith(_SCHEME):
        raise ValueError("no identifier")
    values = {key: value[0] for key, value in parse_qs(name.removeprefix(_SCHEME), keep_blank_values=True, strict_parsing=True).items()}
    texts = [plain_text(one) for one in document.element.body.iter(qn("w:p"))]
    return _origin(values), [text for text in texts if text.strip()]


def _origin(values: Mapping[str, Any]) -> Origin:
    if values["language"] not in LANGUAGES:
        raise ValueError(f"unknown language {values['language']}")
    return Origin(
        kind=Kind(values["kind"]),
        about=str(values["about"]),
        audience=Audience(values["audience"]),
        language=values["language"],
        produced=date.fromisoformat(values["produced"]),
        seat=str(values["seat"]),
        case_hash=str(values["case"]),
        events=int(values["events"]),
    )


def _in_values(before: Any, after: Any, path: str) -> Iterator[Said]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in {**before, **after}:
            yield from _in_values(before.get(key), after.get(key), f"{path}.{key}" if path else key)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _in_values(one, other, f"{path}[{_named(one, number)}]")
    elif before != after:
        yield say("{place}: the document has {before}, the case gives {after}.", place=path, before=_short(before), after=_short(after))


def _named(value: Any, number: int) -> str:
    return str(value["id"]) if isinstance(value, dict) and "id" in value else str(number)


def _short(value: Any, most: int = 120) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _in_text(before: list[str], after: list[str]) -> Iterator[Said]:
    from difflib import SequenceMatcher

    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            for text in before[a:b]:
                yield say("Only in the document: {text}", text=_short(text))
            for text in after[c:d]:
                yield say("Only in what the case gives: {text}", text=_short(text))
