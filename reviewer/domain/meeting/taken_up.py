"""How often a case came up in one meeting: each time that it was put back or done with, and came up again or not."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.committee import Committee
from reviewer.domain.events import InterestDeclared
from reviewer.domain.meeting.acts import FloorGiven, FloorState, MotionMade, RecusalDecided
from reviewer.domain.meeting.course import When, in_room
from reviewer.domain.meeting.quorum import counted_quorum
from reviewer.domain.meeting.rulebook import voting_rules
from reviewer.domain.meeting.settled import recused_by
from reviewer.domain.meeting.sitting import Item, Meeting
from reviewer.domain.meeting.voting import Verdict, counted
from reviewer.domain.registers import event_order
from reviewer.domain.said import Said
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenUp:
    """A time that the case came up and that was not its last: what became of it, and that too few took part when it ended, if so.

    `carried` is the motion that was carried in that time, the last of several. `again`: it came up once more after that.
    """

    state: FloorState
    too_few: Said | None
    carried: MotionMade | None
    again: bool


def taken_up(committee: Committee, met: Meeting, item: Item) -> tuple[TakenUp, ...]:
    """Return the times that the case came up and was left; the last one only where the case was put back in the end."""
    ends = list(_ends(met, item))
    told = ends if item.floor is FloorState.WAITING else ends[:-1] if item.floor is FloorState.CLOSED else ends
    return tuple(
        TakenUp(
            state=state,
            too_few=_too_few(committee, met, item, when),
            carried=_carried(committee, item, ends[turn - 1][0] if turn else (), when),
            again=turn + 1 < len(ends) or item.floor is FloorState.OPEN,
        )
        for turn, (when, state) in enumerate(told)
    )


def _carried(committee: Committee, item: Item, since: When, until: When) -> MotionMade | None:
    """Return the motion that won the last vote in that time that had a winner, and that counted no seat which is recused."""
    rules, motions = voting_rules(committee), {motion.motion: motion for motion in item.motions}
    for ballot in reversed(item.course.ballots):
        if since < ballot.when < until and not ballot.out:
            verdict = counted(ballot.vote, rules).verdict
            won = {Verdict.CARRIED: ballot.vote.motion, Verdict.LOST: ballot.vote.against_motion}.get(verdict, "")
            if won in motions:
                return motions[won]
    return None


def _ends(met: Meeting, item: Item) -> Iterator[tuple[When, FloorState]]:
    """Yield when the case was left, and how, each time after it had come up."""
    up = False
    for event in item.history:
        body = event.body
        if not isinstance(body, FloorGiven) or body.meeting != met.id:
            continue
        if up and body.state is not FloorState.OPEN:
            yield event_order(event), body.state
        up = body.state is FloorState.OPEN


def _too_few(committee: Committee, met: Meeting, item: Item, when: When) -> Said | None:
    stood = [(event, event.body) for event in item.history if isinstance(event.body, InterestDeclared | RecusalDecided)]
    out = recused_by(body for event, body in stood if event_order(event) < when)
    there = in_room(met.moves, when) - out
    found = counted_quorum(committee, sum(seat.id in there for seat in committee.rating_seats()))
    return None if found.quorate else found.why
