"""Who has approved locked minutes, and whether with a key of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reviewer.domain.case import Case
from reviewer.domain.events import Event
from reviewer.domain.meeting.acts import InterestConfirmed, MinutesApproved, MinutesCorrected
from reviewer.domain.meeting.minutes import Minutes
from reviewer.domain.registers import event_order


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
    done = [{event.body.declarer for event in one.meeting_acts if isinstance(event.body, InterestConfirmed)} for one in dossiers]
    found = (
        Confirmation(
            seat=seat.id,
            confirmed=sum(seat.id in seats and seat.id in one.interests for seats, one in zip(done, dossiers, strict=True)),
            declared=sum(seat.id in one.interests for one in dossiers),
        )
        for seat in case.committee.seats
    )
    return tuple(one for one in found if one.declared)


def awaiting(case: Case, kept: Minutes) -> tuple[str, ...]:
    """Return the seats that met and have not approved the minutes yet."""
    done = {one.seat for one in approvals(case, kept)}
    return tuple(one.seat for one in kept.present if one.seat not in done)
