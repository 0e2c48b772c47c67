"""What a method's figures rest on, told with every answer."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from reviewer.domain.method import BudgetDivisor, CountedFrom, InvestmentDivisor, Method, RealGrowth, Residual, TaxedOn

Conventions = tuple[tuple[str, str | int | Decimal | None], ...]
"""Key and value of each convention that a computation used, for people and for JSON."""

_COUNTED: Mapping[CountedFrom, str] = {
    CountedFrom.BASE_YEAR: "base year",
    CountedFrom.COMPLETION: "year the project ends, else the last year with an investment",
}
_TAXED: Mapping[TaxedOn, str] = {
    TaxedOn.NET_EFFECT: "tax rate on discounted public costs less public benefits; part of npv, not of pv_costs",
    TaxedOn.COSTS: "tax rate on discounted public costs alone; part of npv, not of pv_costs",
}
_RESIDUAL: Mapping[Residual, str] = {
    Residual.NONE: "what lies beyond the analysis period is left out",
    Residual.GIVEN: "what the cash flow gives beyond the analysis period counts, as residual_value",
    Residual.CARRIED_ON: "the last year without its investment is carried on, as residual_value",
}
_INVESTED: Mapping[InvestmentDivisor, str] = {
    InvestmentDivisor.NOMINAL: "npv over undiscounted investment costs",
    InvestmentDivisor.DISCOUNTED: "npv over discounted investment costs",
}
_BUDGET: Mapping[BudgetDivisor, str] = {
    BudgetDivisor.NET_COST: "npv over public net cost, tax cost not in the divisor",
    BudgetDivisor.COSTS: "npv over public costs, tax cost not in the divisor",
}


def conventions(method: Method) -> Conventions:
    """Return what the method's figures rest on."""
    steps = sorted(method.rates, key=lambda step: step.from_year)
    return (
        ("method", method.name),
        ("discount_rates", ", ".join(f"{step.rate} from year {step.from_year}" for step in steps)),
        ("rates_counted_from", _COUNTED[method.counted_from]),
        ("base_year", "first year with an amount"),
        ("first_year", method.first_year.value),
        ("price_year", method.price_year),
        ("real_growth", "; ".join(map(_growth, method.real_growth)) or None),
        ("analysis_period", method.period),
        ("residual_value", _RESIDUAL[method.residual]),
        ("residual_years", method.residual_years if method.residual is Residual.CARRIED_ON else None),
        ("tax_rate", method.tax_rate),
        ("tax_cost", _TAXED[method.taxed_on]),
        ("npv_per_invested_krone", _INVESTED[method.investment_divisor]),
        ("nnb", _BUDGET[method.budget_divisor]),
        ("benefit_cost_ratio", "pv_benefits over pv_costs, tax cost left out"),
        ("irr", "net flows before tax cost"),
        ("payback_years", "undiscounted, in years after the base year, even within a year"),
        ("without_flows", method.without_flows.value),
        ("gains_cut", method.gains_cut),
    )


def _growth(growth: RealGrowth) -> str:
    what = [one.value for one in (growth.side, growth.role, growth.actor) if one is not None]
    return f"{growth.rate} a year for {' '.join(what) or 'every line'}"
