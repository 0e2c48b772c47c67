"""Many draws at once: one whole number holds a line's factors, a lane of 128 bits each, so that one multiplication weighs all of them.

The draws are bits of SHAKE-128 (FIPS 202) of the seed and the line's position: every laptop has the same, in every version of Python.
Lines with the same bounds have the same factors at the same position, in whatever application they stand.
"""

from __future__ import annotations

import sys
from array import array
from fractions import Fraction
from functools import lru_cache
from hashlib import shake_128
from operator import add
from typing import Final, NamedTuple

from reviewer.domain.economics.quantiles import BITS, LEVELS, quantiles
from reviewer.domain.method import Spread

LANE: Final = 16
"""Bytes. The largest amount times the largest factor takes 111 of the 128 bits."""

_WHOLE: Final = (1 << 8 * LANE - BITS) - 1
_KEPT: Final = 20_000
"""So many draws at most are kept for the next application: 64 lines of them take 20 MB."""


class Stream(NamedTuple):
    """What one line draws: `name` is the seed and the line's position; its bounds are `low`, from 0 to 1, and `high`, from 1 on."""

    name: str
    draws: int
    low: Fraction
    high: Fraction
    spread: Spread


def weighed(stream: Stream, worth: int) -> int:
    """Return the worth times each factor in whole kroner, halves upwards: lanes, all of them below 0 where the worth is."""
    half = (1 << BITS - 1) - (worth < 0)
    product = (kept if stream.draws <= _KEPT else _lanes)(stream) * abs(worth) + every(stream.draws, half)
    whole = product >> BITS & every(stream.draws, _WHOLE)
    return whole if worth > 0 else -whole


def looked_up(stream: Stream) -> list[int]:
    """Return the factors, one a draw, over 2^30."""
    return list(map(quantiles(stream.low, stream.high, stream.spread).__getitem__, _levels(stream.name, stream.draws)))


def taken_apart(lanes: int, draws: int) -> list[int]:
    """Return the lanes as numbers, the first draw first."""
    halves = array("Q", lanes.to_bytes(draws * LANE, "little"))
    if sys.byteorder == "big":
        halves.byteswap()
    low, high = halves[::2].tolist(), halves[1::2].tolist()
    return list(map(add, low, (value << 64 for value in high))) if any(high) else low


@lru_cache(maxsize=8)
def every(draws: int, value: int) -> int:
    """Return the value (at least 0) in each lane."""
    return int.from_bytes(value.to_bytes(LANE, "little") * draws, "little")


def _lanes(stream: Stream) -> int:
    packed = table(stream.low, stream.high, stream.spread)
    return int.from_bytes(b"".join(map(packed.__getitem__, _levels(stream.name, stream.draws))), "little")


@lru_cache(maxsize=64)
def table(low: Fraction, high: Fraction, spread: Spread) -> tuple[bytes, ...]:
    """Return the quantiles, each as the bytes of a lane."""
    return tuple(factor.to_bytes(LANE, "little") for factor in quantiles(low, high, spread))


kept = lru_cache(maxsize=64)(_lanes)


def _levels(name: str, draws: int) -> array[int]:
    """Return one level (0 to LEVELS - 1) a draw: the low bits of each two bytes, the lesser byte first."""
    mask = int.from_bytes((LEVELS - 1).to_bytes(2, "little") * draws, "little")
    bits = int.from_bytes(shake_128(name.encode()).digest(2 * draws), "little") & mask
    levels = array("H", bits.to_bytes(2 * draws, "little"))
    if sys.byteorder == "big":
        levels.byteswap()
    return levels
