"""A case file in exchange with other laptops: what comes in is weighed and let in, what is here is read as it is stored."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from hashlib import sha256

from reviewer.casefile import feeds, receiving
from reviewer.casefile.codec import decode
from reviewer.casefile.connection import guarded
from reviewer.casefile.coverage import bare
from reviewer.casefile.openfile import OpenFile, subject
from reviewer.collector import collector_at_rest
from reviewer.domain.admission import Chain, Link, Seal, Signatures, Weighed, Weighing
from reviewer.domain.case import Case, sees
from reviewer.domain.enrolment import FeedCountersigned
from reviewer.domain.events import Event
from reviewer.domain.feeds import Sight
from reviewer.domain.slotted import dataclass

_MOST_LISTED_SINGLY = 500
"""Beyond so many applications that changed, making all lists again is quicker."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A case's hash, and how many events it is of."""

    hash: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was last sent of this copy, and when: the events' ids of a seat's own work, or the hash of a seat's copy."""

    at: datetime
    ids: frozenset[str] = field(default_factory=frozenset)
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of arrivals; `case` is the whole case as it then stands, where it had to be made for the lists anyway."""

    weighed: Weighed
    case: Case | None


class Correspondence(OpenFile):
    """The part of a case file that speaks with others."""

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

    def beside_events(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what the case's hash has beside the ids of its events: those of drafts that are sealed, and those that do not count."""
        with guarded(self.path):
            sealed = self._connection.execute("SELECT id FROM seals WHERE id NOT IN (SELECT id FROM events) ORDER BY id").fetchall()
            barred = self._connection.execute("SELECT id FROM barred ORDER BY id").fetchall()
        return tuple(key for (key,) in sealed), tuple(key for (key,) in barred)

    def stamp(self, seat: str = "") -> Stamp:
        """Return what papers are checked with: of the whole case, or of what a seat sees of it, the same as its own copy's."""
        if not seat:
            return Stamp(hash=self.hash(), events=self.count_events())
        return self.stamps((seat,))[seat]

    def stamps(self, seats: Collection[str]) -> Mapping[str, Stamp]:
        """Return the stamps of what these seats see, by seat."""
        case = self.case()
        with guarded(self.path):
            rows = self._connection.execute(
                "SELECT id, seat, feed, 0 FROM events WHERE id NOT IN (SELECT id FROM barred) "
                "UNION SELECT id, seat, feed, 1 FROM seals WHERE id NOT IN (SELECT id FROM events) "
                "AND id NOT IN (SELECT id FROM barred WHERE reason = 'unenrolled') ORDER BY id"
            ).fetchall()
        return {seat: _stamp(rows, case.sight(seat)) for seat in seats}

    def events_seen(self, seat: str) -> list[Event]:
        """Return the events that a seat may know of, oldest first."""
        sight = self.case().sight(seat)
        return sorted((event for event in self.events() if sees(sight, event)), key=lambda event: event.at)

    def weigh(self, links: Sequence[Link], seals: Sequence[Seal], signed: Signatures, now: datetime) -> Weighed:
        """Return what would become of these arrivals; nothing is written."""
        with guarded(self.path), collector_at_rest():
            return self._weighed(links, seals, signed, now)

    def receive(self, links: Sequence[Link], seals: Sequence[Seal], signed: Signatures, now: datetime) -> Received:
        """Let in what may come in, keep what has to wait, and write what follows, as one transaction."""
        listed: Case | None = None
        with guarded(self.path), self._transaction(), collector_at_rest():
            weighed = self._weighed(links, seals, signed, now)
            receiving.store(self._connection, weighed.admitted, weighed.seals, weighed.held)
            receiving.drop_held(self._connection, (one.link.event.id for one in weighed.refused))
            changed = receiving.bar(self._connection)
            events = [link.event for link in weighed.admitted]
            concerned = {subject(event.body) for event in events} - {""}
            if changed or len(concerned) > _MOST_LISTED_SINGLY:
                listed = self._rewrite_lists()
            elif events:
                listed = self._update_lists(events, concerned, concerned)
            whole = listed is not None and listed.dossiers.keys() == self.application_ids()
        return Received(weighed=weighed, case=listed if whole else None)

    def links(self, wanted: Iterable[Chain]) -> list[Link]:
        """Return the events of these feeds as they are stored, signatures with them."""
        with guarded(self.path):
            return list(receiving.links(self._connection, wanted))

    def chains(self) -> list[Chain]:
        """Return the feeds that the file has."""
        with guarded(self.path):
            return receiving.chains(self._connection)

    def heads(self) -> list[tuple[str, str, str, int, str]]:
        """Return where every feed ends that counts: seat, key, name, last number, id."""
        with guarded(self.path):
            return feeds.heads(self._connection)

    def countersigned(self) -> frozenset[str]:
        """Return the ids of the events without a key for which, with all before them, a key of the secretariat's vouches."""
        return frozenset(mark.head for mark in self._countersignings())

    def bare(self) -> set[str]:
        """Return the ids of the events without a key for which nobody vouches, once the first key has countersigned the others."""
        marks = self._countersignings()
        return bare(self._connection, marks) if marks else set()

    def _countersignings(self) -> list[FeedCountersigned]:
        with guarded(self.path):
            rows = self._connection.execute("SELECT bytes FROM events WHERE kind = 'feed_countersigned'")
            bodies = [decode(stored).body for (stored,) in rows]
        return [body for body in bodies if isinstance(body, FeedCountersigned)]

    def seals(self) -> list[Seal]:
        """Return the drafts that stayed elsewhere, as far as this file knows of them."""
        with guarded(self.path):
            return receiving.seals(self._connection)

    def ids(self) -> set[tuple[str, bool]]:
        """Return the ids of all events that are here or wait, and of the drafts' seals (True)."""
        with guarded(self.path):
            sql = "SELECT id, 0 FROM events UNION SELECT id, 0 FROM held UNION SELECT id, 1 FROM seals"
            return {(key, bool(sealed)) for key, sealed in self._connection.execute(sql)}

    def void(self) -> Mapping[str, str]:
        """Return the events and drafts that do not count, with the reason: `fork`, `closed`, `late`, `recused` or `unenrolled`."""
        with guarded(self.path):
            return dict(self._connection.execute("SELECT id, reason FROM barred"))

    def unsaid(self) -> set[str]:
        """Return the ids of those that do not count until they have been said again with another key."""
        return {key for key, reason in self.void().items() if reason in {"fork", "closed"}}

    def of_recused(self) -> list[Event]:
        """Return the events that do not count because their seat was recused from the application when it wrote them."""
        return self._barred(receiving.RECUSED)

    def too_late(self) -> list[Event]:
        """Return the events that do not count because the minutes were locked without them."""
        return self._barred("late")

    def _barred(self, reason: str) -> list[Event]:
        with guarded(self.path):
            sql = "SELECT e.bytes FROM barred b JOIN events e USING (id) WHERE b.reason = ? ORDER BY e.at, e.position"
            return [decode(stored) for (stored,) in self._connection.execute(sql, (reason,))]

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

    def forget(self, name: str) -> None:
        """Remember no more what stood under this name."""
        with guarded(self.path), self._transaction():
            self._drop(name)

    def _drop(self, name: str) -> None:
        self._connection.execute("DELETE FROM exchange WHERE key = ?", (name,))

    def note_sent(self, name: str, sent: Sent) -> None:
        """Remember what was sent, under a name: `own:SEAT` for a seat's own work, `copy:SEAT` for its copy."""
        self.remember(f"sent:{name}", json.dumps({"at": sent.at.isoformat(), "ids": sorted(sent.ids), "hash": sent.hash}))

    def sent(self, name: str) -> Sent | None:
        """Return what was last sent under this name, or None."""
        stored = self.remembered(f"sent:{name}")
        if not stored:
            return None
        told = json.loads(stored)
        return Sent(at=datetime.fromisoformat(told["at"]), ids=frozenset(told["ids"]), hash=told["hash"])

    def _weighed(self, links: Sequence[Link], seals: Sequence[Seal], signed: Signatures, now: datetime) -> Weighed:
        arriving = [*links, *receiving.held_links(self._connection)]
        case = self.case(only=()) if self._connection.execute("SELECT EXISTS (SELECT 1 FROM events)").fetchone()[0] else None
        there = receiving.present(self._connection, self.case_id, case, arriving, seals)
        return Weighing(there, signed, now).weigh(arriving, seals)


def _stamp(rows: Sequence[tuple[str, str, str, int]], sight: Sight) -> Stamp:
    """Return the stamp of the rows (id, seat, feed, whether a draft's seal) that are seen."""
    seen = [(key, sealed) for key, author, feed, sealed in rows if sight.sees(author, feed)]
    digest = sha256(b"".join(bytes.fromhex(key) for key, _ in seen))
    return Stamp(hash=digest.hexdigest(), events=sum(not sealed for _, sealed in seen))
