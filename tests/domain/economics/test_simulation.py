"""Monte Carlo: the distributions are what they are called, and every laptop has the same digits."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.application import TakeUp
from reviewer.domain.economics import Assumptions
from reviewer.domain.economics.draws import Stream, every, lane_for, looked_up, taken_apart, weighed
from reviewer.domain.economics.quantiles import BITS, LEVELS, quantiles
from reviewer.domain.economics.sifting import Sifted
from reviewer.domain.economics.simulation import Simulation, likelihood, simulate
from reviewer.domain.method import RateStep, Spread, Uncertainty
from tests.domain.economics.cases import APPLICATIONS, METHODS, PLAIN, R_109, application, benefit, cost

QUARTER = Uncertainty(basis=R_109.basis, low=Decimal("0.75"), high=Decimal("1.25"), seed=715, draws=20_000)
PINNED = (-194009, -89666, 325261, 637911, 706338, 297533, Fraction(8387, 10000))
"""What the first run gave. Another machine or Python that gives something else has other draws, and two laptops would disagree."""

CASE = application(cost({2020: 1_000_000}), benefit({2021: 1_560_000}, low=Decimal("0.4"), high=Decimal("1.2")))


def test_the_digits_are_the_same_everywhere() -> None:
    found = simulate(CASE, PLAIN, QUARTER)
    assert (found.p5, found.p10, found.p50, found.p90, found.p95, found.mean) == PINNED[:6]
    assert (found.above_zero, found.draws, found.seed, found.drawn) == (*PINNED[6:], 20_000, 715, ("k", "n"))


def test_a_seed_gives_the_same_and_another_seed_others() -> None:
    assert simulate(CASE, PLAIN, QUARTER) == simulate(CASE, PLAIN, QUARTER)
    assert simulate(CASE, PLAIN, QUARTER) != simulate(CASE, PLAIN, replace(QUARTER, seed=716))


def test_a_line_more_leaves_the_draws_of_the_others() -> None:
    certain = {"low": Decimal(1), "high": Decimal(1)}
    more = replace(CASE, flows=(*CASE.flows, benefit({2020: 5}, line="til", **certain)))
    one, other = simulate(CASE, PLAIN, QUARTER), simulate(more, PLAIN, QUARTER)
    assert (other.p10 - one.p10, other.p90 - one.p90, other.mean - one.mean) == (5, 5, 5)


@pytest.mark.parametrize("bounds", [("0.7", "1.6"), ("0.5", "1.1"), ("1", "2"), ("0.2", "1"), ("0.75", "1.25")])
def test_the_tables_are_the_distributions_that_numpy_draws(bounds) -> None:
    low, high = map(float, bounds)
    random = np.random.default_rng(1)
    shape = 4 * (1 - low) / (high - low), 4 * (high - 1) / (high - low)
    drawn = {
        Spread.TRIANGULAR: random.triangular(low, 1, high, 400_000),
        Spread.PERT: low + (high - low) * random.beta(1 + shape[0], 1 + shape[1], 400_000),
    }
    means = {Spread.TRIANGULAR: (low + 1 + high) / 3, Spread.PERT: (low + 4 + high) / 6}
    for spread, sample in drawn.items():
        table = [value / 2**BITS for value in quantiles(Fraction(bounds[0]), Fraction(bounds[1]), spread)]
        assert len(table) == LEVELS
        assert table == sorted(table)
        assert fmean(table) == pytest.approx(means[spread], abs=1e-4)
        for share in (0.05, 0.1, 0.5, 0.9, 0.95):
            assert np.quantile(table, share) == pytest.approx(np.quantile(sample, share), abs=0.005)


@given(st.fractions(0, 1, max_denominator=100), st.fractions(1, 3, max_denominator=100), st.sampled_from(Spread))
def test_no_draw_lies_outside_its_bounds(low, high, spread) -> None:
    table = quantiles(low, high, spread)
    assert round(low * 2**BITS) <= table[0] <= table[-1] <= round(high * 2**BITS)


def test_a_single_uncertain_line_has_the_triangles_own_probability() -> None:
    """Loss where the factor is below 2/3: a share of (2/3 - 0.4)² / ((1.2 - 0.4)(1 - 0.4)) = 4/27 of the triangle."""
    certain = replace(QUARTER, low=Decimal(1), high=Decimal(1), draws=100_000)
    found = simulate(CASE, PLAIN, certain)
    assert float(1 - found.above_zero) == pytest.approx(4 / 27, abs=0.004)
    assert found.drawn == ("n",)


def test_take_up_is_one_draw_for_all_lines_that_scale() -> None:
    certain = {"low": Decimal(1), "high": Decimal(1), "scales_with_reuse": True}
    flows = (benefit({2020: 500_000}, **certain), benefit({2020: 500_000}, **certain), cost({2020: 100_000}, low=Decimal(1)))
    found = simulate(application(*flows, reuse=TakeUp(intended=100, low=50, high=100)), PLAIN, replace(QUARTER, draws=50_000))
    assert found.drawn == ("take_up",)
    assert found.p5 >= 400_000
    assert found.p95 <= 900_000
    assert found.mean == pytest.approx(1_000_000 * (0.5 + 1 + 1) / 3 - 100_000, abs=2_000)


UNCERTAINTIES = st.builds(
    Uncertainty,
    basis=st.just(R_109.basis),
    low=st.decimals("0.00", "1.00", places=2),
    high=st.decimals("1.00", "3.00", places=2),
    draws=st.integers(1, 300),
    seed=st.integers(0, 9),
    spread=st.sampled_from(Spread),
)


@given(APPLICATIONS, METHODS, UNCERTAINTIES)
def test_what_papers_tell_is_the_simulations_own(one, method, uncertainty) -> None:
    whole, told = simulate(one, method, uncertainty), likelihood(one, method, uncertainty)
    assert told == (whole and whole.likelihood)


@given(
    st.lists(st.integers(0, 2**33), min_size=1, max_size=40) | st.lists(st.integers(0, 3), min_size=1, max_size=400), st.integers(-1, 2**34)
)
def test_what_is_sifted_stands_where_it_would_in_order(values, limit) -> None:
    lanes = int.from_bytes(b"".join((value << BITS).to_bytes(8, "little") for value in values), "little")
    found, ordered = Sifted(lanes, len(values), max(values).bit_length() or 1), sorted(values)
    assert [found.at(place) for place in range(len(values))] == ordered
    for one in (limit, values[0], values[0] - 1):
        assert found.above(one) == sum(value > one for value in values)


def test_nothing_uncertain_is_no_simulation() -> None:
    certain = replace(QUARTER, low=Decimal(1), high=Decimal(1))
    assert simulate(application(cost({2020: 1})), PLAIN, certain) is None
    assert simulate(application(), PLAIN, QUARTER) is None


def test_the_bins_hold_every_draw_once() -> None:
    found = simulate(CASE, PLAIN, QUARTER)
    assert sum(one.draws for one in found.bins) == 20_000
    assert all(one.high == other.low for one, other in zip(found.bins, found.bins[1:], strict=False))


def test_a_what_if_moves_the_whole_distribution() -> None:
    poorer = simulate(CASE, PLAIN, QUARTER, Assumptions(benefits=Fraction(1, 2)))
    assert poorer.p50 < simulate(CASE, PLAIN, QUARTER).p50


def test_too_many_draws_are_refused() -> None:
    with pytest.raises(ValueError, match="1 to 1000000 draws"):
        simulate(CASE, PLAIN, replace(QUARTER, draws=1_000_001))


BOUNDS = (st.fractions(0, 1, max_denominator=40), st.fractions(1, 3, max_denominator=40))
WORTHS = st.integers(-(10**9), 10**9) | st.integers(-(10**12), 10**12) | st.integers(-(10**40), 10**40)
LINES = st.lists(st.tuples(WORTHS, *BOUNDS), min_size=1, max_size=4)


@given(LINES, st.integers(1, 60), st.sampled_from(Spread))
def test_all_draws_at_once_are_the_draws_one_by_one(lines, draws, spread) -> None:
    """A line's draw is its worth times the table's factor, rounded to a whole krone, halves upwards; the lanes must not spill over."""
    most = sum(abs(worth) * 3 + 1 for worth, _, _ in lines)
    lane = lane_for(2 * most)
    total, expected = 0, [most] * draws
    for position, (worth, low, high) in enumerate(lines):
        stream = Stream(f"7/{position}", draws, low, high, spread, lane)
        total += weighed(stream, worth)
        factors = looked_up(stream)
        expected = [sum_ + (2 * worth * factor + 2**BITS) // 2 ** (BITS + 1) for sum_, factor in zip(expected, factors, strict=True)]
    assert taken_apart((total >> BITS) + every(draws, most, lane), draws, lane) == expected


@pytest.mark.parametrize(("most", "lane"), [(0, 8), (2**33 - 1, 8), (2**33, 16), (10**15, 16), (2**97 - 1, 16), (2**97, 24), (10**60, 32)])
def test_lanes_are_as_wide_as_the_largest_product_needs(most, lane) -> None:
    assert lane_for(most) == lane
    assert taken_apart(every(3, most, lane), 3, lane) == [most] * 3


def test_sums_past_64_bits_are_taken_apart_whole() -> None:
    assert taken_apart(every(3, 2**70 + 5, 16), 3, 16) == [2**70 + 5] * 3


def test_draws_of_amounts_that_a_rate_below_zero_makes_huge_do_not_spill_over() -> None:
    below_zero, years = replace(PLAIN, rates=(RateStep(from_year=0, rate=Decimal("-0.4")),)), range(2026, 2126)

    def drawn(one: int) -> Simulation:
        flows = benefit(dict.fromkeys(years, one)), cost(dict.fromkeys(years[:98], 3 * one))
        return simulate(application(*flows), below_zero, replace(QUARTER, draws=9))

    large, small = drawn(10**9), drawn(1_000)
    assert large.above_zero == small.above_zero
    assert all(abs(Fraction(getattr(large, name), getattr(small, name)) - 10**6) < 1 for name in ("p5", "p50", "p95", "mean"))


def test_the_bins_count_what_lies_in_them() -> None:
    found = simulate(CASE, PLAIN, replace(QUARTER, draws=7))
    assert [one.draws for one in found.bins if one.draws] != []
    assert found.bins[0].low <= found.p5 <= found.p95 < found.bins[-1].high
