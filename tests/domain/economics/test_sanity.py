"""What looks wrong in a cash flow is said with line and year, and what is in order is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reviewer.domain.application import Actor, Claim, Role
from reviewer.domain.economics import appraise
from reviewer.domain.economics.sanity import remarks
from reviewer.domain.said import Kroner, Listed, Said, say
from reviewer.language.speech import Speech
from tests.domain.economics.cases import PLAIN, application, benefit, cost

GOOD = application(
    cost({2020: 4_000_000, 2021: 6_000_000}, line="Utvikling"),
    cost({2022: 1_000_000, 2023: 1_000_000}, line="Drift", role=Role.OPERATION),
    benefit({2022: 9_000_000, 2023: 9_000_000}, line="Spart tid"),
    starts=date(2020, 1, 1),
    ends=date(2021, 12, 31),
    project_cost=10_000_000,
    claimed=Claim(npv=5_000_000, years=10),
)


def said(one, method=PLAIN) -> list[tuple[str, dict]]:
    """Return message and values of each remark; what follows a remark on the sums is told under `investments`."""
    return [told(remark) for remark in remarks(one, appraise(one, method), method)]


def told(remark: Said) -> tuple[str, dict]:
    if remark.message != "{first} {second}":
        return remark.message, dict(remark.values)
    first, second = dict(remark.values).values()
    investments = ", ".join(" ".join(dict(line.values).values()) for line in dict(second.values)["lines"].items)
    return first.message, dict(first.values) | {"investments": investments}


def with_flow(position, **changes):
    flows = list(GOOD.flows)
    flows[position] = replace(flows[position], **changes)
    return replace(GOOD, flows=tuple(flows))


def test_a_cash_flow_in_order_gets_no_remark() -> None:
    assert said(GOOD) == []
    assert said(application()) == []


@pytest.mark.parametrize(
    ("one", "words", "values"),
    [
        (
            with_flow(2, amounts={2019: 1, 2022: 9_000_000}),
            "before the project starts",
            {"line": "Spart tid", "year": "2019", "start": "2020"},
        ),
        (with_flow(0, amounts={2020: 4_000_000, 2022: 6_000_000}), "outside the project period", {"line": "Utvikling", "year": "2022"}),
        (with_flow(0, amounts={2019: 4_000_000, 2021: 6_000_000}), "outside the project period", {"line": "Utvikling", "year": "2019"}),
        (with_flow(1, amounts={2022: 1_000_000}), "benefits but no costs", {"year": Listed(("2023",)), "lines": Listed(("Spart tid",))}),
        (replace(GOOD, claimed=Claim(years=2)), "beyond the {years} years", {"line": "Spart tid", "year": "2023", "years": 2}),
        (with_flow(2, amounts={2022: 900, 2023: 950}), "thousand or million kroner", {"line": "Spart tid", "amount": 950, "year": "2023"}),
        (
            replace(GOOD, project_cost=14_000_000),
            "but the project cost is",
            {"sum": 10_000_000, "cost": 14_000_000, "investments": "Utvikling 2020–2021"},
        ),
    ],
)
def test_what_looks_wrong_is_said_with_line_and_year(one, words, values) -> None:
    ((message, found),) = said(one)
    assert words in message
    assert found == values


def unit_of(one) -> list[str]:
    return [values["unit"].message for _, values in said(one) if "unit" in values]


def test_units_a_factor_of_a_thousand_or_a_million_off_are_named() -> None:
    thousands = tuple(replace(flow, amounts={year: amount // 1000 for year, amount in flow.amounts.items()}) for flow in GOOD.flows)
    assert "thousand kroner" in unit_of(replace(GOOD, flows=thousands, claimed=Claim()))
    assert unit_of(replace(GOOD, project_cost=10_000)) == ["thousand kroner"]
    assert unit_of(replace(GOOD, claimed=Claim(npv=5))) == ["million kroner"]
    assert unit_of(replace(GOOD, claimed=Claim(npv=5_000_000_000))) == ["thousand kroner"]


def test_a_claim_with_the_opposite_sign_is_said_to_have_it() -> None:
    npv = int(appraise(GOOD, PLAIN).npv)
    ((message, _),) = said(replace(GOOD, claimed=Claim(npv=-npv)))
    assert "opposite sign" in message


def test_sums_within_rounding_add_up() -> None:
    assert said(replace(GOOD, project_cost=10_040_000)) == []


THOUSANDTH = tuple(replace(flow, amounts={year: amount // 1000 for year, amount in flow.amounts.items()}) for flow in GOOD.flows)
NO_COST = replace(GOOD, project_cost=None, amount_applied=5_000_000, claimed=Claim())


@pytest.mark.parametrize(
    ("one", "words", "values"),
    [
        (with_flow(2, amounts={2022: 9_000, 2023: 9_000}), "thousand or million", {"line": "Spart tid", "amount": 9_000, "year": "2022"}),
        (with_flow(1, amounts={2022: 1_000, 2023: 1_000}), "thousand or million", {"line": "Drift", "amount": 1_000, "year": "2022"}),
        (
            with_flow(2, amounts={2022: 9_000_000_000, 2023: 9_000_000_000}),
            "three noughts too many",
            {"line": "Spart tid", "amount": 9_000_000_000, "year": "2022", "times": 100},
        ),
        (
            replace(NO_COST, flows=THOUSANDTH),
            "written in {unit}",
            {"unit": say("thousand kroner"), "sum": 10_000, "applied": 5_000_000, "investments": "Utvikling 2020–2021"},
        ),
        (
            replace(NO_COST, amount_applied=11_000_000),
            "is applied for",
            {"sum": 10_000_000, "applied": 11_000_000, "investments": "Utvikling 2020–2021"},
        ),
        (with_flow(2, actor=Actor.CITIZENS), "marked as on a public budget", {"line": "Spart tid", "actor": say("the inhabitants")}),
        (replace(GOOD, flows=GOOD.flows[1:]), "no investment, but the project cost", {"cost": 10_000_000}),
    ],
)
def test_wrong_units_and_marks_are_asked_about(one, words, values) -> None:
    ((_, found),) = [told for told in said(replace(one, claimed=Claim())) if words in told[0]]
    assert found == values


def test_a_cash_flow_in_millions_without_a_project_cost_is_told_as_such() -> None:
    millionth = tuple(replace(flow, amounts={year: amount // 10**6 for year, amount in flow.amounts.items()}) for flow in GOOD.flows)
    (found,) = [values for message, values in said(replace(NO_COST, flows=millionth)) if "and {applied}" in message]
    assert found["unit"] == say("million kroner")


@pytest.mark.parametrize(("factor", "times"), [(Decimal(1000), 1000), (Decimal("0.001"), 1000), (Decimal(100), 100), (Decimal(3), None)])
def test_a_claimed_ratio_in_another_unit_is_asked_about(factor, times) -> None:
    own = appraise(GOOD, PLAIN).npv_per_invested_krone
    claimed = Decimal(own.numerator) / own.denominator * factor
    told = said(replace(GOOD, claimed=Claim(npv_per_invested_krone=claimed)))
    assert [values["times"] for _, values in told] == ([] if times is None else [times])


def test_lines_that_fit_the_investments_are_not_asked_about_one_by_one() -> None:
    """The whole cash flow is in thousands: that is said once."""
    assert len(said(replace(NO_COST, flows=THOUSANDTH))) == 1


def test_a_small_line_of_a_large_project_is_no_mistake() -> None:
    assert said(with_flow(1, amounts={2022: 40_000, 2023: 40_000})) == []


@pytest.mark.parametrize(
    ("amounts", "year", "amount", "usual"),
    [
        ({2022: 9_000_000, 2023: 9_000, 2024: 9_500_000}, "2023", 9_000, 9_000_000),
        ({2022: 90_000, 2023: 91_000_000, 2024: 95_000}, "2023", 91_000_000, 95_000),
        ({2022: 4_000_000, 2023: 6_000}, "2023", 6_000, 4_000_000),
    ],
)
def test_a_single_year_in_another_unit_is_asked_about_with_line_and_year(amounts, year, amount, usual) -> None:
    ((_, values),) = [one for one in said(replace(with_flow(2, amounts=amounts), claimed=Claim())) if "in other years" in one[0]]
    assert values == {"line": "Spart tid", "year": year, "amount": amount, "usual": usual, "unit": say("thousand kroner")}
    assert isinstance(values["amount"], Kroner)


def test_a_line_that_grows_or_fades_is_no_mistake() -> None:
    steep = {2022: 500_000, 2023: 2_000_000, 2024: 9_000_000, 2025: 30_000_000, 2026: 100_000}
    assert not [one for one in said(with_flow(2, amounts=steep)) if "in other years" in one[0]]


def test_an_investment_among_the_benefits_is_asked_about() -> None:
    ((_, values),) = [one for one in said(with_flow(2, role=Role.INVESTMENT)) if "stands as a benefit" in one[0]]
    assert values == {"line": "Spart tid", "year": "2022"}


def test_every_year_with_benefits_and_no_costs_is_named_with_the_lines() -> None:
    later = benefit({2026: 1_000_000}, line="Tid")
    saved = replace(GOOD.flows[2], amounts=dict.fromkeys(range(2022, 2025), 9_000_000))
    one = replace(GOOD, flows=(GOOD.flows[0], saved, later))
    (remark,) = remarks(one, appraise(one, PLAIN), PLAIN)
    assert Speech("nb").text(remark) == (
        "Kontantstrømmen har nytte, men ingen kostnader i 2022–2024 og 2026, etter at prosjektet er ferdig: Spart tid og Tid."
    )


def test_a_line_that_is_called_by_what_it_is_reads_as_a_sentence() -> None:
    one = with_flow(2, line="Nytte", amounts={2019: 9_000_000, 2023: 9_000_000})
    assert "Nytten i linjen «Nytte» begynner i 2019, før prosjektet starter i 2020." in [
        Speech("nb").text(remark) for remark in remarks(one, appraise(one, PLAIN), PLAIN)
    ]
