"""When the cases are due, who is expected to be there then, and the order that goes by it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.domain.assessment import assess
from reviewer.domain.meeting.acts import AttendanceExpected, ItemPlaced, Presence
from reviewer.domain.meeting.agenda import Order, Plan, ordered
from reviewer.domain.meeting.arranging import arranged
from reviewer.domain.meeting.objections import objection
from reviewer.domain.meeting.sitting import meetings
from reviewer.domain.meeting.timetable import Slot, planned, timetable
from tests.domain.meeting.room import CALLED, CHAIR, MEETING, MEMBERS, Room

FIRST, SECOND = MEMBERS[:2]
IDS = ("A", "B", "C")


def _placed(key: str, at: int, minutes: int | None = 20, *introducers: str) -> ItemPlaced:
    return ItemPlaced(application=key, meeting=MEETING, number=f"{at}/18", position=at, minutes=minutes, introducers=introducers)


def _room(*placed: ItemPlaced, starts: str = "10:00") -> Room:
    room = Room(ids=IDS)
    room.write(replace(CALLED, starts=starts), *placed)
    return room


def _expected(seat: str, arrives: str = "", leaves: str = "", presence: Presence = Presence.PRESENT) -> AttendanceExpected:
    return AttendanceExpected(meeting=MEETING, attendee=seat, presence=presence, arrives=arrives, leaves=leaves)


def _slots(room: Room) -> tuple[Slot, ...]:
    return timetable(room.case, meetings(room.case)[0])


def test_the_cases_follow_one_another_from_when_the_meeting_begins() -> None:
    room = _room(_placed("A", 1, 45), _placed("B", 2, None), _placed("C", 3, 30))
    assert [(one.application, one.begins) for one in _slots(room)] == [("A", "10:00"), ("B", "10:45"), ("C", "10:45")]
    assert [one.begins for one in _slots(_room(_placed("A", 1), starts=""))] == [""]


@pytest.mark.parametrize(
    ("window", "away"),
    [
        (_expected(FIRST, arrives="10:10"), ["A"]),
        (_expected(FIRST, arrives="10:00"), []),
        (_expected(FIRST, leaves="10:40"), ["C"]),
        (_expected(FIRST, leaves="10:39"), ["B", "C"]),
        (_expected(FIRST, arrives="10:20", leaves="10:40"), ["A", "C"]),
        (_expected(FIRST, presence=Presence.ABSENT), ["A", "B", "C"]),
    ],
)
def test_who_is_not_there_for_all_of_a_case_is_named_with_it(window: AttendanceExpected, away: list[str]) -> None:
    room = _room(*(_placed(key, at) for at, key in enumerate(IDS, start=1)))
    room.write(window)
    assert [one.application for one in _slots(room) if one.away] == away
    assert {one.away for one in _slots(room)} <= {(FIRST,), ()}


def test_too_few_that_are_expected_are_said_case_by_case() -> None:
    room = _room(*(_placed(key, at) for at, key in enumerate(IDS, start=1)))
    room.write(*(_expected(seat, leaves="10:20") for seat in MEMBERS[:5]))
    assert [one.quorate for one in _slots(room)] == [True, False, False]


def test_cases_are_taken_while_those_who_introduce_them_are_there() -> None:
    room = _room(_placed("A", 1, 20, FIRST), _placed("B", 2, 20, CHAIR), _placed("C", 3, 20, SECOND))
    room.write(_expected(FIRST, arrives="11:00"), _expected(SECOND, leaves="10:30"))
    assessment = assess(room.case)
    assert ordered(assessment, IDS, Plan(meeting=MEETING, year=2018, order=Order.ATTENDANCE)) == ("C", "B", "A")


@pytest.mark.parametrize("order", [Order.RECEIVED, Order.ATTENDANCE])
def test_nobody_is_chosen_to_introduce_while_it_is_not_there(order: Order) -> None:
    room = _room(*(_placed(key, at, 20, FIRST, SECOND, CHAIR) for at, key in enumerate(IDS, start=1)))
    room.write(_expected(FIRST, arrives="10:20"), _expected(SECOND, leaves="10:40"), _expected(CHAIR, presence=Presence.ABSENT))
    met = meetings(room.case)[0]
    plan = Plan(meeting=MEETING, year=2018, order=order, minutes=20, introducers=3)
    found = arranged(assess(room.case), met, IDS, plan, ())
    slots = {slot.application: slot for slot in planned(room.case, met, found.items)}
    assert all(item.introducers and not set(item.introducers) & set(slots[item.application].away) for item in found.items)
    first, second, third = (set(item.introducers) for item in found.items)
    assert FIRST not in first
    assert FIRST in second | third
    assert SECOND not in third


def test_a_seat_is_expected_in_a_meeting_that_is_called() -> None:
    room = _room()
    assert objection(room.case, _expected(FIRST)) is None
    assert objection(room.case, replace(_expected(FIRST), meeting="annet")) is not None
    assert objection(room.case, _expected("ingen")) is not None
