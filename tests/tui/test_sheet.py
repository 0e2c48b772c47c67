"""A sheet's lines never leave their width, and no text is lost in breaking it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reviewer.language.speech import Speech
from reviewer.tui.drawing.cells import lines_of
from reviewer.tui.drawing.glyphs import ASCII, UNICODE
from reviewer.tui.drawing.sheet import Cell, Sheet, SheetColumn, broken, joined
from reviewer.tui.drawing.tones import Tone

TEXTS = st.text(max_size=200)


@given(TEXTS, st.integers(2, 60))
def test_broken_text_fits_and_keeps_every_sign(text, width):
    shown = lines_of(text)
    lines = broken(shown, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split(" ")) == "".join("".join(shown.split("\n")).split(" "))


@given(TEXTS, TEXTS, st.integers(1, 120))
def test_facts_and_tables_fit_the_sheet(name, value, width):
    sheet = Sheet(Speech("nb"), UNICODE, width)
    sheet.fact(name, value)
    sheet.prose(value, indent=4)
    sheet.hung(((lines_of(name).replace("\n", " "), Tone.MUTED),), value, indent=2)
    sheet.table((SheetColumn(""), SheetColumn("", 6, numeric=True)), [(Cell(lines_of(name)), Cell(lines_of(value)))])
    sheet.rule(lines_of(name).replace("\n", " "))
    sheet.line((name, Tone.STRONG), (value, Tone.MUTED))
    assert all(sum(cell_len(text) for text, _ in line) <= sheet.width for line in sheet.lines)


@given(st.lists(st.tuples(st.text(max_size=3), st.sampled_from([Tone.TEXT, Tone.MUTED, Tone.STRONG])), max_size=8))
def test_pieces_of_one_tone_are_joined_and_every_sign_keeps_its_tone(pieces):
    found = joined(pieces)
    assert [(sign, tone) for text, tone in found for sign in text] == [(sign, tone) for text, tone in pieces for sign in text]
    assert all(text for text, _ in found)
    assert all(one[1] is not other[1] for one, other in pairwise(found))


def test_a_no_break_space_holds_a_number_together():
    assert broken("beløpet er 1\u00a0234\u00a0567\u00a0kr nå", 20) == ["beløpet er", "1\u00a0234\u00a0567\u00a0kr nå"]


def test_parts_know_their_lines():
    sheet = Sheet(Speech("nb"), ASCII, 40)
    sheet.part()
    sheet.prose("en")
    sheet.part()
    sheet.prose("to\ntre")
    sheet.end_part()
    assert sheet.parts == [(0, 1), (1, 3)]
