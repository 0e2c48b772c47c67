"""Economics: the published figures to the last digit, and the laws that every cost-benefit computation obeys."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.application import Actor, Application, Claim, Flow, Organisation, Role, Side
from reviewer.domain.committee import Basis, FirstYear, Method, RateStep, WithoutFlows
from reviewer.domain.economics import Source, appraise, discount_factors, internal_rates, net_present_value, payback, whole_kroner

R_109 = (
    RateStep(from_year=0, rate=Decimal("0.04")),
    RateStep(from_year=40, rate=Decimal("0.03")),
    RateStep(from_year=75, rate=Decimal("0.02")),
)


def a_method(**changes) -> Method:
    return replace(Method(name="test", rates=R_109, basis=Basis(source="R-109/14"), tax_rate=Decimal("0.2")), **changes)


def an_application(*flows: Flow, **changes) -> Application:
    return Application(id="1", title="t", applicant=Organisation(name="s"), flows=flows, **changes)


def cost(amounts, **changes) -> Flow:
    return Flow(line="k", side=Side.COST, role=Role.INVESTMENT, amounts=amounts, **changes)


def benefit(amounts, **changes) -> Flow:
    return Flow(line="n", side=Side.BENEFIT, amounts=amounts, **changes)


def warnings(application: Application, method: Method) -> list[str]:
    return [warning.message for warning in appraise(application, method).warnings]


# Published figures


def test_omb_a94_appendix_b() -> None:
    costs = dict(enumerate((10, 20, 30, 30, 20, 10, 5, 5, 5, 5), start=2024))
    benefits = dict(enumerate((0, 0, 5, 10, 30, 40, 40, 40, 40, 25), start=2024))
    method = a_method(rates=(RateStep(from_year=0, rate=Decimal("0.031")),), first_year=FirstYear.DISCOUNTED, tax_rate=Decimal(0))
    found = appraise(an_application(cost(costs), benefit(benefits)), method)
    assert [round(float(value), 2) for value in (found.pv_costs, found.pv_benefits, found.npv)] == [123.37, 184.92, 61.55]


def test_the_first_flow_is_not_discounted() -> None:
    npv = net_present_value(Decimal("0.08"), (-40000, 5000, 8000, 12000, 30000))
    assert f"{float(npv):.5f}" == "3065.22267"


def test_the_first_flow_is_discounted_where_the_convention_says_so() -> None:
    npv = net_present_value(Decimal("0.10"), (500, 1500, 4000, 10000), FirstYear.DISCOUNTED)
    assert f"{float(npv):.8f}" == "11529.60863329"


def test_published_internal_rates() -> None:
    assert [round(rate, 5) for rate in internal_rates((-100, 39, 59, 55, 20))] == [Decimal("0.28095")]
    assert internal_rates((-1, 3, -2)) == (0, 1)


def test_lower_rates_apply_to_the_later_years_only() -> None:
    factors, denominator = discount_factors(R_109, FirstYear.UNDISCOUNTED, 101)
    assert Fraction(factors[0], denominator) == 1
    assert Fraction(factors[40], denominator) == Fraction(25, 26) ** 40
    assert Fraction(factors[41], denominator) == Fraction(25, 26) ** 40 * Fraction(100, 103)
    assert Fraction(factors[100], denominator) == Fraction(25, 26) ** 40 * Fraction(100, 103) ** 35 * Fraction(50, 51) ** 25


# The conventions, on figures that fit a pocket calculator (26 / 1.04 = 25)


def test_tax_cost_is_the_rate_on_the_net_public_effect_and_part_of_npv() -> None:
    found = appraise(an_application(cost({2020: 100}), benefit({2021: 26}), benefit({2021: 260}, actor=Actor.CITIZENS)), a_method())
    assert (found.pv_costs, found.pv_benefits, found.public_net_cost) == (100, 275, 75)
    assert (found.tax_cost, found.npv) == (15, 160)
    assert found.nnb == Fraction(160, 75)
    assert found.benefit_cost_ratio == Fraction(275, 100)
    assert found.npv_per_invested_krone == Fraction(160, 100)


def test_net_public_savings_reduce_the_tax_cost_below_zero_and_leave_no_divisor() -> None:
    found = appraise(an_application(cost({2020: 100}), benefit({2021: 260})), a_method())
    assert (found.public_net_cost, found.tax_cost, found.npv, found.nnb) == (-150, -30, 180, None)


@pytest.mark.parametrize("actor", [Actor.BUSINESS, Actor.CITIZENS, Actor.VOLUNTARY])
def test_a_private_actors_flow_is_never_on_public_budgets(actor) -> None:
    assert appraise(an_application(cost({2020: 100}, actor=actor, public=True)), a_method()).tax_cost == 0


def test_a_public_actors_flow_that_is_marked_private_is_not_on_public_budgets() -> None:
    assert appraise(an_application(cost({2020: 100}, public=False)), a_method()).tax_cost == 0


def test_the_divisor_is_the_undiscounted_investment_alone() -> None:
    running = replace(cost({2020: 1000}), role=Role.OPERATION)
    found = appraise(an_application(cost({2020: 40, 2021: 60}), running), a_method())
    assert found.investment == 100
    assert found.npv_per_invested_krone == found.npv / 100


def test_without_investment_the_ratio_is_unknown_and_said_so() -> None:
    application = an_application(benefit({2020: 10}))
    assert appraise(application, a_method()).npv_per_invested_krone is None
    assert warnings(application, a_method()) == ["The cash flow has no investment costs.", "The cash flow has no costs."]


def test_the_base_year_is_the_first_with_an_amount() -> None:
    found = appraise(an_application(cost({2017: 0, 2018: 100}), benefit({2019: 104})), a_method(tax_rate=Decimal(0)))
    assert (found.base_year, found.npv) == (2018, 0)
    assert [(year.year, year.cost, year.benefit, year.net) for year in found.by_year] == [(2018, 100, 0, -100), (2019, 0, 104, 104)]


def test_what_lies_beyond_the_analysis_period_is_left_out_and_said_so() -> None:
    application = an_application(cost({2018: 100}), benefit({2020: 50, 2021: 9999}))
    short = appraise(application, a_method(period=2))
    assert short.npv == appraise(an_application(cost({2018: 100}), benefit({2020: 50})), a_method()).npv
    assert warnings(application, a_method(period=2)) == ["Amounts after {year} lie beyond the analysis period and are left out: {lines}."]
    assert warnings(application, a_method(period=3)) == []


def test_a_mistyped_year_leaves_everything_unknown() -> None:
    application = an_application(cost({218: 100}), benefit({2019: 1}))
    found = appraise(application, a_method(period=10))
    assert (found.source, found.npv) == (Source.NONE, None)
    assert warnings(application, a_method()) == ["The cash flow spans from {first} to {last}. One of the years must be wrong."]


def test_a_negative_amount_is_named_with_line_and_year() -> None:
    (warning,) = appraise(an_application(cost({2018: 5}), benefit({2019: 3, 2020: -1})), a_method()).warnings
    assert dict(warning.values) == {"line": "n", "year": "2020"}


# Where there is no cash flow


def test_a_claim_counts_only_where_the_method_says_so() -> None:
    claim = Claim(npv=613_000_000, npv_per_invested_krone=Decimal("15.8"))
    claimed = appraise(an_application(claimed=claim), a_method(without_flows=WithoutFlows.CLAIM))
    assert (claimed.source, claimed.npv, claimed.npv_per_invested_krone) == (Source.CLAIMED, 613_000_000, Fraction(158, 10))
    assert claimed.benefit_cost_ratio is None
    unknown = appraise(an_application(claimed=claim), a_method())
    assert (unknown.source, unknown.npv, unknown.npv_per_invested_krone) == (Source.NONE, None, None)


@pytest.mark.parametrize("flows", [(), (cost({}),), (cost({2018: 0}), benefit({2019: 0}))])
def test_no_amounts_are_unknown_and_never_zero(flows) -> None:
    found = appraise(an_application(*flows), a_method(without_flows=WithoutFlows.CLAIM))
    assert (found.source, found.npv, found.pv_costs, found.irr, found.payback_years) == (Source.NONE, None, None, (), None)


def test_the_claim_is_compared_as_a_share_of_its_size() -> None:
    flows = (cost({2018: 100}), benefit({2019: 182}))
    method = a_method(tax_rate=Decimal(0))
    assert appraise(an_application(*flows, claimed=Claim(npv=100)), method).npv_deviation == Fraction(-1, 4)
    assert appraise(an_application(*flows, claimed=Claim(npv=-100)), method).npv_deviation == Fraction(7, 4)
    assert appraise(an_application(*flows, claimed=Claim(npv=0)), method).npv_deviation is None


# Payback and rounding


@pytest.mark.parametrize(
    ("net", "years"),
    [
        ((-100, 40, 40, 40), Fraction(5, 2)),
        ((-100, 50, 50), Fraction(2)),
        ((-100, 39, 59, 55, 20), 2 + Fraction(2, 55)),
        ((-100, 120, -50, 40), 2 + Fraction(30, 40)),
        ((-100, 50), None),
        ((10, 10), Fraction(0)),
        ((), None),
    ],
)
def test_payback_is_when_the_cumulated_net_stays_at_zero_or_above(net, years) -> None:
    assert payback(net) == years


@pytest.mark.parametrize(("amount", "kroner"), [("1/2", 1), ("-1/2", -1), ("3/2", 2), ("49/100", 0), ("-7/5", -1)])
def test_kroner_are_rounded_halves_away_from_zero(amount, kroner) -> None:
    assert whole_kroner(Fraction(amount)) == kroner


# Laws

AMOUNTS = st.integers(-(10**9), 10**9)
SERIES = st.lists(AMOUNTS, min_size=1, max_size=12)
RATES = st.fractions(Fraction(-1, 2), 2, max_denominator=1000)


@given(SERIES, SERIES, RATES, st.sampled_from(FirstYear))
def test_npv_is_linear_in_the_flows(a, b, rate, first_year) -> None:
    length = max(len(a), len(b))
    total = [sum(pair) for pair in zip(a + [0] * (length - len(a)), b + [0] * (length - len(b)), strict=True)]
    assert net_present_value(rate, total, first_year) == net_present_value(rate, a, first_year) + net_present_value(rate, b, first_year)


@given(st.integers(1, 10**9), st.lists(st.integers(0, 10**9), min_size=1, max_size=10), RATES, RATES)
def test_npv_falls_with_the_rate_where_the_investment_comes_first(investment, gains, one, other) -> None:
    low, high = sorted((one, other))
    assert net_present_value(low, [-investment, *gains]) >= net_present_value(high, [-investment, *gains])


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=15), st.lists(st.integers(0, 10**12), min_size=1, max_size=15))
def test_the_cash_flow_gives_the_same_as_the_plain_series(costs, benefits) -> None:
    costs[0] += 1
    application = an_application(cost(dict(enumerate(costs, 2018))), benefit(dict(enumerate(benefits, 2018))))
    found = appraise(application, a_method(tax_rate=Decimal(0)))
    rate = Decimal("0.04")
    assert found.npv == net_present_value(rate, benefits) - net_present_value(rate, costs)


FLOWS = st.lists(
    st.builds(
        Flow,
        line=st.just("l"),
        side=st.sampled_from(Side),
        role=st.sampled_from(Role),
        actor=st.sampled_from(Actor),
        public=st.booleans(),
        amounts=st.dictionaries(st.integers(2015, 2030), st.integers(1, 10**9), max_size=5),
    ),
    max_size=6,
)


@given(FLOWS)
def test_the_parts_add_up_to_npv_in_any_order_of_the_lines(flows) -> None:
    found = appraise(an_application(*flows), a_method())
    again = appraise(an_application(*reversed(flows)), a_method())
    assert (found.npv, found.investment, found.by_year) == (again.npv, again.investment, again.by_year)
    if found.npv is not None:
        assert found.npv == found.pv_benefits - found.pv_costs - found.tax_cost
        assert found.tax_cost == found.public_net_cost / 5


@given(FLOWS, st.integers(-1000, 1000))
def test_moving_the_whole_project_in_time_changes_no_figure(flows, years) -> None:
    moved = [replace(flow, amounts={year + years: amount for year, amount in flow.amounts.items()}) for flow in flows]
    here, there = appraise(an_application(*flows), a_method(period=8)), appraise(an_application(*moved), a_method(period=8))
    assert (here.npv, here.npv_per_invested_krone, here.irr) == (there.npv, there.npv_per_invested_krone, there.irr)


# Internal rates: none missed, none invented

ROOTS = st.lists(st.integers(1, 400).map(lambda n: Fraction(n, 100)), max_size=4)
NO_ROOTS = st.lists(st.tuples(st.integers(1, 50), st.integers(-5, 5)), max_size=2)


def product(a: list[Fraction], b: list[Fraction]) -> list[Fraction]:
    total = [Fraction(0)] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            total[i + j] += x * y
    return total


@given(ROOTS, NO_ROOTS, st.integers(-9, 9).filter(bool), st.integers(0, 2))
def test_every_rate_is_found_once_and_no_other(growths, pairs, scale, empty_years) -> None:
    flows = [Fraction(scale)]
    for growth in growths:
        flows = product(flows, [Fraction(1), -growth])
    for above, middle in pairs:  # (g - middle)² + above has no real root
        flows = product(flows, [Fraction(1), Fraction(-2 * middle), Fraction(middle**2 + above)])
    padded = [*[0] * empty_years, *flows, *[0] * empty_years]
    assert internal_rates(padded) == tuple(sorted({Decimal((growth - 1).numerator) / (growth - 1).denominator for growth in growths}))


@given(st.lists(AMOUNTS, min_size=2, max_size=9))
def test_npv_changes_sign_or_touches_zero_at_every_rate_found(flows) -> None:
    size = sum(map(abs, flows))
    for rate in internal_rates(flows):
        if rate > Decimal("-0.9"):
            low, high = (net_present_value(rate + step, flows) for step in (Decimal("-1e-7"), Decimal("1e-7")))
            assert low * high <= 0 or abs(low) < Fraction(size, 1000)


@pytest.mark.parametrize("flows", [(), (0, 0), (5,), (1, 2, 3), (-1, 0, -3), (1, 0, 1), (1, -1, 1)])
def test_there_may_be_no_rate_at_all(flows) -> None:
    assert internal_rates(flows) == ()


@pytest.mark.parametrize("rate", [Decimal(-1), Decimal("-1.5")])
def test_a_rate_of_minus_one_hundred_per_cent_is_refused(rate) -> None:
    with pytest.raises(ValueError, match="above -1"):
        net_present_value(rate, (1, 2))
