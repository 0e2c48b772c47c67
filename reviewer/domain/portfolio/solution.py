"""What a search for the best set comes to, and how firmly."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass


class Proof(StrEnum):
    """Whether no better set exists: proved, or the search ended at its time limit."""

    PROVED = "proved"
    BEST_FOUND = "best_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The set: kroner by application, its value, and the `bound` that no set can be worth more than.

    `unique` says whether the second objective was carried through, so that every computer gives this very set. `within` is how finely
    values were compared: that no set is worth more than `bound` is proved but for so much.
    """

    grants: Mapping[str, int]
    value: Fraction
    bound: Fraction
    proof: Proof
    unique: bool
    within: Fraction = Fraction(0)

    @property
    def spent(self) -> int:
        """Kroner given."""
        return sum(self.grants.values())

    @property
    def gap(self) -> Fraction:
        """How much better an unknown set could be, as a share of this one's value."""
        return (self.most - self.value) / self.value if self.value else Fraction(0)

    @property
    def most(self) -> Fraction:
        """What no set can be worth more than, to the last digit."""
        return self.bound + self.within


class NoSetError(ValueError):
    """No set meets the wishes within the budget, or none was found in time; `said` tells which."""

    def __init__(self, said: Said) -> None:
        self.said = said
        super().__init__(said.message)


IMPOSSIBLE = say("No set of applications meets all wishes within the budget. Take a wish away, or raise the budget.")
TOO_SLOW = say("No set was found within the time limit. Give it more time, or take a wish away.")
