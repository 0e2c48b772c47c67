"""A packet: what one laptop sends another, one age file. `age --decrypt` opens it too; inside are lines of text.

    reviewer-packet 1
    {header as JSON}
    E <signature in hex, or -> <an event's stored bytes>
    S {a draft's seal as JSON}
    .{"sha256": ..., "signature": ...}

The last line's hash is of everything before it, and so is the signature, by the key that the header names. A packet that was cut off, or
changed, is refused whole. Nothing in it is compressed: it is never larger inside than outside.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from reviewer.collector import collector_at_rest
from reviewer.domain.admission import Link, Seal
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.domain.system import system_words
from reviewer.exchange import age
from reviewer.exchange.errors import ExchangeError, NewerPacketError
from reviewer.exchange.identity import Identity
from reviewer.signatures import Signer, is_signed

FORMAT = 1
SUFFIX = ".sakspakke"
MOST_BYTES = 256 * 2**20
"""A larger file is no packet of a council."""
MOST_LINE = 32 * 2**20
"""One event is never longer: the largest are a committee and a register of municipalities."""
_MAGIC = b"reviewer-packet %d\n" % FORMAT

Text = Annotated[str, Field(max_length=500)]
ReadEvent = Callable[[bytes, bytes | None], Link]
"""Reads an event's stored bytes; raises `ValueError` for those of a later program, or of none."""


class Progress(BaseModel):
    """How far a seat has come, in numbers only: applications begun and handed in, of how many it rates."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
    begun: int = Field(default=0, ge=0)
    handed_in: int = Field(default=0, ge=0)
    of: int = Field(default=0, ge=0)


class Heard(BaseModel):
    """What was last heard of a seat's progress, and when the packet that told it was made."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
    made: Annotated[AwareDatetime, Field(strict=False)]
    progress: Progress


class Header(BaseModel):
    """Whose packet it is, of which case, for whom; `key` is empty where nobody signs it."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)
    case: Text
    title: Text = ""
    sender: Text = ""
    key: str = Field(default="", pattern="^([0-9a-f]{64})?$")
    receiver: Text = ""
    made: Text
    program: Text = ""
    progress: Progress | None = None


class _Seal(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    id: str = Field(pattern="^[0-9a-f]{64}$")
    seat: Text
    key: str = Field(pattern="^([0-9a-f]{64})?$")
    feed: str = Field(max_length=2000)
    number: int = Field(ge=1, lt=2**53)
    previous: str = Field(pattern="^([0-9a-f]{64})?$")
    application: str = Field(max_length=2000)
    replaces: list[Annotated[str, Field(pattern="^[0-9a-f]{64}$")]] = Field(max_length=10_000)


class _End(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    signature: str = Field(default="", pattern="^([0-9a-f]{128})?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """A packet that was whole; its events are still to be weighed. `newer` are events that only a later program understands."""

    header: Header
    links: tuple[Link, ...]
    seals: tuple[Seal, ...]
    newer: int = 0


def write(header: Header, links: Sequence[Link], seals: Sequence[Seal], signer: Signer | None) -> bytes:
    """Return the packet's content, before it is encrypted; the same content for the same values."""
    out = BytesIO()
    out.write(_MAGIC)
    out.write(header.model_dump_json(exclude_none=True).encode() + b"\n")
    for link in links:
        out.write(b"E %b %b\n" % (link.signature.hex().encode() if link.signature else b"-", link.stored))
    for seal in seals:
        names = ("id", "seat", "key", "feed", "number", "previous", "application")
        plain = {name: getattr(seal, name) for name in names} | {"replaces": list(seal.replaces)}
        out.write(b"S " + json.dumps(plain, ensure_ascii=False).encode() + b"\n")
    body = out.getvalue()
    signature = signer.sign(body).hex() if signer else ""
    return body + b"." + _End(sha256=sha256(body).hexdigest(), signature=signature).model_dump_json().encode() + b"\n"


def read(content: bytes, name: str, event: ReadEvent) -> Packet:
    """Return a packet's content, checked whole; raise `ExchangeError`. `name` is what the file is called in the sentence."""
    if not content.startswith(b"reviewer-packet "):
        raise ExchangeError(say("{path} is not a packet.", path=name))
    if not content.startswith(_MAGIC):
        raise NewerPacketError(say("{path} was made by a newer version of the program. Update the program to read it.", path=name))
    at = content.rfind(b"\n.", 0, len(content)) + 1
    if at <= len(_MAGIC) or not content.endswith(b"\n"):
        raise ExchangeError(_torn(name))
    try:
        end = _End.model_validate_json(content[at + 1 :])
        if end.sha256 != sha256(memoryview(content)[:at]).hexdigest():
            raise ExchangeError(_torn(name))
        header_end = content.index(b"\n", len(_MAGIC))
        header = Header.model_validate_json(content[len(_MAGIC) : header_end])
    except (ValidationError, ValueError):
        raise ExchangeError(_torn(name)) from None
    if header.key and not is_signed(header.key, content[:at], bytes.fromhex(end.signature)):
        raise ExchangeError(say("{path} is not signed by the key that it names.", path=name))
    with collector_at_rest():
        return _parsed(header, _lines(content, header_end + 1, at), name, event)


def _lines(content: bytes, start: int, end: int) -> Iterator[bytes]:
    while start < end:
        stop = content.index(b"\n", start)
        yield content[start:stop]
        start = stop + 1


def _parsed(header: Header, lines: Iterator[bytes], name: str, event: ReadEvent) -> Packet:
    links: list[Link] = []
    seals: list[Seal] = []
    newer = 0
    for line in lines:
        if len(line) > MOST_LINE:
            raise ExchangeError(say("{path} holds an event of more than {number} bytes.", path=name, number=MOST_LINE))
        try:
            if line.startswith(b"S "):
                seals.append(_seal(line))
            else:
                links.append(_link(line, event))
        except (ValueError, RecursionError):
            if not _is_newer(line):
                raise ExchangeError(say("{path} holds something that is not an event. The whole packet is refused.", path=name)) from None
            newer += 1
    return Packet(header=header, links=tuple(links), seals=tuple(seals), newer=newer)


def _link(line: bytes, event: ReadEvent) -> Link:
    mark, _, rest = line.partition(b" ")
    signature, _, stored = rest.partition(b" ")
    if mark != b"E":
        raise ValueError("no event")
    return event(stored, None if signature == b"-" else bytes.fromhex(signature.decode("ascii")))


def seal_of(data: object) -> Seal:
    """Return a seal that came as data; raise `ValueError` where it is none."""
    return _as_seal(_Seal.model_validate(data))


def _seal(line: bytes) -> Seal:
    return _as_seal(_Seal.model_validate_json(line[2:]))


def _as_seal(found: _Seal) -> Seal:
    return Seal(**(found.model_dump() | {"replaces": tuple(found.replaces)}))


def _is_newer(line: bytes) -> bool:
    """Whether a line that could not be read says that it is an event of a later format or of a kind that came later."""
    try:
        raw = json.loads(line.split(b" ", 2)[2])
        return isinstance(raw, dict) and isinstance(raw.get("format"), int) and isinstance(raw.get("kind"), str) and "body" in raw
    except (ValueError, IndexError, RecursionError):
        return False


def _torn(name: str) -> Said:
    return say("{path} is not whole: it was cut off or changed on the way. Ask for it again.", path=name)


def read_file(path: Path) -> bytes:
    """Return a packet file's bytes, or raise `ExchangeError` where it is missing or larger than a packet may be."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise ExchangeError(say("{path} is larger than a packet may be ({number} bytes).", path=str(path), number=size))
        return path.read_bytes()
    except OSError as error:
        raise ExchangeError(say("{path} cannot be read ({what}).", path=str(path), what=system_words(error))) from error


def decrypt(sealed: bytes, name: str, identity: Callable[[], Identity], passphrase: str = "") -> bytes:
    """Return what the age file holds; raise `ExchangeError` where it is none, is for somebody else, or is not whole."""
    if not sealed.startswith(age.HEADER):
        raise ExchangeError(say("{path} is not a packet.", path=name))
    try:
        if not age.is_under_passphrase(sealed):
            return age.decrypt(sealed, identity().receiving)
        if not passphrase:
            raise ExchangeError(say("{path} is under a passphrase. Give it: --passphrase, or REVIEWER_PACKET_PASSPHRASE.", path=name))
        return age.decrypt_under(sealed, passphrase)
    except age.CannotOpenError:
        said = say("{path} does not open: it is for another key, the passphrase is another, or it is not whole.", path=name)
        raise ExchangeError(said) from None
