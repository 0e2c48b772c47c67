"""The small pictures: what stands over and under an axis, and where a value lies on a scale."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.tui.drawing.glyphs import ASCII, UNICODE
from reviewer.tui.drawing.pictures import Axis, Scale, axis, course, hanging, standing, twofold

AMOUNTS = st.fractions(min_value=0, max_value=10**9)


def test_one_step_is_worth_the_same_over_and_under_the_axis() -> None:
    assert axis(Fraction(30), Fraction(-10), 4) == Axis(3, 1, Fraction(10))
    assert axis(Fraction(12), Fraction(0), 4) == Axis(4, 0, Fraction(3))
    assert axis(Fraction(0), Fraction(-12), 4) == Axis(0, 4, Fraction(3))
    assert axis(Fraction(0), Fraction(0), 4) == Axis(0, 0, Fraction(1))


@given(AMOUNTS, AMOUNTS, st.integers(2, 12))
def test_every_value_has_room_on_its_side(high: Fraction, low: Fraction, lines: int) -> None:
    found = axis(high, -low, lines)
    assert found.above * found.step >= high
    assert found.below * found.step >= low
    assert found.above + found.below in {0, lines}


@pytest.mark.parametrize(
    ("value", "bar"), [(0, ["  "[0]] * 3), (30, ["█", "█", "█"]), (15, [" ", "▄", "█"]), (Fraction(1, 100), [" ", " ", "▁"])]
)
def test_a_bar_stands_on_the_axis(value: Fraction | int, bar: list[str]) -> None:
    assert standing(Fraction(value), Axis(3, 0, Fraction(10)), UNICODE) == bar


@pytest.mark.parametrize(("value", "bar"), [(0, [" ", " "]), (-20, ["█", "█"]), (-15, ["█", "▀"]), (Fraction(-1, 100), ["▀", " "])])
def test_a_bar_hangs_from_the_axis(value: Fraction | int, bar: list[str]) -> None:
    assert hanging(Fraction(value), Axis(0, 2, Fraction(10)), UNICODE) == bar


def test_a_span_has_its_middle_and_zero_where_the_scale_has_one() -> None:
    scale = Scale(Fraction(-10), Fraction(10), 21)
    assert scale.span((Fraction(2), Fraction(8)), Fraction(5), UNICODE) == "          │ ───●───  "
    assert scale.span((Fraction(8), Fraction(2)), Fraction(5), ASCII) == "          | ---o---  "


def test_what_lies_outside_a_scale_stands_at_its_end() -> None:
    scale = Scale(Fraction(0), Fraction(10), 11)
    assert [scale.place(Fraction(value)) for value in (-5, 0, 4, 10, 99)] == [0, 0, 4, 10, 10]
    assert Scale(Fraction(3), Fraction(3), 5).place(Fraction(3)) == 0


@given(st.fractions(min_value=-100, max_value=100))
def test_plain_signs_are_plain(value: Fraction) -> None:
    drawn = [*standing(value, Axis(3, 0, Fraction(10)), ASCII), *hanging(value, Axis(0, 3, Fraction(10)), ASCII)]
    assert "".join(drawn).isascii()


def drawn(values: list[int], scale: Axis, cell: int, signs=UNICODE) -> list[str]:
    found = course([Fraction(value) for value in values], scale, cell, signs)
    width = (len(values) - 1) * cell + 1
    return ["".join(found.get((row, column), " ") for column in range(width)) for row in range(scale.above + 1 + scale.below)]


def test_a_line_goes_through_its_points_and_turns_between_them() -> None:
    scale = Axis(2, 1, Fraction(10))
    assert drawn([-5, 0, 20, 20], scale, 4) == [
        "      ┌─●───●",
        "      │      ",
        "  ┌─●─┘      ",
        "●─┘          ",
    ]
    assert drawn([10, -10], scale, 4, ASCII) == ["     ", "o-+  ", "  |  ", "  +-o"]


def test_points_that_stand_too_close_for_corners_stand_alone() -> None:
    assert drawn([10, 20, -10], Axis(2, 1, Fraction(10)), 1) == [" ● ", "●  ", "   ", "  ●"]


SERIES = st.lists(st.fractions(min_value=-(10**9), max_value=10**9), min_size=1, max_size=6)


@given(SERIES, SERIES, st.integers(2, 9))
def test_two_series_share_an_axis_and_each_has_room_for_every_value(first: list[Fraction], second: list[Fraction], lines: int) -> None:
    one, other = twofold(first, second, lines)
    assert (one.above, one.below) == (other.above, other.below)
    for series, scale in ((first, one), (second, other)):
        assert scale.above * scale.step >= max(0, *series)
        assert scale.below * scale.step >= -min(0, *series)
        rows = {row for row, _ in course(series, scale, 5, UNICODE)}
        assert rows <= set(range(one.above + 1 + one.below))
