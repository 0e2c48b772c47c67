"""A case file that is open: its events read, and the lists that follow from them written. What both doors of it share."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from reviewer.casefile import errors, lists, receiving
from reviewer.casefile.codec import decode
from reviewer.casefile.connection import SCHEMA_VERSION, guarded, layout_of, lists_are_current
from reviewer.collector import collector_at_rest
from reviewer.domain.case import Case, NoCaseError, fold
from reviewer.domain.events import CaseOpened, Event, Happening, MunicipalitiesImported, RowSetAside, RowSettled, Undone
from reviewer.domain.interventions import CommitteeChanged, DrawAnnounced
from reviewer.domain.said import say
from reviewer.signatures import Signer


class OpenFile:
    """One open case file. Use it from the thread that opened it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, case_id: str = "") -> None:
        self.path = path
        self._connection = connection
        if layout_of(connection) < SCHEMA_VERSION:
            _bring_up_to_date(connection)
        self.signer: Signer | None = None
        self._recent: dict[str, Event] = {}
        self.case_id = case_id or self._stored_case_id()
        if not lists_are_current(connection):
            self._renew_lists()

    def close(self) -> None:
        """Close the file; it is whole at any moment, closed or not."""
        self._connection.close()

    def case(self, only: Collection[str] | None = None) -> Case:
        """Return the case as it stands, with all its applications or with these only."""
        with guarded(self.path), collector_at_rest():
            try:
                return fold(self._events_of(only), self._sealed())
            except NoCaseError:
                raise errors.no_case(self.path) from None

    @contextmanager
    def at_hand(self) -> Iterator[dict[str, Event]]:
        """Give a place for events that were just read, by id: while it lasts, they are not read from the file again."""
        before = dict(self._recent)
        try:
            yield self._recent
        finally:
            self._recent = before

    def events(self, application: str | None = None) -> Iterator[Event]:
        """Return the events, oldest first as they came into this file; of one application or all."""
        where, values = ("", ()) if application is None else ("WHERE application = ?", (application,))
        with guarded(self.path):
            for (stored,) in self._connection.execute(f"SELECT bytes FROM events {where} ORDER BY position", values):  # noqa: S608 - own words
                yield decode(stored)

    def in_force(self) -> tuple[list[Event], Mapping[str, tuple[str, ...]]]:
        """Return the events that the case is made of, and what the withheld ones replaced: what an act is tried on before it is written."""
        with guarded(self.path):
            return self._events_of(None), self._sealed()

    def stored_events(self) -> Iterator[bytes]:
        """Yield every event's stored bytes, in the order in which they came into this file: one line of JSON each."""
        with guarded(self.path):
            for (stored,) in self._connection.execute("SELECT bytes FROM events ORDER BY position"):
                yield stored

    def count_events(self) -> int:
        """Return how many events the case has."""
        with guarded(self.path):
            (count,) = self._connection.execute("SELECT count(*) FROM events").fetchone()
            return int(count)

    def application_ids(self) -> set[str]:
        """Return the ids of the applications in the case."""
        with guarded(self.path):
            return {key for (key,) in self._connection.execute("SELECT id FROM applications")}

    def rebuild_lists(self) -> None:
        """Make the tables that lists are read from again, from the events alone."""
        with guarded(self.path), self._transaction():
            receiving.bar(self._connection)
            self._rewrite_lists()

    def _renew_lists(self) -> None:
        """Make the lists of an earlier edition again; where the events cannot be read, or the file not written, they stay as they are."""
        with suppress(errors.CaseFileError, ValueError, KeyError, TypeError):
            self.rebuild_lists()

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

    def _update_lists(self, events: Sequence[Event], concerned: set[str], known: set[str]) -> Case:
        """Write the rows that follow from these events, and no others; return the case, with the concerned applications at least."""
        if isinstance(events[0].body, CaseOpened):
            case = fold(events, self._sealed())
            lists.write_case(self._connection, case)
            lists.write_applications(self._connection, case)
            return case
        if any(self._touches_all(event) for event in events):
            return self._rewrite_lists()
        if known or not concerned:
            case = self.case(only=concerned)
        else:
            case = fold([*self._events_of(()), *(event for event in events if event.application)], self._sealed())
        if any(not subject(event.body) for event in events):
            lists.write_case(self._connection, case if not known else self.case(only=()))
        lists.write_applications(self._connection, case)
        lists.remove_applications(self._connection, concerned - case.dossiers.keys())
        return case

    def _touches_all(self, event: Event) -> bool:
        return isinstance(event.body, CaseOpened | CommitteeChanged | DrawAnnounced | MunicipalitiesImported) or (
            isinstance(event.body, Undone) and not event.body.application
        )

    def _rewrite_lists(self) -> Case:
        for table in ("own_ratings", "recusals", "applications"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        case = fold(self._events_of(None), self._sealed())
        lists.write_case(self._connection, case)
        lists.write_applications(self._connection, case)
        return case

    def _events_of(self, only: Collection[str] | None) -> list[Event]:
        """Return the case's own events and those of these applications; None for all."""
        if only is None:
            rows = self._connection.execute("SELECT id, bytes FROM events WHERE id NOT IN (SELECT id FROM barred)")
        else:
            sql = (
                "SELECT id, bytes FROM events WHERE (application = '' OR application IN (SELECT value FROM json_each(?))) "
                "AND id NOT IN (SELECT id FROM barred)"
            )
            rows = self._connection.execute(sql, (json.dumps(list(only)),))
        events = []
        for key, stored in rows:
            event = self._recent.get(key)
            if event is None:
                event = self._read(stored)
                if not subject(event.body):
                    self._recent[key] = event
            events.append(event)
        return events

    def _read(self, stored: bytes) -> Event:
        """Return the event of these bytes; raise `Damaged` where they are none."""
        try:
            return decode(stored)
        except (ValueError, KeyError, TypeError) as error:
            raise errors.damaged(self.path, say("an event cannot be read")) from error

    def _sealed(self) -> Mapping[str, tuple[str, ...]]:
        return receiving.sealed(self._connection)

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
