"""Many draws at once: one whole number holds a line's factors, a lane each, so that one multiplication weighs all of them.

The draws are bits of SHAKE-128 (FIPS 202) of the seed and the line's position: every laptop has the same, in every version of Python.
Lines with the same bounds have the same factors at the same position, in whatever application they stand.
"""

from __future__ import annotations

import sys
from array import array
from fractions import Fraction
from functools import lru_cache
from hashlib import shake_128
from typing import Final, NamedTuple

from reviewer.domain.economics.quantiles import BITS, LEVELS, quantiles
from reviewer.domain.method import Spread

NARROW: Final = 8
"""Bytes of the lane that what most projects are worth fits; a wider one has as many as it needs, this many at a time."""

_KEPT: Final = 20_000
"""So many draws at most are kept for the next application: 64 lines of them take 10 MB, and 20 in wide lanes."""


class Stream(NamedTuple):
    """What one line draws: `name` is the seed and the line's position; its bounds are `low`, from 0 to 1, and `high`, from 1 on.

    `lane` is how many bytes each draw has; lines that are added up have the same.
    """

    name: str
    draws: int
    low: Fraction
    high: Fraction
    spread: Spread
    lane: int = 2 * NARROW


def lane_for(most: int) -> int:
    """Return the bytes of the lanes where all factors at their highest add up to so many kroner."""
    return NARROW * (1 + (most.bit_length() + BITS) // (8 * NARROW))


def weighed(stream: Stream, worth: int) -> int:
    """Return the worth times each factor in whole kroner, halves upwards: lanes over 2^30, all of them below 0 where the worth is."""
    draws, lane, half = stream.draws, stream.lane, (1 << BITS - 1) - (worth < 0)
    product = (kept if draws <= _KEPT else _lanes)(stream) * abs(worth) + every(draws, half, lane)
    whole = product & every(draws, (1 << 8 * lane) - (1 << BITS), lane)
    return whole if worth > 0 else -whole


def looked_up(stream: Stream) -> list[int]:
    """Return the factors, one a draw, over 2^30."""
    return list(map(quantiles(stream.low, stream.high, stream.spread).__getitem__, _levels(stream.name, stream.draws)))


def taken_apart(lanes: int, draws: int, lane: int) -> list[int]:
    """Return the lanes as numbers, the first draw first."""
    data = lanes.to_bytes(draws * lane, "little")
    if lane == NARROW:
        return words(data).tolist()
    return [int.from_bytes(data[at : at + lane], "little") for at in range(0, len(data), lane)]


def words(data: bytes) -> array[int]:
    """Return the numbers of eight bytes each, the lesser byte first."""
    found = array("Q", data)
    if sys.byteorder == "big":
        found.byteswap()
    return found


@lru_cache(maxsize=16)
def every(draws: int, value: int, lane: int) -> int:
    """Return the value (at least 0) in each lane."""
    return int.from_bytes(value.to_bytes(lane, "little") * draws, "little")


def _lanes(stream: Stream) -> int:
    factors = quantiles(stream.low, stream.high, stream.spread)
    drawn = array("Q", [factors[level] for level in _levels(stream.name, stream.draws)])
    if stream.lane > NARROW:
        drawn, narrow = array("Q", bytes(stream.lane * stream.draws)), drawn
        drawn[:: stream.lane // NARROW] = narrow
    if sys.byteorder == "big":
        drawn.byteswap()
    return int.from_bytes(drawn.tobytes(), "little")


kept = lru_cache(maxsize=64)(_lanes)


def _levels(name: str, draws: int) -> array[int]:
    """Return one level (0 to LEVELS - 1) a draw: the low bits of each two bytes, the lesser byte first."""
    mask = int.from_bytes((LEVELS - 1).to_bytes(2, "little") * draws, "little")
    bits = int.from_bytes(shake_128(name.encode()).digest(2 * draws), "little") & mask
    levels = array("H", bits.to_bytes(2 * draws, "little"))
    if sys.byteorder == "big":
        levels.byteswap()
    return levels
