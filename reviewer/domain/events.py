"""Everything that can happen in a case, one frozen type each.

An event says who did what, and which events' values it replaces. Two events that replace the same one leave two values in the
register: a conflict, to be settled by a person. Nothing is ever overwritten; an undone event is left out of the fold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from reviewer.domain.application import Application
from reviewer.domain.committee import Committee
from reviewer.domain.enrolment import FeedCountersigned, HandedIn, SeatEnrolled, SeatKeyClosed
from reviewer.domain.interventions import AssumptionsSet as AssumptionsSet
from reviewer.domain.interventions import CommitteeChanged as CommitteeChanged
from reviewer.domain.interventions import DrawAnnounced as DrawAnnounced
from reviewer.domain.interventions import EffectGraded as EffectGraded
from reviewer.domain.interventions import GrantDeclined as GrantDeclined
from reviewer.domain.interventions import PlaceMoved as PlaceMoved
from reviewer.domain.interventions import RatingExcluded as RatingExcluded
from reviewer.domain.interventions import RatingStanding as RatingStanding
from reviewer.domain.meeting.acts import MEETING_KINDS, MeetingAct
from reviewer.domain.settlement import ConflictSettled
from reviewer.domain.slotted import dataclass
from reviewer.domain.stages import Outcome as Outcome
from reviewer.domain.stages import Stage as Stage

Register = tuple[str, ...]
"""The name of one thing that has one value: `("rating", application, seat, criterion)`."""


class RatingState(StrEnum):
    """What a seat has said of a criterion; only `scored` is a number."""

    SCORED = "scored"
    DEFERRED = "deferred"
    ABSTAINED = "abstained"
    WITHDRAWN = "withdrawn"


class RatingRound(StrEnum):
    """Whether a rating was given before or after the council's discussion; neither replaces the other."""

    BEFORE = "before"
    AFTER = "after"


class Ruling(StrEnum):
    """What a seat with the right to it has decided about a verdict; `computed` takes an earlier ruling back."""

    WAIVED = "waived"
    MET = "met"
    NOT_MET = "not_met"
    COMPUTED = "computed"


class Interest(StrEnum):
    """A seat's own declaration of its interest in an application."""

    NONE = "none"
    POSSIBLE = "possible"
    RECUSED = "recused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """One row of the register: four-digit number as text (a county: two), inhabitants, member of the scheme or not known."""

    number: str
    name: str
    county: str = ""
    inhabitants: int | None = None
    member: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened:
    """The case began, with the committee as its file stood then; `committee_hash` is SHA-256 of that file's bytes."""

    committee: Committee
    committee_hash: str
    program: str
    illustrative: bool = False
    title: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("committee",),)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetSet:
    """The round's frame is this many kroner."""

    amount: int

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("budget",),)


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalitiesImported:
    """The register of municipalities, whole; `source` says where it is from."""

    municipalities: tuple[Municipality, ...]
    source: str
    year: int | None = None

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("municipalities",),)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSet:
    """The round went on to another stage."""

    stage: Stage

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("stage",),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationReceived:
    """An application came in, or a new revision of it; `source` is the batch file's name."""

    application: str
    content: Application
    source: str

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("application", self.application),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong in a batch: where, what stood there, what was expected. Rows count from 1, as in Excel."""

    expected: str
    file: str = ""
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    application: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSetAside:
    """A row that could not be read is kept as it stood until somebody repairs or drops it; `key` is hash of its cells."""

    key: str
    application: str
    cells: Mapping[str, str]
    problems: tuple[Problem, ...]
    source: str

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("set_aside", self.key),)


REPAIRED = "repaired"
"""The reason of a row that is settled because its application has come in since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSettled:
    """A row that was set aside is dropped, or was repaired by the application that came in since."""

    key: str
    reason: str

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("set_aside", self.key),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A seat's rating of one criterion; `score` is a value of the criterion's scale, and None unless `scored`.

    `edition` is how often the committee had been changed in the case when it was given, `revision` the id of the event with the
    application's content that it was given on (empty: not known).
    """

    application: str
    criterion: str
    state: RatingState
    score: int | None = None
    comment: str = ""
    seat: str = ""
    round: RatingRound = RatingRound.BEFORE
    edition: int = 0
    revision: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        name = ("rating", self.application, self.seat, self.criterion)
        return (name if self.round is RatingRound.BEFORE else (*name, self.round.value),)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRuled:
    """A verdict was waived, overruled, or left to the computation again; the reason is kept and printed."""

    application: str
    rule: str
    ruling: Ruling
    reason: str

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("ruling", self.application, self.rule),)


RECOMMENDATION_FIELDS = ("outcome", "amount", "conditions", "reasons", "departure")
"""What a recommendation consists of; `departure` is the reason for departing from the computed order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    """The council's recommendation, as far as `fields` names what was set; the other values mean nothing."""

    application: str
    fields: tuple[str, ...]
    outcome: Outcome | None = None
    amount: int | None = None
    conditions: tuple[str, ...] = ()
    reasons: str = ""
    departure: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        return tuple(("recommendation", self.application, name) for name in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissented:
    """A seat disagrees with the recommendation, and why; an empty text takes the dissent back."""

    application: str
    dissenter: str
    text: str

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("dissent", self.application, self.dissenter),)


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestDeclared:
    """A seat's declaration of interest; `ground` names the rule's ground."""

    application: str
    declarer: str
    interest: Interest
    ground: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("interest", self.application, self.declarer),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """Events of an earlier act of the same seat are taken back, all of them in the feed `of` (empty: the case's own).

    `application` is set where they concern one.
    """

    events: tuple[str, ...]
    application: str = ""
    of: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        return ()


Happening = (
    CaseOpened
    | BudgetSet
    | MunicipalitiesImported
    | StageSet
    | ApplicationReceived
    | RowSetAside
    | RowSettled
    | Rated
    | RatingExcluded
    | PlaceMoved
    | DrawAnnounced
    | GrantDeclined
    | CommitteeChanged
    | AssumptionsSet
    | EffectGraded
    | VerdictRuled
    | Recommended
    | Dissented
    | InterestDeclared
    | SeatEnrolled
    | SeatKeyClosed
    | FeedCountersigned
    | HandedIn
    | ConflictSettled
    | MeetingAct
    | Undone
)

KINDS: Mapping[str, type[Happening]] = {
    "case_opened": CaseOpened,
    "budget_set": BudgetSet,
    "municipalities_imported": MunicipalitiesImported,
    "stage_set": StageSet,
    "application_received": ApplicationReceived,
    "row_set_aside": RowSetAside,
    "row_settled": RowSettled,
    "rated": Rated,
    "rating_excluded": RatingExcluded,
    "place_moved": PlaceMoved,
    "draw_announced": DrawAnnounced,
    "grant_declined": GrantDeclined,
    "committee_changed": CommitteeChanged,
    "assumptions_set": AssumptionsSet,
    "effect_graded": EffectGraded,
    "verdict_ruled": VerdictRuled,
    "recommended": Recommended,
    "dissented": Dissented,
    "interest_declared": InterestDeclared,
    "seat_enrolled": SeatEnrolled,
    "seat_key_closed": SeatKeyClosed,
    "feed_countersigned": FeedCountersigned,
    "handed_in": HandedIn,
    "conflict_settled": ConflictSettled,
    **MEETING_KINDS,
    "undone": Undone,
}
"""The name under which each kind is stored; a stored name never changes its meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened: `id` is SHA-256 (hex) of the stored bytes, `number` counts the events of its feed from 1.

    `at` is UTC. `act` is the same number for what was written together. `replaces` are the ids of the events whose values this one
    takes the place of. `feed` is its matter (see `reviewer.domain.feeds`), `key` who signed it: public key in hex, or empty.
    """

    id: str
    seat: str
    number: int
    at: datetime
    kind: str
    body: Happening
    act: int = 0
    replaces: tuple[str, ...] = field(default=())
    feed: str = ""
    key: str = ""

    @property
    def application(self) -> str:
        """The id of the application it concerns, or empty."""
        return getattr(self.body, "application", "")
