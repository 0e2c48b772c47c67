"""Each key and list item of a file is found on the line on which it stands, whatever stands around it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from reviewer.intake.expectation import line_at
from reviewer.intake.key_lines import key_lines

ROOT = Path(__file__).parents[2]
FILES = sorted(
    [
        *(ROOT / "committees").glob("*.toml"),
        *(ROOT / "fixtures").glob("*.toml"),
        *(ROOT / "fixtures").glob("*.json"),
        ROOT / "pyproject.toml",
    ]
)


def places(value: object, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        yield (*place, key)
        yield from places(below, (*place, key))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_place_that_the_parser_finds_has_a_line_and_no_other_has(path: Path) -> None:
    """The parsers (tomli, json) are the oracle of what stands in a file."""
    text = path.read_text(encoding="utf-8-sig")
    document = tomli.loads(text) if path.suffix == ".toml" else json.loads(text)
    assert set(key_lines(path, text)) == set(places(document))


MINUTES = '''# [items] is none: a comment
present = ["oslo", # one
  "bergen"]
[meeting]
place = """Oslo
[[items]]
"""
note = 'a "b" # c'

[[items]]
application = "A"
votes = { for = ["oslo"], "against" = [
  "lom",
] }
[[items.motions]]
number = "2"
[[items]]
application = "B"
[[items.motions]]
[[items.motions]]
a."b.c".d = 1
'''


def test_comments_long_texts_quoted_keys_and_tables_within_tables_are_passed() -> None:
    lines = key_lines(Path("m.toml"), MINUTES)
    expected = {
        ("present", 1): 3,
        ("meeting", "place"): 5,
        ("meeting", "note"): 8,
        ("items", 0): 10,
        ("items", 0, "votes", "for"): 12,
        ("items", 0, "votes", "against", 0): 13,
        ("items", 0, "motions", 0, "number"): 16,
        ("items", 1, "application"): 18,
        ("items", 1, "motions", 1, "a", "b.c", "d"): 21,
    }
    assert {place: lines[place] for place in expected} == expected
    assert line_at(lines, ("items", 0, "outcome")) == 10, "what is missing is told where it belongs"
    assert line_at(lines, ("recusals", 0)) is None


KEYS = st.text(st.sampled_from("abcæ0-_ .#[]{}="), max_size=4)
VALUES = st.recursive(
    st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


@given(VALUES)
def test_in_json_of_any_shape_each_key_is_found_on_the_line_that_begins_with_it(value: object) -> None:
    text = json.dumps(value, indent=1, ensure_ascii=False)
    lines, rows = key_lines(Path("m.json"), text), text.split("\n")
    assert set(lines) == set(places(value))
    named = {place: line for place, line in lines.items() if isinstance(place[-1], str)}
    assert all(rows[line - 1].lstrip().startswith(f'"{place[-1]}": ') for place, line in named.items())
