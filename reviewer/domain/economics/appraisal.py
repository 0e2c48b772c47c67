"""What a project is worth: the cost-benefit recomputed from the cash flow, by the conventions of the committee's method.

Exact throughout: a year's amounts are summed as integers, and discount factors are integers over one common denominator.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from operator import mul
from typing import NamedTuple

from reviewer.domain.application import Application, Claim, Flow, Role, Side
from reviewer.domain.economics.assumptions import AS_STATED, Assumptions
from reviewer.domain.economics.conventions import Conventions, conventions
from reviewer.domain.economics.discounting import Factors, discount_factors, payback, whole_kroner
from reviewer.domain.economics.lines import LONGEST_SPAN
from reviewer.domain.economics.returns import internal_rates
from reviewer.domain.economics.sums import Sums, stated_years, summed_over
from reviewer.domain.identity import Same
from reviewer.domain.method import BudgetDivisor, CountedFrom, InvestmentDivisor, Method, Residual, TaxedOn, WithoutFlows
from reviewer.domain.said import Listed, Said, say
from reviewer.domain.slotted import dataclass

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
    """One year's undiscounted kroner, to the nearest one where take-up or growth makes parts of them."""

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
    `residual_value` is benefits less costs after the analysis period, as far as the method counts them; the public part of it is in
    `public_net_cost`. `npv_deviation` is how far the recomputed NPV lies from the claimed one, as a share of the claim's size;
    `ratio_deviation` says the same of NPV per invested krone. `as_stated` is what the application gives by itself, where the council
    assumes something else in this one. What thousands are judged and ranked by is here; the rest is made of `worked` when it is asked for.
    """

    source: Source
    conventions: Conventions
    claimed: Claim = Claim()
    npv: Fraction | None = None
    investment: int | None = None
    npv_per_invested_krone: Fraction | None = None
    benefit_cost_ratio: Fraction | None = None
    warnings: tuple[Said, ...] = ()
    worked: Worked | None = None
    as_stated: Appraisal | None = None

    @property
    def pv_costs(self) -> Fraction | None:
        """Present value of the costs, without the tax-financing cost."""
        return None if self.worked is None else Fraction(self.worked.costs, self.worked.over)

    @property
    def pv_benefits(self) -> Fraction | None:
        """Present value of the benefits."""
        return None if self.worked is None else Fraction(self.worked.benefits, self.worked.over)

    @property
    def residual_value(self) -> Fraction | None:
        """Present value of what comes after the analysis period."""
        return None if self.worked is None else Fraction(self.worked.residual, self.worked.over)

    @property
    def tax_cost(self) -> Fraction | None:
        """Tax-financing cost."""
        return None if self.worked is None else Fraction(self.worked.tax, self.worked.over * self.worked.per)

    @property
    def pv_investment(self) -> Fraction | None:
        """Present value of the investment costs."""
        return None if self.worked is None else Fraction(self.worked.investment, self.worked.over)

    @property
    def public_net_cost(self) -> Fraction | None:
        """Present value of what public budgets pay, less what they save."""
        return None if self.worked is None else Fraction(self.worked.public, self.worked.over)

    @property
    def nnb(self) -> Fraction | None:
        """NPV per krone of public budgets; the method says which cost is the divisor."""
        return None if self.worked is None or self.npv is None else _over(self.npv, self.worked.budget, self.worked.over)

    @property
    def npv_deviation(self) -> Fraction | None:
        """How far the recomputed NPV lies from the claimed one."""
        claimed = self.claimed.npv
        return _over(self.npv - claimed, abs(claimed), 1) if claimed and self.worked is not None and self.npv is not None else None

    @property
    def by_year(self) -> tuple[YearSum, ...]:
        """The undiscounted sums of each year of the analysis period."""
        return () if self.worked is None else tuple(_years(self.worked.sums))

    @property
    def net(self) -> tuple[int, ...]:
        """Each year's exact net, over one common denominator: enough for what depends on proportions alone."""
        return () if self.worked is None else _net(self.worked.sums)

    @property
    def discounted_net(self) -> tuple[int, ...]:
        """The same discounted."""
        return () if self.worked is None else tuple(map(mul, self.net, self.worked.factors))

    @property
    def base_year(self) -> int | None:
        """The year that amounts are discounted to: the first with a flow."""
        return None if self.worked is None else self.worked.sums.first

    @property
    def npv_without_tax(self) -> Fraction | None:
        """NPV without the tax-financing cost."""
        return None if self.npv is None or self.tax_cost is None else self.npv + self.tax_cost

    @property
    def ratio_deviation(self) -> Fraction | None:
        """How far the recomputed NPV per invested krone lies from the claimed one, as a share of the claim's size."""
        claimed, own = self.claimed.npv_per_invested_krone, self.npv_per_invested_krone
        if self.source is not Source.RECOMPUTED or not claimed or own is None:
            return None
        return (own - Fraction(claimed)) / abs(Fraction(claimed))

    @property
    def irr(self) -> tuple[Decimal, ...]:
        """All internal rates of return of the net flows before tax-financing cost; computed when asked for."""
        return internal_rates(self.net)

    @property
    def payback_years(self) -> Fraction | None:
        """Simple payback of the net flows before tax-financing cost, in years after the base year; see `payback`."""
        return payback(self.net)

    @property
    def discounted_payback_years(self) -> Fraction | None:
        """Payback of the discounted net flows before tax-financing cost, in years after the base year."""
        return payback(self.discounted_net)


class Worked(NamedTuple):
    """The present values over the denominator `over`, `tax` over `over` times `per`, and what they were made of.

    `budget` is the divisor of NNB.
    """

    sums: Sums
    factors: tuple[int, ...]
    over: int
    per: int
    costs: int
    benefits: int
    residual: int
    tax: int
    investment: int
    public: int
    budget: int


class Working:
    """What a method's computations share; factors are kept for each length of cash flow."""

    __slots__ = ("_factors", "conventions", "method", "tax")

    def __init__(self, method: Method) -> None:
        self.method = method
        self.tax = method.tax_rate.as_integer_ratio()
        self.conventions = conventions(method)
        self._factors: dict[tuple[int, int], Factors] = {}

    def factors(self, years: int, counted_from: int = 0) -> Factors:
        """Return the discount factors as integers, and their common denominator; see `discount_factors`."""
        known = self._factors.get((years, counted_from))
        if known is None:
            known = discount_factors(self.method.rates, self.method.first_year, years, counted_from)
            self._factors[years, counted_from] = known
        return known

    def factors_for(self, application: Application, sums: Sums, assumptions: Assumptions = AS_STATED) -> Factors:
        """Return the factors of the application's years."""
        return self.factors(len(sums.costs), self.rates_begin(application, sums, assumptions))

    def rates_begin(self, application: Application, sums: Sums, assumptions: Assumptions = AS_STATED) -> int:
        """Return how many years after the base year the discount rates count from."""
        if self.method.counted_from is CountedFrom.BASE_YEAR:
            return 0
        ends = application.ends.year if application.ends is not None else _last_investment(application.flows)
        return 0 if ends is None else max(0, ends + assumptions.start - sums.first)


def _last_investment(flows: Sequence[Flow]) -> int | None:
    """Return the last year with an investment as it is stated."""
    invested = (flow.amounts for flow in flows if flow.side is Side.COST and flow.role is Role.INVESTMENT)
    return max((year for amounts in invested for year, amount in amounts.items() if amount), default=None)


@lru_cache(maxsize=64)
def _working(key: Same[Method]) -> Working:
    return Working(key.held)


def working_of(method: Method) -> Working:
    """Return what the method's computations share, made once for each method."""
    return _working(Same(method))


def appraise(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> Appraisal:
    """Return what the application is worth by the method; without a cash flow, what the method lets count instead."""
    working = working_of(method)
    years = stated_years(application.flows)
    if years and years[1] - years[0] >= LONGEST_SPAN:
        first, last = map(str, years)
        warning = say("The cash flow spans from {first} to {last}. One of the years must be wrong.", first=first, last=last)
        return Appraisal(source=Source.NONE, conventions=working.conventions, claimed=application.claimed, warnings=(warning,))
    sums = summed_over(years, application, method, assumptions)
    return _without_flows(application.claimed, working) if sums is None else _recomputed(application, sums, working, assumptions)


def _recomputed(application: Application, sums: Sums, working: Working, assumptions: Assumptions) -> Appraisal:
    method, kept = working.method, sums.kept
    factors, denominator = working.factors_for(application, sums, assumptions)
    counted = len(sums.costs) if method.residual is not Residual.NONE else kept
    costs, benefits = _present(sums.costs[:kept], factors), _present(sums.benefits[:kept], factors)
    public, public_costs = _present(sums.public[:counted], factors), _present(sums.public_costs[:counted], factors)
    residual = _present(sums.benefits[kept:counted], factors[kept:]) - _present(sums.costs[kept:counted], factors[kept:])
    investment, pv_investment = sum(sums.investments[:kept]), _present(sums.investments[:kept], factors)
    taxed = public if method.taxed_on is TaxedOn.NET_EFFECT else public_costs
    tax, per = working.tax
    over = denominator * sums.scale
    npv = Fraction((benefits - costs + residual) * per - taxed * tax, over * per)
    divisor = (investment, sums.scale) if method.investment_divisor is InvestmentDivisor.NOMINAL else (pv_investment, over)
    budget = public if method.budget_divisor is BudgetDivisor.NET_COST else public_costs
    return Appraisal(
        source=Source.RECOMPUTED,
        conventions=working.conventions,
        claimed=application.claimed,
        npv=npv,
        investment=_kroner(investment, sums.scale),
        npv_per_invested_krone=_over(npv, *divisor),
        benefit_cost_ratio=Fraction(benefits, costs) if costs > 0 else None,
        warnings=_warnings(application.flows, sums, counted),
        worked=Worked(sums, factors, over, per, costs, benefits, residual, taxed * tax, pv_investment, public, budget),
    )


def _over(npv: Fraction, divisor: int, scale: int) -> Fraction | None:
    """Return NPV over divisor / scale, None where the divisor is not above 0; Fraction's own division would be the slowest step here."""
    return Fraction(npv.numerator * scale, npv.denominator * divisor) if divisor > 0 else None


def _present(amounts: Iterable[int], factors: Iterable[int]) -> int:
    return sum(map(mul, amounts, factors))


def _net(sums: Sums) -> tuple[int, ...]:
    return tuple(benefit - cost for cost, benefit in zip(sums.costs[: sums.kept], sums.benefits, strict=False))


def _years(sums: Sums) -> Iterable[YearSum]:
    kept = range(sums.first, sums.first + sums.kept)
    if sums.scale == 1:
        return map(YearSum, kept, sums.costs, sums.benefits)
    return (
        YearSum(year, _kroner(cost, sums.scale), _kroner(benefit, sums.scale))
        for year, cost, benefit in zip(kept, sums.costs, sums.benefits, strict=False)
    )


def _kroner(amount: int, scale: int) -> int:
    return amount if scale == 1 else int(whole_kroner(Fraction(amount, scale)))


def _warnings(flows: Sequence[Flow], sums: Sums, counted: int) -> tuple[Said, ...]:
    found = []
    if counted < len(sums.costs):
        last = sums.first + sums.kept - 1
        lines = (flow.line for flow in flows if any(amount for year, amount in flow.amounts.items() if year > last))
        names = Listed(tuple(dict.fromkeys(lines)))
        if names.items:
            found.append(say("Amounts after {year} lie beyond the analysis period and are left out: {lines}.", year=str(last), lines=names))
    if sum(sums.investments[: sums.kept]) <= 0:
        found.append(NO_INVESTMENT)
    if not any(sums.benefits[: sums.kept]):
        found.append(_NO_BENEFITS)
    if sum(sums.costs[: sums.kept]) <= 0:
        found.append(NO_COSTS)
    return (*found, *(_negative(flow) for flow in flows if flow.amounts and min(flow.amounts.values()) < 0))


def _negative(flow: Flow) -> Said:
    year = min(year for year, amount in flow.amounts.items() if amount < 0)
    return say(
        "{line} has a negative amount in {year}. Costs and benefits are both written as positive amounts.", line=flow.line, year=str(year)
    )


def _without_flows(claim: Claim, working: Working) -> Appraisal:
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
