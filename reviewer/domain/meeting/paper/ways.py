"""Who came and went in a meeting, and in which turn cases were treated, as a record on paper tells it: only where it is not plain."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.domain.meeting.acts import Presence
from reviewer.domain.meeting.attending import seat_moves
from reviewer.domain.meeting.course import Move, When
from reviewer.domain.meeting.minutes import Minutes, Treated, came_up
from reviewer.domain.meeting.paper.record import Movement
from reviewer.domain.meeting.sitting import Item


def ways(kept: Minutes) -> tuple[Movement, ...]:
    """Return the movements of the seats that came and went more often than once in and once out."""
    order = _in_turn(kept)
    found: list[tuple[When, Movement]] = []
    for one in (*kept.present, *kept.observers, *kept.secretariat):
        own = seat_moves(kept.meeting, one.seat)
        places = [_place(order, move) for move in own]
        if not _plain(own, places):
            found += [(move.when, _movement(move, place)) for move, place in zip(own, places, strict=True)]
    return tuple(movement for _, movement in sorted(found, key=lambda pair: pair[0]))


def placed_among(kept: Minutes, case: Treated, when: When, *, by_body: bool) -> tuple[int | None, int]:
    """Return after how many treated cases something of a case came (None: in its own turn), and after how many votes in it.

    It is -1 where nobody had been noted in the meeting yet. What a seat said itself (not `by_body`) hangs on nobody else.
    """
    order = _in_turn(kept)
    noted = [move.when for move in kept.meeting.moves]
    if noted and when < min(noted):
        return -1, 0
    after = sum(item.course.treated is not None and item.course.treated < when for item in order)
    agenda = [*order, *(one.item for one in kept.cases if one.item not in order)]
    votes = sum(ballot.when < when for ballot in case.item.course.ballots)
    own = agenda.index(case.item)
    return (None, votes) if after == own or (after == own + 1 and votes and (not by_body or _last_of(order, own, when))) else (after, 0)


def _last_of(order: Sequence[Item], own: int, when: When) -> bool:
    """Whether that came after the case's last vote and before the next case was opened; one opened before that vote is not the next."""
    if own >= len(order):
        return False
    last = max(ballot.when for ballot in order[own].course.ballots)
    following = [opened for item in order[own + 1 :] if (opened := item.course.opened) is not None and opened > last]
    return not following or when < min(following)


def turn_of(kept: Minutes, case: Treated) -> int:
    """Return as which one the case was treated, from 1; 0 where all were treated in the order of the agenda."""
    order = [item.application for item in _in_turn(kept)]
    treated = [one.item.application for one in kept.cases if one.item.application in order]
    rest = [one.item.application for one in kept.cases if one.item.application not in order]
    if order == treated and not (rest and order and _behind(kept, rest, order)):
        return 0
    return [*order, *rest].index(case.item.application) + 1


def _behind(kept: Minutes, rest: Sequence[str], order: Sequence[str]) -> bool:
    """Whether a case that was not treated stands on the agenda before one that was."""
    agenda = [one.item.application for one in kept.cases]
    return min(map(agenda.index, rest)) < max(map(agenda.index, order))


def _in_turn(kept: Minutes) -> list[Item]:
    """Return the cases that were treated, in the order of that."""
    treated = [(item.course.treated, item) for item in kept.meeting.items if item.course.treated and came_up(item)]
    return [item for _, item in sorted(treated, key=lambda pair: pair[0])]


def _place(order: Sequence[Item], move: Move) -> tuple[int, int]:
    """Return how many cases were treated before the movement, and how many votes in the next one."""
    after = sum(item.course.treated is not None and item.course.treated < move.when for item in order)
    votes = sum(ballot.when < move.when for ballot in order[after].course.ballots) if after < len(order) else 0
    return after, votes


def _plain(own: Sequence[Move], places: Sequence[tuple[int, int]]) -> bool:
    """Whether the cases tell it, with the time of the first coming and the last going."""
    if not own or not own[0].comes or any(votes for _, votes in places):
        return not own
    inner = own[1:] if own[-1].comes else own[1:-1]
    early = places[0][0] == 0 or not own[0].noted.at_time
    left = places[1:2] == [(0, 0)] and not (own[1:] == own[-1:] and own[-1].noted.at_time)
    gone_at_first = bool(own[0].noted.at_time) and left
    return early and not gone_at_first and not any(move.noted.at_time for move in inner)


def _movement(move: Move, place: tuple[int, int]) -> Movement:
    presence = Presence.PRESENT if move.comes else Presence.ABSENT
    return Movement(seat=move.noted.attendee, presence=presence, at=move.noted.at_time, after=place[0], votes=place[1])
