"""Where a seat's feeds end in the file: what the next event continues, when it may be dated, and what the last act was."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta

from reviewer.casefile.codec import decode, moment_text
from reviewer.casefile.errors import Refused
from reviewer.domain.events import Event, Happening, Undone
from reviewer.domain.said import say

NEVER_UNDONE = (
    "undone",
    "case_opened",
    "seat_enrolled",
    "seat_key_closed",
    "feed_countersigned",
    "minutes_locked",
    "feed_locked",
    "draw_announced",
)
"""Kinds that `undo` passes over: others rely on them as soon as they are known."""

BEGINNINGS = ("case_opened", "minutes_locked")
"""An act that one of these is part of is never taken back, whatever else it did."""


def moment(connection: sqlite3.Connection, seat: str, at: datetime) -> datetime:
    """Return the moment to the millisecond, after the seat's last event even where the clock was set back."""
    now = datetime.fromisoformat(moment_text(at))
    (last,) = connection.execute("SELECT max(at) FROM events WHERE seat = ?", (seat,)).fetchone()
    return now if last is None else max(now, datetime.fromisoformat(last) + timedelta(milliseconds=1))


def ends(connection: sqlite3.Connection, seat: str, key: str, feeds: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Return the last number and id of each of these feeds that has begun; refuse a feed that has two versions.

    CROSS JOIN has SQLite look each feed up; left to itself it would go through all that the seat has ever done.
    """
    sql = (
        "SELECT f.value, e.number, e.id, b.id FROM json_each(?) f CROSS JOIN events e ON e.feed = f.value AND e.seat = ? AND e.key = ? "
        "AND e.number = (SELECT max(number) FROM events WHERE feed = f.value AND seat = ? AND key = ?) "
        "LEFT JOIN barred b ON b.id = e.id AND b.reason <> 'recused'"
    )
    found: dict[str, tuple[int, str]] = {}
    for feed, number, last, bar in connection.execute(sql, (json.dumps(list(feeds)), seat, key, seat, key)):
        if bar is not None:
            said = say("What {seat} has written here has two versions: an old copy was written in. Go on with a new key.", seat=seat)
            raise Refused(said)
        found[feed] = (number, last)
    return found


def last_act(connection: sqlite3.Connection, seat: str, key: str) -> tuple[Event, ...]:
    """Return the seat's last act on this machine that is not taken back yet; empty where there is none."""
    taken_back: set[str] = set()
    for (stored,) in connection.execute("SELECT bytes FROM events WHERE seat = ? AND kind = 'undone'", (seat,)):
        body = decode(stored).body
        taken_back.update(body.events if isinstance(body, Undone) else ())
    passed = ", ".join(f"'{kind}'" for kind in NEVER_UNDONE)
    sql = f"SELECT id, act FROM events WHERE seat = ? AND key IN ('', ?) AND kind NOT IN ({passed}) ORDER BY at DESC, position DESC"  # noqa: S608 - own words
    lasting = ", ".join(f"'{kind}'" for kind in BEGINNINGS)
    beginnings = {act for (act,) in connection.execute(f"SELECT act FROM events WHERE kind IN ({lasting}) AND seat = ?", (seat,))}  # noqa: S608 - own words
    rows = connection.execute(sql, (seat, key))
    act = next((act for one, act in rows if one not in taken_back and act not in beginnings), None)
    if act is None:
        return ()
    sql = "SELECT bytes FROM events WHERE seat = ? AND key IN ('', ?) AND act = ? ORDER BY position"
    return tuple(decode(stored) for (stored,) in connection.execute(sql, (seat, key, act)))


def bodies(connection: sqlite3.Connection, ids: Iterable[str]) -> tuple[Happening | None, ...]:
    """Return what these events did, None for one that is not here."""
    wanted = list(ids)
    rows = connection.execute("SELECT id, bytes FROM events WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(wanted),))
    found = {key: decode(stored).body for key, stored in rows}
    return tuple(found.get(key) for key in wanted)


def built_on(connection: sqlite3.Connection, seat: str, act: Iterable[Event]) -> bool:
    """Return whether other seats have since worked on applications that this act brought in."""
    received = [event.application for event in act if event.kind == "application_received" and not event.replaces]
    sql = "SELECT 1 FROM events WHERE application IN (SELECT value FROM json_each(?)) AND seat != ? AND kind != 'undone' LIMIT 1"
    return bool(received) and connection.execute(sql, (json.dumps(received), seat)).fetchone() is not None


def heads(connection: sqlite3.Connection) -> list[tuple[str, str, str, int, str]]:
    """Return where every feed ends that counts: seat, key, name, last number, id; drafts that stayed elsewhere among them."""
    found: dict[tuple[str, str, str], tuple[int, str]] = {}
    rows = connection.execute(
        "SELECT seat, key, feed, number, id FROM (SELECT seat, key, feed, number, id FROM events UNION "
        "SELECT seat, key, feed, number, id FROM seals) WHERE id NOT IN (SELECT id FROM barred) ORDER BY feed, seat, key, number"
    )
    for seat, key, feed, number, last in rows:
        found[seat, key, feed] = (number, last)
    return [(*chain, number, last) for chain, (number, last) in found.items()]
