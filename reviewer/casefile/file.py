"""A case file open for work: read the case, append what happened, take back the last act.

Every append is one transaction: the events, and the rows of the lists that follow from them. When it returns, it is on disk.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from reviewer.casefile import errors, lists
from reviewer.casefile.codec import Envelope, decode, encode, hash_of, kind_of, moment_text
from reviewer.casefile.connection import SCHEMA_VERSION, check_header, connect, guarded, layout_of
from reviewer.casefile.errors import CaseFileError, Refused
from reviewer.casefile.verify import Verification, verify
from reviewer.collector import collector_at_rest
from reviewer.domain.case import Case, NoCaseError, fold, holders
from reviewer.domain.committee import Committee
from reviewer.domain.events import (
    ApplicationReceived,
    CaseOpened,
    Event,
    Happening,
    MunicipalitiesImported,
    Register,
    RowSetAside,
    RowSettled,
    Undone,
)
from reviewer.domain.interventions import CommitteeChanged
from reviewer.domain.rights import refusal
from reviewer.domain.said import say
from reviewer.domain.timeliness import stamped, untimely

__all__ = ["CaseFile", "CaseFileError", "Refused", "create", "open_case"]


def create(path: Path, opened: CaseOpened, seat: str, at: datetime) -> CaseFile:
    """Make a new case at a place that is free. Raises `CaseFileError`; then no file is left behind."""
    if path.exists():
        raise errors.exists(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError as error:
        raise errors.unwritable(path, error.strerror or str(error)) from error
    try:
        with guarded(path):
            file = CaseFile(path, connect(path), case_id=str(uuid4()))
        file.append(seat, [opened], at)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return file


def open_case(path: Path) -> CaseFile:
    """Open a case for reading and writing. Raises `CaseFileError`; a file that is no case, or newer, is not touched."""
    check_header(path)
    with guarded(path):
        return CaseFile(path, connect(path))


class CaseFile:
    """One open case. Use it from the thread that opened it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, case_id: str = "") -> None:
        self.path = path
        self._connection = connection
        if layout_of(connection) < SCHEMA_VERSION:
            _bring_up_to_date(connection)
        self._recent: dict[str, Event] = {}
        self.case_id = case_id or self._stored_case_id()

    def close(self) -> None:
        """Close the file; it is whole at any moment, closed or not."""
        self._connection.close()

    def case(self, only: Collection[str] | None = None) -> Case:
        """Return the case as it stands, with all its applications or with these only."""
        with guarded(self.path), collector_at_rest():
            try:
                return fold(self._events_of(only))
            except NoCaseError:
                raise errors.no_case(self.path) from None

    def events(self, application: str | None = None) -> Iterator[Event]:
        """Return the events, oldest first as they came into this file; of one application or all."""
        where, values = ("", ()) if application is None else ("WHERE application = ?", (application,))
        with guarded(self.path):
            for (stored,) in self._connection.execute(f"SELECT bytes FROM events {where} ORDER BY position", values):  # noqa: S608
                yield decode(stored)

    def count_events(self) -> int:
        """Return how many events the case has."""
        with guarded(self.path):
            (count,) = self._connection.execute("SELECT count(*) FROM events").fetchone()
            return int(count)

    def hash(self) -> str:
        """Return the case's hash: SHA-256 over the sorted event ids; the same set of events has the same one."""
        with guarded(self.path):
            digest = sha256()
            for (key,) in self._connection.execute("SELECT id FROM events ORDER BY id"):
                digest.update(bytes.fromhex(key))
            return digest.hexdigest()

    def application_ids(self) -> set[str]:
        """Return the ids of the applications in the case."""
        with guarded(self.path):
            return {key for (key,) in self._connection.execute("SELECT id FROM applications")}

    def append(self, seat: str, bodies: Sequence[Happening], at: datetime) -> tuple[Event, ...]:
        """Write what this seat did, as one act. Raises `Refused` where the seat may not; then nothing is written."""
        if not bodies:
            return ()
        with guarded(self.path), self._transaction(), collector_at_rest():
            concerned = {subject(body) for body in bodies} - {""}
            known = self._known(concerned)
            bodies = self._checked(seat, bodies, known)
            events = self._write(seat, bodies, at, self._holders(bodies, known))
            self._update_lists(events, concerned, known)
        return events

    def undo(self, seat: str, at: datetime) -> tuple[Event, ...]:
        """Take back the seat's last act that is not taken back yet; return its events, or none where there is nothing left."""
        act = self._last_act(seat)
        if not act:
            return ()
        about = {event.application for event in act}
        one = about.pop() if len(about) == 1 else ""
        self.append(seat, [Undone(events=tuple(event.id for event in act), application=one)], at)
        return act

    def rebuild_lists(self) -> None:
        """Make the tables that lists are read from again, from the events alone."""
        with guarded(self.path), self._transaction():
            self._rewrite_lists()

    def verify(self) -> Verification:
        """Return what is wrong with the file, if anything; see `reviewer.casefile.verify`."""
        with guarded(self.path):
            return verify(self._connection, self.case_id, self._rewrite_lists)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            self._recent.clear()
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _checked(self, seat: str, bodies: Sequence[Happening], known: Collection[str]) -> Sequence[Happening]:
        """Return what will be written; raise `Refused` where the seat may not do it, or not now."""
        opening = bodies[0]
        if isinstance(opening, CaseOpened):
            self._refuse(opening.committee, seat, bodies, known)
            return bodies
        case = self.case(only=())
        self._refuse(case.committee, seat, bodies, known)
        for body in bodies:
            if said := untimely(case, body):
                raise Refused(said)
        return [stamped(case, body) for body in bodies]

    def _refuse(self, committee: Committee, seat: str, bodies: Sequence[Happening], known: Collection[str]) -> None:
        holder = committee.seat(seat)
        if holder is None:
            names = ", ".join(one.id for one in committee.seats)
            raise Refused(say("The committee has no seat {seat}. Its seats are {names}.", seat=seat, names=names))
        for body in bodies:
            if said := refusal(committee, holder, body):
                raise Refused(said)
            key = subject(body)
            if key and key not in known and not isinstance(body, ApplicationReceived | Undone):
                raise Refused(say("There is no application {application} in the case.", application=key))

    def _known(self, ids: Collection[str]) -> set[str]:
        rows = self._connection.execute(
            "SELECT id FROM applications WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
        )
        return {key for (key,) in rows}

    def _holders(self, bodies: Sequence[Happening], known: Collection[str]) -> dict[Register, tuple[Event, ...]]:
        if isinstance(bodies[0], CaseOpened):
            return {}
        return holders(self._events_of(known))

    def _write(self, seat: str, bodies: Sequence[Happening], at: datetime, held: dict[Register, tuple[Event, ...]]) -> tuple[Event, ...]:
        number, previous, at = self._feed_end(seat, at)
        first = number + 1
        events: list[Event] = []
        rows: list[tuple[object, ...]] = []
        for body in bodies:
            number += 1
            replaces = tuple(dict.fromkeys(event.id for register in body.registers for event in held.get(register, ())))
            envelope = Envelope(case=self.case_id, seat=seat, number=number, act=first, previous=previous, at=at, replaces=replaces)
            stored = encode(envelope, body)
            event = Event(
                id=hash_of(stored),
                seat=seat,
                number=number,
                at=at,
                kind=kind_of(body),
                body=body,
                act=first,
                replaces=replaces,
            )
            rows.append((event.id, seat, number, first, previous, moment_text(at), event.kind, subject(body), stored))
            held.update(dict.fromkeys(body.registers, (event,)))
            events.append(event)
            previous = event.id
        self._connection.executemany(_INSERT_EVENT, rows)
        return tuple(events)

    def _feed_end(self, seat: str, at: datetime) -> tuple[int, str, datetime]:
        """Return the seat's last number and hash, and a moment that is after its last event even where the clock was set back."""
        now = datetime.fromisoformat(moment_text(at))
        sql = "SELECT number, id, at FROM events WHERE seat = ? ORDER BY number DESC LIMIT 1"
        last = self._connection.execute(sql, (seat,)).fetchone()
        if last is None:
            return 0, "", now
        return last[0], last[1], max(now, datetime.fromisoformat(last[2]) + timedelta(milliseconds=1))

    def _update_lists(self, events: Sequence[Event], concerned: set[str], known: set[str]) -> None:
        """Write the rows that follow from these events, and no others."""
        if any(self._touches_all(event) for event in events):
            self._rewrite_lists()
            return
        if known or not concerned:
            case = self.case(only=concerned)
        else:
            case = fold([*self._events_of(()), *(event for event in events if event.application)])
        if any(not subject(event.body) for event in events):
            lists.write_case(self._connection, case if not known else self.case(only=()))
        lists.write_applications(self._connection, case)
        lists.remove_applications(self._connection, concerned - case.dossiers.keys())

    def _touches_all(self, event: Event) -> bool:
        return isinstance(event.body, CaseOpened | CommitteeChanged | MunicipalitiesImported) or (
            isinstance(event.body, Undone) and not event.body.application
        )

    def _rewrite_lists(self) -> None:
        for table in ("own_ratings", "recusals", "applications"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        case = fold(self._events_of(None))
        lists.write_case(self._connection, case)
        lists.write_applications(self._connection, case)

    def _events_of(self, only: Collection[str] | None) -> list[Event]:
        """Return the case's own events and those of these applications; None for all."""
        if only is None:
            rows = self._connection.execute("SELECT id, bytes FROM events")
        else:
            sql = "SELECT id, bytes FROM events WHERE application = '' OR application IN (SELECT value FROM json_each(?))"
            rows = self._connection.execute(sql, (json.dumps(list(only)),))
        events = []
        for key, stored in rows:
            event = self._recent.get(key) or decode(stored)
            if not subject(event.body):
                self._recent[key] = event
            events.append(event)
        return events

    def _last_act(self, seat: str) -> tuple[Event, ...]:
        taken_back: set[str] = set()
        sql = "SELECT bytes FROM events WHERE seat = ? AND kind = 'undone'"
        for (stored,) in self._connection.execute(sql, (seat,)):
            body = decode(stored).body
            taken_back.update(body.events if isinstance(body, Undone) else ())
        sql = "SELECT id, act FROM events WHERE seat = ? AND kind NOT IN ('undone', 'case_opened') ORDER BY number DESC"
        act = next((act for key, act in self._connection.execute(sql, (seat,)) if key not in taken_back), None)
        if act is None:
            return ()
        rows = self._connection.execute("SELECT bytes FROM events WHERE seat = ? AND act = ? ORDER BY number", (seat, act))
        return tuple(decode(stored) for (stored,) in rows)

    def _stored_case_id(self) -> str:
        row = self._connection.execute("SELECT bytes FROM events ORDER BY position LIMIT 1").fetchone()
        return str(json.loads(row[0])["case"]) if row else ""


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file, or what an older one lacks; the library for it is only loaded when there is something to do."""
    from sqlite_utils import Database

    from reviewer.casefile.schema import migrations

    migrations.apply(Database(connection))


def subject(body: Happening) -> str:
    """Return the id of the application that an event belongs to; empty where it concerns the case."""
    return "" if isinstance(body, RowSetAside | RowSettled) else getattr(body, "application", "")


_INSERT_EVENT = "INSERT INTO events (id, seat, number, act, previous, at, kind, application, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
