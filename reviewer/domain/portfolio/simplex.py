"""A linear program solved without floating-point numbers: the most, and among equals the one best in a given order.

The revised simplex method with bounded variables (G. Dantzig, Linear programming and extensions, 1963) in fractions; R. Bland's rule
(New finite pivoting rules for the simplex method, 1977) lets it come to an end. It is meant for few conditions and many columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from reviewer.domain.slotted import dataclass

_MOST_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class Between:
    """The sum of coefficient times column, each coefficient whole, is from `low` to `high`; None is no bound."""

    terms: Mapping[int, int]
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Columns from `lower` to `upper`, what one of each is worth, and the conditions."""

    gains: tuple[Fraction, ...]
    lower: tuple[int, ...]
    upper: tuple[int, ...]
    conditions: tuple[Between, ...]


def best_columns(program: Program, start: Sequence[Fraction]) -> tuple[Fraction, ...] | None:
    """Return the columns worth most; among equals the first column is largest, then the second. None where no columns meet all.

    From where it starts changes nothing but the time it takes.
    """
    tableau = _Tableau(program, start)
    if not (tableau.made_feasible() and tableau.made_largest(program.gains)):
        return None
    tableau.keep(program.gains)
    for column in range(len(program.gains)):
        if not tableau.free():
            break
        if tableau.at[column] != tableau.upper[column]:
            one = tuple(Fraction(int(at == column)) for at in range(len(program.gains)))
            if not tableau.made_largest(one):
                return None
            tableau.keep(one)
        tableau.hold(column)
    return tuple(tableau.at[: len(program.gains)])


class _Tableau:
    """The columns, and after them one a condition: what its sum comes to. As many are basic as there are conditions."""

    def __init__(self, program: Program, start: Sequence[Fraction]) -> None:
        count, rows = len(program.gains), program.conditions
        self.count = count
        self.entries: list[tuple[tuple[int, int], ...]] = [()] * count
        for row, condition in enumerate(rows):
            for column, coefficient in condition.terms.items():
                self.entries[column] = (*self.entries[column], (row, coefficient))
        self.entries += [((row, -1),) for row in range(len(rows))]
        self.lower: list[Fraction | None] = [*map(Fraction, program.lower), *(_or_none(row.low) for row in rows)]
        self.upper: list[Fraction | None] = [*map(Fraction, program.upper), *(_or_none(row.high) for row in rows)]
        near = zip(start, program.lower, program.upper, strict=True)
        self.at = [Fraction(high if 2 * value > low + high else low) for value, low, high in near]
        self.at += [sum((self.at[column] * one for column, one in row.terms.items()), Fraction(0)) for row in rows]
        self.basis = [count + row for row in range(len(rows))]
        self.inverse = [[Fraction(-(row == column)) for column in range(len(rows))] for row in range(len(rows))]

    def made_feasible(self) -> bool:
        """Bring every column within its bounds; return whether that can be done."""
        for _ in range(_MOST_STEPS):
            costs = {column: Fraction(wrong) for column in self.basis if (wrong := self._wrong(column))}
            if not costs:
                return True
            if not self._step(costs):
                return False
        return False

    def made_largest(self, gains: Sequence[Fraction]) -> bool:
        """Go to where the gain is largest; return whether that was reached."""
        costs = {column: gain for column, gain in enumerate(gains) if gain}
        return any(not self._step(costs) for _ in range(_MOST_STEPS))

    def keep(self, gains: Sequence[Fraction]) -> None:
        """Let no column move any more that would make the gain smaller by moving."""
        costs = {column: gain for column, gain in enumerate(gains) if gain}
        for column, slope in self._slopes(costs):
            if slope:
                self.hold(column)

    def hold(self, column: int) -> None:
        """Let a column stay where it is."""
        self.lower[column] = self.upper[column] = self.at[column]

    def free(self) -> bool:
        """Whether any column can still move by itself."""
        basic = set(self.basis)
        return any(self.lower[column] != self.upper[column] for column in range(len(self.at)) if column not in basic)

    def _wrong(self, column: int) -> int:
        low, high, value = self.lower[column], self.upper[column], self.at[column]
        return 1 if low is not None and value < low else -1 if high is not None and value > high else 0

    def _slopes(self, costs: Mapping[int, Fraction]) -> list[tuple[int, int]]:
        """Return of each column that is not basic and may move the sign of what moving up is worth."""
        prices = [
            sum((costs[basic] * self.inverse[row][at] for row, basic in enumerate(self.basis) if basic in costs), Fraction(0))
            for at in range(len(self.basis))
        ]
        whole = lcm(*(price.denominator for price in prices)) if prices else 1
        units = [price.numerator * (whole // price.denominator) for price in prices]
        basic, found = set(self.basis), []
        for column, entries in enumerate(self.entries):
            if column in basic or (self.lower[column] is not None and self.lower[column] == self.upper[column]):
                continue
            gain = costs.get(column)
            priced = sum(units[row] * coefficient for row, coefficient in entries)
            worth = (gain.numerator * whole - priced * gain.denominator) if gain else -priced
            found.append((column, (worth > 0) - (worth < 0)))
        return found

    def _step(self, costs: Mapping[int, Fraction]) -> bool:
        """Move the first column that makes the sum larger as far as it can go; return whether there was one."""
        for column, slope in self._slopes(costs):
            bound = self.upper[column] if slope > 0 else self.lower[column]
            if slope and self.at[column] != bound:
                self._moved(column, slope)
                return True
        return False

    def _moved(self, column: int, way: int) -> None:
        """Move a column until it, or the first of the basic ones, meets a bound; all columns have two, and the sums one at least."""
        direction = [
            sum((self.inverse[row][at] * one for at, one in self.entries[column]), Fraction(0)) * way for row in range(len(self.basis))
        ]
        bound = self.upper[column] if way > 0 else self.lower[column]
        own = [] if bound is None else [(abs(bound - self.at[column]), -1, -1)]
        rooms = [(self._room(basic, falls), basic, row) for row, (basic, falls) in enumerate(zip(self.basis, direction, strict=True))]
        far, _, leaves = min((*own, *((room, basic, row) for room, basic, row in rooms if room is not None)))
        self.at[column] += far * way
        for basic, falls in zip(self.basis, direction, strict=True):
            self.at[basic] -= falls * far
        if leaves >= 0:
            self._exchanged(leaves, column, [one * way for one in direction])

    def _room(self, basic: int, falls: Fraction) -> Fraction | None:
        """Return how far can be gone before a basic column, which falls so fast, meets its bound; one that is beyond, as it comes back."""
        if not falls:
            return None
        wrong = self._wrong(basic)
        if falls > 0:
            limit = self.upper[basic] if wrong < 0 else None if wrong > 0 else self.lower[basic]
        else:
            limit = self.lower[basic] if wrong > 0 else None if wrong < 0 else self.upper[basic]
        return None if limit is None else (self.at[basic] - limit) / falls

    def _exchanged(self, leaves: int, column: int, direction: Sequence[Fraction]) -> None:
        pivot = [one / direction[leaves] for one in self.inverse[leaves]]
        for row, by in enumerate(direction):
            if row != leaves and by:
                self.inverse[row] = [one - by * of for one, of in zip(self.inverse[row], pivot, strict=True)]
        self.inverse[leaves] = pivot
        self.basis[leaves] = column


def _or_none(bound: int | None) -> Fraction | None:
    return None if bound is None else Fraction(bound)
