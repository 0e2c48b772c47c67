"""What KommIT-rådet's file says comes out as `kommit-radet.md` tells it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reviewer.domain.committee import Committee, SeatRole, Status
from tests.committees.worked_example import WorkedExample, committee, examples, judged

NAME = "kommit-radet"


@pytest.fixture(scope="module")
def council() -> Committee:
    return committee(NAME)


@pytest.mark.parametrize("example", examples(NAME), ids=lambda example: example.title)
def test_each_requirement_comes_out_as_the_text_says(example: WorkedExample, tmp_path: Path):
    verdicts = judged(NAME, example, tmp_path)
    told = {verdict.rule: verdict.verdict for verdict in verdicts.items}
    assert told == example.verdicts
    assert verdicts.eligible is example.eligible


def test_every_requirement_is_shown_both_met_and_otherwise(council: Committee):
    shown = {rule: {example.verdicts.get(rule) for example in examples(NAME)} - {None} for rule in (rule.id for rule in council.rules)}
    assert all(len(outcomes) > 1 for outcomes in shown.values()), shown


def test_the_council_has_eight_members_and_is_advisory_to_ks(council: Committee):
    assert len(council.rating_seats()) == 8
    assert council.recipient == "KS"
    assert [seat.id for seat in council.seats if seat.role is SeatRole.RECIPIENT] == ["ks"]


def test_criteria_and_weights_are_said_to_be_proposed(council: Committee):
    assert council.criteria_basis.status is Status.PROPOSED
    assert sum(criterion.weight for criterion in council.criteria) == 100
    assert all([step.value for step in criterion.scale] == [1, 2, 3, 4, 5] for criterion in council.criteria)


def test_a_number_that_the_scheme_does_not_state_is_proposed(council: Committee):
    unstated = {"nasjonal", "utvikling", "belop", "lonnsomhet", "gevinstplan"}
    assert {rule.id for rule in council.rules if rule.basis.status is Status.PROPOSED} == unstated


def test_the_discount_rate_is_that_of_the_circular(council: Committee):
    assert [(step.from_year, step.rate) for step in council.method.rates] == [
        (0, Decimal("0.04")),
        (40, Decimal("0.03")),
        (75, Decimal("0.02")),
    ]
    assert council.method.tax_rate == Decimal("0.2")


def test_no_frame_is_made_up(council: Committee):
    assert council.fund.frame is None
