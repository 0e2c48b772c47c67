"""All that is computed of one cash flow, each figure with its name: the page and the answer in the terminal tell the same."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from reviewer.domain.economics.appraisal import Appraisal, Source
from reviewer.domain.economics.discounting import whole_kroner
from reviewer.domain.said import Listed, Said, Share, Value, say

Figure = tuple[Said, Value]
"""The name of a figure, and what it is; None where there is none."""


def figures_told(appraisal: Appraisal) -> Iterator[Figure]:
    """Yield every figure; none where there is no cash flow to compute from."""
    if appraisal.source is Source.RECOMPUTED:
        yield from _amounts(appraisal)
        yield from _ratios(appraisal)


def _amounts(appraisal: Appraisal) -> Iterator[Figure]:
    yield say("Benefits, present value"), _kroner(appraisal.pv_benefits)
    yield say("Costs, present value"), _kroner(appraisal.pv_costs)
    if appraisal.residual_value:
        yield say("Residual value"), _kroner(appraisal.residual_value)
    yield say("Tax-financing cost"), _kroner(appraisal.tax_cost)
    yield say("Net present value"), _kroner(appraisal.npv)
    yield say("Investment"), None if appraisal.investment is None else _kroner(Fraction(appraisal.investment))


def _ratios(appraisal: Appraisal) -> Iterator[Figure]:
    yield say("NPV per krone"), appraisal.npv_per_invested_krone
    yield say("NNB"), appraisal.nnb
    yield say("Benefit-cost ratio"), appraisal.benefit_cost_ratio
    yield say("Internal rate of return"), _rates(appraisal)
    yield say("Paid back"), _paid_back(appraisal.payback_years, appraisal.base_year)
    yield say("Paid back, discounted"), _paid_back(appraisal.discounted_payback_years, appraisal.base_year)


def _paid_back(years: Fraction | None, base: int | None) -> Said:
    if years is None:
        return say("not within the period")
    return say("{years} years after {base}", years=years, base=str(base))


def _rates(appraisal: Appraisal) -> Value:
    rates = appraisal.irr
    if not rates:
        return say("none")
    listed = Listed(tuple(Share(Fraction(rate)) for rate in rates))
    return listed if len(rates) == 1 else say("several: {rates}. None of them says anything alone.", rates=listed)


def _kroner(amount: Fraction | None) -> Value:
    return None if amount is None else whole_kroner(amount)
