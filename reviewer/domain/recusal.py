"""What a seat may still write of an application that it is recused from, and what of its acts does not count because of that.

One rule for every kind of act: what a seat writes of a case while it is recused from it counts nowhere, whoever wrote it into a file by
hand. What it had written before stays, as far as whoever wrote the recusal down had it: a clock that was set back brings nothing in.
What it had said of the ratings, its own or another's, counts for nothing as long as it is recused, whenever it was written. Who is recused
goes by what replaces what, as everywhere in the case, and by no clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType

from reviewer.domain.enrolment import FeedCountersigned, SeatKeyClosed
from reviewer.domain.events import (
    KINDS,
    ApplicationReceived,
    Event,
    Happening,
    Interest,
    InterestDeclared,
    RowSetAside,
    Undone,
)
from reviewer.domain.feeds import Matter, matter_of
from reviewer.domain.meeting.acts import FeedLocked, InterestConfirmed, RecusalDecided, Standing
from reviewer.domain.registers import NOTHING_SEALED, effective, event_order, held_by
from reviewer.domain.said import Said, say_number
from reviewer.domain.settlement import ConflictSettled
from reviewer.domain.slotted import dataclass


class WhenRecused(StrEnum):
    """What becomes of a kind of act where its seat is recused: always done, done of its own interest, undone as what it undoes, or not."""

    KEEPS = "keeps"
    OWN = "own"
    AS_UNDONE = "as_undone"
    SHUT = "shut"


_KEEPS = (ApplicationReceived, RowSetAside, SeatKeyClosed, FeedCountersigned, FeedLocked)
"""What came in from outside, and what keeps the chains of events together: it takes no part in the case."""


def _of_kind(kind: type[Happening]) -> WhenRecused:
    if kind in _KEEPS:
        return WhenRecused.KEEPS
    if kind in {InterestDeclared, InterestConfirmed}:
        return WhenRecused.OWN
    return WhenRecused.AS_UNDONE if kind is Undone else WhenRecused.SHUT


WHEN_RECUSED: Mapping[type[Happening], WhenRecused] = MappingProxyType({kind: _of_kind(kind) for kind in KINDS.values()})
"""Every kind of act, of which nothing is open to a recused seat that is not named here; what concerns no application never asks."""


def takes_part(seat: str, body: Happening, undone: Collection[Happening | None] = ()) -> bool:
    """Whether the seat takes part in its application with this act; `undone` are the acts that it takes back, None for an unknown one."""
    match WHEN_RECUSED[type(body)]:
        case WhenRecused.KEEPS:
            return False
        case WhenRecused.OWN:
            return getattr(body, "declarer", "") != seat
        case WhenRecused.AS_UNDONE:
            return any(one is None or takes_part(seat, one) for one in undone)
        case _:
            return True


def recuses(body: Happening) -> str:
    """Return the seat that an act recuses, or empty."""
    match body:
        case InterestDeclared(interest=Interest.RECUSED, declarer=seat) | RecusalDecided(standing=Standing.RECUSED, concerned=seat):
            return seat
        case _:
            return ""


def of_recused(seat: str, number: int) -> Said:
    """Return the sentence that so many of a seat's events are on file and do not count, because it is or was recused."""
    return say_number(
        "{number} event of {seat} about an application that it is or was recused from is on file and does not count.",
        "{number} events of {seat} about applications that it is or was recused from are on file and do not count.",
        number,
        seat=seat,
    )


Had = Mapping[tuple[str, str], int]
"""How far a seat's feeds had come, by key and feed, where its recusal was written down."""


class Reckoned(StrEnum):
    """By what it is told whether an act was written while its seat was recused."""

    FEED = "feed"
    """How far its feed had come where the recusal was written down, and where that is not said, the moment."""
    MOMENT = "moment"
    """The moment, as long as the seat is recused; no more once it takes part again: a laptop that had not heard of it has lost none."""
    STANDING = "standing"
    """Nothing: it counts for nothing as long as the seat is recused. It stands in a feed that not everybody may see, so that `had`,
    which everybody sees, cannot tell of it."""


def _reckoned(matter: Matter) -> Reckoned:
    if matter is Matter.RATING:
        return Reckoned.MOMENT
    return Reckoned.STANDING if matter in {Matter.EXCLUSION, Matter.SETTLED} else Reckoned.FEED


RECKONED: Mapping[Matter, Reckoned] = MappingProxyType({matter: _reckoned(matter) for matter in Matter})
"""Every matter that acts are about; that a seat leaves another's rating out, and which of two values it keeps, stands or falls with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """A time in which a seat is recused, from the act that says so; `until` is None where it still is.

    `had` is None where the recusal does not say how far the seat's feeds had come.
    """

    since: Event
    had: Had | None
    until: Event | None = None

    def covers(self, event: Event) -> bool:
        """Whether the seat's act was written in that time: by what is known of their order, and else by the clock; see `RECKONED`."""
        matter = matter_of(event.feed)
        reckoned = RECKONED[matter] if matter else Reckoned.FEED
        if self.until is not None:
            within = not _before(event, self.since) and _before(event, self.until)
            return within and reckoned is not Reckoned.MOMENT
        if reckoned is Reckoned.STANDING:
            return True
        if reckoned is Reckoned.MOMENT or self.had is None or _chain(event) == _chain(self.since):
            return not _before(event, self.since)
        return event.number > self.had.get((event.key, event.feed), 0)


def _chain(event: Event) -> tuple[str, str, str]:
    return (event.seat, event.key, event.feed)


def _before(event: Event, other: Event) -> bool:
    return event.number < other.number if _chain(event) == _chain(other) else event.at < other.at


def written_while_recused(events: Iterable[Event], had: Mapping[str, Had]) -> frozenset[str]:
    """Return the ids of the acts of recused seats that do not count; `had` is what the recusals say, by their ids.

    `events` are all of the applications concerned, as far as they count otherwise. A recusal that is itself written by a recused seat is
    none; they are gone through from the oldest on, so that the answer is the same in whatever order they came.
    """
    known = {event.id: event for event in sorted(events, key=event_order)}
    void: set[str] = set()
    while True:
        spans = _spans([event for event in known.values() if event.id not in void], had)
        found = [event for event in known.values() if event.id not in void and _is_void(event, known, spans)]
        deciding = next((event.id for event in found if _decides(event, known)), None)
        if deciding is None:
            return frozenset(void | {event.id for event in found})
        void.add(deciding)


def _is_void(event: Event, known: Mapping[str, Event], spans: Mapping[tuple[str, str], Iterable[_Span]]) -> bool:
    covered = any(span.covers(event) for span in spans.get((event.seat, event.application), ()))
    return covered and takes_part(event.seat, event.body, _undone(event, known))


def _undone(event: Event, known: Mapping[str, Event]) -> tuple[Happening | None, ...]:
    if not isinstance(event.body, Undone):
        return ()
    return tuple(known[old].body if old in known else None for old in event.body.events)


def _decides(event: Event, known: Mapping[str, Event]) -> bool:
    """Whether the act says who is recused, or takes back what did."""
    return any(isinstance(body, _Deciding) for body in (event.body, *_undone(event, known)))


_Stood = InterestDeclared | RecusalDecided
_Deciding = _Stood | ConflictSettled
_Place = tuple[str, str]
"""A seat and an application."""


def _spans(known: Iterable[Event], had: Mapping[str, Had]) -> Mapping[_Place, list[_Span]]:
    """Return when which seat is recused from which application; `known` are oldest first."""
    ordered = list(known)
    standing = [event for event in effective(ordered) if isinstance(event.body, _Deciding)]
    said: defaultdict[_Place, dict[str, Event]] = defaultdict(dict)
    spans: defaultdict[_Place, list[_Span]] = defaultdict(list)
    for event in _in_turn(standing):
        place = _place(event)
        said[place][event.kind] = event
        _turn(spans[place], event, had, out=bool(recuses(_deciding(said[place]).body)))
    for place, held in _held([event for event in ordered if isinstance(event.body, _Deciding)], standing).items():
        last = _deciding(held)
        _turn(spans[place], last, had, out=bool(recuses(last.body)))
    return spans


def _turn(spans: list[_Span], event: Event, had: Mapping[str, Had], *, out: bool) -> None:
    """Begin a span with the event where the seat is out from then on, end the last one where it is in again."""
    is_open = bool(spans) and spans[-1].until is None
    if out and not is_open:
        spans.append(_Span(since=event, had=had.get(event.id)))
    elif not out and is_open:
        spans[-1] = replace(spans[-1], until=event)


def _place(event: Event) -> _Place:
    return (getattr(event.body, "declarer", "") or getattr(event.body, "concerned", ""), event.application)


def _deciding(said: Mapping[str, Event]) -> Event:
    """Return what decides how a seat stands, of the last of each kind: the body's decision goes before the seat's own declaration."""
    declared, decided = said.get("interest_declared"), said.get("recusal_decided")
    if decided is not None and (declared is None or getattr(decided.body, "standing", Standing.OPEN) is not Standing.OPEN):
        return decided
    return declared or next(iter(said.values()))


def _in_turn(standing: Iterable[Event]) -> list[Event]:
    """Return what was said of interests so that what replaces another comes after it, whatever their laptops' clocks said."""
    stood = {event.id: event for event in standing if isinstance(event.body, _Stood)}
    placed: dict[str, Event] = {}
    for first in stood.values():
        pending = [first]
        while pending:
            event = pending[-1]
            before = [stood[old] for old in event.replaces if old in stood and old not in placed]
            if before:
                pending += before
            else:
                placed[pending.pop().id] = event
    return list(placed.values())


def _held(ordered: list[Event], standing: list[Event]) -> Mapping[_Place, Mapping[str, Event]]:
    """Return what holds of each seat's interest, by kind, as the case has it: also where a person has settled which of two counts."""
    found: defaultdict[_Place, dict[str, Event]] = defaultdict(dict)
    for held in held_by(ordered, standing, NOTHING_SEALED).values():
        if isinstance(held[-1].body, _Stood):
            found[_place(held[-1])][held[-1].kind] = held[-1]
    return found
