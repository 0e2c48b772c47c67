"""One number of municipalities is one number, however its path is written: all of them computed by hand from the same cash flow."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from reviewer.domain.application import Actor, Curve, Role, TakeUp
from reviewer.domain.economics import AS_STATED, PRESETS, Assumptions, appraise
from reviewer.domain.economics.breakdown import by_line
from reviewer.domain.economics.repayment import Use, assumed_use, repayment
from reviewer.domain.economics.sensitivity import break_even_take_up, own_bounds
from reviewer.domain.economics.takeup import in_use_by_year, municipalities_by_year, stated_take_up
from reviewer.domain.economics.words import profitable
from reviewer.domain.events import MunicipalitiesImported, Municipality
from reviewer.domain.method import RealGrowth
from reviewer.domain.municipalities import Municipalities
from reviewer.language.speech import Speech
from tests.domain.economics.cases import APPLICATIONS, FOUR, METHODS, PLAIN, application, benefit, cost
from tests.domain.economics.test_pricing import FIKS

METHOD = PRESETS["r-109-21"]
YEARS = (2020, 2021, 2022, 2023)
FLOWS = (
    cost({2018: 4_000_000, 2019: 6_000_000}),
    cost(dict.fromkeys(YEARS, 1_000_000), role=Role.OPERATION),
    benefit(dict.fromkeys(YEARS, 9_000_000), actor=Actor.MUNICIPALITIES, scales_with_reuse=True),
)


def case(**reuse) -> object:
    return application(*FLOWS, reuse=TakeUp(intended=120, **reuse), ends=date(2019, 12, 31))


@pytest.mark.parametrize(
    ("reuse", "stated", "profitable_from"),
    [
        ({}, 120, 51),
        ({"share": Decimal("0.5")}, 60, 51),
        ({"by_year": {2020: 20, 2021: 40, 2022: 60}}, 60, 69),
        ({"curve": Curve(final=60, midpoint=Decimal(2020), years=Decimal(1))}, 60, 59),
    ],
)
def test_the_break_even_is_told_of_where_the_path_ends(reuse, stated, profitable_from) -> None:
    found = break_even_take_up(case(**reuse), METHOD)
    assert (found.stated, found.municipalities) == (stated, profitable_from)


@pytest.mark.parametrize("reuse", [{"share": Decimal("0.5")}, {"by_year": {2018: 60}}])
def test_sixty_of_a_hundred_and_twenty_is_worth_the_same_however_it_is_written(reuse) -> None:
    worth = appraise(case(), METHOD, Assumptions(municipalities=60)).npv
    assert round(worth) == 2_936_115
    assert appraise(case(**reuse), METHOD).npv == appraise(case(**reuse), METHOD, Assumptions(municipalities=60)).npv == worth


def test_the_applicants_own_fewest_and_most_are_of_where_the_path_ends() -> None:
    (swing,) = own_bounds(application(*FLOWS, reuse=TakeUp(intended=120, share=Decimal("0.5"), low=30, high=120)), METHOD)
    assert (swing.low_factor, swing.high_factor) == (Fraction(1, 2), 2)
    assert swing.at_high == appraise(case(), METHOD).npv


def test_a_path_that_nobody_follows_is_told_of_what_the_amounts_are_for() -> None:
    assert stated_take_up(TakeUp(intended=120, share=Decimal(0))) == 120
    assert stated_take_up(TakeUp(intended=120, by_year={2020: 90, 2022: 60})) == 60


def test_a_curve_ends_at_its_final_number() -> None:
    curve = TakeUp(curve=Curve(final=60, midpoint=Decimal(2020), years=Decimal(3)))
    assert municipalities_by_year(curve, 2020, 5) == [30, 49, 57, 59, 60]


def test_where_npv_is_exactly_zero_one_more_is_wanted() -> None:
    """100 of 100 give 0, and what is profitable lies above 0."""
    one = application(cost({2020: 100}), benefit({2021: 104}, scales_with_reuse=True), reuse=TakeUp(intended=100))
    found = break_even_take_up(one, PLAIN)
    assert (found.share, found.municipalities) == (1, 101)


def test_more_municipalities_than_there_are_cannot_be_reached() -> None:
    one = application(cost({2020: 40_000}), benefit({2021: 104}, scales_with_reuse=True), reuse=TakeUp(intended=100))
    register = Municipalities.of(MunicipalitiesImported(municipalities=(Municipality(number="0301", name="Oslo"),), source="s"))
    found = break_even_take_up(one, PLAIN)
    assert Speech("en").text(profitable(found, register)) == (
        "The project is not profitable even if all the 1 municipalities adopt it; it would take 40 001."
    ).replace("40 001", Speech("en").value(40_001))
    assert Speech("nb").text(profitable(found)).startswith("Prosjektet er lønnsomt fra 40")


def test_what_the_council_assumes_flows_back() -> None:
    register = Municipalities.of(
        MunicipalitiesImported(
            municipalities=tuple(Municipality(number=f"{at:04d}", name="n", inhabitants=20_000) for at in range(1, 5)), source="s"
        )
    )
    one = application(reuse=TakeUp(intended=4), ends=date(2019, 12, 31))
    half, later = Assumptions(take_up=Fraction(1, 2)), Assumptions(municipalities=3, delay=2)
    uses = [assumed_use(one, assumptions, 2) for assumptions in (AS_STATED, half, later)]
    assert [repayment(one, FIKS, register, 1_000_000, use).inflow for use in uses] == [
        ((2020, 80_000), (2021, 80_000)),
        ((2020, 40_000), (2021, 40_000)),
        ((2022, 60_000), (2023, 60_000)),
    ]


def test_a_flat_share_is_in_use_from_the_year_after_the_project() -> None:
    register = Municipalities.of(
        MunicipalitiesImported(municipalities=(Municipality(number="0301", name="n", inhabitants=20_000),), source="s")
    )
    one = application(reuse=TakeUp(intended=1, share=Decimal(1)), ends=date(2019, 12, 31))
    assert repayment(one, FIKS, register, 1, Use(1)).inflow == ((2020, 20_000),)


def test_benefits_that_come_later_are_in_use_later() -> None:
    reuse = TakeUp(intended=100, by_year={2020: 10, 2021: 60})
    assert in_use_by_year(reuse, Assumptions(delay=1, municipalities=30), 2020, 3) == [0, 5, 30]


def test_an_amount_that_comes_later_has_the_later_years_price() -> None:
    """400 a year at 1 % growth from 2018: what comes in 2020 costs 400 × 1.01²."""
    grown = METHOD.__class__(
        name="m", basis=METHOD.basis, rates=FOUR.rates, price_year=2018, real_growth=(RealGrowth(rate=Decimal("0.01")),)
    )
    one = application(cost({2018: 1}), benefit({2019: 400, 2020: 400}))
    later = appraise(one, grown, Assumptions(delay=1))
    exact = Fraction(400) * Fraction(101, 100) ** 2
    assert later.npv == exact / Fraction(104, 100) ** 2 - 1


@given(APPLICATIONS, METHODS)
def test_lines_summed_before_the_path_are_worth_what_they_are_line_by_line(one, method) -> None:
    """A factor on a line that is not there changes nothing, but makes every line be laid out by itself."""
    slowly = Assumptions(lines=((len(one.flows), Fraction(1)),))
    quick, slow = appraise(one, method), appraise(one, method, slowly)
    assert (quick.npv, quick.investment, quick.by_year, quick.nnb) == (slow.npv, slow.investment, slow.by_year, slow.nnb)
    assert quick.npv is None or quick.npv == sum((line.npv for line in by_line(one, method)), Fraction(0))
