"""Sets and wishes beside the settings: what is kept comes back, and a broken file stops nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.plan import Plan
from reviewer.domain.portfolio.wished import Wished, WishKind
from reviewer.tui.kept_sets import KeptSets, load_sets, save_sets, sets_path

plans = st.builds(Plan, budget=st.integers(0, 10**12), held=st.dictionaries(st.text(), st.integers(0, 10**12)), name=st.text(min_size=1))
kept = st.builds(
    lambda found, wishes: KeptSets(plans={plan.name: plan for plan in found}, wishes=tuple(wishes)),
    st.lists(plans, max_size=4),
    st.lists(st.builds(Wished, st.sampled_from(list(WishKind)), st.text()), max_size=4),
)


@given(kept)
def test_what_is_kept_comes_back(tmp_path_factory, sets):
    path = tmp_path_factory.mktemp("kept") / "sets" / "one.json"
    save_sets(path, sets)
    assert load_sets(path) == sets


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"sets": 3, "wishes": {"a": 1}}',
        b'{"sets": [3, {"name": "A"}, {"name": "", "budget": 1, "held": {}}, {"name": "B", "budget": true, "held": {}}]}',
        b'{"sets": [{"name": "C", "budget": -1, "held": {}}], "wishes": [["borte", "A"], ["must"], ["must", 3], 7]}',
    ],
)
def test_what_cannot_be_read_is_left_out(tmp_path, stored):
    path = tmp_path / "one.json"
    path.write_bytes(stored)
    assert load_sets(path) == KeptSets()


def test_an_amount_that_is_none_is_left_out_of_its_set(tmp_path):
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"sets": [{"name": "A", "budget": 5, "held": {"x": 1, "y": "2", "z": -3}}]}), encoding="utf-8")
    assert load_sets(path).plans == {"A": Plan(budget=5, held={"x": 1}, name="A")}


def test_each_case_and_seat_has_its_own_file():
    assert len({sets_path(case, seat) for case in ("a", "b") for seat in ("lom", "bergen")}) == 4
