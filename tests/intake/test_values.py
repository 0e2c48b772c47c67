"""A cell as people here write it becomes the value that it means, or is refused with what to write."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.intake import values
from reviewer.intake.values import Refused
from reviewer.language.numbers import decimal_text, kroner_text


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("4500000", 4_500_000),
        ("4 500 000", 4_500_000),
        ("4\u00a0500\u202f000", 4_500_000),
        ("4\u2009500\u2009000 kr", 4_500_000),
        ("kr 4 500 000,-", 4_500_000),
        ("kr. 200,00", 200),
        ("4.500.000", 4_500_000),
        ("1,5 mill.", 1_500_000),
        ("1,5 mill. kr", 1_500_000),
        ("1 mill kr", 1_000_000),
        ("2 mrd.", 2_000_000_000),
        ("15 MNOK", 15_000_000),
        ("\u2212250", -250),
        (4_500_000.0, 4_500_000),
        (0.1 + 0.2 - 0.3 + 7, 7),
        ("0", 0),
    ],
)
def test_kroner_are_read_as_norwegians_write_them(cell, amount):
    assert values.kroner(cell) == amount


@pytest.mark.parametrize(
    "cell", ["1.234", "1.234 mill.", "4,500", "mange penger", "12 34", "4500,50", 4500.5, "1e6", "NaN", "", "kr", True, date(2018, 1, 1)]
)
def test_an_amount_that_may_mean_two_things_is_refused(cell):
    with pytest.raises(Refused):
        values.kroner(cell)


@pytest.mark.parametrize(
    ("cell", "number"), [("15,8", "15.8"), ("65.2", "65.2"), ("-0,125", "-0.125"), ("1 234,5", "1234.5"), (15.8, "15.8")]
)
def test_numbers_have_a_comma_or_an_unambiguous_point(cell, number):
    assert values.number(cell) == Decimal(number)


@given(st.integers(-(10**13), 10**13))
def test_what_the_program_writes_as_kroner_it_reads(amount):
    assert values.kroner(kroner_text(amount, "nb")) == amount


@given(st.decimals(-(10**6), 10**6, places=2))
def test_what_the_program_writes_as_a_number_it_reads(number):
    assert values.number(decimal_text(number, "nb")) == number


@pytest.mark.parametrize("cell", ["15.01.2018", "15.1.2018", "2018-01-15", "2018-01-15 00:00:00", date(2018, 1, 15), datetime(2018, 1, 15)])  # noqa: DTZ001 - Excel's dates have no zone
def test_dates_in_norwegian_iso_and_excel(cell):
    assert values.day(cell) == date(2018, 1, 15)


@pytest.mark.parametrize("cell", ["31.02.2018", "15.01.18", "01/15/2018", 43115.0, "i fjor", "20180115"])
def test_a_date_that_is_none_is_refused(cell):
    with pytest.raises(Refused):
        values.day(cell)


def test_organisations_have_kind_and_number_in_parentheses():
    assert values.organisations("Bergen kommune (kommune, 1201); KS (KS)\nNAV (Arbeids- og velferd)") == (
        {"name": "Bergen kommune", "kind": "municipality", "number": "1201"},
        {"name": "KS", "kind": "ks"},
        {"name": "NAV (Arbeids- og velferd)"},
    )


@pytest.mark.parametrize(("cell", "answer"), [("Ja", True), ("nei", False), ("x", True), (True, True), (0.0, False), ("YES", True)])
def test_yes_and_no(cell, answer):
    assert values.yes_no(cell) is answer
