"""A PostgreSQL server as the place where laptops meet, for a council that has one: append-only, each login limited to its seat.

Every row is one event, or one draft's seal, for one receiver. A login may insert what its own seat has signed, addressed to the
secretariat, and read what is addressed to its own seat; the secretariat's logins address events to every seat. Nobody updates, deletes
or truncates: the server refuses it. What is missing is found by comparing feeds, never by a running number, because a lower number may
be committed after a higher one.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pydantic_core import ValidationError

from reviewer.domain.admission import Chain, Seal
from reviewer.domain.said import say
from reviewer.domain.slotted import dataclass
from reviewer.exchange.errors import ExchangeError
from reviewer.exchange.outside_words import server_words
from reviewer.exchange.packet import Heard, seal_of
from reviewer.exchange.server_setup import SETUP

if TYPE_CHECKING:
    import psycopg

_NOTICES_LOSS = {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000}
"""A network that is gone without a word is noticed within half a minute, not after the system's two hours."""
PATIENCE = 30.0
"""Seconds in which the server has to answer one statement: where packets are taken and none come back, only silence tells."""
_AT_ONCE = 500
_COLUMNS = "seat, key, feed, number, id, bytes, signature, seal, reviewer.from_office(case_id, sender)"


Feed = tuple[str, str, str]
"""A feed as it lies on the server: for whom, of which seat, and its name."""


class Shown(StrEnum):
    """Whether a feed is shown to its receiver."""

    NO_MORE = "no_more"
    AGAIN = "again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One event's bytes and signature, or one seal, with its place in its feed; `by_office` where the secretariat's login put it there."""

    chain: Chain
    number: int
    id: str
    stored: bytes | None = None
    signature: bytes | None = None
    seal: Seal | None = None
    by_office: bool = False


@contextmanager
def connected(url: str) -> Iterator[Server]:
    """Connect; raise `ExchangeError` where the server does not answer or does not let us in."""
    psycopg = _library()
    server: Server | None = None
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=10, **_NOTICES_LOSS) as connection:
            server = Server(connection)
            yield server
    except psycopg.Error as error:
        if server is not None and server.silent:
            raise ExchangeError(say("The server does not answer. What was not exchanged now is exchanged the next time.")) from error
        raise ExchangeError(server_words(error)) from error


def set_up(url: str) -> None:
    """Make the tables, the rules of who may do what, and the group `reviewer_laptop`; needs a login that may."""
    with connected(url) as server:
        server.connection.execute(SETUP)


class Server:
    """A connection to the council's server; `silent` once it was cut because no answer came."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection
        self.silent = False

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Cut the connection where what is asked meanwhile is not answered in time; what waits for the answer then gets an error."""
        timer = threading.Timer(PATIENCE, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    def _cut(self) -> None:
        self.silent = True
        with suppress(OSError, _library().Error):
            line = socket.socket(fileno=self.connection.fileno())
            try:
                line.shutdown(socket.SHUT_RDWR)
            finally:
                line.detach()

    def _asked(self, sentence: Any, values: Sequence[object] = ()) -> psycopg.Cursor[Any]:
        """Run one statement."""
        with self._answering():
            return self.connection.execute(sentence, values)

    def ask_for_life(self) -> None:
        """Ask the server for an answer, whatever it is; raise where none comes."""
        self._asked("SELECT 1")

    def admit(self, case: str, login: str, seat: str, office: Office) -> None:
        """Let a login speak for a seat of a case; for the administrator. The login must exist."""
        from psycopg import sql

        sentence = (
            "INSERT INTO reviewer.seats VALUES (%s, %s, %s, %s) ON CONFLICT (login, case_id, seat) DO UPDATE SET office = EXCLUDED.office"
        )
        self._asked(sentence, (login, case, seat, office.held))
        self._asked(sql.SQL("GRANT reviewer_laptop TO {}").format(sql.Identifier(login)))

    def cases(self) -> list[tuple[str, str]]:
        """Return the cases in which something lies here for a seat of this login, each with that seat."""
        sentence = "SELECT DISTINCT case_id, receiver FROM reviewer.events WHERE reviewer.speaks(case_id, receiver) ORDER BY 1, 2"
        return [(case, receiver) for case, receiver in self._asked(sentence)]

    def present(self, case: str, receiver: str) -> set[tuple[str, bool]]:
        """Return the ids of what lies here for a receiver, each with whether it is a seal, as far as this login may see it."""
        rows = self._asked("SELECT id, sealed FROM reviewer.events WHERE case_id = %s AND receiver = %s", (case, receiver))
        return {(key, sealed) for key, sealed in rows}

    def insert(self, case: str, receiver: str, rows: Iterable[Row]) -> int:
        """Insert what is not there yet, in one transaction; return how many rows were given."""
        from psycopg.types.json import Jsonb

        values = [
            (
                case,
                receiver,
                row.id,
                *row.chain,
                row.number,
                row.stored,
                row.signature,
                None if row.seal is None else Jsonb(_seal_data(row.seal)),
            )
            for row in rows
        ]
        sentence = (
            "INSERT INTO reviewer.events (case_id, receiver, id, seat, key, feed, number, bytes, signature, seal) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
        )
        with self.connection.transaction(), self.connection.cursor() as cursor:
            for start in range(0, len(values), _AT_ONCE):
                with self._answering():
                    cursor.executemany(sentence, values[start : start + _AT_ONCE])
        return len(values)

    def fetch(self, case: str, receiver: str, ids: Sequence[str]) -> Iterator[Row]:
        """Yield these rows, some at a time."""
        for start in range(0, len(ids), _AT_ONCE):
            sentence = f"SELECT {_COLUMNS} FROM reviewer.events WHERE case_id = %s AND receiver = %s AND id = ANY(%s)"  # noqa: S608 - own words
            found = self._asked(sentence, (case, receiver, list(ids[start : start + _AT_ONCE])))
            for seat, key, feed, number, one, stored, signature, told, by_office in found:
                seal = None if told is None else _seal_of(told, (seat, key, feed), number, one)
                if stored is not None or seal is not None:
                    chain = (seat, key, feed)
                    yield Row(chain=chain, number=number, id=one, stored=stored, signature=signature, seal=seal, by_office=by_office)

    def feeds(self, case: str, receiver: str) -> set[Feed]:
        """Return which feeds something lies here of for a receiver, as far as this login may see it."""
        sentence = "SELECT DISTINCT seat, feed FROM reviewer.events WHERE case_id = %s AND receiver = %s"
        return {(receiver, seat, feed) for seat, feed in self._asked(sentence, (case, receiver))}

    def withdrawn(self, case: str) -> set[Feed]:
        """Return which feeds are shown to their receivers no more; to the secretariat's logins only, of a server that has room for that."""
        sentence = (
            "SELECT DISTINCT ON (receiver, seat, feed) receiver, seat, feed, hidden FROM reviewer.withdrawn WHERE case_id = %s "
            "ORDER BY receiver, seat, feed, number DESC"
        )
        with self._room():
            return {(receiver, seat, feed) for receiver, seat, feed, hidden in self._asked(sentence, (case,)) if hidden}
        return set()

    def withdraw(self, case: str, feeds: Iterable[Feed], hidden: Shown) -> None:
        """Write down that these feeds are shown to their receivers no more, or again, for the secretariat's logins."""
        values = [(case, *feed, hidden is Shown.NO_MORE) for feed in sorted(feeds)]
        sentence = "INSERT INTO reviewer.withdrawn (case_id, receiver, seat, feed, hidden) VALUES (%s, %s, %s, %s, %s)"
        with self._room(), self.connection.transaction(), self.connection.cursor() as cursor, self._answering():
            cursor.executemany(sentence, values)

    def no_longer_shown(self, case: str, ids: Sequence[str]) -> set[str]:
        """Return which of these events, known already, are shown to this login no more."""
        with self._room():
            return {key for (key,) in self._asked("SELECT reviewer.no_longer_shown(%s, %s)", (case, list(ids)))}
        return set()

    @contextmanager
    def _room(self) -> Iterator[None]:
        """Leave a server alone that was set up before there was room for what is asked."""
        import psycopg

        with suppress(psycopg.errors.UndefinedTable, psycopg.errors.UndefinedFunction):
            yield

    def tell_progress(self, case: str, seat: str, told: Heard) -> None:
        """Put there how far a seat has come, in numbers; a server that was set up before there was room for it is left alone."""
        import psycopg
        from psycopg.types.json import Jsonb

        sentence = "INSERT INTO reviewer.progress (case_id, seat, made, told) VALUES (%s, %s, %s, %s)"
        made = told.made.astimezone(UTC).isoformat(timespec="milliseconds")
        with suppress(psycopg.errors.UndefinedTable):
            self._asked(sentence, (case, seat, made, Jsonb(told.progress.model_dump())))

    def progress(self, case: str) -> list[tuple[str, Heard]]:
        """Return what each seat told last of how far it has come, as far as this login may see it."""
        import psycopg

        sentence = "SELECT DISTINCT ON (seat) seat, made, told FROM reviewer.progress WHERE case_id = %s ORDER BY 1, 2 DESC, number DESC"
        try:
            rows = self._asked(sentence, (case,)).fetchall()
        except psycopg.errors.UndefinedTable:
            return []
        return [(seat, found) for seat, made, told in rows if (found := _heard(made, told)) is not None]

    def listen(self) -> None:
        """Ask the server to tell when something new lies there."""
        self._asked("LISTEN reviewer")

    def wait(self, seconds: float) -> bool:
        """Wait until the server tells of something new, or the time is over; return whether it did."""
        until = time.monotonic() + seconds
        for _ in self.connection.notifies(timeout=max(0.0, until - time.monotonic()), stop_after=1):
            return True
        return False


@dataclass(frozen=True, slots=True)
class Office:
    """Whether a seat is the secretariat's."""

    held: bool


def _heard(made: str, told: object) -> Heard | None:
    """Return what a seat told, or None where that is nothing this program reads."""
    try:
        return Heard.model_validate({"made": made, "progress": told})
    except ValidationError:
        return None


def _library() -> Any:
    try:
        import psycopg
    except ImportError:
        raise ExchangeError(say("A server needs an addition to the program: pip install 'reviewer[postgres]'.")) from None
    return psycopg


def _seal_of(told: object, chain: Chain, number: int, key: str) -> Seal | None:
    """Return the seal that stands in a row, or None where it is none, or is another's than the row's, for which the server has looked."""
    try:
        seal = seal_of(told)
    except ValueError:
        return None
    return seal if (seal.chain, seal.number, seal.id) == (chain, number, key) else None


def _seal_data(seal: Seal) -> dict[str, object]:
    return {"previous": seal.previous, "application": seal.application, "replaces": list(seal.replaces), "id": seal.id} | dict(
        zip(("seat", "key", "feed", "number"), (*seal.chain, seal.number), strict=True)
    )
