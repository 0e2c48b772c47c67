"""Committee: seats, rules, criteria, fund, procedure - all that a `committees/*.toml` may say.

The code knows kinds of rules; every number, name and wording is the committee's own, with its source (`Basis`) and the dates
between which it holds. `reviewer.intake.committee` reads the file; a case keeps the committee it was opened with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reviewer.domain.application import GainsPlan, OrganisationKind, Phase, Withheld
from reviewer.domain.basis import Basis as Basis
from reviewer.domain.basis import Status as Status
from reviewer.domain.method import FirstYear as FirstYear
from reviewer.domain.method import Method as Method
from reviewer.domain.method import RateStep as RateStep
from reviewer.domain.method import WithoutFlows as WithoutFlows
from reviewer.domain.ordering import Leniency, Measure, TieKey
from reviewer.domain.prices import Charge, PriceModel
from reviewer.domain.seats import Seat as Seat
from reviewer.domain.seats import SeatRole as SeatRole
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


# --- The kinds of rules. `kind` in the file names the class; each is judged in `reviewer.domain.eligibility`.


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantIs:
    """`applicant_kind`: the applicant is one of these."""

    one_of: tuple[OrganisationKind, ...]


class Who(StrEnum):
    """Whose membership of the scheme is asked for."""

    APPLICANT = "applicant"
    ADOPTERS = "adopters"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeMember:
    """`scheme_member`: these are members of the scheme, by the municipality register's member column."""

    who: Who = Who.ALL
    exempt: tuple[OrganisationKind, ...] = ()


class Counting(StrEnum):
    """Which municipalities count as taking the solution into use."""

    NAMED = "named"
    INTENDED = "intended"


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalReuse:
    """`national_reuse`: enough municipalities take it into use. Shares 0-1 of the register's municipalities and inhabitants."""

    at_least: int | None = None
    share_of_municipalities: Decimal | None = None
    share_of_population: Decimal | None = None
    counting: Counting = Counting.NAMED


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectCost:
    """`project_cost`: kroner, both ends inclusive."""

    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountApplied:
    """`amount_applied`: at most this share (0-1) of the project cost, and at most this many kroner."""

    share_of_cost: Decimal | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NpvAbove:
    """`npv_above`: the net present value is strictly above this many kroner."""

    amount: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NpvPerKrone:
    """`npv_per_krone`: NPV per invested krone at least this."""

    at_least: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitCostRatio:
    """`benefit_cost_ratio`: present value of benefits over costs at least this."""

    at_least: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseIs:
    """`phase`: the project is in one of these phases."""

    one_of: tuple[Phase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """`duration`: from start to end at most this many months."""

    at_most_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GainsPlanAt:
    """`gains_plan`: the benefits realisation plan has come at least so far."""

    at_least: GainsPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFilled:
    """`required_field`: this field (of the application, or an extra one) is filled in."""

    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementGiven:
    """`required_statement`: the yes/no field is answered yes."""

    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentGiven:
    """`required_attachment`: a file whose name contains this word (any case) is attached."""

    name_contains: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldIs:
    """`field_is`: the extra field has one of these values (as text); mostly used in `when`."""

    field: str
    one_of: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """`all_of`: every part is met."""

    parts: tuple[Test, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """`any_of`: at least one part is met."""

    parts: tuple[Test, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """`not`: the part is not met."""

    part: Test


Test = (
    ApplicantIs
    | SchemeMember
    | NationalReuse
    | ProjectCost
    | AmountApplied
    | NpvAbove
    | NpvPerKrone
    | BenefitCostRatio
    | PhaseIs
    | Duration
    | GainsPlanAt
    | FieldFilled
    | StatementGiven
    | AttachmentGiven
    | FieldIs
    | AllOf
    | AnyOf
    | Not
)

TEST_KINDS: Mapping[str, type[Test]] = {
    "applicant_kind": ApplicantIs,
    "scheme_member": SchemeMember,
    "national_reuse": NationalReuse,
    "project_cost": ProjectCost,
    "amount_applied": AmountApplied,
    "npv_above": NpvAbove,
    "npv_per_krone": NpvPerKrone,
    "benefit_cost_ratio": BenefitCostRatio,
    "phase": PhaseIs,
    "duration": Duration,
    "gains_plan": GainsPlanAt,
    "required_field": FieldFilled,
    "required_statement": StatementGiven,
    "required_attachment": AttachmentGiven,
    "field_is": FieldIs,
    "all_of": AllOf,
    "any_of": AnyOf,
    "not": Not,
}
"""The name under which each kind of rule stands in a committee's file (`kind`) and is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A requirement. It holds for applications received from `valid_from` to `valid_to` (inclusive), and where `when` is met.

    `step` names the committee's step that it belongs to; eligibility is decided by the first step's rules.
    `rejection` is the committee's standard sentence for the letter when it is not met.
    """

    id: str
    name: str
    test: Test
    basis: Basis
    when: Test | None = None
    step: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    rejection: str = ""


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

    `partial_floor` is the least share (0-1) of the amount applied for that a partial grant must reach. `measure` is what the best
    set of applications is best by. `contributions` are what members pay to join the scheme, `capital` what others have put in (kroner).
    """

    name: str
    basis: Basis
    frame: int | None = None
    partial: PartialGrant = PartialGrant.ALLOWED
    partial_floor: Decimal = Decimal(0)
    too_large: TooLarge = TooLarge.STOP
    note: str = ""
    measure: Measure = Measure.SCORE
    contributions: tuple[Charge, ...] = ()
    capital: int | None = None


class QuorumRules(StrEnum):
    """Named rule sets for quorum and votes; see the README for the law behind each."""

    KOMMUNELOVEN = "kommuneloven-11-9"
    FORVALTNINGSLOVEN_NEW = "forvaltningsloven-2025-90"


class RatingsOpen(StrEnum):
    """When a seat sees the others' ratings of an application: once they are opened to all, or as soon as it has handed in its own."""

    WHEN_OPENED = "when_opened"
    AFTER_OWN = "after_own"


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
    withheld: tuple[Withheld, ...] = ()
    documents: Stationery = field(default_factory=Stationery)

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
