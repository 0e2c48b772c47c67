"""JSON and TOML batches, as drafts: the keys are those of `reviewer schema batch`, and values must have their types."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import GenericAlias
from typing import Any, NoReturn

import tomli
from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import to_json

from reviewer.domain.application import Application, Claim, Curve, Effect, Extra, Flow, Organisation, TakeUp, Withheld
from reviewer.domain.committee import Committee, ExtraField, FieldKind
from reviewer.domain.events import Problem
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.intake.draft import Draft, Incoming, Plain
from reviewer.intake.expectation import BY_TYPE, NO_LINES, Wrong, field_names, line_at, path_text, problems_in, wrongs
from reviewer.intake.expectation import Path as Place
from reviewer.intake.key_lines import key_lines, repeated_key_line
from reviewer.intake.parsers import Amended
from reviewer.intake.syntax import json_words, toml_words
from reviewer.intake.tables import UnreadableError, file_bytes
from reviewer.intake.text import decoded
from reviewer.language.speech import Speech

TREES = frozenset({".json", ".toml"})
"""How the names of such files end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """`[batch]`: which committee and call the batch is for, and when it was received."""

    committee: str = ""
    call: str = ""
    received: date | None = None


INNER: Mapping[str, type[Any]] = {
    "applicant": Organisation,
    "partners": Organisation,
    "reuse": TakeUp,
    "curve": Curve,
    "claimed": Claim,
    "flows": Flow,
    "effects": Effect,
    "withheld": Withheld,
    "batch": Head,
}


def names_in(place: Place) -> tuple[str, ...]:
    """Return the keys that the table at this place of an application may have."""
    tables = [part for part in place if isinstance(part, str)]
    return field_names(INNER.get(tables[-1], Application) if tables else Application)


@dataclass(frozen=True, slots=True)
class TreeOrigin:
    """The item of `applications` that a draft was read from."""

    file: str
    number: int
    item: object
    speech: Speech
    lines: Callable[[], Mapping[Place, int]]
    """On which line of the file each place stands; worked out only where something is wrong."""

    def problem(self, wrong: Wrong, application: str | None) -> Problem:
        """Return the fault with its line and its key path: `applications[2018-01].flows[1].side`."""
        place = ("applications", self.number, *wrong.path)
        return Problem(
            file=self.file,
            row=line_at(self.lines(), place),
            column=path_text(place, {"applications": {self.number: self.item}}),
            application=application,
            value=wrong.value,
            expected=self.speech.text(wrong.expected),
        )

    def cells(self) -> dict[str, str]:
        """Return every value as text, by its key path."""
        return dict(_leaves(self.item, ()))


def _leaves(value: object, place: Place) -> list[tuple[str, str]]:
    if isinstance(value, Mapping) and value:
        return [leaf for key, inner in value.items() for leaf in _leaves(inner, (*place, str(key)))]
    if isinstance(value, list) and value:
        return [leaf for number, inner in enumerate(value) for leaf in _leaves(inner, (*place, number))]
    return [(path_text(place), value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False))]


def read_tree(path: Path, committee: Committee, speech: Speech) -> Incoming:
    """Return the drafts of a JSON or TOML file. Raises UnreadableError."""
    found = decoded(file_bytes(path))
    amended = Amended()
    document = document_in(path, found.text, amended)
    bare = isinstance(document, list)
    document = {"applications": document} if bare else document

    @cache
    def lines() -> Mapping[Place, int]:
        known = key_lines(path, found.text)
        return {("applications", *place): line for place, line in known.items()} if bare else known

    if not isinstance(document, dict) or not isinstance(document.get("applications", []), list):
        raise UnreadableError(say("Write a table with the keys batch and applications."))
    head, faults = _head(document.get("batch", {}))
    faults += [
        Wrong((key,), None, say("This key is not known here. Remove it, or correct how it is spelled."))
        for key in document
        if key not in {"batch", "applications"}
    ]
    fields = {extra.id: extra for extra in committee.fields}
    notes = [found.note] if found.note else []
    drafts = [
        _draft(item, TreeOrigin(path.name, number, item, speech, lines), fields, notes)
        for number, item in enumerate(document.get("applications", []))
    ]
    problems = list(problems_in(path.name, document, faults, speech, lines() if faults else NO_LINES))
    return Incoming(drafts, validated_item, problems, [*notes, *amended.notes()], head.committee, head.call, head.received)


def committee_named(path: Path) -> str:
    """Return the committee that a JSON or TOML batch says it is for; empty where it says none or cannot be read."""
    if path.suffix.lower() not in TREES:
        return ""
    try:
        document = document_in(path, decoded(file_bytes(path)).text, Amended())
    except UnreadableError:
        return ""
    batch = document.get("batch") if isinstance(document, dict) else None
    return _head(batch)[0].committee if isinstance(batch, dict) else ""


def document_in(path: Path, text: str, amended: Amended) -> Any:
    """Return the tables of the file's text, every text tidied; what was tidied is in `amended`. Raises UnreadableError."""
    try:
        return _tidied(_toml(text) if path.suffix.lower() == ".toml" else _json(text), amended)
    except RecursionError:
        raise UnreadableError(say("The file has tables within tables too many levels down.")) from None


def _json(text: str) -> object:
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise _at_line(text, error.lineno, json_words(error.msg)) from None
    except _RepeatedError as error:
        raise UnreadableError(say("A table has the same key twice; keep one."), repeated_key_line(text), ", ".join(error.keys)) from None
    except _NoNumberError:
        found = next((found for found in _NO_NUMBER.finditer(text) if found[1]), None)
        line = text.count("\n", 0, found.start()) + 1 if found else None
        raise UnreadableError(say("Write a number, or null where there is none."), line, found[1] if found else None) from None
    except ValueError as error:
        raise UnreadableError(json_words(str(error))) from None


class _RepeatedError(Exception):
    """A table of a JSON file has these keys more than once."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        super().__init__()


class _NoNumberError(Exception):
    """A JSON file has what Python takes for a number, and JSON does not know."""


_NO_NUMBER = re.compile(r'"(?:\\.|[^"\\])*"|(-?Infinity|NaN)')
"""A text, or, as its group, such a word outside texts."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return the pairs as a dict; a key that stands twice would silently lose a value."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RepeatedError(sorted(key for key, times in Counter(key for key, _ in pairs).items() if times > 1))
    return found


def _no_number(_name: str) -> NoReturn:
    raise _NoNumberError


def _toml(text: str) -> object:
    try:
        return tomli.loads(text, parse_float=Decimal)
    except tomli.TOMLDecodeError as error:
        raise _at_line(text, int(getattr(error, "lineno", 1)), toml_words(str(getattr(error, "msg", error)))) from None
    except ValueError as error:
        raise UnreadableError(toml_words(str(error))) from None


def _at_line(text: str, row: int, expected: Said) -> UnreadableError:
    """Return the error with the line as it stands; the end of the file is its last line."""
    lines = text.split("\n")[:row] or [""]
    return UnreadableError(expected, row, lines[-1].rstrip("\r")[:200])


def _tidied(value: Any, amended: Amended) -> Any:
    """Return the document with every text fit to go on."""
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else amended.tidy(value)
    if isinstance(value, dict):
        return {_tidied(key, amended): _tidied(inner, amended) for key, inner in value.items()}
    return [_tidied(item, amended) for item in value] if isinstance(value, list) else value


def _head(raw: object) -> tuple[Head, list[Wrong]]:
    try:
        head: Head = _adapter(Head).validate_json(to_json((raw,)), strict=True)[0]
    except ValidationError as error:
        return Head(), [Wrong(("batch", *wrong.path), wrong.value, wrong.expected) for wrong in wrongs(error, lambda _: field_names(Head))]
    return head, []


def _draft(item: object, origin: TreeOrigin, fields: Mapping[str, ExtraField], notes: list[Said]) -> Draft:
    if not isinstance(item, dict):
        return Draft("", None, origin, [Wrong((), str(item)[:200], BY_TYPE["dict"])])
    name = item.get("id")
    draft = Draft(name if isinstance(name, str) else "", {key: value for key, value in item.items() if key != "extra"}, origin, [])
    extra = item.get("extra", {})
    if not isinstance(extra, dict):
        draft.wrongs.append(Wrong(("extra",), str(extra)[:200], BY_TYPE["dict"]))
        return draft
    for key, value in extra.items():
        if key not in fields:
            notes.append(
                say("{application}: the committee has no field called “{field}”; it was not read.", application=draft.id, field=key)
            )
            continue
        try:
            draft.extra[key] = extra_value(value, fields[key])
        except ExtraError as error:
            draft.wrongs.append(Wrong(("extra", key), str(value)[:200], error.expected))
    return draft


class ExtraError(Exception):
    """A committee's own field does not hold what it should; `expected` says what to write."""

    def __init__(self, expected: Said) -> None:
        self.expected = expected
        super().__init__(expected.message)


def extra_value(value: object, extra: ExtraField) -> Extra:
    """Return the value as the field's kind has it: kroner as int, a number as Decimal, a date also from `2018-01-15`."""
    match extra.kind, value:
        case _, None:
            return None
        case FieldKind.YES_NO, bool():
            return value
        case _, bool():
            raise ExtraError(_EXPECTED[extra.kind])
        case FieldKind.KRONER, int():
            return value
        case FieldKind.NUMBER, int() | Decimal():
            return Decimal(value)
        case FieldKind.DATE, date():
            return value
        case FieldKind.DATE, str():
            return _iso(value)
        case FieldKind.LIST, list() if all(isinstance(item, str) for item in value):
            return tuple(value)
        case FieldKind.CHOICE, str() if value not in extra.choices:
            raise ExtraError(say("Write one of: {choices}.", choices=", ".join(extra.choices)))
        case ((FieldKind.TEXT | FieldKind.CHOICE), str()):
            return value
        case _:
            raise ExtraError(_EXPECTED[extra.kind])


def _iso(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ExtraError(BY_TYPE["date"]) from None


_EXPECTED: Mapping[FieldKind, Said] = {
    FieldKind.TEXT: BY_TYPE["string"],
    FieldKind.CHOICE: BY_TYPE["string"],
    FieldKind.NUMBER: BY_TYPE["decimal"],
    FieldKind.KRONER: say("Write whole kroner as a number, for example 4500000."),
    FieldKind.DATE: BY_TYPE["date"],
    FieldKind.YES_NO: BY_TYPE["bool"],
    FieldKind.LIST: BY_TYPE["list"],
}


def validated_item(plain: Plain) -> Application:
    """Return the application, nothing taken for what it is not. Raises pydantic's ValidationError."""
    application: Application = _adapter(Application).validate_json(to_json((plain,)), strict=True)[0]
    return application


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    wrapped: Any = GenericAlias(tuple, (kind,))
    return TypeAdapter(wrapped, config=ConfigDict(extra="forbid"))
