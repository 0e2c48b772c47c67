"""The two published price models, the fund's capital, and when a grant is repaid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from reviewer.domain.application import Application, TakeUp
from reviewer.domain.case import Case
from reviewer.domain.economics.pricing import Joining, Price, capital, contributed, inflow, joining_by_path, price, repaid
from reviewer.domain.economics.repayment import Use, payers, repayment
from reviewer.domain.events import MunicipalitiesImported, Municipality
from reviewer.domain.fund_capital import fund_capital
from reviewer.domain.municipalities import Municipalities
from reviewer.domain.prices import Charge, Every, Payer
from reviewer.intake.committee import read_committee
from reviewer.intake.municipalities import read_municipalities
from tests.domain.economics.cases import application
from tests.domain.small_round import application as small_application
from tests.domain.small_round import opening, received
from tests.domain.test_interventions import case_of

ROOT = Path(__file__).parents[3]
COMMITTEE = read_committee(ROOT / "committees" / "kommit-radet.toml").committee
DIGIORDEN, FIKS = COMMITTEE.price_models


@pytest.mark.parametrize(
    ("inhabitants", "once", "monthly"),
    [
        (4_999, 25_000, "1124.875"),
        (5_000, 40_000, "1125"),
        (10_000, 40_000, "1750"),
        (10_001, 60_000, "1750.125"),
        (673_469, 60_000, "84683.625"),
    ],
)
def test_digiorden(inhabitants, once, monthly) -> None:
    """25 000 / 40 000 / 60 000 kr once for < 5 000, 5 000-10 000, > 10 000 inhabitants; 500 kr and 0.125 kr per inhabitant a month."""
    found = price(DIGIORDEN, Payer.MUNICIPALITY, inhabitants)
    assert (found.once, found.yearly) == (once, 12 * Fraction(monthly))
    assert found.over(3) == once + 36 * Fraction(monthly)
    assert found.over(0) == 0


@pytest.mark.parametrize(("inhabitants", "yearly"), [(9_999, 10_000), (10_000, 20_000), (49_999, 20_000), (50_000, 30_000)])
def test_fiks_folkeregister(inhabitants, yearly) -> None:
    found = price(FIKS, Payer.MUNICIPALITY, inhabitants)
    assert (found.once, found.yearly) == (0, yearly)


def test_counties_pay_apart() -> None:
    assert price(FIKS, Payer.COUNTY, 500_000).yearly == 30_000
    assert price(DIGIORDEN, Payer.COUNTY, 500_000).yearly == 0


def test_everybody_in_would_make_about_250_million() -> None:
    """125 from the state, 20 kr for each of 5 295 619 inhabitants, and 5 kr in the counties, where Oslo is not counted twice."""
    register, _ = read_municipalities(ROOT / "fixtures" / "kommuner-2018.csv")
    municipalities = [row for row in register.municipalities if len(row.number) == 4]
    assert len(municipalities) == 422
    charges = COMMITTEE.fund.contributions
    by_municipalities = sum(contributed(charges, Payer.MUNICIPALITY, row.inhabitants) for row in municipalities)
    by_counties = contributed(charges, Payer.COUNTY, sum(row.inhabitants for row in municipalities if row.number != "0301"))
    assert (by_municipalities, by_counties) == (105_912_380, 23_110_750)
    assert round(COMMITTEE.fund.capital + by_municipalities + by_counties, -6) == 254_000_000


def test_what_flows_back_follows_who_joins_when() -> None:
    small, large = (price(DIGIORDEN, Payer.MUNICIPALITY, size) for size in (4_000, 20_000))
    joining = (Joining(2020, small), Joining(2021, large))
    assert inflow(joining, 2022) == (
        (2020, 25_000 + 12 * 1_000),
        (2021, 12 * 1_000 + 60_000 + 12 * 3_000),
        (2022, 12 * 1_000 + 12 * 3_000),
    )
    assert inflow((), 2022) == ()


def test_a_path_of_take_up_becomes_who_joins_when() -> None:
    due = [Price(once=Fraction(amount), yearly=Fraction(0)) for amount in (300, 200, 100)]
    found = joining_by_path(due, {2020: 1, 2021: 1, 2022: 9})
    assert [(one.year, one.price.once) for one in found] == [(2020, 300), (2022, 200), (2022, 100)]


def test_the_grant_is_repaid_in_the_first_year_whose_end_has_it_all() -> None:
    flows = ((2020, Fraction(40)), (2021, Fraction(40)), (2022, Fraction(40)))
    assert repaid(80, flows) == 2021
    assert repaid(81, flows) == 2022
    assert repaid(121, flows) is None


def test_the_funds_capital_closes_one_year_and_opens_the_next() -> None:
    found = capital(100, {2018: Fraction(50)}, {2018: Fraction(30), 2020: Fraction(100)}, {2019: Fraction(5)})
    assert [(year.year, year.opening, year.closing) for year in found] == [(2018, 100, 120), (2019, 120, 125), (2020, 125, 25)]
    assert capital(1, {}, {}, {}) == ()


def register(*inhabitants: int) -> Municipalities:
    rows = tuple(
        Municipality(number=f"{number:04d}", name=f"nr. {number}", inhabitants=count) for number, count in enumerate(inhabitants, 1)
    )
    return Municipalities.of(
        MunicipalitiesImported(municipalities=(*rows, Municipality(number="01", name="Fylket", inhabitants=9)), source="s")
    )


def test_the_named_come_first_and_the_others_pay_the_mean_of_those_not_named() -> None:
    """One named at 37 000 kr in its first year; of the rest one pays 25 000 + 12 × 1 000, one 60 000 + 12 × 3 000: 66 500 in the mean.

    One of the mean size, 12 000 inhabitants, would pay 60 000 + 12 × 2 000: more than the mean of the two.
    """
    one = application(reuse=TakeUp(municipalities=("0001",), intended=2), ends=date(2020, 6, 30))
    found = repayment(one, DIGIORDEN, register(4_000, 4_000, 20_000), grant=110_000, use=Use(2))
    assert found.inflow == ((2021, 37_000 + 66_500), (2022, 12_000 + 24_000))
    assert (found.year, found.named, found.others) == (2022, 1, 1)


def test_where_all_of_the_register_are_named_one_more_pays_the_mean_of_all() -> None:
    one = application(reuse=TakeUp(municipalities=("0001", "0002"), intended=3), ends=date(2020, 6, 30))
    found = repayment(one, DIGIORDEN, register(4_000, 20_000), grant=1, use=Use(1))
    assert found.inflow == ((2021, (37_000 + 96_000) * Fraction(3, 2)),)


def test_all_municipalities_unnamed_bring_what_all_of_them_pay() -> None:
    """Over the whole register of 2018 the mean times the number is the sum: nothing is won or lost by names being unknown."""
    known, _ = read_municipalities(ROOT / "fixtures" / "kommuner-2018.csv")
    whole = Municipalities.of(known)
    unnamed = application(reuse=TakeUp(intended=whole.count), ends=date(2020, 6, 30))
    named = application(reuse=TakeUp(municipalities=tuple(sorted(whole.numbers))), ends=date(2020, 6, 30))
    for model in (DIGIORDEN, FIKS):
        both = [repayment(one, model, whole, grant=1, use=Use(3)).inflow for one in (unnamed, named)]
        assert both[0] == both[1]
        paid = [price(model, Payer.MUNICIPALITY, whole.by_number[number].inhabitants) for number in whole.numbers]
        assert both[0][0] == (2021, sum(due.over(1) for due in paid))


def test_use_follows_the_stated_path() -> None:
    one = application(reuse=TakeUp(intended=2, by_year={2021: 1, 2023: 2}))
    found = repayment(one, FIKS, register(20_000, 20_000), grant=1_000_000, use=Use(3))
    assert found.inflow == ((2021, 20_000), (2022, 20_000), (2023, 40_000))
    assert found.year is None


@pytest.mark.parametrize("changes", [{}, {"reuse": TakeUp(intended=2)}, {"ends": date(2020, 6, 30)}])
def test_what_flows_back_is_unknown_without_takers_or_a_time(changes) -> None:
    assert repayment(application(**changes), FIKS, register(20_000), grant=1, use=Use(3)) is None


def test_everybody_in_the_register_is_told_what_to_pay() -> None:
    paying = payers(FIKS, register(9_000, 60_000))
    assert [(one.number, one.price.yearly) for one in paying] == [("0001", 10_000), ("0002", 30_000), ("01", 30_000)]


def fund_case(*applications: Application) -> Case:
    acts = [*opening(), ("sekretariat", MunicipalitiesImported(municipalities=ROWS, source="s")), *received(*applications)]
    case = case_of(acts)
    charges = (Charge(payer=Payer.MUNICIPALITY, every=Every.ONCE, per_inhabitant=Decimal(20)),)
    return case.with_committee(replace(case.committee, fund=replace(case.committee.fund, capital=1_000_000, contributions=charges)))


ROWS = (
    Municipality(number="0001", name="Inne", inhabitants=20_000, member=True),
    Municipality(number="0002", name="Ute", inhabitants=20_000, member=False),
)


def test_the_fund_begins_with_its_members_pays_at_the_start_and_gets_back_by_use() -> None:
    """By hand: 1 000 000 + 20 x 20 000; 300 000 out in 2019; two of mean size pay 20 000 each from 2021 on."""
    one = replace(
        small_application("A", "Ask", 300_000), starts=date(2019, 1, 1), ends=date(2020, 6, 30), reuse=TakeUp(intended=2), flows=()
    )
    case = fund_case(one, replace(one, id="B", starts=None), replace(one, id="C", ends=None))
    found = fund_capital(case, FIKS, {"A": 300_000, "B": 5, "C": 100_000}, years=2)
    assert (found.opening, found.members, found.undated, found.silent) == (1_400_000, 1, ("B",), ("C",))
    assert [(year.year, year.granted, year.flowed_back, year.closing) for year in found.years] == [
        (2019, 400_000, 0, 1_000_000),
        (2020, 0, 0, 1_000_000),
        (2021, 0, 40_000, 1_040_000),
        (2022, 0, 40_000, 1_080_000),
    ]


def test_what_flows_back_follows_the_take_up_that_the_council_assumes() -> None:
    one = application(reuse=TakeUp(intended=4, by_year={2021: 2, 2023: 4}))
    found = repayment(one, FIKS, register(20_000, 20_000), grant=1_000_000, use=Use(3, Fraction(1, 2)))
    assert found.inflow == ((2021, 20_000), (2022, 20_000), (2023, 40_000))
    assert (found.named, found.others) == (0, 2)
    assert repayment(one, FIKS, register(20_000), grant=1, use=Use(3, Fraction(0))) is None
