"""An application on its way in: plain values as they were read, what is wrong so far, and where it all stood."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from typing import Any, Protocol

from reviewer.domain.application import Application, Extra
from reviewer.domain.events import Problem
from reviewer.domain.said import Said
from reviewer.domain.slotted import dataclass
from reviewer.intake.expectation import Wrong

Plain = dict[str, Any]
"""An application as nested dicts and lists, keys as in the JSON format; `extra` is kept beside it, already checked."""


class Origin(Protocol):
    """Where a draft came from."""

    def problem(self, wrong: Wrong, application: str | None) -> Problem:
        """Return the fault with the place that a person finds it by; `expected` is put into words."""

    def cells(self) -> Mapping[str, str]:
        """Return everything that stood there, as text, by heading or key path."""


@dataclass(slots=True)
class Draft:
    """One application as read; `plain` is None where there are rows but no application that they belong to."""

    id: str
    plain: Plain | None
    origin: Origin
    wrongs: list[Wrong]
    extra: dict[str, Extra] = field(default_factory=dict)


@dataclass(slots=True)
class Incoming:
    """A whole file as read: its drafts, what is wrong with the file itself, and how its drafts become applications."""

    drafts: list[Draft]
    validate: Callable[[Plain], Application]
    problems: list[Problem] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)
    committee: str = ""
    call: str = ""
    received: date | None = None
