"""Monte Carlo: how likely is it that the project is profitable?

Each uncertain line gets a factor of its own, drawn between low, stated (1) and high, independently of the others. NPV is linear in these
factors, so a draw is one product a line and a sum. Each line has a stream of its own, so a line more or less does not change the draws of
the others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil
from operator import add, mul, sub
from typing import Final, NamedTuple

from reviewer.domain.application import Application
from reviewer.domain.economics.assumptions import AS_STATED, Assumptions
from reviewer.domain.economics.breakdown import LineWorth, by_line
from reviewer.domain.economics.discounting import whole_kroner
from reviewer.domain.economics.draws import Stream, every, lane_for, looked_up, taken_apart, weighed
from reviewer.domain.economics.quantiles import BITS
from reviewer.domain.economics.takeup import stated_take_up
from reviewer.domain.identity import Same
from reviewer.domain.method import Method, Spread, Uncertainty

BINS: Final = 24
MOST_DRAWS: Final = 1_000_000


class Bin(NamedTuple):
    """How many draws lie from `low` up to, not including, `high` kroner (the last bin includes it)."""

    low: int
    high: int
    draws: int


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


class _Drawn(NamedTuple):
    """One thing that is drawn: its name, its factor's bounds, and what a factor of 1 adds to NPV."""

    name: str
    stream: str
    low: Fraction
    high: Fraction
    worth: int


def simulate(application: Application, method: Method, uncertainty: Uncertainty, assumptions: Assumptions = AS_STATED) -> Simulation | None:
    """Return the simulation; None without a cash flow, or where nothing is uncertain. Raises ValueError for more than a million draws."""
    if not 1 <= uncertainty.draws <= MOST_DRAWS:
        raise ValueError(f"a simulation has 1 to {MOST_DRAWS} draws, not {uncertainty.draws}")
    return simulated(Same(application), Same(method), uncertainty, assumptions)


@lru_cache(maxsize=256)
def simulated(applied: Same[Application], by: Same[Method], uncertainty: Uncertainty, assumptions: Assumptions) -> Simulation | None:
    """Draw; what was drawn for one paper is there for the next."""
    application, method = applied.held, by.held
    lines = by_line(application, method, assumptions)
    drawn = [(_of_line(line, uncertainty), line.flow.scales_with_reuse) for line in lines]
    names = [one.name for one, _ in drawn if one.low != one.high]
    reuse = _of_take_up(application)
    if not names and reuse is None:
        return None
    fixed, beside = _totals([one for one, scales in drawn if reuse is None or not scales], uncertainty)
    if reuse is None:
        return _summary(fixed, beside, uncertainty, names)
    scaling, more = _totals([one for one, scales in drawn if scales], uncertainty)
    moved = (value >> BITS for value in map(mul, map(more.__add__, scaling), looked_up(_stream(reuse, uncertainty, lane_for(0)))))
    return _summary(list(map(add, fixed, moved)), beside, uncertainty, [*names, reuse.name])


def _of_line(line: LineWorth, uncertainty: Uncertainty) -> _Drawn:
    low, high = line.flow.low, line.flow.high
    bounds = (
        (uncertainty.low, uncertainty.high) if low is None and high is None else (1 if low is None else low, 1 if high is None else high)
    )
    worth = int(whole_kroner(line.npv))
    return _Drawn(line.flow.line, str(line.position), min(Fraction(bounds[0]), Fraction(1)), max(Fraction(bounds[1]), Fraction(1)), worth)


def _of_take_up(application: Application) -> _Drawn | None:
    reuse, stated = application.reuse, stated_take_up(application.reuse)
    if not stated or (reuse.low is None and reuse.high is None):
        return None
    low, high = ((stated if one is None else one) / stated for one in (reuse.low, reuse.high))
    return _Drawn("take_up", "take-up", min(low, Fraction(1)), max(high, Fraction(1)), 1)


def _totals(drawn: Sequence[_Drawn], uncertainty: Uncertainty) -> tuple[list[int], int]:
    """Return the sum of what the draws of these lines come to, one number a draw, and what is to be added to each of them."""
    uncertain = [one for one in drawn if one.low != one.high and one.worth]
    ends = [one.worth * ceil(one.high) for one in uncertain]
    most_lost, lane = sum(1 - end for end in ends if end < 0), lane_for(sum(1 + abs(end) for end in ends))
    lanes = every(uncertainty.draws, 1, lane) * most_lost
    for one in uncertain:
        lanes += weighed(_stream(one, uncertainty, lane), one.worth)
    certain = sum(one.worth for one in drawn if one.low == one.high)
    return taken_apart(lanes, uncertainty.draws, lane), certain - most_lost


def _stream(one: _Drawn, uncertainty: Uncertainty, lane: int) -> Stream:
    return Stream(f"{uncertainty.seed}/{one.stream}", uncertainty.draws, one.low, one.high, uncertainty.spread, lane)


def _summary(values: list[int], beside: int, uncertainty: Uncertainty, names: Sequence[str]) -> Simulation:
    """Return the summary of these values, each with `beside` added to it: that is done to the few that are told."""
    values.sort()
    count = len(values)

    def percentile(share: int) -> int:
        return values[-(-share * count // 100) - 1] + beside

    return Simulation(
        draws=count,
        seed=uncertainty.seed,
        spread=uncertainty.spread,
        drawn=tuple(names),
        above_zero=Fraction(count - bisect_right(values, -beside), count),
        mean=int(whole_kroner(Fraction(sum(values), count) + beside)),
        p5=percentile(5),
        p10=percentile(10),
        p50=percentile(50),
        p90=percentile(90),
        p95=percentile(95),
        bins=_bins(values, beside),
    )


def _bins(values: Sequence[int], beside: int) -> tuple[Bin, ...]:
    low, high = values[0], values[-1]
    width = max(1, -(-(high - low + 1) // BINS))
    edges = [low + at * width for at in range(BINS + 1)]
    below = [bisect_left(values, edge) for edge in edges]
    told = [edge + beside for edge in edges]
    return tuple(Bin(*pair) for pair in zip(told, told[1:], map(sub, below[1:], below), strict=False))
