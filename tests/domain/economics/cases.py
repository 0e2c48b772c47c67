"""Methods, flows and applications for the tests of economics, and hypothesis' way to them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from reviewer.domain.application import Actor, Application, Flow, Organisation, Role, Side, TakeUp
from reviewer.domain.economics import PRESETS
from reviewer.domain.method import (
    BudgetDivisor,
    CountedFrom,
    FirstYear,
    InvestmentDivisor,
    Method,
    RateStep,
    RealGrowth,
    Residual,
    TaxedOn,
)

R_109 = PRESETS["r-109-14"]
FOUR = replace(R_109, rates=(RateStep(from_year=0, rate=Decimal("0.04")),))
PLAIN = replace(FOUR, tax_rate=Decimal(0))


def application(*flows: Flow, **changes) -> Application:
    return Application(id="1", title="t", applicant=Organisation(name="s"), flows=flows, **changes)


def cost(amounts, **changes) -> Flow:
    return Flow(**{"line": "k", "side": Side.COST, "role": Role.INVESTMENT, "amounts": amounts} | changes)


def benefit(amounts, **changes) -> Flow:
    return Flow(**{"line": "n", "side": Side.BENEFIT, "amounts": amounts} | changes)


FLOWS = st.lists(
    st.builds(
        Flow,
        line=st.just("l"),
        side=st.sampled_from(Side),
        role=st.sampled_from(Role),
        actor=st.sampled_from(Actor),
        public=st.booleans(),
        scales_with_reuse=st.booleans(),
        amounts=st.dictionaries(st.integers(2015, 2030), st.integers(1, 10**9), max_size=5),
    ),
    max_size=6,
)
RATES = st.decimals("0.00", "0.15", places=3)
SHARES = st.decimals("0.00", "1.00", places=2)
REUSES = st.builds(
    TakeUp,
    intended=st.integers(1, 400),
    by_year=st.none() | st.dictionaries(st.integers(2014, 2031), st.integers(0, 400), max_size=4),
    share=st.none(),
) | st.builds(TakeUp, intended=st.integers(1, 400), share=SHARES)
METHODS = st.builds(
    Method,
    name=st.just("m"),
    basis=st.just(R_109.basis),
    rates=st.tuples(RATES, RATES).map(lambda two: (RateStep(from_year=0, rate=two[0]), RateStep(from_year=5, rate=two[1]))),
    first_year=st.sampled_from(FirstYear),
    tax_rate=SHARES,
    period=st.none() | st.integers(0, 12),
    counted_from=st.sampled_from(CountedFrom),
    taxed_on=st.sampled_from(TaxedOn),
    residual=st.sampled_from(Residual),
    residual_years=st.integers(1, 5),
    investment_divisor=st.sampled_from(InvestmentDivisor),
    budget_divisor=st.sampled_from(BudgetDivisor),
    real_growth=st.just(()) | st.builds(RealGrowth, rate=RATES, side=st.none() | st.sampled_from(Side)).map(lambda one: (one,)),
)
APPLICATIONS = st.builds(lambda flows, reuse: application(*flows, reuse=reuse), FLOWS, REUSES)
