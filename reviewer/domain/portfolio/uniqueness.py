"""What decides between sets of the same value: the least sum of places, and then keys that no two sets share."""

from __future__ import annotations

from hashlib import sha256

from reviewer.domain.portfolio.problem import Problem


def by_place(problem: Problem) -> list[int]:
    """Return the second objective, one number an application."""
    return [-item.rank for item in problem.items]


def by_key(problem: Problem) -> list[int]:
    """Return the third objective, one number an application: the first 20 bits of SHA-256 of its id."""
    return [int(sha256(item.id.encode()).hexdigest()[:5], 16) for item in problem.items]
