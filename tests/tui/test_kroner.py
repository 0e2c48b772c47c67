from __future__ import annotations

import pytest

from reviewer.tui.typed.kroner import kroner_begun, kroner_in, kroner_wrong


@pytest.mark.parametrize(
    ("written", "kroner"),
    [
        ("40 000 000", 40_000_000),
        ("40\u00a0000\u00a0000 kr", 40_000_000),
        ("kr 5.000.000", 5_000_000),
        ("12,5 mill.", 12_500_000),
        ("40 mill", 40_000_000),
        ("1234567", 1_234_567),
        ("0", 0),
    ],
)
def test_amounts_as_people_write_them(written: str, kroner: int) -> None:
    assert kroner_in(written) == kroner
    assert kroner_wrong(written) is None


@pytest.mark.parametrize("written", ["", "mange penger", "-5", "12,5", "1.5", "5e6", "1 million dollar"])
def test_what_is_no_whole_amount_is_refused_and_named(written: str) -> None:
    assert kroner_in(written) is None
    wrong = kroner_wrong(written)
    assert wrong is not None
    assert dict(wrong.values)["text"] == written


@pytest.mark.parametrize("whole", ["40 mill", "12,5 mill.", "kr 5.000.000", "7 500 000"])
def test_every_beginning_of_an_amount_is_one_or_may_become_one(whole: str) -> None:
    begun = [whole[:end] for end in range(1, len(whole))]
    assert [text for text in begun if kroner_in(text) is None and not kroner_begun(text)] == []


@pytest.mark.parametrize("text", ["mange", "40 x", "4-", "1.2.3", "40 mill"])
def test_what_can_become_no_amount_is_no_beginning_of_one(text: str) -> None:
    assert not kroner_begun(text)
