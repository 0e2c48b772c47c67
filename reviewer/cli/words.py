"""Events and differences in words, for the log and for what an import changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from reviewer.domain.application import Difference
from reviewer.domain.committee import Committee
from reviewer.domain.events import Event, Happening
from reviewer.domain.narration import narrated
from reviewer.language.speech import Speech


def event_line(event: Event, committee: Committee, speech: Speech) -> str:
    """Return what happened, in one sentence."""
    return speech.text(narrated(event.body, committee))


def difference_line(difference: Difference, speech: Speech) -> str:
    """Return `amount_applied: 1 000 000 → 2 000 000`."""
    return f"{difference.field}: {_shown(difference.before, speech)} → {_shown(difference.after, speech)}"


def data_of(value: Any) -> Any:
    """Return any of the domain's values as JSON holds it; what is at its default is left out of nested values."""
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): data_of(one) for key, one in value.items()}
        case tuple() | list():
            return [data_of(one) for one in value]
        case _ if is_dataclass(value):
            return {one.name: data_of(getattr(value, one.name)) for one in fields(value)}
        case _:
            return value


def body_data(body: Happening) -> Any:
    """Return an event's body as JSON holds it."""
    return data_of(body)


def _shown(value: object, speech: Speech) -> str:
    match value:
        case None | "" | ():
            return "–"
        case bool():
            return str(value).lower()
        case int() | Decimal() | date():
            return speech.value(value)
        case str():
            return value
        case _:
            return str(data_of(value))
