"""Where a case's exchange with the other laptops stands: what is handed in, what waits to be sent, the last exchange, conflicts.

What a copy remembers of its exchanges belongs to this copy, and never leaves with the case. A seat is told of what it may see; only
the secretariat is told how far the others have come, in numbers.

Where nothing has come and nothing is to go out, none of what reads and writes packets is loaded: the list shows this state.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic_core import ValidationError

from reviewer.casefile.file import CaseFile
from reviewer.domain.case import Case, sees
from reviewer.domain.committee import SeatRole
from reviewer.domain.conflicts import ratings_kept_apart
from reviewer.domain.feeds import Sight
from reviewer.domain.handing import SeatProgress, progress
from reviewer.domain.registers import Conflict
from reviewer.domain.said import Said
from reviewer.domain.slotted import dataclass
from reviewer.domain.stages import Stage
from reviewer.mending import lost_seen_by

if TYPE_CHECKING:
    from reviewer.exchange.packet import Heard


class Way(StrEnum):
    """How something was exchanged."""

    PACKET = "packet"
    FOLDER = "folder"
    SERVER = "server"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """One exchange: when, how, how many events came in, and to which seats something was sent."""

    at: datetime
    way: Way
    came: int = 0
    sent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatState:
    """One seat as the secretariat knows it: how far it has come, when that was heard, its keys, whether its copy is behind.

    `heard` is None where nothing has come from the seat's own laptop. `behind` is None where the seat was never sent a copy.
    """

    seat: str
    name: str
    rates: bool
    progress: SeatProgress
    heard: datetime | None
    keys: int
    behind: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Arrivals of one seat that wait for one reason, and how many they are."""

    seat: str
    why: Said
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeState:
    """All of it, for one seat. `waiting` are the seat's own events that were not sent yet; `held` arrivals that wait.

    `place` is the folder or server that the case is kept in step through, or empty. `seats` is empty but for the secretariat,
    and so is `unread`: how many ratings of a seat are in conflict and not opened yet. `uncounted`: how many events of a seat count nowhere.
    """

    stage: Stage
    progress: SeatProgress
    rates: bool
    waiting: int
    last: Exchanged | None
    place: str
    conflicts: tuple[Conflict, ...]
    held: tuple[Held, ...]
    seats: tuple[SeatState, ...] = ()
    demanded: bool = False
    unread: Mapping[str, int] = field(default_factory=dict)
    uncounted: Mapping[str, int] = field(default_factory=dict)

    @property
    def complete(self) -> int:
        """How many of the rating seats have handed in all that they are to rate."""
        return sum(one.rates and one.progress.handed_in >= one.progress.of for one in self.seats)

    @property
    def behind(self) -> tuple[str, ...]:
        """The seats whose copy is not what they may see now: behind, or never sent although a key is enrolled."""
        return tuple(one.seat for one in self.seats if one.behind or (one.behind is None and one.keys))


RATES = frozenset({SeatRole.CHAIR, SeatRole.MEMBER})


def state_of(file: CaseFile, seat: str, at: datetime) -> ExchangeState:
    """Return where the exchange stands for a seat at this moment."""
    case = file.case()
    seen = case.seen_by(seat)
    sight = case.sight(seat)
    holder = case.committee.seat(seat)
    return ExchangeState(
        stage=case.stage,
        progress=progress(case, seat),
        rates=holder is not None and holder.role in RATES,
        waiting=0 if sight.oversees else _waiting(file, seat),
        last=_last_for(sight, last_exchange(file)),
        place=file.remembered("place"),
        conflicts=seen.conflicts,
        held=tuple(_held(file, sight, at)),
        seats=tuple(_seats(file, case)) if sight.oversees else (),
        demanded=case.enrolments.demanded,
        unread=ratings_kept_apart(case, seat),
        uncounted=lost_seen_by(file, case, seat),
    )


def _waiting(file: CaseFile, seat: str) -> int:
    from reviewer.packing import done_by

    sent = file.sent(f"own:{seat}")
    leaving = {link.event.id for link in done_by(file, seat).links}
    return len(leaving - sent.ids if sent else leaving)


def _last_for(sight: Sight, last: Exchanged | None) -> Exchanged | None:
    """Return the last exchange as the seat may know it: how much came in, and for whom, is the secretariat's alone."""
    return last if last is None or sight.oversees else replace(last, came=0, sent=())


def _held(file: CaseFile, sight: Sight, at: datetime) -> Iterator[Held]:
    """Yield why arrivals wait, those of one seat for one reason together, as far as the seat may know of them."""
    if not file.held():
        return
    from reviewer.own_key import signing_of

    groups: dict[tuple[str, str], list[Said]] = {}
    for one in file.weigh((), (), signing_of, at).held:
        if sight.oversees or sees(sight, one.link.event):
            groups.setdefault((one.link.event.seat, one.why.message), []).append(one.why)
    for (seat, _), found in groups.items():
        yield Held(seat=seat, why=found[0], times=len(found))


def _seats(file: CaseFile, case: Case) -> Iterator[SeatState]:
    """Yield every seat but the secretariat's own."""
    wanted = [one.id for one in case.committee.seats if one.role is not SeatRole.SECRETARIAT]
    copies = {seat: file.sent(f"copy:{seat}") for seat in wanted}
    stamps = file.stamps([seat for seat, copy in copies.items() if copy and copy.hash])
    for seat in wanted:
        copy, heard = copies[seat], last_heard(file, seat)
        holder = case.committee.seat(seat)
        yield SeatState(
            seat=seat,
            name=holder.name if holder else seat,
            rates=holder is not None and holder.role in RATES,
            progress=_progress(case, seat, heard),
            heard=heard.made if heard else None,
            keys=len(case.enrolments.receivers(seat)),
            behind=copy.hash != stamps[seat].hash if copy and copy.hash else None,
        )


def progress_heard(file: CaseFile, case: Case) -> Mapping[str, SeatProgress]:
    """Return how far each rating seat has come, in numbers: what is here, and what its own laptop has told of drafts that stay there."""
    return {one.id: _progress(case, one.id, last_heard(file, one.id)) for one in case.committee.rating_seats()}


def _progress(case: Case, seat: str, heard: Heard | None) -> SeatProgress:
    here = progress(case, seat)
    begun = max(here.begun, min(heard.progress.begun, here.of)) if heard else here.begun
    return SeatProgress(begun=begun, handed_in=here.handed_in, of=here.of)


def last_heard(file: CaseFile, seat: str) -> Heard | None:
    """Return what was last heard of the seat's progress, or None; what cannot be read is as if nothing had been heard."""
    stored = file.remembered(f"progress:{seat}")
    if not stored:
        return None
    from reviewer.exchange.packet import Heard

    with suppress(ValidationError):
        return Heard.model_validate_json(stored)
    return None


def last_exchange(file: CaseFile) -> Exchanged | None:
    """Return the last exchange of this copy, or None."""
    stored = file.remembered("last")
    if not stored:
        return None
    told = json.loads(stored)
    return Exchanged(at=datetime.fromisoformat(told["at"]), way=Way(told["way"]), came=told["came"], sent=tuple(told["sent"]))


def remember_exchange(file: CaseFile, done: Exchanged) -> None:
    """Remember an exchange as the last one."""
    told = {"at": done.at.isoformat(), "way": done.way.value, "came": done.came, "sent": list(done.sent)}
    file.remember("last", json.dumps(told))
