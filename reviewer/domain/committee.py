"""Committee: seats, rules, criteria, fund, procedure - all that a `committees/*.toml` may say.

The code knows kinds of rules; every number, name and wording is the committee's own, with its source (`Basis`) and the dates
between which it holds. `reviewer.intake.committee` reads the file; a case keeps the committee it was opened with.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reviewer.domain.application import Withheld
from reviewer.domain.basis import Basis as Basis
from reviewer.domain.basis import Status as Status
from reviewer.domain.limits import Cap, GainsFrom, Source, YearLimit
from reviewer.domain.meeting.awaited import Awaited as Awaited
from reviewer.domain.method import FirstYear as FirstYear
from reviewer.domain.method import Method as Method
from reviewer.domain.method import RateStep as RateStep
from reviewer.domain.method import WithoutFlows as WithoutFlows
from reviewer.domain.ordering import Leniency, Measure, TieKey
from reviewer.domain.phrases import Phrase as Phrase
from reviewer.domain.phrases import PhraseUse as PhraseUse
from reviewer.domain.prices import Charge, PriceModel
from reviewer.domain.rules import TEST_KINDS as TEST_KINDS
from reviewer.domain.rules import AllOf as AllOf
from reviewer.domain.rules import AmountApplied as AmountApplied
from reviewer.domain.rules import AnyOf as AnyOf
from reviewer.domain.rules import ApplicantIs as ApplicantIs
from reviewer.domain.rules import AttachmentGiven as AttachmentGiven
from reviewer.domain.rules import BenefitCostRatio as BenefitCostRatio
from reviewer.domain.rules import Counting as Counting
from reviewer.domain.rules import Duration as Duration
from reviewer.domain.rules import FieldFilled as FieldFilled
from reviewer.domain.rules import FieldIs as FieldIs
from reviewer.domain.rules import GainsPlanAt as GainsPlanAt
from reviewer.domain.rules import NationalReuse as NationalReuse
from reviewer.domain.rules import Not as Not
from reviewer.domain.rules import NpvAbove as NpvAbove
from reviewer.domain.rules import NpvPerKrone as NpvPerKrone
from reviewer.domain.rules import PhaseIs as PhaseIs
from reviewer.domain.rules import ProjectCost as ProjectCost
from reviewer.domain.rules import ReceivedBy as ReceivedBy
from reviewer.domain.rules import Rule as Rule
from reviewer.domain.rules import SchemeMember as SchemeMember
from reviewer.domain.rules import StatementGiven as StatementGiven
from reviewer.domain.rules import Test as Test
from reviewer.domain.rules import Who as Who
from reviewer.domain.seats import Seat as Seat
from reviewer.domain.seats import SeatRole as SeatRole
from reviewer.domain.slotted import dataclass
from reviewer.domain.stationery import Stationery


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a scale with the description that makes two members mean the same by it."""

    value: int
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What members rate; `weight` counts relative to the others, 0 for information only. Steps ascend.

    `threshold` is the least mean that an application must reach to be funded.
    """

    id: str
    name: str
    weight: Decimal
    scale: tuple[Step, ...]
    question: str = ""
    threshold: Decimal | None = None


class FieldKind(StrEnum):
    """What an extra field of the committee holds."""

    TEXT = "text"
    NUMBER = "number"
    KRONER = "kroner"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraField:
    """A field that only this committee asks for; found in `Application.extra` under `id`."""

    id: str
    name: str
    kind: FieldKind = FieldKind.TEXT
    choices: tuple[str, ...] = ()
    help: str = ""
    withheld: bool = False


class RankMethod(StrEnum):
    """How places are found."""

    MEAN = "mean"
    MEDIAN = "median"
    NPV_PER_KRONE = "npv-per-krone"
    BORDA = "borda"
    COPELAND = "copeland"
    SCHULZE = "schulze"
    KEMENY = "kemeny"


class Unresolved(StrEnum):
    """Where an application with an unknown verdict stands: among the eligible, or after them."""

    WITH_ELIGIBLE = "with_eligible"
    AFTER_ELIGIBLE = "after_eligible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """How this committee makes its order.

    `ties` part equals, one by one. `overall` names the criterion whose rating is the score itself, given and not computed.
    `least_sum` is the threshold for the sum of the counting criteria's means. `certainty` (share 0-1) is that of rank intervals.
    """

    basis: Basis
    method: RankMethod = RankMethod.MEAN
    unresolved: Unresolved = Unresolved.WITH_ELIGIBLE
    ties: tuple[TieKey, ...] = ()
    overall: str = ""
    least_sum: Decimal | None = None
    leniency: Leniency = Leniency.ADVICE
    certainty: Decimal = Decimal("0.9")


class PartialGrant(StrEnum):
    """Whether the last one may get less than it should have had."""

    ALLOWED = "allowed"
    REFUSED = "refused"


class TooLarge(StrEnum):
    """What happens below one that the money left does not cover: stop there, or pass it over and go on."""

    STOP = "stop"
    SKIP = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """The money: `frame` kroner for a round (a case may set its own), and how the end of it is handled.

    `reserve_until` is the last day on which the reserve list holds, where the case says no other.

    `partial_floor` is the least share (0-1) of the amount applied for that a partial grant must reach. `measure` is what the best
    set of applications is best by. `contributions` are what members pay to join the scheme, `capital` what others have put in (kroner).
    `caps` cut what one application can get. Where `gains_from` is the grant, the method's share of the applicant's own net gains in the
    first `gains_years` years (all where it is None) is cut from it. `sources` and `years` limit who pays, and when.
    """

    name: str
    basis: Basis
    frame: int | None = None
    reserve_until: date | None = None
    partial: PartialGrant = PartialGrant.ALLOWED
    partial_floor: Decimal = Decimal(0)
    too_large: TooLarge = TooLarge.STOP
    note: str = ""
    measure: Measure = Measure.SCORE
    contributions: tuple[Charge, ...] = ()
    capital: int | None = None
    caps: tuple[Cap, ...] = ()
    gains_from: GainsFrom = GainsFrom.BUDGET
    gains_years: int | None = None
    sources: tuple[Source, ...] = ()
    years: tuple[YearLimit, ...] = ()


class QuorumRules(StrEnum):
    """Named rule sets for quorum and votes; see the README for the law behind each."""

    KOMMUNELOVEN = "kommuneloven-11-9"
    FORVALTNINGSLOVEN_NEW = "forvaltningsloven-2025-90"


class RatingsOpen(StrEnum):
    """When a seat sees the others' ratings of an application: once they are opened to all, or as soon as it has handed in its own."""

    WHEN_OPENED = "when_opened"
    AFTER_OWN = "after_own"


class Beginning(StrEnum):
    """The phase in which a new case begins; `declaring` asks the seats for their interests before anything opens to them."""

    PREPARING = "preparing"
    DECLARING = "declaring"
    RATING = "rating"


class OwnGround(StrEnum):
    """Grounds for recusal that are a council's own, beyond the law's."""

    COMPETING = "competing"
    SAME_INSTITUTION = "same_institution"


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """How the council works; `may_waive` are the roles that may waive or overrule a verdict.

    `ratings_shown_to` are the roles that ever see the members' ratings. `recusal` names a rule set, `own_grounds` what the council adds.
    """

    basis: Basis
    quorum: QuorumRules = QuorumRules.KOMMUNELOVEN
    recusal: str = "forvaltningsloven-6"
    may_waive: tuple[SeatRole, ...] = (SeatRole.SECRETARIAT, SeatRole.CHAIR)
    ratings_open: RatingsOpen = RatingsOpen.WHEN_OPENED
    ratings_shown_to: tuple[SeatRole, ...] = tuple(SeatRole)
    own_grounds: tuple[OwnGround, ...] = ()
    begins: Beginning = Beginning.RATING


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundStep:
    """A step of the scheme: what is decided in it, and which rules must be met by then."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """One scheme's council and its rules, as its file states them."""

    id: str
    name: str
    recipient: str
    scheme: str
    seats: tuple[Seat, ...]
    criteria: tuple[Criterion, ...]
    criteria_basis: Basis
    rules: tuple[Rule, ...]
    method: Method
    ranking: Ranking
    fund: Fund
    procedure: Procedure
    steps: tuple[RoundStep, ...] = ()
    fields: tuple[ExtraField, ...] = ()
    price_models: tuple[PriceModel, ...] = ()
    language: str = "nb"
    background: str = ""
    follow_up: tuple[str, ...] = ()
    awaits: tuple[Awaited, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    documents: Stationery = field(default_factory=Stationery)
    phrases: tuple[Phrase, ...] = ()

    def seat(self, seat_id: str) -> Seat | None:
        """Return the seat of that id, or None."""
        return next((seat for seat in self.seats if seat.id == seat_id), None)

    def criterion(self, criterion_id: str) -> Criterion | None:
        """Return the criterion of that id, or None."""
        return next((criterion for criterion in self.criteria if criterion.id == criterion_id), None)

    @property
    def theme(self) -> ExtraField | None:
        """The field of the committee's own that sums of money are told by, or None."""
        return next((one for one in self.fields if one.id == self.documents.theme), None)

    def rating_seats(self) -> tuple[Seat, ...]:
        """Return the seats that rate: the chair and the members."""
        return tuple(seat for seat in self.seats if seat.role in {SeatRole.CHAIR, SeatRole.MEMBER})
