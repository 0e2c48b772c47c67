"""A case kept in step through a shared folder, and what holds for any place where laptops meet.

The secretariat's laptop is the hub: members' work goes to it, and it gives each seat what that seat may see. Work never waits for the
place; what could not be exchanged now is exchanged the next time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from reviewer.casefile.errors import Refused
from reviewer.casefile.file import CaseFile, open_case
from reviewer.domain.case import Case
from reviewer.domain.committee import SeatRole
from reviewer.domain.said import say
from reviewer.domain.slotted import dataclass
from reviewer.exchange import age, folder
from reviewer.exchange.errors import ExchangeError, NewerPacketError
from reviewer.exchange.packet import Packet
from reviewer.exchange_state import Exchanged, Way, remember_exchange
from reviewer.merge_words import Told
from reviewer.merging import Desk, Merged, merge, merge_packets, open_packet
from reviewer.own_key import OwnKey, seat_of_own
from reviewer.packing import Outgoing, note_sent, outgoing_as, outgoing_for


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
    with opened(path, own) as file:
        begun = begun or _learnt(file, own, lambda: _opening(place, desk), desk)
        seat = seat_of_key(file.case(only=()), own)
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
def opened(path: Path, own: OwnKey) -> Iterator[CaseFile]:
    """Open the case, to be signed in with this key, and close it."""
    file = open_case(path)
    file.signer = own
    try:
        yield file
    finally:
        file.close()


def seat_of_key(case: Case, own: OwnKey) -> str:
    """Return the seat that the key speaks for. Raises `Refused` where it is not enrolled."""
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
    if seat not in offices_of(case):
        packet = outgoing_as(file, seat, desk.own, desk.at)
        if packet.recipients:
            yield packet
        return
    for one in case.committee.seats:
        others = [key for holder, key in case.enrolments.keys if holder == one.id and desk.own and key != desk.own.key]
        copy = outgoing_for(file, one.id, desk.own, desk.at) if others else None
        if copy and copy.recipients:
            yield copy


def offices_of(case: Case) -> list[str]:
    """Return the secretariat's seats."""
    return [seat.id for seat in case.committee.seats if seat.role is SeatRole.SECRETARIAT]
