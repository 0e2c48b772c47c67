"""Where the draws of a simulation lie: tables of quantiles, on integers, so that every machine has the same.

A table holds `LEVELS` equally likely values, the middles of as many slices of the distribution between low, 1 and high.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import isqrt
from typing import Final

from reviewer.domain.method import Spread

LEVELS: Final = 4096
BITS: Final = 30
"""Quantiles are integers over 2^30."""

_ONE: Final = 1 << BITS
_CELLS: Final = 256
_CONTEXT: Final = Context(prec=20)
_WEIGHT: Final = Decimal(1 << 60)


@lru_cache(maxsize=256)
def quantiles(low: Fraction, high: Fraction, spread: Spread) -> tuple[int, ...]:
    """Return the table for values between low and high (at most and at least 1) with 1 as the likeliest."""
    a, b = min(_fixed(low), _ONE), max(_fixed(high), _ONE)
    if a == b:
        return (a,) * LEVELS
    return _triangular(a, b) if spread is Spread.TRIANGULAR else _pert(a, b)


def _fixed(value: Fraction) -> int:
    return round(value * _ONE)


def _triangular(a: int, b: int) -> tuple[int, ...]:
    """Return the inverse of the triangular distribution: a + √(u(b-a)(1-a)) below the likeliest value, b - √((1-u)(b-a)(b-1)) above it."""
    rising, falling = (b - a) * (_ONE - a), (b - a) * (b - _ONE)
    turn = max(0, -((b - a - 2 * LEVELS * (_ONE - a)) // (2 * (b - a))))
    first = [a + isqrt(slices * rising // (2 * LEVELS)) for slices in range(1, 2 * turn, 2)]
    rest = [b - isqrt(slices * falling // (2 * LEVELS)) for slices in range(2 * (LEVELS - turn) - 1, 0, -2)]
    return (*first, *rest)


def _pert(a: int, b: int) -> tuple[int, ...]:
    """Return the inverse of the PERT distribution: a beta distribution on low..high with shape 1 + 4(1-low)/(high-low) and its mirror.

    Its density is summed over 256 cells (the middle of each), and the sum is inverted, straight within a cell.
    """
    left, right = (_CONTEXT.divide(Decimal(4 * part), Decimal(b - a)) for part in (_ONE - a, b - _ONE))
    weights = [_density(cell, left, right) for cell in range(_CELLS)]
    sums = list(accumulate(weights, initial=0))
    wanted = ((2 * level + 1) * sums[-1] // (2 * LEVELS) for level in range(LEVELS))
    return tuple(a + (b - a) * _within(value, bisect_right(sums, value) - 1, sums, weights) // (_CELLS << BITS) for value in wanted)


def _within(wanted: int, cell: int, sums: Sequence[int], weights: Sequence[int]) -> int:
    """Return where the sum is reached, in cells, over 2^30."""
    return (cell << BITS) + ((wanted - sums[cell]) << BITS) // weights[cell]


def _density(cell: int, left: Decimal, right: Decimal) -> int:
    logarithm = _CONTEXT.add(_CONTEXT.multiply(left, _logarithm(cell)), _CONTEXT.multiply(right, _logarithm(_CELLS - 1 - cell)))
    return int(_CONTEXT.multiply(_CONTEXT.exp(logarithm), _WEIGHT))


@lru_cache(maxsize=_CELLS)
def _logarithm(cell: int) -> Decimal:
    return _CONTEXT.ln(_CONTEXT.divide(Decimal(2 * cell + 1), Decimal(2 * _CELLS)))
