"""Claim against flows: each convention that applicants use otherwise is recognised by its figure, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.application import Actor, Claim, Role
from reviewer.domain.economics import PRESETS, appraise, whole_kroner
from reviewer.domain.economics.claims import Size, divisors_of_claim, explain, implied_investment
from reviewer.domain.economics.departures import USUAL_RATES, Departed, Departure, _together, _tried_factors, attempts
from reviewer.domain.economics.explaining import Claimed, alike
from reviewer.domain.economics.rounding import npv_fits, ratio_fits
from reviewer.domain.economics.sums import summed
from reviewer.domain.economics.words import explained as explained_words
from reviewer.domain.method import FirstYear, InvestmentDivisor, RateStep
from reviewer.language.speech import Speech
from tests.domain.economics.cases import APPLICATIONS, FOUR, METHODS, application, benefit, cost

METHOD = replace(FOUR, inflation=(Decimal("0.02"),))
FLOWS = (
    cost({2020: 9_000_007, 2021: 7_000_000}),
    cost(dict.fromkeys(range(2022, 2030), 1_300_000), role=Role.OPERATION),
    benefit({year: 2_000_000 + 700_000 * (year - 2021) for year in range(2022, 2030)}, actor=Actor.MUNICIPALITIES),
    benefit(dict.fromkeys(range(2023, 2030), 1_900_000), actor=Actor.CITIZENS),
)


def explained(claim: Claim, method=METHOD, **changes):
    one = application(*FLOWS, claimed=claim, **changes)
    return explain(one, appraise(one, method), method)


def claimed_by(method, **changes) -> Claim:
    return Claim(npv=int(whole_kroner(appraise(application(*FLOWS, **changes), method).npv)))


@pytest.mark.parametrize(
    ("method", "departure"),
    [
        (replace(METHOD, tax_rate=Decimal(0)), Departed(Departure.WITHOUT_TAX)),
        (replace(METHOD, rates=(RateStep(from_year=0, rate=Decimal(0)),)), Departed(Departure.UNDISCOUNTED)),
        (replace(METHOD, first_year=FirstYear.DISCOUNTED), Departed(Departure.FIRST_YEAR)),
        (replace(METHOD, rates=(RateStep(from_year=0, rate=Decimal("0.065")),)), Departed(Departure.OTHER_RATE, Decimal("0.065"))),
    ],
)
def test_a_claim_by_another_convention_is_explained_by_that_alone(method, departure) -> None:
    found = explained(claimed_by(method))
    assert [trial.departures for trial in found.trials] == [(departure,)]


def test_an_explanation_is_the_same_whatever_was_explained_before() -> None:
    """Factors are shared between claims: by this method, and for as many years."""
    methods = (METHOD, replace(METHOD, period=4), replace(METHOD, first_year=FirstYear.DISCOUNTED, inflation=()))
    claims = [claimed_by(replace(method, tax_rate=Decimal(0))) for method in methods]
    alone = []
    for claim, method in zip(claims, methods, strict=True):
        for cache in (attempts, _together, _tried_factors):
            cache.cache_clear()
        alone.append(explained(claim, method))
    assert [explained(claim, method) for claim, method in zip(claims, methods, strict=True)] == alone
    assert all(found.trials for found in alone)


CLAIMS = st.tuples(st.integers(1, 12), st.integers(0, 5), st.none() | st.sampled_from((1, 100, 10**6)))
RATES = st.sampled_from((*USUAL_RATES[:12], Decimal("-0.9")))


@given(APPLICATIONS, METHODS, RATES, st.sampled_from(FirstYear), CLAIMS)
def test_what_is_passed_over_unseen_would_reproduce_nothing(one, method, rate, first, claimed) -> None:
    """Each attempt worked out by itself, on claims that other conventions give, told with more or fewer digits."""
    other = replace(method, rates=(RateStep(from_year=0, rate=rate),), first_year=first, investment_divisor=InvestmentDivisor.DISCOUNTED)
    worth = appraise(one, other)
    sums = summed(one, method)
    if worth.npv is None or sums is None:
        return
    digits, decimals, applied = claimed
    npv = int(Context(prec=digits).create_decimal(int(whole_kroner(worth.npv))))
    over = worth.pv_investment if applied is None else Fraction(applied)
    ratio = round(Decimal(round(npv / over * 10**6)).scaleb(-6), decimals) if over and over > 0 else None
    asked = replace(one, amount_applied=applied, claimed=Claim(npv=npv, npv_per_invested_krone=ratio))
    held = Claimed(asked, replace(method, inflation=(Decimal("0.02"),)), sums)
    for stage in held.attempts.stages:
        assert held.trials(stage) == [trial for attempt in stage if (trial := held.trial(attempt)) is not None]


def test_nominal_prices_are_recognised() -> None:
    grown = [
        replace(flow, amounts={year: round(amount * 1.02 ** (year - 2020)) for year, amount in flow.amounts.items()}) for flow in FLOWS
    ]
    npv = int(whole_kroner(appraise(application(*grown), METHOD).npv))
    assert explained(Claim(npv=round(npv, -4))).trials[0].departures == (Departed(Departure.CURRENT_PRICES, Decimal("0.02")),)


def test_what_lies_past_the_period_is_recognised() -> None:
    short = replace(METHOD, period=5)
    found = explained(claimed_by(METHOD), short)
    assert found.trials[0].departures == (Departed(Departure.WHOLE_FLOW),)


def test_the_grant_as_divisor_is_recognised() -> None:
    """800 MNOK over the grant of 15 is 53; the scheme publishes «more than 22», over the investment."""
    npv = appraise(application(*FLOWS), METHOD).npv
    found = explained(Claim(npv_per_invested_krone=round(Decimal(float(npv / 5_000_000)), 2)), amount_applied=5_000_000)
    assert found.trials[0].departures == (Departed(Departure.DIVISOR_GRANT),)
    assert found.trials[0].ratio_fits
    assert found.npv is Size.UNKNOWN


def test_two_departures_are_found_where_one_does_not_do() -> None:
    twice = replace(METHOD, tax_rate=Decimal(0), rates=(RateStep(from_year=0, rate=Decimal(0)),))
    found = explained(claimed_by(twice))
    assert {frozenset(trial.departures) for trial in found.trials} == {
        frozenset({Departed(Departure.WITHOUT_TAX), Departed(Departure.UNDISCOUNTED)})
    }


def test_what_nothing_explains_is_left_unexplained() -> None:
    found = explained(Claim(npv=987_654_321))
    assert (found.npv, found.trials) == (Size.LARGE, ())


def test_a_claim_that_agrees_needs_no_explanation() -> None:
    found = explained(claimed_by(METHOD))
    assert (found.npv, found.ratio, found.trials) == (Size.AGREES, Size.UNKNOWN, ())


@pytest.mark.parametrize(("factor", "size"), [("1.005", Size.SMALL), ("1.05", Size.NOTABLE), ("1.5", Size.LARGE), ("0.95", Size.NOTABLE)])
def test_a_deviation_is_sized_by_the_methods_limits(factor, size) -> None:
    npv = appraise(application(*FLOWS), METHOD).npv
    assert explained(Claim(npv=int(npv * Fraction(factor)))).npv is size


def test_without_a_cash_flow_nothing_is_said() -> None:
    one = application(claimed=Claim(npv=5))
    assert explain(one, appraise(one, METHOD), METHOD).npv is Size.UNKNOWN


@pytest.mark.parametrize(
    ("value", "claimed", "fits"),
    [
        (613_499_999, 613_000_000, True),
        (613_500_001, 613_000_000, False),
        (1_016, 1_000, False),
        (1_010, 1_000, True),
        (1_011, 1_000, False),
        (5, 5, True),
        (-613_400_000, -613_000_000, True),
        (0, 0, True),
        (1, 0, False),
    ],
)
def test_an_amount_is_rounded_by_its_zeros_but_never_by_more_than_a_hundredth(value, claimed, fits) -> None:
    assert npv_fits(Fraction(value), claimed) is fits


@pytest.mark.parametrize(("value", "claimed", "fits"), [("15.85", "15.8", True), ("15.86", "15.8", False), ("22.4", "22", True)])
def test_a_ratio_is_rounded_by_its_last_decimal(value, claimed, fits) -> None:
    assert ratio_fits(Fraction(value), Decimal(claimed)) is fits


def test_the_divisor_that_joins_the_two_claims_is_named_whatever_the_flows_say() -> None:
    one = application(
        *FLOWS, claimed=Claim(npv=800_000_000, npv_per_invested_krone=Decimal("53.3")), amount_applied=15_000_000, project_cost=36_000_000
    )
    assert divisors_of_claim(one, appraise(one, METHOD)) == (Departure.DIVISOR_GRANT,)
    assert divisors_of_claim(application(*FLOWS), appraise(one, METHOD)) == ()


@pytest.mark.parametrize(
    "claim", [Claim(), Claim(npv=5), Claim(npv_per_invested_krone=Decimal(2)), Claim(npv=-5, npv_per_invested_krone=Decimal(2))]
)
def test_no_investment_is_implied_by_half_a_claim(claim) -> None:
    assert implied_investment(claim) is None


def test_the_discounted_divisor_is_recognised() -> None:
    own = appraise(application(*FLOWS), replace(METHOD, investment_divisor=InvestmentDivisor.DISCOUNTED))
    found = explained(Claim(npv_per_invested_krone=round(Decimal(float(own.npv_per_invested_krone)), 4)))
    assert found.trials[0].departures == (Departed(Departure.DIVISOR_DISCOUNTED),)


def test_the_methods_own_rate_is_no_other_rate() -> None:
    """The steps of R-109 come to 4 % where a cash flow ends before they begin; the figures at 4 % are then the method's own."""
    stepped = replace(METHOD, rates=(RateStep(from_year=0, rate=Decimal("0.04")), RateStep(from_year=40, rate=Decimal("0.03"))))
    own = appraise(application(*FLOWS), stepped)
    found = explained(Claim(npv=int(own.npv * 2), npv_per_invested_krone=round(Decimal(float(own.npv_per_invested_krone)), 1)), stepped)
    assert Decimal("0.04") not in {one.rate for trial in found.trials for one in trial.departures if one.kind is Departure.OTHER_RATE}


def test_a_departure_that_loses_what_agreed_explains_nothing() -> None:
    own = appraise(application(*FLOWS), METHOD)
    agreeing = round(Decimal(float(own.npv_per_invested_krone)), 1)
    assert explained(Claim(npv=987_654_321, npv_per_invested_krone=agreeing)).trials == ()


def test_a_divisor_that_is_the_methods_own_is_no_other() -> None:
    found = explained(Claim(npv=987_654_321, npv_per_invested_krone=Decimal("0.9")), project_cost=16_000_007)
    assert Departure.DIVISOR_PROJECT_COST not in {one.kind for trial in found.trials for one in trial.departures}


def test_rates_within_the_claims_rounding_are_one_explanation() -> None:
    method = replace(METHOD, rates=(RateStep(from_year=0, rate=Decimal("0.06")),))
    ratio = appraise(application(*FLOWS), method).npv_per_invested_krone
    found = explained(Claim(npv_per_invested_krone=round(Decimal(float(ratio)), 1)))
    groups = alike(found.trials)
    rates = [[one.rate for trial in group for one in trial.departures if one.kind is Departure.OTHER_RATE] for group in groups]
    near = next(group for group in rates if Decimal("0.06") in group)
    assert len(near) > 1
    assert near == [rate for rate in USUAL_RATES if near[0] <= rate <= near[-1]]
    said = explained_words(found, method.first_year)
    assert len(said) == len(groups)
    assert any(f"between {float(near[0] * 100):g}% and {float(near[-1] * 100):g}%" in Speech("en").text(one) for one in said)


def at(rate: str, **changes):
    return replace(METHOD, rates=(RateStep(from_year=0, rate=Decimal(rate)),), **changes)


@pytest.mark.parametrize(
    ("method", "departures"),
    [
        (at("0.031"), {Departed(Departure.OTHER_RATE, Decimal("0.031"))}),
        (at("0.057"), {Departed(Departure.OTHER_RATE, Decimal("0.057"))}),
        (at("0.031", tax_rate=Decimal(0)), {Departed(Departure.OTHER_RATE, Decimal("0.031")), Departed(Departure.WITHOUT_TAX)}),
        (
            replace(PRESETS["omb-a94"], inflation=()),
            {Departed(Departure.OTHER_RATE, Decimal("0.031")), Departed(Departure.WITHOUT_TAX), Departed(Departure.FIRST_YEAR)},
        ),
        (
            at("0.07", tax_rate=Decimal(0), first_year=FirstYear.DISCOUNTED),
            {Departed(Departure.OTHER_RATE, Decimal("0.07")), Departed(Departure.WITHOUT_TAX), Departed(Departure.FIRST_YEAR)},
        ),
    ],
)
def test_a_rate_is_found_alone_and_with_what_else_departs(method, departures) -> None:
    found = explained(claimed_by(method))
    assert [set(trial.departures) for trial in found.trials] == [departures]


def test_three_per_cent_of_inflation_is_recognised_though_the_committee_names_two() -> None:
    grown = [
        replace(flow, amounts={year: round(amount * 1.03 ** (year - 2020)) for year, amount in flow.amounts.items()}) for flow in FLOWS
    ]
    npv = int(whole_kroner(appraise(application(*grown), METHOD).npv))
    departures = [trial.departures for trial in explained(Claim(npv=round(npv, -4))).trials]
    assert (Departed(Departure.CURRENT_PRICES, Decimal("0.03")),) in departures


def test_where_nothing_explains_it_the_rate_is_solved_for_and_is_no_explanation() -> None:
    claim = claimed_by(at("0.05437"))
    found = explained(claim)
    assert found.trials == ()
    (rate,) = found.rates
    assert abs(rate - Decimal("0.05437")) < Decimal("1e-7")
    told = [Speech("nb").text(said).replace("\u00a0", " ") for said in explained_words(found, "undiscounted")]
    assert told[1] == "Etter samme metode måtte kalkulasjonsrenten ha vært 5,44 % for å gi den oppgitte netto nåverdien."


def test_a_rounded_claim_is_not_explained_by_what_three_departures_may_meet_by_chance() -> None:
    """Some thousand trials of three, and a claim of one digit: only rates that belong to a named convention are tried with two others."""
    for npv in range(2_000_000, 60_000_000, 1_000_000):
        found = explained(Claim(npv=npv), amount_applied=5_000_000)
        assert all(
            len(trial.departures) < 3 or all(one.rate in {None, Decimal("0.031"), Decimal("0.02")} for one in trial.departures)
            for trial in found.trials
        )


ROUND = (
    cost({2019: 4_000_000}),
    cost(dict.fromkeys(range(2020, 2024), 500_000), role=Role.OPERATION),
    benefit(dict.fromkeys(range(2020, 2024), 2_500_000)),
)
"""Four years of two million net for four million: four million where nothing is discounted and no tax cost is counted."""


@pytest.mark.parametrize(
    ("claim", "kinds"),
    [
        (
            Claim(npv=4_000_000, npv_per_invested_krone=Decimal("2.0")),
            {Departure.UNDISCOUNTED, Departure.WITHOUT_TAX, Departure.DIVISOR_GRANT},
        ),
        (Claim(npv=4_000_000), {Departure.UNDISCOUNTED, Departure.WITHOUT_TAX}),
        (Claim(npv_per_invested_krone=Decimal("2.0")), {Departure.UNDISCOUNTED, Departure.WITHOUT_TAX, Departure.DIVISOR_GRANT}),
    ],
)
@pytest.mark.parametrize("method", [FOUR, METHOD, PRESETS["r-109-21"]])
def test_what_explains_a_claim_exactly_is_named_before_what_does_so_by_its_rounding(claim, kinds, method) -> None:
    one = application(*ROUND, claimed=claim, amount_applied=2_000_000)
    found = explain(one, appraise(one, method), method)
    assert [{departed.kind for departed in trial.departures} for trial in found.trials] == [kinds]
