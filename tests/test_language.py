"""Language: every message has its translation, and numbers and dates are written as people here write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from fractions import Fraction
from string import Formatter

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.said import Kroner, Listed, Millions, Share, say, say_number
from reviewer.language.numbers import MINUS, NBSP, decimal_text, whole_text
from reviewer.language.speech import LANGUAGES, Speech, spoken
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


NORWEGIAN = ("nb", "nn")


@pytest.mark.parametrize("language", NORWEGIAN)
def test_every_message_in_the_code_has_its_translation_and_none_is_unused(language: str) -> None:
    assert messages(language).keys() == said_messages().keys()


@pytest.mark.parametrize("language", NORWEGIAN)
def test_every_translation_fills_the_same_places_as_its_message(language: str) -> None:
    wrong = {key for key, texts in messages(language).items() for text in texts if not text or places(text) - places(key) - {"number"}}
    assert not wrong


@pytest.mark.parametrize("language", NORWEGIAN)
def test_the_compiled_catalogue_is_that_of_the_sources(language: str) -> None:
    assert mo_path(language).read_bytes() == compiled(language)


BOKMAL_ONLY = re.compile(
    r"\b(ikke|jeg|hva|hvem|hvor|hvorfor|hvordan|hvilken|hvilke|hver|noe|noen|fra|ble|dere|disse|søker|søkere|kommuner|flere|bare|mer|"
    r"beregnet|begrunnelse|endres|lagres|vises|medlemmer|medlemmene|vurderingene|kravene|filen|saken|listen|rammen|uten|"
    r"samme|egen|egne midlene|når det gjelder|kunngjøres|tall|beløpene|åpne|åpnet|nåverdi)\b"
)
"""Words of bokmål that nynorsk spells in another way."""


def test_nynorsk_has_no_word_of_bokmal() -> None:
    found = {text: BOKMAL_ONLY.findall(text) for texts in messages("nn").values() for text in texts if BOKMAL_ONLY.search(text)}
    assert not found


NOT_CHOSEN = {
    "nb": re.compile(
        r"\b\w*lista\b|\bve(id|ide|iet|iede)\b|\bsetjele|\brøyst|\b\w*fila\b|\butvalgets\b|sammenlikn"
        r"|\bfremm\b|\bfremme et\b|\bdropp|neddiskonter|udiskonter|\brevisjon|\b(får|få|ha) midler\b|\bbeslutt|\binnen tiden\b",
        re.IGNORECASE,
    ),
    "nn": re.compile(
        r"votering|grunngjev|\bhandsam|\bhenne\b|\bmedlemm|\bblei\b|\bsettele|\bveg(e|en|ne)\b snitt|\bstemm(e|er|a|te) (for|mot|over)\b"
        r"|(opp|namn|fri)gje[vn]|\bgje(v|ve)?\b|\bfråtr|\bmaskinen\b|\btaler\b|\bbegynn|\bbruker\b|loddtrekking|\bvedtaksfør\b|\bfremj?\b"
        r"|neddiskonter|udiskonter|\brevisjon|\bdropp|\b(får|få|skal ha) midlar\b",
        re.IGNORECASE,
    ),
}
"""Words of the same meaning as those chosen. nb: listen, filen, vektet, setteleder, votering, sammenligne, sette fram, stryke,
diskontert, versjon, penger, vedta and tidsgrensen. nn: røysting, setjeleiar, ho, medlemen, vart, grunngiving, behandla, gi, går frå,
maskina, talar, byrje, brukar, loddtrekning, vedtaksført, setje fram, stryke, diskontert, versjon and pengar."""


@pytest.mark.parametrize("language", NORWEGIAN)
def test_one_word_is_used_for_one_thing(language: str) -> None:
    assert not {text for texts in messages(language).values() for text in texts if NOT_CHOSEN[language].search(text)}


def test_every_language_lists_and_counts_in_its_own_way() -> None:
    said = Listed(("Oslo", "Bergen", "Voss"))
    assert {language: Speech(language).value(said) for language in LANGUAGES} == {
        "nb": "Oslo, Bergen og Voss",
        "nn": "Oslo, Bergen og Voss",
        "en": "Oslo, Bergen and Voss",
    }
    assert {Speech(language).value(Kroner(4_500_000)) for language in NORWEGIAN} == {f"4{NBSP}500{NBSP}000{NBSP}kr"}
    assert Speech("en").value(Kroner(4_500_000)) == f"NOK{NBSP}4,500,000"


def test_a_language_that_is_not_spoken_here_is_answered_in_bokmal() -> None:
    assert [spoken(asked) for asked in ("nn", "en", "se", None)] == ["nn", "en", "nb", "nb"]


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


def test_days_are_written_as_each_language_writes_them() -> None:
    day, minute = date(2026, 11, 2), datetime(2026, 11, 2, 9, 5, tzinfo=UTC)
    assert [Speech(language).value(day) for language in LANGUAGES] == ["02.11.2026", "02.11.2026", "2 November 2026"]
    assert Speech("en").value(minute) == "2 November 2026 09:05"


def test_millions_line_up_in_a_column() -> None:
    assert [Speech("nb").value(Millions(amount)) for amount in (-12_000_000, -6_940_000, 0)] == ["−12,0", "−6,9", "0,0"]
