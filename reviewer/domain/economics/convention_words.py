"""The conventions in words: what every figure rests on, for the screen, the command line, the proposal and the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from typing import Final

from reviewer.domain.application import Role, Side
from reviewer.domain.economics.otherwise import Convention
from reviewer.domain.economics.words import ACTORS
from reviewer.domain.method import (
    BudgetDivisor,
    CountedFrom,
    FirstYear,
    InvestmentDivisor,
    Method,
    RateStep,
    RealGrowth,
    Residual,
    Spread,
    TaxedOn,
    Uncertainty,
    WithoutFlows,
)
from reviewer.domain.said import Listed, Said, Share, Value, say, say_number

_COUNTED: Final = {
    CountedFrom.BASE_YEAR: say("counted from the base year"),
    CountedFrom.COMPLETION: say("counted from the year in which the project ends"),
}
_FIRST: Final = {FirstYear.UNDISCOUNTED: say("not discounted"), FirstYear.DISCOUNTED: say("discounted by one year")}
_INVESTED: Final = {
    InvestmentDivisor.NOMINAL: say("NPV divided by the investment as it is paid, undiscounted"),
    InvestmentDivisor.DISCOUNTED: say("NPV divided by the present value of the investment"),
}
_BUDGET: Final = {
    BudgetDivisor.NET_COST: say("NPV divided by costs less benefits on public budgets, without the tax cost"),
    BudgetDivisor.COSTS: say("NPV divided by the costs on public budgets, without the tax cost"),
}
_WITHOUT: Final = {
    WithoutFlows.CLAIM: say("the applicant's own figures count, and it is said"),
    WithoutFlows.UNKNOWN: say("the net present value is unknown"),
}
_SPREADS: Final = {Spread.TRIANGULAR: say("triangular distribution"), Spread.PERT: say("PERT distribution")}
_SIDES: Final = {Side.COST: say("costs"), Side.BENEFIT: say("benefits")}
_ROLES: Final = {Role.INVESTMENT: say("investment"), Role.OPERATION: say("operation"), Role.OTHER: say("other")}

Told = tuple[Said, Value]
"""The name of a convention, and what holds."""


def conventions_told(method: Method, base_year: int | None = None) -> tuple[Told, ...]:
    """Return every convention of the method with its name; `base_year` is the application's own, where there is one."""
    base = say("the first year with an amount") if base_year is None else str(base_year)
    return (
        (say("Method"), method.name),
        (say("Discount rate"), say("{rates}; {counted}", rates=rates_told(method), counted=_COUNTED[method.counted_from])),
        (say("Base year"), say("{year}, {discounted}", year=base, discounted=_FIRST[method.first_year])),
        (say("Prices"), _prices(method)),
        (say("Real growth"), growth_told(method)),
        (say("Analysis period"), _period(method)),
        (say("Residual value"), residual_told(method)),
        (say("Tax-financing cost"), taxed_told(method)),
        (say("NPV per krone invested"), _INVESTED[method.investment_divisor]),
        (say("NNB"), _BUDGET[method.budget_divisor]),
        (say("Benefit-cost ratio"), say("present value of benefits divided by present value of costs, without the tax cost")),
        (say("Internal rates of return"), say("of the net cash flow before the tax cost")),
        (say("Payback"), say("from the base year on, evenly within a year, before the tax cost")),
        (say("Without a cash flow"), _WITHOUT[method.without_flows]),
        *_cut(method),
    )


def uncertainty_told(uncertainty: Uncertainty) -> Said:
    """Return how a simulation draws."""
    return say(
        "{low} to {high} of what is stated, where the applicant gives no bounds; {spread}; {draws} draws, seed {seed}",
        low=Share(uncertainty.low),
        high=Share(uncertainty.high),
        spread=_SPREADS[uncertainty.spread],
        draws=uncertainty.draws,
        seed=str(uncertainty.seed),
    )


def otherwise_told(convention: Convention, method: Method) -> Told:
    """Return the name of a convention, and what it is by this method."""
    match convention:
        case Convention.FIRST_YEAR:
            return say("First year"), _FIRST[method.first_year]
        case Convention.COUNTED_FROM:
            return say("Discount rate"), _COUNTED[method.counted_from]
        case Convention.TAXED_ON:
            return say("Tax-financing cost"), taxed_told(method)
        case Convention.RESIDUAL:
            return say("Residual value"), residual_told(method)
        case Convention.INVESTMENT_DIVISOR:
            return say("NPV per krone invested"), _INVESTED[method.investment_divisor]
        case Convention.BUDGET_DIVISOR:
            return say("NNB"), _BUDGET[method.budget_divisor]
        case Convention.METHOD:
            return say("Method"), method.name


def rates_told(method: Method) -> Listed:
    """Return each discount rate with the year it begins."""
    steps = sorted(method.rates, key=lambda step: step.from_year)
    return Listed(tuple(_step(step) for step in steps))


def _step(step: RateStep) -> Said:
    return say("{rate} from year {year}", rate=Share(Fraction(step.rate)), year=step.from_year)


def _prices(method: Method) -> Said:
    if method.price_year is None:
        return say("fixed prices, as the applicant states the amounts")
    return say("fixed prices of {year}", year=str(method.price_year))


def growth_told(method: Method) -> Value:
    """Return what grows more than other prices, and how much."""
    return Listed(tuple(map(_growth, method.real_growth))) if method.real_growth else say("none")


def _growth(growth: RealGrowth) -> Said:
    rate, named = Share(Fraction(growth.rate)), tuple(_named(growth))
    if not named:
        return say("{rate} a year for every line", rate=rate)
    return say("{rate} a year for {lines}", rate=rate, lines=reduce(_comma, named))


def _comma(one: Said, other: Said) -> Said:
    return say("{one}, {other}", one=one, other=other)


def _named(growth: RealGrowth) -> Iterator[Said]:
    if growth.side is not None:
        yield _SIDES[growth.side]
    if growth.role is not None:
        yield _ROLES[growth.role]
    if growth.actor is not None:
        yield ACTORS[growth.actor]


def _period(method: Method) -> Said:
    if method.period is None:
        return say("as long as the cash flow lasts")
    return say_number("at most {number} year after the base year", "at most {number} years after the base year", method.period)


def residual_told(method: Method) -> Said:
    """Return what counts of the years after the analysis period."""
    match method.residual:
        case Residual.NONE:
            return say("none: what lies beyond the analysis period is left out")
        case Residual.GIVEN:
            return say("what the cash flow gives beyond the analysis period")
        case Residual.CARRIED_ON:
            return say_number(
                "the last year without its investment, {number} year more",
                "the last year without its investment, {number} years more",
                method.residual_years,
            )


def taxed_told(method: Method) -> Said:
    """Return the tax-financing rate, and what it is of."""
    rate = Share(Fraction(method.tax_rate))
    if not method.tax_rate:
        return say("none")
    if method.taxed_on is TaxedOn.NET_EFFECT:
        return say("{rate} of costs less benefits on public budgets, part of NPV", rate=rate)
    return say("{rate} of the costs on public budgets alone, part of NPV", rate=rate)


def _cut(method: Method) -> Iterator[Told]:
    if method.gains_cut:
        yield say("Own gains"), say("{rate} of what the applicant's own budget gains is cut", rate=Share(Fraction(method.gains_cut)))
