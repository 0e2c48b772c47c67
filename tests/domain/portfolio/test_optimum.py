"""The best set against brute force and against scipy's own front end, and what must hold of every set."""

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
from reviewer.domain.portfolio.beside import differences, other_budgets, wish_costs
from reviewer.domain.portfolio.optimum import solved
from reviewer.domain.portfolio.problem import columns, grants, rows, worth
from reviewer.domain.portfolio.wishes import AtMostEach, Either, Must, Never, Purse, Requires, ShareOf, Together, Wish

few = settings(deadline=None, max_examples=80)


def kinds_of_wishes(ids: tuple[str, ...]) -> tuple[st.SearchStrategy[Wish], ...]:
    """Return each kind of wish over these applications; some of them name one that is not there."""
    one = st.sampled_from((*ids, "borte"))
    several = st.lists(one, min_size=2, max_size=3).map(tuple)
    share = st.fractions(0, 1, max_denominator=10)
    names = st.lists(st.sampled_from("xy"), unique=True).map(tuple)
    return (
        one.map(lambda key: Must(application=key)),
        one.map(lambda key: Never(application=key)),
        several.map(lambda keys: Either(applications=keys)),
        several.map(lambda keys: Together(applications=keys)),
        several.map(lambda keys: Requires(application=keys[0], needed=keys[1])),
        st.builds(AtMostEach, most=st.integers(0, 2), names=st.fixed_dictionaries(dict.fromkeys(ids, names))),
        st.builds(
            lambda members, low, more: ShareOf(name="tema", members=members, least=low, most=min(Fraction(1), low + more)),
            st.frozensets(one),
            share.map(lambda part: part / 4),
            share,
        ),
        st.builds(Purse, name=st.just("stat"), amount=st.integers(0, 100), shares=st.fixed_dictionaries(dict.fromkeys(ids, share))),
    )


@st.composite
def wishes(draw: st.DrawFn, ids: tuple[str, ...]) -> tuple[Wish, ...]:
    return tuple(draw(st.lists(st.one_of(kinds_of_wishes(ids)), max_size=4)))


@st.composite
def problems(draw: st.DrawFn, most: int = 8, values: st.SearchStrategy[Fraction] | None = None) -> Problem:
    worths = st.fractions(0, 5, max_denominator=7) if values is None else values
    number = draw(st.integers(1, most))
    items = tuple(
        Item(id=f"{at}", value=draw(worths), amount=draw(st.integers(1, 40)), rank=draw(st.integers(1, number))) for at in range(number)
    )
    return Problem(items=items, budget=draw(st.integers(0, 120)), wishes=draw(wishes(tuple(item.id for item in items))))


def possible(problem: Problem) -> list[tuple[int, ...]]:
    conditions = rows(problem)
    return [chosen for chosen in product((0, 1), repeat=len(problem.items)) if all(row.holds(chosen) for row in conditions)]


def meets(problem: Problem, given_to: set[str]) -> bool:
    """Whether a set meets the wishes, read from their words and not from their rows."""
    amounts = {item.id: item.amount for item in problem.items}

    def met(wish: Wish) -> bool:
        match wish:
            case Must(application=key):
                return key in given_to
            case Never(application=key):
                return key not in given_to
            case Either(applications=keys):
                return len(given_to & set(keys)) <= 1
            case Together(applications=keys):
                return not given_to & set(keys) or given_to >= set(keys)
            case Requires(application=key, needed=needed):
                return key not in given_to or needed in given_to
            case AtMostEach(most=most, names=names):
                return all(sum(name in names.get(key, ()) for key in given_to) <= most for name in "xy")
            case ShareOf(members=members, least=least, most=most):
                return least * problem.budget <= sum(amounts[key] for key in given_to & members) <= most * problem.budget
            case Purse(amount=amount, shares=shares):
                return sum(amounts[key] * shares.get(key, 0) for key in given_to) <= amount

    return sum(amounts[key] for key in given_to) <= problem.budget and all(met(wish) for wish in problem.wishes)


@few
@given(problems())
def test_the_rows_say_what_the_wishes_say(problem: Problem) -> None:
    sets = {frozenset(grants(problem, chosen)) for chosen in possible(problem)}
    every = (frozenset(grants(problem, chosen)) for chosen in product((0, 1), repeat=len(problem.items)))
    assert sets == {chosen for chosen in every if meets(problem, set(chosen))}


@settings(deadline=None, max_examples=40)
@given(problems(most=12))
def test_it_is_the_best_of_all_sets_and_best_by_place_among_those(problem: Problem) -> None:
    sets = [grants(problem, chosen) for chosen in possible(problem)]
    if not sets:
        with pytest.raises(NoSetError):
            solved(problem)
        return
    places = {item.id: item.rank for item in problem.items}
    best = max((worth(problem, given_to), -sum(places[key] for key in given_to)) for given_to in sets)
    found = solved(problem)
    assert (found.value, -sum(places[key] for key in found.grants)) == best
    assert (found.proof, found.unique, found.gap) == (Proof.PROVED, True, 0)


@few
@given(problems(values=st.integers(1, 2).map(Fraction)), st.randoms(use_true_random=False))
def test_the_order_of_the_applications_does_not_choose_between_equal_sets(problem: Problem, random) -> None:
    items = list(problem.items)
    random.shuffle(items)
    try:
        found = solved(problem)
    except NoSetError:
        return
    assert solved(replace(problem, items=tuple(items))).grants == found.grants


@settings(deadline=None, max_examples=25)
@given(problems(most=30), st.booleans())
def test_scipy_finds_no_better_set(problem: Problem, partial) -> None:
    as_scipy_finds(problem, partial=partial)


@settings(deadline=None, max_examples=30)
@given(st.data(), st.booleans())
def test_scipy_finds_no_better_set_with_a_wish_of_every_kind(data: st.DataObject, partial) -> None:
    ids = tuple(f"{at}" for at in range(data.draw(st.integers(8, 24))))
    items = tuple(
        Item(id=key, value=data.draw(st.fractions(0, 5, max_denominator=7)), amount=data.draw(st.integers(1, 40)), rank=at + 1)
        for at, key in enumerate(ids)
    )
    wished = tuple(data.draw(kind) for kind in kinds_of_wishes(ids))
    as_scipy_finds(Problem(items=items, budget=data.draw(st.integers(60, 300)), wishes=wished), partial=partial)


def as_scipy_finds(problem: Problem, *, partial: bool) -> None:
    """Put the problem to scipy's own front end, and compare what the sets are worth."""
    if partial:
        problem = replace(problem, partial=PartialGrants(floor=Fraction(1, 2)))
    conditions, count, number = rows(problem), columns(problem), len(problem.items)
    matrix = np.zeros((len(conditions), count))
    for at, row in enumerate(conditions):
        for column, coefficient in row.terms:
            matrix[at, column] += coefficient
    low = [-np.inf if row.low is None else row.low for row in conditions]
    high = [np.inf if row.high is None else row.high for row in conditions]
    values = [float(item.value / (item.amount if partial else 1)) for item in problem.items]
    objective = [*([0.0] * number if partial else []), *values]
    upper = [*[1.0] * number, *([item.amount for item in problem.items] if partial else [])]
    theirs = milp(
        -np.array(objective), integrality=np.ones(count), bounds=Bounds(0, np.array(upper)), constraints=LinearConstraint(matrix, low, high)
    )
    if theirs.status == 2:
        with pytest.raises(NoSetError):
            solved(problem)
        return
    found = solved(problem)
    assert float(found.value) == pytest.approx(-theirs.fun, rel=1e-6, abs=1e-6)
    assert found.spent <= problem.budget


@few
@given(problems(), st.one_of(st.none(), st.fractions(0, 1, max_denominator=4)))
def test_money_is_whole_kroner_and_never_over_the_budget(problem: Problem, floor: Fraction | None) -> None:
    problem = replace(problem, partial=None if floor is None else PartialGrants(floor=floor))
    try:
        found = solved(problem)
    except NoSetError:
        return
    amounts = {item.id: item.amount for item in problem.items}
    assert found.spent <= problem.budget
    assert all(
        isinstance(amount, int) and (floor if floor is not None else 1) * amounts[key] <= amount <= amounts[key]
        for key, amount in found.grants.items()
    )


FOUR = Problem(
    items=tuple(
        Item(id=key, value=Fraction(value), amount=amount, rank=place)
        for place, (key, value, amount) in enumerate((("A", 10, 60), ("B", 6, 40), ("C", 6, 40), ("D", 5, 20)), start=1)
    ),
    budget=100,
)


def test_what_a_wish_costs_is_what_the_set_is_worth_less() -> None:
    """Without wishes B, C and D are worth 17; A with one of B and C is worth 16, whichever."""
    assert solved(FOUR).grants == {"B": 40, "C": 40, "D": 20}
    wished = replace(FOUR, wishes=(Must(application="A"), Never(application="D")))
    found = solved(wished)
    assert (found.value, set(found.grants)) == (16, {"A", "B"})
    assert [one.cost.exact for one in wish_costs(wished, found, 10) if one.cost] == [0, 0]
    firmly = replace(FOUR, wishes=(Must(application="A"),))
    assert [one.cost.exact for one in wish_costs(firmly, solved(firmly), 10) if one.cost] == [1]


def test_the_list_and_the_set_are_compared_application_by_application() -> None:
    found = solved(FOUR)
    assert [(one.id, one.by_list, one.in_set) for one in differences({"A": 60, "B": 40}, found, FOUR)] == [
        ("A", 60, 0),
        ("C", 0, 40),
        ("D", 0, 20),
    ]


def test_other_budgets_say_who_comes_in_and_who_goes_out() -> None:
    found = other_budgets(FOUR, solved(FOUR), 10)
    assert [one.budget for one in found] == [90, 95, 105, 110]
    assert [one.solution.value if one.solution else None for one in found] == [15, 15, 17, 17]
    assert (found[0].enter, found[0].leave) == (("A",), ("B", "C"))


def test_a_wish_that_names_one_application_twice_ends_and_changes_nothing() -> None:
    """HiGHS is never given a condition with one column twice: it may search such a one without end."""
    twice = (Requires(application="A", needed="A"), Together(applications=("B", "B")), Either(applications=("C", "C")))
    assert solved(replace(FOUR, wishes=twice)).grants == solved(FOUR).grants


def test_an_impossible_wish_is_refused_in_words() -> None:
    with pytest.raises(NoSetError) as refused:
        solved(replace(FOUR, wishes=(Must(application="A"), Must(application="B"), Must(application="C"))))
    assert "meets all wishes" in refused.value.said.message


def test_a_search_that_ends_at_its_time_limit_says_how_much_better_a_set_could_be() -> None:
    items = tuple(
        Item(id=f"{at:03}", value=Fraction(1000 + at * 37 % 101 + at), amount=1000 + at * 37 % 101, rank=at + 1) for at in range(300)
    )
    hard = Problem(items=items, budget=123_457)
    found = solved(hard, seconds=0.5)
    assert found.spent <= hard.budget
    assert found.bound >= found.value
    assert (found.gap == 0) == (found.bound == found.value)
