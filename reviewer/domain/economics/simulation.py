"""Monte Carlo: how likely is it that the project is profitable?

Each uncertain line gets a factor of its own, drawn between low, stated (1) and high, independently of the others. NPV is linear in these
factors, so a draw is one product a line and a sum. Each line has a stream of its own, so a line more or less does not change the draws of
the others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil
from operator import add, mul, sub
from typing import Final, NamedTuple

from reviewer.domain.application import Application
from reviewer.domain.economics.assumptions import AS_STATED, Assumptions
from reviewer.domain.economics.breakdown import LineWorth, by_line
from reviewer.domain.economics.discounting import whole_kroner
from reviewer.domain.economics.draws import NARROW, Stream, every, lane_for, looked_up, taken_apart, weighed
from reviewer.domain.economics.quantiles import BITS
from reviewer.domain.economics.sifting import Sifted
from reviewer.domain.economics.takeup import stated_take_up
from reviewer.domain.identity import Same
from reviewer.domain.method import Method, Spread, Uncertainty
from reviewer.domain.slotted import dataclass

BINS: Final = 24
MOST_DRAWS: Final = 1_000_000


class Bin(NamedTuple):
    """How many draws lie from `low` up to, not including, `high` kroner (the last bin includes it)."""

    low: int
    high: int
    draws: int


class Likelihood(NamedTuple):
    """The part of a simulation that papers tell."""

    draws: int
    seed: int
    above_zero: Fraction
    p10: int
    p50: int
    p90: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """What the draws came to, in whole kroner; a percentile is the least NPV that so many per cent of the draws do not exceed."""

    draws: int
    seed: int
    spread: Spread
    drawn: tuple[str, ...]
    above_zero: Fraction
    mean: int
    p5: int
    p10: int
    p50: int
    p90: int
    p95: int
    bins: tuple[Bin, ...]

    @property
    def likelihood(self) -> Likelihood:
        """The part that papers tell."""
        return Likelihood(self.draws, self.seed, self.above_zero, self.p10, self.p50, self.p90)


class _Drawn(NamedTuple):
    """One thing that is drawn: its name, its factor's bounds, and what a factor of 1 adds to NPV."""

    name: str
    stream: str
    low: Fraction
    high: Fraction
    worth: int


def simulate(application: Application, method: Method, uncertainty: Uncertainty, assumptions: Assumptions = AS_STATED) -> Simulation | None:
    """Return the simulation; None without a cash flow, or where nothing is uncertain. Raises ValueError for more than a million draws."""
    return simulated(Same(application), Same(method), uncertainty, assumptions)


def likelihood(
    application: Application, method: Method, uncertainty: Uncertainty, assumptions: Assumptions = AS_STATED
) -> Likelihood | None:
    """Return the same, as far as papers tell it: for that the draws need not be put in order."""
    return likely(Same(application), Same(method), uncertainty, assumptions)


@lru_cache(maxsize=256)
def simulated(applied: Same[Application], by: Same[Method], uncertainty: Uncertainty, assumptions: Assumptions) -> Simulation | None:
    """Draw; what was drawn for one paper is there for the next."""
    found = _uncertain(applied.held, by.held, uncertainty, assumptions)
    if found is None:
        return None
    reuse, names = found.reuse, found.names
    fixed = _totals([one for one, scales in found.lines if reuse is None or not scales], uncertainty)
    if reuse is None:
        return _summary(fixed.values(), fixed.beside, uncertainty, names)
    scaling = _totals([one for one, scales in found.lines if scales], uncertainty)
    factors = looked_up(_stream(reuse, uncertainty, lane_for(0)))
    moved = (value >> BITS for value in map(mul, map(scaling.beside.__add__, scaling.values()), factors))
    return _summary(list(map(add, fixed.values(), moved)), fixed.beside, uncertainty, (*names, reuse.name))


@lru_cache(maxsize=256)
def likely(applied: Same[Application], by: Same[Method], uncertainty: Uncertainty, assumptions: Assumptions) -> Likelihood | None:
    """Draw; take-up that is drawn and very large amounts are not summed in narrow lanes, and go the longer way."""
    found = _uncertain(applied.held, by.held, uncertainty, assumptions)
    if found is None:
        return None
    totals = _totals([one for one, _ in found.lines], uncertainty)
    if found.reuse is not None or totals.lane != NARROW:
        whole = simulated(applied, by, uncertainty, assumptions)
        return None if whole is None else whole.likelihood
    sifted, count = Sifted(totals.lanes, totals.draws, totals.bits), totals.draws
    p10, p50, p90 = (sifted.at(_place(share, count)) + totals.beside for share in (10, 50, 90))
    above = Fraction(sifted.above(-totals.beside), count)
    return Likelihood(draws=count, seed=uncertainty.seed, above_zero=above, p10=p10, p50=p50, p90=p90)


class _Uncertain(NamedTuple):
    """What is drawn: each line and whether it scales with take-up, the names of those that are uncertain, and take-up where it is."""

    lines: list[tuple[_Drawn, bool]]
    names: tuple[str, ...]
    reuse: _Drawn | None


def _uncertain(application: Application, method: Method, uncertainty: Uncertainty, assumptions: Assumptions) -> _Uncertain | None:
    if not 1 <= uncertainty.draws <= MOST_DRAWS:
        raise ValueError(f"a simulation has 1 to {MOST_DRAWS} draws, not {uncertainty.draws}")
    lines = by_line(application, method, assumptions)
    drawn = [(_of_line(line, uncertainty), line.flow.scales_with_reuse) for line in lines]
    names, reuse = tuple(one.name for one, _ in drawn if one.low != one.high), _of_take_up(application)
    return _Uncertain(drawn, names, reuse) if names or reuse is not None else None


def _of_line(line: LineWorth, uncertainty: Uncertainty) -> _Drawn:
    low, high = line.flow.low, line.flow.high
    bounds = (uncertainty.low, uncertainty.high) if low is None and high is None else (low, high)
    return _Drawn(line.flow.line, str(line.position), *_around_one(*bounds), int(whole_kroner(line.npv)))


@lru_cache(maxsize=64)
def _around_one(low: Decimal | None, high: Decimal | None) -> tuple[Fraction, Fraction]:
    """Return the bounds of a factor, which is 1 where it is as stated: most lines have the same."""
    below, above = (Fraction(1 if one is None else one) for one in (low, high))
    return min(below, Fraction(1)), max(above, Fraction(1))


def _of_take_up(application: Application) -> _Drawn | None:
    reuse, stated = application.reuse, stated_take_up(application.reuse)
    if not stated or (reuse.low is None and reuse.high is None):
        return None
    low, high = ((stated if one is None else one) / stated for one in (reuse.low, reuse.high))
    return _Drawn("take_up", "take-up", min(low, Fraction(1)), max(high, Fraction(1)), 1)


class _Totals(NamedTuple):
    """What lines come to together, a draw a lane: in parts of 2^30 kroner, at least 0 and below 2^`bits` kroner, and `beside` more."""

    lanes: int
    draws: int
    lane: int
    bits: int
    beside: int

    def values(self) -> list[int]:
        """Return one number a draw, `beside` not added."""
        return taken_apart(self.lanes >> BITS, self.draws, self.lane)


def _totals(drawn: Sequence[_Drawn], uncertainty: Uncertainty) -> _Totals:
    """Return the sum of what the draws of these lines come to."""
    draws, uncertain = uncertainty.draws, [one for one in drawn if one.low != one.high and one.worth]
    lane = lane_for(sum(1 + abs(one.worth) * ceil(one.high) for one in uncertain))
    ends = [sorted(one.worth * factor.numerator // factor.denominator for factor in (one.low, one.high)) for one in uncertain]
    rounded = sum(2 + (abs(one.worth) >> BITS) for one in uncertain)
    least, most = (sum(two) for two in zip(*ends, strict=True)) if ends else (0, 0)
    lanes = every(draws, 1 << BITS, lane) * (rounded - least)
    for one in uncertain:
        lanes += weighed(_stream(one, uncertainty, lane), one.worth)
    certain = sum(one.worth for one in drawn if one.low == one.high)
    return _Totals(lanes, draws, lane, (most - least + 2 * rounded).bit_length() or 1, certain + least - rounded)


def _stream(one: _Drawn, uncertainty: Uncertainty, lane: int) -> Stream:
    return Stream(f"{uncertainty.seed}/{one.stream}", uncertainty.draws, one.low, one.high, uncertainty.spread, lane)


def _summary(values: list[int], beside: int, uncertainty: Uncertainty, names: tuple[str, ...]) -> Simulation:
    """Return the summary of these values, each with `beside` added to it: that is done to the few that are told."""
    values.sort()
    count = len(values)

    def percentile(share: int) -> int:
        return values[_place(share, count)] + beside

    return Simulation(
        draws=count,
        seed=uncertainty.seed,
        spread=uncertainty.spread,
        drawn=names,
        above_zero=Fraction(count - bisect_right(values, -beside), count),
        mean=int(whole_kroner(Fraction(sum(values), count) + beside)),
        p5=percentile(5),
        p10=percentile(10),
        p50=percentile(50),
        p90=percentile(90),
        p95=percentile(95),
        bins=_bins(values, beside),
    )


def _place(share: int, count: int) -> int:
    """Return the place of a percentile among so many draws in order, from 0."""
    return -(-share * count // 100) - 1


def _bins(values: Sequence[int], beside: int) -> tuple[Bin, ...]:
    low, high = values[0], values[-1]
    width = max(1, -(-(high - low + 1) // BINS))
    edges = [low + at * width for at in range(BINS + 1)]
    below = [bisect_left(values, edge) for edge in edges]
    told = [edge + beside for edge in edges]
    return tuple(Bin(*pair) for pair in zip(told, told[1:], map(sub, below[1:], below), strict=False))
