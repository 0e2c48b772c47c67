"""Laptops of a small council, each with its own key and its own copy of the case, and packets between them in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from reviewer.casefile.codec import link_of
from reviewer.casefile.file import CaseFile, create, create_copy, open_case
from reviewer.domain.committee import Committee, Seat, SeatRole
from reviewer.domain.events import CaseOpened, Happening, Rated, RatingState
from reviewer.exchange.identity import Identity, new_identity
from reviewer.exchange.packet import Packet, read
from reviewer.merging import Desk, Merged, merge
from reviewer.own_key import OwnKey, enrol, enrol_secretariat
from reviewer.packing import outgoing_as, outgoing_for
from tests.casefile.conftest import NOON, application, received, small_committee

OFFICE = "sekretariat"


@cache
def identity(name: str) -> Identity:
    """Return the same keys for the same name all through a run."""
    return new_identity(name)


def own(name: str) -> OwnKey:
    """Return a key at work, without a file."""
    known = identity(name)
    return OwnKey(known.card(), lambda: known)


@dataclass
class Laptop:
    """One person's laptop: a seat, a key, a copy of the case (when it has come), a clock that may be wrong."""

    folder: Path
    seat: str
    name: str = ""
    wrong: timedelta = timedelta()
    file: CaseFile = field(init=False)

    @property
    def path(self) -> Path:
        return self.folder / f"{self.name or self.seat}.sak"

    @property
    def own(self) -> OwnKey:
        return own(self.name or self.seat)

    def opened(self) -> CaseFile:
        self.file = open_case(self.path)
        self.file.signer = self.own
        return self.file

    def act(self, bodies: Sequence[Happening], at: datetime):
        return self.file.append(self.seat, bodies, at + self.wrong)

    def pack(self, at: datetime, to: str = "") -> bytes:
        """Return the packet's content: for a seat, or as this one."""
        make = outgoing_for if to else outgoing_as
        return make(self.file, to or self.seat, self.own, at).content

    def take(self, *contents: bytes, at: datetime) -> Merged:
        """Merge packets; a laptop without a copy gets one."""
        packets = {f"p{index}": parsed(content) for index, content in enumerate(contents)}
        desk = Desk(own=self.own, at=at + self.wrong)
        if hasattr(self, "file"):
            return merge(self.file, packets, desk)
        answers = []

        def receive(file: CaseFile) -> None:
            file.signer = self.own
            answers.append(merge(file, packets, desk))

        self.file = create_copy(self.path, packets["p0"].header.case, receive)
        return answers[0]


def parsed(content: bytes) -> Packet:
    return read(content, "packet", link_of)


def council() -> Committee:
    """Return the small committee with an observer."""
    committee = small_committee()
    return Committee(
        **{name: getattr(committee, name) for name in committee.__dataclass_fields__}
        | {"seats": (*committee.seats, Seat(id="ks", name="KS", role=SeatRole.OBSERVER))}
    )


def office(folder: Path, ids: Sequence[str] = ("2026-1", "2026-2", "2026-10")) -> Laptop:
    """Return the secretariat's laptop with a case that demands signatures, every member enrolled."""
    laptop = Laptop(folder, OFFICE)
    opened = CaseOpened(committee=council(), committee_hash="0" * 64, program="test", title="2026-1")
    laptop.file = create(laptop.path, opened, OFFICE, NOON)
    laptop.file.signer = laptop.own
    laptop.file.append(OFFICE, received(*(application(one) for one in ids)), NOON)
    enrol_secretariat(laptop.file, OFFICE, NOON)
    for seat in ("oslo", "bergen", "ks"):
        enrol(laptop.file, OFFICE, seat, identity(seat).card(), NOON)
    return laptop


def member(folder: Path, seat: str, secretariat: Laptop, at: datetime = NOON) -> Laptop:
    """Return a member's laptop with its copy from the secretariat."""
    laptop = Laptop(folder, seat)
    laptop.take(secretariat.pack(at, to=seat), at=at)
    return laptop


def rated(key: str, seat: str, reuse: int, benefit: int | None = None, comment: str = "") -> list[Rated]:
    scores = {"reuse": reuse} | ({} if benefit is None else {"benefit": benefit})
    return [
        Rated(application=key, criterion=criterion, state=RatingState.SCORED, score=score, seat=seat, comment=comment)
        for criterion, score in scores.items()
    ]
