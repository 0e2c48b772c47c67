"""Draws in order, without sorting them all: which one stands at a place is asked for a few places only."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from reviewer.domain.economics.draws import NARROW, words
from reviewer.domain.economics.quantiles import BITS

_BYTES: Final = bytes(range(256))


class Sifted:
    """Draws told apart by their first byte, so that only those that share one are sorted.

    `lanes` has the draws in narrow lanes, in parts of 2^30 kroner, each at least 0 and below 2^`bits` kroner.
    """

    def __init__(self, lanes: int, draws: int, bits: int) -> None:
        self._draws, self._bits, self._up = draws, bits, -bits % 8
        data = (lanes >> BITS - self._up).to_bytes(NARROW * draws, "little")
        self._values, self._first = words(data), data[(bits + self._up) // 8 - 1 :: NARROW]

    def at(self, place: int) -> int:
        """Return the draw at this place, from 0, the least first."""
        first = bisect_right(range(1, len(_BYTES)), place, key=self._below)
        return sorted(self._with(first))[place - self._below(first)]

    def above(self, limit: int) -> int:
        """Return how many draws are greater than the limit."""
        if limit < 0 or limit >> self._bits:
            return self._draws if limit < 0 else 0
        first = (limit << self._up) >> self._bits + self._up - 8
        return self._draws - self._below(first + 1) + sum(value > limit for value in self._with(first))

    def _below(self, first: int) -> int:
        """Return how many draws have a lesser first byte."""
        return self._draws - len(self._first.translate(None, _BYTES[:first]))

    def _with(self, first: int) -> Iterator[int]:
        place = self._first.find(first)
        while place >= 0:
            yield self._values[place] >> self._up
            place = self._first.find(first, place + 1)
