"""What NPV depends on most: one thing changed at a time, and two at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import ceil
from operator import itemgetter, mul, sub
from typing import Final, NamedTuple

from reviewer.domain.application import Application, Role, Side
from reviewer.domain.economics.appraisal import appraise, working_of
from reviewer.domain.economics.assumptions import AS_STATED, Assumptions
from reviewer.domain.economics.breakdown import Discounted, LineWorth, by_line, discounted
from reviewer.domain.economics.discounting import total
from reviewer.domain.economics.lines import stated_span
from reviewer.domain.economics.takeup import BreakEvenTakeUp, break_even, final_take_up, stated_take_up
from reviewer.domain.identity import Same
from reviewer.domain.method import Method, Residual, TaxedOn
from reviewer.domain.slotted import dataclass

SHARES: Final = (Fraction(1, 10), Fraction(1, 4), Fraction(1, 2))
"""How far each thing is changed, down and up."""

TWO_WAY: Final = (Fraction(1, 2), Fraction(3, 4), Fraction(1), Fraction(5, 4), Fraction(3, 2))
"""The factors of a two-way grid."""


class Lever(StrEnum):
    """What can be changed; a line is changed by its position."""

    LINE = "line"
    BENEFITS = "benefits"
    COSTS = "costs"
    INVESTMENT = "investment"
    TAKE_UP = "take_up"
    RATE = "rate"
    RATE_YEARS = "rate_years"
    TAX_RATE = "tax_rate"
    PERIOD = "period"
    RESIDUAL_YEARS = "residual_years"
    REAL_GROWTH = "real_growth"
    DELAY = "delay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """NPV where one thing is `share` lower and as much higher, or at the applicant's own low and high (then `share` is None).

    What is counted in years is changed by the whole number nearest to the share, the lower of two as near: then `years` are those that
    were used, and the factors say so.
    """

    lever: Lever
    line: LineWorth | None = None
    share: Fraction | None = None
    low_factor: Fraction
    high_factor: Fraction
    at_low: Fraction
    at_high: Fraction
    years: tuple[int, int] | None = None

    @property
    def width(self) -> Fraction:
        """How far apart the two net present values are, in kroner."""
        return abs(self.at_high - self.at_low)


Things = dict[Fraction | None, Swing]
"""The swings of one thing by how far it is changed; None is the applicant's own low and high."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """NPV with two things changed: one row a factor of the first, one column a factor of the second."""

    rows: tuple[Fraction, ...]
    columns: tuple[Fraction, ...]
    values: tuple[tuple[Fraction, ...], ...]


class TwoWay(NamedTuple):
    """A grid, and what changes down its rows and across its columns."""

    levers: tuple[Lever, Lever]
    grid: Grid


def npv_with(application: Application, method: Method, assumptions: Assumptions, lever: Lever, factor: Fraction) -> Fraction | None:
    """Return NPV with the lever at `factor` times its value; a period is rounded to whole years, and a delay is the factor in years."""
    changed_method, changed = moved(application, method, assumptions, lever, factor)
    return appraise(application, changed_method, changed).npv


def moved(application: Application, method: Method, assumptions: Assumptions, lever: Lever, factor: Fraction) -> tuple[Method, Assumptions]:
    """Return method and assumptions with the lever moved."""
    changed = _moved_method(application, method, lever, factor)
    return (method, _moved_assumptions(application, assumptions, lever, factor)) if changed is None else (changed, assumptions)


def _moved_method(application: Application, method: Method, lever: Lever, factor: Fraction) -> Method | None:
    """Return the method with one of its parameters moved; None where the lever is none of them."""
    match lever:
        case Lever.RATE:
            return _at_rates(Same(method), factor)
        case Lever.RATE_YEARS:
            return _at_years(Same(method), factor)
        case Lever.TAX_RATE:
            return _at_tax_rate(Same(method), factor)
        case Lever.PERIOD:
            return _over_period(Same(method), _period(_last_year(application, method), factor))
        case Lever.RESIDUAL_YEARS:
            return replace(method, residual_years=max(0, round(method.residual_years * factor)))
        case Lever.REAL_GROWTH:
            return replace(method, real_growth=tuple(replace(one, rate=_times(one.rate, factor)) for one in method.real_growth))
        case _:
            return None


def _moved_assumptions(application: Application, assumptions: Assumptions, lever: Lever, factor: Fraction) -> Assumptions:
    match lever:
        case Lever.BENEFITS:
            return replace(assumptions, benefits=assumptions.benefits * factor)
        case Lever.COSTS:
            return replace(assumptions, costs=assumptions.costs * factor)
        case Lever.INVESTMENT:
            return replace(assumptions, investment=assumptions.investment * factor)
        case Lever.TAKE_UP:
            return replace(assumptions, take_up=final_take_up(application.reuse, assumptions) * factor, municipalities=None)
        case Lever.DELAY:
            return replace(assumptions, delay=assumptions.delay + round(factor))
        case _:
            raise ValueError("a line is changed by its position in Assumptions.lines")


@lru_cache(maxsize=64)
def _at_rates(method: Same[Method], factor: Fraction) -> Method:
    """Return the same method for every application, so that what its computations share is made once."""
    return replace(method.held, rates=tuple(replace(step, rate=_times(step.rate, factor)) for step in method.held.rates))


@lru_cache(maxsize=64)
def _at_years(method: Same[Method], factor: Fraction) -> Method:
    steps = method.held.rates
    return replace(method.held, rates=tuple(replace(step, from_year=round(step.from_year * factor)) for step in steps))


@lru_cache(maxsize=64)
def _at_tax_rate(method: Same[Method], factor: Fraction) -> Method:
    return replace(method.held, tax_rate=_times(method.held.tax_rate, factor))


@lru_cache(maxsize=64)
def _over_period(method: Same[Method], period: int) -> Method:
    return replace(method.held, period=period)


def _times(rate: Decimal, factor: Fraction) -> Decimal:
    return rate * factor.numerator / factor.denominator


def _period(years: int, factor: Fraction) -> int:
    return max(0, round(years * factor))


def _last_year(application: Application, method: Method) -> int:
    """Return how many years after the base year count."""
    span = stated_span(application.flows, method)
    return 0 if span is None else span.kept - 1


def tornado(
    application: Application, method: Method, assumptions: Assumptions = AS_STATED, share: Fraction = Fraction(1, 4)
) -> tuple[Swing, ...]:
    """Return every line and parameter changed by the share, down and up, the widest swing first; what changes nothing is left out."""
    lines, found = by_line(application, method, assumptions), discounted(application, method, assumptions)
    if not lines or found is None:
        return ()
    varied, low, high = _Varied(application, method, assumptions, found), 1 - share, 1 + share
    swings = [_line_swing(varied.stated, line, low, high, share) for line in lines]
    swings += [_swing(varied, lever, share) for lever in _levers(application, method)]
    return _widest_first(swings)


class _Varied:
    """A cash flow on which levers are moved: what a lever does not change is summed once."""

    def __init__(self, application: Application, method: Method, assumptions: Assumptions, found: Discounted) -> None:
        self.application, self.method, self.assumptions = application, method, assumptions
        sums = found.sums
        self.last_year = found.lines.span.kept - 1
        self._scale, self._counted = sums.scale, found.counted
        self._net = list(map(sub, sums.benefits, sums.costs))
        self._taxed = sums.public if method.taxed_on is TaxedOn.NET_EFFECT else sums.public_costs
        self._begin = working_of(method).rates_begin(application, sums, assumptions)
        self.stated = self._by(method, found.counted)
        lines = by_line(application, method, assumptions)
        self._scaling = total(line.npv for line in lines if line.flow.scales_with_reuse)

    def npv(self, lever: Lever, factor: Fraction) -> Fraction:
        """Return what `npv_with` does."""
        match lever:
            case Lever.TAKE_UP:
                return self.stated + (factor - 1) * self._scaling
            case Lever.RATE | Lever.RATE_YEARS | Lever.TAX_RATE:
                return self._by(moved(self.application, self.method, self.assumptions, lever, factor)[0], self._counted)
            case Lever.PERIOD if self.method.residual is Residual.NONE:
                return self._by(self.method, 1 + _period(self.last_year, factor))
            case _:
                return npv_with(self.application, self.method, self.assumptions, lever, factor) or Fraction(0)

    def _by(self, method: Method, years: int) -> Fraction:
        """Return NPV by the method's rates and tax, where so many years count."""
        working = working_of(method)
        (factors, denominator), (tax, per) = working.factors(len(self._net), self._begin), working.tax
        net, taxed = (sum(map(mul, amounts[:years], factors)) for amounts in (self._net, self._taxed))
        return Fraction(net * per - taxed * tax, denominator * per * self._scale)


def one_way(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> dict[Fraction | None, tuple[Swing, ...]]:
    """Return a tornado for each of `SHARES`, and under None one for the applicant's own low and high."""
    found: dict[Fraction | None, tuple[Swing, ...]] = {share: tornado(application, method, assumptions, share) for share in SHARES}
    return found | {None: own_bounds(application, method, assumptions)}


def one_at_a_time(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> tuple[Things, ...]:
    """Return the same thing by thing, the one with the widest swing first, which the applicant's own bounds decide only where alone."""
    found: dict[tuple[Lever, int | None], Things] = {}
    for swings in one_way(application, method, assumptions).values():
        for swing in swings:
            thing = (swing.lever, None if swing.line is None else swing.line.position)
            found.setdefault(thing, {})[swing.share] = swing
    return tuple(sorted(found.values(), key=lambda things: -max(_widths(things))))


def _widths(things: Things) -> list[Fraction]:
    return [swing.width for share, swing in things.items() if share is not None] or [swing.width for swing in things.values()]


def own_bounds(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> tuple[Swing, ...]:
    """Return NPV at the applicant's own low and high: of each line that has them, and of take-up; the widest swing first."""
    lines = by_line(application, method, assumptions)
    npv = total(line.npv for line in lines)
    swings = []
    for line in lines:
        low, high = line.flow.low, line.flow.high
        if low is not None or high is not None:
            bounds = (Fraction(1 if low is None else low), Fraction(1 if high is None else high))
            swings.append(_line_swing(npv, line, *bounds, None))
    reuse, stated = application.reuse, stated_take_up(application.reuse)
    if lines and stated and (reuse.low is not None or reuse.high is not None):
        low_share, high_share = ((stated if one is None else one) / stated for one in (reuse.low, reuse.high))
        at_low, at_high = (npv_at_take_up(application, method, final, assumptions) or Fraction(0) for final in (low_share, high_share))
        swings.append(Swing(lever=Lever.TAKE_UP, low_factor=low_share, high_factor=high_share, at_low=at_low, at_high=at_high))
    return _widest_first(swings)


def _line_swing(npv: Fraction, line: LineWorth, low: Fraction, high: Fraction, share: Fraction | None) -> Swing:
    return Swing(
        lever=Lever.LINE,
        line=line,
        share=share,
        low_factor=low,
        high_factor=high,
        at_low=npv + (low - 1) * line.npv,
        at_high=npv + (high - 1) * line.npv,
    )


def _swing(varied: _Varied, lever: Lever, share: Fraction) -> Swing:
    low, high, years = 1 - share, 1 + share, None
    whole = {Lever.PERIOD: varied.last_year, Lever.RESIDUAL_YEARS: varied.method.residual_years}.get(lever)
    if whole:
        changed = ceil(share * whole - Fraction(1, 2))
        years = whole - changed, whole + changed
        low, high = Fraction(years[0], whole), Fraction(years[1], whole)
    at_low, at_high = (varied.npv(lever, factor) for factor in (low, high))
    return Swing(lever=lever, share=share, low_factor=low, high_factor=high, at_low=at_low, at_high=at_high, years=years)


def _levers(application: Application, method: Method) -> list[Lever]:
    levers = [Lever.RATE, Lever.TAX_RATE, Lever.PERIOD]
    if any(step.from_year for step in method.rates):
        levers.append(Lever.RATE_YEARS)
    if any(flow.scales_with_reuse for flow in application.flows):
        levers.insert(0, Lever.TAKE_UP)
    if method.real_growth:
        levers.append(Lever.REAL_GROWTH)
    return [*levers, Lever.RESIDUAL_YEARS] if method.residual is Residual.CARRIED_ON else levers


def _widest_first(swings: Sequence[Swing]) -> tuple[Swing, ...]:
    widths = [(swing.width, swing) for swing in swings]
    return tuple(swing for _, swing in sorted((pair for pair in widths if pair[0]), key=itemgetter(0), reverse=True))


def grid(
    application: Application,
    method: Method,
    rows: tuple[Lever, Sequence[Fraction]],
    columns: tuple[Lever, Sequence[Fraction]],
    assumptions: Assumptions = AS_STATED,
) -> Grid | None:
    """Return NPV for every pair of factors; None where there is no cash flow: a claim alone does not move."""
    if not by_line(application, method, assumptions):
        return None
    values = []
    for row in rows[1]:
        row_method, row_assumptions = moved(application, method, assumptions, rows[0], row)
        line = [npv_with(application, row_method, row_assumptions, columns[0], column) for column in columns[1]]
        if None in line:
            return None
        values.append(tuple(value for value in line if value is not None))
    return Grid(rows=tuple(rows[1]), columns=tuple(columns[1]), values=tuple(values))


def two_way(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> TwoWay | None:
    """Return NPV by what the benefits and the costs hang on: take-up, else all benefits, and the investment, else all costs."""
    flows = application.flows
    down = Lever.TAKE_UP if any(flow.scales_with_reuse for flow in flows) else Lever.BENEFITS
    across = Lever.INVESTMENT if any(flow.side is Side.COST and flow.role is Role.INVESTMENT for flow in flows) else Lever.COSTS
    found = grid(application, method, (down, TWO_WAY), (across, TWO_WAY), assumptions)
    return None if found is None else TwoWay((down, across), found)


def take_up_parts(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> tuple[Fraction, Fraction] | None:
    """Return (fixed, scaling): NPV = fixed + scaling × the part of the stated take-up that comes true. None without a cash flow."""
    lines = by_line(application, method, replace(assumptions, take_up=Fraction(1), municipalities=None))
    if not lines:
        return None
    scaling = total(line.npv for line in lines if line.flow.scales_with_reuse)
    return total(line.npv for line in lines) - scaling, scaling


def npv_at_take_up(application: Application, method: Method, final: Fraction, assumptions: Assumptions = AS_STATED) -> Fraction | None:
    """Return NPV where this part of the stated take-up comes true in the end (1 is as stated)."""
    parts = take_up_parts(application, method, assumptions)
    return None if parts is None else parts[0] + parts[1] * final


def break_even_take_up(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> BreakEvenTakeUp | None:
    """Return the take-up at which NPV is 0; None without a cash flow, or where no line scales."""
    parts = take_up_parts(application, method, assumptions)
    if parts is None or not any(flow.scales_with_reuse and any(flow.amounts.values()) for flow in application.flows):
        return None
    return break_even(*parts, stated_take_up(application.reuse))


def pv_of(lines: Sequence[LineWorth], side: Side) -> Fraction:
    """Return what all lines of one side add to NPV."""
    return total(line.npv for line in lines if line.flow.side is side)
