"""What comes from other laptops, in the file: events and drafts' seals let in, arrivals that wait, feeds that no longer count.

Every function that writes works inside the caller's transaction.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from reviewer.casefile.codec import decode, had_of, link_of, moment_text
from reviewer.domain.admission import Answer, Chain, Link, Present, Seal, barred
from reviewer.domain.case import Case
from reviewer.domain.enrolment import Enrolments, HandedIn, SeatEnrolled
from reviewer.domain.events import Happening, InterestDeclared, Rated, RowSetAside, RowSettled, Undone
from reviewer.domain.feeds import feed_of
from reviewer.domain.meeting.acts import RecusalDecided
from reviewer.domain.meeting.locks import Locks
from reviewer.domain.recusal import recuses, written_while_recused
from reviewer.domain.settlement import ConflictSettled

_EVENT_COLUMNS = "id, seat, number, act, previous, at, kind, application, bytes, feed, key, signature"
_ROWS_AT_ONCE = 400
"""Rows in one statement: each statement has a journal of its own, which costs more than the row."""
RECUSED = "recused"
"""Why an event is barred whose seat was recused."""
UNENROLLED = "unenrolled"
"""Why a draft's seal is barred whose key speaks for nobody yet."""
MOST_HELD = 100_000
"""How many arrivals wait at most; what comes beyond that has to be sent again."""


def insert_events(connection: sqlite3.Connection, links: Sequence[Link]) -> None:
    """Write events, in this order."""
    row = f"({', '.join('?' for _ in _EVENT_COLUMNS.split(', '))})"
    for start in range(0, len(links), _ROWS_AT_ONCE):
        rows = [_event_row(link) for link in links[start : start + _ROWS_AT_ONCE]]
        sql = f"INSERT INTO events ({_EVENT_COLUMNS}) VALUES {', '.join(row for _ in rows)}"  # noqa: S608 - our own names
        connection.execute(sql, [*itertools.chain.from_iterable(rows)])


def _event_row(link: Link) -> tuple[object, ...]:
    event = link.event
    application = "" if isinstance(event.body, RowSetAside | RowSettled) else event.application
    head = (event.id, event.seat, event.number, event.act, link.previous, moment_text(event.at), event.kind, application)
    return (*head, link.stored, event.feed, event.key, link.signature)


def present(connection: sqlite3.Connection, case_id: str, case: Case | None, links: Sequence[Link], seals: Sequence[Seal]) -> Present:
    """Return what the file has, as far as these arrivals touch it; `case` is None where the file is still empty."""
    ids = {one for link in links for one in (link.event.id, link.previous)} | {one for seal in seals for one in (seal.id, seal.previous)}
    taken: dict[tuple[Chain, int], set[str]] = {}
    places: dict[str, tuple[Chain, int]] = {}
    for key, chain, number in _places(connection, {link.chain for link in links} | {seal.chain for seal in seals}):
        taken.setdefault((chain, number), set()).add(key)
        places[key] = (chain, number)
    known = connection.execute("SELECT id FROM events WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
    return Present(
        case=case_id,
        enrolments=case.enrolments if case else Enrolments(),
        editions=() if case is None else (case.opened.committee, *(change.committee for change in case.changes)),
        places=places,
        taken={place: frozenset(found) for place, found in taken.items()},
        known={key for (key,) in known},
        declaring=case is not None and case.declared_first,
        declared=_declared(connection, {link.event.application for link in links if isinstance(link.event.body, Rated | HandedIn)}),
    )


def _declared(connection: sqlite3.Connection, applications: Collection[str]) -> frozenset[tuple[str, str]]:
    """Return the seats whose interest in one of the applications is declared or decided, each with that application."""
    sql = (
        "SELECT bytes FROM events WHERE kind IN ('interest_declared', 'recusal_decided') "
        "AND application IN (SELECT value FROM json_each(?))"
    )
    bodies = (decode(stored).body for (stored,) in connection.execute(sql, (json.dumps(sorted(applications)),)))
    seats = ((body, getattr(body, "declarer", "") or getattr(body, "concerned", "")) for body in bodies)
    return frozenset((seat, getattr(body, "application", "")) for body, seat in seats)


def store(connection: sqlite3.Connection, admitted: Sequence[Link], seals: Sequence[Seal], held: Sequence[Answer]) -> None:
    """Write what came in and what waits; what waited and came in waits no longer."""
    insert_events(connection, sorted(admitted, key=lambda link: (link.event.at, link.event.number)))
    rows = [
        (seal.id, seal.seat, seal.key, seal.feed, seal.number, seal.previous, seal.application, json.dumps(seal.replaces)) for seal in seals
    ]
    connection.executemany("INSERT OR IGNORE INTO seals VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.execute("DELETE FROM held WHERE id IN (SELECT id FROM events)")
    (count,) = connection.execute("SELECT count(*) FROM held").fetchone()
    waiting = [(one.link.event.id, one.link.stored, one.link.signature, one.why.message) for one in held[: max(0, MOST_HELD - count)]]
    connection.executemany("INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?)", waiting)


def held_links(connection: sqlite3.Connection) -> list[Link]:
    """Return the arrivals that wait."""
    return [link_of(stored, signature) for stored, signature in connection.execute("SELECT bytes, signature FROM held")]


def drop_held(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Forget arrivals that turned out never to come in."""
    connection.executemany("DELETE FROM held WHERE id = ?", [(key,) for key in ids])


def links(connection: sqlite3.Connection, feeds: Iterable[Chain]) -> Iterator[Link]:
    """Yield the events of these feeds as they are stored, in the order in which they came into the file."""
    wanted = json.dumps(list(feeds))
    sql = (
        "SELECT e.bytes, e.signature FROM json_each(?) f JOIN events e "
        "ON e.seat = f.value ->> 0 AND e.key = f.value ->> 1 AND e.feed = f.value ->> 2 ORDER BY e.position"
    )
    for stored, signature in connection.execute(sql, (wanted,)):
        yield link_of(stored, signature)


def seals(connection: sqlite3.Connection) -> list[Seal]:
    """Return the seals of drafts whose events are not here, as far as their keys are enrolled."""
    sql = (
        "SELECT id, seat, key, feed, number, previous, application, replaces FROM seals "
        "WHERE id NOT IN (SELECT id FROM events) AND id NOT IN (SELECT id FROM barred WHERE reason = 'unenrolled') "
        "ORDER BY feed, seat, key, number"
    )
    names = ("id", "seat", "key", "feed", "number", "previous", "application")
    return [Seal(**dict(zip(names, row, strict=False)), replaces=tuple(json.loads(row[7]))) for row in connection.execute(sql)]


def sealed(connection: sqlite3.Connection) -> Mapping[str, tuple[str, ...]]:
    """Return what the drafts that stayed elsewhere replaced, by their ids."""
    rows = connection.execute("SELECT id, replaces FROM seals WHERE id NOT IN (SELECT id FROM barred WHERE reason = 'unenrolled')")
    return {key: tuple(json.loads(replaces)) for key, replaces in rows}


def chains(connection: sqlite3.Connection) -> list[Chain]:
    """Return the feeds that the file has."""
    return [(seat, key, feed) for feed, seat, key in connection.execute("SELECT DISTINCT feed, seat, key FROM events")]


def bar(connection: sqlite3.Connection) -> bool:
    """Work out again which events do not count; return whether that changed."""
    before = dict(connection.execute("SELECT id, reason FROM barred"))
    after = bars(connection)
    for one in [key for key, reason in after.items() if reason == UNENROLLED][MOST_HELD:]:
        connection.execute("DELETE FROM seals WHERE id = ?", (one,))
        del after[one]
    if before == after:
        return False
    connection.execute("DELETE FROM barred")
    connection.executemany("INSERT INTO barred VALUES (?, ?)", list(after.items()))
    return True


def bars(connection: sqlite3.Connection) -> dict[str, str]:
    """Return which events do not count, with the reason.

    Their feed has two versions, their key was closed or is not enrolled yet (a draft's), they came too late for locked minutes, or their
    seat was recused from the case when it wrote them.
    """
    found = _bars_of_feeds(connection)
    strangers = dict.fromkeys(_seals_of_strangers(connection), UNENROLLED)
    return {**strangers, **dict.fromkeys(_recused(connection, found), RECUSED), **found}


def _seals_of_strangers(connection: sqlite3.Connection) -> list[str]:
    """Return the seals of drafts that wait for an enrolment: their key does not speak for their seat, and the case demands it."""
    if connection.execute("SELECT NOT EXISTS (SELECT 1 FROM seals)").fetchone()[0]:
        return []
    keys = _enrolments(connection)
    rows = connection.execute("SELECT id, seat, key FROM seals WHERE key <> '' ORDER BY id").fetchall() if keys.demanded else []
    return [one for one, seat, key in rows if not keys.speaks(key, seat)]


def _enrolments(connection: sqlite3.Connection) -> Enrolments:
    rows = connection.execute("SELECT bytes FROM events WHERE kind IN ('seat_enrolled', 'seat_key_closed') ORDER BY at, number")
    return Enrolments.of(decode(stored).body for (stored,) in rows)


def _bars_of_feeds(connection: sqlite3.Connection) -> dict[str, str]:
    unsound = _unsound(connection)
    kinds = "('minutes_locked', 'feed_locked')"
    found = connection.execute(f"SELECT id, bytes FROM events WHERE kind IN {kinds}")  # noqa: S608 - our own names
    lock = {key: decode(stored).body for key, stored in found if unsound.get(key) != "closed"}
    locks = Locks.of(lock.values())
    if not locks.meetings:
        return unsound
    kept = _locked_versions(connection, locks, unsound)
    sound = {key: reason for key, reason in unsound.items() if key not in kept and key not in lock}
    return {**_late(connection, locks, set(lock)), **sound}


def _recused(connection: sqlite3.Connection, void: Collection[str]) -> frozenset[str]:
    """Return which other events count nowhere because their seat was recused; only applications with a recusal are read."""
    sql = (
        "SELECT DISTINCT application FROM events WHERE kind IN ('interest_declared', 'recusal_decided') "
        "AND instr(bytes, CAST('\"recused\"' AS BLOB))"
    )
    concerned = json.dumps([application for (application,) in connection.execute(sql)])
    sql = (
        "SELECT id, bytes FROM events WHERE application IN (SELECT value FROM json_each(?)) AND kind <> 'application_received' "
        "AND id NOT IN (SELECT value FROM json_each(?))"
    )
    stored = dict(connection.execute(sql, (concerned, json.dumps(list(void)))))
    events = [decode(content) for content in stored.values()]
    had = {event.id: told for event in events if recuses(event.body) and (told := had_of(stored[event.id])) is not None}
    return written_while_recused(events, had)


def had_about(connection: sqlite3.Connection, body: Happening) -> tuple[tuple[str, str, int], ...] | None:
    """Return how far what a seat that is recused now has written of the application has come, each as key, feed and number; else None.

    Whoever sees the recusal sees that feed too. How far its ratings have come is not said: those are not open to everybody.
    """
    seat, feed = recuses(body), feed_of(body)
    if not seat:
        return None
    return tuple(connection.execute("SELECT key, feed, max(number) FROM events WHERE seat = ? AND feed = ? GROUP BY 1, 2", (seat, feed)))


def changes_what_counts(connection: sqlite3.Connection, bodies: Sequence[Happening]) -> bool:
    """Whether acts may change what counts of what is here: they enrol a key whose drafts wait, say who is recused, or take that back."""
    if any(isinstance(body, SeatEnrolled) for body in bodies):
        return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM barred WHERE reason = ?)", (UNENROLLED,)).fetchone()[0])
    if any(recuses(body) or (isinstance(body, ConflictSettled) and body.field[0] in {"interest", "recusal"}) for body in bodies):
        return True
    undone = json.dumps([old for body in bodies if isinstance(body, Undone) for old in body.events])
    if connection.execute("SELECT EXISTS (SELECT 1 FROM barred WHERE reason = ?)", (RECUSED,)).fetchone()[0]:
        return any(isinstance(body, InterestDeclared | RecusalDecided | Undone) for body in bodies)
    sql = (
        "SELECT EXISTS (SELECT 1 FROM events WHERE id IN (SELECT value FROM json_each(?)) "
        "AND kind IN ('interest_declared', 'recusal_decided', 'conflict_settled', 'undone'))"
    )
    return undone != "[]" and bool(connection.execute(sql, (undone,)).fetchone()[0])


def _locked_versions(connection: sqlite3.Connection, locks: Locks, unsound: Collection[str]) -> set[str]:
    """Return which of these events were there when the minutes were locked: those that a locked feed's last event goes back to."""
    rows = connection.execute(
        "SELECT id, previous, seat, key, feed FROM events UNION SELECT id, previous, seat, key, feed FROM seals ORDER BY id"
    )
    before = {key: previous for key, previous, *chain in rows if tuple(chain) in locks.heads}
    kept: set[str] = set()
    for ends in locks.heads.values():
        pending = [end for end in ends if end in before]
        while pending and (key := pending.pop()) not in kept:
            kept.add(key)
            pending += [before[key]] if before.get(key) in before else []
    return kept & {*unsound}


def _late(connection: sqlite3.Connection, locks: Locks, lock: Collection[str]) -> dict[str, str]:
    """Return which events came after the lock and are of no kind that may; nothing takes back what was locked, or the lock itself."""
    rows = connection.execute("SELECT id, seat, key, feed, number, bytes FROM events").fetchall()
    covered = {key for key, seat, signer, feed, number, _ in rows if locks.covers((seat, signer, feed), number)}
    late: dict[str, str] = {}
    for key, *_, stored in rows:
        if key in covered:
            continue
        body = decode(stored).body
        untouchable = isinstance(body, Undone) and any(old in covered or old in lock for old in body.events)
        if untouchable or not locks.admits(body):
            late[key] = "late"
    return late


def _unsound(connection: sqlite3.Connection) -> dict[str, str]:
    """Return which events do not count by themselves: only feeds with two versions, or of a closed key, are looked at."""
    enrolments = _enrolments(connection)
    forked = connection.execute(
        "SELECT DISTINCT seat, key, feed FROM "
        "(SELECT seat, key, feed FROM events WHERE feed <> '' GROUP BY feed, seat, key, number HAVING count(*) > 1)"
    )
    suspects: set[Chain] = {(seat, key, feed) for seat, key, feed in forked}
    closed = {key for key, _ in enrolments.closed}
    if closed:
        suspects |= {chain for chain in chains(connection) if chain[1] in closed}
    return barred(_places(connection, suspects), enrolments) if suspects else {}


def _places(connection: sqlite3.Connection, feeds: Iterable[Chain]) -> list[tuple[str, Chain, int]]:
    """Return every event and seal of these feeds with its place."""
    wanted = json.dumps(list(feeds))
    found: dict[str, tuple[Chain, int]] = {}
    for table in ("seals", "events"):
        sql = (
            f"SELECT e.id, e.seat, e.key, e.feed, e.number FROM json_each(?) f JOIN {table} e "  # noqa: S608 - our own names
            "ON e.seat = f.value ->> 0 AND e.key = f.value ->> 1 AND e.feed = f.value ->> 2"
        )
        for key, seat, signer, feed, number in connection.execute(sql, (wanted,)):
            found[key] = ((seat, signer, feed), number)
    return [(key, chain, number) for key, (chain, number) in found.items()]
