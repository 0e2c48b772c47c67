"""When each case is due to come up, and who is expected to be in the room then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reviewer.domain.case import Case
from reviewer.domain.meeting.acts import AttendanceExpected, ItemPlaced, Presence
from reviewer.domain.meeting.rulebook import voting_rules
from reviewer.domain.meeting.sitting import Item, Meeting
from reviewer.domain.slotted import dataclass

HOUR = 60
LAST = "24:00"
FIRST = "00:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A case's time: `begins` is a clock time, empty where the meeting's own is not known.

    `away` are the seats that are not expected to be there for all of it, without those that are recused; `quorate` says whether enough are.
    """

    application: str
    begins: str
    away: tuple[str, ...]
    quorate: bool


def expected(case: Case, meeting_id: str) -> Mapping[str, AttendanceExpected]:
    """Return what each seat has said of when it is in the meeting."""
    bodies = (event.body for event in case.meeting_acts)
    return {body.attendee: body for body in bodies if isinstance(body, AttendanceExpected) and body.meeting == meeting_id}


def timetable(case: Case, met: Meeting) -> tuple[Slot, ...]:
    """Return the cases' times in the order of the agenda; one without planned minutes takes none."""
    return planned(case, met, met.items)


def planned(case: Case, met: Meeting, items: Iterable[Item | ItemPlaced]) -> tuple[Slot, ...]:
    """Return the times of these cases in this order, as they would be on the meeting's agenda."""
    windows = expected(case, met.id)
    now = _minutes(met.called.starts)
    slots: list[Slot] = []
    for item in items:
        ends = None if now is None else now + (item.minutes or 0)
        slots.append(_slot(case, item, windows, (now, ends)))
        now = ends
    return tuple(slots)


def _slot(case: Case, item: Item | ItemPlaced, windows: Mapping[str, AttendanceExpected], time: tuple[int | None, int | None]) -> Slot:
    entitled = [seat.id for seat in case.committee.rating_seats()]
    out = item.recused if isinstance(item, Item) else case.dossiers[item.application].recused()
    able = [seat for seat in entitled if seat not in out]
    away = tuple(seat for seat in able if seat in windows and not _there(windows[seat], *time))
    needed = voting_rules(case.committee).needed(len(entitled))
    return Slot(
        application=item.application,
        begins="" if time[0] is None else f"{time[0] // HOUR:02}:{time[0] % HOUR:02}",
        away=away,
        quorate=len(able) - len(away) >= needed,
    )


def _there(window: AttendanceExpected, begins: int | None, ends: int | None) -> bool:
    """Whether the seat is expected to be there all the time; where the time is not known, whether it comes at all."""
    if window.presence is Presence.ABSENT:
        return False
    if begins is None or ends is None:
        return True
    return (_minutes(window.arrives) or 0) <= begins and ends <= (_minutes(window.leaves or LAST) or 0)


def _minutes(clock: str) -> int | None:
    """Return a clock time such as `10:15` in minutes from midnight, or None where it is none."""
    hours, _, minutes = clock.partition(":")
    return int(hours) * HOUR + int(minutes) if hours.isdecimal() and minutes.isdecimal() else None


def window_of(case: Case, met: Meeting | None, application: str) -> tuple[str, str]:
    """Return when the first of a case's introducers leaves, and when the last of them comes: what leaves first goes first."""
    item = met.item(application) if met else None
    if met is None or item is None:
        return LAST, FIRST
    windows = expected(case, met.id)
    own = [windows[seat] for seat in item.introducers if seat in windows]
    return min((one.leaves or LAST for one in own), default=LAST), max((one.arrives or FIRST for one in own), default=FIRST)
