"""What the figures would be by another of the conventions that have no size: a swing of so many per cent says nothing of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from reviewer.domain.application import Application
from reviewer.domain.economics.appraisal import Appraisal, Source, appraise
from reviewer.domain.economics.assumptions import AS_STATED, Assumptions
from reviewer.domain.economics.presets import PRESETS
from reviewer.domain.method import BudgetDivisor, CountedFrom, FirstYear, InvestmentDivisor, Method, Residual, TaxedOn


class Convention(StrEnum):
    """A parameter of the method that has no size, and the whole method last."""

    FIRST_YEAR = "first_year"
    COUNTED_FROM = "rates_counted_from"
    TAXED_ON = "tax_cost"
    RESIDUAL = "residual_value"
    INVESTMENT_DIVISOR = "npv_per_invested_krone"
    BUDGET_DIVISOR = "nnb"
    METHOD = "method"


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """The figures where one convention is another; `method` is the method with it."""

    convention: Convention
    method: Method
    npv: Fraction
    npv_per_invested_krone: Fraction | None
    nnb: Fraction | None


def otherwise(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> tuple[Otherwise, ...]:
    """Return the figures by each other convention, one at a time; those that change none of the figures are left out."""
    own = appraise(application, method, assumptions)
    if own.source is not Source.RECOMPUTED:
        return ()
    found = ((convention, other, appraise(application, other, assumptions)) for convention, other in others(method))
    return tuple(
        Otherwise(convention=convention, method=other, npv=one.npv, npv_per_invested_krone=one.npv_per_invested_krone, nnb=one.nnb)
        for convention, other, one in found
        if one.npv is not None and _figures(one) != _figures(own)
    )


def _figures(one: Appraisal) -> tuple[Fraction | None, ...]:
    return one.npv, one.npv_per_invested_krone, one.nnb


def others(method: Method) -> Iterator[tuple[Convention, Method]]:
    """Yield the method with each of its conventions turned to each other value, then the methods that have a name."""
    for first in FirstYear:
        yield Convention.FIRST_YEAR, replace(method, first_year=first)
    for counted in CountedFrom:
        yield Convention.COUNTED_FROM, replace(method, counted_from=counted)
    for taxed in TaxedOn:
        yield Convention.TAXED_ON, replace(method, taxed_on=taxed)
    for residual in Residual:
        if residual is not Residual.CARRIED_ON or method.residual_years:
            yield Convention.RESIDUAL, replace(method, residual=residual)
    for divisor in InvestmentDivisor:
        yield Convention.INVESTMENT_DIVISOR, replace(method, investment_divisor=divisor)
    for budget in BudgetDivisor:
        yield Convention.BUDGET_DIVISOR, replace(method, budget_divisor=budget)
    for preset in PRESETS.values():
        yield Convention.METHOD, preset
