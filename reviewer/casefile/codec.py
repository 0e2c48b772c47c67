"""Events as bytes: written once, hashed as they stand, and never written again.

A stored event is one JSON object in UTF-8: `format`, `case`, `seat`, `key` (who signs it, or empty), `feed`, `number`, `act`,
`previous` (hash of the feed's event before, or empty), `at` (UTC), `kind`, `replaces`, `salt` (only where the hash of what was
said must not tell it), `had` (only where a seat is recused: how far its feeds about the application had come, each as key, feed and
number), `body`. Its id is SHA-256 of these bytes. Events of format 1 have no `key`, `feed` and `salt`: a seat's
events were one chain.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any

from pydantic_core import SchemaSerializer, from_json, to_json

from reviewer.casefile.rules import tag_rules, untag_rules
from reviewer.casefile.shapes import reader, shape, writer
from reviewer.domain.admission import Link
from reviewer.domain.events import KINDS, ApplicationReceived, CaseOpened, Event, Happening
from reviewer.domain.interventions import CommitteeChanged
from reviewer.domain.recusal import Had
from reviewer.domain.slotted import dataclass

FORMAT = 2
READABLE = frozenset({1, 2})
_LARGEST = 2**53
_KIND_OF = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What stands around an event's body."""

    case: str
    seat: str
    number: int
    act: int
    previous: str
    at: datetime
    replaces: tuple[str, ...]
    feed: str = ""
    key: str = ""
    salt: str = ""
    had: tuple[tuple[str, str, int], ...] | None = None


def encode(envelope: Envelope, body: Happening) -> bytes:
    """Return the bytes of an event."""
    head = {
        "format": FORMAT,
        "case": envelope.case,
        "seat": envelope.seat,
        "key": envelope.key,
        "feed": envelope.feed,
        "number": envelope.number,
        "act": envelope.act,
        "previous": envelope.previous,
        "at": moment_text(envelope.at),
        "kind": kind_of(body),
        "replaces": list(envelope.replaces),
    }
    head |= {"salt": envelope.salt} if envelope.salt else {}
    head |= {"had": envelope.had} if envelope.had is not None else {}
    return b'%b,"body":%b}' % (to_json(head)[:-1], _body_bytes(body))


def decode(stored: bytes) -> Event:
    """Return the event of these bytes; raise `ValueError` where they are none of this program's."""
    return event_from(from_json(stored), stored)


def had_of(stored: bytes) -> Had | None:
    """Return how far a recused seat's feeds had come, by key and feed; None where the event does not say, or says nothing readable."""
    told = from_json(stored).get("had")
    try:
        return None if told is None else {(str(key), str(feed)): int(number) for key, feed, number in told}
    except (TypeError, ValueError):
        return None


def link_of(stored: bytes, signature: bytes | None) -> Link:
    """Return an event that has come from elsewhere; raise `ValueError` where the bytes are no event that this program reads."""
    try:
        raw = from_json(stored)
        event = event_from(raw, stored)
        texts = (raw["case"], raw["previous"], event.seat, event.feed, event.key, event.kind, *event.replaces)
        numbers = (event.number, event.act, raw["format"])
        if raw["format"] != FORMAT or type(raw["replaces"]) is not list:
            raise ValueError("no event of this format")
        if {*map(type, texts)} != {str} or {*map(type, numbers)} != {int} or not (min(numbers) > 0 and max(numbers) < _LARGEST):
            raise ValueError("a field is of another type")
        if event.at.tzinfo is None or moment_text(event.at) != raw["at"]:
            raise ValueError("the moment is not in UTC to the millisecond")
        return Link(event=event, case=raw["case"], previous=raw["previous"], stored=stored, signature=signature)
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(str(error)) from error


def event_from(raw: dict[str, Any], stored: bytes) -> Event:
    """Return the event of these bytes, which `raw` was read from and which is used up; raise `ValueError`, `KeyError` or `TypeError`."""
    kind: Any = KINDS.get(raw["kind"])
    if kind is None or raw["format"] not in READABLE:
        raise ValueError(f"unknown event {raw['kind']} of format {raw['format']}")
    body = raw["body"]
    if kind is CaseOpened or kind is CommitteeChanged:
        untag_rules(body["committee"])
    if kind is ApplicationReceived and body["content"].get("extra"):
        body["content"]["extra"] = {name: _untagged(value) for name, value in body["content"]["extra"].items()}
    return Event(
        id=hash_of(stored),
        seat=raw["seat"],
        number=raw["number"],
        at=datetime.fromisoformat(raw["at"]),
        kind=raw["kind"],
        body=reader(kind).validate_python(body),
        act=raw["act"],
        replaces=tuple(raw["replaces"]),
        feed=raw.get("feed", ""),
        key=raw.get("key", ""),
    )


def event_of(envelope: Envelope, body: Happening, stored: bytes) -> Event:
    """Return the event that was just encoded, without reading it back."""
    return Event(
        id=hash_of(stored),
        seat=envelope.seat,
        number=envelope.number,
        at=envelope.at,
        kind=kind_of(body),
        body=body,
        act=envelope.act,
        replaces=envelope.replaces,
        feed=envelope.feed,
        key=envelope.key,
    )


def event_schema() -> dict[str, Any]:
    """Return the JSON Schema of a stored event: the lines that a case file consists of."""
    from pydantic import TypeAdapter

    bodies = {name: TypeAdapter(kind).json_schema(ref_template=f"#/$defs/{name}/$defs/{{model}}") for name, kind in KINDS.items()}
    text = {"type": "string"}
    head = {
        "format": {"const": FORMAT},
        "case": text,
        "seat": text,
        "key": text,
        "feed": text,
        "number": {"type": "integer", "minimum": 1},
        "act": {"type": "integer", "minimum": 1},
        "previous": text,
        "at": {"type": "string", "format": "date-time"},
        "replaces": {"type": "array", "items": text},
    }
    kinds = [{"properties": {"kind": {"const": name}, "body": {"$ref": f"#/$defs/{name}"}}} for name in KINDS]
    required = [*head, "kind", "body"]
    head["salt"] = text
    head["had"] = {"type": "array", "items": {"type": "array", "prefixItems": [text, text, {"type": "integer"}]}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An event of a case",
        "type": "object",
        "properties": head,
        "required": required,
        "oneOf": kinds,
        "$defs": bodies,
    }


def hash_of(stored: bytes) -> str:
    """Return the id of an event: SHA-256 of its bytes, in hex."""
    return sha256(stored).hexdigest()


def kind_of(body: Happening) -> str:
    """Return the name under which this kind of event is stored."""
    return _KIND_OF[type(body)]


@lru_cache(maxsize=16)
def moment_text(at: datetime) -> str:
    """Return the moment in UTC to the millisecond: `2026-11-22T08:30:00.000+00:00`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


@cache
def _writer(kind: type[Happening]) -> SchemaSerializer:
    """Return what writes bodies of the kind; a choice is written as the text that it is, without asking Python for its value."""
    return SchemaSerializer(_choices_as_text(shape(kind)))


def _choices_as_text(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_choices_as_text(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    copied = {key: _choices_as_text(part) for key, part in schema.items()}
    return copied | {"serialization": {"type": "to-string", "when_used": "json"}} if schema.get("type") == "enum" else copied


def _body_bytes(body: Happening) -> bytes:
    kind: Any = type(body)
    opening = isinstance(body, CaseOpened | CommitteeChanged)
    if not opening and not (isinstance(body, ApplicationReceived) and body.content.extra):
        return _writer(kind).to_json(body, exclude_defaults=True)
    plain = writer(kind).to_python(body, mode="json", exclude_defaults=not opening)
    if isinstance(body, CaseOpened | CommitteeChanged):
        tag_rules(plain["committee"], body.committee)
    elif isinstance(body, ApplicationReceived):
        plain["content"]["extra"] = _tagged(body.content.extra)
    return to_json(plain)


def _tagged(extra: Mapping[str, object]) -> dict[str, Any]:
    """Return the extra fields as JSON that tells a decimal and a date from text."""
    tagged: dict[str, Any] = {}
    for name, value in extra.items():
        match value:
            case Decimal():
                tagged[name] = {"decimal": str(value)}
            case date():
                tagged[name] = {"date": value.isoformat()}
            case tuple():
                tagged[name] = list(value)
            case _:
                tagged[name] = value
    return tagged


def _untagged(value: object) -> object:
    match value:
        case {"decimal": str(text)}:
            return Decimal(text)
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case list():
            return tuple(value)
        case _:
            return value
