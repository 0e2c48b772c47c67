"""Letters of blocks, for the back row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.tui.drawing.lettering import Size, lettered

SIGNS = "0123456789/=-–,.: ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"


def test_small_figures_stand_in_three_lines_of_half_blocks() -> None:
    assert lettered("1/4", Size.SMALL) == (
        "▄█    █ █ █",
        " █  ▄▀  ▀▀█",
        "▀▀▀ ▀     ▀",
    )


def test_large_figures_stand_in_five_lines_two_cells_a_dot() -> None:
    assert lettered("7", Size.LARGE) == ("██████", "    ██", "    ██", "    ██", "    ██")


def test_capitals_stand_for_small_letters() -> None:
    assert lettered("fratrer nå", Size.SMALL) == lettered("FRATRER NÅ", Size.SMALL)


@pytest.mark.parametrize("text", ["", "12€", "漢"])
def test_what_has_no_block_letters_is_not_drawn(text: str) -> None:
    assert lettered(text, Size.SMALL) is None


@given(st.text(alphabet=SIGNS, min_size=1, max_size=12), st.sampled_from(Size))
def test_every_text_takes_the_lines_of_its_size_all_of_one_width(text: str, size: Size) -> None:
    found = lettered(text, size)
    assert found is not None
    assert len(found) == size.value
    assert len({len(line) for line in found}) == 1
    assert set("".join(found)) <= set(" █▀▄")


@given(st.text(alphabet=SIGNS.replace(" ", ""), min_size=1, max_size=3), st.text(alphabet=SIGNS.replace(" ", ""), min_size=1, max_size=3))
def test_two_different_texts_look_different(one: str, other: str) -> None:
    same = one.replace("–", "-") == other.replace("–", "-")
    assert (lettered(one, Size.SMALL) == lettered(other, Size.SMALL)) is same
