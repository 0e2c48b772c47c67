"""A record on paper turned into the acts that the meeting was made of, in the order in which they must have happened."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from reviewer.domain.committee import Committee
from reviewer.domain.events import Dissented, Happening
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import FloorState, Manner, MotionKind, Presence, Standing
from reviewer.domain.meeting.agenda import case_number, next_number
from reviewer.domain.meeting.record import Decision, Item, Motion, Record, Recusal, Votes
from reviewer.domain.seats import SeatRole

Place = tuple[str | int, ...]
"""Where in the record something stands: `("items", 2, "votes")`."""

Recused = Mapping[str, Collection[str]]
"""Seats by application."""

NOBODY: Recused = MappingProxyType({})
MAIN = "1"
"""The number of a case's main motion."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act, and the place in the record that it comes from."""

    place: Place
    body: Happening


@dataclass(frozen=True, slots=True)
class _Scene:
    """The record with the committee that met: `numbers` are the cases' numbers, `recused` who was out before, by application."""

    record: Record
    committee: Committee
    numbers: Mapping[str, str]
    recused: Recused

    @property
    def meeting(self) -> str:
        return meeting_id(self.record)

    def chair(self, item: Item | None = None) -> str:
        """Return who led: the committee's chair, or whom the case names."""
        plain = next((seat.id for seat in self.committee.seats if seat.role is SeatRole.CHAIR), "")
        return item.chair if item and item.chair else plain

    def in_room(self, item: Item | None = None) -> tuple[str, ...]:
        """Return the seats that vote and were in the room, at the case or at the meeting as a whole."""
        out = item.absent if item else ()
        seats = (seat.id for seat in self.committee.rating_seats())
        return tuple(seat for seat in seats if seat in self.record.meeting.present and seat not in out)

    def taking_part(self, item: Item) -> tuple[str, ...]:
        """Return those of them that were not recused from the case."""
        decided = {one.seat: one.standing for one in self.record.recusals if one.application == item.application}
        declared = dict.fromkeys(self.recused.get(item.application, ()), Standing.RECUSED)
        standing = declared | {seat: one for seat, one in decided.items() if one is not Standing.OPEN}
        return tuple(seat for seat in self.in_room(item) if standing.get(seat) is not Standing.RECUSED)


def meeting_id(record: Record) -> str:
    """Return the name of the meeting in the case: as the record has it, else its date."""
    return record.meeting.id or record.meeting.date.isoformat()


def restaged(record: Record, committee: Committee, used: tuple[str, ...] = (), recused: Recused = NOBODY) -> tuple[Step, ...]:
    """Return the acts in order; `used` are the case numbers that are taken, for cases that the record gives none.

    `recused` are the seats that were recused from an application before the meeting, by their own declaration.
    """
    return tuple(_steps(_Scene(record, committee, _numbered(record, used), recused)))


def _numbered(record: Record, used: tuple[str, ...]) -> Mapping[str, str]:
    year = record.meeting.date.year
    known = (*used, *(item.number for item in record.items), *(matter.number for matter in record.matters))
    number = next_number(known, year)
    numbers: dict[str, str] = {}
    for item in record.items:
        numbers[item.application] = item.number or case_number(number, year)
        number += not item.number
    return numbers


def _steps(scene: _Scene) -> Iterator[Step]:
    """Yield every act of the meeting."""
    record, out = scene.record, frozenset[str]()
    yield from _opening(scene)
    yield from _matters(scene, 0)
    if record.overrun is not None:
        yield from _overrun(scene)
    for number, item in enumerate(record.items):
        place: Place = ("items", number)
        yield from _moving(scene, (*place, "absent"), out, frozenset(item.absent))
        yield from _item(scene, place, item)
        yield from _matters(scene, number + 1)
        out = frozenset(item.absent)
    yield from _moving(scene, ("meeting", "present"), out, frozenset())
    for number, remark in enumerate(record.remarks):
        yield Step(("remarks", number), acts.RemarkEntered(meeting=scene.meeting, remarker=remark.seat, text=remark.text))
    for seat, at in record.meeting.left.items():
        yield _noted(scene, ("meeting", "left"), seat, Presence.ABSENT, at)


def _opening(scene: _Scene) -> Iterator[Step]:
    head = scene.record.meeting
    called = acts.MeetingCalled(
        meeting=scene.meeting,
        date=head.date,
        place=head.place,
        starts=head.starts,
        ends=head.ends,
        kind=head.kind,
        closed_on=head.closed_on,
        note=head.note,
    )
    yield Step(("meeting",), called)
    for number, seat in enumerate(head.present):
        yield _noted(scene, ("meeting", "present", number), seat, Presence.PRESENT, head.arrived.get(seat, ""))
    for number, seat in enumerate(head.absent):
        yield _noted(scene, ("meeting", "absent", number), seat, Presence.ABSENT, "")


def _noted(scene: _Scene, place: Place, seat: str, presence: Presence, at: str) -> Step:
    deputy = scene.record.meeting.deputies.get(seat, "")
    return Step(place, acts.AttendanceNoted(meeting=scene.meeting, attendee=seat, presence=presence, at_time=at, deputy=deputy))


def _moving(scene: _Scene, place: Place, before: frozenset[str], after: frozenset[str]) -> Iterator[Step]:
    """Yield who goes out and who comes back between two cases."""
    head = scene.record.meeting
    for seat in head.present:
        if seat in after - before:
            yield _noted(scene, place, seat, Presence.ABSENT, "")
        elif seat in before - after:
            yield _noted(scene, place, seat, Presence.PRESENT, head.arrived.get(seat, ""))


def _matters(scene: _Scene, after: int) -> Iterator[Step]:
    """Yield the matters that came up after so many cases."""
    for number, matter in enumerate(scene.record.matters):
        if matter.after == after:
            body = acts.MatterPlaced(
                meeting=scene.meeting,
                matter=matter.number,
                number=matter.number,
                position=_position(scene.record, after) + number + 1,
                title=matter.title,
                decision=matter.decision,
            )
            yield Step(("matters", number), body)


def _position(record: Record, cases: int) -> int:
    """Return the position after which what follows so many cases is counted; no two things on the agenda share one."""
    return cases * (len(record.matters) + 1)


def _overrun(scene: _Scene) -> Iterator[Step]:
    given = scene.record.overrun
    if given is not None:
        body = acts.OverrunDecided(
            meeting=scene.meeting,
            up_to=given.up_to,
            reason=given.reason,
            taking_part=scene.in_room(),
            chair=scene.chair(),
            for_count=given.ayes,
            against_count=given.noes,
        )
        yield Step(("overrun",), body)


def _item(scene: _Scene, place: Place, item: Item) -> Iterator[Step]:
    key, meeting = item.application, scene.meeting
    yield Step((*place, "application"), _placed(scene, place, item))
    for number, recusal in enumerate(scene.record.recusals):
        if recusal.application == key:
            yield Step(("recusals", number), _recusal(recusal))
    if item.chair:
        yield Step((*place, "chair"), acts.ActingChairSet(application=key, chair=item.chair, reason=item.chair_reason))
    yield Step((*place, "application"), acts.FloorGiven(application=key, meeting=meeting, state=FloorState.OPEN))
    yield from _motions(scene, place, item)
    for number, dissent in enumerate(item.dissent):
        yield Step((*place, "dissent", number), Dissented(application=key, dissenter=dissent.seat, text=dissent.text))
    for number, remark in enumerate(item.remarks):
        entered = acts.RemarkEntered(meeting=meeting, remarker=remark.seat, text=remark.text, application=key)
        yield Step((*place, "remarks", number), entered)
    yield Step((*place, "application"), acts.FloorGiven(application=key, meeting=meeting, state=FloorState.CLOSED))


def _placed(scene: _Scene, place: Place, item: Item) -> acts.ItemPlaced:
    return acts.ItemPlaced(
        application=item.application,
        meeting=scene.meeting,
        number=scene.numbers[item.application],
        position=_position(scene.record, int(place[1]) + 1),
        minutes=item.minutes,
        introducers=item.introducers,
    )


def _recusal(recusal: Recusal) -> acts.RecusalDecided:
    return acts.RecusalDecided(
        application=recusal.application,
        concerned=recusal.seat,
        standing=recusal.standing,
        ground=recusal.ground,
        reason=recusal.reason,
        decided_by=recusal.decided_by,
    )


def _motions(scene: _Scene, place: Place, item: Item) -> Iterator[Step]:
    """Yield the motions, the votes on them and the decision."""
    moved = tuple(_moved(place, item))
    for where, motion in moved:
        if motion.outcome is not None or motion.text:
            yield Step(where, _motion(scene, item, motion))
    put = [(where, motion) for where, motion in moved if motion.votes is not None]
    for where, motion in put:
        yield Step((*where, "votes"), _vote(scene, item, motion))
    carried = item.decided or (put[-1][1].number if put else "")
    decision = decision_of(item, carried) if put else None
    if decision is not None:
        yield Step(place, _decided(scene, item, carried, decision))


def _moved(place: Place, item: Item) -> Iterator[tuple[Place, Motion]]:
    """Yield the main motion, then the others."""
    yield place, main_motion(item)
    yield from (((*place, "motions", number), motion) for number, motion in enumerate(item.motions))


def main_motion(item: Item) -> Motion:
    """Return the case's main motion: what the item itself states."""
    return Motion(
        number=MAIN,
        kind=MotionKind.MAIN,
        proposer=item.proposer,
        text=item.motion,
        outcome=item.outcome,
        amount=item.amount,
        conditions=item.conditions,
        votes=item.votes,
    )


def decision_of(item: Item, carried: str) -> Decision | None:
    """Return what was decided: as stated, else what the carried motion says; what an amendment leaves open is the main motion's."""
    if item.decision is not None:
        return item.decision
    motion = next((one for _, one in _moved((), item) if one.number == carried), None)
    if motion is None or (motion.outcome is None and item.outcome is None):
        return None
    whole = motion.kind is not MotionKind.AMENDMENT
    outcome = motion.outcome or item.outcome
    return (
        None
        if outcome is None
        else Decision(
            outcome=outcome,
            amount=motion.amount if whole or motion.amount is not None else item.amount,
            conditions=motion.conditions if whole or motion.conditions else item.conditions,
        )
    )


def _motion(scene: _Scene, item: Item, motion: Motion) -> acts.MotionMade:
    return acts.MotionMade(
        application=item.application,
        motion=motion.number,
        kind=motion.kind,
        proposer=motion.proposer or scene.chair(item),
        outcome=motion.outcome,
        amount=motion.amount,
        conditions=motion.conditions,
        text=motion.text,
        amends=motion.amends,
    )


def _vote(scene: _Scene, item: Item, motion: Motion) -> acts.VoteTaken:
    votes = motion.votes or Votes()
    chair, took_part = scene.chair(item), scene.taking_part(item)
    taken = acts.VoteTaken(
        application=item.application,
        meeting=scene.meeting,
        motion=motion.number,
        manner=votes.manner,
        voters=took_part,
        chair=chair,
        chair_voted=votes.chair_voted,
        against_motion=votes.against_motion,
    )
    match votes.manner:
        case Manner.UNANIMOUS:
            return replace(taken, for_count=len(took_part), chair_voted="for" if chair in took_part else "")
        case Manner.NAMES:
            return _by_names(taken, votes)
        case Manner.SHOW:
            return replace(taken, for_count=_count(votes.ayes), against_count=_count(votes.noes), abstained_count=_count(votes.abstained))


def _by_names(taken: acts.VoteTaken, votes: Votes) -> acts.VoteTaken:
    ayes, noes, abstained = (_names(one) for one in (votes.ayes, votes.noes, votes.abstained))
    return replace(
        taken,
        for_count=len(ayes),
        against_count=len(noes),
        abstained_count=len(abstained),
        voted_for=ayes,
        voted_against=noes,
        abstained=abstained,
        chair_voted="for" if taken.chair in ayes else "against" if taken.chair in noes else "",
    )


def _names(side: tuple[str, ...] | int) -> tuple[str, ...]:
    return () if isinstance(side, int) else side


def _count(side: tuple[str, ...] | int) -> int:
    return side if isinstance(side, int) else len(side)


def _decided(scene: _Scene, item: Item, carried: str, decision: Decision) -> acts.Decided:
    return acts.Decided(
        application=item.application,
        meeting=scene.meeting,
        motion=carried,
        outcome=decision.outcome,
        taking_part=scene.taking_part(item),
        chair=scene.chair(item),
        amount=decision.amount,
        conditions=decision.conditions,
        reasons=item.reasons,
        reason_codes=item.reason_codes,
        majority=item.majority,
        minority=item.minority,
        postponed_to=item.postponed_to,
        deadline=item.deadline,
        departure=item.departure,
    )
