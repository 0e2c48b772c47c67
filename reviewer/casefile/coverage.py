"""Which events bear a signature of their own, for which the secretariat's key vouches, and which have neither."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping

from reviewer.domain.committee import SeatRole
from reviewer.domain.enrolment import FeedCountersigned, SeatEnrolled
from reviewer.domain.events import CaseOpened, Event
from reviewer.domain.interventions import CommitteeChanged
from reviewer.domain.said import Said, say, say_number
from reviewer.domain.slotted import dataclass

Place = tuple[str, str, int]
"""Seat, feed and number of an event without a key."""


@dataclass(frozen=True, slots=True)
class _Unsigned:
    """An event without a key, or the seal of one: where it stands in the file (0 for a seal), its place, what it follows."""

    position: int
    place: Place
    previous: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many events are signed, countersigned, or neither; `problems` where what was countersigned is not what is here."""

    signed: int = 0
    countersigned: int = 0
    unsigned: int = 0
    problems: tuple[Said, ...] = ()
    remarks: tuple[Said, ...] = ()


def coverage(connection: sqlite3.Connection, events: Collection[Event]) -> Coverage:
    """Return how the events are vouched for; `events` are all of the file's, their own signatures checked already."""
    unsigned = _unsigned(connection)
    marks = list(_countersignings(events))
    covered = _covered(unsigned, marks)
    said_again = {old for event in events if event.key for old in event.replaces}
    void = {key for (key,) in connection.execute("SELECT id FROM barred")} | said_again
    left = {key: one for key, one in unsigned.items() if one.position and key not in covered and key not in void}
    demanded = any(isinstance(event.body, SeatEnrolled) for event in events)
    return Coverage(
        signed=sum(event.key != "" for event in events),
        countersigned=sum(key in covered for key, one in unsigned.items() if one.position),
        unsigned=sum(key not in covered for key, one in unsigned.items() if one.position),
        problems=(*_changed(unsigned, marks), *(_without(one) for one in (left.values() if marks else ()))),
        remarks=(_before_the_keys(len(left)),) if left and demanded and not marks else (),
    )


def bare(connection: sqlite3.Connection, marks: Collection[FeedCountersigned]) -> set[str]:
    """Return the ids of the events without a key that these countersignings do not cover."""
    unsigned = _unsigned(connection)
    return {key for key, one in unsigned.items() if one.position} - _covered(unsigned, marks)


def _unsigned(connection: sqlite3.Connection) -> dict[str, _Unsigned]:
    sql = (
        "SELECT id, position, seat, feed, number, previous FROM events WHERE key = '' "
        "UNION ALL SELECT id, 0, seat, feed, number, previous FROM seals WHERE key = '' AND id NOT IN (SELECT id FROM events)"
    )
    return {
        key: _Unsigned(position, (seat, feed, number), previous) for key, position, seat, feed, number, previous in connection.execute(sql)
    }


def _countersignings(events: Iterable[Event]) -> Iterator[FeedCountersigned]:
    """Yield what the secretariat's keys vouch for; a signature of another seat's vouches for nothing."""
    bodies = [event.body for event in events if isinstance(event.body, CaseOpened | CommitteeChanged)]
    offices = {seat.id for body in bodies for seat in body.committee.seats if seat.role is SeatRole.SECRETARIAT}
    for event in events:
        if isinstance(event.body, FeedCountersigned) and event.key and event.seat in offices:
            yield event.body


def _covered(unsigned: Mapping[str, _Unsigned], marks: Iterable[FeedCountersigned]) -> set[str]:
    """Return the ids that the countersigned ends go back to."""
    covered: set[str] = set()
    for mark in marks:
        key = mark.head
        while key in unsigned and key not in covered:
            covered.add(key)
            key = unsigned[key].previous
    return covered


def _changed(unsigned: Mapping[str, _Unsigned], marks: Iterable[FeedCountersigned]) -> Iterator[Said]:
    for mark in marks:
        found = unsigned.get(mark.head)
        if found is None or found.place != (mark.holder, mark.of, mark.number):
            yield say("What {seat} wrote in {feed} before there were keys is not what was countersigned.", seat=mark.holder, feed=mark.of)


def _without(one: _Unsigned) -> Said:
    return say(
        "Event {position} has no signature and is not countersigned. If {seat} stands by it: reviewer identity mend CASE.",
        position=str(one.position),
        seat=one.place[0],
    )


def _before_the_keys(count: int) -> Said:
    return say_number(
        "{number} event from before the first key has no signature. The secretariat countersigns it: reviewer identity enrol CASE.",
        "{number} events from before the first key have no signature. The secretariat countersigns them: reviewer identity enrol CASE.",
        count,
    )
