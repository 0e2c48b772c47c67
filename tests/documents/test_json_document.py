"""The statement as JSON: Python's own writer is the oracle."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents.json_document import _written
from reviewer.domain.said import say
from reviewer.language.speech import Speech

NB = Speech("nb")
words = st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=6) | st.sampled_from(
    ['"', "\\", "\n", "a\tb", "\x7f", "\u2028", "</script>"]
)
leaves = words | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.none()
values = st.recursive(
    leaves, lambda one: st.lists(one, max_size=3) | st.lists(one, max_size=3).map(tuple) | st.dictionaries(words, one, max_size=3)
)


@given(values)
def test_a_value_is_written_as_python_writes_it_indented(value: Any) -> None:
    assert _written(value, NB, "\n") == json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2)


def test_sentences_are_put_into_words_and_text_is_such_as_a_file_can_hold() -> None:
    value = MappingProxyType({"a": say("Contents"), 2026: ["x\0y\r\nz"]})
    assert json.loads(_written(value, NB, "\n")) == {"a": NB.text(say("Contents")), "2026": ["x\ufffdy\nz"]}


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        _written({"a": float("nan")}, NB, "\n")
