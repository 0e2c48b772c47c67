"""A record that has its course, turned into the acts that the meeting was made of: line by line, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field

from reviewer.domain.committee import Committee
from reviewer.domain.events import Dissented, Happening, Interest, InterestDeclared
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import FloorState, Presence, Standing
from reviewer.domain.meeting.paper.goings import Place
from reviewer.domain.meeting.paper.on_paper import (
    MAIN,
    Leads,
    ballots,
    decided_as,
    decision_of,
    motion_moved,
    moved,
    overrun_decided,
    placed,
    stood,
    vote_taken,
)
from reviewer.domain.meeting.paper.record import Item, Line, Record, What
from reviewer.domain.meeting.rulebook import voting_rules
from reviewer.domain.meeting.settled import recused
from reviewer.domain.meeting.voting import Verdict, counted
from reviewer.domain.registers import natural
from reviewer.domain.seats import SeatRole
from reviewer.domain.slotted import dataclass

Played = tuple[Place, Happening]

_FLOORS = {What.OPENED: FloorState.OPEN, What.PUT_BACK: FloorState.WAITING, What.CLOSED: FloorState.CLOSED}


@dataclass(slots=True)
class _Treated:
    """A case under way: how the seats stand to it, who is set to lead it, and the votes taken in it.

    `known` are the seats whose declaration that they are recused the case has from before the meeting.
    """

    item: Item
    known: set[str] = field(default_factory=set)
    interests: dict[str, InterestDeclared] = field(default_factory=dict)
    standings: dict[str, acts.RecusalDecided] = field(default_factory=dict)
    acting: str = ""
    votes: list[acts.VoteTaken] = field(default_factory=list)

    def out(self) -> frozenset[str]:
        """Return the seats that are recused now."""
        return recused(self.interests, self.standings)


@dataclass(slots=True)
class _Stage:
    """The record, the committee that met, who is in its `room`, and the `cases` under way."""

    record: Record
    committee: Committee
    meeting: str
    cases: Mapping[str, _Treated]
    room: set[str] = field(default_factory=set)

    def taking_part(self, application: str = "") -> tuple[str, ...]:
        """Return the seats that decide, are in the room, and are not recused from the application."""
        out = self.cases[application].out() if application else frozenset()
        return tuple(seat.id for seat in self.committee.rating_seats() if seat.id in self.room and seat.id not in out)

    def chair(self, application: str) -> str:
        """Return who leads the case: the seat that is set to, else the committee's chair."""
        plain = next((seat.id for seat in self.committee.seats if seat.role is SeatRole.CHAIR), "")
        return self.cases[application].acting or plain


def placed_late(record: Record) -> frozenset[str]:
    """Return the cases that came on the agenda in the course of the meeting."""
    return frozenset(line.application for line in record.course if line.what is What.PLACED)


def played(
    record: Record, committee: Committee, meeting: str, numbers: Mapping[str, str], before: Mapping[str, Collection[str]]
) -> Iterator[Played]:
    """Yield what the lines tell; `numbers` are the cases' numbers, `before` who was recused before the meeting, by application."""
    cases = {item.application: _Treated(item) for item in record.items}
    for key, seats in before.items():
        for seat in seats if key in cases else ():
            cases[key].known.add(seat)
            cases[key].interests[seat] = InterestDeclared(application=key, declarer=seat, interest=Interest.RECUSED)
    stage = _Stage(record, committee, meeting, cases)
    for number, line in enumerate(record.course):
        for body in _acted(stage, line, numbers):
            yield ("course", number), body


def _acted(stage: _Stage, line: Line, numbers: Mapping[str, str]) -> Iterable[Happening]:
    match line.what:
        case What.CAME | What.LEFT:
            return [_way(stage, line)]
        case What.PLACED:
            return [placed(stage.record, stage.meeting, numbers, line.application)]
        case What.OPENED | What.PUT_BACK | What.CLOSED:
            return [acts.FloorGiven(application=line.application, meeting=stage.meeting, state=_FLOORS[line.what])]
        case What.OVERRUN:
            given = [*stage.record.overruns, *([stage.record.overrun] if stage.record.overrun else [])][line.number - 1]
            return [overrun_decided(given, stage.meeting, stage.taking_part(), stage.committee)]
        case _:
            return _IN_A_CASE[line.what](stage, line)


def _way(stage: _Stage, line: Line) -> Happening:
    comes = line.what is What.CAME
    (stage.room.add if comes else stage.room.discard)(line.seat)
    presence = Presence.PRESENT if comes else Presence.ABSENT
    return acts.AttendanceNoted(meeting=stage.meeting, attendee=line.seat, presence=presence, at_time=line.at, deputy=line.deputy)


def _recusal(stage: _Stage, line: Line) -> Iterator[Happening]:
    """Yield what a seat declared or the body decided; what the case has already is not declared again."""
    recusal = stage.record.recusals[line.number - 1]
    treated, body = stage.cases[recusal.application], stood(recusal)
    if isinstance(body, InterestDeclared):
        treated.interests[body.declarer] = body
        if body.interest is not Interest.RECUSED or body.declarer not in treated.known:
            yield body
        treated.known.discard(body.declarer)
        return
    if isinstance(body, acts.RecusalDecided):
        if body.standing is Standing.OPEN:
            treated.standings.pop(body.concerned, None)
        else:
            treated.standings[body.concerned] = body
    yield body


def _leading(stage: _Stage, line: Line) -> Iterator[Happening]:
    treated = stage.cases[line.application]
    led = treated.item.leading[line.number - 1]
    treated.acting = led.chair
    yield acts.ActingChairSet(application=line.application, chair=led.chair, reason=led.reason, taken_back=led.taken_back)


def _motion(stage: _Stage, line: Line) -> Iterator[Happening]:
    item = stage.cases[line.application].item
    found = [motion for _, motion in moved(item) if motion.number == line.motion]
    yield motion_moved(item, found[-1])


def _vote(stage: _Stage, line: Line) -> Iterator[Happening]:
    treated = stage.cases[line.application]
    _, ballot = tuple(ballots(treated.item))[line.number - 1]
    leads = Leads(stage.meeting, stage.taking_part(line.application), stage.chair(line.application))
    vote = vote_taken(treated.item, ballot, leads)
    treated.votes.append(vote)
    yield vote


def _decided(stage: _Stage, line: Line) -> Iterator[Happening]:
    treated = stage.cases[line.application]
    put = tuple(ballots(treated.item))
    carried = treated.item.decided or (put[-1][1].motion if put else MAIN)
    decision = decision_of(treated.item, carried)
    rests = _rests_on(stage, treated, carried)
    if decision is not None and rests is not None:
        yield decided_as(treated.item, carried, decision, Leads(stage.meeting, rests.voters, rests.chair))


def _rests_on(stage: _Stage, treated: _Treated, carried: str) -> acts.VoteTaken | None:
    """Return the vote that the motion was carried by, of those that stand: the last on each motion, without a recused seat."""
    rules, last = voting_rules(stage.committee), {vote.motion: vote for vote in treated.votes}
    out = treated.out()
    standing = [last[number] for number in sorted(last, key=natural) if not {*last[number].voters, last[number].chair} & out]
    for vote in standing:
        verdict = counted(vote, rules).verdict
        if (vote.motion == carried and verdict is Verdict.CARRIED) or (vote.against_motion == carried and verdict is Verdict.LOST):
            return vote
    concerned = [vote for vote in treated.votes if carried in {vote.motion, vote.against_motion}]
    return next(iter(reversed(concerned or treated.votes)), None)


def _dissent(stage: _Stage, line: Line) -> Iterator[Happening]:
    for said in stage.cases[line.application].item.dissent:
        if said.seat == line.seat:
            yield Dissented(application=line.application, dissenter=said.seat, text=said.text)


def _remark(stage: _Stage, line: Line) -> Iterator[Happening]:
    for said in stage.cases[line.application].item.remarks:
        if said.seat == line.seat:
            yield acts.RemarkEntered(meeting=stage.meeting, remarker=said.seat, text=said.text, application=line.application)


_IN_A_CASE: Mapping[What, Callable[[_Stage, Line], Iterator[Happening]]] = {
    What.RECUSAL: _recusal,
    What.LEADING: _leading,
    What.MOTION: _motion,
    What.VOTE: _vote,
    What.DECIDED: _decided,
    What.DISSENT: _dissent,
    What.REMARK: _remark,
}
