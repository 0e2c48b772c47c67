"""The record of a meeting as the TOML that `reviewer minute` reads: what is at its default is left out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from reviewer.domain.meeting.paper.record import Record, Votes

_WRITTEN = {"ayes": "for", "noes": "against"}


def minutes_toml(record: Record) -> str:
    """Return the file's text."""
    return "\n".join(_tables(_tree(record), ())).strip("\n") + "\n"


def _tree(value: Any) -> Any:
    """Return the value as TOML's kinds of values, without what is at its default."""
    match value:
        case Votes(unanimous=True, against_motion="", reason=""):
            return "unanimous"
        case Votes():
            sides = {_WRITTEN.get(name, name): _tree(getattr(value, name)) for name in ("ayes", "noes", "abstained")}
            said = {name: getattr(value, name) for name in ("unanimous", "chair_voted", "against_motion", "reason")}
            return sides | {name: one for name, one in said.items() if one}
        case Enum():
            return value.value
        case tuple():
            return [_tree(one) for one in value]
        case Mapping():
            return {str(key): _tree(one) for key, one in value.items()}
        case _ if is_dataclass(value):
            kept = {item.name: getattr(value, item.name) for item in fields(value)}
            return {
                _WRITTEN.get(item.name, item.name): _tree(kept[item.name]) for item in fields(value) if kept[item.name] != _default(item)
            }
        case _:
            return value


def _default(item: Field[Any]) -> Any:
    return item.default_factory() if item.default_factory is not MISSING else item.default


def _tables(tree: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of a table: its own values first, then the tables in it."""
    inner = {key: value for key, value in tree.items() if _is_table(key, value)}
    for key, value in tree.items():
        if key in _LINES:
            yield from (f"{_key(key)} = [", *(f"  {_value(one)}," for one in value), "]")
        elif key not in inner:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in inner.items():
        name = ".".join(map(_key, (*path, key)))
        for one in value if isinstance(value, list) else [value]:
            yield ""
            yield f"[[{name}]]" if isinstance(value, list) else f"[{name}]"
            yield from _tables(one, (*path, key))


_SHORT = frozenset({"votes", "deputies", "arrived", "left", "decision", "dissent", "remarks"})
"""These stand on one line, within the table that they belong to."""


_LINES = frozenset({"course"})
"""Of these each stands on a line of its own."""


def _is_table(key: str, value: Any) -> bool:
    if key in _SHORT or key in _LINES:
        return False
    return isinstance(value, Mapping) or (isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value))


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case int():
            return f"{value:_}"
        case date():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case _:
            return "{ " + ", ".join(f"{_key(str(key))} = {_value(one)}" for key, one in value.items()) + " }" if value else "{}"


def _text(text: str) -> str:
    """Return the text in quotation marks; what JSON escapes TOML reads alike, and of the rest only DEL must be escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if key and key.isascii() and key.replace("_", "").replace("-", "").isalnum() else _text(key)
