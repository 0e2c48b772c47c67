from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reviewer.tui.drawing.cells import fitted, fitted_right, lines_of, one_line, wrapped


@given(st.text(max_size=60), st.integers(0, 40))
def test_any_text_takes_exactly_its_cells(text: str, width: int) -> None:
    assert cell_len(fitted(text, width)) == width
    assert cell_len(fitted_right(text, width)) == width


@given(st.text(max_size=200))
def test_no_control_and_no_direction_mark_reaches_the_screen(text: str) -> None:
    shown = one_line(text)
    assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in shown)
    assert not set(shown) & {"\u202e", "\u2066", "\u200f", "\u061c", "\u200d", "\ufe0f"}


@given(st.text(alphabet="abcæøå \n漢字", max_size=80), st.integers(2, 20))
def test_wrapped_lines_fit_and_lose_no_word(text: str, width: int) -> None:
    lines = wrapped(text, width).split("\n")
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Vår beboer", "Vår beboer"),
        ("Va\u030ar beboer", "Vår beboer"),
        ("[b]fet[/b] [/lukk]", "[b]fet[/b] [/lukk]"),
        ("en\nto\tre", "en to re"),
        ("a\x00b\x1b[31mc", "a\ufffdb\ufffd[31mc"),
        ("abc\u202edef", "abc\ufffddef"),
        ("\u0301a", "◌\u0301a"),
        ("👩\u200d👧", "👩👧"),
    ],
)
def test_what_is_shown_instead(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_what_does_not_fit_is_cut_with_an_ellipsis() -> None:
    assert fitted("Digital søknad", 8) == "Digital…"
    assert fitted("漢字漢字", 4) == "漢… "
    assert fitted_right("12,0", 6) == "  12,0"


def test_line_breaks_of_a_longer_text_are_kept() -> None:
    assert lines_of("en\r\nto\ntre") == "en\nto\ntre"
