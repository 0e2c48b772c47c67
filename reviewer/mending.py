"""Say again, with a new key, what a seat has done and what counts nowhere: whichever copy it is done on, also before the others know."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from reviewer.casefile.file import CaseFile, subject
from reviewer.domain.case import Case
from reviewer.domain.events import Event
from reviewer.domain.mending import again, lost_by_seat, same_person, unsaid

if TYPE_CHECKING:
    from reviewer.own_key import OwnKey


def mend(file: CaseFile, seat: str, at: datetime) -> tuple[Event, ...]:
    """Say again what of the seat's own work counts nowhere, the last word on each field; return what was written.

    Where the copy does not know of the new key yet, that is all that the former key has signed: how far it stays valid is not known.
    """
    from reviewer.own_key import signing_key

    own, case = signing_key(file), file.case()
    mine = keys_of_person(case, seat, own)
    events = [event for event in file.events() if event.seat == seat]
    void = file.unsaid()
    waiting = [link.event for link in file.held() if link.event.seat == seat and link.event.key in mine and link.event.id not in void]
    void |= {event.id for event in waiting}
    if not case.enrolments.speaks(own.key, seat):
        void |= {event.id for event in events if event.key in mine}
    void |= file.bare()
    mine |= {""}
    events += waiting
    same = same_person(case.enrolments, seat)
    lost = unsaid(events, void, lambda former, now: now == own.key or same(former, now))
    hidden, known = case.sight(seat).hidden, file.application_ids()
    wanted = [event for event in lost if event.key in mine and subject(event.body) in {"", *known} and subject(event.body) not in hidden]
    return file.say_again(seat, again(wanted, [event for event in events if event.key == own.key]), at)


def keys_of_person(case: Case, seat: str, own: OwnKey) -> frozenset[str]:
    """Return the seat's other keys whose work this laptop's person may say again: its own former ones, and those that nobody holds now."""
    from reviewer.own_key import former_keys

    held = {key: body.name for (holder, key), body in case.enrolments.keys.items() if holder == seat and key != own.key}
    others = {name for key, name in held.items() if case.enrolments.is_open(key) and name != own.card.name and key not in former_keys()}
    return frozenset(key for key, name in held.items() if name not in others)


def lost_seen_by(file: CaseFile, case: Case, seat: str | None) -> Mapping[str, int]:
    """Return how many events of which seat are on file and count nowhere, as far as this seat may know."""
    void = file.unsaid()
    found = lost_by_seat(list(file.events()), void) if void else {}
    return {one: len(lost) for one, lost in found.items() if seat is None or one == seat or case.sight(seat).oversees}


def lost_of(file: CaseFile, seat: str) -> tuple[Event, ...]:
    """Return the seat's events that are on file, count nowhere, and have not been said again."""
    void = file.unsaid()
    return lost_by_seat(list(file.events()), void).get(seat, ()) if void else ()
