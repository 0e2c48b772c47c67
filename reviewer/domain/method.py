"""The conventions of a cost-benefit computation, as a committee's file states them."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from reviewer.domain.application import Actor, Role, Side
from reviewer.domain.basis import Basis
from reviewer.domain.slotted import dataclass


class FirstYear(StrEnum):
    """Whether the base year's amounts are discounted."""

    UNDISCOUNTED = "undiscounted"
    DISCOUNTED = "discounted"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateStep:
    """The discount rate (0.04 is 4 %) from this many years on; after what, `Method.counted_from` says."""

    from_year: int
    rate: Decimal


class CountedFrom(StrEnum):
    """What the years of the discount rates count from: the base year, or the year in which the project is completed."""

    BASE_YEAR = "base_year"
    COMPLETION = "completion"


class TaxedOn(StrEnum):
    """What the tax-financing rate applies to: costs less benefits on public budgets, or the costs on them alone."""

    NET_EFFECT = "net_effect"
    COSTS = "costs"


class Residual(StrEnum):
    """What counts of the years after the analysis period: nothing, what the cash flow gives, or its last year carried on."""

    NONE = "none"
    GIVEN = "given"
    CARRIED_ON = "carried_on"


class InvestmentDivisor(StrEnum):
    """What NPV per invested krone divides by: the investment as it is paid, or its present value."""

    NOMINAL = "nominal"
    DISCOUNTED = "discounted"


class BudgetDivisor(StrEnum):
    """What NNB divides by, both as present values: costs less benefits on public budgets, or the costs on them alone."""

    NET_COST = "net_cost"
    COSTS = "costs"


@dataclass(frozen=True, slots=True, kw_only=True)
class RealGrowth:
    """How much dearer than other things some lines become a year (0.01 is 1 %); a side, role or actor that is not named is any."""

    rate: Decimal
    side: Side | None = None
    role: Role | None = None
    actor: Actor | None = None


class WithoutFlows(StrEnum):
    """What counts where the applicant gives no cash flow: the claimed figures, said to be so, or nothing."""

    CLAIM = "claim"
    UNKNOWN = "unknown"


class Spread(StrEnum):
    """How a draw lies between low, stated and high."""

    TRIANGULAR = "triangular"
    PERT = "pert"


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertainty:
    """How a line is drawn in a simulation; `low` and `high` (1 is as stated) hold where the applicant gives none."""

    basis: Basis
    spread: Spread = Spread.TRIANGULAR
    low: Decimal = Decimal(1)
    high: Decimal = Decimal(1)
    draws: int = 100_000
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """The plus/minus method's table: steps 0-4, one row a meaning from low to high, one column an extent from low to high."""

    basis: Basis
    table: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """The conventions of a cost-benefit computation; every answer carries them.

    `period` is how many years after the base year count. `residual_years` is how long a last year is carried on. `price_year` is the
    year whose kroner the amounts are in, and from which real growth counts (else the base year). `inflation` are yearly rates to try when a
    claim may have been computed in current prices. A claim that lies further off than `small_deviation` (share of the claim) is remarked
    on, further than `large_deviation` stressed. `gains_cut` is the share of its own net gains that is cut from the applicant's budget.
    """

    name: str
    rates: tuple[RateStep, ...]
    basis: Basis
    first_year: FirstYear = FirstYear.UNDISCOUNTED
    tax_rate: Decimal = Decimal(0)
    period: int | None = None
    without_flows: WithoutFlows = WithoutFlows.UNKNOWN
    counted_from: CountedFrom = CountedFrom.BASE_YEAR
    taxed_on: TaxedOn = TaxedOn.NET_EFFECT
    residual: Residual = Residual.NONE
    residual_years: int = 0
    investment_divisor: InvestmentDivisor = InvestmentDivisor.NOMINAL
    budget_divisor: BudgetDivisor = BudgetDivisor.NET_COST
    price_year: int | None = None
    real_growth: tuple[RealGrowth, ...] = ()
    inflation: tuple[Decimal, ...] = ()
    small_deviation: Decimal = Decimal("0.01")
    large_deviation: Decimal = Decimal("0.1")
    gains_cut: Decimal = Decimal(0)
    uncertainty: Uncertainty | None = None
    grading: Grading | None = None
