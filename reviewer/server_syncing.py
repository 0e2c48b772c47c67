"""A case kept in step through the council's server: once, or for as long as a meeting lasts.

The secretariat's laptop is the hub here too. What a seat may no longer see, the server shows it no more, though it lies there for good.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from reviewer.casefile.codec import link_of
from reviewer.casefile.correspondence import Sent
from reviewer.casefile.errors import Refused
from reviewer.casefile.file import CaseFile, CaseFileError, open_case
from reviewer.domain.admission import Link, Seal
from reviewer.domain.case import Case
from reviewer.domain.feeds import Sight
from reviewer.domain.handing import progress
from reviewer.domain.said import say
from reviewer.domain.slotted import dataclass
from reviewer.exchange.errors import ExchangeError
from reviewer.exchange.packet import Header, Heard, Packet, Progress
from reviewer.exchange.server import Feed, Office, Row, Server, Shown, connected
from reviewer.exchange_state import Way
from reviewer.merge_words import Told, withdrawn
from reviewer.merging import Desk, Merged, heard, merge, merge_packets
from reviewer.own_key import OwnKey, seat_of_own
from reviewer.packing import Selected, done_by, seen_by
from reviewer.syncing import Synced, offices_of, opened, remember, seat_of_key


def sync_server(path: Path, url: str, own: OwnKey, at: datetime) -> Synced:
    """Exchange with the council's server once."""
    with connected(url) as server:
        synced = exchange(path, server, own, at)
    with opened(path, own) as file:
        remember(file, synced, Desk(own=own, at=at, way=Way.SERVER), without_password(url))
    return synced


def without_password(url: str) -> str:
    """Return a server's address as it is kept in a case: without the password, which belongs in PGPASSWORD or a password file."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "password"], safe="/")
    return urlunsplit(parts._replace(netloc=f"{quote(parts.username)}@{host}" if parts.username else host, query=query))


def exchange(path: Path, server: Server, own: OwnKey, at: datetime) -> Synced:
    """Fetch what lies on the server for this laptop's seat, and put there what it lacks."""
    desk = Desk(own=own, at=at, way=Way.SERVER)
    if not path.exists():
        return Synced(merged=_begun_from_server(path, server, desk))
    with opened(path, own) as file:
        learnt = None if seat_of_own(file.case(only=()), own) else _learnt_from_server(file, server, desk)
        seat = seat_of_key(file.case(only=()), own)
        merged = learnt or _fetched(file, server, seat, desk)
        sent = tuple(_put(file, server, seat, desk))
        _exchange_progress(file, server, seat, desk)
        gone = () if seat in offices_of(file.case(only=())) else _no_longer_shown(file, server, seat)
        return Synced(merged=replace(merged, held=(*merged.held, *gone)), sent=sent)


def _exchange_progress(file: CaseFile, server: Server, seat: str, desk: Desk) -> None:
    """Tell how far this seat has come, in numbers, where that is new; the secretariat hears of all the others."""
    case = file.case()
    if seat in offices_of(case):
        for sender, told in server.progress(file.case_id):
            heard(file, sender, told, desk.at)
        return
    far = progress(case, seat)
    counts = Progress(begun=far.begun, handed_in=far.handed_in, of=far.of)
    if file.remembered("told:progress") != counts.model_dump_json():
        server.tell_progress(file.case_id, seat, Heard(made=desk.at, progress=counts))
        file.remember("told:progress", counts.model_dump_json())


def _begun_from_server(path: Path, server: Server, desk: Desk) -> Merged:
    found = server.cases()
    if len(found) != 1:
        said = say("On the server {number} cases lie for this login. Begin with a packet from the secretariat.", number=len(found))
        raise ExchangeError(said)
    case, receiver = found[0]
    ids = [key for key, _ in server.present(case, receiver)]
    packet, vouched = _packet_of(case, receiver, server.fetch(case, receiver, ids))
    return merge_packets(path, {"server": packet}, replace(desk, vouched=vouched))


def _learnt_from_server(file: CaseFile, server: Server, desk: Desk) -> Merged | None:
    """Take in what lies there for the seat of this login, where the copy does not know the key yet."""
    seats = [receiver for case, receiver in server.cases() if case == file.case_id]
    return _fetched(file, server, seats[0], desk) if len(seats) == 1 else None


def _fetched(file: CaseFile, server: Server, seat: str, desk: Desk) -> Merged:
    missing = server.present(file.case_id, seat) - file.ids()
    if not missing:
        return Merged()
    rows = server.fetch(file.case_id, seat, sorted({key for key, _ in missing}))
    packet, vouched = _packet_of(file.case_id, seat, rows)
    return merge(file, {"server": packet}, replace(desk, vouched=vouched))


def _packet_of(case: str, receiver: str, rows: Iterable[Row]) -> tuple[Packet, frozenset[str]]:
    """Return what came from the server as a packet, with the ids that the secretariat's login put there."""
    links: list[Link] = []
    seals: list[Seal] = []
    vouched: set[str] = set()
    newer = 0
    for row in rows:
        if row.seal is not None:
            seals.append(row.seal)
            continue
        try:
            link = link_of(row.stored or b"", row.signature)
        except ValueError:
            newer += 1
            continue
        links.append(link)
        vouched |= {link.event.id} if row.by_office else set()
    header = Header(case=case, receiver=receiver, made="")
    return Packet(header=header, links=tuple(links), seals=tuple(seals), newer=newer), frozenset(vouched)


def _put(file: CaseFile, server: Server, seat: str, desk: Desk) -> Iterator[str]:
    """Put on the server what it lacks, for each receiver in one transaction."""
    case = file.case()
    offices = offices_of(case)
    own = desk.own.key if desk.own else ""
    hidden = server.withdrawn(file.case_id) if seat in offices else set()
    receivers = [one.id for one in case.committee.seats if one.id != seat or _has_others(case, seat, own)] if seat in offices else offices
    for receiver in receivers:
        selected = seen_by(file, case, receiver) if seat in offices else done_by(file, seat)
        there = server.present(file.case_id, receiver)
        if seat in offices and receiver not in offices:
            beyond = {key for key, _ in there} - selected.ids - {seal.id for seal in selected.seals}
            lying = server.feeds(file.case_id, receiver) if beyond else set()
            _withdraw(server, file, case.sight(receiver), lying, hidden)
        rows = [row for row in _rows(selected) if (row.id, row.seal is not None) not in there]
        put = server.insert(file.case_id, receiver, rows) if rows else 0
        _note_put(file, seat, receiver, selected, desk)
        if put:
            yield receiver


def _withdraw(server: Server, file: CaseFile, sight: Sight, lying: Collection[Feed], hidden: Collection[Feed]) -> None:
    """Have the server show the seat no more what it may not see now, and again what it may; what lies there stays there."""
    before = {feed for feed in hidden if feed[0] == sight.seat}
    now = {feed for feed in {*lying, *before} if not sight.sees(*feed[1:])}
    if now - before:
        server.withdraw(file.case_id, now - before, Shown.NO_MORE)
    if before - now:
        server.withdraw(file.case_id, before - now, Shown.AGAIN)


def _no_longer_shown(file: CaseFile, server: Server, seat: str) -> Iterator[Told]:
    """Yield which applications lie in this copy, and that the server shows this seat no more."""
    dossiers = file.case().seen_by(seat).dossiers.items()
    came = {dossier.revisions[0].id: key for key, dossier in dossiers}
    gone = server.no_longer_shown(file.case_id, list(came))
    if gone:
        yield Told(packet="server", why=withdrawn([key for one, key in came.items() if one in gone]))


def _note_put(file: CaseFile, seat: str, receiver: str, selected: Selected, desk: Desk) -> None:
    """Remember what the server has now, where that is new: each writing wakes whoever watches the file."""
    office = receiver in offices_of(file.case(only=()))
    name = f"own:{seat}" if office else f"copy:{receiver}"
    now = Sent(at=desk.at, ids=selected.ids) if office else Sent(at=desk.at, hash=file.stamp(receiver).hash)
    before = file.sent(name)
    if before is None or (before.ids, before.hash) != (now.ids, now.hash):
        file.note_sent(name, now)


def _has_others(case: Case, seat: str, own: str) -> bool:
    return any(holder == seat and key != own for holder, key in case.enrolments.keys)


def _rows(selected: Selected) -> Iterator[Row]:
    for link in selected.links:
        yield Row(chain=link.chain, number=link.event.number, id=link.event.id, stored=link.stored, signature=link.signature)
    for seal in selected.seals:
        yield Row(chain=seal.chain, number=seal.number, id=seal.id, seal=seal)


def admit_login(path: Path, url: str, login: str, seat: str) -> None:
    """Let a login of the server speak for a seat of the case at `path`; for the server's administrator."""
    file = open_case(path)
    try:
        case, case_id = file.case(only=()), file.case_id
    finally:
        file.close()
    if case.committee.seat(seat) is None:
        raise Refused(say("The committee has no seat {seat}.", seat=seat))
    with connected(url) as server:
        server.admit(case_id, login, seat, Office(seat in offices_of(case)))


Listener = Callable[[Synced | ExchangeError | CaseFileError], None]
PAUSE = 0.25
"""Seconds between two looks at this laptop's own file while nothing comes from the server."""
SILENCE = 15.0
"""Seconds of silence after which the server is asked whether it is still there."""
PAUSE_AFTER_LOSS = 5.0
"""Seconds after which a lost server is called again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A case that is kept in step with a server: whose key, until when, and who is told."""

    path: Path
    url: str
    own: OwnKey
    stop: threading.Event
    told: Listener


def watch(one: Watch) -> None:
    """Stay in step with the server until `stop` is set; a lost server is called again, and work goes on meanwhile.

    `told` is called in this thread with the first exchange, each one in which something came or went, and each error.
    """
    while not one.stop.is_set():
        try:
            with connected(one.url) as server:
                server.listen()
                _stay(one, server)
        except (ExchangeError, CaseFileError) as error:
            one.told(error)
            one.stop.wait(PAUSE_AFTER_LOSS)


def _stay(one: Watch, server: Server) -> None:
    """Exchange whenever the server tells of something, or this laptop's own file has changed since it was last looked at."""
    _exchange_and_tell(one, server, lambda _: True)
    looking = sqlite3.connect(one.path, timeout=5)
    seen, heard_at = -1, time.monotonic()
    try:
        while not one.stop.is_set():
            came = server.wait(PAUSE)
            (version,) = looking.execute("PRAGMA data_version").fetchone()
            if came or version != seen:
                _exchange_and_tell(one, server, lambda synced: bool(synced.sent or synced.merged.added or synced.merged.refused))
                seen, heard_at = version, time.monotonic()
            elif time.monotonic() - heard_at > SILENCE:
                server.ask_for_life()
                heard_at = time.monotonic()
    finally:
        looking.close()


def _exchange_and_tell(one: Watch, server: Server, worth_telling: Callable[[Synced], bool]) -> None:
    """Exchange; what is worth telling is remembered too, which changes the file, so that an idle server leaves it in peace."""
    at = datetime.now(UTC)
    synced = exchange(one.path, server, one.own, at)
    if worth_telling(synced):
        with opened(one.path, one.own) as file:
            remember(file, synced, Desk(own=one.own, at=at, way=Way.SERVER), without_password(one.url))
        one.told(synced)
