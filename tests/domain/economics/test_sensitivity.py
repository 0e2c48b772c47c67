"""Tornado, grid and break-evens: every figure is what a new computation gives."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reviewer.domain.application import Actor, Claim, Role, Side, TakeUp
from reviewer.domain.economics import AS_STATED, Assumptions, appraise, net_present_value
from reviewer.domain.economics.breakdown import by_line
from reviewer.domain.economics.breakeven import (
    break_even_growth,
    break_even_rates,
    break_evens,
    fewest_years,
    longest_delay,
    longest_slip,
    narrowest,
)
from reviewer.domain.economics.limits import delay_words, limits, slip_words
from reviewer.domain.economics.otherwise import otherwise
from reviewer.domain.economics.sensitivity import SHARES, Lever, grid, moved, npv_with, one_at_a_time, one_way, own_bounds, tornado, two_way
from reviewer.domain.economics.words import swing_name, things_name
from reviewer.domain.method import RateStep, RealGrowth, WithoutFlows
from reviewer.language.speech import Speech
from tests.domain.economics.cases import APPLICATIONS, FOUR, METHODS, PLAIN, R_109, application, benefit, cost

CASE = application(
    cost({2020: 100}, line="utvikling"),
    cost({2021: 52}, line="drift", role=Role.OPERATION),
    benefit({2021: 260}, line="spart tid", scales_with_reuse=True, low=Decimal("0.2"), high=Decimal("1.1")),
    reuse=TakeUp(intended=100, low=40, high=120),
)


def test_the_tornado_is_sorted_by_what_matters_most() -> None:
    found = tornado(CASE, PLAIN, share=Fraction(1, 4))
    named = [(swing.lever, swing.line.flow.line if swing.line else None, swing.at_low, swing.at_high) for swing in found]
    assert named[:2] == [
        (Lever.LINE, "spart tid", 100 - Fraction(250, 4), 100 + Fraction(250, 4)),
        (Lever.TAKE_UP, None, 100 - Fraction(250, 4), 100 + Fraction(250, 4)),
    ]
    assert [swing.width for swing in found] == sorted((swing.width for swing in found), reverse=True)
    assert all(swing.width for swing in found)


def test_a_rate_a_tax_rate_and_a_period_swing_too() -> None:
    levers = {swing.lever for swing in tornado(CASE, FOUR, share=Fraction(1, 2))}
    assert {Lever.RATE, Lever.TAX_RATE, Lever.TAKE_UP, Lever.LINE} <= levers
    dearer = replace(FOUR, rates=(RateStep(from_year=0, rate=Decimal("0.05")),))
    (rate,) = [swing for swing in tornado(CASE, FOUR, share=Fraction(1, 4)) if swing.lever is Lever.RATE]
    assert rate.at_high == appraise(CASE, dearer).npv


def test_one_way_has_the_three_shares_and_the_applicants_own_bounds() -> None:
    found = one_way(CASE, PLAIN)
    assert list(found) == [*SHARES, None]
    line, reuse = found[None]
    assert (line.at_low, line.at_high, line.share) == (100 - 250 * Fraction(8, 10), 100 + 250 * Fraction(1, 10), None)
    assert (reuse.lever, reuse.at_low, reuse.at_high) == (Lever.TAKE_UP, 100 - 250 * Fraction(6, 10), 100 + 250 * Fraction(2, 10))
    assert own_bounds(application(cost({2020: 1})), PLAIN) == ()


@given(APPLICATIONS, METHODS)
def test_every_swing_of_a_line_is_what_a_new_computation_gives(one, method) -> None:
    for swing in tornado(one, method):
        if swing.line is not None:
            low = Assumptions(lines=((swing.line.position, swing.low_factor),))
            assert appraise(one, method, low).npv == swing.at_low


ASSUMED = st.builds(
    Assumptions,
    benefits=st.fractions(0, 2, max_denominator=8),
    investment=st.fractions(0, 2, max_denominator=8),
    take_up=st.fractions(0, 2, max_denominator=8),
    municipalities=st.none() | st.integers(0, 400),
    start=st.integers(0, 3),
    delay=st.integers(0, 3),
)


@given(APPLICATIONS, METHODS, st.just(AS_STATED) | ASSUMED)
def test_every_swing_of_a_parameter_is_what_a_new_computation_gives(one, method, assumptions) -> None:
    for swing in tornado(one, method, assumptions):
        if swing.line is None:
            ends = (npv_with(one, method, assumptions, swing.lever, factor) for factor in (swing.low_factor, swing.high_factor))
            assert (swing.at_low, swing.at_high) == tuple(ends)


def test_a_grid_moves_two_things_at_once() -> None:
    found = grid(CASE, PLAIN, (Lever.BENEFITS, (Fraction(1, 2), Fraction(1))), (Lever.COSTS, (Fraction(1), Fraction(2))))
    assert found.values == ((-25, -175), (100, -50))
    rates = grid(CASE, PLAIN, (Lever.RATE, (Fraction(0), Fraction(1))), (Lever.TAKE_UP, (Fraction(0), Fraction(1))))
    assert rates.values == ((-152, 108), (-150, 100))
    assert grid(application(), PLAIN, (Lever.RATE, (Fraction(1),)), (Lever.COSTS, (Fraction(1),))) is None


@given(APPLICATIONS, METHODS)
def test_at_every_break_even_npv_is_exactly_zero(one, method) -> None:
    for found in break_evens(one, method):
        if found.lever is Lever.LINE:
            assert appraise(one, method, Assumptions(lines=((found.line.position, found.factor),))).npv == 0
        elif found.lever is not Lever.TAX_RATE:
            assert npv_with(one, method, AS_STATED, found.lever, found.factor) == 0


def test_how_far_the_benefits_may_fall_and_the_costs_rise() -> None:
    found = {one.lever: one for one in break_evens(CASE, PLAIN) if one.lever is not Lever.LINE}
    assert found[Lever.BENEFITS].change == Fraction(-100, 250)
    assert found[Lever.COSTS].change == Fraction(100, 150)
    assert found[Lever.INVESTMENT].change == 1
    assert Lever.TAX_RATE not in found
    assert [one.line.flow.line for one in narrowest(break_evens(CASE, PLAIN))] == ["spart tid", "utvikling", "drift"]


def test_the_break_even_tax_rate_makes_npv_zero() -> None:
    one = application(cost({2020: 100}), benefit({2021: 104 + 26}, public=False))
    (tax,) = [found for found in break_evens(one, FOUR) if found.lever is Lever.TAX_RATE]
    assert Fraction(FOUR.tax_rate) * tax.factor == Fraction(1, 4)
    assert appraise(one, replace(FOUR, tax_rate=Decimal("0.25"))).npv == 0


@given(APPLICATIONS, METHODS)
def test_at_a_break_even_rate_npv_changes_sign_or_touches_zero(one, method) -> None:
    method = replace(method, real_growth=())
    for rate in break_even_rates(one, method):
        assume(rate > Decimal("-0.5"))
        around = [
            appraise(one, replace(method, rates=(RateStep(from_year=0, rate=rate + step),))).npv
            for step in (Decimal("-1e-7"), Decimal("1e-7"))
        ]
        size = sum(sum(flow.amounts.values()) for flow in one.flows)
        assert around[0] * around[1] <= 0 or abs(around[0]) < Fraction(size, 100)


def test_the_break_even_rate_includes_the_tax_cost() -> None:
    one = application(cost({2020: 100}), benefit({2021: 180}, public=False))
    assert break_even_rates(one, FOUR) == (Decimal("0.5"),)


def test_how_long_the_benefits_may_be_delayed() -> None:
    one = application(cost({2020: 100}), benefit(dict.fromkeys(range(2021, 2026), 52)))
    assert longest_delay(one, PLAIN) == 2
    late = net_present_value(Decimal("0.04"), (-100, 0, 0, 52, 52, 52))
    assert late > 0 > net_present_value(Decimal("0.04"), (-100, 0, 0, 0, 52, 52))
    assert appraise(one, PLAIN, Assumptions(delay=2)).npv == late
    assert longest_delay(application(cost({2020: 100})), PLAIN) is None


def test_the_fewest_years_that_pay_the_project_back_discounted() -> None:
    one = application(cost({2020: 100}), benefit(dict.fromkeys(range(2021, 2026), 52)))
    assert fewest_years(one, PLAIN) == 3 - (net_present_value(Decimal("0.04"), (-100, 52, 52)) >= 0)
    assert fewest_years(application(cost({2020: 100})), PLAIN) is None


@given(APPLICATIONS, METHODS)
def test_a_two_way_grid_is_what_both_changes_give_together(one, method) -> None:
    found = two_way(one, method)
    if found is None:
        assert appraise(one, method).npv is None
        return
    (down, across), table = found.levers, found.grid
    assert (down is Lever.TAKE_UP) == any(flow.scales_with_reuse for flow in one.flows)
    row, column = 1, 3
    moved_method, assumptions = moved(one, method, AS_STATED, down, table.rows[row])
    assert table.values[row][column] == npv_with(one, moved_method, assumptions, across, table.columns[column])
    assert table.values[2][2] == appraise(one, method).npv


def test_real_growth_is_a_parameter_where_the_method_has_it() -> None:
    """By hand: 110 a year after the base year, 10 % dearer a year, undiscounted; a quarter less growth is 7.5 %."""
    method = replace(PLAIN, real_growth=(RealGrowth(rate=Decimal("0.1")),), rates=(RateStep(from_year=0, rate=Decimal(0)),))
    case = application(cost({2020: 1}), benefit({2021: 1000}))
    (swing,) = [one for one in tornado(case, method) if one.lever is Lever.REAL_GROWTH]
    assert (swing.at_low, swing.at_high) == (1074, 1124)
    assert not [one for one in tornado(case, PLAIN) if one.lever is Lever.REAL_GROWTH]


def test_benefits_that_may_not_be_late_are_said_so_in_words() -> None:
    assert Speech("nb").text(delay_words(0)) == "Kommer nytten ett år senere, faller NNV under 0."
    assert "3 år senere" in Speech("nb").text(delay_words(3))


@pytest.mark.parametrize(("share", "years"), [(Fraction(1, 10), (8, 10)), (Fraction(1, 4), (7, 11)), (Fraction(1, 2), (5, 13))])
def test_a_period_changes_by_the_nearest_whole_number_of_years(share, years) -> None:
    """10 % of nine years is 0,9, and that is one; the applicant's flow ends with the ninth, so that longer changes nothing here."""
    nine = application(cost({2020: 100}), benefit(dict.fromkeys(range(2021, 2030), 30)))
    (period,) = [swing for swing in tornado(nine, PLAIN, share=share) if swing.lever is Lever.PERIOD]
    assert period.years == years
    assert period.at_low == appraise(nine, replace(PLAIN, period=years[0])).npv
    assert period.at_high == appraise(nine, PLAIN).npv
    (things,) = [one for one in one_at_a_time(nine, PLAIN) if next(iter(one.values())).lever is Lever.PERIOD]
    assert Speech("nb").text(things_name(things)) == "Analyseperiode: 5, 7, 8 | 10, 11, 13 år"
    assert Speech("nb").text(things_name(things, SHARES[1:2])) == "Analyseperiode: 7 | 11 år"


def test_a_period_changes_by_whole_years_and_says_which() -> None:
    """Of five years, 10 % is half of one, and none; 25 % is one; of ten, 25 % is two and a half, and two either way."""
    five = application(cost({2020: 100}), benefit(dict.fromkeys(range(2021, 2026), 30)))
    assert Lever.PERIOD not in {swing.lever for swing in tornado(five, PLAIN, share=Fraction(1, 10))}
    (period,) = [swing for swing in tornado(five, PLAIN, share=Fraction(1, 4)) if swing.lever is Lever.PERIOD]
    assert (period.low_factor, period.high_factor, period.years) == (Fraction(4, 5), Fraction(6, 5), (4, 6))
    assert period.at_low == appraise(five, replace(PLAIN, period=4)).npv
    assert Speech("nb").text(swing_name(period)) == "Analyseperiode, 4 og 6 år"
    ten = application(cost({2020: 100}), benefit(dict.fromkeys(range(2021, 2031), 30)))
    (period,) = [swing for swing in tornado(ten, PLAIN, share=Fraction(1, 4)) if swing.lever is Lever.PERIOD]
    assert period.years == (8, 12)


def test_at_the_break_even_growth_npv_is_zero() -> None:
    """100 now against 52 next year and 52 × (1 + g) the year after, at 0 %: 1 + g = 48/52."""
    flat = replace(PLAIN, rates=(RateStep(from_year=0, rate=Decimal(0)),))
    one = application(cost({2020: 100}), benefit({2021: 52, 2022: 52}))
    growing = replace(flat, price_year=2021, real_growth=(RealGrowth(rate=Decimal("0.01"), side=Side.BENEFIT),))
    (growth,) = break_even_growth(one, growing)
    assert growth == round(Decimal(48) / 52 - 1, 8)
    assert break_even_growth(one, flat) == ()


@given(APPLICATIONS, METHODS)
def test_at_every_break_even_growth_npv_changes_sign_or_touches_zero(one, method) -> None:
    for growth in break_even_growth(one, method):
        assume(Decimal("-0.5") < growth < 1)
        around = [
            appraise(one, replace(method, real_growth=tuple(replace(grown, rate=growth + step) for grown in method.real_growth))).npv
            for step in (Decimal("-1e-7"), Decimal("1e-7"))
        ]
        size = sum(sum(flow.amounts.values()) for flow in one.flows)
        assert around[0] * around[1] <= 0 or abs(around[0]) < Fraction(size, 100)


@given(APPLICATIONS, st.integers(0, 8))
def test_a_project_that_starts_later_is_worth_what_its_amounts_moved_are(one, years) -> None:
    """Moved by hand and cut at the last year, the flows begin so many years later: their worth is a power of the factor less."""
    last = max((year for flow in one.flows for year in flow.amounts), default=0)
    path = replace(one, reuse=TakeUp())
    moved = tuple(
        replace(flow, amounts={year + years: amount for year, amount in flow.amounts.items() if year + years <= last}) for flow in one.flows
    )
    later, by_hand = appraise(path, FOUR, Assumptions(start=years)), appraise(replace(path, flows=moved), FOUR)
    if by_hand.npv is None or by_hand.base_year is None or later.base_year is None:
        assert not later.npv
        return
    assert later.npv == by_hand.npv / Fraction(104, 100) ** (by_hand.base_year - later.base_year)


def test_how_much_later_the_whole_project_may_come() -> None:
    """Without a rate, 100 is paid back by 40 a year: one year later three of them are left, two years later two."""
    one = application(cost({2020: 100}), benefit({2021: 40, 2022: 40, 2023: 40, 2024: 40}))
    free = replace(PLAIN, rates=(RateStep(from_year=0, rate=Decimal(0)),))
    assert longest_slip(one, free) == 1
    assert longest_delay(one, free) == 1
    assert Speech("nb").text(slip_words(1)).startswith("Hele prosjektet kan starte 1 år senere")
    assert longest_slip(application(cost({2020: 100})), free) is None


def test_rates_that_begin_later_or_sooner_are_a_parameter_of_a_long_cash_flow() -> None:
    long = application(cost({2020: 1_000}), benefit({2020 + year: 100 for year in range(60)}))
    found = next(swing for swing in tornado(long, R_109) if swing.lever is Lever.RATE_YEARS)
    by_hand = replace(R_109, rates=tuple(replace(step, from_year=step.from_year * 3 // 4) for step in R_109.rates))
    assert found.at_low == appraise(long, replace(by_hand, rates=(*by_hand.rates[:2], replace(by_hand.rates[2], from_year=56)))).npv
    short = application(cost({2020: 1_000}), benefit({2020 + year: 100 for year in range(10)}))
    assert not any(swing.lever is Lever.RATE_YEARS for swing in tornado(short, R_109))


def test_a_tax_rate_that_no_tax_can_be_is_not_told() -> None:
    one = application(cost({2020: 100}), benefit({2021: 130}))
    told = [Speech("nb").text(said).replace("\u00a0", " ") for said in limits(one, R_109)]
    assert not any("skattefinansieringssatsen" in said for said in told)
    dear = application(cost({2020: 100}), benefit({2021: 130}, public=False, actor=Actor.CITIZENS))
    told = [Speech("nb").text(said).replace("\u00a0", " ") for said in limits(dear, R_109)]
    assert "NNV er 0 når skattefinansieringssatsen er 25 %." in told


def test_what_npv_can_bear_names_lines_in_quotes_and_the_shortest_period() -> None:
    one = application(cost({2020: 100}), benefit({2021: 70, 2022: 70, 2023: 70}))
    told = [Speech("nb").text(said) for said in limits(one, PLAIN)]
    assert any(said.startswith("NNV er 0 når «k» er") for said in told)
    assert "NNV er 0 eller mer når minst 2 år etter basisåret regnes med." in told


def test_a_claim_without_a_cash_flow_is_not_varied() -> None:
    claims = replace(R_109, without_flows=WithoutFlows.CLAIM)
    one = application(claimed=Claim(npv=2_000_000_000, npv_per_invested_krone=Decimal("65.2")))
    assert appraise(one, claims).npv == 2_000_000_000
    assert two_way(one, claims) is None
    assert tornado(one, claims) == ()
    assert limits(one, claims) == ()
    assert otherwise(one, claims) == ()


@given(APPLICATIONS, METHODS)
def test_every_line_and_every_parameter_is_there_with_what_a_new_computation_gives(one, method) -> None:
    found = one_at_a_time(one, method)
    lines = {things[share].line.position for things in found for share in things if things[share].line is not None}
    assert lines == {line.position for line in by_line(one, method) if line.npv}
    for lever in (Lever.RATE, Lever.TAX_RATE, Lever.RATE_YEARS, Lever.REAL_GROWTH, Lever.TAKE_UP):
        changed = {share: [npv_with(one, method, AS_STATED, lever, 1 + sign * share) for sign in (-1, 1)] for share in SHARES}
        there = next((things for things in found if any(swing.lever is lever for swing in things.values())), {})
        if lever is Lever.TAKE_UP and not any(flow.scales_with_reuse for flow in one.flows):
            continue
        for share, ends in changed.items():
            assert ([there[share].at_low, there[share].at_high] if share in there else ends[:1] * 2) == ends
    widest = [max(things[share].width for share in things) for things in found]
    assert widest == sorted(widest, reverse=True)
