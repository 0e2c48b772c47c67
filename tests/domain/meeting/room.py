"""A council of eight in a room: events made by hand, for what the meeting's rules make of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from reviewer.domain.application import Application, Organisation, OrganisationKind
from reviewer.domain.case import Case, fold
from reviewer.domain.committee import Committee, QuorumRules, Seat, SeatRole
from reviewer.domain.events import KINDS, ApplicationReceived, BudgetSet, CaseOpened, Event, Happening, Stage, StageSet
from reviewer.domain.feeds import feed_of
from reviewer.domain.meeting.acts import AttendanceNoted, ItemPlaced, MeetingCalled, Presence
from reviewer.domain.registers import holders
from tests.domain.small_round import COMMITTEE

CHAIR = "leder"
MEMBERS = tuple(f"medlem{number}" for number in range(1, 8))
OFFICE = "sekretariat"
SEATS = (CHAIR, *MEMBERS)
MEETING = "m1"
NOON = datetime(2018, 3, 1, 12, tzinfo=UTC)
CALLED = MeetingCalled(meeting=MEETING, date=date(2018, 3, 1), place="Oslo")


def council(rules: QuorumRules = QuorumRules.KOMMUNELOVEN, size: int = 8) -> Committee:
    """Return a council of so many seats that decide: a chair and members, each of a municipality."""
    members = tuple(Seat(id=seat, name=f"{seat} kommune", role=SeatRole.MEMBER, number=f"{1000 + i}") for i, seat in enumerate(MEMBERS))
    chair = Seat(id=CHAIR, name="Oslo kommune (leder)", role=SeatRole.CHAIR, number="0301")
    office = Seat(id=OFFICE, name="Sekretariatet", role=SeatRole.SECRETARIAT)
    seats = (chair, *members[: size - 1], office)
    return replace(COMMITTEE, seats=seats, procedure=replace(COMMITTEE.procedure, quorum=rules))


def application(key: str, number: str = "4601", amount: int = 5_000_000) -> Application:
    applicant = Organisation(name="Bergen kommune", kind=OrganisationKind.MUNICIPALITY, number=number)
    return Application(id=key, title=f"Tiltak {key}", applicant=applicant, amount_applied=amount)


class Room:
    """Events as they are written, one after the other; each replaces what held its registers."""

    def __init__(self, committee: Committee | None = None, ids: Sequence[str] = ("A", "B"), budget: int | None = 10_000_000) -> None:
        self.events: list[Event] = []
        opened = CaseOpened(committee=committee or council(), committee_hash="0" * 64, program="test", title="2018-1")
        self.write(opened, *([BudgetSet(amount=budget)] if budget is not None else []))
        self.write(*(ApplicationReceived(application=key, content=application(key), source="s.toml") for key in ids))
        self.write(StageSet(stage=Stage.MEETING))

    def write(self, *bodies: Happening, seat: str = OFFICE) -> list[Event]:
        """Write what a seat did; nothing is asked."""
        return [self._write(body, seat) for body in bodies]

    def _write(self, body: Happening, seat: str) -> Event:
        held = holders(self.events)
        feed = feed_of(body)
        event = Event(
            id=f"{len(self.events):064x}",
            seat=seat,
            number=1 + sum((one.seat, one.feed) == (seat, feed) for one in self.events),
            at=NOON + timedelta(seconds=len(self.events)),
            kind=next(name for name, kind in KINDS.items() if kind is type(body)),
            body=body,
            act=len(self.events) + 1,
            replaces=tuple(dict.fromkeys(one.id for register in body.registers for one in held.get(register, ()))),
            feed=feed,
        )
        self.events.append(event)
        return event

    @property
    def case(self) -> Case:
        return fold(self.events)

    def sit(self, *present: str, items: Iterable[str] = ("A", "B")) -> Room:
        """Call the meeting, put the cases on its agenda, and have these seats come in."""
        self.write(CALLED)
        self.write(*(ItemPlaced(application=key, meeting=MEETING, number=f"{n}/18", position=n) for n, key in enumerate(items, start=1)))
        self.write(*(came(seat) for seat in present))
        return self


def came(seat: str) -> AttendanceNoted:
    return AttendanceNoted(meeting=MEETING, attendee=seat, presence=Presence.PRESENT)


def left(seat: str) -> AttendanceNoted:
    return AttendanceNoted(meeting=MEETING, attendee=seat, presence=Presence.ABSENT)
