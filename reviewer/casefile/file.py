"""A case file open for work: read the case, append what happened, take back the last act.

Every append is one transaction: the events, and the rows of the lists that follow from them. When it returns, it is on disk.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from uuid import uuid4

from reviewer.casefile import errors, feeds, lists, receiving
from reviewer.casefile.codec import Envelope, decode, encode, event_of
from reviewer.casefile.connection import SCHEMA_VERSION, check_header, connect, guarded, layout_of
from reviewer.casefile.errors import CaseFileError, Refused
from reviewer.casefile.verify import Verification, verify
from reviewer.collector import collector_at_rest
from reviewer.domain.admission import Chain, Link, Seal, Signatures, Weighed, Weighing
from reviewer.domain.case import Case, NoCaseError, fold, holders
from reviewer.domain.committee import Committee
from reviewer.domain.enrolment import SeatEnrolled
from reviewer.domain.events import (
    ApplicationReceived,
    CaseOpened,
    Event,
    Happening,
    MunicipalitiesImported,
    Rated,
    Register,
    RowSetAside,
    RowSettled,
    Undone,
)
from reviewer.domain.feeds import feed_of
from reviewer.domain.interventions import CommitteeChanged
from reviewer.domain.rights import refusal
from reviewer.domain.said import say
from reviewer.domain.timeliness import stamped, untimely
from reviewer.signatures import Signer

__all__ = ["CaseFile", "CaseFileError", "Refused", "create", "open_case"]


def create(path: Path, opened: CaseOpened, seat: str, at: datetime) -> CaseFile:
    """Make a new case at a place that is free. Raises `CaseFileError`; then no file is left behind."""
    with _new_file(path, str(uuid4())) as file:
        file.append(seat, [opened], at)
    return file


def create_copy(path: Path, case_id: str, receive: Callable[[CaseFile], None]) -> CaseFile:
    """Make a copy of a case at a place that is free, of what `receive` puts into it. On an error no file is left behind."""
    with _new_file(path, case_id) as file:
        receive(file)
    return file


@contextmanager
def _new_file(path: Path, case_id: str) -> Iterator[CaseFile]:
    if path.exists():
        raise errors.exists(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError as error:
        raise errors.unwritable(path, error.strerror or str(error)) from error
    try:
        with guarded(path):
            file = CaseFile(path, connect(path), case_id=case_id)
        yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise


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
        self.signer: Signer | None = None
        self._recent: dict[str, Event] = {}
        self.case_id = case_id or self._stored_case_id()

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
        """Return the case's hash: SHA-256 over the sorted ids of the events and drafts that count; the same set has the same one."""
        with guarded(self.path):
            digest = sha256()
            sql = "SELECT id FROM (SELECT id FROM events UNION SELECT id FROM seals) WHERE id NOT IN (SELECT id FROM barred) ORDER BY id"
            if self._connection.execute("SELECT NOT EXISTS (SELECT 1 FROM seals) AND NOT EXISTS (SELECT 1 FROM barred)").fetchone()[0]:
                sql = "SELECT id FROM events ORDER BY id"
            for (key,) in self._connection.execute(sql):
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
        taken: dict[tuple[str, str], list[str]] = {}
        for event in act:
            taken.setdefault((event.feed, subject(event.body)), []).append(event.id)
        bodies = [Undone(events=tuple(ids), application=application, of=feed) for (feed, application), ids in taken.items()]
        self.append(seat, bodies, at)
        return act

    def rebuild_lists(self) -> None:
        """Make the tables that lists are read from again, from the events alone."""
        with guarded(self.path), self._transaction():
            self._rewrite_lists()

    def verify(self) -> Verification:
        """Return what is wrong with the file, if anything; see `reviewer.casefile.verify`."""
        with guarded(self.path):
            return verify(self._connection, self.case_id, self.signer.key if self.signer else "", self._rewrite_lists)

    def weigh(self, links: Sequence[Link], seals: Sequence[Seal], signed: Signatures, now: datetime) -> Weighed:
        """Return what would become of these arrivals; nothing is written."""
        with guarded(self.path), collector_at_rest():
            return self._weighed(links, seals, signed, now)

    def receive(self, links: Sequence[Link], seals: Sequence[Seal], signed: Signatures, now: datetime) -> Weighed:
        """Let in what may come in, keep what has to wait, and write what follows, as one transaction."""
        with guarded(self.path), self._transaction(), collector_at_rest():
            weighed = self._weighed(links, seals, signed, now)
            receiving.store(self._connection, weighed.admitted, weighed.seals, weighed.held)
            receiving.drop_held(self._connection, (one.link.event.id for one in weighed.refused))
            changed = receiving.bar(self._connection)
            events = [link.event for link in weighed.admitted]
            concerned = {subject(event.body) for event in events} - {""}
            if changed or len(concerned) > _MOST_LISTED_SINGLY:
                self._rewrite_lists()
            elif events:
                self._update_lists(events, concerned, concerned)
        return weighed

    def links(self, feeds: Iterable[Chain]) -> list[Link]:
        """Return the events of these feeds as they are stored, signatures with them."""
        with guarded(self.path):
            return list(receiving.links(self._connection, feeds))

    def chains(self) -> list[Chain]:
        """Return the feeds that the file has."""
        with guarded(self.path):
            return receiving.chains(self._connection)

    def seals(self) -> list[Seal]:
        """Return the drafts that stayed elsewhere, as far as this file knows of them."""
        with guarded(self.path):
            return receiving.seals(self._connection)

    def held(self) -> list[Link]:
        """Return the arrivals that wait."""
        with guarded(self.path):
            return receiving.held_links(self._connection)

    def remembered(self, name: str) -> str:
        """Return what was last remembered of the exchange under this name, or empty."""
        with guarded(self.path):
            row = self._connection.execute("SELECT value FROM exchange WHERE key = ?", (name,)).fetchone()
            return str(row[0]) if row else ""

    def remember(self, name: str, value: str) -> None:
        """Remember something of the exchange; it belongs to this copy of the case, not to the case."""
        with guarded(self.path), self._transaction():
            self._connection.execute("INSERT OR REPLACE INTO exchange VALUES (?, ?)", (name, value))

    def _weighed(self, links: Sequence[Link], seals: Sequence[Seal], signed: Signatures, now: datetime) -> Weighed:
        arriving = [*links, *receiving.held_links(self._connection)]
        case = self.case(only=()) if self._connection.execute("SELECT EXISTS (SELECT 1 FROM events)").fetchone()[0] else None
        there = receiving.present(self._connection, self.case_id, case, arriving, seals)
        return Weighing(there, signed, now).weigh(arriving, seals)

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
        self._refuse_key(case, seat)
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
        return holders(self._events_of(known), self._sealed())

    def _write(self, seat: str, bodies: Sequence[Happening], at: datetime, held: dict[Register, tuple[Event, ...]]) -> tuple[Event, ...]:
        signer = self.signer if self._signs(bodies) else None
        key = signer.key if signer else ""
        at = feeds.moment(self._connection, seat, at)
        ends = feeds.ends(self._connection, seat, key, {feed_of(body) for body in bodies})
        links: list[Link] = []
        for body in bodies:
            feed = feed_of(body)
            number, previous = ends.get(feed, (0, ""))
            envelope = Envelope(
                case=self.case_id,
                seat=seat,
                number=number + 1,
                act=int(at.timestamp() * 1000),
                previous=previous,
                at=at,
                replaces=tuple(dict.fromkeys(event.id for register in body.registers for event in held.get(register, ()))),
                feed=feed,
                key=key,
                salt=token_hex(8) if isinstance(body, Rated) else "",
            )
            stored = encode(envelope, body)
            event = event_of(envelope, body, stored)
            links.append(Link(event=event, case="", previous=previous, stored=stored, signature=signer.sign(stored) if signer else None))
            held.update(dict.fromkeys(body.registers, (event,)))
            ends[feed] = (number + 1, event.id)
        self._connection.executemany(receiving.INSERT_EVENT, [receiving.event_row(link) for link in links])
        return tuple(link.event for link in links)

    def _signs(self, bodies: Sequence[Happening]) -> bool:
        """Whether this act is signed: where the case demands signatures, or begins to."""
        if self.signer is None or isinstance(bodies[0], CaseOpened):
            return False
        return isinstance(bodies[0], SeatEnrolled) or self.case(only=()).enrolments.demanded

    def _refuse_key(self, case: Case, seat: str) -> None:
        """Refuse to write without a key where the case demands one, or with a key that speaks for another seat or for none any more."""
        if not case.enrolments.demanded:
            return
        if self.signer is None:
            raise Refused(say("This case demands signatures. Make a key on this machine first: reviewer identity new."))
        key = self.signer.key
        if not case.enrolments.is_open(key):
            raise Refused(say("This machine's key was closed. Make a new one, reviewer identity new --again, and have it enrolled."))
        seats = case.enrolments.seats_of(key)
        if seats and seat not in seats:
            raise Refused(say("This machine's key speaks for {seats}, not for {seat}.", seats=", ".join(seats), seat=seat))

    def _update_lists(self, events: Sequence[Event], concerned: set[str], known: set[str]) -> None:
        """Write the rows that follow from these events, and no others."""
        if any(self._touches_all(event) for event in events):
            self._rewrite_lists()
            return
        if known or not concerned:
            case = self.case(only=concerned)
        else:
            case = fold([*self._events_of(()), *(event for event in events if event.application)], self._sealed())
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
        case = fold(self._events_of(None), self._sealed())
        lists.write_case(self._connection, case)
        lists.write_applications(self._connection, case)

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
            event = self._recent.get(key) or decode(stored)
            if not subject(event.body):
                self._recent[key] = event
            events.append(event)
        return events

    def _last_act(self, seat: str) -> tuple[Event, ...]:
        return feeds.last_act(self._connection, seat, self.signer.key if self.signer else "")

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


_MOST_LISTED_SINGLY = 500
"""Beyond so many applications that changed, making all lists again is quicker."""


def subject(body: Happening) -> str:
    """Return the id of the application that an event belongs to; empty where it concerns the case."""
    return "" if isinstance(body, RowSetAside | RowSettled) else getattr(body, "application", "")
