"""Put what the domain says into a language: `Speech("nb").text(said)`.

Messages come from gettext catalogues (`locale/<language>/LC_MESSAGES/reviewer.mo`); the English message is the key.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from reviewer.domain.said import Kroner, Listed, Millions, Points, Said, Share, Value
from reviewer.language.numbers import decimal_text, kroner_text, millions_text, share_text, whole_text

LANGUAGES = ("nb", "nn", "en")
_REMEMBERED = 1000
"""So many sentences are kept as they were last said: what a committee requires is said again for each application."""

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")

LOCALE = Path(__file__).with_name("locale")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("reviewer", LOCALE, [language], fallback=language == "en")


def spoken(asked: str | None) -> str:
    """Return the language that was asked for where this program speaks it, else bokmål."""
    return asked if asked in LANGUAGES else "nb"


class Speech:
    """One language's way of saying things."""

    def __init__(self, language: str = "nb") -> None:
        self.language = language
        self._catalogue = _catalogue(language)
        self._known: dict[int, tuple[Said, str]] = {}
        self._phrases: dict[str, str] = {}

    def text(self, said: Said | str) -> str:
        """Return the sentence in this language; a plain string is returned as it is."""
        if isinstance(said, str):
            return said
        if not said.values and not said.plural:  # every other: a heading, the name of a criterion
            return self._phrases.get(said.message) or self._phrase(said.message)
        known = self._known.get(id(said))
        if known is not None and known[0] is said:
            return known[1]
        text = self._spoken(said)
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[id(said)] = (said, text)
        return text

    def _phrase(self, message: str) -> str:
        """Return the message that has no values, and remember it: there are no more of them than the program has sentences."""
        phrase = self._phrases[message] = self._catalogue.gettext(message).format_map({})
        return phrase

    def _spoken(self, said: Said) -> str:
        catalogue, message = self._catalogue, said.message
        pattern = catalogue.ngettext(message, said.plural, said.number) if said.plural else catalogue.gettext(message)
        return pattern.format_map({name: self.value(value) for name, value in said.values})

    def value(self, value: Value) -> str:
        """Return one value as it is written in a sentence of this language."""
        return _way(type(value))(self, value)  # type: ignore[arg-type]  # mypy takes the class for a value of it, which it cannot hash

    def day(self, day: date) -> str:
        """Return `22.11.2026`, and the time where there is one."""
        text = f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if self.language == "en" else f"{day:%d.%m.%Y}"
        return f"{text} {day:%H:%M}" if isinstance(day, datetime) else text

    def listed(self, items: list[str]) -> str:
        """Return `a, b og c`."""
        if len(items) < 2:  # noqa: PLR2004 - one item needs no conjunction
            return "".join(items)
        return f"{', '.join(items[:-1])} {self._catalogue.gettext('and')} {items[-1]}"


_WAYS: tuple[tuple[type, Callable[[Speech, Any], str]], ...] = (
    (str, lambda _, value: value),
    (Said, Speech.text),
    (type(None), lambda _, _none: "–"),
    (Listed, lambda speech, value: speech.listed([speech.value(item) for item in value.items])),
    (Kroner, lambda speech, value: kroner_text(value, speech.language)),
    (Millions, lambda speech, value: millions_text(value, speech.language)),
    (int, lambda speech, value: whole_text(value, speech.language)),
    (Share, lambda speech, value: share_text(value, speech.language)),
    (Points, lambda speech, value: decimal_text(value, speech.language, places=2)),
    (Decimal, lambda speech, value: decimal_text(value, speech.language)),
    (Fraction, lambda speech, value: decimal_text(value, speech.language)),
    (date, Speech.day),
)
"""How a value of each kind is written, the narrower kind before the wider."""


@cache
def _way(kind: type) -> Callable[[Speech, Any], str]:
    """Return how values of that kind are written: looked up once for each kind, for a paper has some thirty thousand values."""
    return next(way for known, way in _WAYS if issubclass(kind, known))
