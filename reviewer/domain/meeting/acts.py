"""What happens before, in and after a meeting: events of `reviewer.domain.events`; those after it stand in `aftermath`.

What concerns one application stands in that application's feed, so that a recused seat has no trace of it; a case number is written
down when it is given and never counted up from what a seat sees. Clock times are texts such as `10:15`, as they stand in the minutes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from reviewer.domain.meeting.aftermath import FeedLocked as FeedLocked
from reviewer.domain.meeting.aftermath import InterestConfirmed as InterestConfirmed
from reviewer.domain.meeting.aftermath import Milestone as Milestone
from reviewer.domain.meeting.aftermath import MilestoneSet as MilestoneSet
from reviewer.domain.meeting.aftermath import MinutesApproved as MinutesApproved
from reviewer.domain.meeting.aftermath import MinutesCorrected as MinutesCorrected
from reviewer.domain.meeting.aftermath import MinutesLocked as MinutesLocked
from reviewer.domain.meeting.aftermath import RecipientDecided as RecipientDecided
from reviewer.domain.meeting.aftermath import ReserveKept as ReserveKept
from reviewer.domain.meeting.aftermath import Treatment as Treatment
from reviewer.domain.slotted import dataclass
from reviewer.domain.stages import Outcome

Register = tuple[str, ...]

MOST_INTRODUCERS = 3
"""So many seats introduce a case at most."""
Day = date
"""A date, where a field has that very name: what reads the class would else take the field for its type."""


class Presence(StrEnum):
    """Whether a seat is in the room."""

    PRESENT = "present"
    ABSENT = "absent"


class Standing(StrEnum):
    """What the body has decided about a seat's interest; `open` takes the decision back."""

    RECUSED = "recused"
    TAKES_PART = "takes_part"
    OPEN = "open"


class Triage(StrEnum):
    """Whether a case is discussed, or only if somebody asks for it."""

    DISCUSSED = "discussed"
    UNLESS_ASKED = "unless_asked"


class FloorState(StrEnum):
    """Whether a case is before the meeting: not yet (or again), now, or done with."""

    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"


class MotionKind(StrEnum):
    """A motion, a change of it, or another in its place; `withdrawn` is put to no vote."""

    MAIN = "main"
    AMENDMENT = "amendment"
    ALTERNATIVE = "alternative"
    WITHDRAWN = "withdrawn"


class Manner(StrEnum):
    """How a vote is taken: by show of hands (numbers), by name, or without anybody against."""

    SHOW = "show"
    NAMES = "names"
    UNANIMOUS = "unanimous"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCalled:
    """A meeting is called, or what is known of it has changed; `closed_on` is the legal ground where it is closed to the public."""

    meeting: str
    date: Day
    place: str
    starts: str = ""
    ends: str = ""
    kind: str = ""
    closed_on: str = ""
    note: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("meeting", self.meeting),)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceNoted:
    """A seat is in the room or not from now on, at that time; `deputy` is who sits there for the seat, if not itself."""

    meeting: str
    attendee: str
    presence: Presence
    at_time: str = ""
    deputy: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("attendance", self.meeting, self.attendee),)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceExpected:
    """When a seat can be in a meeting, said before it: from and until which clock times; empty: from its beginning, until its end."""

    meeting: str
    attendee: str
    presence: Presence = Presence.PRESENT
    arrives: str = ""
    leaves: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("expected", self.meeting, self.attendee),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPlaced:
    """A case stands on a meeting's agenda: `number` as printed (`14/18`), `position` orders, `minutes` planned; None: taken off.

    `introducers` are up to three seats, in the order in which they speak.
    """

    application: str
    meeting: str
    number: str
    position: int | None
    minutes: int | None = None
    introducers: tuple[str, ...] = ()

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("item", self.application, self.meeting),)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterPlaced:
    """A matter that is no application stands on the agenda, with what came of it; None as position: taken off."""

    meeting: str
    matter: str
    number: str
    position: int | None
    title: str
    decision: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("matter", self.meeting, self.matter),)


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageSet:
    """The case is discussed, or only if somebody asks."""

    application: str
    triage: Triage

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("triage", self.application),)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscussionAsked:
    """A seat asks that the case be discussed; nobody but itself can take that back."""

    application: str
    asker: str

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("discussion", self.application, self.asker),)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecusalDecided:
    """The body has decided whether a seat takes part in the case: on which ground, by which seats, and why."""

    application: str
    concerned: str
    standing: Standing
    ground: str
    reason: str = ""
    decided_by: tuple[str, ...] = ()

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("recusal", self.application, self.concerned),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActingChairSet:
    """A seat leads while the case is up; an empty `chair` ends that. `taken_back`, on paper: what stood was undone, `chair` leads again."""

    application: str
    chair: str
    reason: str
    taken_back: bool = False

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("acting_chair", self.application),)


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorGiven:
    """A case comes before the meeting, waits again, or is done with."""

    application: str
    meeting: str
    state: FloorState

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("floor", self.application, self.meeting),)


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionMade:
    """A motion in a case, under a number of its own within it; `amends` is the number of the motion that it would change.

    `amount` is in kroner. `reasons` are codes of the committee's standard sentences; `text` is the justification in words.
    """

    application: str
    motion: str
    kind: MotionKind
    proposer: str
    outcome: Outcome | None = None
    amount: int | None = None
    conditions: tuple[str, ...] = ()
    text: str = ""
    amends: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("motion", self.application, self.motion),)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteTaken:
    """A vote on a motion: who took part then (`voters`), and how. By show only the numbers are known, by name the seats.

    `chair` led it, in `meeting`; `chair_voted` is `for` or `against` where the chair's vote is known. `against_motion` is the motion
    that it was set against: who votes against votes for that one. `reason` is why the motion is voted on again, where it is.
    """

    application: str
    motion: str
    manner: Manner
    voters: tuple[str, ...]
    chair: str
    for_count: int = 0
    against_count: int = 0
    abstained_count: int = 0
    voted_for: tuple[str, ...] = ()
    voted_against: tuple[str, ...] = ()
    abstained: tuple[str, ...] = ()
    chair_voted: str = ""
    against_motion: str = ""
    meeting: str = ""
    reason: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("vote", self.application, self.motion, self.meeting),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What the council decides in a case: the motion as it was carried. It takes the place of the recommendation made before the meeting.

    `taking_part` are the seats that were in the room and not recused, `chair` who led. `majority` and `minority` are the two views where
    they are told apart. `postponed_to` says until when or what for. `deadline` is when what the conditions ask for is due. `departure`
    is why the decision departs from the computed order, where it does.
    """

    application: str
    meeting: str
    motion: str
    outcome: Outcome
    taking_part: tuple[str, ...]
    chair: str
    amount: int | None = None
    conditions: tuple[str, ...] = ()
    reasons: str = ""
    reason_codes: tuple[str, ...] = ()
    majority: str = ""
    minority: str = ""
    postponed_to: str = ""
    deadline: date | None = None
    departure: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("decision", self.application), ("decision", self.application, self.meeting))


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrunDecided:
    """The body decides that grants may exceed the frame, up to so many kroner in all, and why; votes are as in `VoteTaken`."""

    meeting: str
    up_to: int
    reason: str
    taking_part: tuple[str, ...] = ()
    chair: str = ""
    for_count: int = 0
    against_count: int = 0
    chair_voted: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("overrun",), ("overrun", self.meeting))


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkEntered:
    """A seat's remark for the minutes, on a case or (empty) on the meeting; an empty text takes it back."""

    meeting: str
    remarker: str
    text: str
    application: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("remark", self.meeting, self.application, self.remarker),)


MeetingAct = (
    MeetingCalled
    | AttendanceNoted
    | AttendanceExpected
    | ItemPlaced
    | MatterPlaced
    | TriageSet
    | DiscussionAsked
    | RecusalDecided
    | ActingChairSet
    | FloorGiven
    | MotionMade
    | VoteTaken
    | Decided
    | OverrunDecided
    | RemarkEntered
    | MinutesLocked
    | FeedLocked
    | MinutesCorrected
    | MinutesApproved
    | InterestConfirmed
    | RecipientDecided
    | MilestoneSet
    | ReserveKept
)
"""Every kind of them."""

MEETING_KINDS: Mapping[str, type[MeetingAct]] = {
    "meeting_called": MeetingCalled,
    "attendance_noted": AttendanceNoted,
    "attendance_expected": AttendanceExpected,
    "item_placed": ItemPlaced,
    "matter_placed": MatterPlaced,
    "triage_set": TriageSet,
    "discussion_asked": DiscussionAsked,
    "recusal_decided": RecusalDecided,
    "acting_chair_set": ActingChairSet,
    "floor_given": FloorGiven,
    "motion_made": MotionMade,
    "vote_taken": VoteTaken,
    "decided": Decided,
    "overrun_decided": OverrunDecided,
    "remark_entered": RemarkEntered,
    "minutes_locked": MinutesLocked,
    "feed_locked": FeedLocked,
    "minutes_corrected": MinutesCorrected,
    "minutes_approved": MinutesApproved,
    "interest_confirmed": InterestConfirmed,
    "recipient_decided": RecipientDecided,
    "milestone_set": MilestoneSet,
    "reserve_kept": ReserveKept,
}
"""The name under which each is stored."""

MEETING_ACTS = tuple(MEETING_KINDS.values())
