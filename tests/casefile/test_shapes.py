"""What events are read and written by is what pydantic makes of the same types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from pydantic import TypeAdapter

from reviewer.casefile.shapes import shape
from reviewer.domain.committee import TEST_KINDS, Rule
from reviewer.domain.events import KINDS

TOLD_TO_OTHERS = {"metadata", "ref", "definitions", "computed_fields", "collect_init_only", "init", "default_factory_takes_data"}
"""What pydantic says for its JSON Schema, to find shapes again, or as it is without being said."""

UNSAID = {"frozen": False, "post_init": False, "strict": False}


def told(schema: Mapping[str, Any]) -> dict[tuple[str, ...], object]:
    """Return every leaf of a schema by its path, with each dataclass opened where it first stands on the way down."""
    known = dict(named(schema))
    return dict(leaves(schema, known, (), ()))


def named(part: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(part, Mapping):
        if "ref" in part:
            yield part["ref"], part
        for one in part.values():
            yield from named(one)
    elif isinstance(part, list):
        for one in part:
            yield from named(one)


def leaves(
    part: Any, known: Mapping[str, Any], path: tuple[str, ...], within: tuple[object, ...]
) -> Iterator[tuple[tuple[str, ...], object]]:
    if isinstance(part, list):
        for number, one in enumerate(part):
            yield from leaves(one, known, (*path, str(number)), within)
    elif not isinstance(part, Mapping):
        yield path, part
    elif part["type" if "type" in part else "title"] in {"definition-ref", "definitions"}:
        yield from leaves(known[part["schema_ref"]] if "schema_ref" in part else part["schema"], known, path, within)
    elif part.get("cls") in within:
        yield path, part["cls"]
    else:
        opened = (*within, part["cls"]) if part.get("type") == "dataclass" else within
        for key, one in part.items():
            if key not in TOLD_TO_OTHERS and not (key in UNSAID and one == UNSAID[key]):
                yield from leaves(one, known, (*path, key), opened)


@pytest.mark.parametrize("kind", [*KINDS.values(), *TEST_KINDS.values(), Rule], ids=lambda kind: kind.__name__)
def test_the_shape_of_each_kind_is_pydantics_own(kind: type[Any]) -> None:
    assert told(shape(kind)) == told(TypeAdapter(kind).core_schema)
