"""What the objections to a meeting's acts ask of the case again and again; each answers with what it found, or why there is nothing."""

from __future__ import annotations

from collections.abc import Iterable

from reviewer.domain.case import Case, Dossier
from reviewer.domain.meeting.sitting import Item, Meeting, meeting
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.said import Listed, Said, say
from reviewer.domain.stages import Outcome


def seat_name(case: Case, seat_id: str) -> str:
    """Return the seat's name, or its id where the committee has no such seat."""
    seat = case.committee.seat(seat_id)
    return seat.name if seat else seat_id


def seat_names(case: Case, seats: Iterable[str]) -> Listed:
    """Return the names of several seats."""
    return Listed(tuple(seat_name(case, seat) for seat in seats))


def unknown_seat(case: Case, seat_id: str) -> Said | None:
    """Return that there is no such seat, or None where it is one of those that decide."""
    if any(seat.id == seat_id for seat in case.committee.rating_seats()):
        return None
    return say("{seat} is not a seat that decides.", seat=seat_id or "–")


def recused_of(case: Case, dossier: Dossier, seats: Iterable[str]) -> Said | None:
    """Return that one of these seats is recused from the case, or None."""
    out = [seat for seat in seats if seat in dossier.recused()]
    if not out:
        return None
    return say("{seat} is recused from {application} and takes no part in it.", seat=seat_name(case, out[0]), application=dossier.id)


def called(case: Case, meeting_id: str) -> Meeting | Said:
    """Return the meeting, or that it is not called."""
    return meeting(case, meeting_id) or say("No meeting {meeting} is called.", meeting=meeting_id or "–")


def item_on(case: Case, meeting_id: str, application: str) -> Item | Said:
    """Return the case on the meeting's agenda, or why there is none."""
    found = called(case, meeting_id)
    if isinstance(found, Said):
        return found
    item = found.item(application)
    return item or say("{application} is not on the agenda of the meeting.", application=application)


def amount_refused(outcome: Outcome | None, amount: int | None) -> Said | None:
    """Return why the amount (kroner) does not go with the outcome, or None where it does."""
    if amount is not None and amount < 0:
        return say("Write an amount above 0.")
    if outcome in GRANTING and amount == 0:
        return say("Write an amount above 0.")
    if outcome is not None and outcome not in GRANTING and amount:
        return say("What is not recommended, or postponed, gets no amount.")
    return None
