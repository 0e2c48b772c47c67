"""A case kept in step through a place where laptops meet: a shared folder, or the council's server.

The secretariat's laptop is the hub: members' work goes to it, and it gives each seat what that seat may see. Work never waits for the
place; what could not be exchanged now is exchanged the next time.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from reviewer.casefile.codec import link_of
from reviewer.casefile.correspondence import Sent
from reviewer.casefile.errors import Refused
from reviewer.casefile.file import CaseFile, CaseFileError, open_case
from reviewer.domain.admission import Link, Seal
from reviewer.domain.case import Case
from reviewer.domain.committee import SeatRole
from reviewer.domain.handing import progress
from reviewer.domain.said import say
from reviewer.exchange import age, folder
from reviewer.exchange.errors import ExchangeError, NewerPacketError
from reviewer.exchange.packet import Header, Heard, Packet, Progress
from reviewer.exchange.server import Office, Row, Server, connected
from reviewer.exchange_state import Exchanged, Way, remember_exchange
from reviewer.merging import Desk, Merged, Told, heard, merge, merge_packets, open_packet
from reviewer.own_key import OwnKey, seat_of_own
from reviewer.packing import Outgoing, Selected, done_by, note_sent, outgoing_as, outgoing_for, seen_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What an exchange came to: what came in, and to which seats something was sent."""

    merged: Merged = field(default_factory=Merged)
    sent: tuple[str, ...] = ()


def sync_folder(path: Path, place: Path, own: OwnKey, at: datetime) -> Synced:
    """Exchange with a shared folder; where no case is at `path`, one is made of what lies there for this laptop's key."""
    desk = Desk(own=own, at=at, way=Way.FOLDER)
    if not place.is_dir():
        raise ExchangeError(say("There is no folder {path}.", path=str(place)))
    if path.resolve().is_relative_to(place.resolve()):
        said = say("{path} lies in the folder that is shared. Move the case out of it, and exchange through the folder.", path=str(path))
        raise ExchangeError(said)
    new = not path.exists()
    begun = _begun_from(path, place, desk) if new else None
    with _opened(path, own) as file:
        begun = begun or _learnt(file, own, lambda: _opening(place, desk), desk)
        seat = _seat(file.case(only=()), own)
        merged = begun or _read_folder(file, place, seat, desk)
        synced = Synced(merged=merged, sent=() if new else tuple(_write_folder(file, place, seat, desk)))
        remember(file, synced, desk, str(place.resolve()))
    return synced


def remember(file: CaseFile, synced: Synced, desk: Desk, place: str) -> None:
    """Remember the exchange, and through which place the case is kept in step; a password in its address is not kept."""
    remember_exchange(file, Exchanged(at=desk.at, way=desk.way, came=synced.merged.added, sent=synced.sent))
    if file.remembered("place") != place:
        file.remember("place", place)


@contextmanager
def _opened(path: Path, own: OwnKey) -> Iterator[CaseFile]:
    file = open_case(path)
    file.signer = own
    try:
        yield file
    finally:
        file.close()


def _seat(case: Case, own: OwnKey) -> str:
    seat = seat_of_own(case, own)
    if seat is None:
        raise Refused(say("This machine's key is not enrolled in the case. The secretariat enrols it: reviewer identity enrol."))
    return seat


def _learnt(file: CaseFile, own: OwnKey, found: Callable[[], Mapping[str, Packet]], desk: Desk) -> Merged | None:
    """Take in what lies there for a key that the copy does not know yet: that it is enrolled is told by what lies there itself."""
    if seat_of_own(file.case(only=()), own) is not None:
        return None
    packets = {name: packet for name, packet in found().items() if packet.header.case == file.case_id}
    return merge(file, packets, desk) if packets else None


def _opening(place: Path, desk: Desk) -> dict[str, Packet]:
    """Return the packets that this machine's key opens; raise `ExchangeError` where the key itself cannot be read."""
    packets: dict[str, Packet] = {}
    for mail in folder.anywhere(place):
        _refuse_unread_key(desk)
        try:
            packets[mail.name] = open_packet(mail.content, mail.name, desk)
        except ExchangeError:
            continue  # for somebody else
    return packets


def _refuse_unread_key(desk: Desk) -> None:
    """Raise `ExchangeError` where this laptop's key cannot be read now: then it is no packet's fault that it does not open."""
    if desk.own:
        desk.own.identity()


def _begun_from(path: Path, place: Path, desk: Desk) -> Merged:
    packets = _opening(place, desk)
    if not packets:
        raise ExchangeError(say("In {path} nothing lies that opens with this machine's key.", path=str(place)))
    return merge_packets(path, packets, desk)


def _read_folder(file: CaseFile, place: Path, seat: str, desk: Desk) -> Merged:
    known = frozenset(json.loads(file.remembered("taken:folder") or "[]"))
    packets: dict[str, Packet] = {}
    refused: list[Told] = []
    done: set[str] = set()
    for mail in folder.waiting(place, file.case_id, seat, known):
        if desk.own and mail.sender == desk.own.key[:16]:
            continue
        _refuse_unread_key(desk)
        try:
            packets[mail.name] = open_packet(mail.content, mail.name, desk)
        except NewerPacketError as error:
            refused.append(Told(packet=mail.name, why=error.said))
            continue
        except ExchangeError as error:
            refused.append(Told(packet=mail.name, why=error.said))
        done.add(mail.name)
    merged = merge(file, packets, desk, refused)
    done -= {name for name, packet in packets.items() if packet.newer}
    file.remember("taken:folder", json.dumps(sorted(known | done)))
    return merged


def _write_folder(file: CaseFile, place: Path, seat: str, desk: Desk) -> Iterator[str]:
    for packet in _outgoing(file, seat, desk):
        receiver = packet.header.receiver
        told = _digest(packet)
        before = json.loads(file.remembered(f"sent:folder:{receiver}") or "{}")
        if before.get("what") == told and Path(before["path"]).exists():
            note_sent(file, packet, desk.at)
            continue
        written = folder.put(place, file.case_id, receiver, packet.header.key, age.encrypt(packet.content, packet.recipients))
        folder.remove_former(written, Path(before.get("path", "")).name)
        file.remember(f"sent:folder:{receiver}", json.dumps({"what": told, "path": str(written)}))
        note_sent(file, packet, desk.at)
        yield receiver


def _digest(packet: Outgoing) -> str:
    """Return a hash of what a packet says, whenever it is made: its events, seals and progress, and who can open it."""
    header = packet.header.model_copy(update={"made": "", "program": ""}).model_dump_json().encode()
    body = packet.content.split(b"\n", 2)[2].rsplit(b"\n.", 1)[0]
    return sha256(b"\n".join((header, body, *(one.encode() for one in sorted(packet.recipients))))).hexdigest()


def _outgoing(file: CaseFile, seat: str, desk: Desk) -> Iterator[Outgoing]:
    """Yield what is to be sent: from the secretariat a copy for each enrolled seat, from another seat its own work."""
    case = file.case(only=())
    if seat not in _offices(case):
        packet = outgoing_as(file, seat, desk.own, desk.at)
        if packet.recipients:
            yield packet
        return
    for one in case.committee.seats:
        others = [key for holder, key in case.enrolments.keys if holder == one.id and desk.own and key != desk.own.key]
        copy = outgoing_for(file, one.id, desk.own, desk.at) if others else None
        if copy and copy.recipients:
            yield copy


def _offices(case: Case) -> list[str]:
    return [seat.id for seat in case.committee.seats if seat.role is SeatRole.SECRETARIAT]


def sync_server(path: Path, url: str, own: OwnKey, at: datetime) -> Synced:
    """Exchange with the council's server once."""
    with connected(url) as server:
        synced = exchange(path, server, own, at)
    with _opened(path, own) as file:
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
    with _opened(path, own) as file:
        learnt = None if seat_of_own(file.case(only=()), own) else _learnt_from_server(file, server, desk)
        seat = _seat(file.case(only=()), own)
        merged = learnt or _fetched(file, server, seat, desk)
        sent = tuple(_put(file, server, seat, desk))
        _exchange_progress(file, server, seat, desk)
        return Synced(merged=merged, sent=sent)


def _exchange_progress(file: CaseFile, server: Server, seat: str, desk: Desk) -> None:
    """Tell how far this seat has come, in numbers, where that is new; the secretariat hears of all the others."""
    case = file.case()
    if seat in _offices(case):
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
    offices = _offices(case)
    own = desk.own.key if desk.own else ""
    receivers = [one.id for one in case.committee.seats if one.id != seat or _has_others(case, seat, own)] if seat in offices else offices
    for receiver in receivers:
        selected = seen_by(file, case, receiver) if seat in offices else done_by(file, seat)
        there = server.present(file.case_id, receiver)
        rows = [row for row in _rows(selected) if (row.id, row.seal is not None) not in there]
        put = server.insert(file.case_id, receiver, rows) if rows else 0
        _note_put(file, seat, receiver, selected, desk)
        if put:
            yield receiver


def _note_put(file: CaseFile, seat: str, receiver: str, selected: Selected, desk: Desk) -> None:
    """Remember what the server has now, where that is new: each writing wakes whoever watches the file."""
    office = receiver in _offices(file.case(only=()))
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
        server.admit(case_id, login, seat, Office(seat in _offices(case)))


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
        with _opened(one.path, one.own) as file:
            remember(file, synced, Desk(own=one.own, at=at, way=Way.SERVER), without_password(one.url))
        one.told(synced)
