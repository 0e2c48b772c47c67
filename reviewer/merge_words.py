"""What a merge tells of packets: which are another case's or a newer program's, and what came in and counts for nothing, or no longer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from reviewer.casefile.file import CaseFile
from reviewer.domain.admission import Answer, Weighed
from reviewer.domain.events import Event
from reviewer.domain.recusal import recuses
from reviewer.domain.said import Listed, Said, say, say_number
from reviewer.domain.slotted import dataclass
from reviewer.exchange.packet import Packet


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A packet, by its file's name, and a sentence about it; `times` is how many of its events the sentence holds for."""

    packet: str
    why: Said
    times: int = 1


def counted(found: Iterable[tuple[str, Said]]) -> list[Told]:
    """Put the same message about the same packet together: with the first one's values, and how often."""
    groups: dict[tuple[str, str, object], list[Said]] = {}
    for name, said in found:
        seat = dict(said.values).get("seat")
        groups.setdefault((name, said.message, seat), []).append(said)
    return [Told(packet=name, why=said[0], times=len(said)) for (name, _, _), said in groups.items()]


def foreign(packets: Mapping[str, Packet], ours: Collection[str]) -> Iterator[Told]:
    """Yield which of the packets belong to another case than the one they were to go into."""
    for name, packet in packets.items():
        if name not in ours:
            title = packet.header.title or packet.header.case
            yield Told(packet=name, why=say("{path} belongs to another case ({title}).", path=name, title=title))


def newer(packets: Mapping[str, Packet]) -> Iterator[Told]:
    """Yield which of the packets hold what this version of the program does not know."""
    for name, packet in packets.items():
        if packet.newer:
            said = say("{path} holds events of a newer version of the program. Update it, and merge again.", path=name)
            yield Told(packet=name, why=said)


def too_late(file: CaseFile, weighed: Weighed) -> list[Answer]:
    """Return what came in as evidence only: the minutes were locked without it."""
    late = {event.id for event in file.too_late()}
    found = (link for link in weighed.admitted if link.event.id in late)
    return [
        Answer(link=link, why=say("{seat}'s event came after the minutes were locked. It does not count.", seat=link.event.seat))
        for link in found
    ]


def of_recused(file: CaseFile, weighed: Weighed) -> list[Answer]:
    """Return what came in as evidence only: its seat was recused from the application when it wrote it."""
    void = {event.id for event in file.of_recused()}
    return [Answer(link=link, why=_while_recused(link.event)) for link in weighed.admitted if link.event.id in void]


def _while_recused(event: Event) -> Said:
    return say(
        "{seat} is or was recused from {application}. Because of that, this event does not count.",
        seat=event.seat,
        application=event.application,
    )


def counting_no_longer(file: CaseFile, packets: Mapping[str, Packet], told: Collection[str]) -> tuple[Told, ...]:
    """Return what was here and counted until one of these packets told that its seat is recused; `told` are ids that need no word."""
    found: Counter[tuple[str, str]] = Counter()
    found.update((event.seat, event.application) for event in file.of_recused() if event.id not in told)
    return tuple(
        Told(packet=_bringer(packets, seat, application), why=no_longer(seat, application, number))
        for (seat, application), number in sorted(found.items())
    )


def no_longer(seat: str, application: str, number: int) -> Said:
    """Return the sentence that so many of a seat's events about an application counted, and do not any more."""
    return say_number(
        "{seat} is recused from {application}: {number} event that had come in earlier no longer counts.",
        "{seat} is recused from {application}: {number} events that had come in earlier no longer count.",
        number,
        seat=seat,
        application=application,
    )


def _bringer(packets: Mapping[str, Packet], seat: str, application: str) -> str:
    """Return the packet that tells that the seat is recused, or else the first one."""
    telling = (
        name
        for name, packet in packets.items()
        if any(recuses(link.event.body) == seat and link.event.application == application for link in packet.links)
    )
    return next(telling, next(iter(packets), "–"))


def withdrawn(applications: Sequence[str]) -> Said:
    """Return the sentence that this copy still holds applications which its seat is shown no more."""
    return say(
        "The secretariat no longer sends you {ids}. Hand in and send the others, begin a new copy, and delete this one.",
        ids=Listed(tuple(applications)),
    )
