"""The best set with partial grants: against every way to give the kroner out, and against scipy at amounts of real rounds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from reviewer.domain.portfolio import Item, NoSetError, PartialGrants, Problem, Proof
from reviewer.domain.portfolio.model import Limits, relaxed
from reviewer.domain.portfolio.optimum import solved
from reviewer.domain.portfolio.parted import _model, _scale
from reviewer.domain.portfolio.problem import grants, rows, worth
from reviewer.domain.portfolio.wishes import Must, Purse, Requires, ShareOf
from tests.domain.portfolio.test_optimum import problems, wishes


@st.composite
def tiny(draw: st.DrawFn) -> Problem:
    """Up to four applications of a few kroner each, so that every way to give them out can be tried."""
    number = draw(st.integers(1, 4))
    values = st.fractions(0, 5, max_denominator=7)
    items = tuple(Item(id=f"{at}", value=draw(values), amount=draw(st.integers(1, 5)), rank=at + 1) for at in range(number))
    floor = draw(st.fractions(0, 1, max_denominator=4))
    wished = draw(wishes(tuple(item.id for item in items)))
    return Problem(items=items, budget=draw(st.integers(0, 12)), wishes=wished, partial=PartialGrants(floor=floor))


@settings(deadline=None, max_examples=60)
@given(tiny())
def test_no_way_to_give_the_kroner_out_is_worth_more(problem: Problem) -> None:
    conditions = rows(problem)
    ways = [(0, 0), (1, 0)], *(range(item.amount + 1) for item in problem.items)
    columns = [*([(0, 1)] * len(problem.items)), *ways[1:]]
    possible = [values for values in product(*columns) if all(row.holds(values) for row in conditions)]
    if not possible:
        with pytest.raises(NoSetError):
            solved(problem)
        return
    best = max(worth(problem, grants(problem, values)) for values in possible)
    found = solved(problem)
    assert float(found.value) == pytest.approx(float(best), rel=1e-6)
    assert found.proof is Proof.PROVED


@st.composite
def real(draw: st.DrawFn, most: int = 25) -> Problem:
    """Applications of some millions of kroner, none a round sum."""
    number = draw(st.integers(2, most))
    amounts = st.integers(300_001, 14_999_999)
    items = tuple(
        Item(id=f"{at:02}", value=Fraction(draw(st.integers(100, 500)), 63), amount=draw(amounts), rank=at + 1) for at in range(number)
    )
    ids = [item.id for item in items]
    budget = draw(st.integers(1_000_000, sum(item.amount for item in items) + 1_000_000))
    purse = Purse(name="stat", amount=budget // 2, shares={key: Fraction(2, 3 + at % 2) for at, key in enumerate(ids)})
    wished = (ShareOf(name="tema", members=frozenset(ids[::3]), most=Fraction(3, 5)), purse, Requires(application=ids[0], needed=ids[1]))
    return Problem(
        items=items, budget=budget, wishes=wished, partial=PartialGrants(floor=draw(st.sampled_from([Fraction(1, 2), Fraction(0)])))
    )


@settings(deadline=None, max_examples=40)
@given(real())
def test_scipy_finds_no_better_set_of_real_amounts_and_no_krone_is_over(problem: Problem) -> None:
    model = _model(problem, _scale(problem))
    matrix = np.zeros((len(model.conditions), len(model.costs)))
    for at, condition in enumerate(model.conditions):
        for column, coefficient in condition.terms:
            matrix[at, column] += coefficient
    low = [-np.inf if one.low is None else one.low for one in model.conditions]
    high = [np.inf if one.high is None else one.high for one in model.conditions]
    largest = np.abs(matrix).max(axis=1)
    conditions = LinearConstraint(matrix / largest[:, None], low / largest, high / largest)
    values = np.array([float(one) for one in model.costs])
    theirs = milp(-values / values.max(), integrality=[int(one) for one in model.whole], bounds=Bounds(0, 1), constraints=conditions)
    best = -theirs.fun * values.max() * float(_scale(problem).step)
    found = solved(problem)
    assert float(found.value) == pytest.approx(best, rel=1e-5, abs=1e-6)
    assert found.spent <= problem.budget
    assert all(row.holds(_columns(problem, found.grants)) for row in rows(problem))


def _columns(problem: Problem, given_to) -> list[int]:
    return [*(int(item.id in given_to) for item in problem.items), *(given_to.get(item.id, 0) for item in problem.items)]


@settings(deadline=None, max_examples=40)
@given(real())
def test_leave_to_give_less_never_makes_the_set_worth_less(problem: Problem) -> None:
    whole = solved(replace(problem, partial=None))
    assert float(solved(problem).value) >= float(whole.value) * (1 - 1e-7)


@settings(deadline=None, max_examples=25)
@given(real(), st.randoms(use_true_random=False))
def test_the_order_of_the_applications_does_not_choose_the_kroner(problem: Problem, random) -> None:
    items = list(problem.items)
    random.shuffle(items)
    found = solved(problem)
    other = solved(replace(problem, items=tuple(items)))
    assert other.value == pytest.approx(found.value, rel=1e-7)
    if found.unique and other.unique:
        assert other.grants == found.grants


def test_equals_are_filled_in_the_order_of_their_places() -> None:
    items = tuple(Item(id=key, value=Fraction(4), amount=4_000_000, rank=at) for at, key in enumerate("ABC", start=1))
    problem = Problem(items=items, budget=7_000_001, partial=PartialGrants(floor=Fraction(1, 4)), wishes=(Must(application="C"),))
    found = solved(problem)
    # Nobody's krone is worth more than another's: A and C are chosen by place and wish, and A is filled first.
    assert (found.grants, found.unique) == ({"A": 4_000_000, "C": 3_000_001}, True)


@settings(deadline=None, max_examples=40)
@given(problems(most=12))
def test_what_is_ruled_out_beforehand_is_in_no_set_as_good(problem: Problem) -> None:
    """The columns that reduced costs fix: every set of the highest value is still among what is left."""
    from reviewer.domain.portfolio.model import narrowed
    from reviewer.domain.portfolio.optimum import _conditions, _unit, _whole

    unit = _unit(problem)
    model = replace(_whole(problem, [int(item.value / unit) for item in problem.items]), conditions=_conditions(rows(problem)))
    loose = relaxed(model, Limits(10.0))
    sets = [one for one in product((0, 1), repeat=len(problem.items)) if all(row.holds(one) for row in rows(problem))]
    if loose is None or not sets:
        return
    values = {one: sum(cost * chosen for cost, chosen in zip(model.costs, one, strict=True)) for one in sets}
    best = max(values.values())
    narrow = narrowed(model, best - 1.0, loose)
    for one, value in values.items():
        if value == best:
            assert all(low <= chosen <= high for low, chosen, high in zip(narrow.lower, one, narrow.upper, strict=True))


def test_a_search_that_is_ended_says_so() -> None:
    from tests.benchmarks.ordering import _problem

    thousand = replace(_problem(1_000), partial=PartialGrants(floor=Fraction(1, 2)))
    try:
        found = solved(thousand, stop=lambda: True)
    except NoSetError:
        return
    assert found.proof is Proof.BEST_FOUND
    assert found.bound >= found.value
    assert found.spent <= thousand.budget
