"""Every figure says what it rests on: no parameter of a method can be another without being told, in words and in data."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.application import Actor, Role, Side
from reviewer.domain.economics import AS_STATED, PRESETS, appraise, conventions
from reviewer.domain.economics.convention_words import conventions_told, otherwise_told, uncertainty_told
from reviewer.domain.economics.otherwise import Convention, others, otherwise, the_same_otherwise
from reviewer.domain.method import (
    BudgetDivisor,
    CountedFrom,
    FirstYear,
    InvestmentDivisor,
    RateStep,
    RealGrowth,
    Residual,
    Spread,
    TaxedOn,
    Uncertainty,
    WithoutFlows,
)
from reviewer.language.speech import Speech
from tests.domain.economics.cases import APPLICATIONS, FOUR, METHODS, R_109, application, benefit, cost

CARRIED = replace(R_109, residual=Residual.CARRIED_ON, residual_years=5)
GROWING = replace(R_109, real_growth=(RealGrowth(rate=Decimal("0.01")),))


@pytest.mark.parametrize(
    ("own", "other"),
    [
        (R_109, replace(R_109, name="m")),
        (R_109, replace(R_109, rates=(RateStep(from_year=0, rate=Decimal("0.05")),))),
        (R_109, replace(R_109, rates=(*R_109.rates[:2], replace(R_109.rates[2], from_year=76)))),
        (R_109, replace(R_109, counted_from=CountedFrom.COMPLETION)),
        (R_109, replace(R_109, first_year=FirstYear.DISCOUNTED)),
        (R_109, replace(R_109, price_year=2018)),
        (R_109, GROWING),
        (GROWING, replace(GROWING, real_growth=(replace(GROWING.real_growth[0], side=Side.BENEFIT),))),
        (GROWING, replace(GROWING, real_growth=(replace(GROWING.real_growth[0], role=Role.OPERATION),))),
        (GROWING, replace(GROWING, real_growth=(replace(GROWING.real_growth[0], actor=Actor.CITIZENS),))),
        (R_109, replace(R_109, period=10)),
        (R_109, replace(R_109, residual=Residual.GIVEN)),
        (R_109, CARRIED),
        (CARRIED, replace(CARRIED, residual_years=6)),
        (R_109, replace(R_109, tax_rate=Decimal("0.21"))),
        (R_109, replace(R_109, taxed_on=TaxedOn.COSTS)),
        (R_109, replace(R_109, investment_divisor=InvestmentDivisor.DISCOUNTED)),
        (R_109, replace(R_109, budget_divisor=BudgetDivisor.COSTS)),
        (R_109, replace(R_109, without_flows=WithoutFlows.CLAIM)),
        (R_109, replace(R_109, gains_cut=Decimal("0.5"))),
    ],
)
def test_no_parameter_is_another_without_being_told(own, other) -> None:
    assert conventions(own) != conventions(other)
    for language in ("nb", "nn", "en"):
        speech = Speech(language)
        words = [[(speech.text(name), speech.value(holds)) for name, holds in conventions_told(one)] for one in (own, other)]
        assert words[0] != words[1]


def test_a_simulation_says_how_it_draws() -> None:
    own = Uncertainty(basis=R_109.basis, low=Decimal("0.75"), high=Decimal("1.25"), draws=10_000, seed=7)
    assert Speech("nb").text(uncertainty_told(own)).replace("\u00a0", " ") == (
        "75 % til 125 % av det oppgitte, der søkeren ikke gir egne grenser; trekantfordeling; 10 000 trekninger, frø 7"
    )
    assert "PERT-fordeling" in Speech("nb").text(uncertainty_told(replace(own, spread=Spread.PERT)))


def test_a_first_year_discounted_too_takes_a_years_rate_off_everything() -> None:
    """By hand: -100 + 300 / 1.04 = 188.46, and that over 1.04 is 181.21."""
    method = replace(FOUR, tax_rate=Decimal(0))
    found = otherwise(application(cost({2020: 100}), benefit({2021: 300})), method)
    first = next(one for one in found if one.convention is Convention.FIRST_YEAR)
    assert first.npv == (Fraction(300, 1) / Fraction(104, 100) - 100) / Fraction(104, 100)
    assert Speech("nb").text(otherwise_told(first.convention, first.method)[1]) == "diskontert med ett år"


def test_a_convention_that_changes_no_figure_is_left_out() -> None:
    found = otherwise(application(cost({2020: 100}, public=False), benefit({2021: 300}, public=False)), R_109)
    assert {one.convention for one in found} == {Convention.FIRST_YEAR, Convention.METHOD}
    assert [one.method.name for one in found if one.convention is Convention.METHOD] == [PRESETS["omb-a94"].name, PRESETS["excel"].name]


@given(APPLICATIONS, METHODS)
def test_the_figures_by_another_convention_are_those_of_a_method_that_has_it(one, method) -> None:
    for found in otherwise(one, method):
        anew = appraise(one, found.method)
        assert (found.npv, found.npv_per_invested_krone, found.nnb) == (anew.npv, anew.npv_per_invested_krone, anew.nnb)


@given(METHODS, st.sampled_from([one for one in Convention if one is not Convention.METHOD]))
def test_one_convention_is_turned_at_a_time(method, convention) -> None:
    for turned, other in others(method):
        if turned is convention:
            assert sum(getattr(other, name) != getattr(method, name) for name in type(method).__dataclass_fields__) == 1


@given(APPLICATIONS, METHODS, METHODS)
def test_what_is_tried_leaves_the_conventions_that_are_looked_at(one, method, tried) -> None:
    tried = replace(method, rates=tried.rates, tax_rate=tried.tax_rate, period=tried.period)
    stated = otherwise(one, method)
    found = the_same_otherwise(stated, one, tried, AS_STATED)
    assert {item.convention for item in found} == {item.convention for item in stated}
    assert all(item.npv == appraise(one, item.method).npv for item in found)
