"""Which events hold which register: the fold's machinery, apart from what the registers mean.

A register's value is set by the events that no other effective event replaces. One such event is the value; several are a
conflict, which stays one until a person settles it. The order in which events arrive never matters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar

from reviewer.domain.events import ApplicationReceived, AssumptionsSet, DrawAnnounced, Event, Happening, Recommended, Register, Undone
from reviewer.domain.interventions import assumption_register
from reviewer.domain.settlement import SETTLED, ConflictSettled
from reviewer.domain.slotted import dataclass

_DIGITS = re.compile(r"(\d+)", re.ASCII)

Sealed = Mapping[str, tuple[str, ...]]
"""What withheld events replaced, by their ids: what they replaced stays replaced by what replaced them."""

NOTHING_SEALED: Sealed = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Conflict:
    """A register that two events set at once; both values stand until a person settles it."""

    register: Register
    events: tuple[Event, ...]


AT_ONCE, IN_TURN = timedelta(), timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Dating:
    """When the events of an act happened: from `at` on, each so far `apart` from the one before.

    Those of different applications have an order only where they are dated one after the other.
    """

    at: datetime
    apart: timedelta = AT_ONCE

    def of(self, turn: int) -> datetime:
        """Return the moment of the event that is the `turn`-th of the act, from 0."""
        return self.at + turn * self.apart


def event_order(event: Event) -> tuple[object, ...]:
    """Return a key by which what happened first comes first, the same on every laptop."""
    return (event.at, event.seat, natural(event.application), event.feed, event.number)


@lru_cache(maxsize=10_000)
def natural(text: str) -> tuple[tuple[int, str], ...]:
    """Return a key by which `2018-9` comes before `2018-10`: applications of one act come in the order of their ids."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(text) if part) if text else ()


Heads = Mapping[Register, Event]
"""The event that holds each register; the last of several."""

Body = TypeVar("Body")


def body_of(heads: Heads, register: Register, kind: type[Body]) -> Body | None:
    """Return the body that holds the register, or None where nothing of that kind does."""
    event = heads.get(register)
    return event.body if event and isinstance(event.body, kind) else None


def effective(ordered: list[Event]) -> list[Event]:
    """Return the events that have not been taken back; taking back a taking-back brings the first one in again.

    An announced draw is never taken back: whoever could do that could announce seeds until the lots fall as wished.
    """
    if not any(isinstance(event.body, Undone) for event in ordered):
        return ordered
    origin = {event.id: (event.seat, event.feed) for event in ordered if not isinstance(event.body, DrawAnnounced)}
    void: set[str] = set()
    for event in reversed(ordered):
        if isinstance(event.body, Undone) and event.id not in void:
            void.update(old for old in event.body.events if origin.get(old) in {(event.seat, event.feed), (event.seat, "")})
    return [event for event in ordered if event.id not in void]


def holders(events: Iterable[Event], sealed: Sealed = NOTHING_SEALED) -> dict[Register, tuple[Event, ...]]:
    """Return the events that hold each register now: one as a rule, several where there is a conflict."""
    ordered = sorted(events, key=event_order)
    return held_by(ordered, effective(ordered), sealed)


def held_by(ordered: list[Event], standing: list[Event], sealed: Sealed) -> dict[Register, tuple[Event, ...]]:
    """Return the events that hold each register; `standing` are those of `ordered` that have not been taken back."""
    setters: defaultdict[Register, list[Event]] = defaultdict(list)
    for event in standing:
        for register in event.body.registers:
            setters[register].append(event)
    void = {**sealed, **_void_replacements(ordered, standing)}
    found = {register: tuple(held if len(held) == 1 else _unreplaced(held, void)) for register, held in setters.items()}
    return {register: held if len(held) == 1 else _settled(register, held, found) for register, held in found.items()}


def _settled(register: Register, held: tuple[Event, ...], found: Mapping[Register, tuple[Event, ...]]) -> tuple[Event, ...]:
    """Return what a settlement has left of several values; where two settlements contradict each other, all are left."""
    bodies = (event.body for event in found.get((SETTLED, *register), ()))
    dropped = {old for body in bodies if isinstance(body, ConflictSettled) for old in body.dropped}
    return tuple(event for event in held if event.id not in dropped) or held


def _void_replacements(ordered: list[Event], standing: list[Event]) -> dict[str, tuple[str, ...]]:
    """Return what the events that were taken back had replaced: what they replaced stays replaced by what replaced them."""
    if len(ordered) == len(standing):
        return {}
    kept = {event.id for event in standing}
    return {event.id: event.replaces for event in ordered if event.id not in kept}


def _unreplaced(events: list[Event], void: Mapping[str, tuple[str, ...]]) -> list[Event]:
    """Return those that no other one replaces, directly or through an event that was taken back."""
    replaced: set[str] = set()
    pending = [old for event in events for old in event.replaces]
    while pending:
        old = pending.pop()
        if old not in replaced:
            replaced.add(old)
            pending.extend(void.get(old, ()))
    return [event for event in events if event.id not in replaced]


def contradict(register: Register, events: Sequence[Event]) -> bool:
    """Whether the values that a field was set to are in each other's way: the same said twice, or handing in twice, is not."""
    if len(events) < 2 or register[0] in {"handed_in", SETTLED}:  # noqa: PLR2004 - it takes two
        return False
    values = [_value(register, event.body) for event in events]
    return any(value != values[0] for value in values[1:])


def _value(register: Register, body: Happening) -> object:
    """Return what a field was set to, without where it came from."""
    match body:
        case Recommended():
            return getattr(body, register[-1])
        case AssumptionsSet():
            given = {assumption_register(body.application, name): value for name, value in body.given}
            return (given[register], body.reason)
        case ApplicationReceived():
            return body.content
        case _:
            return body
