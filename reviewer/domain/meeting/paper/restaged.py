"""A record on paper turned into the acts that the meeting was made of, in the order in which they must have happened."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field
from itertools import groupby
from types import MappingProxyType

from reviewer.domain.committee import Committee
from reviewer.domain.events import Dissented, Happening, Interest
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import FloorState, MotionKind, Presence, Standing
from reviewer.domain.meeting.agenda import case_number, next_number
from reviewer.domain.meeting.paper.goings import Going, Place, comes_later, goings, turns
from reviewer.domain.meeting.paper.on_paper import (
    MAIN,
    Leads,
    ballots,
    decided_as,
    decision_of,
    motion_made,
    moved,
    overrun_decided,
    placed,
    position,
    stood,
    vote_taken,
)
from reviewer.domain.meeting.paper.played import placed_late, played
from reviewer.domain.meeting.paper.record import Ballot, Item, Motion, Record, Recusal
from reviewer.domain.seats import SeatRole
from reviewer.domain.slotted import dataclass

Recused = Mapping[str, Collection[str]]
"""Seats by application."""

NOBODY: Recused = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Step:
    """One act, and the place in the record that it comes from."""

    place: Place
    body: Happening


@dataclass(slots=True)
class _Scene:
    """The record with the committee that met: `numbers` are the cases' numbers, `recused` who was out before, by application.

    `room` are the seats that are in the room as the meeting goes on, `standing` how the body stands to the seats, by application;
    `moving` the movements and `found` the recusals that are still to come. `allowed`: it is decided that the frame may be exceeded.
    `turns` is as which one each case is treated, from 0,
    `voted` how many votes there have been in it.
    """

    record: Record
    committee: Committee
    numbers: Mapping[str, str]
    recused: Recused
    room: set[str] = field(default_factory=set)
    standing: dict[str, dict[str, Standing]] = field(default_factory=dict)
    moving: list[Going] = field(default_factory=list)
    found: list[tuple[int, Recusal]] = field(default_factory=list)
    allowed: bool = False
    turns: dict[str, int] = field(default_factory=dict)
    voted: dict[str, int] = field(default_factory=dict)

    @property
    def meeting(self) -> str:
        return meeting_id(self.record)

    @property
    def plain_chair(self) -> str:
        """The committee's own chair."""
        return next((seat.id for seat in self.committee.seats if seat.role is SeatRole.CHAIR), "")

    def in_room(self) -> tuple[str, ...]:
        """Return the seats that vote and are in the room."""
        return tuple(seat.id for seat in self.committee.rating_seats() if seat.id in self.room)

    def taking_part(self, application: str) -> tuple[str, ...]:
        """Return those of them that are not recused from the application as far as it is known."""
        standing = dict.fromkeys(self.recused.get(application, ()), Standing.RECUSED) | self.standing.get(application, {})
        return tuple(seat for seat in self.in_room() if standing.get(seat) is not Standing.RECUSED)

    def goes_out(self, application: str) -> frozenset[str]:
        """Return the seats that the record says are recused from the application, sooner or later."""
        own = (one for one in self.record.recusals if one.application == application)
        return frozenset(one.seat for one in own if one.standing is Standing.RECUSED)

    def noted(self, place: Place, seat: str, presence: Presence, at: str) -> Step:
        """Have a seat come or go, and return the act."""
        (self.room.add if presence is Presence.PRESENT else self.room.discard)(seat)
        deputy = self.record.meeting.deputies.get(seat, "")
        return Step(place, acts.AttendanceNoted(meeting=self.meeting, attendee=seat, presence=presence, at_time=at, deputy=deputy))

    def going(self, turn: int, votes: int) -> Iterator[Step]:
        """Yield the movements that come before that vote of the case whose turn it is, and what those in the room decide meanwhile."""
        yield from self.finding(turn)
        yield from self.overrun(turn, len(self.in_room()))
        while self.moving and (self.moving[0].move.after, self.moving[0].move.votes) <= (turn, votes):
            going = self.moving.pop(0)
            yield self.noted(going.place, going.move.seat, going.move.presence, going.move.at)
            yield from self.finding(turn)
            yield from self.overrun(turn, len(self.in_room()))

    def finding(self, turn: int) -> Iterator[Step]:
        """Yield the recusals that were found by this turn, and that those in the room could decide: in a case one after the other."""
        waits: set[str] = set()
        for number, recusal in tuple(self.found):
            key = recusal.application
            anchor = self.turns.get(key, 0) if recusal.after is None else recusal.after
            known = recusal.after_votes <= self.voted.get(key, 0) and anchor <= turn
            if key not in waits and known and (turn < 0 or set(recusal.decided_by) <= self.room):
                yield from self.find(number, recusal)
            else:
                waits.add(key)

    def find(self, number: int, recusal: Recusal) -> Iterator[Step]:
        """Yield the recusal; what the seat has declared in the case already is not declared again."""
        self.found.remove((number, recusal))
        said = Standing.RECUSED if recusal.interest is Interest.RECUSED else Standing.TAKES_PART
        self.standing.setdefault(recusal.application, {})[recusal.seat] = said if recusal.declared else recusal.standing
        if not (recusal.declared and recusal.interest is Interest.RECUSED and recusal.seat in self.recused.get(recusal.application, ())):
            yield Step(("recusals", number), stood(recusal))

    def overrun(self, turn: int, there: int | None = None) -> Iterator[Step]:
        """Yield that the frame may be exceeded, if that was decided now; where a number is given, only if so many had voted."""
        given = self.record.overrun
        if given is None or self.allowed or given.after != turn or there not in {None, given.ayes + given.noes}:
            return
        self.allowed = True
        body = overrun_decided(given, self.meeting, self.in_room(), self.committee)
        yield Step(("overrun",), body)


@dataclass(slots=True)
class _Treated:
    """A case under way: who leads it, how many `votes` there are in it, and those that were taken, with who took part.

    It is decided after so many votes (`decides_after`).
    """

    chair: str
    votes: int
    decides_after: int
    taken: list[tuple[Ballot, Leads]] = field(default_factory=list)


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
    record, order = scene.record, turns(scene.record)
    if record.course:
        yield from _in_order(scene)
        return
    scene.moving, scene.found = list(goings(record)), list(enumerate(record.recusals))
    scene.turns = {item.application: turn for turn, (_, item) in enumerate(order)}
    yield Step(("meeting",), _called(scene))
    for number, item in enumerate(record.items):
        yield from _on_the_agenda(scene, ("items", number), item)
    yield from _all_matters(scene)
    yield from scene.finding(-1)
    yield from _attendance(scene)
    for turn, (number, item) in enumerate(order):
        yield from scene.going(turn, 0)
        yield from scene.overrun(turn)
        yield from _item(scene, ("items", number), turn, item)
    yield from scene.going(len(order), 0)
    for number, recusal in tuple(scene.found):
        yield from scene.find(number, recusal)
    yield from scene.overrun(len(order))
    yield from _remarks(scene)


def _in_order(scene: _Scene) -> Iterator[Step]:
    """Yield every act of a meeting whose course is told line by line."""
    record, late = scene.record, placed_late(scene.record)
    yield Step(("meeting",), _called(scene))
    for number, item in enumerate(record.items):
        if item.application not in late:
            yield Step(("items", number, "application"), placed(record, scene.meeting, scene.numbers, item.application))
    yield from _all_matters(scene)
    for place, body in played(record, scene.committee, scene.meeting, scene.numbers, scene.recused):
        yield Step(place, body)
    yield from _remarks(scene)


def _all_matters(scene: _Scene) -> Iterator[Step]:
    for after in range(len(scene.record.items) + 1):
        yield from _matters(scene, after)


def _remarks(scene: _Scene) -> Iterator[Step]:
    for number, remark in enumerate(scene.record.remarks):
        yield Step(("remarks", number), acts.RemarkEntered(meeting=scene.meeting, remarker=remark.seat, text=remark.text))


def _called(scene: _Scene) -> acts.MeetingCalled:
    head = scene.record.meeting
    return acts.MeetingCalled(
        meeting=scene.meeting,
        date=head.date,
        place=head.place,
        starts=head.starts,
        ends=head.ends,
        kind=head.kind,
        closed_on=head.closed_on,
        note=head.note,
    )


def _attendance(scene: _Scene) -> Iterator[Step]:
    """Yield who was there when the meeting began, and who never was."""
    head = scene.record.meeting
    for number, seat in enumerate(head.present):
        if not comes_later(scene.record, seat):
            yield scene.noted(("meeting", "present", number), seat, Presence.PRESENT, head.arrived.get(seat, ""))
    for number, seat in enumerate(head.absent):
        yield scene.noted(("meeting", "absent", number), seat, Presence.ABSENT, "")


def _matters(scene: _Scene, after: int) -> Iterator[Step]:
    """Yield the matters that came up after so many cases."""
    for number, matter in enumerate(scene.record.matters):
        if matter.after == after:
            body = acts.MatterPlaced(
                meeting=scene.meeting,
                matter=matter.number,
                number=matter.number,
                position=position(scene.record, after) + number + 1,
                title=matter.title,
                decision=matter.decision,
            )
            yield Step(("matters", number), body)


def _on_the_agenda(scene: _Scene, place: Place, item: Item) -> Iterator[Step]:
    """Yield the case's place on the agenda, who leads it, and what seats said in it before it was found that they are recused."""
    key, out = item.application, scene.goes_out(item.application)
    yield Step((*place, "application"), placed(scene.record, scene.meeting, scene.numbers, key))
    if item.chair:
        yield Step((*place, "chair"), acts.ActingChairSet(application=key, chair=item.chair, reason=item.chair_reason))
    yield from _leading(place, item, 0)
    chair = _first_chair(scene, item)
    for where, motion in _made(item):
        if (motion.proposer or chair) in out:
            yield Step((*place, *where), motion_made(item, motion, chair))
    if out & _speakers(item):
        yield from _statements(scene, place, item)


def _first_chair(scene: _Scene, item: Item) -> str:
    """Return who led the case when it came up."""
    set_first = [led.chair for led in item.leading if not led.after_votes]
    return item.chair or (set_first[-1] if set_first else "") or scene.plain_chair


def _made(item: Item) -> Iterator[tuple[tuple[str | int, ...], Motion]]:
    """Yield the motions that were made: the main one where the record has one, or it was voted on."""
    voted = any(one.motion == MAIN for _, one in ballots(item))
    blank = Motion(number=MAIN, kind=MotionKind.MAIN)
    return ((where, motion) for where, motion in moved(item) if where or motion != blank or voted)


def _speakers(item: Item) -> frozenset[str]:
    return frozenset(one.seat for one in (*item.dissent, *item.remarks))


def _item(scene: _Scene, place: Place, turn: int, item: Item) -> Iterator[Step]:
    """Yield the case from when it comes up to its end: at each vote, what came before it."""
    key, meeting, votes, out = item.application, scene.meeting, tuple(ballots(item)), scene.goes_out(item.application)
    treated = _Treated(_first_chair(scene, item), len(votes), item.fallen_after or len(votes))
    yield from _recusals_of(scene, key, (turn, 0))
    came_up = bool(votes) or item.floor is not FloorState.WAITING
    if came_up:
        yield Step((*place, "application"), acts.FloorGiven(application=key, meeting=meeting, state=FloorState.OPEN))
    for where, motion in _made(item):
        if (motion.proposer or treated.chair) not in out:
            yield Step((*place, *where), motion_made(item, motion, treated.chair))
    for number, (where, ballot) in enumerate(votes):
        yield from _between(scene, place, item, treated, (turn, number))
        leads = Leads(meeting, scene.taking_part(key), treated.chair)
        treated.taken.append((ballot, leads))
        yield Step((*place, *where), vote_taken(item, ballot, leads))
        scene.voted[key] = number + 1
    yield from _between(scene, place, item, treated, (turn, len(votes)))
    if not out & _speakers(item):
        yield from _statements(scene, place, item)
    if came_up and item.floor is not FloorState.OPEN:
        yield Step((*place, "application"), acts.FloorGiven(application=key, meeting=meeting, state=item.floor))


def _between(scene: _Scene, place: Place, item: Item, treated: _Treated, at: tuple[int, int]) -> Iterator[Step]:
    """Yield what came after so many votes: the decision, where it came there, then who came and went, was recused or led from there."""
    _, number = at
    if number and number == treated.decides_after:
        yield from _decision(place, item, treated)
    if number:
        yield from _leading(place, item, number)
        treated.chair = next((led.chair or scene.plain_chair for led in reversed(item.leading) if led.after_votes == number), treated.chair)
    yield from scene.going(*at)
    if number < treated.votes:
        yield from _recusals_of(scene, item.application, at)


def _recusals_of(scene: _Scene, application: str, at: tuple[int, int]) -> Iterator[Step]:
    """Yield the recusals in the case that were found by its turn and its votes so far: its next vote is without them."""
    turn, number = at
    for count, recusal in tuple(scene.found):
        by_now = recusal.after is None or (recusal.after <= turn and not number)
        if recusal.application == application and recusal.after_votes <= number and by_now:
            yield from scene.find(count, recusal)


def _leading(place: Place, item: Item, number: int) -> Iterator[Step]:
    for count, led in enumerate(item.leading):
        if led.after_votes == number:
            body = acts.ActingChairSet(application=item.application, chair=led.chair, reason=led.reason, taken_back=led.taken_back)
            yield Step((*place, "leading", count), body)


def _decision(place: Place, item: Item, treated: _Treated) -> Iterator[Step]:
    carried = item.decided or treated.taken[-1][0].motion
    decision = None if item.undecided else decision_of(item, carried)
    if decision is not None:
        own = [leads for ballot, leads in treated.taken if carried in {ballot.motion, ballot.votes.against_motion}]
        yield Step(place, decided_as(item, carried, decision, (own or [treated.taken[-1][1]])[-1]))


def _statements(scene: _Scene, place: Place, item: Item) -> Iterator[Step]:
    key, meeting = item.application, scene.meeting
    for number, dissent in enumerate(item.dissent):
        yield Step((*place, "dissent", number), Dissented(application=key, dissenter=dissent.seat, text=dissent.text))
    for number, remark in enumerate(item.remarks):
        entered = acts.RemarkEntered(meeting=meeting, remarker=remark.seat, text=remark.text, application=key)
        yield Step((*place, "remarks", number), entered)


def alike(one: Collection[Step], other: Collection[Step]) -> bool:
    """Whether both are the same acts in the same order, apart from what makes the agenda and from which seat of several came first."""
    return _turns(one) == _turns(other)


def _turns(steps: Iterable[Step]) -> list[object]:
    """Return the acts in their order, each run of comings and goings by its seats."""
    acted = [step.body for step in steps if not isinstance(step.body, acts.ItemPlaced | acts.MatterPlaced)]
    runs = groupby(acted, lambda body: isinstance(body, acts.AttendanceNoted))
    told = ((coming, list(run)) for coming, run in runs)
    return [body for coming, run in told for body in (sorted(run, key=_attendee) if coming else run)]


def _attendee(body: Happening) -> str:
    return body.attendee if isinstance(body, acts.AttendanceNoted) else ""
