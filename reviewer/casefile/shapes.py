"""What reads and writes an event's body: pydantic-core, told of our own dataclasses directly.

Pydantic itself finds out much more about a class than these need, and would be loaded for nothing else: it was a quarter of a short
command. A test holds each shape to be the one that pydantic makes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from pydantic_core import SchemaSerializer, SchemaValidator

Shape = dict[str, Any]
"""A type, as pydantic-core is told of it."""

_PLAIN: Mapping[Any, str] = {str: "str", int: "int", bool: "bool", Decimal: "decimal", date: "date"}


@cache
def reader(kind: Any) -> SchemaValidator:
    """Return what makes values of this dataclass from JSON that was read; it is made at its first use, for a case has few of all kinds."""
    return SchemaValidator(shape(kind))


@cache
def writer(kind: Any) -> SchemaSerializer:
    """Return what makes JSON of values of this dataclass."""
    return SchemaSerializer(shape(kind))


def shape(kind: Any) -> Any:
    """Return the dataclass's shape: itself and those within it, each once."""
    within: dict[str, Shape] = {}
    return {"type": "definitions", "schema": _shape(kind, within), "definitions": list(within.values())}


def _shape(kind: Any, within: dict[str, Shape]) -> Shape:
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    if is_dataclass(kind):
        return _dataclass(kind, within)
    if isinstance(kind, UnionType):
        return _union(get_args(kind), within)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), within)
    if get_origin(kind) is Mapping:
        keys, values = (_shape(one, within) for one in get_args(kind))
        return {"type": "dict", "keys_schema": keys, "values_schema": values, "strict": False}
    if issubclass(kind, StrEnum):
        return {"type": "enum", "cls": kind, "members": list(kind), "sub_type": "str"}
    raise TypeError(f"no shape for {kind}")


def _dataclass(kind: Any, within: dict[str, Shape]) -> Shape:
    ref = f"{kind.__module__}.{kind.__qualname__}"
    if ref not in within:
        within[ref] = {}
        hints, parts = get_type_hints(kind), fields(kind)
        told = [{"type": "dataclass-field", "name": one.name, "schema": _field(one, hints[one.name], within)} for one in parts]
        within[ref] = {
            "type": "dataclass",
            "ref": ref,
            "cls": kind,
            "config": {"title": kind.__name__},
            "fields": [one.name for one in parts],
            "slots": True,
            "schema": {"type": "dataclass-args", "dataclass_name": kind.__name__, "fields": told},
        }
    return {"type": "definition-ref", "schema_ref": ref}


def _field(one: Field[Any], kind: Any, within: dict[str, Shape]) -> Shape:
    plain = _shape(kind, within)
    if one.default is not MISSING:
        return {"type": "default", "schema": plain, "default": one.default}
    if one.default_factory is not MISSING:
        return {"type": "default", "schema": plain, "default_factory": one.default_factory}
    return plain


def _union(kinds: tuple[Any, ...], within: dict[str, Shape]) -> Shape:
    told = [_shape(one, within) for one in kinds if one is not NoneType]
    one_of = told[0] if len(told) == 1 else {"type": "union", "choices": told}
    return {"type": "nullable", "schema": one_of} if NoneType in kinds else one_of


def _tuple(kinds: tuple[Any, ...], within: dict[str, Shape]) -> Shape:
    items = [_shape(one, within) for one in kinds if one is not Ellipsis]
    return {"type": "tuple", "items_schema": items} | ({"variadic_item_index": 0} if Ellipsis in kinds else {})
