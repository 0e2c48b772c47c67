"""What locked minutes have settled, and what may still happen after them.

A lock names how far each feed had come. What is later, or stands in a feed that the lock does not name, counts only if it is of a kind
that follows a decision, or if it belongs to a later meeting: to that meeting as such, or to an application that the locked one left
undecided or postponed. The answer depends on the events alone, never on the order in which they arrive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from reviewer.domain.enrolment import FeedCountersigned, SeatEnrolled, SeatKeyClosed
from reviewer.domain.events import Dissented, Happening, InterestDeclared, Stage, StageSet, Undone
from reviewer.domain.interventions import GrantDeclined
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import FeedLocked, MinutesLocked, Treatment
from reviewer.domain.slotted import dataclass

Chain = tuple[str, str, str]
"""A feed: seat, key and name."""

FOLLOWS: tuple[type[Happening], ...] = (
    SeatEnrolled,
    SeatKeyClosed,
    FeedCountersigned,
    GrantDeclined,
    acts.MinutesLocked,
    acts.FeedLocked,
    acts.MinutesCorrected,
    acts.MinutesApproved,
    acts.InterestConfirmed,
    acts.RecipientDecided,
    acts.MilestoneSet,
    acts.ReserveKept,
    Undone,
)
"""What follows a decision, and counts however late it comes; taking back counts for what came after the lock itself."""

AFTER_LOCK = frozenset({Stage.LOCKED, Stage.DECIDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Locks:
    """The `meetings` whose minutes are locked, the applications `pending` for a later one, and the last `numbers` of the feeds."""

    meetings: frozenset[str] = frozenset()
    pending: frozenset[str] = frozenset()
    numbers: Mapping[Chain, int] = field(default_factory=dict)
    heads: Mapping[Chain, frozenset[str]] = field(default_factory=dict)

    @staticmethod
    def of(bodies: Iterable[object]) -> Locks:
        """Return what these events lock; others among them are passed over. Of two locks of a feed, the further one holds."""
        known = list(bodies)
        meetings = frozenset(body.meeting for body in known if isinstance(body, MinutesLocked))
        feeds = [body for body in known if isinstance(body, FeedLocked) and body.meeting in meetings]
        numbers: dict[Chain, int] = {}
        heads: dict[Chain, frozenset[str]] = {}
        for body in feeds:
            chain = (body.holder, body.key, body.of)
            numbers[chain] = max(body.number, numbers.get(chain, 0))
            heads[chain] = heads.get(chain, frozenset()) | {body.head}
        settled = {body.application for body in feeds if body.treatment is Treatment.SETTLED}
        pending = {body.application for body in feeds if body.treatment is Treatment.PENDING}
        return Locks(meetings=meetings, pending=frozenset(pending - settled), numbers=numbers, heads=heads)

    def covers(self, chain: Chain, number: int) -> bool:
        """Whether that event was there when the minutes were locked."""
        return number <= self.numbers.get(chain, 0)

    def admits(self, body: Happening) -> bool:
        """Whether this counts although it is later than the lock; always where nothing is locked."""
        match body:
            case _ if not self.meetings or isinstance(body, FOLLOWS):
                return True
            case StageSet():
                return body.stage in AFTER_LOCK
            case acts.MeetingCalled() | acts.AttendanceNoted() | acts.AttendanceExpected() | acts.MatterPlaced() | acts.OverrunDecided():
                return body.meeting not in self.meetings
            case acts.RemarkEntered(application=""):
                return body.meeting not in self.meetings
            case acts.ItemPlaced() | acts.FloorGiven() | acts.VoteTaken() | acts.Decided() | acts.RemarkEntered():
                return body.meeting not in self.meetings and body.application in self.pending
            case acts.TriageSet() | acts.DiscussionAsked() | acts.RecusalDecided() | acts.ActingChairSet() | acts.MotionMade():
                return body.application in self.pending
            case InterestDeclared() | Dissented():
                return body.application in self.pending
            case _:
                return False
