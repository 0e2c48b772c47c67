"""What was applied for: one application, and the batch it came in.

Amounts are whole kroner, shares 0-1, years four digits. `None` always means that the source is silent, never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reviewer.domain.slotted import dataclass


class OrganisationKind(StrEnum):
    """What an applicant or partner is."""

    MUNICIPALITY = "municipality"
    COUNTY = "county"
    KS = "ks"
    MUNICIPAL_COMPANY = "municipal_company"
    INTERMUNICIPAL_COMPANY = "intermunicipal_company"
    STATE_AGENCY = "state_agency"
    COMPANY = "company"
    VOLUNTARY = "voluntary"


class Phase(StrEnum):
    """How far the project has come; the order is the order of work."""

    CONCEPT = "concept"
    PLANNING = "planning"
    EXECUTION = "execution"
    DONE = "done"


class GainsPlan(StrEnum):
    """How far the benefits realisation plan has come; each stage includes those before it."""

    NONE = "none"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"


class Side(StrEnum):
    """Whether a flow is a cost or a benefit; both are written as positive amounts."""

    COST = "cost"
    BENEFIT = "benefit"


class Role(StrEnum):
    """What a flow is spent on."""

    INVESTMENT = "investment"
    OPERATION = "operation"
    OTHER = "other"


class Actor(StrEnum):
    """Whom a flow falls on."""

    APPLICANT = "applicant"
    STATE = "state"
    MUNICIPALITIES = "municipalities"
    BUSINESS = "business"
    CITIZENS = "citizens"
    VOLUNTARY = "voluntary"


class Level(StrEnum):
    """Meaning or extent of a non-priced effect."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An applicant or partner; `number` is the municipality's four digits (a county's two), as text."""

    name: str
    kind: OrganisationKind | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """An S-curve of take-up: `final` municipalities in the end, half of them in the year `midpoint`, from 10 to 90 % in `years` years."""

    final: int
    midpoint: Decimal
    years: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUp:
    """Who adopts the solution: named municipalities, and how many are meant to in the end.

    How many use it in each year is at most one of `by_year`, `curve` and `share` (of those intended, 0-1, in every year); lines that scale
    are then written for full take-up and multiplied by it. Without any of them their amounts stand as they are. `low` and `high` are
    the fewest and most municipalities that the applicant expects in the end.
    """

    municipalities: tuple[str, ...] | None = None
    intended: int | None = None
    statement: str = ""
    by_year: Mapping[int, int] | None = None
    curve: Curve | None = None
    share: Decimal | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the applicant says the project is worth; `years` is the analysis period."""

    npv: int | None = None
    npv_per_invested_krone: Decimal | None = None
    years: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One line of the cash flow: undiscounted kroner by year, positive on either side.

    `low` and `high` are the applicant's own bounds for the whole line, as parts of what is stated: 0.8 is 80 % of it.
    """

    line: str
    side: Side
    role: Role = Role.OTHER
    actor: Actor = Actor.APPLICANT
    public: bool = True
    scales_with_reuse: bool = False
    amounts: Mapping[int, int] = field(default_factory=dict)
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A non-priced effect by the plus/minus method, from `----` over `0` to `++++`."""

    name: str
    meaning: Level | None = None
    extent: Level | None = None
    grade: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A field that a public version leaves out, and the ground for it in law; the field is one of `WITHHOLDABLE` or `extra.<id>`."""

    field: str
    ground: str


OF_THE_APPLICATION = ("contact", "partners", "summary", "project_cost", "reuse", "claimed", "flows", "effects", "attachments")
OF_THE_COUNCIL = ("reasons", "conditions", "departure", "dissents", "recusals", "rulings", "comments")
"""What the council itself has written: `comments` are the members', `departure` is why the order was left, `rulings` why a rule was waived,
a rating left out, or something reckoned otherwise than by the applicant."""
WITHHOLDABLE = (*OF_THE_APPLICATION, *OF_THE_COUNCIL)
"""What may be withheld, besides the committee's own fields. Title, applicant and the amounts applied for and given are public."""


Extra = str | int | Decimal | bool | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """One application as it was submitted; a change of it is a new revision, never an edit."""

    id: str
    title: str
    applicant: Organisation
    partners: tuple[Organisation, ...] = ()
    contact: str = ""
    summary: str = ""
    amount_applied: int | None = None
    project_cost: int | None = None
    phase: Phase | None = None
    starts: date | None = None
    ends: date | None = None
    gains_plan: GainsPlan | None = None
    reuse: TakeUp = TakeUp()
    claimed: Claim = Claim()
    flows: tuple[Flow, ...] = ()
    effects: tuple[Effect, ...] = ()
    attachments: tuple[str, ...] | None = None
    extra: Mapping[str, Extra] = field(default_factory=dict)
    call: str = ""
    received: date | None = None
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The applications that came in together; `source` is the file's name, without its folder."""

    committee: str = ""
    call: str = ""
    received: date | None = None
    source: str = ""
    applications: tuple[Application, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs between two revisions of an application."""

    field: str
    before: object
    after: object


def differences(before: Application, after: Application) -> tuple[Difference, ...]:
    """Return what changed, field by field, in the order of the fields."""
    pairs = ((f.name, getattr(before, f.name), getattr(after, f.name)) for f in fields(Application))
    return tuple(Difference(name, old, new) for name, old, new in pairs if old != new)
