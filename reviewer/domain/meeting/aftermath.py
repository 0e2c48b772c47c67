"""What happens after a meeting: the lock, corrections and approvals, the recipient's decision, what falls due. Events of `acts`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from reviewer.domain.slotted import dataclass
from reviewer.domain.stages import Outcome

Register = tuple[str, ...]


class Treatment(StrEnum):
    """Whether an application was settled when the minutes were locked, or waits for a later meeting."""

    SETTLED = "settled"
    PENDING = "pending"


class Milestone(StrEnum):
    """What follows a decision, in the order in which it falls due; `commitment` is the preliminary one where there are two steps.

    `conditions` is done when they are met; without a day of its own it is due when the council's decision says.
    """

    COMMITMENT = "commitment"
    REFUSAL = "refusal"
    CONDITIONS = "conditions"
    PLAN_RECEIVED = "plan_received"
    PLAN_APPROVED = "plan_approved"
    FINAL_COMMITMENT = "final_commitment"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesLocked:
    """The minutes are locked: `day` when, `by` who led the review.

    `content` is SHA-256 (hex) of what the case's own feeds held then; what concerns single applications stands with their feeds, so
    that the minutes of a case leave no trace where a seat is recused from it.
    """

    meeting: str
    content: str
    day: date
    by: str

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("locked", self.meeting),)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLocked:
    """A feed up to `number` was there when that meeting's minutes were locked; `head` is the id of its last event then.

    `treatment` says of its application whether the meeting has settled it, or left it to a later one. It is never taken back.
    """

    holder: str
    key: str
    of: str
    number: int
    application: str = ""
    meeting: str = ""
    head: str = ""
    treatment: Treatment = Treatment.SETTLED

    @property
    def registers(self) -> tuple[Register, ...]:
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesCorrected:
    """A numbered correction of locked minutes, with its reason; the locked text stays as it was."""

    meeting: str
    number: int
    text: str
    reason: str
    day: date
    application: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("correction", self.meeting, self.application, str(self.number)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesApproved:
    """A seat approves the locked minutes whose content has that hash."""

    meeting: str
    approver: str
    content: str

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("approval", self.meeting, self.approver),)


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestConfirmed:
    """A seat confirms after the meeting that what it declared of the case was right.

    Without an application it confirms all that it declared of the `meeting`'s cases. So it speaks of those too that it is recused from
    and has no trace of in its copy: the act stands in the seat's feed of the case itself, and is the same whatever those are.
    """

    application: str
    declarer: str
    meeting: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        of = () if self.application else (self.meeting,)
        return (("interest_confirmed", self.application, self.declarer, *of),)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientDecided:
    """What the recipient of the proposal (KS) decided in the case, on which day; where it differs from the proposal, why."""

    application: str
    outcome: Outcome
    day: date
    amount: int | None = None
    reason: str = ""
    conditions: tuple[str, ...] = ()

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("recipient", self.application),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveKept:
    """The reserve list holds until that day, the day included; without one, no day is set."""

    until: date | None = None

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("reserve",),)


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneSet:
    """A step after the decision is due on a day, done on a day, or both; neither takes it back."""

    application: str
    milestone: Milestone
    due: date | None = None
    done: date | None = None
    amount: int | None = None
    note: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("milestone", self.application, self.milestone.value),)
