"""A record that tells a meeting's course line by line: for meetings whose order the spans and numbers of a plain one cannot tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from reviewer.domain.events import Dissented, Event, Interest, InterestDeclared
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import FloorState
from reviewer.domain.meeting.course import Ballot as Taken
from reviewer.domain.meeting.course import When
from reviewer.domain.meeting.minutes import Minutes, Treated
from reviewer.domain.meeting.paper.on_paper import as_overrun, as_votes, ballots
from reviewer.domain.meeting.paper.record import Ballot, Item, Leading, Line, Record, Recusal, What
from reviewer.domain.meeting.settled import Stood, recused_by
from reviewer.domain.registers import event_order
from reviewer.domain.slotted import dataclass

Placed = tuple[When, Line]

_FLOORS = {FloorState.OPEN: What.OPENED, FloorState.WAITING: What.PUT_BACK, FloorState.CLOSED: What.CLOSED}


@dataclass(frozen=True, slots=True)
class _Told:
    """A recusal of a case, and when it was known."""

    when: When
    recusal: Recusal


def in_order(kept: Minutes, plain: Record) -> Record:
    """Return the record with its course; `plain` is the same meeting's without."""
    rating = frozenset(seat.id for seat in kept.committee.rating_seats())
    found = {case.item.application: tuple(_recusals(kept, case, rating)) for case in kept.cases}
    told = [one for known in found.values() for one in known]
    overruns = kept.meeting.overruns
    lines = [
        *_ways(kept),
        *((one.when, Line(what=What.RECUSAL, number=number)) for number, one in enumerate(told, start=1)),
        *((when, Line(what=What.OVERRUN, number=number)) for number, (when, _) in enumerate(overruns, start=1)),
        *(line for case in kept.cases for line in _of_case(kept, case)),
    ]
    return replace(
        plain,
        meeting=replace(plain.meeting, arrived={}, left={}, moves=()),
        course=tuple(line for _, line in sorted(lines, key=lambda pair: pair[0])),
        recusals=tuple(one.recusal for one in told),
        items=tuple(_bare(case, item) for case, item in zip(kept.cases, plain.items, strict=True)),
        overruns=tuple(as_overrun(body, kept.committee) for _, body in overruns[:-1]),
        overrun=as_overrun(overruns[-1][1], kept.committee) if overruns else None,
    )


def _ways(kept: Minutes) -> Iterator[Placed]:
    for move in kept.meeting.moves:
        noted, what = move.noted, What.CAME if move.comes else What.LEFT
        yield move.when, Line(what=what, seat=noted.attendee, at=noted.at_time, deputy=noted.deputy)


def _of_case(kept: Minutes, case: Treated) -> Iterator[Placed]:
    """Yield what happened in one case, but for the recusals."""
    item = case.item
    key = item.application
    came = _came_on(kept, item.history)
    if came is not None:
        yield came, Line(what=What.PLACED, application=key)
    for event in item.history:
        if line := _line(kept, case, event):
            yield event_order(event), line
    for number, ballot in enumerate(item.course.ballots, start=1):
        yield ballot.when, Line(what=What.VOTE, application=key, number=number)
    for number, led in enumerate(item.leading, start=1):
        yield led.when, Line(what=What.LEADING, application=key, number=number)
    if item.course.settled is not None and (item.decided or item.course.overtaken):
        yield item.course.settled, Line(what=What.DECIDED, application=key)


def _line(kept: Minutes, case: Treated, event: Event) -> Line | None:
    """Return what one event tells: where the case was, a motion as it stood in the end, what a seat wants in the minutes."""
    item, body, meeting = case.item, event.body, kept.meeting.id
    if isinstance(body, acts.FloorGiven) and body.meeting == meeting:
        return Line(what=_FLOORS[body.state], application=item.application)
    if any(body is motion for motion in item.motions) and isinstance(body, acts.MotionMade):
        return Line(what=What.MOTION, application=item.application, motion=body.motion)
    if any(body is remark for remark in item.remarks) and isinstance(body, acts.RemarkEntered):
        return Line(what=What.REMARK, application=item.application, seat=body.remarker)
    if isinstance(body, Dissented) and event is _last_word(item.history, body.dissenter) and body.dissenter in item.dissents:
        return Line(what=What.DISSENT, application=item.application, seat=body.dissenter)
    return None


def _last_word(history: Iterable[Event], seat: str) -> Event | None:
    said = [event for event in history if isinstance(event.body, Dissented) and event.body.dissenter == seat]
    return said[-1] if said else None


def _came_on(kept: Minutes, history: Iterable[Event]) -> When | None:
    """Return when the case came on the agenda, where somebody had been noted in the meeting by then; else None."""
    meeting = kept.meeting
    first = next((event_order(event) for event in history if getattr(event.body, "meeting", "") == meeting.id), None)
    return first if first is not None and meeting.moves and first > min(move.when for move in meeting.moves) else None


def _recusals(kept: Minutes, case: Treated, rating: frozenset[str]) -> Iterator[_Told]:
    """Yield all that was declared and decided of interests in the case, in its order; that a seat has none only where it had said other.

    What a vote that counted the seat did not know of yet comes right after that vote, however it is dated.
    """
    found = list(_standings(kept, case, rating))
    late = _late(case.item.course.ballots, found)
    for event, body in found:
        yield _Told(late.get(event.id, event_order(event)), _recusal(case.item.application, body))


def _standings(kept: Minutes, case: Treated, rating: frozenset[str]) -> Iterator[tuple[Event, Stood]]:
    own = [(event, event.body) for event in case.item.history if isinstance(event.body, InterestDeclared | acts.RecusalDecided)]
    begun = min([*(move.when for move in kept.meeting.moves), *(event_order(event) for event, body in own if _by_body(body))], default=())
    before = {body.declarer: event.id for event, body in own if isinstance(body, InterestDeclared) and event_order(event) < begun}
    spoken: set[str] = set()
    for event, body in own:
        if isinstance(body, acts.RecusalDecided):
            yield event, body
            continue
        holds = event_order(event) >= begun or before[body.declarer] == event.id
        if body.declarer in rating and holds and (body.interest is not Interest.NONE or body.declarer in spoken):
            spoken.add(body.declarer)
            yield event, body


def _by_body(body: Stood) -> bool:
    return isinstance(body, acts.RecusalDecided)


def _late(taken: Iterable[Taken], found: list[tuple[Event, Stood]]) -> Mapping[str, When]:
    """Return when what made a seat recused was known, by event, where a vote counted the seat all the same."""
    moved: dict[str, When] = {}
    for ballot in taken:
        before = [(event, body) for event, body in found if event_order(event) < ballot.when and event.id not in moved]
        for seat in ballot.out:
            own = [(event, body) for event, body in before if _seat(body) == seat]
            while own and seat in recused_by(body for _, body in own):
                event, _ = own.pop()
                moved[event.id] = (*ballot.when, "counted", *event_order(event))
    return moved


def _seat(body: Stood) -> str:
    return body.declarer if isinstance(body, InterestDeclared) else body.concerned


def _recusal(key: str, body: Stood) -> Recusal:
    if isinstance(body, InterestDeclared):
        return Recusal(seat=body.declarer, application=key, ground=body.ground, declared=True, interest=body.interest)
    return Recusal(
        seat=body.concerned,
        application=key,
        ground=body.ground,
        standing=body.standing,
        reason=body.reason,
        decided_by=body.decided_by,
    )


def _bare(case: Treated, item: Item) -> Item:
    """Return the case without what tells its order otherwise; its votes are told in theirs."""
    led = tuple(Leading(chair=one.chair_then, reason=one.reason or one.reason_then, taken_back=one.taken_back) for one in case.item.leading)
    taken = tuple(Ballot(motion=told.ballot.vote.motion, votes=as_votes(told.ballot.vote)) for told in case.ballots)
    plain = replace(item, absent=(), chair="", chair_reason="", leading=led, turn=0, fallen_after=0, floor=FloorState.CLOSED)
    if tuple(one for _, one in ballots(item)) == taken:
        return plain
    bare = tuple(replace(motion, votes=None) for motion in plain.motions)
    return replace(plain, votes=None, motions=bare, ballots=taken)
