"""Every convention of a method, on figures that fit a pocket calculator (26 / 1.04 = 25), and the laws that hold for all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.application import Actor, Role, Side, TakeUp
from reviewer.domain.economics import AS_STATED, Assumptions, Source, appraise, discount_factors
from reviewer.domain.economics.breakdown import by_actor, by_line, own_gains
from reviewer.domain.economics.working import working
from reviewer.domain.method import BudgetDivisor, CountedFrom, FirstYear, InvestmentDivisor, RateStep, RealGrowth, Residual, TaxedOn
from tests.domain.economics.cases import APPLICATIONS, FOUR, METHODS, PLAIN, application, benefit, cost

STEPS = (RateStep(from_year=0, rate=Decimal("0.04")), RateStep(from_year=2, rate=Decimal("0.03")))


def test_rates_may_count_from_the_year_of_completion() -> None:
    factors, denominator = discount_factors(STEPS, FirstYear.UNDISCOUNTED, 5, counted_from=1)
    assert Fraction(factors[3], denominator) == Fraction(25, 26) ** 3
    assert Fraction(factors[4], denominator) == Fraction(25, 26) ** 3 * Fraction(100, 103)
    method = replace(PLAIN, rates=STEPS, counted_from=CountedFrom.COMPLETION)
    flows = (cost({2020: 100}), benefit({2023: 1000}))
    assert appraise(application(*flows, ends=date(2021, 12, 31)), method).npv == 1000 * Fraction(25, 26) ** 3 - 100
    assert appraise(application(*flows), method).npv == 1000 * Fraction(25, 26) ** 2 * Fraction(100, 103) - 100


def test_completion_is_the_last_investment_where_no_end_is_stated() -> None:
    method = replace(PLAIN, rates=STEPS, counted_from=CountedFrom.COMPLETION)
    found = appraise(application(cost({2020: 100, 2021: 104}), benefit({2023: 1000})), method)
    assert found.npv == 1000 * Fraction(25, 26) ** 3 - 200


def test_tax_on_costs_alone_does_not_fall_with_savings() -> None:
    flows = application(cost({2020: 100}), benefit({2021: 260}))
    assert appraise(flows, FOUR).tax_cost == Fraction(-30)
    assert appraise(flows, replace(FOUR, taxed_on=TaxedOn.COSTS)).tax_cost == 20


def test_the_investment_may_be_divided_by_at_its_present_value() -> None:
    flows = application(cost({2020: 100, 2021: 104}), benefit({2021: 416}))
    assert appraise(flows, PLAIN).npv_per_invested_krone == Fraction(200, 204)
    found = appraise(flows, replace(PLAIN, investment_divisor=InvestmentDivisor.DISCOUNTED))
    assert (found.npv_per_invested_krone, found.investment, found.pv_investment) == (1, 204, 200)


def test_nnb_may_divide_by_public_costs_alone() -> None:
    flows = application(cost({2020: 100}), benefit({2021: 52}), benefit({2021: 104}, actor=Actor.CITIZENS))
    assert appraise(flows, PLAIN).nnb == Fraction(50, 50)
    assert appraise(flows, replace(PLAIN, budget_divisor=BudgetDivisor.COSTS)).nnb == Fraction(50, 100)


def test_real_growth_raises_the_lines_it_is_for_from_the_price_year_on() -> None:
    growth = (RealGrowth(rate=Decimal("0.04"), side=Side.BENEFIT, actor=Actor.CITIZENS),)
    flows = application(cost({2020: 100}), benefit({2022: 100}, actor=Actor.CITIZENS), benefit({2022: 104**2}))
    method = replace(PLAIN, real_growth=growth)
    assert appraise(flows, method).npv == -100 + 100 + 10000
    assert appraise(flows, replace(method, price_year=2021)).npv == -100 + 100 * Fraction(25, 26) + 10000


def test_the_first_growth_that_fits_a_line_is_its_only_one() -> None:
    growth = (RealGrowth(rate=Decimal("0.04"), role=Role.OTHER), RealGrowth(rate=Decimal("0.5")))
    found = appraise(application(cost({2020: 100}), benefit({2021: 100})), replace(PLAIN, real_growth=growth))
    assert found.npv == 0


def test_residual_value_is_none_given_or_the_last_year_carried_on() -> None:
    flows = application(cost({2020: 100, 2021: 26}), cost({2021: 26}, role=Role.OPERATION), benefit({2021: 78, 2022: 104**2}))
    assert appraise(flows, replace(PLAIN, period=1)).npv == -100 - 25 - 25 + 75
    given_ = appraise(flows, replace(PLAIN, period=1, residual=Residual.GIVEN))
    assert (given_.residual_value, given_.npv) == (10000, -75 + 10000)
    carried = appraise(flows, replace(PLAIN, period=1, residual=Residual.CARRIED_ON, residual_years=2))
    assert carried.residual_value == 52 * (Fraction(25, 26) ** 2 + Fraction(25, 26) ** 3)
    assert carried.by_year == given_.by_year


def test_residual_value_is_taxed_like_the_rest() -> None:
    flows = application(cost({2020: 100}), benefit({2022: 104**2}))
    found = appraise(flows, replace(FOUR, period=1, residual=Residual.GIVEN))
    assert (found.public_net_cost, found.tax_cost) == (100 - 10000, Fraction(100 - 10000, 5))
    assert found.npv == -100 + 10000 - found.tax_cost


def test_a_cash_flow_that_ends_before_the_period_has_nothing_to_carry_on() -> None:
    method = replace(PLAIN, period=10, residual=Residual.CARRIED_ON, residual_years=20)
    assert appraise(application(cost({2020: 100}), benefit({2021: 104})), method).residual_value == 0


def test_the_conventions_say_what_was_used() -> None:
    method = replace(
        PLAIN,
        residual=Residual.CARRIED_ON,
        residual_years=20,
        price_year=2018,
        real_growth=(RealGrowth(rate=Decimal("0.013"), side=Side.BENEFIT),),
    )
    told = dict(appraise(application(cost({2020: 1})), method).conventions)
    assert told["price_year"] == 2018
    assert told["real_growth"] == "0.013 a year for benefit"
    assert told["residual_years"] == 20
    assert "carried on" in str(told["residual_value"])


def test_own_gains_leave_out_the_investment_and_others_and_only_a_gain_is_cut() -> None:
    flows = application(
        cost({2020: 100}),
        cost({2020: 10, 2021: 10}, role=Role.OPERATION),
        benefit({2021: 50}),
        benefit({2021: 70}, actor=Actor.MUNICIPALITIES),
    )
    found = own_gains(flows, replace(FOUR, gains_cut=Decimal("0.5")))
    assert [tuple(year) for year in found] == [(2020, -10, 0), (2021, 40, 20)]


# Laws


@given(APPLICATIONS, METHODS)
def test_lines_actors_and_years_add_up_to_the_whole(one, method) -> None:
    found, lines = appraise(one, method), by_line(one, method)
    if found.source is not Source.RECOMPUTED:
        assert lines == ()
        return
    assert sum(line.npv for line in lines) == found.npv
    assert sum(line.tax_cost for line in lines) == found.tax_cost
    actors = by_actor(lines)
    assert sum(actor.net for actor in actors) - found.tax_cost == found.npv
    assert found.npv == found.pv_benefits - found.pv_costs + found.residual_value - found.tax_cost
    assert working(one, method).years[-1].cumulated == found.npv


@given(APPLICATIONS, METHODS)
def test_tax_cost_is_the_rate_on_the_net_public_effect(one, method) -> None:
    found = appraise(one, replace(method, taxed_on=TaxedOn.NET_EFFECT))
    if found.npv is not None:
        assert found.tax_cost == Fraction(method.tax_rate) * found.public_net_cost


@given(APPLICATIONS, METHODS)
def test_the_plain_way_and_the_laid_out_way_agree(one, method) -> None:
    """A cash flow that nothing changes is summed directly; writing «as stated» as a factor of one goes the long way round."""
    plain = replace(one, reuse=TakeUp(intended=7))
    method = replace(method, real_growth=(), residual=Residual.NONE)
    short = appraise(plain, method)
    stated = TakeUp(intended=7, share=Decimal(1))
    long = appraise(replace(plain, reuse=stated), method)
    assert replace(short, warnings=()) == replace(long, warnings=())


@given(APPLICATIONS, METHODS, st.fractions(0, 3, max_denominator=20))
def test_npv_is_linear_in_what_is_assumed(one, method, factor) -> None:
    def npv(assumptions):
        return appraise(one, method, assumptions).npv

    if npv(AS_STATED) is not None:
        none, whole = npv(Assumptions(benefits=Fraction(0))), npv(AS_STATED)
        assert npv(Assumptions(benefits=factor)) == none + factor * (whole - none)
        everything = Assumptions(benefits=factor, costs=factor)
        assert npv(everything) == factor * whole


@given(st.integers(1, 10**9), st.lists(st.integers(0, 10**9), min_size=1, max_size=10), METHODS)
def test_npv_falls_with_the_rate_where_the_investment_comes_first(investment, gains, method) -> None:
    method = replace(method, real_growth=(), first_year=FirstYear.UNDISCOUNTED, tax_rate=Decimal(0), counted_from=CountedFrom.BASE_YEAR)
    one = application(cost({2020: investment}), benefit(dict(enumerate(gains, 2021))))
    dearer = tuple(replace(step, rate=step.rate + Decimal("0.01")) for step in method.rates)
    assert appraise(one, replace(method, rates=dearer)).npv <= appraise(one, method).npv


def test_discounted_payback_is_later_than_the_simple_one() -> None:
    found = appraise(application(cost({2020: 100}), benefit({2021: 52, 2022: 108})), PLAIN)
    assert found.payback_years == 1 + Fraction(48, 108)
    assert found.discounted_payback_years == 1 + Fraction(50) / (108 * Fraction(25, 26) ** 2)
