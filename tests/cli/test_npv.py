"""One series of amounts, without a case: the figures of the literature, and every way to write them."""

from __future__ import annotations

import pytest

from tests.cli.conftest import NUMBER, Call, fits


@pytest.mark.parametrize(
    ("rate", "flows", "first", "npv"),
    [
        ("0.08", "-40000,5000,8000,12000,30000", "undiscounted", 3065.22267),
        ("10%", "500,1500,4000,10000", "discounted", 11529.60863329),
        ("3,1 %", "-10;-20;-25;-20;10;30;35;35;35;20", "discounted", 61.55),
    ],
)
def test_npv_is_that_of_the_published_examples(reviewer: Call, rate: str, flows: str, first: str, npv: float) -> None:
    """The examples of NumPy Financial, Excel's NPV, and OMB A-94 (2023) appendix B, which gives two decimals."""
    answer = reviewer("npv", "--rate", rate, "--flows", flows, "--first", first, "--json").data
    fits(answer, {"npv": NUMBER, "irr": [NUMBER], "convention": {"rate": NUMBER, "first_year": str}})
    assert answer["npv"] == pytest.approx(npv, abs=5e-3 if npv == 61.55 else 5e-6)
    assert answer["convention"]["first_year"] == first


@pytest.mark.parametrize(("flows", "irr"), [("-100,39,59,55,20", [0.28095]), ("-1,3,-2", [0, 1]), ("1,1", []), ("0", [])])
def test_all_internal_rates_are_found(reviewer: Call, flows: str, irr: list[float]) -> None:
    assert reviewer("npv", "--rate", "4%", "--flows", flows, "--json").data["irr"] == pytest.approx(irr, abs=1e-5)


def test_the_words_are_bokmal(reviewer: Call) -> None:
    out = reviewer("npv", "--rate", "0,04", "--flows", "-1000;500,5;600").out.replace("\u00a0", " ")
    assert out == "Netto nåverdi: 35,98\nInternrenter: 6,43 %\nRente 4 %; det første beløpet er ikke diskontert.\n"


@pytest.mark.parametrize("rate", ["x", "nan", "inf", "4", "-1", "", "1e400", "--json"])
def test_a_rate_that_is_none_is_a_wrong_call(reviewer: Call, rate: str) -> None:
    answer = reviewer("npv", "--rate", rate, "--flows", "1,2")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err


@pytest.mark.parametrize("flows", ["", ",", "a,b", "1,,2", "nan", "1e400,-1", "1e-400", "9" * 5000, "--json"])
def test_amounts_that_are_none_are_a_wrong_call(reviewer: Call, flows: str) -> None:
    answer = reviewer("npv", "--rate", "0.04", "--flows", flows)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err
