"""The best set with partial grants: against every way to give the kroner out, and against scipy at amounts of real rounds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

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
from reviewer.domain.portfolio.simplex import Between, Program, best_columns
from reviewer.domain.portfolio.uniqueness import by_key, by_place
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


@settings(deadline=None, max_examples=25)
@given(real())
def test_leave_to_give_less_never_makes_the_set_worth_less(problem: Problem) -> None:
    whole = solved(replace(problem, partial=None))
    assert float(solved(problem).value) >= float(whole.value) * (1 - 1e-7)


def shuffled(problem: Problem, random: Random) -> Problem:
    """Return the same problem with its applications and wishes in another order."""
    items, wished = list(problem.items), list(problem.wishes)
    random.shuffle(items)
    random.shuffle(wished)
    return replace(problem, items=tuple(items), wishes=tuple(wished))


@st.composite
def alike(draw: st.DrawFn) -> Problem:
    """Applications of which many are worth the same a krone, stand on the same place or ask for the same, and two years' budgets."""
    number = draw(st.integers(3, 14))
    items = tuple(
        Item(
            id=f"{at:02}",
            value=Fraction(amount * draw(st.integers(1, 3)), draw(st.sampled_from([1, 3, 7]))),
            amount=amount,
            rank=draw(st.integers(1, number)),
        )
        for at in range(number)
        for amount in [draw(st.sampled_from([1_500_000, 2_000_000, 2_000_001, 3_333_333]))]
    )
    budget = draw(st.integers(1_000_000, sum(item.amount for item in items)))
    first = {item.id: draw(st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(2, 7), Fraction(4, 10)])) for item in items}
    years = (
        Purse(name="2018", amount=draw(st.integers(budget // 4, budget)), shares=first),
        Purse(name="2019", amount=draw(st.integers(budget // 4, budget)), shares={key: 1 - one for key, one in first.items()}),
    )
    share = ShareOf(name="tema", members=frozenset(item.id for item in items[::3]), most=Fraction(1, 2))
    floor = draw(st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2)]))
    return Problem(items=items, budget=budget, wishes=(*years, share), partial=PartialGrants(floor=floor))


@settings(deadline=None, max_examples=30)
@given(alike(), st.randoms(use_true_random=False))
def test_the_order_in_which_it_is_put_changes_no_krone(problem: Problem, random: Random) -> None:
    found, other = solved(problem), solved(shuffled(problem, random))
    assert (found.proof, found.unique) == (Proof.PROVED, True)
    assert (dict(other.grants), other.value, other.proof, other.unique) == (dict(found.grants), found.value, found.proof, found.unique)


@settings(deadline=None, max_examples=12)
@given(real(), st.randoms(use_true_random=False))
def test_the_order_of_real_applications_changes_no_krone(problem: Problem, random: Random) -> None:
    found, other = solved(problem), solved(shuffled(problem, random))
    assert (found.unique, other.unique) == (True, True)
    assert dict(other.grants) == dict(found.grants)


@settings(deadline=None, max_examples=60)
@given(tiny())
def test_among_equals_it_is_the_one_by_place_then_by_key_then_most_to_the_first(problem: Problem) -> None:
    conditions, step = rows(problem), _scale(problem).step
    kroner: dict[tuple[int, ...], tuple[Fraction, tuple[int, ...]]] = {}
    for values in product(*[*([(0, 1)] * len(problem.items)), *(range(item.amount + 1) for item in problem.items)]):
        if all(row.holds(values) for row in conditions):
            chosen, given_out = values[: len(problem.items)], values[len(problem.items) :]
            kroner[chosen] = max(kroner.get(chosen, (Fraction(-1), ())), (worth(problem, grants(problem, values)), given_out))
    if not kroner:
        return
    highest = max(value for value, _ in kroner.values()) // step * step
    places, keys = by_place(problem), by_key(problem)
    only = max(
        (chosen for chosen, (value, _) in kroner.items() if value >= highest),
        key=lambda one: (sum(a * b for a, b in zip(one, places, strict=True)), sum(a * b for a, b in zip(one, keys, strict=True))),
    )
    found = solved(problem)
    assert dict(found.grants) == grants(problem, (*only, *kroner[only][1]))
    assert found.unique


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_columns_worth_most_are_as_scipy_finds_and_the_first_is_the_largest(data: st.DataObject) -> None:
    number = data.draw(st.integers(1, 6))
    whole = st.integers(0, 9)
    lower = tuple(data.draw(whole) for _ in range(number))
    upper = tuple(low + data.draw(whole) for low in lower)
    gains = tuple(data.draw(st.fractions(-2, 2, max_denominator=3)) for _ in range(number))
    conditions = tuple(
        Between({at: data.draw(st.integers(1, 5)) for at in range(number) if data.draw(st.booleans())}, low, low + data.draw(whole) * 4)
        for low in data.draw(st.lists(st.integers(0, 40), max_size=3))
    )
    program = Program(gains=gains, lower=lower, upper=upper, conditions=conditions)
    found = best_columns(program, [Fraction(data.draw(whole)) for _ in range(number)])
    matrix = [[row.terms.get(at, 0) for at in range(number)] for row in conditions]
    limits = [LinearConstraint(np.array(matrix), [one.low for one in conditions], [one.high for one in conditions])] if conditions else []
    theirs = milp(-np.array([float(one) for one in gains]), bounds=Bounds(lower, upper), constraints=limits)
    if found is None:
        assert theirs.status == 2
        return
    best = sum(gain * one for gain, one in zip(gains, found, strict=True))
    assert float(best) == pytest.approx(-theirs.fun, abs=1e-7)
    assert found == best_columns(program, list(map(Fraction, lower)))
    worth_as_much = LinearConstraint(np.array([[float(one) for one in gains]]), float(best) - 1e-9, np.inf)
    first = milp([-1.0, *[0.0] * (number - 1)], bounds=Bounds(lower, upper), constraints=[*limits, worth_as_much])
    assert float(found[0]) == pytest.approx(-first.fun, abs=1e-6)


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
