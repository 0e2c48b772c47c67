"""Who came and went in a meeting on paper, each at its place in the order of the cases and of the votes in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewer.domain.meeting.acts import FloorState, Presence
from reviewer.domain.meeting.paper.record import Item, Movement, Record
from reviewer.domain.slotted import dataclass

Place = tuple[str | int, ...]
"""Where in the record something stands: `("items", 2, "votes")`."""

Turns = Sequence[tuple[int, Item]]
"""The cases in the order in which they were treated, each with its number in the record."""


@dataclass(frozen=True, slots=True)
class Going:
    """A movement, and where it stands in the record."""

    place: Place
    move: Movement


def turns(record: Record) -> tuple[tuple[int, Item], ...]:
    """Return the cases in the order in which they were treated; it is that of the record where nothing else is said."""
    return tuple(sorted(enumerate(record.items), key=lambda pair: (pair[1].turn or pair[0] + 1, pair[0])))


def treated(item: Item) -> bool:
    """Whether the case came up in the meeting: it is not waiting, or was voted on."""
    return item.floor is not FloorState.WAITING or bool(item.ballots or item.votes or any(one.votes for one in item.motions))


def goings(record: Record) -> tuple[Going, ...]:
    """Return all movements after the beginning in their order: those that are written, and those that the cases and times imply."""
    order = turns(record)
    written = [Going(("meeting", "moves", number), move) for number, move in enumerate(record.meeting.moves)]
    own = {move.seat for move in record.meeting.moves}
    implied = [going for seat in record.meeting.present if seat not in own for going in _implied(record, order, seat)]
    return tuple(sorted([*written, *implied], key=lambda going: (going.move.after, going.move.votes)))


def comes_later(record: Record, seat: str) -> bool:
    """Whether a seat that was there at some time was not when the meeting began."""
    first = next((move for move in record.meeting.moves if move.seat == seat), None)
    if first is not None:
        return first.presence is Presence.PRESENT
    head, cases = record.meeting, [item for _, item in turns(record) if treated(item)]
    left_before = seat in head.left and all(seat in item.absent for item in cases)
    return bool(head.arrived.get(seat) and cases and seat in cases[0].absent and not left_before)


def _implied(record: Record, order: Turns, seat: str) -> Iterator[Going]:
    """Yield when a seat was out, as the cases say; the times at which it came and left are of the first and the last of these."""
    head = record.meeting
    gone = comes_later(record, seat)
    left, back = _last_leave(order, seat), head.arrived.get(seat, "") if gone else ""
    for turn, (number, item) in enumerate(order):
        place = ("items", number, "absent")
        if not treated(item):
            continue
        if seat in item.absent and not gone:
            at = head.left.get(seat, "") if turn == left else ""
            gone = True
            yield Going(place, Movement(seat=seat, presence=Presence.ABSENT, at=at, after=turn))
        elif seat not in item.absent and gone:
            yield Going(place, Movement(seat=seat, presence=Presence.PRESENT, at=back, after=turn))
            gone, back = False, ""
    end = len(order)
    if seat in head.left:
        if not gone:
            yield Going(("meeting", "left"), Movement(seat=seat, presence=Presence.ABSENT, at=head.left[seat], after=end))
    elif gone:
        yield Going(("meeting", "present"), Movement(seat=seat, presence=Presence.PRESENT, at=back, after=end))


def _last_leave(order: Turns, seat: str) -> int | None:
    """Return the turn before which the seat went for the last time and did not come back, or None."""
    away = [(turn, seat in item.absent) for turn, (_, item) in enumerate(order) if treated(item)]
    back = max((turn for turn, out in away if not out), default=-1)
    return next((turn for turn, out in away if out and turn > back), None)
