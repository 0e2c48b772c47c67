"""What a seat's feed holds that counts nowhere, and how it is said again: nothing that was handed in is lost with a key.

An event stops counting where its feed has two versions, or beyond the end of a closed key. It is said again when an event that counts
takes its place: one that names it, or a later one of the same person about the same field.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from reviewer.domain.conflicts import set_again
from reviewer.domain.enrolment import Enrolments, FeedCountersigned, HandedIn
from reviewer.domain.events import AssumptionsSet, CaseOpened, Event, Happening, Rated, Recommended, Register, Undone
from reviewer.domain.meeting.acts import FeedLocked, MinutesLocked
from reviewer.domain.registers import effective, event_order
from reviewer.domain.said import Said, say_number
from reviewer.domain.slotted import dataclass

_NEVER_AGAIN = (CaseOpened, FeedCountersigned, FeedLocked, MinutesLocked)

Same = Callable[[str, str], bool]
"""Whether the person of the second key speaks for what the first key has signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """An act to be written once more, in the place of `instead`; `known` are the ids that its author had seen and replaced."""

    body: Happening
    instead: tuple[Event, ...] = ()
    known: frozenset[str] = frozenset()


def same_person(enrolments: Enrolments, seat: str) -> Same:
    """Return the test of whether two of a seat's keys are one person's: of one name, or the former person has no open key any more."""
    keys = [key for holder, key in enrolments.keys if holder == seat]
    names = {key: enrolments.keys[seat, key].name for key in keys}
    open_names = {names[key] for key in keys if enrolments.is_open(key)}

    def same(former: str, now: str) -> bool:
        return former == now or names.get(former) == names.get(now) or names.get(former) not in open_names

    return same


def unsaid(events: Iterable[Event], void: Collection[str], same: Same) -> tuple[Event, ...]:
    """Return which events of one seat count nowhere and have not been said again; `void` are the ids of those that do not count."""
    ordered = sorted(events, key=event_order)
    standing = effective(ordered)
    counting = [event for event in standing if event.id not in void]
    lost = [event for event in standing if event.id in void and not isinstance(event.body, _NEVER_AGAIN)]
    named = {old for event in counting for old in event.replaces}
    settled = {*void, *(old for event in counting if isinstance(event.body, Undone) for old in event.body.events)}
    later: dict[Register, list[Event]] = {}
    for event in counting:
        for register in event.body.registers:
            later.setdefault(register, []).append(event)

    def is_said(event: Event) -> bool:
        if isinstance(event.body, Undone):
            return {*event.body.events} <= settled
        return event.id in named or all(
            any(one.at > event.at and same(event.key, one.key) for one in later.get(register, ())) for register in event.body.registers
        )

    return tuple(event for event in lost if not is_said(event))


def lost_by_seat(events: Collection[Event], void: Collection[str]) -> Mapping[str, tuple[Event, ...]]:
    """Return the events that count nowhere and have not been said again, by seat; seats without any are left out."""
    if not void:
        return {}
    enrolments = Enrolments.of(event.body for event in sorted(events, key=event_order) if event.id not in void)
    seats = dict.fromkeys(event.seat for event in events if event.id in void)
    found = {seat: unsaid([one for one in events if one.seat == seat], void, same_person(enrolments, seat)) for seat in seats}
    return {seat: lost for seat, lost in found.items() if lost}


def uncounted(seat: str, number: int) -> Said:
    """Return the sentence that so many of a seat's events are on file, and that nothing is made of them."""
    return say_number(
        "{number} event of {seat} is on file and counts nowhere. {seat} says it again with: reviewer identity mend CASE.",
        "{number} events of {seat} are on file and count nowhere. {seat} says them again with: reviewer identity mend CASE.",
        number,
        seat=seat,
    )


def again(lost: Sequence[Event], since: Iterable[Event]) -> tuple[Again, ...]:
    """Return the acts that say this again, in their order: the last word on each field, that which was handed in before its handing in.

    `since` is what the new key has signed. What it has rated since is left to be handed in by the seat: it may be a draft.
    """
    gone = {event.id for event in lost}
    drafted = {event.application: event.at for event in since if isinstance(event.body, Rated)}
    marks = {event.application: event for event in lost if isinstance(event.body, HandedIn)}
    last: dict[tuple[Register, bool], tuple[Event, Happening]] = {}
    fields: dict[Register, list[Event]] = {}
    taken: list[Again] = []
    for event in sorted(lost, key=event_order):
        mark = marks.get(event.application)
        if isinstance(event.body, Undone):
            body = Undone(
                events=tuple(old for old in event.body.events if old not in gone), application=event.body.application, of=event.body.of
            )
            taken.append(Again(body=body))
        elif isinstance(event.body, HandedIn) and drafted.get(event.application, event.at) > event.at:
            continue
        else:
            for register in event.body.registers:
                place = (register, isinstance(event.body, Rated) and mark is not None and event.at > mark.at)
                last.pop(place, None)
                last[place] = (event, _part(register, event.body))
                fields.setdefault(register, []).append(event)
    return (*taken, *_once(last, fields))


def _part(register: Register, body: Happening) -> Happening:
    """Return the act that sets one of several fields that stand alone; any other act is said whole."""
    return set_again(register, body) if isinstance(body, Recommended | AssumptionsSet) else body


def _once(last: Mapping[tuple[Register, bool], tuple[Event, Happening]], fields: Mapping[Register, list[Event]]) -> Iterable[Again]:
    """Yield each act once, also where it sets several fields."""
    done: set[tuple[str, Happening]] = set()
    for event, body in last.values():
        if (event.id, body) in done:
            continue
        done.add((event.id, body))
        instead = tuple(old for register in body.registers for old in fields.get(register, ()))
        yield Again(body=body, instead=instead, known=frozenset(event.replaces))


def replaced(held: Sequence[Event], act: Again, own: Collection[str]) -> tuple[Event, ...]:
    """Return what the act takes the place of: what it says again, its person's own words, and what its author had seen and replaced."""
    kept = [event for event in held if event.key in own or event.id in act.known]
    return (*kept, *(event for event in act.instead if event not in kept))
