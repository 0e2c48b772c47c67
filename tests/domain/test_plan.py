"""Plans: amounts held by hand first, the rest down the list, and what adopting would write."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.assessment import Assessment, assess
from reviewer.domain.case import fold
from reviewer.domain.events import Outcome, Recommended
from reviewer.domain.interventions import GrantDeclined
from reviewer.domain.plan import Plan, adoption, exactly, planned
from tests.tui.small_round import FIRST, OPENED, events, rated, received, small_case

IDS = ("B-1", "B-2", "B-3", "B-4")
AMOUNTS = (4_000_000, 3_000_000, 2_000_000, 1_000_000)


@pytest.fixture(scope="module")
def round_of_four(tmp_path_factory) -> Assessment:
    """Four applications that meet every requirement, in the order of their ids, with 6 000 000 to give."""
    folder = tmp_path_factory.mktemp("plan")
    bodies = [received(replace(FIRST, id=key, amount_applied=amount)) for key, amount in zip(IDS, AMOUNTS, strict=True)]
    scores = [rated("bergen", key, 5 - number, 5 - number) for number, key in enumerate(IDS)]
    acts = [("sekretariat", bodies), ("bergen", [one for given in scores for one in given]), OPENED[-1]]
    case = fold(events(small_case(folder, acts)))
    return assess(replace(case, dossiers={key: case.dossiers[key] for key in IDS}), 6_000_000)


def amounts(assessment: Assessment, plan: Plan) -> dict[str, int]:
    return {award.id: award.amount for award in planned(assessment, plan).awards}


def test_without_anything_held_it_is_the_computed_allocation(round_of_four):
    assert planned(round_of_four, Plan(budget=6_000_000)) == round_of_four.allocation


def test_what_is_held_is_given_first_and_the_rest_goes_down_the_list(round_of_four):
    held = Plan(budget=6_000_000, held={"B-4": 500_000, "B-1": 0})
    # 5 500 000 is left for B-2 with 3 000 000 and B-3 with 2 000 000.
    assert amounts(round_of_four, held) == {"B-2": 3_000_000, "B-3": 2_000_000, "B-4": 500_000}


@given(
    held=st.dictionaries(st.sampled_from(IDS), st.integers(0, 5_000_000)),
    budget=st.integers(0, 12_000_000),
)
def test_only_what_is_held_by_hand_can_exceed_the_frame(round_of_four, held, budget):
    allocation = planned(round_of_four, Plan(budget=budget, held=held))
    assert allocation.spent <= max(budget, sum(held.values()))
    assert {award.id: award.amount for award in allocation.awards if award.id in held} == {key: one for key, one in held.items() if one}


def test_exactly_these_grants_whatever_the_list_would_give(round_of_four):
    assert amounts(round_of_four, exactly(6_000_000, {"B-3": 2_000_000, "B-4": 7}, IDS)) == {"B-3": 2_000_000, "B-4": 7}


def test_who_declined_is_passed_over_in_any_plan(tmp_path):
    case = fold(events(small_case(tmp_path, [*OPENED, ("sekretariat", [GrantDeclined(application="A-1", reason="Lagt ned.")])])))
    assert amounts(assess(case), Plan(budget=50_000_000)) == {}


def test_only_what_departs_asks_for_a_reason_and_gets_it(round_of_four):
    plain = adoption(round_of_four, Plan(budget=6_000_000))
    assert not plain.departs
    held = adoption(round_of_four, Plan(budget=6_000_000, held={"B-1": 4_000_000, "B-4": 1_000_000}))
    written = {body.application: body for body in held.events("Haster")}
    assert written["B-4"].departure == "Haster"
    assert written["B-1"].departure == ""
    assert held.total == sum(body.amount or 0 for body in written.values())


def test_what_the_council_has_postponed_is_named_and_the_sum_that_stands_is_without_it(tmp_path):
    postponed = Recommended(application="A-1", fields=("outcome",), outcome=Outcome.POSTPONED)
    assessment = assess(fold(events(small_case(tmp_path, [*OPENED, ("sekretariat", [postponed])]))))
    plan = Plan(budget=9_000_000)
    given = amounts(assessment, plan)
    assert given["A-1"]
    found = adoption(assessment, plan)
    assert [(one.id, one.settled.outcome, one.shown) for one in found.kept] == [("A-1", Outcome.POSTPONED, given["A-1"])]
    assert (found.shown, found.total) == (sum(given.values()), sum(given.values()) - given["A-1"])
    held = adoption(assessment, replace(plan, held={"A-1": 1_000_000}))
    assert held.kept == ()
    assert "A-1" in [change.id for change in held.changes]


def test_what_is_settled_stays_unless_it_is_held(tmp_path):
    settled = Recommended(application="A-2", fields=("outcome", "amount"), outcome=Outcome.CONDITIONS, amount=1_000_000)
    assessment = assess(fold(events(small_case(tmp_path, [*OPENED, ("sekretariat", [settled])]))))
    assert [change.id for change in adoption(assessment, Plan(budget=9_000_000)).changes] == ["A-1"]
    taken = adoption(assessment, Plan(budget=9_000_000, held={"A-2": 0, "A-1": 0})).changes
    assert [(change.id, change.after.outcome) for change in taken] == [("A-2", Outcome.NOT_RECOMMENDED)]
    raised = adoption(assessment, Plan(budget=9_000_000, held={"A-2": 2_000_000, "A-1": 0})).changes
    assert [(change.after.outcome, change.after.amount) for change in raised] == [(Outcome.CONDITIONS, 2_000_000)]
