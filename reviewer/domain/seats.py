"""Seats of a council. They stand apart from the committee's rules because the first screen needs no more than them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from reviewer.domain.slotted import dataclass


class SeatRole(StrEnum):
    """What a seat may do: see `reviewer.domain.rights`."""

    CHAIR = "chair"
    MEMBER = "member"
    SECRETARIAT = "secretariat"
    OBSERVER = "observer"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A place in the council, held by whoever holds the office; `number` is its municipality or county.

    `also` are the other bodies that its holder belongs to, by organisation number or name: an inter-municipal company, an employer.
    """

    id: str
    name: str
    role: SeatRole
    number: str | None = None
    also: tuple[str, ...] = ()


def secretariat(seats: Iterable[Seat]) -> str:
    """Return the id of the secretariat's first seat; a committee file without one does not load."""
    return next(seat.id for seat in seats if seat.role is SeatRole.SECRETARIAT)
