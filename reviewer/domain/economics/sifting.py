"""Draws in order, without sorting them all: which one stands at a place is asked for a few places only."""

from __future__ import annotations

from typing import Final

from reviewer.domain.economics.draws import NARROW, words
from reviewer.domain.economics.quantiles import BITS

_SOME: Final = 500
"""So many draws tell nearly where to look."""


class Sifted:
    """Draws told apart by their first byte, so that only those that share one are sorted.

    `lanes` has the draws in narrow lanes, in parts of 2^30 kroner, each at least 0 and below 2^`bits` kroner.
    """

    def __init__(self, lanes: int, draws: int, bits: int) -> None:
        self._draws, self._bits, self._up = draws, bits, -bits % 8
        data = (lanes >> BITS - self._up).to_bytes(NARROW * draws, "little")
        self._values, self._first = words(data), data[(bits + self._up) // 8 - 1 :: NARROW]
        self._some = sorted(self._first[:_SOME])

    def at(self, place: int) -> int:
        """Return the draw at this place, from 0, the least first."""
        first = self._some[place * len(self._some) // self._draws]
        below = self._below(first)
        while below > place:
            first -= 1
            below -= self._first.count(first)
        while below + (same := self._first.count(first)) <= place:
            first, below = first + 1, below + same
        return sorted(self._with(first))[place - below]

    def above(self, limit: int) -> int:
        """Return how many draws are greater than the limit."""
        if limit < 0 or limit >> self._bits:
            return self._draws if limit < 0 else 0
        first = (limit << self._up) >> self._bits + self._up - 8
        return self._draws - self._below(first + 1) + sum(value > limit for value in self._with(first))

    def _below(self, first: int) -> int:
        """Return how many draws have a lesser first byte."""
        lesser = bytes([1]) * first + bytes(256 - first)
        return int.from_bytes(self._first.translate(lesser), "little").bit_count()

    def _with(self, first: int) -> list[int]:
        found, place = list[int](), self._first.find(first)
        while place >= 0:
            found.append(self._values[place] >> self._up)
            place = self._first.find(first, place + 1)
        return found
