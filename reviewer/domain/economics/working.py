"""The working, year by year and factor by factor, as it can be checked with a pocket calculator."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from reviewer.domain.application import Application, Flow
from reviewer.domain.economics.appraisal import working_of
from reviewer.domain.economics.assumptions import AS_STATED, Assumptions
from reviewer.domain.economics.breakdown import discounted
from reviewer.domain.economics.discounting import rate_after
from reviewer.domain.method import Method, TaxedOn
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingYear:
    """One year: the rate that leads to the next, the discount factor, undiscounted and discounted kroner, and their running total.

    `tax_cost` is undiscounted. `discounted` is (benefit - cost - tax cost) × factor, and `cumulated` the sum of it so far.
    """

    year: int
    rate: Decimal
    factor: Fraction
    cost: Fraction
    benefit: Fraction
    tax_cost: Fraction
    discounted: Fraction
    cumulated: Fraction

    @property
    def net(self) -> Fraction:
        """Benefit less cost, undiscounted, without tax-financing cost."""
        return self.benefit - self.cost


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingLine:
    """One line: what counts of it in each year, undiscounted kroner."""

    flow: Flow
    amounts: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingTable:
    """All years that count; the first `kept` are within the analysis period, the others residual value.

    The years of the discount rates count from `rates_begin` years after the base year.
    """

    years: tuple[WorkingYear, ...]
    lines: tuple[WorkingLine, ...]
    kept: int
    rates_begin: int


def working(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> WorkingTable | None:
    """Return the working; its last `cumulated` is the NPV. None where there is no cash flow to compute from."""
    found = discounted(application, method, assumptions)
    if found is None:
        return None
    sums, (factors, denominator) = found.sums, found.factors
    taxed = sums.public if method.taxed_on is TaxedOn.NET_EFFECT else sums.public_costs
    tax, scale = Fraction(method.tax_rate), sums.scale
    costs, benefits, taxes = ([Fraction(value, scale) for value in row[: found.counted]] for row in (sums.costs, sums.benefits, taxed))
    shares = [Fraction(factor, denominator) for factor in factors]
    present = [(b - c - tax * t) * share for c, b, t, share in zip(costs, benefits, taxes, shares, strict=False)]
    steps = sorted(method.rates, key=lambda step: step.from_year)
    begin = working_of(method).rates_begin(application, sums, assumptions)
    years = tuple(
        WorkingYear(
            year=sums.first + at,
            rate=rate_after(steps, at - begin),
            factor=shares[at],
            cost=costs[at],
            benefit=benefits[at],
            tax_cost=tax * taxes[at],
            discounted=present[at],
            cumulated=total,
        )
        for at, total in enumerate(accumulate(present))
    )
    lines = tuple(
        WorkingLine(flow=flow, amounts=tuple(Fraction(amount, scale) for amount in amounts[: found.counted]))
        for flow, amounts in zip(application.flows, found.lines.amounts, strict=True)
    )
    return WorkingTable(years=years, lines=lines, kept=sums.kept, rates_begin=begin)
