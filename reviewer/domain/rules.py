"""What a rule of a committee asks of an application: the kinds of tests, and the rule that puts one under a name and a basis.

`kind` in the committee's file names the class; each is judged in `reviewer.domain.eligibility`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reviewer.domain.application import GainsPlan, OrganisationKind, Phase
from reviewer.domain.basis import Basis
from reviewer.domain.slotted import dataclass


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
    """Which municipalities count as adopting the solution."""

    NAMED = "named"
    INTENDED = "intended"


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalReuse:
    """`national_reuse`: enough municipalities adopt it. Shares 0-1 of the register's municipalities and inhabitants."""

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
class ReceivedBy:
    """`received_by`: the application, as it now stands, came in on this day or before it."""

    deadline: date


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
    | ReceivedBy
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
    "received_by": ReceivedBy,
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
