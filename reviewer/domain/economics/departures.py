"""Other conventions than the method's, tried on a claim: which of them would explain it.

Each convention that applicants commonly use otherwise is tried alone, then two and three at a time; those that reproduce the claim within
its own rounding are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from itertools import chain, combinations, pairwise
from operator import mul
from typing import Final, NamedTuple

from reviewer.domain.application import Application
from reviewer.domain.economics.appraisal import working_of
from reviewer.domain.economics.discounting import Factors, discount_factors
from reviewer.domain.economics.presets import PRESETS
from reviewer.domain.economics.returns import internal_rates
from reviewer.domain.economics.rounding import npv_bounds, npv_step, ratio_bounds
from reviewer.domain.economics.sums import Sums
from reviewer.domain.identity import Same
from reviewer.domain.method import FirstYear, InvestmentDivisor, Method, RateStep, Residual, TaxedOn

OTHER_RATES: Final = tuple(Decimal(number) / 1000 for number in range(1, 151))
"""The rates that are tried alone on a precise claim: every tenth of a per cent up to 15 %."""

PRESET_RATES: Final = frozenset(preset.rates[0].rate for preset in PRESETS.values())
USUAL_RATES: Final = tuple(sorted({Decimal(number) / 200 for number in range(1, 31)} | PRESET_RATES))
"""Those that are tried on every claim: every half per cent, and the rates of the conventions that have a name."""

_NEXT_RATES: Final = {*pairwise(OTHER_RATES), *pairwise(USUAL_RATES)}

OTHER_INFLATION: Final = tuple(Decimal(number) / 200 for number in range(1, 11))
"""Tried beside the method's own where it has any: every half per cent up to 5 %."""

MOST_NAMED: Final = 5
_PRECISE: Final = 10_000
"""A claim is precise where half of its last digit is at most one of so many parts of it: one that is not would be met by chance, among some
thousand trials."""

_TELLING: Final = 1_000_000
"""From so many kroner on, a figure that is met to the krone is met by no chance."""


class Departure(StrEnum):
    """One convention that differs from the method's."""

    UNDISCOUNTED = "undiscounted"
    FIRST_YEAR = "first_year"
    WITHOUT_TAX = "without_tax"
    OTHER_RATE = "other_rate"
    CURRENT_PRICES = "current_prices"
    WHOLE_FLOW = "whole_flow"
    DIVISOR_GRANT = "divisor_grant"
    DIVISOR_PROJECT_COST = "divisor_project_cost"
    DIVISOR_INVESTMENT = "divisor_investment"
    DIVISOR_DISCOUNTED = "divisor_discounted"


_GRANT, _PROJECT_COST = Departure.DIVISOR_GRANT, Departure.DIVISOR_PROJECT_COST
"""Kept by name, because reading a member off its enum costs more than comparing it, and a claim has some hundred trials."""


class Departed(NamedTuple):
    """A departure, with the rate it was tried at where it has one."""

    kind: Departure
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What the figures would be by other conventions, and which of the claimed ones that reproduces."""

    departures: tuple[Departed, ...]
    npv: Fraction
    ratio: Fraction | None
    npv_fits: bool
    ratio_fits: bool


class _Apart(NamedTuple):
    """Departures told apart: those that change the factors, whether all years count, whether there is no tax, and another divisor."""

    discounting: tuple[Departed, ...]
    whole_flow: bool
    untaxed: bool
    divisor: Departure | None


class _Tried(NamedTuple):
    """NPV by some conventions, over a whole number, with the factors and how many years count."""

    npv: int
    over: int
    factors: Factors
    counted: int


class Claimed:
    """A claim with all that it is tried against."""

    def __init__(self, application: Application, method: Method, sums: Sums) -> None:
        claim = application.claimed
        self.application = application
        self.npv = None if claim.npv is None else npv_bounds(claim.npv)
        self.ratio = None if claim.npv_per_invested_krone is None else ratio_bounds(claim.npv_per_invested_krone)
        self.method = method
        self._by = Same(method)
        self.sums = sums
        self.begin = working_of(method).rates_begin(application, sums)
        self._tax = method.tax_rate.as_integer_ratio()
        self.taxed = sums.public if method.taxed_on is TaxedOn.NET_EFFECT else sums.public_costs
        self.net = [benefit - cost for cost, benefit in zip(sums.costs, sums.benefits, strict=True)]
        self._counted = sums.kept if method.residual is Residual.NONE else len(self.net)
        self._nominal = method.investment_divisor is InvestmentDivisor.NOMINAL
        self._known: dict[tuple[tuple[Departed, ...], int], tuple[int, int]] = {}
        self._known_factors: dict[tuple[Departed, ...], Factors] = {}
        self.precise = claim.npv is not None and npv_step(claim.npv) * _PRECISE <= abs(claim.npv)

    def trial(self, departures: tuple[Departed, ...]) -> Trial | None:
        """Return the figures by these departures from the method; None where they reproduce nothing of the claim."""
        apart = _apart(departures)
        tried = self._tried(apart)
        npv_fits = self.npv is not None and self.npv.hold(tried.npv, tried.over)
        above, below = self._divisor(apart.divisor, tried) if self.ratio else (0, 1)
        ratio_fits = self.ratio is not None and above > 0 and self.ratio.hold(tried.npv * below, tried.over * above)
        if not npv_fits and not ratio_fits:
            return None
        npv = Fraction(tried.npv, tried.over)
        ratio = npv * below / above if above > 0 else None
        return Trial(departures=departures, npv=npv, ratio=ratio, npv_fits=npv_fits, ratio_fits=ratio_fits)

    def loose(self, trial: Trial) -> bool:
        """Whether it comes to the claimed NPV (where none is claimed, the ratio) within its rounding, but not exactly.

        To the krone is exact; a small amount would be met so by chance, and there all that fits is alike.
        """
        npv, ratio = self.application.claimed.npv, self.application.claimed.npv_per_invested_krone
        if npv is not None:
            return abs(npv) >= _TELLING and abs(trial.npv - npv) * 2 > 1
        return ratio is not None and trial.ratio != Fraction(ratio)

    def _tried(self, apart: _Apart) -> _Tried:
        """Return NPV by departures that are told apart."""
        counted = len(self.net) if apart.whole_flow else self._counted
        factors = self._factors(apart.discounting)
        net, taxed = self._present(apart.discounting, counted, factors[0])
        tax, per = (0, 1) if apart.untaxed else self._tax
        return _Tried(net * per - taxed * tax, factors[1] * per * self.sums.scale, factors, counted)

    def _present(self, discounting: tuple[Departed, ...], counted: int, factors: Sequence[int]) -> tuple[int, int]:
        """Return the present values of the net and of what is taxed: with the tax and without it they are the same."""
        known = self._known.get((discounting, counted))
        if known is None:
            known = sum(map(mul, self.net[:counted], factors)), sum(map(mul, self.taxed[:counted], factors))
            self._known[discounting, counted] = known
        return known

    def _factors(self, discounting: tuple[Departed, ...]) -> Factors:
        """Return the factors by the departures that change any."""
        known = self._known_factors.get(discounting)
        if known is None:
            known = self._known_factors[discounting] = _tried_factors(self._by, discounting, len(self.net), self.begin)
        return known

    def _divisor(self, kind: Departure | None, tried: _Tried) -> tuple[int, int]:
        """Return what NPV is divided by, as a whole number over another; None is the method's own divisor."""
        if kind is _GRANT:
            return self.application.amount_applied or 0, 1
        if kind is _PROJECT_COST:
            return self.application.project_cost or 0, 1
        investments = self.sums.investments[: tried.counted]
        if self._nominal if kind is None else kind is Departure.DIVISOR_INVESTMENT:
            return sum(investments), self.sums.scale
        factors, denominator = tried.factors
        return sum(map(mul, investments, factors)), denominator * self.sums.scale

    def rates(self) -> tuple[Decimal, ...]:
        """Return the constant rates from 0 to 1 at which the cash flow gives the claimed NPV, to eight decimals."""
        claim = self.application.claimed.npv
        if claim is None:
            return ()
        counted, (tax, per) = self._tried(_apart(())).counted, self._tax
        net = [net * per - taxed * tax for net, taxed in zip(self.net[:counted], self.taxed, strict=False)]
        flows = [0, *net] if self.method.first_year is FirstYear.DISCOUNTED else net
        found = internal_rates([flows[0] - claim * per * self.sums.scale, *flows[1:]])
        return tuple(rate for rate in found if 0 <= rate < 1)

    def alone(self) -> list[Departed]:
        """Return every departure that is tried alone: each convention, more inflation and, where the claim is precise, finer rates."""
        found = self.conventions()
        whole = Departed(Departure.UNDISCOUNTED)
        prices = (Departed(Departure.CURRENT_PRICES, rate) for rate in OTHER_INFLATION if self.method.inflation)
        inflation = (one for one in prices if self._differs(one, whole))
        rates = (Departed(Departure.OTHER_RATE, rate) for rate in (OTHER_RATES if self.precise else USUAL_RATES))
        others = [one for one in found if one.kind is not Departure.OTHER_RATE]
        return list(dict.fromkeys([*others, *inflation, *self._unlike_own(rates)]))

    def _unlike_own(self, rates: Iterable[Departed]) -> Iterator[Departed]:
        return (one for one in rates if self._differs(one))

    def _differs(self, one: Departed, *other: Departed) -> bool:
        """Whether the factors by the departure are others than those by the other one, or by the method where there is none."""
        return not _same(self._by, (one,), other, len(self.net), self.begin)

    def conventions(self) -> list[Departed]:
        """Return every single departure that would change a figure, the commonest first."""
        method = self.method
        found = [Departed(Departure.WITHOUT_TAX)] if method.tax_rate else []
        found += [Departed(Departure.UNDISCOUNTED), Departed(Departure.FIRST_YEAR)]
        if len(self.net) > self.sums.kept and method.residual is Residual.NONE:
            found.append(Departed(Departure.WHOLE_FLOW))
        found += [Departed(Departure.CURRENT_PRICES, rate) for rate in method.inflation]
        return [*found, *self._divisors(), *self._unlike_own(Departed(Departure.OTHER_RATE, rate) for rate in USUAL_RATES)]

    def _divisors(self) -> Iterator[Departed]:
        """Yield the other divisors of the ratio, those that come to the same as the method's own left out."""
        if self.ratio is None:
            return
        invested = Departure.DIVISOR_DISCOUNTED if self._nominal else Departure.DIVISOR_INVESTMENT
        own = Fraction(*self._divisor(None, self._tried(_apart(()))))
        for kind in (Departure.DIVISOR_GRANT, Departure.DIVISOR_PROJECT_COST, invested):
            divisor = Fraction(*self._divisor(kind, self._tried(_apart(()))))
            if divisor > 0 and divisor != own:
                yield Departed(kind)


_OTHER = {FirstYear.DISCOUNTED: FirstYear.UNDISCOUNTED, FirstYear.UNDISCOUNTED: FirstYear.DISCOUNTED}
_DISCOUNTING = frozenset({Departure.UNDISCOUNTED, Departure.OTHER_RATE, Departure.CURRENT_PRICES})
_DISCOUNTED_BY = _DISCOUNTING | {Departure.FIRST_YEAR}
_DIVISORS = frozenset({Departure.DIVISOR_GRANT, Departure.DIVISOR_PROJECT_COST, Departure.DIVISOR_DISCOUNTED, Departure.DIVISOR_INVESTMENT})


def explaining(claimed: Claimed) -> tuple[Trial, ...]:
    """Return the trials that reproduce the whole claim exactly, with the fewest departures; else those that do within its rounding.

    Where none reproduces the whole, those that reproduce a part of it; but where one of the figures agrees already, a trial that loses the
    one for the other explains nothing.
    """
    single = claimed.conventions()
    tried, fitting = [], list[Trial]()
    for stage in ([(one,) for one in claimed.alone()], _together(tuple(single), 2), _threes(claimed, single)):
        tried.append([trial for departures in stage if (trial := claimed.trial(departures)) is not None])
        whole = [one for one in tried[-1] if (one.npv_fits or claimed.npv is None) and (one.ratio_fits or claimed.ratio is None)]
        exact = [one for one in whole if not claimed.loose(one)]
        if exact:
            return _named(exact)
        fitting = fitting or whole
    agrees = claimed.trial(()) is not None
    return _named(fitting) if fitting else () if agrees else _named(next(filter(None, tried[:2]), []))


def _threes(claimed: Claimed, single: Sequence[Departed]) -> tuple[tuple[Departed, ...], ...]:
    """Return three departures at a time; where the claim is not precise, no rates but those of the conventions that have a name."""
    kept = (one for one in single if claimed.precise or one.kind is not Departure.OTHER_RATE or one.rate in PRESET_RATES)
    return _together(tuple(kept), 3)


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
    stepped = first is not None and second is not None and (first, second) in _NEXT_RATES
    return stepped and others[0] == others[1] and fits[0] == fits[1]


def _other_rate(trial: Trial) -> Decimal | None:
    return next((one.rate for one in trial.departures if one.kind is Departure.OTHER_RATE), None)


@lru_cache(maxsize=8192)
def _apart(departures: tuple[Departed, ...]) -> _Apart:
    """Return the departures told apart; most applications are tried by the same ones."""
    kinds = {one.kind for one in departures}
    return _Apart(
        discounting=tuple(one for one in departures if one.kind in _DISCOUNTED_BY),
        whole_flow=Departure.WHOLE_FLOW in kinds,
        untaxed=Departure.WITHOUT_TAX in kinds,
        divisor=next(iter(kinds & _DIVISORS), None),
    )


@lru_cache(maxsize=64)
def _together(single: tuple[Departed, ...], number: int) -> tuple[tuple[Departed, ...], ...]:
    """Return so many departures at a time, no two of which say the same thing differently; most applications have the same ones."""
    fits = [[not _alike(one.kind, other.kind) for other in single] for one in single]
    return tuple(
        tuple(single[place] for place in places)
        for places in combinations(range(len(single)), number)
        if all(fits[one][other] for one, other in combinations(places, 2))
    )


def _alike(one: Departure, other: Departure) -> bool:
    kinds = {one, other}
    return kinds <= _DISCOUNTING or kinds <= _DIVISORS or kinds == {Departure.UNDISCOUNTED, Departure.FIRST_YEAR}


@lru_cache(maxsize=4096)
def _tried_factors(by: Same[Method], departures: tuple[Departed, ...], years: int, begin: int) -> Factors:
    """Return the factors by these departures from the method, which are the same for every cash flow of so many years."""
    method, rates, inflation = by.held, by.held.rates, Decimal(0)
    kinds = {departed.kind for departed in departures}
    for kind, rate in departures:
        if kind is Departure.CURRENT_PRICES and rate is not None:
            inflation = rate
        elif kind in {Departure.OTHER_RATE, Departure.UNDISCOUNTED}:
            rates = (RateStep(from_year=0, rate=rate or Decimal(0)),)
    first = _OTHER[method.first_year] if Departure.FIRST_YEAR in kinds else method.first_year
    factors, denominator = discount_factors(rates, first, years, begin)
    up, down = (1 + inflation).as_integer_ratio()
    return tuple(factor * up**year * down ** (years - 1 - year) for year, factor in enumerate(factors)), denominator * down ** (years - 1)


@lru_cache(maxsize=4096)
def _same(by: Same[Method], one: tuple[Departed, ...], other: tuple[Departed, ...], years: int, begin: int) -> bool:
    some, others = (_tried_factors(by, departures, years, begin) for departures in (one, other))
    return all(first * others[1] == second * some[1] for first, second in zip(some[0], others[0], strict=True))
