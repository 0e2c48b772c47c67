"""What a project is worth: the cost-benefit recomputed from the cash flow, by the conventions of the committee's method.

Exact throughout: a year's amounts are summed as integers, and discount factors are integers over one common denominator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from operator import mul
from typing import Final, NamedTuple

from reviewer.domain.application import Actor, Application, Claim, Flow, Role, Side
from reviewer.domain.committee import FirstYear, Method, RateStep, WithoutFlows
from reviewer.domain.identity import Same
from reviewer.domain.returns import internal_rates
from reviewer.domain.said import Kroner, Said, say

__all__ = [
    "NO_COSTS",
    "NO_INVESTMENT",
    "Appraisal",
    "Conventions",
    "Source",
    "YearSum",
    "appraise",
    "conventions",
    "discount_factors",
    "internal_rates",
    "net_present_value",
    "payback",
    "whole_kroner",
]

LONGEST_SPAN: Final = 200
"""Years. A cash flow that spans more has a mistyped year, and nothing is computed from it."""

Conventions = tuple[tuple[str, str | int | Decimal | None], ...]
"""Key and value of each convention that a computation used, for people and for JSON."""

_NO_FLOWS = say("The application has no cash flow.")
_CLAIM_ONLY = say("The application has no cash flow. The figures are the applicant's own.")
NO_INVESTMENT = say("The cash flow has no investment costs.")
_NO_BENEFITS = say("The cash flow has no benefits.")
NO_COSTS = say("The cash flow has no costs.")


class Source(StrEnum):
    """Where an appraisal's figures come from."""

    RECOMPUTED = "recomputed"
    CLAIMED = "claimed"
    NONE = "none"


class YearSum(NamedTuple):
    """One year's undiscounted kroner."""

    year: int
    cost: int
    benefit: int

    @property
    def net(self) -> int:
        """Benefit less cost."""
        return self.benefit - self.cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """What a project is worth, in kroner of the application's price year; None is unknown, never 0.

    `tax_cost` is the method's tax rate on `public_net_cost` (negative where public budgets gain) and is part of `npv`, not of `pv_costs`.
    `npv_deviation` is how far the recomputed NPV lies from the claimed one, as a share of the claim's size.
    """

    source: Source
    conventions: Conventions
    claimed: Claim = Claim()
    npv: Fraction | None = None
    pv_costs: Fraction | None = None
    pv_benefits: Fraction | None = None
    tax_cost: Fraction | None = None
    investment: int | None = None
    npv_per_invested_krone: Fraction | None = None
    public_net_cost: Fraction | None = None
    nnb: Fraction | None = None
    benefit_cost_ratio: Fraction | None = None
    npv_deviation: Fraction | None = None
    by_year: tuple[YearSum, ...] = ()
    warnings: tuple[Said, ...] = ()

    @property
    def base_year(self) -> int | None:
        """The year that amounts are discounted to: the first with a flow."""
        return self.by_year[0].year if self.by_year else None

    @property
    def irr(self) -> tuple[Decimal, ...]:
        """All internal rates of return of the net flows before tax-financing cost; computed when asked for."""
        return internal_rates([year.net for year in self.by_year])

    @property
    def payback_years(self) -> Fraction | None:
        """Simple payback of the net flows before tax-financing cost, in years after the base year; see `payback`."""
        return payback([year.net for year in self.by_year])


class _Sums(NamedTuple):
    """The cash flow in lists, one value a year from `first` on; `public` is cost less benefit on public budgets."""

    first: int
    costs: list[int]
    benefits: list[int]
    public: list[int]
    investments: list[int]


class _Working:
    """What a method's computations share; factors are kept for each length of cash flow."""

    __slots__ = ("_factors", "conventions", "method", "tax")

    def __init__(self, method: Method) -> None:
        self.method = method
        self.tax = method.tax_rate.as_integer_ratio()
        self.conventions = conventions(method)
        self._factors: dict[int, tuple[tuple[int, ...], int]] = {}

    def factors(self, years: int) -> tuple[tuple[int, ...], int]:
        """Return the discount factors as integers, and their common denominator."""
        known = self._factors.get(years)
        if known is None:
            known = self._factors[years] = discount_factors(self.method.rates, self.method.first_year, years)
        return known


@lru_cache(maxsize=32)
def _working(key: Same[Method]) -> _Working:
    return _Working(key.held)


def appraise(application: Application, method: Method) -> Appraisal:
    """Return what the application is worth by the method; without a cash flow, what the method lets count instead."""
    working = _working(Same(method))
    years = [year for flow in application.flows if flow.amounts for year in (min(flow.amounts), max(flow.amounts))]
    if not years:
        return _without_flows(application.claimed, working)
    first, last = min(years), max(years)
    if last - first >= LONGEST_SPAN:
        warning = say("The cash flow spans from {first} to {last}. One of the years must be wrong.", first=str(first), last=str(last))
        return Appraisal(source=Source.NONE, conventions=working.conventions, claimed=application.claimed, warnings=(warning,))
    sums = _from_first_amount(_summed(application.flows, first, last - first + 1))
    if not sums.costs:
        return _without_flows(application.claimed, working)
    return _recomputed(application, sums, working)


def conventions(method: Method) -> Conventions:
    """Return what the method's figures rest on."""
    steps = sorted(method.rates, key=lambda step: step.from_year)
    return (
        ("method", method.name),
        ("discount_rates", ", ".join(f"{step.rate} from year {step.from_year}" for step in steps)),
        ("base_year", "first year with an amount"),
        ("first_year", method.first_year.value),
        ("analysis_period", method.period),
        ("tax_rate", method.tax_rate),
        ("tax_cost", "tax rate on discounted public costs less public benefits; part of npv, not of pv_costs"),
        ("npv_per_invested_krone", "npv over undiscounted investment costs"),
        ("nnb", "npv over public net cost, tax cost not in the divisor"),
        ("benefit_cost_ratio", "pv_benefits over pv_costs, tax cost left out"),
        ("irr", "net flows before tax cost"),
        ("payback_years", "undiscounted, in years after the base year, even within a year"),
        ("without_flows", method.without_flows.value),
    )


def discount_factors(rates: Sequence[RateStep], first_year: FirstYear, years: int) -> tuple[tuple[int, ...], int]:
    """Return the factors of so many years from the base year on, as integers over one denominator.

    A lower rate applies to the later years only: the factors multiply on (R-109/14). Raises ValueError without rates or at -100 %.
    """
    lag = int(first_year is FirstYear.DISCOUNTED)
    steps = sorted(rates, key=lambda step: step.from_year)
    if not steps:
        raise ValueError("a method needs a discount rate")
    growth = [_growth(_rate_after(steps, year)) for year in range(years - 1 + lag)]
    up = list(accumulate((n for n, _ in reversed(growth)), mul, initial=1))[::-1]
    down = list(accumulate((d for _, d in growth), mul, initial=1))
    return tuple(map(mul, up, down))[lag:], up[0]


def _rate_after(steps: Sequence[RateStep], year: int) -> Decimal:
    """Return the rate between this many years after the base year and the next; before the first step, the first step's."""
    begun = [step.rate for step in steps if step.from_year <= year]
    return begun[-1] if begun else steps[0].rate


def _growth(rate: Decimal | Fraction) -> tuple[int, int]:
    growth = 1 + Fraction(rate)
    if growth <= 0:
        raise ValueError(f"a discount rate must be above -1, not {rate}")
    return growth.numerator, growth.denominator


def net_present_value(
    rate: Decimal | Fraction, flows: Sequence[int | Decimal | Fraction], first_year: FirstYear = FirstYear.UNDISCOUNTED
) -> Fraction:
    """Return the present value of one flow a year at a constant rate (0.04 is 4 %). Raises ValueError at -100 % and below."""
    growth = Fraction(*_growth(rate))
    total = Fraction(0)
    for flow in reversed(flows):
        total = total / growth + Fraction(flow)
    return total / growth if first_year is FirstYear.DISCOUNTED else total


def payback(net: Sequence[int]) -> Fraction | None:
    """Return the years after the first until the cumulated net stays at 0 or above, undiscounted; None if it does not.

    A year's net falls evenly within that year: -100, 40, 40, 40 is paid back after 2.5 years.
    """
    cumulated = list(accumulate(net))
    short = [year for year, total in enumerate(cumulated) if total < 0]
    if not short:
        return Fraction(0) if net else None
    last = short[-1]
    return None if last == len(net) - 1 else last + Fraction(-cumulated[last], net[last + 1])


def whole_kroner(amount: Fraction) -> Kroner:
    """Return the amount in whole kroner, halves away from zero."""
    n, d = abs(amount.numerator), amount.denominator
    rounded = (2 * n + d) // (2 * d)
    return Kroner(rounded if amount >= 0 else -rounded)


def _summed(flows: Sequence[Flow], first: int, years: int) -> _Sums:
    costs, benefits, public, investments = ([0] * years for _ in range(4))
    for flow in flows:
        is_cost = flow.side is Side.COST
        _add(costs if is_cost else benefits, flow, first, 1)
        if _on_public_budget(flow):
            _add(public, flow, first, 1 if is_cost else -1)
        if is_cost and flow.role is Role.INVESTMENT:
            _add(investments, flow, first, 1)
    return _Sums(first, costs, benefits, public, investments)


def _add(sums: list[int], flow: Flow, first: int, sign: int) -> None:
    for year, amount in flow.amounts.items():
        sums[year - first] += sign * amount


def _on_public_budget(flow: Flow) -> bool:
    actor = flow.actor
    return flow.public and (actor is Actor.APPLICANT or actor is Actor.STATE or actor is Actor.MUNICIPALITIES)


def _from_first_amount(sums: _Sums) -> _Sums:
    """Return the sums without the years of nothing before the first amount, so that an empty column does not move the base year."""
    empty = next((i for i, pair in enumerate(zip(sums.costs, sums.benefits, strict=True)) if any(pair)), len(sums.costs))
    return _Sums(sums.first + empty, *(values[empty:] for values in sums[1:])) if empty else sums


def _recomputed(application: Application, sums: _Sums, working: _Working) -> Appraisal:
    period = working.method.period
    kept = sums if period is None else _Sums(sums.first, *(values[: period + 1] for values in sums[1:]))
    factors, denominator = working.factors(len(kept.costs))
    costs, benefits, public = (sum(map(mul, values, factors)) for values in (kept.costs, kept.benefits, kept.public))
    tax, per = working.tax
    npv = Fraction((benefits - costs) * per - public * tax, denominator * per)
    n, d = npv.numerator, npv.denominator  # Fraction's own division would be the slowest step here
    investment, claim = sum(kept.investments), application.claimed
    return Appraisal(
        source=Source.RECOMPUTED,
        conventions=working.conventions,
        claimed=claim,
        npv=npv,
        pv_costs=Fraction(costs, denominator),
        pv_benefits=Fraction(benefits, denominator),
        tax_cost=Fraction(public * tax, denominator * per),
        investment=investment,
        npv_per_invested_krone=Fraction(n, d * investment) if investment > 0 else None,
        public_net_cost=Fraction(public, denominator),
        nnb=Fraction(n * denominator, d * public) if public > 0 else None,
        benefit_cost_ratio=Fraction(benefits, costs) if costs > 0 else None,
        npv_deviation=Fraction(n - claim.npv * d, d * abs(claim.npv)) if claim.npv else None,
        by_year=tuple(map(YearSum, range(kept.first, kept.first + len(kept.costs)), kept.costs, kept.benefits)),
        warnings=_warnings(application.flows, sums, kept),
    )


def _warnings(flows: Sequence[Flow], sums: _Sums, kept: _Sums) -> tuple[Said, ...]:
    found = []
    if len(kept.costs) < len(sums.costs):
        last = kept.first + len(kept.costs) - 1
        found.append(say("Amounts after {year} lie beyond the analysis period and are left out.", year=str(last)))
    if sum(kept.investments) <= 0:
        found.append(NO_INVESTMENT)
    if not any(kept.benefits):
        found.append(_NO_BENEFITS)
    if sum(kept.costs) <= 0:
        found.append(NO_COSTS)
    return (*found, *(_negative(flow) for flow in flows if flow.amounts and min(flow.amounts.values()) < 0))


def _negative(flow: Flow) -> Said:
    year = min(year for year, amount in flow.amounts.items() if amount < 0)
    return say(
        "{line} has a negative amount in {year}. Costs and benefits are both written as positive amounts.", line=flow.line, year=str(year)
    )


def _without_flows(claim: Claim, working: _Working) -> Appraisal:
    claims = claim.npv is not None or claim.npv_per_invested_krone is not None
    if not claims or working.method.without_flows is not WithoutFlows.CLAIM:
        return Appraisal(source=Source.NONE, conventions=working.conventions, claimed=claim, warnings=(_NO_FLOWS,))
    ratio = claim.npv_per_invested_krone
    return Appraisal(
        source=Source.CLAIMED,
        conventions=working.conventions,
        claimed=claim,
        npv=None if claim.npv is None else Fraction(claim.npv),
        npv_per_invested_krone=None if ratio is None else Fraction(ratio),
        warnings=(_CLAIM_ONLY,),
    )
