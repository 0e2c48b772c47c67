"""Sentences as data: what the domain says, before it is said in a language.

The message is English with named places, and is the key of the catalogues; `reviewer.language` puts it into bokmål, nynorsk or
English and formats each value by its type (`Kroner` with thousands and unit, `Share` as per cent, `date` as `22.11.2026`, ...).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from reviewer.domain.slotted import dataclass


class Kroner(int):
    """A whole amount in Norwegian kroner, to be shown as `1 234 567 kr`."""


class Millions(int):
    """An amount in whole kroner, to be shown as millions with one decimal and without a unit: `12,0`."""


class Share(Fraction):
    """A share from 0 to 1, to be shown as per cent."""


class Points(Fraction):
    """A score on the criteria's scale, always shown with two decimals, so that a column of them lines up: `4,50`."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Several values in one place of a sentence: `Oslo, Bergen og Voss`."""

    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence or phrase with its values; with `plural`, the number chooses the form.

    Make one with `say` or `say_number`, whose literal messages the catalogue test collects.
    """

    message: str
    values: tuple[tuple[str, Value], ...] = ()
    plural: str = ""
    number: int = 0


Value = str | int | Kroner | Millions | Share | Points | Fraction | Decimal | date | Said | Listed | None


def say(message: str, **values: Value) -> Said:
    """Return the sentence with its values; `message` must be a literal."""
    return Said(message, tuple(values.items()))


def say_number(singular: str, plural: str, number: int, **values: Value) -> Said:
    """Return the sentence in the form that `number` asks for; it is available in the text as `{number}`."""
    return Said(singular, (("number", number), *values.items()), plural, number)
