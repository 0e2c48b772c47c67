"""Language: every message has its translation, and numbers and dates are written as people here write them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from string import Formatter

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.said import Kroner, Listed, Share, say, say_number
from reviewer.language.numbers import MINUS, NBSP, decimal_text, whole_text
from reviewer.language.speech import Speech
from tests.catalogue import catalogue, compiled, mo_path, said_messages


def messages(language: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for message in catalogue(language):
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            found[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return found


def places(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}


def test_every_message_in_the_code_has_its_bokmal_and_no_bokmal_is_unused() -> None:
    assert messages("nb").keys() == said_messages().keys()


def test_every_translation_fills_the_same_places_as_its_message() -> None:
    wrong = {key for key, texts in messages("nb").items() for text in texts if not text or places(text) - places(key) - {"number"}}
    assert not wrong


def test_the_compiled_catalogue_is_that_of_the_sources() -> None:
    assert mo_path("nb").read_bytes() == compiled("nb")


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_are_written_as_cldr_writes_them(number: int) -> None:
    assert whole_text(number, "nb") == format_decimal(number, locale="nb_NO").replace("-", MINUS)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_decimals_are_written_as_cldr_writes_them(number) -> None:
    assert decimal_text(number, "nb", places=2) == format_decimal(number, "#,##0.00", locale="nb_NO").replace("-", MINUS)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Kroner(4_500_000), f"4{NBSP}500{NBSP}000{NBSP}kr"),
        (Share(Fraction(24, 1000)), f"2,4{NBSP}%"),
        (Fraction(158, 10), "15,8"),
        (date(2018, 1, 15), "15.01.2018"),
        (Listed(("Oslo", "Bergen", "Voss")), "Oslo, Bergen og Voss"),
        (None, "–"),
    ],
)
def test_values_are_said_in_bokmal(value, text) -> None:
    assert Speech("nb").value(value) == text


def test_text_from_outside_is_never_read_as_a_pattern() -> None:
    assert Speech("en").text(say("Title: {title}", title="{0} {title!r}")) == "Title: {0} {title!r}"


def test_the_number_chooses_the_form() -> None:
    assert Speech("en").text(say_number("{number} application", "{number} applications", 1)) == "1 application"
