"""How strict each member is: an additive two-way model with ridge shrinkage, exact, as advice.

A member's own score of an application is taken as the application's level plus the member's leniency. The levels are free; each
leniency is held towards 0 by one pseudo-observation, so that a member with a single score cannot swing anything. Where all members
have rated all applications, the model changes no order.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from reviewer.domain.slotted import dataclass

RIDGE = Fraction(1)
"""The weight of the pseudo-observation of leniency 0, in scores."""

Scores = Mapping[str, Mapping[str, Fraction]]
"""Members' own scores, by application and seat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeniencyFit:
    """The model: each seat's leniency (positive is milder than the others), and each application's level without it."""

    by_seat: Mapping[str, Fraction]
    adjusted: Mapping[str, Fraction]


def leniency(scores: Scores) -> LeniencyFit:
    """Return the least-squares fit of level plus leniency, ridge 1 on the leniencies."""
    seats = sorted({seat for given in scores.values() for seat in given})
    at = {seat: index for index, seat in enumerate(seats)}
    matrix = [[RIDGE if row == column else Fraction(0) for column in range(len(seats))] for row in range(len(seats))]
    right = [Fraction(0)] * len(seats)
    for given in scores.values():
        _add(matrix, right, [(at[seat], value) for seat, value in given.items()])
    by_seat = dict(zip(seats, _solved(matrix, right), strict=True))
    adjusted = {
        key: sum((value - by_seat[seat] for seat, value in given.items()), Fraction(0)) / len(given)
        for key, given in scores.items()
        if given
    }
    return LeniencyFit(by_seat=by_seat, adjusted=adjusted)


def _add(matrix: list[list[Fraction]], right: list[Fraction], given: list[tuple[int, Fraction]]) -> None:
    """Add one application to the equations that are left for the seats once its own level is taken out."""
    if not given:
        return
    mean = sum((value for _, value in given), Fraction(0)) / len(given)
    share = Fraction(1, len(given))
    for row, value in given:
        right[row] += value - mean
        matrix[row][row] += 1
        for column, _ in given:
            matrix[row][column] -= share


def _solved(matrix: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    """Return the solution of the symmetric, positive definite equations, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for pivot in range(size):
        for below in range(pivot + 1, size):
            factor = rows[below][pivot] / rows[pivot][pivot]
            if factor:
                rows[below] = [left - factor * top for left, top in zip(rows[below], rows[pivot], strict=True)]
    solution = [Fraction(0)] * size
    for row in reversed(range(size)):
        rest = sum((rows[row][column] * solution[column] for column in range(row + 1, size)), Fraction(0))
        solution[row] = (rows[row][size] - rest) / rows[row][row]
    return solution
