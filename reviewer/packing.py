"""What leaves a laptop: what a seat has handed in, for the secretariat; a seat's copy of the case, from the secretariat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from reviewer import __version__
from reviewer.casefile.correspondence import Sent
from reviewer.casefile.errors import Refused
from reviewer.casefile.file import CaseFile
from reviewer.domain.admission import Chain, Link, Seal
from reviewer.domain.case import Case
from reviewer.domain.committee import SeatRole
from reviewer.domain.enrolment import HandedIn
from reviewer.domain.events import Event
from reviewer.domain.feeds import Matter, matter_of
from reviewer.domain.handing import departing, progress, to_hand_in
from reviewer.domain.rights import refusal
from reviewer.domain.said import say
from reviewer.domain.slotted import dataclass
from reviewer.exchange import age
from reviewer.exchange.packet import Header, Progress, write
from reviewer.own_key import OwnKey, seat_of_own


def hand_in(file: CaseFile, seat: str, at: datetime, applications: Iterable[str] = ()) -> tuple[Event, ...]:
    """Hand in the seat's ratings of these applications, or of all that it has rated or changed since; return what was written.

    Raises `Refused` where the seat does not rate.
    """
    case = file.case().seen_by(seat)
    holder = case.committee.seat(seat)
    said = refusal(case.committee, holder, HandedIn(application="", seat=seat)) if holder else None
    if said:
        raise Refused(said)
    found = to_hand_in(case, seat)
    open_ones = {*found.whole, *found.partly}
    chosen = [key for key in case.dossiers if key in open_ones and key in (set(applications) or open_ones)]
    return file.append(seat, [HandedIn(application=key, seat=seat) for key in chosen], at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A packet before it is encrypted, and the age recipients that it is for; none where nobody of that seat is enrolled."""

    header: Header
    content: bytes
    recipients: tuple[str, ...]
    ids: frozenset[str]

    @property
    def events(self) -> int:
        """How many events it holds."""
        return len(self.ids)


def outgoing_as(file: CaseFile, seat: str, own: OwnKey | None, at: datetime) -> Outgoing:
    """Return what this seat has done, for the secretariat, with how far it has come in numbers. Raises `Refused` for another's seat."""
    case = file.case()
    seats = case.enrolments.seats_of(own.key) if own else ()
    if seats and seat not in seats:
        raise Refused(say("This machine's key speaks for {seats}, not for {seat}.", seats=", ".join(seats), seat=seat))
    far = progress(case, seat)
    offices = [one.id for one in case.committee.seats if one.role is SeatRole.SECRETARIAT]
    counts = Progress(begun=far.begun, handed_in=far.handed_in, of=far.of)
    header = _header(file, case, own, at).model_copy(update={"sender": seat, "receiver": offices[0], "progress": counts})
    receivers = [one for office in offices for one in case.enrolments.receivers(office)]
    return _outgoing(header, done_by(file, seat), receivers, own)


def outgoing_for(file: CaseFile, seat: str, own: OwnKey | None, at: datetime) -> Outgoing:
    """Return this seat's copy of the case. Raises `Refused` where somebody else than the secretariat would send it out."""
    case = file.case()
    offices = [one.id for one in case.committee.seats if one.role is SeatRole.SECRETARIAT]
    if case.enrolments.demanded and (own is None or not {*case.enrolments.seats_of(own.key)} & {*offices}):
        raise Refused(say("Only the secretariat gives out copies of the case. Your own work: reviewer pack CASE -o FILE."))
    selected = seen_by(file, case, seat)
    sender = seat_of_own(case, own) or offices[0]
    header = _header(file, case, own, at).model_copy(update={"sender": sender, "receiver": seat})
    return _outgoing(header, selected, case.enrolments.receivers(seat), own)


@dataclass(frozen=True, slots=True)
class Selected:
    """What of a case leaves it: events, and seals of drafts that stay."""

    links: tuple[Link, ...]
    seals: tuple[Seal, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the events."""
        return frozenset(link.event.id for link in self.links)


def done_by(file: CaseFile, seat: str) -> Selected:
    """Return what a seat has done: declarations, dissents and the like, and of its ratings what it handed in."""
    links: list[Link] = []
    seals: list[Seal] = []
    by_feed: dict[str, list[Chain]] = {}
    for chain in file.chains():
        if chain[0] == seat and chain[2]:
            by_feed.setdefault(chain[2], []).append(chain)
    for feed, chains in by_feed.items():
        whole = sorted(file.links(chains), key=_in_order)
        if matter_of(feed) is Matter.RATING:
            leaving = departing([link.event for link in whole])
            seals += [_sealed(link) for link in whole if link.event.id in leaving.drafts]
            whole = [link for link in whole if link.event.id in leaving.whole]
        links += whole
    return Selected(tuple(sorted(links, key=_in_order)), tuple(seals))


def seen_by(file: CaseFile, case: Case, seat: str) -> Selected:
    """Return the feeds that a seat may see, whole, and no trace of any other. Raises `Refused` where it may not have a copy."""
    if case.committee.seat(seat) is None:
        raise Refused(say("The committee has no seat {seat}.", seat=seat))
    sight = case.sight(seat)
    chains = file.chains()
    if any(not feed for _, _, feed in chains):
        raise Refused(
            say("This case was made by an earlier version, whose events cannot be shown in part. Make it again from its batches.")
        )
    links = file.links([chain for chain in chains if sight.sees(chain[0], chain[2])])
    seals = [seal for seal in file.seals() if sight.sees(seal.seat, seal.feed)]
    return Selected(tuple(sorted(links, key=_in_order)), tuple(seals))


def _in_order(link: Link) -> tuple[object, ...]:
    """Return a key by which what happened first comes first, and every feed is in its own order."""
    return (link.event.at, link.event.seat, link.event.key, link.event.feed, link.event.number)


def _sealed(link: Link) -> Seal:
    event = link.event
    return Seal(
        id=event.id,
        seat=event.seat,
        key=event.key,
        feed=event.feed,
        number=event.number,
        previous=link.previous,
        application=event.application,
        replaces=event.replaces,
    )


def _header(file: CaseFile, case: Case, own: OwnKey | None, at: datetime) -> Header:
    return Header(
        case=file.case_id,
        title=case.opened.title[:500],
        key=own.key if own and case.enrolments.demanded else "",
        made=at.isoformat(timespec="seconds"),
        program=__version__,
    )


def _outgoing(header: Header, selected: Selected, receivers: Sequence[str], own: OwnKey | None) -> Outgoing:
    content = write(header, selected.links, selected.seals, own if header.key else None)
    recipients = tuple(one for one in receivers if age.is_recipient(one))
    return Outgoing(header=header, content=content, recipients=recipients, ids=selected.ids)


def sealed(packet: Outgoing, passphrase: str = "") -> bytes:
    """Return the packet encrypted: under the passphrase where there is one, else to its receivers' keys. Raises `Refused`."""
    if passphrase:
        return age.encrypt_under(packet.content, passphrase)
    if not packet.recipients:
        seat = packet.header.receiver
        raise Refused(say("No key is enrolled for {seat}. Enrol one, or pack under a passphrase: --passphrase.", seat=seat))
    return age.encrypt(packet.content, packet.recipients)


def write_packet(file: CaseFile, packet: Outgoing, path: Path, at: datetime, passphrase: str = "") -> None:
    """Write the packet to a file, whole or not at all, and remember that it was sent. Raises `Refused` and `OSError`."""
    if not path.parent.is_dir():
        raise Refused(say("There is no folder {path}. Make it first, or write the packet somewhere else.", path=str(path.parent)))
    content = sealed(packet, passphrase)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
    note_sent(file, packet, at)


def note_sent(file: CaseFile, packet: Outgoing, at: datetime) -> None:
    """Remember that the packet was sent: which events of a seat's own work, or what a seat's copy was."""
    if packet.header.progress is not None:
        file.note_sent(f"own:{packet.header.sender}", Sent(at=at, ids=packet.ids))
    else:
        seat = packet.header.receiver
        file.note_sent(f"copy:{seat}", Sent(at=at, hash=file.stamp(seat).hash))
