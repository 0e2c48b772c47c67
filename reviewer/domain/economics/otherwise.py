"""What the figures would be by another of the conventions that have no size: a swing of so many per cent says nothing of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction

from reviewer.domain.application import Application
from reviewer.domain.economics.appraisal import Source, appraise
from reviewer.domain.economics.assumptions import AS_STATED, Assumptions
from reviewer.domain.economics.presets import PRESETS
from reviewer.domain.method import BudgetDivisor, CountedFrom, FirstYear, InvestmentDivisor, Method, Residual, TaxedOn
from reviewer.domain.slotted import dataclass


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
    found = _computed(application, others(method), assumptions)
    return tuple(one for one in found if (one.npv, one.npv_per_invested_krone, one.nnb) != (own.npv, own.npv_per_invested_krone, own.nnb))


def the_same_otherwise(
    found: Iterable[Otherwise], application: Application, method: Method, assumptions: Assumptions
) -> tuple[Otherwise, ...]:
    """Return the figures by the same conventions where method and assumptions are others, whether they change a figure there or not."""
    wanted = {_turned(one.convention, one.method) for one in found}
    turned = (pair for pair in others(method) if _turned(*pair) in wanted)
    return tuple(_computed(application, turned, assumptions))


def _turned(convention: Convention, method: Method) -> tuple[Convention, str]:
    return convention, method.name if convention is Convention.METHOD else ""


def _computed(application: Application, turned: Iterable[tuple[Convention, Method]], assumptions: Assumptions) -> Iterator[Otherwise]:
    for convention, other in turned:
        one = appraise(application, other, assumptions)
        if one.npv is not None:
            yield Otherwise(
                convention=convention, method=other, npv=one.npv, npv_per_invested_krone=one.npv_per_invested_krone, nnb=one.nnb
            )


def others(method: Method) -> Iterator[tuple[Convention, Method]]:
    """Yield the method with each of its conventions turned to each other value, then the other methods that have a name."""
    return (pair for pair in _every(method) if pair[1] != method)


def _every(method: Method) -> Iterator[tuple[Convention, Method]]:
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
