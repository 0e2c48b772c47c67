"""A least mean parts the list exactly: the mean itself reaches it, a hair less does not, and who has none is below."""

from __future__ import annotations

from fractions import Fraction

from reviewer.domain.funding import Allocation, Award
from reviewer.domain.recommendation import threshold


def test_a_mean_reaches_itself_and_nothing_is_lost() -> None:
    third = Fraction(10, 3)
    awards = tuple(Award(id=key, rank=1, asked=100, amount=100) for key in "abc")
    found = threshold(
        Allocation(budget=300, awards=awards, passed_over=()),
        {"a": third, "b": third - Fraction(1, 10**12), "c": None, "d": third, "e": Fraction(1)},
        third,
    )
    assert [award.id for award in found.reaching] == ["a"]
    assert found.below == ("b", "c")
    assert found.without_money == ("d",)
