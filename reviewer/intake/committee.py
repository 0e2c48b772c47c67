"""Read a committee's file: TOML in, `Committee` out, or everything that is wrong with it at once.

Keys are the fields of `reviewer.domain.committee`. A rule's `test` and `when` name their kind by `kind` (`TEST_KINDS`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path as FilePath
from types import GenericAlias
from typing import Any

import tomli
from pydantic import ConfigDict, TypeAdapter, ValidationError

from reviewer.domain import committee as model
from reviewer.domain import limits, method, prices
from reviewer.domain.application import Withheld
from reviewer.domain.committee import TEST_KINDS, AllOf, Committee, Test
from reviewer.domain.events import Problem
from reviewer.domain.ordering import TieKey
from reviewer.domain.said import say
from reviewer.domain.slotted import dataclass
from reviewer.domain.stationery import Stationery
from reviewer.intake.committee_checks import checks
from reviewer.intake.expectation import Path, Wrong, field_names, problems_in, wrongs
from reviewer.intake.key_lines import key_lines
from reviewer.intake.syntax import toml_words
from reviewer.language.speech import Speech

STRICT = ConfigDict(extra="forbid")

HOLDS: Mapping[str, type[Any]] = {
    "seats": model.Seat,
    "criteria": model.Criterion,
    "scale": model.Step,
    "rules": model.Rule,
    "basis": model.Basis,
    "criteria_basis": model.Basis,
    "method": model.Method,
    "rates": model.RateStep,
    "real_growth": method.RealGrowth,
    "uncertainty": method.Uncertainty,
    "grading": method.Grading,
    "ranking": model.Ranking,
    "ties": TieKey,
    "fund": model.Fund,
    "caps": limits.Cap,
    "sources": limits.Source,
    "years": limits.YearLimit,
    "procedure": model.Procedure,
    "steps": model.RoundStep,
    "awaits": model.Awaited,
    "fields": model.ExtraField,
    "price_models": prices.PriceModel,
    "charges": prices.Charge,
    "contributions": prices.Charge,
    "bands": prices.Band,
    "withheld": Withheld,
    "documents": Stationery,
    "phrases": model.Phrase,
}
"""What stands under each key that holds a table, or a list of tables."""


@dataclass(frozen=True, slots=True)
class CommitteeFile:
    """A committee with the file that it came from: the text as read, and SHA-256 (hex) of its bytes."""

    committee: Committee
    sha256: str
    text: str


class CommitteeError(Exception):
    """The committee's file cannot be used; `problems` says everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{p.file}: {p.column or ''} {p.expected}" for p in problems))


def read_committee(path: FilePath, speech: Speech | None = None) -> CommitteeFile:
    """Return the committee that the file states. Raises CommitteeError with all problems, worded in `speech` (bokmål)."""
    voice = speech or Speech("nb")
    content, text = _text(path, voice)
    document = _document(path.name, text, voice)
    committee, found = _validated(document)
    if committee is not None:
        found = checks(committee)
    if found or committee is None:
        raise CommitteeError(problems_in(path.name, document, found, voice, key_lines(path, text)))
    return CommitteeFile(committee, hashlib.sha256(content).hexdigest(), text)


def _text(path: FilePath, speech: Speech) -> tuple[bytes, str]:
    try:
        content = path.read_bytes()
    except OSError:
        raise CommitteeError(
            (Problem(file=path.name, expected=speech.text(say("The file cannot be read. Check its name and folder."))),)
        ) from None
    try:
        return content, content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        expected = speech.text(say("Save the file as UTF-8."))
        raise CommitteeError((Problem(file=path.name, row=row, expected=expected),)) from None


def _document(file: str, text: str, speech: Speech) -> dict[str, Any]:
    try:
        return tomli.loads(text, parse_float=Decimal)
    except tomli.TOMLDecodeError as error:
        row = getattr(error, "lineno", 1)
        line = (text.splitlines() or [""])[min(row, max(len(text.splitlines()), 1)) - 1]
        expected = speech.text(toml_words(str(getattr(error, "msg", error))))
        raise CommitteeError((Problem(file=file, row=row, value=line, expected=expected),)) from None


def _validated(document: dict[str, Any]) -> tuple[Committee | None, list[Wrong]]:
    """Return the committee or what is wrong. Tests are validated first, each by its kind; the rest then takes them as they are."""
    found: list[Wrong] = []
    raw = dict(document)
    if isinstance(raw.get("rules"), list):
        raw["rules"] = [_rule(rule, ("rules", number), found) for number, rule in enumerate(raw["rules"])]
    if isinstance(raw.get("fund"), dict) and isinstance(raw["fund"].get("caps"), list):
        caps = [_rule(cap, ("fund", "caps", number), found) for number, cap in enumerate(raw["fund"]["caps"])]
        raw["fund"] = raw["fund"] | {"caps": caps}
    try:
        committee: Committee = _adapter(Committee).validate_python((raw,))[0]
    except ValidationError as error:
        return None, _in_order(document, [*wrongs(error, _names_in), *found])
    return (None, found) if found else (committee, [])


def _names_in(path: Path) -> tuple[str, ...]:
    tables = [part for part in path if isinstance(part, str)]
    return field_names(HOLDS.get(tables[-1], Committee) if tables else Committee)


def _in_order(document: Mapping[str, Any], found: list[Wrong]) -> list[Wrong]:
    order = {key: number for number, key in enumerate(document)}
    return sorted(found, key=lambda wrong: order.get(str(wrong.path[0]), len(order)))


def _rule(raw: object, path: Path, found: list[Wrong]) -> object:
    if not isinstance(raw, dict):
        return raw
    tests = {key: _test(raw[key], (*path, key), found) for key in ("test", "when") if key in raw}
    return raw | tests


def _test(raw: object, path: Path, found: list[Wrong]) -> Test:
    """Return the test; where it is wrong, say so in `found` and return one that stands in its place until all is read."""
    stand_in = AllOf(parts=())
    if not isinstance(raw, dict):
        found.append(Wrong(path, str(raw), say("Write a table with a kind, as in: kind = 'phase'.")))
        return stand_in
    kind: Any = TEST_KINDS.get(str(raw.get("kind")))
    if kind is None:
        value = raw.get("kind")
        found.append(
            Wrong((*path, "kind"), None if value is None else str(value), say("Write one of: {choices}.", choices=", ".join(TEST_KINDS)))
        )
        return stand_in
    try:
        test: Test = _adapter(kind).validate_python((_with_parts(raw, path, found),))[0]
    except ValidationError as error:
        found.extend(Wrong((*path, *wrong.path), wrong.value, wrong.expected) for wrong in wrongs(error, lambda _: field_names(kind)))
        return stand_in
    return test


def _with_parts(raw: Mapping[str, Any], path: Path, found: list[Wrong]) -> dict[str, Any]:
    content = {key: value for key, value in raw.items() if key != "kind"}
    if isinstance(content.get("parts"), list):
        content["parts"] = tuple(_test(part, (*path, "parts", n), found) for n, part in enumerate(content["parts"]))
    if "part" in content:
        content["part"] = _test(content["part"], (*path, "part"), found)
    return content


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """Return the validator of one such value, in a tuple: only a container may carry the setting that forbids unknown keys."""
    wrapped: Any = GenericAlias(tuple, (kind,))
    return TypeAdapter(wrapped, config=STRICT)
