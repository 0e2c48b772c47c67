"""A meeting as it stands: who came and went, the cases in their order, what was moved, voted and decided in each.

Everything is read from the events, so a meeting that was broken off is where it was on any laptop that has them. Of a meeting whose
minutes are locked, each case stands as it was locked, whatever a later meeting does with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from reviewer.domain.case import Case, Dossier
from reviewer.domain.committee import SeatRole
from reviewer.domain.events import Dissented, Event, InterestDeclared
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import FloorState, MotionKind, Triage
from reviewer.domain.meeting.belonging import belonging, meeting_before
from reviewer.domain.meeting.course import Course, Move, When, course, moves
from reviewer.domain.meeting.locks import Locks
from reviewer.domain.meeting.quorum import attendance, present_seats
from reviewer.domain.meeting.settled import decided_interests, recused
from reviewer.domain.registers import event_order, holders, natural
from reviewer.domain.slotted import dataclass

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Led:
    """Who was set to lead a case, or that the chair leads again (empty); `by` is the seat that wrote it down.

    `taken_back`: what stands before it was undone, by that seat; `chair_then` led from there on, for `reason_then`.
    """

    chair: str
    reason: str
    by: str
    at: datetime
    when: When = ()
    taken_back: bool = False
    chair_then: str = ""
    reason_then: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One case on the agenda.

    `asked` are the seats that want it discussed. `chair` leads now, empty where nobody may: the chair is away or recused, and no other
    seat is set. `leading` is everything that was decided of that, oldest first. `motions` and `votes` are by the motions' numbers; a vote
    that counted a seat which is recused is none, nor is a decision; `course` tells them all. `interests` and `standings` are what the seats
    declared and the body decided of them. `decided` is this meeting's decision. Where the case is open, it is so since
    `open_since`; `spent` is the time that it was open before that. `history` is all that happened in it of meetings and interests.
    """

    application: str
    number: str
    position: int
    minutes: int | None
    introducers: tuple[str, ...]
    triage: Triage
    asked: tuple[str, ...]
    floor: FloorState
    chair: str
    acting: acts.ActingChairSet | None
    leading: tuple[Led, ...]
    recused: tuple[str, ...]
    motions: tuple[acts.MotionMade, ...]
    votes: tuple[acts.VoteTaken, ...]
    decided: acts.Decided | None
    dissents: Mapping[str, str]
    remarks: tuple[acts.RemarkEntered, ...]
    open_since: datetime | None
    spent: timedelta
    course: Course
    interests: Mapping[str, InterestDeclared]
    standings: Mapping[str, acts.RecusalDecided]
    history: tuple[Event, ...] = ()

    @property
    def undiscussed(self) -> bool:
        """Whether the case is discussed only if somebody asks, and nobody has."""
        return self.triage is Triage.UNLESS_ASKED and not self.asked

    def motion(self, number: str) -> acts.MotionMade | None:
        """Return the motion of that number that is put to the vote, or None."""
        return next((one for one in self.motions if one.motion == number and one.kind is not MotionKind.WITHDRAWN), None)

    def vote(self, number: str) -> acts.VoteTaken | None:
        """Return the vote on that motion, or None."""
        return next((one for one in self.votes if one.motion == number), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting. `attendance` is what was last noted of each seat, `moves` all that was noted, oldest first.

    `overruns` are the decisions that the frame may be exceeded, each with when, of which `overrun` is the one that holds.
    `corrections` come by their numbers, those of single cases too; `approvals` are by seat.
    """

    called: acts.MeetingCalled
    attendance: Mapping[str, acts.AttendanceNoted]
    moves: tuple[Move, ...]
    items: tuple[Item, ...]
    matters: tuple[acts.MatterPlaced, ...] = ()
    overruns: tuple[tuple[When, acts.OverrunDecided], ...] = ()
    remarks: tuple[acts.RemarkEntered, ...] = ()
    overrun: acts.OverrunDecided | None = None
    locked: acts.MinutesLocked | None = None
    corrections: tuple[acts.MinutesCorrected, ...] = ()
    approvals: Mapping[str, acts.MinutesApproved] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The meeting's id."""
        return self.called.meeting

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers that are given on the agenda: of cases, and of matters that are none."""
        return (*(one.number for one in self.items), *(one.number for one in self.matters))

    @property
    def last_position(self) -> int:
        """The position after which there is nothing on the agenda."""
        return max((*(one.position for one in self.items), *(one.position or 0 for one in self.matters)), default=0)

    @property
    def treated(self) -> tuple[Item, ...]:
        """The cases that are done with, or decided and not before the meeting."""
        closed, waiting = FloorState.CLOSED, FloorState.WAITING
        return tuple(item for item in self.items if item.floor is closed or (item.decided is not None and item.floor is waiting))

    def item(self, application: str) -> Item | None:
        """Return the case on the agenda, or None."""
        return next((one for one in self.items if one.application == application), None)


def meetings(case: Case) -> tuple[Meeting, ...]:
    """Return the meetings in the order of their dates."""
    called = sorted(_bodies(case.meeting_acts, acts.MeetingCalled), key=lambda body: (body.date, body.meeting))
    return tuple(_meeting(case, body) for body in called)


def meeting(case: Case, meeting_id: str) -> Meeting | None:
    """Return the meeting of that id, or None."""
    called = next((body for body in _bodies(case.meeting_acts, acts.MeetingCalled) if body.meeting == meeting_id), None)
    return _meeting(case, called) if called else None


def _meeting(case: Case, called: acts.MeetingCalled) -> Meeting:
    own = [event for event in case.meeting_acts if getattr(event.body, "meeting", "") == called.meeting]
    history = [event for event in case.meeting_history if getattr(event.body, "meeting", "") == called.meeting]
    locks = case.locks_of(called.meeting)
    placed = (_item(case, dossier, called.meeting, locks) for dossier in case.dossiers.values())
    of_cases = [event for dossier in case.dossiers.values() for event in dossier.meeting_acts]
    corrections = [one for one in _bodies([*own, *of_cases], acts.MinutesCorrected) if one.meeting == called.meeting]
    matters = [one for one in _bodies(own, acts.MatterPlaced) if one.position is not None]
    return Meeting(
        called=called,
        attendance=attendance(case, called.meeting),
        moves=moves(history, called.meeting),
        items=_with_minutes(sorted((item for item in placed if item), key=lambda item: (item.position, natural(item.number)))),
        matters=tuple(sorted(matters, key=lambda one: (one.position or 0, natural(one.number)))),
        remarks=tuple(one for one in _bodies(own, acts.RemarkEntered) if one.text),
        overrun=next(iter(_bodies(own, acts.OverrunDecided)), None),
        overruns=tuple((event_order(event), event.body) for event in history if isinstance(event.body, acts.OverrunDecided)),
        locked=next(iter(_bodies(own, acts.MinutesLocked)), None),
        corrections=tuple(sorted(corrections, key=lambda one: (one.application, one.number))),
        approvals={one.approver: one for one in _bodies(own, acts.MinutesApproved)},
    )


def _with_minutes(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the cases with the agenda's usual minutes for those that somebody has asked to discuss, and that had none set aside."""
    planned = Counter(item.minutes for item in items if item.minutes is not None).most_common(1)
    usual = planned[0][0] if planned else None
    return tuple(replace(item, minutes=usual) if item.minutes is None and _wanted(item) else item for item in items)


def _wanted(item: Item) -> bool:
    return bool(item.asked) and item.triage is Triage.UNLESS_ASKED


_OF_MEETINGS = (*acts.MEETING_ACTS, InterestDeclared, Dissented)


@dataclass(frozen=True, slots=True)
class _State:
    """An application as the meeting has it: everything that happened of meetings, what of it holds, who is recused, who dissents."""

    history: tuple[Event, ...]
    held: tuple[Event, ...]
    recused: frozenset[str]
    dissents: Mapping[str, str]
    interests: Mapping[str, InterestDeclared]
    standings: Mapping[str, acts.RecusalDecided]
    chairs_undone: tuple[tuple[Event, Event], ...]
    declared: tuple[Event, ...]
    whole: tuple[Event, ...]


def _state(dossier: Dossier, locks: Locks, meeting_id: str) -> _State:
    if locks.meetings or _several(dossier):
        return _as_then(locks, dossier, meeting_id)
    history = tuple(event for event in dossier.history if isinstance(event.body, acts.MeetingAct))
    return _State(
        history=history,
        held=dossier.meeting_acts,
        recused=dossier.recused(),
        dissents=dossier.dissents,
        interests=dossier.interests,
        standings=dossier.standings,
        chairs_undone=dossier.chairs_undone,
        declared=_declared(dossier.history, dossier.interests, dossier.standings),
        whole=tuple(event for event in dossier.history if isinstance(event.body, _OF_MEETINGS)),
    )


def _several(dossier: Dossier) -> bool:
    """Whether the application has been on the agenda of more than one meeting."""
    return len({event.body.meeting for event in dossier.meeting_acts if isinstance(event.body, acts.ItemPlaced)}) > 1


def _as_then(locks: Locks, dossier: Dossier, meeting_id: str) -> _State:
    """Return the application as this meeting has it: as it stood when its minutes were locked, without what was moved in another one."""
    before = belonging((event for event in dossier.history if _covered(locks, event)), meeting_id)
    last = {found[-1].id for found in holders(before).values()}
    held = [event for event in before if event.id in last]
    interests = {body.declarer: body for body in _bodies(held, InterestDeclared)}
    standings = decided_interests(held)
    return _State(
        history=tuple(event for event in before if isinstance(event.body, acts.MeetingAct)),
        held=tuple(event for event in held if isinstance(event.body, acts.MeetingAct)),
        recused=recused(interests, standings),
        dissents={body.dissenter: body.text for body in _bodies(held, Dissented) if body.text},
        interests=interests,
        standings=standings,
        chairs_undone=tuple(
            (one, undone)
            for one, undone in dossier.chairs_undone
            if _covered(locks, one) and _covered(locks, undone) and _had(dossier, one) in {"", meeting_id}
        ),
        declared=_declared(before, interests, standings),
        whole=tuple(event for event in before if isinstance(event.body, _OF_MEETINGS)),
    )


def _declared(
    history: Iterable[Event], interests: Mapping[str, InterestDeclared], standings: Mapping[str, acts.RecusalDecided]
) -> tuple[Event, ...]:
    """Return the events that made the interests what they are: the seats' declarations and the body's decisions."""
    holding = [*interests.values(), *standings.values()]
    return tuple(event for event in history if any(event.body is one for one in holding))


def _had(dossier: Dossier, event: Event) -> str:
    """Return the meeting that had the case when that happened."""
    return meeting_before(one for one in dossier.history if event_order(one) < event_order(event))


def _covered(locks: Locks, event: Event) -> bool:
    return not locks.meetings or locks.covers((event.seat, event.key, event.feed), event.number)


def _item(case: Case, dossier: Dossier, meeting_id: str, locks: Locks) -> Item | None:
    """Return the case as it stands in the meeting, or None where it is not on the agenda; `locks` are this meeting's."""
    if not any(isinstance(event.body, acts.ItemPlaced) for event in dossier.meeting_acts):
        return None
    state = _state(dossier, locks, meeting_id)
    held, out = state.held, state.recused
    place = next((one for one in _bodies(held, acts.ItemPlaced) if one.meeting == meeting_id), None)
    if place is None or place.position is None:
        return None
    floors = [(body, event.at) for event in state.history if isinstance(body := event.body, acts.FloorGiven) and body.meeting == meeting_id]
    floor = next((one.state for one in _bodies(held, acts.FloorGiven) if one.meeting == meeting_id), FloorState.WAITING)
    votes = (one for one in _bodies(held, acts.VoteTaken) if one.meeting == meeting_id and not {*one.voters, one.chair} & out)
    decided = next((one for one in _bodies(held, acts.Decided) if one.meeting == meeting_id), None)
    acting = next((one for one in _bodies(held, acts.ActingChairSet) if one.chair), None)
    own_words = [event for event in held if event.seat not in out]
    return Item(
        application=dossier.id,
        number=place.number,
        position=place.position,
        minutes=place.minutes,
        introducers=place.introducers,
        triage=next((one.triage for one in _bodies(held, acts.TriageSet)), Triage.DISCUSSED),
        asked=tuple(one.asker for one in _bodies(held, acts.DiscussionAsked) if one.asker not in out),
        floor=floor,
        chair=_leader(case, meeting_id, acting, out),
        acting=acting,
        leading=leading(state.history, state.chairs_undone),
        recused=tuple(seat.id for seat in case.committee.seats if seat.id in out),
        motions=tuple(sorted(_bodies(held, acts.MotionMade), key=lambda one: natural(one.motion))),
        votes=tuple(sorted(votes, key=lambda one: natural(one.motion))),
        decided=decided if decided and not {*decided.taking_part, decided.chair} & out else None,
        dissents={seat: text for seat, text in state.dissents.items() if seat not in out},
        remarks=tuple(one for one in _bodies(own_words, acts.RemarkEntered) if one.meeting == meeting_id and one.text),
        open_since=_open_since(floors) if floor is FloorState.OPEN else None,
        spent=_spent(floors),
        course=course(state.history, meeting_id, out, decided, state.declared),
        interests=state.interests,
        standings=state.standings,
        history=state.whole,
    )


Floors = list[tuple[acts.FloorGiven, datetime]]


def _open_since(floors: Floors) -> datetime | None:
    """Return when the case was opened last."""
    return next((at for body, at in reversed(floors) if body.state is FloorState.OPEN), None)


def _spent(floors: Floors) -> timedelta:
    """Return how long the case has been open in all, apart from the time since it was opened last."""
    total, since = timedelta(), None
    for body, at in floors:
        if body.state is not FloorState.OPEN and since is not None:
            total, since = total + (at - since), None
        elif body.state is FloorState.OPEN:
            since = since or at
    return total


def _leader(case: Case, meeting_id: str, acting: acts.ActingChairSet | None, out: frozenset[str]) -> str:
    """Return who leads: the acting chair where one is set, else the chair, if in the room and not recused; else nobody."""
    able = [seat for seat in present_seats(case, meeting_id) if seat not in out]
    chairs = [acting.chair] if acting else [seat.id for seat in case.committee.seats if seat.role is SeatRole.CHAIR]
    return next((seat for seat in chairs if seat in able), "")


def leading(history: Iterable[Event], undone: Iterable[tuple[Event, Event]] = ()) -> tuple[Led, ...]:
    """Return everything that was decided of who leads instead of the chair, in the order of the events.

    `undone` are the decisions that were taken back, each with the event that did it: both stay to be told.
    """
    sets = [event for event in history if isinstance(event.body, acts.ActingChairSet)]
    found = [(event_order(event), _led(event)) for event in sets]
    pairs = tuple(undone)
    for event, back in pairs:
        found += [(event_order(event), _led(event)), (event_order(back), _taken_back(sets, pairs, back))]
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]) if one)


def _led(event: Event) -> Led | None:
    body = event.body
    if not isinstance(body, acts.ActingChairSet):
        return None
    if body.taken_back:
        return _back(event, body)
    return Led(chair=body.chair, reason=body.reason, by=event.seat, at=event.at, when=event_order(event), chair_then=body.chair)


def _taken_back(sets: Sequence[Event], pairs: Sequence[tuple[Event, Event]], back: Event) -> Led:
    """Return that a setting was undone: those that had been undone by then are none, and the last one left leads."""
    now = event_order(back)
    left = [*sets, *(event for event, other in pairs if event_order(other) > now)]
    before = sorted((event for event in left if event_order(event) < now), key=event_order)
    then = before[-1].body if before else None
    return _back(back, then if isinstance(then, acts.ActingChairSet) else None)


def _back(event: Event, then: acts.ActingChairSet | None) -> Led:
    chair, reason = (then.chair, then.reason) if then else ("", "")
    when = event_order(event)
    return Led(chair="", reason="", by=event.seat, at=event.at, when=when, taken_back=True, chair_then=chair, reason_then=reason)


def _bodies(events: Iterable[Event], kind: type[Kind]) -> list[Kind]:
    return [event.body for event in events if isinstance(event.body, kind)]
