"""Who has approved locked minutes, and whether with a key of its own; who has confirmed after the meeting what it declared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from reviewer.domain.case import Case
from reviewer.domain.events import Event
from reviewer.domain.meeting.acts import InterestConfirmed, MinutesApproved, MinutesCorrected
from reviewer.domain.meeting.locks import AFTER_LOCK
from reviewer.domain.meeting.minutes import Minutes
from reviewer.domain.meeting.sitting import meetings
from reviewer.domain.registers import event_order
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A seat's approval: `by` is the seat that wrote it down, `signed` whether a key that is enrolled for `seat` itself signed it.

    It was given on the day `on`; `later` are the corrections that came after it, which it does not cover.
    """

    seat: str
    by: str
    signed: bool
    on: date
    later: tuple[MinutesCorrected, ...] = ()


def approvals(case: Case, kept: Minutes) -> tuple[Approval, ...]:
    """Return the approvals of the minutes as they are locked, in the order in which they came."""
    locked = kept.meeting.locked
    if locked is None:
        return ()
    found = [(event, event.body) for event in case.meeting_acts if isinstance(event.body, MinutesApproved)]
    return tuple(
        Approval(
            seat=body.approver,
            by=event.seat,
            signed=bool(event.key) and case.enrolments.speaks(event.key, body.approver),
            on=event.at.date(),
            later=_corrected_after(case, kept, event),
        )
        for event, body in found
        if body.meeting == kept.meeting.id and body.content == locked.content
    )


def _corrected_after(case: Case, kept: Minutes, approval: Event) -> tuple[MinutesCorrected, ...]:
    """Return the meeting's corrections that were made after the approval, in the order in which they came."""
    known = [*case.meeting_acts, *(event for one in case.dossiers.values() for event in one.meeting_acts)]
    after = sorted((event for event in known if event_order(event) > event_order(approval)), key=event_order)
    return tuple(event.body for event in after if isinstance(event.body, MinutesCorrected) and event.body.meeting == kept.meeting.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """In how many of the meeting's cases a seat has confirmed after it what it declared, of so many that it declared in."""

    seat: str
    confirmed: int
    declared: int


def confirmations(case: Case, kept: Minutes) -> tuple[Confirmation, ...]:
    """Return what each seat that declared an interest in one of the meeting's cases has confirmed, in the committee's order."""
    dossiers = [case.dossiers[one.item.application] for one in kept.cases]
    done = confirmed(case)
    found = (
        Confirmation(
            seat=seat.id,
            confirmed=sum(seat.id in done[one.id] and seat.id in one.interests for one in dossiers),
            declared=sum(seat.id in one.interests for one in dossiers),
        )
        for seat in case.committee.seats
    )
    return tuple(one for one in found if one.declared)


def confirmed(case: Case) -> Mapping[str, frozenset[str]]:
    """Return for each application the seats that have confirmed what they declared of it: alone, or with all of a meeting's cases."""
    wholly = _confirmed_wholly(case)
    found = {key: {body.declarer for body in _confirming(one.meeting_acts)} for key, one in case.dossiers.items()}
    for one in meetings(case) if wholly else ():
        for item in one.items:
            found[item.application] |= wholly.get(one.id, set())
    return {key: frozenset(seats) for key, seats in found.items()}


def is_over(case: Case) -> bool:
    """Whether a meeting has been held: minutes are locked, or the round is in a phase after that."""
    return bool(case.locks.meetings) or case.stage in AFTER_LOCK


def to_confirm(case: Case, seat: str) -> tuple[InterestConfirmed, ...]:
    """Return what the seat has still to confirm, of what there is of the case: each locked meeting's cases at once, others one by one.

    Before a meeting is over, nothing. What there is no trace of is in the first, and changes
    nothing here.
    """
    wholly, done = _confirmed_wholly(case), confirmed(case)
    locked = [one for one in meetings(case) if one.locked is not None]
    if not is_over(case):
        return ()
    met = {item.application for one in locked for item in one.items}
    left = [key for key, one in case.dossiers.items() if seat in one.interests and key not in met and seat not in done[key]]
    return (
        *(InterestConfirmed(application="", declarer=seat, meeting=one.id) for one in locked if seat not in wholly.get(one.id, set())),
        *(InterestConfirmed(application=key, declarer=seat) for key in left),
    )


def _confirmed_wholly(case: Case) -> Mapping[str, set[str]]:
    """Return by meeting the seats that have confirmed all that they declared of its cases."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for body in _confirming(case.meeting_acts):
        found[body.meeting].add(body.declarer)
    return found


def _confirming(events: Iterable[Event]) -> Iterator[InterestConfirmed]:
    return (event.body for event in events if isinstance(event.body, InterestConfirmed))


def awaiting(case: Case, kept: Minutes) -> tuple[str, ...]:
    """Return the seats that met and have not approved the minutes yet."""
    done = {one.seat for one in approvals(case, kept)}
    return tuple(one.seat for one in kept.present if one.seat not in done)
