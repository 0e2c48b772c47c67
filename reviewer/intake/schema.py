"""JSON Schemas of the files that others write: the batch, the committee and the minutes."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, TypeAdapter

from reviewer.domain.application import Application
from reviewer.domain.committee import TEST_KINDS, Committee
from reviewer.domain.meeting.paper.record import Record
from reviewer.intake.minutes import WRITTEN
from reviewer.intake.tree import Head

DRAFT = "https://json-schema.org/draft/2020-12/schema"
YEARS = {"pattern": "^(19|2[01])[0-9]{2}$"}


def batch_schema() -> dict[str, Any]:
    """Return the schema of a JSON or TOML batch (dates are TOML dates there, strings `2018-01-15` in JSON)."""
    schema = _schema_of(tuple[Head, Application])
    defs: dict[str, Any] = schema["$defs"]
    defs["Flow"]["properties"]["amounts"]["propertyNames"] = YEARS
    defs["TakeUp"]["properties"]["by_year"]["anyOf"][0]["propertyNames"] = YEARS
    properties = {
        "batch": {"$ref": "#/$defs/Head"},
        "applications": {"type": "array", "items": {"$ref": "#/$defs/Application"}},
    }
    return _document("A batch of applications", properties, ["applications"], defs)


def committee_schema() -> dict[str, Any]:
    """Return the schema of a committee's file; `kind` tells the tests of its rules apart."""
    defs: dict[str, Any] = _schema_of(tuple[Committee])["$defs"]
    for kind, test in TEST_KINDS.items():
        definition = defs[test.__name__]
        definition["properties"] = {"kind": {"const": kind}, **definition.get("properties", {})}
        definition["required"] = ["kind", *definition.get("required", [])]
    committee = defs.pop("Committee")
    return _document("A committee's file", committee["properties"], committee["required"], defs)


def minutes_schema() -> dict[str, Any]:
    """Return the schema of minutes kept on paper (dates are TOML dates there)."""
    schema = _schema_of(tuple[Record])
    defs: dict[str, Any] = schema["$defs"]
    for name in ("Votes", "Overrun"):
        defs[name]["properties"] = {WRITTEN.get(key, key): value for key, value in defs[name]["properties"].items()}
    record = defs.pop("Record")
    for name in ("Item", "Motion"):
        votes = defs[name]["properties"]["votes"]
        votes["anyOf"] = [*votes["anyOf"], {"const": "unanimous"}]
    return _document("The minutes of a meeting", record["properties"], record["required"], defs)


def _schema_of(kind: Any) -> dict[str, Any]:
    return TypeAdapter(kind, config=ConfigDict(extra="forbid")).json_schema()


def _document(title: str, properties: dict[str, Any], required: list[str], defs: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": DRAFT,
        "title": title,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
        "$defs": defs,
    }
