"""Is the file what its events say? Every hash, chain and list is worked out again and compared; nothing is changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reviewer.casefile.codec import decode, hash_of, moment_text
from reviewer.casefile.lists import LIST_TABLES
from reviewer.domain.events import RowSetAside, RowSettled
from reviewer.domain.said import Said, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """How many events were looked at, and what is wrong."""

    events: int
    problems: tuple[Said, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify(connection: sqlite3.Connection, case_id: str, rewrite_lists: Callable[[], None]) -> Verification:
    """Check the database, every event and the lists; `rewrite_lists` makes them again, and is rolled back."""
    problems = list(_database_problems(connection))
    count = 0
    feeds: dict[str, tuple[int, str]] = {}
    sql = "SELECT position, id, seat, number, act, previous, at, kind, application, bytes FROM events ORDER BY seat, number"
    for row in connection.execute(sql):
        count += 1
        problems += _event_problems(row, case_id, feeds)
    if not problems:
        problems += _list_problems(connection, rewrite_lists)
    return Verification(events=count, problems=tuple(problems))


def _database_problems(connection: sqlite3.Connection) -> Iterator[Said]:
    for (text,) in connection.execute("PRAGMA integrity_check"):
        if text != "ok":
            yield say("The database is damaged: {what}.", what=str(text))
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield say("Row {row} of {table} points to nothing in {parent}.", row=str(rowid), table=str(table), parent=str(parent))


def _event_problems(row: tuple[object, ...], case_id: str, feeds: dict[str, tuple[int, str]]) -> Iterator[Said]:
    position, key, seat, number, act, previous, at, kind, application, stored = row
    name = str(position)
    if not isinstance(stored, bytes) or hash_of(stored) != key:
        yield say("Event {position} is not what was written: its hash is another.", position=name)
        return
    raw = json.loads(stored)
    columns = (seat, number, act, previous, at, kind)
    if columns != tuple(raw[field] for field in ("seat", "number", "act", "previous", "at", "kind")):
        yield say("Event {position} stands under another name than its own.", position=name)
    if raw["case"] != case_id:
        yield say("Event {position} belongs to another case.", position=name)
    last_number, last_hash = feeds.get(str(seat), (0, ""))
    if number != last_number + 1:
        yield say("Before event {position}, {seat} lacks an event.", position=name, seat=str(seat))
    elif previous != last_hash:
        yield say("Event {position} does not continue {seat}'s chain.", position=name, seat=str(seat))
    feeds[str(seat)] = (raw["number"], str(key))
    yield from _content_problems(name, stored, application)


def _content_problems(name: str, stored: bytes, application: object) -> Iterator[Said]:
    try:
        event = decode(stored)
    except (ValueError, KeyError, TypeError):
        yield say("Event {position} is of a kind that this program does not know.", position=name)
        return
    own = "" if isinstance(event.body, RowSetAside | RowSettled) else event.application
    if own != application or moment_text(event.at) != json.loads(stored)["at"]:
        yield say("Event {position} stands under another name than its own.", position=name)


def _list_problems(connection: sqlite3.Connection, rewrite_lists: Callable[[], None]) -> Iterator[Said]:
    """Compare the lists with what the events give; the comparison is rolled back."""
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
