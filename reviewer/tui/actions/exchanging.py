"""What the exchange page does, in a thread with a case file of its own: pack, rehearse and take in packets, sync. Answers are data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reviewer.casefile.errors import CaseFileError
from reviewer.casefile.file import CaseFile, open_case
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.domain.system import system_words
from reviewer.exchange.errors import ExchangeError
from reviewer.exchange_state import Exchanged, ExchangeState, Way, remember_exchange, state_of
from reviewer.tui.live import is_server
from reviewer.tui.session import Session
from reviewer.tui.typed.written_path import path_in

if TYPE_CHECKING:
    from reviewer.merging import Merged
    from reviewer.syncing import Synced

Answer = TypeVar("Answer")


@contextmanager
def opened(session: Session) -> Iterator[CaseFile]:
    """Open the session's case for this thread, with this machine's key."""
    file = open_case(session.path)
    file.signer = session.own()
    try:
        yield file
    finally:
        file.close()


def refused_or(work: Callable[[], Answer]) -> Answer | Said:
    """Do the work; where it cannot be done, return why."""
    try:
        return work()
    except (CaseFileError, ExchangeError) as error:
        return error.said
    except OSError as error:
        return say("{path}: {what}.", path=str(error.filename or ""), what=system_words(error))


def read_state(session: Session) -> ExchangeState:
    """Return where the exchange stands for the session's seat."""
    with opened(session) as file:
        return state_of(file, session.seat, session.clock())


@dataclass(frozen=True, slots=True, kw_only=True)
class Packing:
    """A packet to be written: the seat whose copy it is (empty: this seat's own work), where to, under which passphrase if any."""

    receiver: str
    path: Path
    passphrase: str = ""


def receivers(session: Session, receiver: str) -> bool:
    """Whether a key is there that the packet can be encrypted to."""
    enrolments = session.casefile().case(only=()).enrolments
    offices = [seat.id for seat in session.frame.seats if seat.role == "secretariat"]
    return any(enrolments.receivers(seat) for seat in ([receiver] if receiver else offices))


def pack(session: Session, packing: Packing) -> Said:
    """Write the packet, and say what was written."""
    from reviewer.packing import outgoing_as, outgoing_for, write_packet

    at = session.clock()
    with opened(session) as file:
        seat = packing.receiver or session.seat
        packet = (outgoing_for if packing.receiver else outgoing_as)(file, seat, session.own(), at)
        write_packet(file, packet, packing.path, at, packing.passphrase)
        remember_exchange(file, Exchanged(at=at, way=Way.PACKET, sent=(packet.header.receiver,)))
    return say("Written: {path}", path=str(packing.path))


def needs_passphrase(path: Path) -> bool:
    """Whether a packet opens with a passphrase instead of a key."""
    from reviewer.exchange.age import is_under_passphrase

    with path.open("rb") as file:
        return is_under_passphrase(file.read(100))


def rehearse(session: Session, packet: Path, passphrase: str) -> Merged:
    """Return what taking the packet in would do; nothing is written."""
    from reviewer.merging import Desk, Writing, merge_files

    desk = Desk(own=session.own(), at=session.clock(), passphrase=passphrase, writing=Writing.ONLY_TOLD)
    return merge_files(session.path, [packet], desk)


def take_in(session: Session, packet: Path, passphrase: str) -> Merged:
    """Take the packet in."""
    from reviewer.merging import Desk, merge_files

    return merge_files(session.path, [packet], Desk(own=session.own(), at=session.clock(), passphrase=passphrase))


def sync(session: Session, place: str) -> Synced:
    """Exchange with a folder or a server."""
    from reviewer.server_syncing import sync_server
    from reviewer.syncing import sync_folder

    own = session.own()
    if own is None:
        raise ExchangeError(say("This machine has no key yet. Press n to make one."))
    if is_server(place):
        return sync_server(session.path, place, own, session.clock())
    return sync_folder(session.path, path_in(place), own, session.clock())
