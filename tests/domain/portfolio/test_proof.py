"""What is said to be proved is so: where values are compared in steps, the proof says how closely."""

from __future__ import annotations

from fractions import Fraction

import pytest

from reviewer.domain.ordering import Measure
from reviewer.domain.portfolio.optimum import solved
from reviewer.domain.portfolio.problem import Item, PartialGrants, Problem, worth
from reviewer.domain.portfolio.solution import IMPOSSIBLE, NoSetError, Proof
from reviewer.domain.portfolio.told import proof_said
from reviewer.domain.portfolio.wishes import Must
from reviewer.language.speech import Speech


def items(*worths: tuple[str, Fraction, int]) -> tuple[Item, ...]:
    return tuple(Item(id=key, value=value, amount=amount, rank=at) for at, (key, value, amount) in enumerate(worths, start=1))


def test_with_partial_grants_none_exceeds_what_is_said_and_the_proof_says_how_closely() -> None:
    # B is worth less than a step beside A: whether it is in the set was not looked at so closely.
    problem = Problem(
        items=items(("A", Fraction(10**9), 1_000_000), ("B", Fraction(1), 500_000)), budget=10**7, partial=PartialGrants(floor=Fraction(1))
    )
    found = solved(problem)
    assert found.proof is Proof.PROVED
    best = worth(problem, {"A": 1_000_000, "B": 500_000})
    assert found.value <= best <= found.most
    assert "så mye som en milliondel mer" in Speech("nb").text(proof_said(found, Measure.NPV, problem))


def test_whole_grants_with_values_that_can_be_told_apart_are_proved_to_the_last_digit() -> None:
    problem = Problem(items=items(("A", Fraction(7, 2), 3), ("B", Fraction(10, 3), 2)), budget=4)
    found = solved(problem)
    assert (found.value, found.most, found.gap) == (Fraction(7, 2), Fraction(7, 2), 0)
    assert "milliondel" not in Speech("nb").text(proof_said(found, Measure.SCORE, problem))


def test_whole_grants_with_values_too_fine_to_tell_apart_say_so_too() -> None:
    fine = Fraction(1, 3**40)
    problem = Problem(items=items(("A", 1 + fine, 1), ("B", Fraction(1), 1)), budget=1)
    found = solved(problem)
    assert found.value <= 1 + fine <= found.most
    assert "så mye som en milliondel mer" in Speech("nb").text(proof_said(found, Measure.SCORE, problem))


def test_where_nobody_can_be_chosen_that_is_said_and_not_that_time_ran_out() -> None:
    for partial in (None, PartialGrants(floor=Fraction(1, 2))):
        problem = Problem(items=(), budget=100, partial=partial)
        found = solved(problem)
        assert (found.grants, found.value, found.proof) == ({}, 0, Proof.PROVED)
        assert "Det er ingen å velge mellom" in Speech("nb").text(proof_said(found, Measure.NPV, problem))


def test_who_must_get_money_and_cannot_be_chosen_leaves_no_set() -> None:
    with pytest.raises(NoSetError) as refused:
        solved(Problem(items=(), budget=100, wishes=(Must(application="A"),)))
    assert refused.value.said is IMPOSSIBLE
