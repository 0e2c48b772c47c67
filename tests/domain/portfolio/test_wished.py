"""Wishes as they are written: ids with commas, and what a wish costs where nothing is proved."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.ordering import Measure
from reviewer.domain.portfolio import Item, Problem, Proof, Solution
from reviewer.domain.portfolio.beside import Cost, WishCost, joint_cost, limit_costs, wish_costs
from reviewer.domain.portfolio.impossible import standing_in_the_way
from reviewer.domain.portfolio.optimum import solved
from reviewer.domain.portfolio.told import cost_said, limit_cost_said, proof_said, together_said
from reviewer.domain.portfolio.wished import Wished, WishError, WishKind, listed, wish
from reviewer.domain.portfolio.wishes import Either, Must, Purse, Requires
from reviewer.language.speech import Speech
from tests.domain.small_round import application, case_of, opening, received

CASE = case_of([*opening(), *received(*(application(key, key, 5) for key in ("A", "B", "2018,1", "C, D", 'E"x')))])


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("A,B", ("A", "B")),
        ("A, B", ("A", "B")),
        ("A,2018,1", ("A", "2018,1")),
        ("2018,1,B", ("2018,1", "B")),
        ('"2018,1",B', ("2018,1", "B")),
        ('A, "C, D"', ("A", "C, D")),
        ("C, D,A", ("C, D", "A")),
    ],
)
def test_ids_with_commas_are_read_as_they_are_or_in_quotes(written: str, ids: tuple[str, ...]) -> None:
    assert wish(CASE, Wished(WishKind.EITHER, written)) == Either(applications=ids)


@given(st.lists(st.sampled_from(sorted(CASE.dossiers)), min_size=2, max_size=2, unique=True))
def test_what_is_listed_is_read_as_the_same(ids: list[str]) -> None:
    assert wish(CASE, Wished(WishKind.REQUIRES, listed(ids))) == Requires(application=ids[0], needed=ids[1])


def test_an_id_that_is_not_there_is_named_alone() -> None:
    with pytest.raises(WishError) as refused:
        wish(CASE, Wished(WishKind.EITHER, "A,borte,B"))
    assert "borte" in Speech("nb").text(refused.value.said)


def solution(value: int, bound: int, *, unique: bool = False) -> Solution:
    proof = Proof.PROVED if value == bound else Proof.BEST_FOUND
    return Solution(grants={"A": 1}, value=Fraction(value), bound=Fraction(bound), proof=proof, unique=unique)


ONE = Problem(items=(Item(id="A", value=Fraction(5), amount=1, rank=1),), budget=1, wishes=(Must(application="A"),))


def test_a_cost_is_never_negative_and_says_between_what_it_lies_where_the_set_is_not_proved() -> None:
    """Without the wish the set is worth 5 (proved). Of the wished set 6 is claimed, or it is only known to lie between 3 and 6."""
    assert [one.cost for one in wish_costs(ONE, solution(6, 6), 10)] == [Cost(least=Fraction(0), most=Fraction(0))]
    (between,) = wish_costs(ONE, solution(3, 6), 10)
    assert between.cost == Cost(least=Fraction(0), most=Fraction(2)) == joint_cost(ONE, solution(3, 6), 10)
    assert (
        Speech("nb").text(cost_said(between))
        == "Ønsket om at A får penger, koster mellom 0,00 og 2,00. Mer ble ikke bevist innen tidsgrensen."
    )
    assert (
        Speech("nb").text(together_said(between.cost))
        == "Til sammen koster ønskene mellom 0,00 og 2,00. Mer ble ikke bevist innen tidsgrensen."
    )
    assert "ikke funnet" in Speech("nb").text(cost_said(WishCost(wish=ONE.wishes[0], cost=None)))


def test_a_limit_of_the_committees_own_is_no_wish_and_is_told_beside_them() -> None:
    """A source that pays half of every grant and has 1 krone to pay keeps B out; nobody can take that away as a wish."""
    items = (*ONE.items, Item(id="B", value=Fraction(3), amount=2, rank=2))
    half = {"A": Fraction(1, 2), "B": Fraction(1, 2)}
    problem = Problem(items=items, budget=3, wishes=ONE.wishes, limits=(Purse(name="Staten", amount=1, shares=half),))
    found = solved(problem)
    assert found.grants == {"A": 1}
    assert [one.cost for one in wish_costs(problem, found, 10)] == [Cost(least=Fraction(0), most=Fraction(0))]
    assert joint_cost(problem, found, 10) == Cost(least=Fraction(0), most=Fraction(0))
    (limit,) = limit_costs(problem, found, 10)
    assert Speech("nb").text(limit_cost_said(limit)).replace("\u00a0", " ") == "At Staten betaler høyst 1 kr, koster 3,00."
    both = (Must(application="B"), Must(application="A"))
    assert tuple(standing_in_the_way(replace(problem, wishes=both), 10)) == both


def test_a_set_that_is_proved_best_but_not_the_only_one_says_so() -> None:
    only, one_of = (Speech("nb").text(proof_said(solution(3, 3, unique=unique), Measure.SCORE, ONE)) for unique in (True, False))
    assert only == "Ingen utvalg av hele tildelinger er verdt mer: summen av poeng er 3,00, og det er bevist."
    assert one_of == f"{only} Andre utvalg kan være verdt like mye: Tiden strakk ikke til for å velge mellom dem."
    assert "Ingen kan være verdt mer enn 6,00" in Speech("nb").text(proof_said(solution(3, 6), Measure.SCORE, ONE))
