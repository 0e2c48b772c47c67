"""A claim held against other conventions than the method's: which of them would explain it.

Those that reproduce the claim within its own rounding are named. A claim has some hundred trials, and nearly all of them are far off: those
are told by whole kroner, and only the others are worked out as trials.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from operator import mul, sub
from typing import Final

from reviewer.domain.application import Application
from reviewer.domain.economics.appraisal import working_of
from reviewer.domain.economics.departures import LANE, NEXT_RATES, PARTS, Attempt, Departed, Departure, Shape, Way, attempts
from reviewer.domain.economics.discounting import Factors
from reviewer.domain.economics.draws import every, words
from reviewer.domain.economics.returns import internal_rates
from reviewer.domain.economics.rounding import Bounds, npv_bounds, npv_step, ratio_bounds
from reviewer.domain.economics.sums import Sums
from reviewer.domain.identity import Same
from reviewer.domain.method import FirstYear, InvestmentDivisor, Method, Residual, TaxedOn
from reviewer.domain.slotted import dataclass

MOST_NAMED: Final = 5
_PRECISE: Final = 10_000
"""A claim is precise where half of its last digit is at most one of so many parts of it: one that is not would be met by chance, among some
thousand trials."""

_TELLING: Final = 1_000_000
"""From so many kroner on, a figure that is met to the krone is met by no chance."""

_NO_FACTORS: Final[Factors] = ((), 1)
_WIDEST: Final = 62
"""Bits of the most kroner that fit a lane with room for their sign."""

_MIDDLE: Final = 1 << 63
"""Added to each lane, so that none is below 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What the figures would be by other conventions, and which of the claimed ones that reproduces."""

    departures: tuple[Departed, ...]
    npv: Fraction
    ratio: Fraction | None
    npv_fits: bool
    ratio_fits: bool


class Claimed:
    """A claim with all that it is tried against."""

    def __init__(self, application: Application, method: Method, sums: Sums) -> None:
        claim = application.claimed
        self.application, self.method, self.sums = application, method, sums
        self.npv = None if claim.npv is None else npv_bounds(claim.npv)
        self.ratio = None if claim.npv_per_invested_krone is None else ratio_bounds(claim.npv_per_invested_krone)
        self._tax = method.tax_rate.as_integer_ratio()
        self._taxed = sums.public if method.taxed_on is TaxedOn.NET_EFFECT else sums.public_costs
        self._net = list(map(sub, sums.benefits, sums.costs))
        self._investments = sums.investments[: 1 + max((year for year, amount in enumerate(sums.investments) if amount), default=-1)]
        self._counted = sums.kept if method.residual is Residual.NONE else len(self._net)
        self._known: dict[int, tuple[int, int, int]] = {}
        self.attempts = attempts(Same(method), self._shape())
        self._near = self._ways_near()

    def _shape(self) -> Shape:
        years, working = len(self._net), working_of(self.method)
        begin = working.rates_begin(self.application, self.sums)
        divisors, npv = tuple(self._divisors(Way(working.factors(years, begin), self._counted))), self.application.claimed.npv
        precise = npv is not None and npv_step(npv) * _PRECISE <= abs(npv)
        return Shape(years=years, counted=self._counted, begin=begin, divisors=divisors, precise=precise)

    def _divisors(self, way: Way) -> Iterator[Departure]:
        """Yield the other divisors of the ratio, those that come to the same as the method's own left out."""
        if self.ratio is None:
            return
        nominal = self.method.investment_divisor is InvestmentDivisor.NOMINAL
        invested = Departure.DIVISOR_DISCOUNTED if nominal else Departure.DIVISOR_INVESTMENT
        own = Fraction(*self._divisor(None, way))
        for kind in (Departure.DIVISOR_GRANT, Departure.DIVISOR_PROJECT_COST, invested):
            divisor = Fraction(*self._divisor(kind, way))
            if divisor > 0 and divisor != own:
                yield kind

    def trials(self, stage: Sequence[Attempt]) -> list[Trial]:
        """Return the attempts of the stage that reproduce anything of the claim."""
        tried = (self.trial(attempt) for attempt in stage if attempt.way in self._near[attempt.untaxed])
        return [trial for trial in tried if trial is not None]

    def trial(self, attempt: Attempt) -> Trial | None:
        """Return the figures by these departures from the method; None where they reproduce nothing of the claim."""
        net, taxed, over = self._present(attempt.way)
        tax, per = (0, 1) if attempt.untaxed else self._tax
        value, over = net * per - taxed * tax, over * per
        npv_fits = self.npv is not None and self.npv.hold(value, over)
        above, below = self._divisor(attempt.divisor, self.attempts.ways[attempt.way]) if self.ratio else (0, 1)
        ratio_fits = self.ratio is not None and above > 0 and self.ratio.hold(value * below, over * above)
        if not npv_fits and not ratio_fits:
            return None
        ratio = Fraction(value * below, over * above) if above > 0 else None
        return Trial(departures=attempt.departures, npv=Fraction(value, over), ratio=ratio, npv_fits=npv_fits, ratio_fits=ratio_fits)

    def _ways_near(self) -> tuple[Collection[int], Collection[int]]:
        """Return the ways by which NPV may give a claimed figure, with the tax and without it.

        Amounts are in whole kroner here, which comes within `slack` kroner of the exact figure: no way that fits is left out.
        """
        scale, (tax, per) = self.sums.scale, self._tax
        after = [(net * per - taxed * tax) // (per * scale) for net, taxed in zip(self._net, self._taxed, strict=True)]
        before, invested = ([amount // scale for amount in amounts] for amounts in (self._net, self._investments))
        if max(sum(map(abs, amounts)) for amounts in (after, before, invested)) * self.attempts.most >> _WIDEST:
            every_way = range(len(self.attempts.ways))
            return every_way, every_way
        slack, divisors = self.attempts.most * len(before) + 2, self._by_way(invested) if self.ratio else []
        spans = [(low - slack, high + slack) for low, high in self._nearly()]
        found = [self._within(spans, slack, self._by_way(amounts), divisors) for amounts in (after, before)]
        return found[0], found[1]

    def _within(self, spans: Sequence[tuple[int, int]], slack: int, values: Sequence[int], divisors: Sequence[int]) -> set[int]:
        found = {way for low, high in spans for way, value in enumerate(values) if low <= value <= high}
        if self.ratio is not None:
            low, high, over = self.ratio
            wide = (abs(low) + abs(high) + over) * slack
            pairs = enumerate(zip(values, divisors, strict=True))
            found |= {way for way, (value, divisor) in pairs if low * divisor - wide <= value * over <= high * divisor + wide}
        return found

    def _by_way(self, amounts: Sequence[int]) -> list[int]:
        """Return the amounts' present value by every way, in whole kroner: the upper half of each lane."""
        count = len(self.attempts.ways)
        lanes = sum(map(mul, amounts, self.attempts.lanes), every(count, _MIDDLE << PARTS, LANE))
        return [value - _MIDDLE for value in words(lanes.to_bytes(count * LANE, "little"))[1::2]]

    def _nearly(self) -> Iterator[tuple[int, int]]:
        """Yield from how many whole kroner to how many an NPV gives a claimed figure, the ratio by each divisor that is the same always."""
        bounds = [] if self.npv is None else [self.npv]
        if self.ratio is not None:
            low, high, over = self.ratio
            kinds = (Departure.DIVISOR_GRANT, Departure.DIVISOR_PROJECT_COST, Departure.DIVISOR_INVESTMENT)
            divisors = {self._divisor(kind, Way(_NO_FACTORS, years)) for kind in kinds for years in (self._counted, len(self._net))}
            bounds += [Bounds(low * above, high * above, over * below) for above, below in divisors if above > 0]
        return ((low // over, -(-high // over)) for low, high, over in bounds)

    def loose(self, trial: Trial) -> bool:
        """Whether it comes to the claimed NPV (where none is claimed, the ratio) within its rounding, but not exactly.

        To the krone is exact; a small amount would be met so by chance, and there all that fits is alike.
        """
        npv, ratio = self.application.claimed.npv, self.application.claimed.npv_per_invested_krone
        if npv is not None:
            return abs(npv) >= _TELLING and abs(trial.npv - npv) * 2 > 1
        return ratio is not None and trial.ratio != Fraction(ratio)

    def _present(self, place: int) -> tuple[int, int, int]:
        """Return the present values of the net and of what is taxed, and what both are over: with or without the tax they are the same."""
        found = self._known.get(place)
        if found is None:
            (factors, denominator), years = self.attempts.ways[place]
            net, taxed = sum(map(mul, self._net[:years], factors)), sum(map(mul, self._taxed[:years], factors))
            found = self._known[place] = net, taxed, denominator * self.sums.scale
        return found

    def _divisor(self, kind: Departure | None, way: Way) -> tuple[int, int]:
        """Return what NPV is divided by, as a whole number over another; None is the method's own divisor."""
        if kind is Departure.DIVISOR_GRANT:
            return self.application.amount_applied or 0, 1
        if kind is Departure.DIVISOR_PROJECT_COST:
            return self.application.project_cost or 0, 1
        investments, nominal = self._investments[: way.years], self.method.investment_divisor is InvestmentDivisor.NOMINAL
        if nominal if kind is None else kind is Departure.DIVISOR_INVESTMENT:
            return sum(investments), self.sums.scale
        return sum(map(mul, investments, way.factors[0])), way.factors[1] * self.sums.scale

    def rates(self) -> tuple[Decimal, ...]:
        """Return the constant rates from 0 to 1 at which the cash flow gives the claimed NPV, to eight decimals."""
        claim = self.application.claimed.npv
        if claim is None:
            return ()
        tax, per = self._tax
        net = [net * per - taxed * tax for net, taxed in zip(self._net[: self._counted], self._taxed, strict=False)]
        flows = [0, *net] if self.method.first_year is FirstYear.DISCOUNTED else net
        found = internal_rates([flows[0] - claim * per * self.sums.scale, *flows[1:]])
        return tuple(rate for rate in found if 0 <= rate < 1)


def explaining(claimed: Claimed) -> tuple[Trial, ...]:
    """Return the trials that reproduce the whole claim exactly, with the fewest departures; else those that do within its rounding.

    Where none reproduces the whole, those that reproduce a part of it; but where one of the figures agrees already, a trial that loses the
    one for the other explains nothing.
    """
    tried, fitting = [], list[Trial]()
    for stage in claimed.attempts.stages:
        tried.append(claimed.trials(stage))
        whole = [one for one in tried[-1] if (one.npv_fits or claimed.npv is None) and (one.ratio_fits or claimed.ratio is None)]
        exact = [one for one in whole if not claimed.loose(one)]
        if exact:
            return _named(exact)
        fitting = fitting or whole
    agrees = claimed.trial(claimed.attempts.own) is not None
    return _named(fitting) if fitting else () if agrees else _named(next(filter(None, tried[:2]), []))


def _named(trials: Sequence[Trial]) -> tuple[Trial, ...]:
    return tuple(chain.from_iterable(alike(trials)[:MOST_NAMED]))


def alike(trials: Sequence[Trial]) -> tuple[tuple[Trial, ...], ...]:
    """Return the trials, those side by side that differ by the next rate alone: one explanation, within whose rounding the rate may lie."""
    found: list[list[Trial]] = []
    for trial in trials:
        before = next((group for group in found if _continues(group[-1], trial)), None)
        if before is None:
            found.append([trial])
        else:
            before.append(trial)
    return tuple(map(tuple, found))


def _continues(before: Trial, after: Trial) -> bool:
    """Whether the second reproduces the same as the first, at the next rate that is tried."""
    first, second = _other_rate(before), _other_rate(after)
    others = [{one for one in trial.departures if one.kind is not Departure.OTHER_RATE} for trial in (before, after)]
    fits = [(trial.npv_fits, trial.ratio_fits) for trial in (before, after)]
    stepped = first is not None and second is not None and (first, second) in NEXT_RATES
    return stepped and others[0] == others[1] and fits[0] == fits[1]


def _other_rate(trial: Trial) -> Decimal | None:
    return next((one.rate for one in trial.departures if one.kind is Departure.OTHER_RATE), None)
