"""Take-up: paths by year, curve and share, and the break-even to the municipality."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from reviewer.domain.application import Curve, TakeUp
from reviewer.domain.economics import Assumptions, appraise
from reviewer.domain.economics.sensitivity import break_even_take_up, npv_at_take_up, take_up_parts
from reviewer.domain.economics.takeup import Profitable, break_even, municipalities_by_year, stated_take_up, take_up_path
from reviewer.domain.economics.words import profitable
from reviewer.domain.events import MunicipalitiesImported, Municipality
from reviewer.domain.municipalities import Municipalities
from reviewer.language.speech import Speech
from tests.domain.economics.cases import APPLICATIONS, METHODS, PLAIN, application, benefit, cost

SCALES = {"scales_with_reuse": True}
HUNDRED = TakeUp(intended=100)


def test_a_path_by_year_stays_where_it_was_last_given() -> None:
    reuse = TakeUp(intended=100, by_year={2019: 10, 2021: 60})
    assert take_up_path(reuse, 2018, 5) == [0, Fraction(1, 10), Fraction(1, 10), Fraction(3, 5), Fraction(3, 5)]


def test_lines_that_scale_follow_the_path_and_others_do_not() -> None:
    reuse = TakeUp(intended=100, by_year={2021: 50})
    flows = (cost({2020: 100}), benefit({2021: 208}, **SCALES), benefit({2021: 26}))
    assert appraise(application(*flows, reuse=reuse), PLAIN).npv == -100 + 100 + 25


def test_without_a_path_the_amounts_stand_as_they_are() -> None:
    flows = (cost({2020: 100}), benefit({2021: 104}, **SCALES))
    assert appraise(application(*flows, reuse=HUNDRED), PLAIN).npv == 0


def test_a_flat_share_holds_in_every_year() -> None:
    flows = (cost({2020: 100}), benefit({2021: 208}, **SCALES))
    assert appraise(application(*flows, reuse=TakeUp(share=Decimal("0.5"))), PLAIN).npv == 0


def test_an_s_curve_is_half_at_its_midpoint_and_a_tenth_and_nine_tenths_at_its_ends() -> None:
    curve = Curve(final=80, midpoint=Decimal(2022), years=Decimal(4))
    reuse = TakeUp(intended=100, curve=curve)
    path = take_up_path(reuse, 2020, 5)
    assert [path[0], path[2], path[4]] == [Fraction(8, 100), Fraction(40, 100), Fraction(72, 100)]
    assert path == sorted(path)
    assert take_up_path(reuse, 1900, 1) == [0]
    assert municipalities_by_year(reuse, 2020, 5) == [8, 20, 40, 60, 72]
    assert municipalities_by_year(reuse, 2020, 5, final=Fraction(1, 2)) == [4, 10, 20, 30, 36]


@pytest.mark.parametrize(
    ("reuse", "stated"),
    [
        (TakeUp(municipalities=("0301", "1201"), intended=120), 120),
        (TakeUp(municipalities=("0301", "1201")), 2),
        (TakeUp(by_year={2020: 4, 2021: 9}), 9),
        (TakeUp(curve=Curve(final=30, midpoint=Decimal(2020), years=Decimal(3))), 30),
        (TakeUp(municipalities=()), None),
        (TakeUp(), None),
    ],
)
def test_what_the_amounts_are_for_is_what_is_intended_else_what_is_known(reuse, stated) -> None:
    assert stated_take_up(reuse) == stated


def test_the_break_even_is_said_in_whole_municipalities() -> None:
    """100 / 42.5 % of 100: from 43 municipalities the project is profitable, and with 42 it is not."""
    one = application(cost({2020: 425}), benefit({2021: 1040}, **SCALES), reuse=HUNDRED)
    found = break_even_take_up(one, PLAIN)
    assert (found.profitable, found.share, found.municipalities, found.stated) == (Profitable.FROM, Fraction(425, 1000), 43, 100)
    assert appraise(one, PLAIN, Assumptions(municipalities=43)).npv > 0 > appraise(one, PLAIN, Assumptions(municipalities=42)).npv


@pytest.mark.parametrize(
    ("fixed", "scaling", "kind", "number"),
    [
        (-10, 30, Profitable.FROM, 34),
        (10, -30, Profitable.UP_TO, 33),
        (10, 30, Profitable.ALWAYS, None),
        (0, 30, Profitable.ALWAYS, None),
        (10, 0, Profitable.ALWAYS, None),
        (-10, -30, Profitable.NEVER, None),
        (0, -30, Profitable.NEVER, None),
        (-10, 0, Profitable.NEVER, None),
    ],
)
def test_profitable_from_up_to_always_or_never(fixed, scaling, kind, number) -> None:
    found = break_even(Fraction(fixed), Fraction(scaling), 100)
    assert (found.profitable, found.municipalities) == (kind, number)


@pytest.mark.parametrize(
    ("fixed", "said"),
    [
        (10, "Prosjektet er bare lønnsomt til og med 33 kommuner; søkeren regner med 100."),
        (Fraction(1, 2), "Prosjektet er bare lønnsomt til og med 1 kommune; søkeren regner med 100."),
        (75, "Prosjektet er bare lønnsomt til og med 249 kommuner; søkeren regner med 100."),
    ],
)
def test_where_costs_alone_scale_it_is_said_up_to_how_many_municipalities(fixed, said) -> None:
    """Each costs 0,3: the fixed benefits bear 33, one, or 249 of them; of 250 the value is 0."""
    found = break_even(Fraction(fixed), Fraction(-30), 100)
    assert Speech("nb").text(profitable(found)) == said


def test_more_municipalities_than_there_are_do_no_harm() -> None:
    rows = tuple(Municipality(number=f"{at:04d}", name="n", inhabitants=1) for at in range(1, 31))
    register = Municipalities.of(MunicipalitiesImported(municipalities=rows, source="s"))
    found = break_even(Fraction(10), Fraction(-30), 20)
    assert "til og med 6 kommuner" in Speech("nb").text(profitable(found, register))
    found = break_even(Fraction(10), Fraction(-30), 100)
    assert Speech("nb").text(profitable(found, register)) == "Prosjektet er lønnsomt selv om alle de 30 kommunene tar det i bruk."


def test_where_no_line_scales_there_is_no_break_even() -> None:
    assert break_even_take_up(application(cost({2020: 1}), benefit({2021: 2}), reuse=HUNDRED), PLAIN) is None
    assert break_even_take_up(application(), PLAIN) is None


@given(APPLICATIONS, METHODS)
def test_at_the_break_even_the_recomputed_npv_is_exactly_zero(one, method) -> None:
    found = break_even_take_up(one, method)
    if found is not None and found.share is not None:
        assert appraise(one, method, Assumptions(take_up=found.share)).npv == 0
        assert npv_at_take_up(one, method, found.share) == 0


@given(APPLICATIONS, METHODS)
def test_npv_is_a_straight_line_in_the_final_take_up(one, method) -> None:
    parts = take_up_parts(one, method)
    for share in (Fraction(0), Fraction(1, 3), Fraction(1), Fraction(7, 5)) if parts is not None else ():
        assert appraise(one, method, Assumptions(take_up=share)).npv == parts[0] + share * parts[1]


@given(APPLICATIONS)
def test_municipalities_and_shares_say_the_same(one) -> None:
    stated = stated_take_up(one.reuse)
    half = replace(Assumptions(), take_up=Fraction(3, stated))
    assert appraise(one, PLAIN, half).npv == appraise(one, PLAIN, Assumptions(municipalities=3)).npv
