"""What-ifs as people write them: understood, or refused with what to write."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from reviewer.domain.application import Side
from reviewer.domain.economics import PRESETS
from reviewer.domain.economics.whatif import WhatIfError, contradiction, unknown_line, what_if
from reviewer.domain.method import FirstYear, RealGrowth, Residual
from reviewer.language.speech import Speech
from tests.domain.economics.cases import R_109, benefit, cost


def test_each_change_is_made_and_told() -> None:
    given = [("rate", "3 %"), ("tax", "0,1"), ("period", "15"), ("first", "discounted"), ("takeup", "0.5"), ("delay", "2")]
    given += [("benefits", "80%"), ("costs", "1.2"), ("investment", "1.5")]
    found = what_if(R_109, given)
    assert [step.rate for step in found.method.rates] == [Decimal("0.03")]
    assert (found.method.tax_rate, found.method.period, found.method.first_year) == (Decimal("0.1"), 15, FirstYear.DISCOUNTED)
    assumed = found.assumptions
    assert (assumed.take_up, assumed.delay, assumed.benefits) == (Fraction(1, 2), 2, Fraction(4, 5))
    assert (assumed.costs, assumed.investment) == (Fraction(6, 5), Fraction(3, 2))
    assert found.given == tuple(given)


def test_a_later_change_builds_on_an_earlier_one() -> None:
    found = what_if(R_109, [("method", "excel"), ("rate", "0.08"), ("residual-years", "20"), ("municipalities", "43")])
    assert (found.method.name, found.method.first_year) == ("Excel", FirstYear.DISCOUNTED)
    assert [step.rate for step in found.method.rates] == [Decimal("0.08")]
    assert (found.method.residual, found.method.residual_years) == (Residual.CARRIED_ON, 20)
    assert found.assumptions.municipalities == 43


@pytest.mark.parametrize(
    "given",
    [
        ("rente", "0.03"), ("rate", "3"), ("rate", "tre"), ("rate", "-1"), ("tax", "1.5"), ("period", "2.5"), ("period", "-1"),
        ("period", "1000"), ("first", "no"), ("method", "r-109"), ("takeup", "-0.1"), ("takeup", "nan"), ("takeup", "1e999999"),
        ("municipalities", "1001"), ("rate", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(given) -> None:
    with pytest.raises(WhatIfError) as caught:
        what_if(R_109, [given])
    assert caught.value.said.values


def test_the_presets_have_the_names_that_people_use() -> None:
    assert set(PRESETS) == {"r-109-14", "r-109-21", "omb-a94", "excel"}


def test_a_line_is_named_and_may_have_any_sign_in_its_name() -> None:
    found = what_if(R_109, [("line:Tid = penger", "80%"), ("line:Drift", "1,5"), ("line:Drift", "2")])
    assert found.assumptions.named == (("Tid = penger", Fraction(4, 5)), ("Drift", Fraction(2)))
    with pytest.raises(WhatIfError):
        what_if(R_109, [("line:", "1")])


def test_a_line_that_there_is_not_is_refused_with_those_there_are() -> None:
    flows = (cost({2020: 1}, line="Drift"), benefit({2021: 1}, line="Tid"))
    said = unknown_line(flows, [("line:Tid", "1"), ("line:Fart", "1")])
    assert Speech("nb").text(said) == "Kontantstrømmen har ingen linje «Fart». Linjene er: «Drift» og «Tid»."
    assert unknown_line(flows, [("line:Fart", ""), ("rate", "1")]) is None


@pytest.mark.parametrize("given", [[("takeup", "0.5"), ("municipalities", "43")], [("rate", "0.03"), ("rate", "0.05")]])
def test_two_that_change_the_same_thing_contradict_each_other(given) -> None:
    assert contradiction(given)
    assert contradiction(given[:1]) is None
    assert contradiction([("rate", "0.03"), ("method", "excel"), ("line:Drift", "1"), ("line:Tid", "1")]) is None


def test_a_real_growth_is_of_what_grows_by_the_method_and_else_of_every_line() -> None:
    grown = RealGrowth(rate=Decimal("0.01"), side=Side.BENEFIT)
    own = what_if(replace(R_109, real_growth=(grown,)), [("growth", "2%")])
    assert own.method.real_growth == (replace(grown, rate=Decimal("0.02")),)
    assert what_if(R_109, [("growth", "2%")]).method.real_growth == (RealGrowth(rate=Decimal("0.02")),)
    with pytest.raises(WhatIfError):
        what_if(R_109, [("growth", "2")])
