"""Which set of applications is worth most within the budget and the council's wishes? Solved exactly, and told beside the list."""

from __future__ import annotations

from reviewer.domain.portfolio.problem import Item, PartialGrants, Problem
from reviewer.domain.portfolio.solution import NoSetError, Proof, Solution

__all__ = ["Item", "NoSetError", "PartialGrants", "Problem", "Proof", "Solution"]
