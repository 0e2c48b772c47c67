from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.casefile.browse import Line
from reviewer.domain.committee import Committee, TooLarge
from reviewer.domain.funding import fund
from reviewer.domain.ranking import Group, Place
from reviewer.domain.said import Said
from reviewer.intake.committee import read_committee
from reviewer.shipped import committee_path
from reviewer.tui.drawing.budget_line import budget_line

COMMITTEE = read_committee(committee_path("kommit-radet")).committee


def _line(number: int, rank: int | None, amount: int | None, eligible: bool | None = True) -> Line:  # noqa: FBT001,FBT002
    return Line(
        id=f"{number:03}", title="", applicant="", amount=amount, met=0, not_met=0, unknown=0, not_applicable=0, waived=0,
        eligible=eligible,
        npv_per_krone=None, score=Fraction(1), rank=rank, tied=False, outcome=None, granted=None, rated=0,
    )  # fmt: skip


def _found(committee: Committee, budget: int, lines: list[Line]) -> tuple[int, int] | None:
    found = budget_line(committee, budget, lambda start, count: lines[start : start + count])
    return None if found is None else (found.after, found.used)


def test_the_line_stands_below_the_last_that_gets_money() -> None:
    lines = [_line(number, number, amount) for number, amount in enumerate([10, 20, 30, 40], start=1)]
    assert _found(COMMITTEE, 60, lines) == (3, 60)


def test_the_last_one_may_get_a_part() -> None:
    lines = [_line(number, number, amount) for number, amount in enumerate([10, 20, 30], start=1)]
    assert _found(COMMITTEE, 15, lines) == (2, 15)


def test_a_tie_at_the_line_gets_nothing_and_stands_below_it() -> None:
    lines = [_line(1, 1, 10), _line(2, 2, 20), _line(3, 2, 20)]
    assert _found(COMMITTEE, 35, lines) == (1, 10)


def test_nobody_ranked_draws_no_line() -> None:
    assert _found(COMMITTEE, 100, [_line(1, None, 10)]) is None


def test_no_more_is_read_than_the_money_reaches() -> None:
    lines = [_line(number, number, 10) for number in range(1, 100_001)]
    asked: list[int] = []

    def read(start: int, count: int) -> list[Line]:
        asked.append(start)
        return lines[start : start + count]

    stopping = replace(COMMITTEE, fund=replace(COMMITTEE.fund, too_large=TooLarge.STOP))
    budget_line(stopping, 1_000, read)
    assert asked == [0]


@pytest.mark.parametrize("too_large", list(TooLarge))
@given(
    budget=st.integers(0, 200),
    amounts=st.lists(st.tuples(st.one_of(st.none(), st.integers(1, 60)), st.booleans(), st.sampled_from([True, None, False])), max_size=25),
)
def test_what_is_used_is_what_the_whole_list_would_use(
    too_large: TooLarge, budget: int, amounts: list[tuple[int | None, bool, bool | None]]
) -> None:
    committee = replace(COMMITTEE, fund=replace(COMMITTEE.fund, too_large=too_large))
    lines: list[Line] = []
    for number, (amount, shares, eligible) in enumerate(sorted(amounts, key=lambda one: one[2] is False), start=1):
        before = lines[-1] if lines else None
        tied = before is not None and shares and (before.eligible is False) == (eligible is False)
        lines.append(_line(number, before.rank if before and tied else number, amount, eligible))
    groups = {True: Group.ELIGIBLE, None: Group.ELIGIBLE, False: Group.NOT_ELIGIBLE}
    places = [
        Place(id=one.id, rank=one.rank, value=one.score, group=groups[one.eligible], reason=Said(""), eligible=one.eligible)
        for one in lines
    ]
    whole = fund(committee.fund, budget, places, {one.id: one.amount for one in lines})
    found = budget_line(committee, budget, lambda start, count: lines[start : start + count])
    if found is not None:
        assert found.used == whole.spent
        given = {award.id for award in whole.awards}
        assert given <= {one.id for one in lines[: found.after]}
        assert any(one.id in given for one in lines if one.rank == lines[found.after - 1].rank)
        assert found.after == len(lines) or lines[found.after].rank != lines[found.after - 1].rank
