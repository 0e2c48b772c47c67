"""The course of a meeting: in which order seats came and went, cases were opened, votes were taken, whatever became of them since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime

from reviewer.domain.events import Event, InterestDeclared
from reviewer.domain.meeting.acts import AttendanceNoted, Decided, FloorGiven, FloorState, Presence, RecusalDecided, Standing, VoteTaken
from reviewer.domain.registers import event_order
from reviewer.domain.slotted import dataclass

DECLARED, DECIDED = "declared", "decided"
When = tuple[object, ...]
"""Orders what happened in a meeting; what comes first is less."""


@dataclass(frozen=True, slots=True)
class Entry:
    """When something was written down, for which seat, and with which key."""

    at: datetime
    seat: str
    key: str

    @classmethod
    def of(cls, event: Event) -> Entry:
        """Return the entry that the event is."""
        return cls(event.at, event.seat, event.key)

    def elsewhere(self, other: Entry) -> bool:
        """Whether the other was written by somebody else, or on another laptop."""
        return (self.seat, self.key) != (other.seat, other.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A seat came or went, as it was noted."""

    noted: AttendanceNoted
    when: When
    entry: Entry

    @property
    def comes(self) -> bool:
        """Whether the seat is in the room from here on."""
        return self.noted.presence is Presence.PRESENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """A vote as it was taken. `out` are the seats that it counted and that are recused; `again`: it was not the first on its motion.

    It is `overtaken` by a later vote on the same motion.
    """

    vote: VoteTaken
    when: When
    entry: Entry
    out: tuple[str, ...] = ()
    again: bool = False
    overtaken: bool = False

    @property
    def counts(self) -> bool:
        """Whether a decision can rest on it."""
        return not self.out and not self.overtaken


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What the body decided of an interest, and decided anew after a vote had been taken on it."""

    decided: RecusalDecided
    when: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What happened in a case. `opened` is when it came up for its first vote, `treated` its last vote, or else when it last came up.

    `settled` is when the decision was written, if one was. `overtaken` is the decision that counted a seat which is recused: it was made,
    and does not stand. `known` says when each seat declared and the body decided how it stands; `ruled` is what it decided before that.
    """

    ballots: tuple[Ballot, ...] = ()
    opened: When | None = None
    treated: When | None = None
    settled: When | None = None
    overtaken: Decided | None = None
    known: Mapping[tuple[str, str], When] = field(default_factory=dict)
    ruled: tuple[Ruled, ...] = ()


def moves(history: Iterable[Event], meeting: str) -> tuple[Move, ...]:
    """Return who came and went in the meeting, in order."""
    found = ((event, event.body) for event in history)
    return tuple(
        Move(noted=body, when=event_order(event), entry=Entry.of(event))
        for event, body in found
        if isinstance(body, AttendanceNoted) and body.meeting == meeting
    )


def course(history: Sequence[Event], meeting: str, out: frozenset[str], decided: Decided | None, interests: Iterable[Event] = ()) -> Course:
    """Return the course of a case; `out` are the seats that are recused, `decided` is what was written last as this meeting's decision.

    `interests` are the declarations and decisions that made them so.
    """
    own = [event for event in history if getattr(event.body, "meeting", "") == meeting]
    floors = [(event.body.state, event_order(event)) for event in own if isinstance(event.body, FloorGiven)]
    ballots = _ballots(own, out)
    first = min((one.when for one in ballots), default=None)
    opened = [when for state, when in floors if state is FloorState.OPEN and (first is None or when < first)]
    treated = [one.when for one in ballots] or [when for state, when in floors if state is not FloorState.WAITING]
    decisions = [event_order(event) for event in own if isinstance(event.body, Decided)]
    fallen = decided is not None and bool({*decided.taking_part, decided.chair} & out)
    return Course(
        ballots=ballots,
        opened=max(opened, default=first),
        treated=max(treated, default=None),
        settled=max(decisions, default=None),
        overtaken=decided if fallen else None,
        known=_known(interests, ballots),
        ruled=tuple(_ruled(history, ballots)),
    )


def _ruled(history: Sequence[Event], ballots: Sequence[Ballot]) -> Iterator[Ruled]:
    """Yield the body's decisions on interests that others took the place of, but that a vote had rested on before."""
    made = [Ruled(decided=event.body, when=event_order(event)) for event in history if isinstance(event.body, RecusalDecided)]
    last = {one.decided.concerned: one for one in made}
    standing = [one for one in made if last[one.decided.concerned].decided.standing is not Standing.OPEN]
    for at, one in enumerate(standing):
        later = next((other.when for other in standing[at + 1 :] if other.decided.concerned == one.decided.concerned), None)
        if later is not None and any(one.when < ballot.when < later for ballot in ballots):
            yield one


def _known(interests: Iterable[Event], ballots: Sequence[Ballot]) -> dict[tuple[str, str], When]:
    """Return when each seat declared and the body decided; of one which a vote counted and that is recused, not before that vote."""
    found: dict[tuple[str, str], When] = {}
    for event in interests:
        declared = isinstance(event.body, InterestDeclared)
        seat = event.body.declarer if isinstance(event.body, InterestDeclared) else getattr(event.body, "concerned", "")
        found[seat, DECLARED if declared else DECIDED] = event_order(event)
    for ballot in ballots:
        found |= {key: max((*ballot.when, "counted", key[1] == DECIDED), when) for key, when in found.items() if key[0] in ballot.out}
    return found


def _ballots(own: Sequence[Event], out: frozenset[str]) -> tuple[Ballot, ...]:
    taken: list[Ballot] = []
    for event in own:
        vote = event.body
        if not isinstance(vote, VoteTaken):
            continue
        former = [one for one in taken if one.vote.motion == vote.motion]
        if former and completes(former[-1].vote, vote):
            taken[taken.index(former[-1])] = replace(former[-1], vote=replace(vote, reason=vote.reason or former[-1].vote.reason))
            continue
        counted = tuple(seat for seat in dict.fromkeys((*vote.voters, vote.chair)) if seat in out)
        taken = [replace(one, overtaken=True) if one in former else one for one in taken]
        taken.append(Ballot(vote=vote, when=event_order(event), entry=Entry.of(event), out=counted, again=bool(former)))
    return tuple(taken)


def completes(former: VoteTaken, vote: VoteTaken) -> bool:
    """Whether this is the former vote again, with how its leader voted."""
    return not former.chair_voted and replace(vote, chair_voted="", reason=former.reason) == former


def in_room(seat_moves: Iterable[Move], when: When) -> frozenset[str]:
    """Return the seats that were in the room at that time."""
    last = {move.noted.attendee: move.comes for move in seat_moves if move.when < when}
    return frozenset(seat for seat, comes in last.items() if comes)
