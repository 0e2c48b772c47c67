"""Is the file what its events say? Every hash, chain, signature and list is worked out again and compared; nothing is changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import field
from itertools import chain, islice
from typing import Any

from pydantic_core import from_json

from reviewer.casefile.codec import decode, event_from, hash_of, moment_text
from reviewer.casefile.coverage import Coverage, coverage
from reviewer.casefile.lists import LIST_TABLES
from reviewer.casefile.receiving import bars
from reviewer.domain.enrolment import Enrolments, SeatEnrolled
from reviewer.domain.events import Event, Happening, RowSetAside, RowSettled
from reviewer.domain.feeds import feed_of
from reviewer.domain.meeting.locking import altered
from reviewer.domain.mending import lost_by_seat, uncounted
from reviewer.domain.recusal import of_recused
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.signatures import is_signed

_AT_ONCE = 2_000
_THREADS = 4
_TOGETHER = 250
"""How many signatures a thread checks in one go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """How many events were looked at, what is wrong, and what is no fault but has to be known.

    `signed` by a key of their own seat, `countersigned` by the secretariat's, or `unsigned`: counted where nothing else is wrong.
    """

    events: int
    problems: tuple[Said, ...]
    remarks: tuple[Said, ...] = ()
    signed: int = 0
    countersigned: int = 0
    unsigned: int = 0

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


@dataclass(slots=True)
class _Seen:
    """What the events before this one have told: the ends of the feeds, the keys, and since when signatures are demanded."""

    enrolments: Enrolments
    demanded_from: str | None
    own_key: str
    ends: dict[tuple[str, str, str], tuple[int, frozenset[str]]] = field(default_factory=dict)
    known: dict[str, Event] = field(default_factory=dict)


def verify(
    connection: sqlite3.Connection, case_id: str, own_key: str, rewrite_lists: Callable[[], object], known: dict[str, Event]
) -> Verification:
    """Check the database, every event and the lists; `rewrite_lists` makes them again, and is rolled back.

    `own_key` is this machine's: what it has signed is no fault here, even before anybody has enrolled it. `known` takes the events as they
    are read, so that the lists are made of them without reading them again.
    """
    from concurrent.futures import ThreadPoolExecutor

    known.clear()
    problems = list(_database_problems(connection))
    seen = _trusted(connection, own_key)
    seen.known = known
    count = 0
    rows = connection.execute(
        "SELECT position, id, seat, number, act, previous, at, kind, application, feed, key, bytes, signature FROM events "
        "UNION ALL SELECT 0, id, seat, number, 0, previous, '', '', application, feed, key, NULL, NULL FROM seals "
        "WHERE id NOT IN (SELECT id FROM events) ORDER BY feed, seat, key, number"
    )
    with ThreadPoolExecutor(_THREADS) as threads:
        while chunk := list(islice(rows, _AT_ONCE)):
            good = threads.map(_are_good, (chunk[start : start + _TOGETHER] for start in range(0, len(chunk), _TOGETHER)))
            for row, signed in zip(chunk, chain.from_iterable(good), strict=True):
                count += bool(row[0])
                problems += _event_problems(row, case_id, seen)
                problems += [] if signed else [say("Event {position} has a bad signature.", position=str(row[0]))]
    cover = Coverage() if problems else coverage(connection, seen.known.values())
    problems += cover.problems
    if not problems:
        problems += [*_fork_problems(connection, seen.enrolments), *_lock_problems(connection), *_list_problems(connection, rewrite_lists)]
    remarks = () if problems else (*cover.remarks, *_uncounted(connection, known.values()))
    counts = {"signed": cover.signed, "countersigned": cover.countersigned, "unsigned": cover.unsigned}
    return Verification(events=count, problems=tuple(problems), remarks=remarks, **counts)


def _database_problems(connection: sqlite3.Connection) -> Iterator[Said]:
    for (text,) in connection.execute("PRAGMA integrity_check"):
        if text != "ok":
            yield say("The database is damaged. Its own check says in English: {what}. Use a copy of the file.", what=str(text))
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield say("Row {row} of {table} points to nothing in {parent}.", row=str(rowid), table=str(table), parent=str(parent))


def _trusted(connection: sqlite3.Connection, own_key: str) -> _Seen:
    """Return the keys, as far as their events can be read; what is wrong with these events is told where they are checked.

    A case whose first event is signed has none that is not.
    """
    found: list[Event] = []
    for (stored,) in connection.execute("SELECT bytes FROM events WHERE kind IN ('seat_enrolled', 'seat_key_closed') ORDER BY position"):
        try:
            found.append(decode(stored))
        except (ValueError, KeyError, TypeError):
            continue
    first = next((event for event in found if isinstance(event.body, SeatEnrolled)), None)
    signed = connection.execute("SELECT 1 FROM events WHERE kind = 'case_opened' AND key <> ''").fetchone() is not None
    demanded_from = "" if signed else moment_text(first.at) if first else None
    return _Seen(enrolments=Enrolments.of(_by_the_trusted(found)), demanded_from=demanded_from, own_key=own_key)


def _by_the_trusted(found: Sequence[Event]) -> list[Happening]:
    """Return what enrols and closes keys, as far as it goes back to the first enrolment: a key that enrols itself later is nobody's."""
    kept: list[Happening] = []
    keys: set[tuple[str, str]] = set()
    pending = list(found)
    while pending:
        good = [event for event in pending if not keys or not event.key or (event.seat, event.key) in keys]
        good = good if keys else good[:1]
        if not good:
            break
        kept += [event.body for event in good]
        keys |= {(event.body.holder, event.body.key) for event in good if isinstance(event.body, SeatEnrolled)}
        pending = [event for event in pending if event not in good]
    return kept


def _are_good(rows: Sequence[Sequence[Any]]) -> list[bool]:
    """Check signatures, many in one go: handing each of them to a thread would cost more than the check."""
    return [_is_good(row) for row in rows]


def _is_good(row: Sequence[Any]) -> bool:
    """Whether the event's signature is good, or it needs none: a seal, or an event without a key."""
    key, stored, signature = row[10], row[11], row[12]
    if not key or stored is None:
        return signature is None
    return isinstance(stored, bytes) and isinstance(signature, bytes) and is_signed(key, stored, signature)


def _event_problems(row: Sequence[Any], case_id: str, seen: _Seen) -> Iterator[Said]:
    position, key, seat, number, act, previous, at, kind, application, feed, signer, stored, _ = row
    name = str(position)
    if stored is None:
        yield from _chain_problems(row, seen)
        return
    if not isinstance(stored, bytes) or hash_of(stored) != key:
        yield say("Event {position} is not what was written: its hash is another.", position=name)
        return
    raw = from_json(stored)
    columns = (seat, number, act, previous, at, kind, feed, signer)
    own = (*(raw[field] for field in ("seat", "number", "act", "previous", "at", "kind")), raw.get("feed", ""), raw.get("key", ""))
    if columns != own:
        yield say("Event {position} stands under another name than its own.", position=name)
    if raw["case"] != case_id:
        yield say("Event {position} belongs to another case.", position=name)
    yield from _chain_problems(row, seen)
    if signer and signer != seen.own_key and not seen.enrolments.speaks(signer, seat):
        yield say("Event {position} is signed with a key that does not speak for {seat}.", position=name, seat=seat)
    elif not signer and seen.demanded_from is not None and at > seen.demanded_from:
        yield say("Event {position} is not signed, and this case demands it.", position=name)
    try:
        event = event_from(raw, stored)
    except (ValueError, KeyError, TypeError):
        yield say("Event {position} is of a kind that this program does not know.", position=name)
        return
    seen.known[event.id] = event
    if not _stands_right(event, at, application, feed):
        yield say("Event {position} stands under another name than its own.", position=name)


def _chain_problems(row: Sequence[Any], seen: _Seen) -> Iterator[Said]:
    """Compare with what stood before in the feed; where it has two versions, either may be continued."""
    name, key, number, previous, chain = str(row[0]), row[1], row[3], row[5], (row[2], row[10], row[9])
    last, ids = seen.ends.get(chain, (0, frozenset({""})))
    if number == last:
        seen.ends[chain] = (number, ids | {key})
        return
    if number != last + 1:
        yield say("Before event {position}, {seat} lacks an event.", position=name, seat=chain[0])
    elif previous not in ids:
        yield say("Event {position} does not continue {seat}'s chain.", position=name, seat=chain[0])
    seen.ends[chain] = (number, frozenset({key}))


def _fork_problems(connection: sqlite3.Connection, enrolments: Enrolments) -> Iterator[Said]:
    """Name the feeds that have two versions, until their key is closed."""
    sql = "SELECT e.seat, e.key, e.feed, min(e.number) FROM barred b JOIN events e USING (id) WHERE b.reason = 'fork' GROUP BY 1, 2, 3"
    for seat, key, feed, number in connection.execute(sql):
        if enrolments.is_open(key):
            yield say("{seat} has two different events number {number} in {feed}. Neither counts.", seat=seat, number=number, feed=feed)


def _uncounted(connection: sqlite3.Connection, events: Collection[Event]) -> Iterator[Said]:
    """Say how many events of which seat are here and count nowhere: until they have been said again, or because it was recused."""
    void = {key for (key,) in connection.execute("SELECT id FROM barred WHERE reason IN ('fork', 'closed')")}
    for seat, lost in lost_by_seat(events, void).items():
        yield uncounted(seat, len(lost))
    for seat, number in connection.execute(
        "SELECT e.seat, count(*) FROM barred b JOIN events e USING (id) WHERE b.reason = 'recused' GROUP BY 1"
    ):
        yield of_recused(seat, number)


def _lock_problems(connection: sqlite3.Connection) -> Iterator[Said]:
    rows = connection.execute("SELECT bytes FROM events WHERE kind IN ('minutes_locked', 'feed_locked')")
    for meeting in altered(decode(stored) for (stored,) in rows):
        yield say("The minutes of the meeting {meeting} are not what was locked.", meeting=meeting)


def _stands_right(event: Event, at: object, application: object, feed: str) -> bool:
    """Whether the row names the application, the moment and the feed that the event is of."""
    own = "" if isinstance(event.body, RowSetAside | RowSettled) else event.application
    return own == application and moment_text(event.at) == at and (not feed or feed == feed_of(event.body))


def _list_problems(connection: sqlite3.Connection, rewrite_lists: Callable[[], object]) -> Iterator[Said]:
    """Compare the lists with what the events give; the comparison is rolled back."""
    if bars(connection) != dict(connection.execute("SELECT id, reason FROM barred")):
        yield say("The list {table} is not what the events give.", table="barred")
    before = {table: _rows(connection, table) for table in LIST_TABLES}
    connection.execute("BEGIN")
    try:
        rewrite_lists()
        after = {table: _rows(connection, table) for table in LIST_TABLES}
    finally:
        connection.execute("ROLLBACK")
    for table in LIST_TABLES:
        if before[table] != after[table]:
            yield say("The list {table} is not what the events give.", table=table)


def _rows(connection: sqlite3.Connection, table: str) -> set[tuple[object, ...]]:
    return set(connection.execute(f"SELECT * FROM {table}"))  # noqa: S608 - our own names
