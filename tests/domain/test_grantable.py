"""Caps and own gains cut what an application can get, sources and years limit who pays; and every krone adds up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.casefile.file import create, open_case
from reviewer.domain.application import Actor, Flow, Role, Side
from reviewer.domain.assessment import Assessment, assess
from reviewer.domain.case import Case, fold
from reviewer.domain.ceilings import ceilings, committed, paid_by, payers, shares_in
from reviewer.domain.committee import Basis, FieldIs, PartialGrant, TooLarge
from reviewer.domain.events import CaseOpened
from reviewer.domain.funding import Ceiling, Means, fund_within
from reviewer.domain.limits import Cap, GainsFrom, Source, YearLimit
from reviewer.domain.plan import Plan, planned
from reviewer.domain.portfolio.optimum import solved
from reviewer.domain.portfolio.posed import posed
from reviewer.domain.ranking import Group, Place
from reviewer.domain.said import say
from reviewer.language.speech import Speech
from tests.tui.small_round import COMMITTEE, FIRST, NOW, events, rated, received, small_case

BASIS = Basis(source="Vilkår")
HALF = Cap(id="halv", name="Halvparten", basis=BASIS, share_of_cost=Decimal("0.5"))
MILLION = Cap(id="tak", name="Taket", basis=BASIS, at_most=1_000_000)


def assessed(tmp_path, applications, **fund) -> Assessment:
    """Three applications or so in the order of their ids, assessed by a fund with these settings and 9 000 000 to give."""
    committee = replace(
        COMMITTEE, fund=replace(COMMITTEE.fund, **fund), rules=(), method=replace(COMMITTEE.method, gains_cut=Decimal("0.5"))
    )
    bodies = [received(one) for one in applications]
    ratings = [body for number, one in enumerate(applications) for body in rated("leder", one.id, 5 - number, 5 - number)]
    case = fold(events(small_case(tmp_path, [("sekretariat", bodies), ("leder", ratings)])))
    case = replace(
        case,
        opened=CaseOpened(committee=committee, committee_hash="", program=""),
        budget=9_000_000,
        dossiers={one.id: case.dossiers[one.id] for one in applications},
    )
    return assess(case)


ONE = replace(FIRST, id="B-1", amount_applied=5_000_000, project_cost=7_000_001, received=date(2018, 1, 15))


def given_to(assessment: Assessment) -> dict[str, int]:
    return {award.id: award.amount for award in assessment.allocation.awards}


def test_a_cap_cuts_to_the_krone_below_and_says_how_much_and_why(tmp_path):
    found = assessed(tmp_path, [ONE], caps=(HALF,))
    (award,) = found.allocation.awards
    # Half of 7 000 001 is 3 500 000.5: half a krone is nobody's.
    assert (award.asked, award.amount, award.cut, award.ends_here) == (5_000_000, 3_500_000, 1_500_000, False)
    told = Speech("nb").text(award.note).replace("\u00a0", " ")
    assert told == "1 500 000 kr trekkes fra: «Halvparten» gir høyst 3 500 000 kr."
    assert found.judged["B-1"].grantable.cuts[0].basis == BASIS


def test_caps_cut_one_after_another_in_the_order_of_the_file(tmp_path):
    cuts = assessed(tmp_path, [ONE], caps=(HALF, MILLION)).judged["B-1"].grantable.cuts
    assert [cut.kroner for cut in cuts] == [1_500_000, 2_500_000]


@pytest.mark.parametrize(
    ("cap", "amount"),
    [
        (replace(MILLION, when=FieldIs(field="kategori", one_of=("1",))), 1_000_000),
        (replace(MILLION, when=FieldIs(field="kategori", one_of=("2",))), 5_000_000),
        (replace(MILLION, valid_from=date(2018, 1, 15)), 1_000_000),
        (replace(MILLION, valid_from=date(2018, 1, 16)), 5_000_000),
        (replace(MILLION, valid_to=date(2018, 1, 15)), 1_000_000),
        (replace(MILLION, valid_to=date(2018, 1, 14)), 5_000_000),
    ],
)
def test_a_cap_holds_for_its_category_and_its_dates(tmp_path, cap, amount):
    assert given_to(assessed(tmp_path, [replace(ONE, extra={"kategori": "1"})], caps=(cap,))) == {"B-1": amount}


@pytest.mark.parametrize(
    ("application", "cap"),
    [
        (replace(ONE, project_cost=None), HALF),
        (replace(ONE, received=None), replace(MILLION, valid_from=date(2018, 1, 1))),
        (replace(ONE, extra={}), replace(MILLION, when=FieldIs(field="kategori", one_of=("1",)))),
    ],
)
def test_what_is_not_known_cuts_nothing_and_is_said(tmp_path, application, cap):
    (award,) = assessed(tmp_path, [application], caps=(cap,)).allocation.awards
    assert award.amount == 5_000_000
    assert Speech("nb").text(award.note) == f"Det er ikke kjent om «{cap.name}» setter ned tildelingen."


def test_a_cap_of_nothing_leaves_nothing_and_the_money_goes_on_down_the_list(tmp_path):
    none = Cap(id="null", name="Ingen", basis=BASIS, at_most=0, when=FieldIs(field="kategori", one_of=("1",)))
    two = replace(ONE, id="B-2", extra={"kategori": "2"})
    found = assessed(tmp_path, [replace(ONE, extra={"kategori": "1"}), two], caps=(none,))
    assert given_to(found) == {"B-2": 5_000_000}
    assert "Ingen" in Speech("nb").text(next(one.reason for one in found.allocation.passed_over if one.id == "B-1"))


GAINING = replace(
    ONE,
    flows=(
        Flow(line="Utvikling", side=Side.COST, role=Role.INVESTMENT, amounts={2018: 6_000_000, 2019: 2_000_000}),
        Flow(line="Spart", side=Side.BENEFIT, actor=Actor.APPLICANT, amounts={2019: 1_000_000, 2020: 1_000_001}),
    ),
)


def test_own_gains_are_cut_from_the_grant_only_where_the_committee_says_so(tmp_path):
    assert given_to(assessed(tmp_path, [GAINING])) == {"B-1": 5_000_000}
    (tmp_path / "runde.sak").unlink()
    found = assessed(tmp_path, [GAINING], gains_from=GainsFrom.GRANT)
    # Half of 2 000 001 is 1 000 000.5, which rounds away from zero.
    assert given_to(found) == {"B-1": 5_000_000 - 1_000_001}
    (tmp_path / "runde.sak").unlink()
    # The first two years are 2018 and 2019.
    assert given_to(assessed(tmp_path, [GAINING], gains_from=GainsFrom.GRANT, gains_years=2)) == {"B-1": 4_500_000}


STATE = Source(id="stat", name="Staten", share=Decimal("0.75"), basis=BASIS, amount=6_000_000)
MUNICIPAL = Source(id="kommune", name="Kommunene", share=Decimal("0.25"), basis=BASIS)


def test_a_source_pays_no_more_than_it_has_in_the_list_and_in_the_best_set(tmp_path):
    two = replace(ONE, id="B-2", amount_applied=4_000_000)
    found = assessed(tmp_path, [ONE, two], sources=(STATE, MUNICIPAL))
    # 5 000 000 takes 3 750 000 of the state's; the 2 250 000 left is three quarters of 3 000 000.
    assert given_to(found) == {"B-1": 5_000_000, "B-2": 3_000_000}
    assert paid_by(found.case, given_to(found)) == {"stat": 6_000_000, "kommune": 2_000_000}
    pytest.importorskip("highspy")
    best = solved(posed(found))
    assert best.grants == {"B-1": 5_000_000}


def test_a_years_limit_holds_and_what_it_leaves_is_said(tmp_path):
    two = replace(ONE, id="B-2", amount_applied=4_000_000)
    limit = YearLimit(year=2018, amount=3_750_000, basis=BASIS)
    found = assessed(tmp_path, [ONE, two], years=(limit,), partial=PartialGrant.REFUSED)
    # The investment runs with three quarters in 2018: 5 000 000 takes all of that year.
    assert given_to(found) == {"B-1": 5_000_000}
    reason = Speech("nb").text(next(one.reason for one in found.allocation.passed_over if one.id == "B-2"))
    assert reason.replace("\u00a0", " ") == "Året 2018 betaler høyst 3 750 000 kr i alt, og det er for lite igjen."
    assert committed(found.case, given_to(found)) == {2018: 3_750_000, 2019: 1_250_000}


def test_what_no_year_is_known_for_is_said_to_count_in_none(tmp_path):
    undated = replace(ONE, id="B-2", amount_applied=1_000_000, flows=(), starts=None)
    found = assessed(tmp_path, [ONE, undated], years=(YearLimit(year=2018, amount=9_000_000, basis=BASIS),))
    told = [Speech("nb").text(one).replace("\u00a0", " ") for one in payers(found.case, given_to(found))]
    assert told[-1] == "Hvilket år 1 000 000 kr betales, er ikke kjent. Ingen årsgrense tar det med."
    assert not any("ikke kjent" in Speech("nb").text(one) for one in payers(found.case, {"B-1": 5_000_000}))


def test_what_is_held_by_hand_is_paid_by_sources_and_years_first(tmp_path):
    two = replace(ONE, id="B-2", amount_applied=4_000_000)
    found = assessed(tmp_path, [ONE, two], sources=(STATE, MUNICIPAL))
    allocation = planned(found, Plan(budget=9_000_000, held={"B-2": 4_000_000}))
    assert {award.id: award.amount for award in allocation.awards} == {"B-1": 4_000_000, "B-2": 4_000_000}


@st.composite
def down_a_list(draw: st.DrawFn) -> tuple[Means, list[Place], dict[str, int | None]]:
    asked = {str(at): draw(st.integers(0, 1000)) for at in range(draw(st.integers(1, 8)))}
    share = st.fractions(0, 1, max_denominator=7)
    limits = tuple(
        Ceiling(name=say("{name}", name="s"), amount=draw(st.integers(0, 2000)), shares={key: draw(share) for key in asked})
        for _ in range(draw(st.integers(0, 3)))
    )
    ranks = sorted(draw(st.integers(1, 4)) for _ in asked)
    nothing = say("{name}", name="")
    places = [
        Place(id=key, rank=rank, value=Fraction(1), group=Group.ELIGIBLE, reason=nothing, eligible=True)
        for key, rank in zip(asked, ranks, strict=True)
    ]
    rules = replace(COMMITTEE.fund, too_large=draw(st.sampled_from(TooLarge)), partial=draw(st.sampled_from(PartialGrant)))
    return Means(rules=rules, budget=draw(st.integers(0, 4000)), limits=limits), places, dict(asked)


@given(down_a_list())
def test_neither_the_frame_nor_any_limit_is_exceeded_by_a_krone(drawn):
    means, places, asked = drawn
    allocation = fund_within(means, places, asked)
    assert allocation.spent <= means.budget
    for one in means.limits:
        assert sum(award.amount * one.shares.get(award.id, 0) for award in allocation.awards) <= one.amount
    assert {award.id for award in allocation.awards} | {one.id for one in allocation.passed_over} == set(asked)


@given(amounts=st.lists(st.integers(0, 10**7), min_size=1, max_size=1))
def test_what_sources_pay_and_years_carry_adds_up_to_every_krone(tmp_path_factory, amounts):
    found = assessed(tmp_path_factory.mktemp("sum"), [GAINING], sources=(STATE, MUNICIPAL))
    grants = {"B-1": amounts[0]}
    assert sum(paid_by(found.case, grants).values()) == sum(committed(found.case, grants).values()) == amounts[0]


@given(amounts=st.lists(st.integers(0, 10**7), min_size=3, max_size=3))
def test_what_a_year_is_told_to_carry_is_never_a_krone_above_what_it_carries(three_investing, amounts):
    grants = dict(zip(three_investing.dossiers, amounts, strict=True))
    told = committed(three_investing, grants)
    for year, amount in told.items():
        exact = sum(amount * shares_in(three_investing, year).get(key, 0) for key, amount in grants.items())
        assert floor(exact) <= amount <= ceil(exact)
    assert sum(told.values()) == sum(amounts)


@pytest.fixture(scope="module")
def three_investing(tmp_path_factory) -> Case:
    """Three applications whose investments run over two years in thirds and sevenths."""
    runs = ({2018: 1, 2019: 2}, {2018: 2, 2019: 1}, {2018: 3, 2019: 4})
    flows = ((Flow(line="Utvikling", side=Side.COST, role=Role.INVESTMENT, amounts=run),) for run in runs)
    return assessed(tmp_path_factory.mktemp("years"), [replace(ONE, id=f"B-{at}", flows=one) for at, one in enumerate(flows, start=1)]).case


def test_a_case_keeps_its_committees_caps_sources_and_years(tmp_path):
    cap = replace(MILLION, when=FieldIs(field="kategori", one_of=("1",)))
    fund = replace(COMMITTEE.fund, caps=(cap,), sources=(STATE, MUNICIPAL), years=(YearLimit(year=2018, amount=5, basis=BASIS),))
    committee = replace(COMMITTEE, fund=replace(fund, gains_from=GainsFrom.GRANT, gains_years=3))
    path = tmp_path / "egen.sak"
    create(path, CaseOpened(committee=committee, committee_hash="0" * 64, program="0"), "sekretariat", NOW).close()
    file = open_case(path)
    assert file.case().committee == committee
    file.close()


def test_without_limits_of_its_own_a_committee_has_no_ceilings(tmp_path):
    assert ceilings(assessed(tmp_path, [ONE]).case) == ()
