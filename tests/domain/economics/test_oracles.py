"""Published figures, to the last digit, and numpy as the judge of present values and roots."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy_financial as npf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reviewer.domain.application import Claim
from reviewer.domain.economics import PRESETS, appraise, internal_rates, net_present_value
from reviewer.domain.economics.claims import implied_investment
from reviewer.domain.method import FirstYear, RateStep
from tests.domain.economics.cases import application, benefit, cost

AMOUNTS = st.integers(-(10**6), 10**6)


def test_omb_a94_appendix_b_by_its_preset() -> None:
    costs = dict(enumerate((10, 20, 30, 30, 20, 10, 5, 5, 5, 5), start=2024))
    benefits = dict(enumerate((0, 0, 5, 10, 30, 40, 40, 40, 40, 25), start=2024))
    found = appraise(application(cost(costs), benefit(benefits)), PRESETS["omb-a94"])
    assert [round(float(value), 2) for value in (found.pv_costs, found.pv_benefits, found.npv)] == [123.37, 184.92, 61.55]


def test_the_excel_preset_is_excels_npv() -> None:
    """Microsoft's documented example: =NPV(0.1, -10000, 3000, 4200, 6800) is 1 188.44."""
    tenth = replace(PRESETS["excel"], rates=(RateStep(from_year=0, rate=Decimal("0.1")),))
    found = appraise(application(cost({2020: 10000}), benefit({2021: 3000, 2022: 4200, 2023: 6800})), tenth)
    assert f"{float(found.npv):.2f}" == "1188.44"


@pytest.mark.parametrize(
    ("flows", "rates"),
    [
        ((-250000, 100000, 150000, 200000, 250000, 300000), ["0.56723"]),
        ((-100, 39, 59, 55, 20), ["0.28095"]),
        ((-100, 0, 0, 74), ["-0.09550"]),
        ((-100, 100, 0, -7), ["-0.08330"]),
        ((-100, 100, 0, 7), ["0.06206"]),
        ((-5, 10.5, 1, -8, 1), ["0.08860"]),
    ],
)
def test_numpy_financials_documented_internal_rates_are_among_ours(flows, rates) -> None:
    """Its examples name one rate each, where there may be more: -100, 100, 0, -7 has a second one."""
    found = [str(round(rate, 5)) for rate in internal_rates([Fraction(flow) for flow in flows])]
    assert set(rates) <= set(found)


def test_numpy_financials_documented_present_values() -> None:
    assert f"{float(net_present_value(Fraction('0.281'), (-100, 39, 59, 55, 20))):.12f}" == "-0.008478591638"
    assert f"{float(net_present_value(Decimal('0.08'), (-40_000, 5_000, 8_000, 12_000, 30_000))):.5f}" == "3065.22267"


@given(st.lists(AMOUNTS, min_size=1, max_size=15), st.decimals("-0.20", "0.50", places=2))
def test_present_values_are_numpy_financials(flows, rate) -> None:
    ours = float(net_present_value(rate, flows))
    assert ours == pytest.approx(npf.npv(float(rate), flows), rel=1e-9, abs=1e-3)


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=7))
def test_no_root_that_numpy_finds_in_the_open_is_missed(flows) -> None:
    """Roots well apart from others and from the axis, so that rounding cannot invent or hide one."""
    assume(flows[0] and flows[-1])
    roots = np.roots(flows)
    apart = [abs(a - b) for i, a in enumerate(roots) for b in roots[i + 1 :]]
    assume(all(distance > 1e-3 for distance in apart) and all(abs(root.imag) < 1e-9 or abs(root.imag) > 1e-3 for root in roots))
    positive = sorted(root.real - 1 for root in roots if abs(root.imag) < 1e-9 and root.real > 1e-6)
    ours = [float(rate) for rate in internal_rates(flows)]
    assert len(ours) == len(positive)
    assert all(abs(a - b) < 1e-6 * (1 + abs(b)) for a, b in zip(ours, positive, strict=True))


@pytest.mark.parametrize(
    ("npv", "ratio", "low", "value", "high"),
    [
        (2_000_000_000, "65.2", 30_344_828, 30_674_847, 31_005_372),
        (1_600_000_000, "30.9", 51_179_321, 51_779_935, 52_382_496),
        (613_000_000, "15.8", 38_643_533, 38_797_468, 38_952_381),
        (50_000_000, "2.6", 18_679_245, 19_230_769, 19_803_922),
    ],
)
def test_the_investments_that_the_four_published_ratios_of_2017_imply(npv, ratio, low, value, high) -> None:
    """Derived: published NPV over published ratio, with the rounding of both, an NPV's at most 1 %.

    «Over 2 000» and «a little over 50» are read as 2 000 and 50.
    """
    found = implied_investment(Claim(npv=npv, npv_per_invested_krone=Decimal(ratio)))
    assert [round(amount) for amount in (found.low, found.value, found.high)] == [low, value, high]


def test_a_first_value_discounted_and_not_differ_by_one_year() -> None:
    flows = (500, 1500, 4000, 10000)
    once = net_present_value(Decimal("0.1"), flows, FirstYear.DISCOUNTED)
    assert f"{float(once):.8f}" == "11529.60863329"
    assert once * Fraction(11, 10) == net_present_value(Decimal("0.1"), flows)
