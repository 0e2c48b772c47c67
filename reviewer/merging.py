"""Packets into a case file: what comes in, what waits, what is refused and why. One transaction, or only told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic_core import ValidationError

from reviewer.casefile.codec import link_of
from reviewer.casefile.connection import copied
from reviewer.casefile.correspondence import Sent
from reviewer.casefile.errors import Refused
from reviewer.casefile.file import CaseFile, create_copy, open_case
from reviewer.collector import collector_at_rest
from reviewer.domain.admission import Link, Seal, Signing, Weighed
from reviewer.domain.case import Case
from reviewer.domain.committee import Committee, SeatRole
from reviewer.domain.enrolment import SeatEnrolled
from reviewer.domain.events import Event
from reviewer.domain.said import say
from reviewer.domain.slotted import dataclass
from reviewer.exchange.errors import ExchangeError
from reviewer.exchange.identity import Identity
from reviewer.exchange.packet import Header, Heard, Packet, decrypt, read, read_file
from reviewer.exchange.words import fingerprint
from reviewer.exchange_state import Exchanged, Way, last_heard, remember_exchange
from reviewer.merge_words import Told, counted, counting_no_longer, foreign, newer, of_recused, too_late, withdrawn
from reviewer.own_key import OwnKey, seat_of_own, signing_of

_THREADS = 4


class Writing(StrEnum):
    """Whether a merge is written, or only told."""

    WRITTEN = "written"
    ONLY_TOLD = "only_told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a merge comes to: events that came in, were here already, wait, or were refused; the case's conflicts afterwards.

    `incoming` are the events that came in, or would. `no_longer` tells what was here and counted, and does not any more, because a seat
    turned out to be recused. `sender_words` is set where the case was made of a packet: the fingerprint of the
    secretariat's key, to be compared over the phone.
    """

    added: int = 0
    already_here: int = 0
    held: tuple[Told, ...] = ()
    refused: tuple[Told, ...] = ()
    incoming: tuple[Event, ...] = ()
    no_longer: tuple[Told, ...] = ()
    case: Case | None = None
    sender_words: tuple[str, ...] = ()
    headers: Mapping[str, Header] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who merges: this laptop's identity, the moment, a passphrase for packets that have one, and whether it is written.

    `vouched` are ids of events that the secretariat put where they came from: the place vouches for that; `way` is how they came.
    """

    own: OwnKey | None
    at: datetime
    passphrase: str = ""
    writing: Writing = Writing.WRITTEN
    vouched: frozenset[str] = frozenset()
    way: Way = Way.PACKET


def merge_files(path: Path, packets: Sequence[Path], desk: Desk) -> Merged:
    """Take packets into the case at `path`; where no file is there, the first packet makes it. One that cannot be read is refused alone."""
    readable: dict[str, Packet] = {}
    refused: list[Told] = []
    for packet in packets:
        try:
            readable[str(packet)] = open_packet(read_file(packet), str(packet), desk)
        except ExchangeError as error:
            refused.append(Told(packet=str(packet), why=error.said))
    if not readable:
        return Merged(refused=tuple(refused))
    return merge_packets(path, readable, desk, refused)


def merge_packets(path: Path, packets: Mapping[str, Packet], desk: Desk, refused: Sequence[Told] = ()) -> Merged:
    """Take packets that were read, by their names, into the case at `path`; where no file is there, the first one makes it."""
    if not path.exists():
        return _merge_anew(path, packets, desk, refused)
    if desk.writing is Writing.ONLY_TOLD:
        return _rehearsed(path, packets, desk, refused)
    file = open_case(path)
    try:
        file.signer = desk.own
        return merge(file, packets, desk, refused)
    finally:
        file.close()


def _rehearsed(path: Path, packets: Mapping[str, Packet], desk: Desk, refused: Sequence[Told]) -> Merged:
    """Take the packets into a copy of the case that is thrown away: what is told is what comes of it, conflicts and all."""
    with TemporaryDirectory() as folder:
        return merge_packets(copied(path, Path(folder)), packets, replace(desk, writing=Writing.WRITTEN), refused)


def open_packet(sealed: bytes, name: str, desk: Desk) -> Packet:
    """Decrypt and read a packet; raise `ExchangeError`."""
    return read(decrypt(sealed, name, lambda: _identity(desk.own), desk.passphrase), name, link_of)


def _identity(own: OwnKey | None) -> Identity:
    if own is None:
        raise ExchangeError(say("This machine has no identity yet. Make one: reviewer identity new."))
    return own.identity()


def _merge_anew(path: Path, packets: Mapping[str, Packet], desk: Desk, refused: Sequence[Told]) -> Merged:
    """Make a case of the packets: of the first one's case."""
    first = next(iter(packets.values()))
    answers: list[Merged] = []

    def receive(file: CaseFile) -> None:
        file.signer = desk.own
        answers.append(merge(file, packets, replace(desk, writing=Writing.WRITTEN), refused))
        if not answers[-1].added:
            waits = [one.why for one in (*answers[-1].refused, *answers[-1].held)]
            raise Refused(waits[0] if waits else say("The packets do not begin a case. The first packet that the secretariat sends does."))

    if desk.writing is Writing.ONLY_TOLD:
        with TemporaryDirectory() as folder:
            create_copy(Path(folder) / "told.sak", first.header.case, receive).close()
    else:
        create_copy(path, first.header.case, receive).close()
    return answers[-1]


def merge(file: CaseFile, packets: Mapping[str, Packet], desk: Desk, refused: Sequence[Told] = ()) -> Merged:
    """Take packets that were read into an open case, by their names."""
    with file.at_hand() as known, collector_at_rest():
        known.update((link.event.id, link.event) for packet in packets.values() for link in packet.links)
        return _merged(file, packets, desk, refused)


def _merged(file: CaseFile, packets: Mapping[str, Packet], desk: Desk, refused: Sequence[Told]) -> Merged:
    case = file.case(only=()) if file.count_events() else None
    ours = {name: packet for name, packet in packets.items() if packet.header.case == file.case_id}
    checked = _checked(case, ours, desk.vouched)
    seals, strange = _drafts(case, ours, desk.way)
    links = tuple(link for link, _ in checked.values())
    before = {event.id for event in file.of_recused()}
    received = file.receive(links, seals, lambda link: checked[link.event.id][1] if link.event.id in checked else signing_of(link), desk.at)
    weighed = received.weighed
    if file.count_events():
        _remember(file, ours, desk, weighed)
    void = [*too_late(file, weighed), *of_recused(file, weighed)]
    gone = {one.link.event.id for one in void}
    origin = {link.event.id: name for name, packet in reversed(ours.items()) for link in packet.links}
    waiting = counted((origin.get(one.link.event.id, "–"), one.why) for one in weighed.held)
    out = counted((origin.get(one.link.event.id, "–"), one.why) for one in (*weighed.refused, *weighed.forked, *void))
    return Merged(
        added=len(weighed.admitted) - len(weighed.forked) - len(void),
        already_here=sum(len(packet.links) for packet in ours.values()) - len(links) + weighed.known,
        held=(*newer(ours), *_withdrawn(file, ours, desk), *waiting),
        refused=(*refused, *foreign(packets, ours), *strange, *out),
        incoming=tuple(link.event for link in weighed.admitted if link.event.id not in gone),
        no_longer=counting_no_longer(file, ours, before | gone),
        case=received.case or (file.case() if file.count_events() else None),
        sender_words=_root_words(ours) if case is None else (),
        headers={name: packet.header for name, packet in ours.items()},
    )


def _drafts(case: Case | None, packets: Mapping[str, Packet], way: Way) -> tuple[tuple[Seal, ...], list[Told]]:
    """Return the seals of drafts that are believed, each once, and which packets tell of others' drafts besides."""
    believed = {name: _believed(case, packet, way) for name, packet in packets.items()}
    strange = [
        Told(packet=name, why=say("{path} tells of drafts of others than its sender. They were passed over.", path=name))
        for name, packet in packets.items()
        if len(believed[name]) < len(packet.seals)
    ]
    return tuple({seal.id: seal for found in believed.values() for seal in found}.values()), strange


def _remember(file: CaseFile, packets: Mapping[str, Packet], desk: Desk, weighed: Weighed) -> None:
    """Keep in mind what the packets tell of the exchange itself: how far others have come, and what of this seat's has arrived."""
    _remember_progress(file, packets, desk.at)
    _note_there(file, packets, desk)
    if desk.way is Way.PACKET:
        remember_exchange(file, Exchanged(at=desk.at, way=desk.way, came=len(weighed.admitted) - len(weighed.forked)))


def _note_there(file: CaseFile, packets: Mapping[str, Packet], desk: Desk) -> None:
    """Keep in mind which of this seat's own events the secretariat has: those that come back from it are not to be sent again."""
    case = file.case(only=())
    seat = seat_of_own(case, desk.own)
    if seat is None or seat in _offices(case.committee):
        return
    office = [packet for packet in packets.values() if _is_office(packet.header, case, packet)]
    back = {link.event.id for packet in office for link in packet.links if link.event.seat == seat}
    back |= {link.event.id for packet in packets.values() for link in packet.links if link.event.seat == seat} & desk.vouched
    before = file.sent(f"own:{seat}")
    if back - (before.ids if before else frozenset()):
        file.note_sent(f"own:{seat}", Sent(at=desk.at, ids=frozenset(back) | (before.ids if before else frozenset())))


def _withdrawn(file: CaseFile, packets: Mapping[str, Packet], desk: Desk) -> Iterator[Told]:
    """Yield which applications lie in this copy and are no longer in what the secretariat sends its seat, which is always the whole."""
    case = file.case(only=())
    seat = seat_of_own(case, desk.own)
    copies = {
        name: packet for name, packet in packets.items() if packet.header.receiver == seat and _is_office(packet.header, case, packet)
    }
    if seat is None or seat in _offices(case.committee) or not copies:
        return
    here = {key: dossier.revisions[0].at for key, dossier in file.case().seen_by(seat).dossiers.items()}
    for name, packet in copies.items():
        sent, made = {link.event.application for link in packet.links}, _moment(packet.header.made)
        gone = [key for key, came in here.items() if key not in sent and made is not None and came < made]
        if gone:
            yield Told(packet=name, why=withdrawn(gone))


def _moment(text: str) -> datetime | None:
    """Return the moment that a packet says it was made, or None where it says none."""
    with suppress(ValueError):
        made = datetime.fromisoformat(text)
        return made if made.tzinfo else None
    return None


def _checked(case: Case | None, packets: Mapping[str, Packet], trusted: frozenset[str]) -> dict[str, tuple[Link, Signing]]:
    """Check all signatures, several at once: the library does not hold the others up while it works. Of two copies, the good one stays."""
    links = [link for packet in packets.values() for link in packet.links]
    office = (packet for packet in packets.values() if _is_office(packet.header, case, packet))
    witnessed = trusted | {link.event.id for packet in office for link in packet.links}
    chunks = [links[start : start + 256] for start in range(0, len(links), 256)]
    found: dict[str, tuple[Link, Signing]] = {}
    with ThreadPoolExecutor(_THREADS) as threads:
        for part in threads.map(lambda chunk: [(link, _vouched(link, witnessed)) for link in chunk], chunks):
            for link, signing in part:
                if link.event.id not in found or found[link.event.id][1] is Signing.BAD:
                    found[link.event.id] = (link, signing)
    return found


def _vouched(link: Link, witnessed: frozenset[str]) -> Signing:
    """Return what is to be held of an event's signature; where it has no key, the secretariat's packet vouches for it."""
    signing = signing_of(link)
    if link.event.id not in witnessed:
        return signing
    return {Signing.MISSING: Signing.VOUCHED, Signing.GOOD: Signing.WITNESSED}.get(signing, signing)


def _is_office(header: Header, case: Case | None, packet: Packet) -> bool:
    """Whether the secretariat made the packet; a copy that is just being made believes the packet that it is made of."""
    if not header.key:
        return False
    if case is None:
        return header.key in _roots(packet)
    return any(case.enrolments.speaks(header.key, seat) for seat in _offices(case.committee))


def _believed(case: Case | None, packet: Packet, way: Way) -> tuple[Seal, ...]:
    """Return the seals of drafts that the packet may tell of: they bear no signature, so that only who signed the packet vouches for them.

    Whoever could tell of another's drafts could make it seem that that seat has written in two places. A server has looked already whose
    login put them there.
    """
    header = packet.header
    if way is Way.SERVER or _is_office(header, case, packet):
        return packet.seals
    keys = case.enrolments if case else None
    if not header.key:
        return () if keys and keys.demanded else tuple(seal for seal in packet.seals if not seal.key)
    return tuple(seal for seal in packet.seals if seal.key == header.key or (keys and keys.speaks(header.key, seal.seat)))


def _offices(committee: Committee) -> list[str]:
    return [seat.id for seat in committee.seats if seat.role is SeatRole.SECRETARIAT]


def _roots(packet: Packet) -> dict[str, tuple[str, ...]]:
    """Return the words of the keys that a packet's own events enrol with themselves."""
    return {
        link.event.key: fingerprint(link.event.body.key, link.event.body.receives)
        for link in packet.links
        if isinstance(link.event.body, SeatEnrolled) and link.event.body.key == link.event.key
    }


def _root_words(packets: Mapping[str, Packet]) -> tuple[str, ...]:
    for packet in packets.values():
        root = _roots(packet).get(packet.header.key)
        if root:
            return root
    return ()


def _remember_progress(file: CaseFile, packets: Mapping[str, Packet], at: datetime) -> None:
    """Keep how far the senders say that they have come; numbers only, of a seat's own key, and told at a moment that can be read."""
    case = file.case(only=())
    for packet in packets.values():
        header = packet.header
        speaks = case.enrolments.speaks(header.key, header.sender) or not case.enrolments.demanded
        if header.progress and speaks:
            with suppress(ValidationError):
                heard(file, header.sender, Heard.model_validate({"made": header.made, "progress": header.progress}), at)


def heard(file: CaseFile, seat: str, told: Heard, at: datetime) -> None:
    """Keep what a seat told of its progress, unless something newer was heard; a clock that is ahead tells it now."""
    told = told.model_copy(update={"made": min(told.made, at)})
    before = last_heard(file, seat)
    if before != told and (before is None or before.made <= told.made):
        file.remember(f"progress:{seat}", told.model_dump_json())
