"""The way through a list, as it stood when it was entered, however far it goes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from reviewer.casefile.browse import Browser
from reviewer.casefile.views import View
from reviewer.tui.standing_order import StandingOrder


class _List:
    """A list that can be put in another order, and counts nothing else."""

    def __init__(self, ids: list[str]) -> None:
        self.ids = ids

    def position(self, _view: View, application: str) -> int | None:
        return self.ids.index(application) if application in self.ids else None

    def lines(self, _view: View, start: int, count: int) -> tuple[Any, ...]:
        return tuple(SimpleNamespace(id=key) for key in self.ids[start : start + count])


def _standing(listed: _List, application: str) -> StandingOrder:
    return StandingOrder(cast("Browser", listed), View(seat="bergen"), application)


@given(st.integers(1, 700), st.data())
def test_all_that_stood_after_is_passed_once_and_in_its_order_however_long_the_list(size: int, data: st.DataObject) -> None:
    ids = [f"{number:03}" for number in range(size)]
    at = data.draw(st.integers(0, size - 1))
    standing, here, passed = _standing(_List(ids), ids[at]), ids[at], []
    while (following := standing.beside(here, 1)) is not None:
        passed.append(following)
        here = following
    assert passed == ids[at + 1 :]
    assert standing.beside(ids[at], -1) == (ids[at - 1] if at else None)


@given(st.permutations(list("abcdefgh")))
def test_whatever_a_rating_moves_the_way_is_the_same(moved: list[str]) -> None:
    listed = _List(list("abcdefgh"))
    standing = _standing(listed, "c")
    listed.ids = moved
    assert [standing.beside(one, 1) for one in "cdefgh"] == [*"defgh", None]
    assert [standing.beside(one, -1) for one in "cba"] == [*"ba", None]


def test_one_that_the_list_does_not_show_stands_before_all_of_it() -> None:
    standing = _standing(_List(["a", "b"]), "x")
    assert standing.beside("x", 1) == "a"
    assert standing.beside("x", -1) is None
