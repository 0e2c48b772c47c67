"""Who was there in a meeting and when: every coming and going that the minutes tell, and who was in the room at a case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from reviewer.domain.meeting.course import Move, When, in_room
from reviewer.domain.meeting.sitting import Item, Meeting
from reviewer.domain.meeting.times import from_the_beginning, minute_of
from reviewer.domain.said import Listed, Said, Value, say
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when to when a seat was in the room, as clock times; empty: not noted, or from the beginning, or until the end.

    `deputy` sat there for the seat in that time.
    """

    arrived: str = ""
    left: str = ""
    deputy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """A seat that was there, with who sat there for it last, and its `spans` in the room, of which one is without times as a rule.

    That it was out for a case that it is recused from is told there, and parts no span.
    """

    seat: str
    deputy: str = ""
    spans: tuple[Span, ...] = (Span(),)


def attendee(sat: Meeting, seat: str) -> Attendee | None:
    """Return how the seat was there, or None where it never was."""
    own = seat_moves(sat, seat)
    took_part = any(item.decided and seat in item.decided.taking_part for item in sat.items)
    if not own and not (took_part and seat in sat.attendance):
        return None
    return Attendee(seat=seat, deputy=_deputy(own), spans=_spans(sat, own))


def seat_moves(sat: Meeting, seat: str) -> tuple[Move, ...]:
    """Return the seat's comings and goings in turn.

    One that says again what was so puts the earlier one right, and is no further way. One that was put right within its own minute is
    none, nor is a note that the seat is not there yet; before the meeting begins, all is within the minute in which it does.
    """
    noted = [move for move in from_the_beginning(sat) if move.noted.attendee == seat]
    kept: list[Move] = []
    for move, after in zip_longest(noted, noted[1:]):
        same_minute = after is not None and move.noted.at_time != "" and after.noted.at_time == move.noted.at_time
        if (same_minute and move.comes and not after.comes) or (not kept and not move.comes):
            continue
        if kept and kept[-1].comes is move.comes:
            kept[-1] = replace(kept[-1], noted=move.noted)
        else:
            kept.append(move)
    return tuple(kept)


def stood_out(sat: Meeting, item: Item, seat: str) -> bool:
    """Whether a seat that is recused left the meeting for the case: it was in the room, or had gone for cases that it is recused from."""
    opened = item.course.opened
    if opened is None or seat in _counted(item):
        return False
    before = [move for move in seat_moves(sat, seat) if move.when < opened]
    if not before:
        return False
    return before[-1].comes or _only_recused(sat, seat, before[-1].when, opened)


def _counted(item: Item) -> frozenset[str]:
    return frozenset(seat for ballot in item.course.ballots for seat in ballot.out)


def present_at(sat: Meeting, item: Item) -> frozenset[str] | None:
    """Return who was in the room when the case was treated; None where it never came up."""
    return None if item.course.treated is None else in_room(sat.moves, item.course.treated)


def _spans(sat: Meeting, own: Sequence[Move]) -> tuple[Span, ...]:
    """Return the spans that have a clock time; a way out that a case explains is passed over."""
    spans: list[Span] = []
    now: Span | None = None
    for move, after in zip_longest(own, own[1:]):
        if move.comes:
            now = now or Span(arrived=_arrived(sat, move), deputy=move.noted.deputy)
        elif now is None or (after is not None and after.noted.deputy == now.deputy and _passed_over(sat, move, after)):
            continue
        else:
            spans.append(replace(now, left=move.noted.at_time))
            now = None
    return (*spans, now) if now else tuple(spans)


def _arrived(sat: Meeting, move: Move) -> str:
    """Return when the seat came; empty where that was when the meeting began."""
    began, at = minute_of(sat.called.starts), minute_of(move.noted.at_time, sat.called.starts)
    return "" if at is not None and at == began else move.noted.at_time


def _passed_over(sat: Meeting, going: Move, coming: Move) -> bool:
    """Whether the seat was out for cases that it is recused from, or the times of both ways are not noted."""
    if not going.noted.at_time and not coming.noted.at_time:
        return True
    return _only_recused(sat, going.noted.attendee, going.when, coming.when)


def _only_recused(sat: Meeting, seat: str, since: When, until: When) -> bool:
    """Whether cases came up in that time, the last moment included, and the seat is recused from them all."""
    came_up = [item for item in sat.items if item.course.opened is not None and since < item.course.opened <= until]
    return bool(came_up) and all(seat in item.recused for item in came_up)


def _deputy(own: Iterable[Move]) -> str:
    named = [move.noted.deputy for move in own if move.noted.deputy]
    return named[-1] if named else ""


def attended(name: str, one: Attendee) -> Value:
    """Return `Kari Nordmann for Voss kommune (from 10:40 to 11:30)`, as far as it is so."""
    changed = any(span.deputy != one.deputy for span in one.spans) and len(one.spans) > 1
    who: Value = say("{deputy} for {seat}", deputy=one.deputy, seat=name) if one.deputy and not changed else name
    spans = tuple(said for span in one.spans if (said := _sat(span) if changed else _span(span)))
    return say("{name} ({times})", name=who, times=Listed(spans)) if spans else who


def _sat(span: Span) -> Said | None:
    """Return the times, with who sat there for the seat in them."""
    times = _span(span)
    if not span.deputy:
        return times
    return (
        say("{times}, represented by {deputy}", times=times, deputy=span.deputy)
        if times
        else say("represented by {deputy}", deputy=span.deputy)
    )


def _span(span: Span) -> Said | None:
    if span.arrived and span.left:
        return say("from {arrived} to {left}", arrived=span.arrived, left=span.left)
    if span.arrived:
        return say("from {arrived}", arrived=span.arrived)
    return say("until {left}", left=span.left) if span.left else None
