"""The record of a meeting as it is written on paper, and the acts that it is made of.

Seats are named by their ids. What the record does not say is the plain case: the committee's chair led, everybody present took part
in every case that they were not recused from, and nobody dissented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from reviewer.domain.events import Interest
from reviewer.domain.meeting.acts import Day, FloorState, Manner, MotionKind, Presence, Standing
from reviewer.domain.slotted import dataclass
from reviewer.domain.stages import Outcome


class What(StrEnum):
    """What a line of a meeting's course tells."""

    CAME = "came"
    LEFT = "left"
    PLACED = "placed"
    OPENED = "opened"
    PUT_BACK = "put_back"
    CLOSED = "closed"
    RECUSAL = "recusal"
    LEADING = "leading"
    MOTION = "motion"
    VOTE = "vote"
    DECIDED = "decided"
    OVERRUN = "overrun"
    DISSENT = "dissent"
    REMARK = "remark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that happened, in its turn: `what`, in which `application`, or which `seat` came or left, `at` what clock time.

    `number` counts from 1 among the recusals, the overruns (the earlier ones first), the votes of the case or those who led it; `motion`
    is a motion's number. A dissent and a remark are the `seat`'s. `placed` stands only where a case came on the agenda after the meeting
    had begun. `deputy` sat there for the seat.
    """

    what: What
    application: str = ""
    seat: str = ""
    at: str = ""
    deputy: str = ""
    motion: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A seat came or went `at` a clock time, `after` so many cases were treated, and after so many `votes` in the next one."""

    seat: str
    presence: Presence
    at: str = ""
    after: int = 0
    votes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where and when; `id` names the meeting in the case (empty: its date), `closed_on` is the ground where it was closed.

    `present` were there at some time; `deputies` is who sat there for a seat. `arrived` and `left` are clock times by seat; who came and
    went more often has its `moves` instead.
    """

    date: Day
    place: str
    kind: str = ""
    id: str = ""
    starts: str = ""
    ends: str = ""
    closed_on: str = ""
    note: str = ""
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    deputies: Mapping[str, str] = field(default_factory=dict)
    arrived: Mapping[str, str] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)
    moves: tuple[Movement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recusal:
    """What the body decided about a seat's interest in a case; without `decided_by` all who were present and not concerned.

    `declared`: the seat said so itself, and nothing was decided; what it said is `interest`, where that is not that it is recused.
    It became known after so many votes in the case (`after_votes`), or `after` so many cases were treated, where that is before the case
    or after it; -1: before the meeting.
    """

    seat: str
    application: str
    ground: str
    standing: Standing = Standing.RECUSED
    reason: str = ""
    decided_by: tuple[str, ...] = ()
    declared: bool = False
    interest: Interest = Interest.RECUSED
    after_votes: int = 0
    after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """How a vote fell: by seats (`ayes`, `noes`, `abstained`) or by their numbers. Written `for`, `against` and `abstained`.

    `unanimous`: nobody was against. `chair_voted` is `for` or `against` where only numbers are known. `against_motion` is the number of
    the motion that it was set against. `reason` is why a motion was voted on again.
    """

    ayes: tuple[str, ...] | int = ()
    noes: tuple[str, ...] | int = ()
    abstained: tuple[str, ...] | int = ()
    unanimous: bool = False
    chair_voted: str = ""
    against_motion: str = ""
    reason: str = ""

    @property
    def manner(self) -> Manner:
        """How the vote was taken."""
        if self.unanimous:
            return Manner.UNANIMOUS
        return Manner.SHOW if any(isinstance(one, int) for one in (self.ayes, self.noes, self.abstained)) else Manner.NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """A motion beside the case's main one, which is number 1; without `votes` it was not put to the vote."""

    number: str
    kind: MotionKind = MotionKind.ALTERNATIVE
    proposer: str = ""
    text: str = ""
    outcome: Outcome | None = None
    amount: int | None = None
    conditions: tuple[str, ...] = ()
    amends: str = ""
    votes: Votes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One of several votes in a case, on the motion of that number."""

    motion: str
    votes: Votes


@dataclass(frozen=True, slots=True, kw_only=True)
class Leading:
    """Who was set to lead a case after so many votes in it, and why; an empty `chair`: the chair led again.

    `taken_back`: what stands before it was undone, and `chair` led as until then.
    """

    chair: str
    reason: str
    after_votes: int = 0
    taken_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a seat wants in the minutes: a dissent, or a remark."""

    seat: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided, where it is not what the motion says."""

    outcome: Outcome
    amount: int | None = None
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One case: its main motion, the votes, and what was decided.

    `absent` were out of the room without being recused. `chair` led in place of the committee's own, for `chair_reason`. `motions` are
    those beside the main one; `decided` is the number of the one that was carried (empty: the last one put to the vote). `votes` are on
    the main motion. A case that nothing was put to the vote in was not decided, nor was one that is `undecided`. `departure` says why the
    decision departs from the computed order.

    `ballots` are the votes in the order in which they were taken, where that is another than the motions', or one was voted on again;
    `leading` is who led, where that changed. `turn` says as which one the case was treated, where that is not its place here.
    `fallen_after`: the decision, made after so many votes, counted a seat that was recused, and does not stand. `floor` is whether the
    case is done with.
    """

    application: str
    motion: str = ""
    outcome: Outcome | None = None
    amount: int | None = None
    conditions: tuple[str, ...] = ()
    votes: Votes | None = None
    dissent: tuple[Statement, ...] = ()
    reasons: str = ""
    number: str = ""
    minutes: int | None = None
    introducers: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    chair: str = ""
    chair_reason: str = ""
    proposer: str = ""
    reason_codes: tuple[str, ...] = ()
    motions: tuple[Motion, ...] = ()
    decided: str = ""
    decision: Decision | None = None
    majority: str = ""
    minority: str = ""
    postponed_to: str = ""
    deadline: date | None = None
    departure: str = ""
    remarks: tuple[Statement, ...] = ()
    undecided: bool = False
    fallen_after: int = 0
    ballots: tuple[Ballot, ...] = ()
    leading: tuple[Leading, ...] = ()
    turn: int = 0
    floor: FloorState = FloorState.CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A matter that is no application: approval of the agenda, information, any other business. `after` so many cases it came up."""

    number: str
    title: str
    decision: str = ""
    after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrun:
    """The body allowed grants of up to so many kroner in all, and why; `after` so many cases were treated.

    `chair` led it, where that was not the committee's chair. `chair_voted` is how the one who led voted, `for` or `against`, where noted.
    """

    up_to: int
    reason: str
    ayes: int = 0
    noes: int = 0
    after: int = 0
    chair: str = ""
    chair_voted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A whole meeting.

    `course` is what happened in its order, where the rest does not tell that: then nothing else says when anything was, and `overruns` are
    the decisions on the frame that `overrun` took the place of.
    """

    meeting: Head
    course: tuple[Line, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    matters: tuple[Matter, ...] = ()
    items: tuple[Item, ...] = ()
    overrun: Overrun | None = None
    overruns: tuple[Overrun, ...] = ()
    remarks: tuple[Statement, ...] = ()
