"""Where the claim and the flows part: how far, and which convention would explain it.

Each convention that applicants commonly use otherwise is tried alone, then two at a time; those that reproduce the claim within its own
rounding are named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from math import lcm
from operator import mul
from typing import Final, NamedTuple

from reviewer.domain.application import Application, Claim
from reviewer.domain.economics.appraisal import Appraisal, Source, working_of
from reviewer.domain.economics.discounting import Factors, discount_factors
from reviewer.domain.economics.sums import Sums, summed
from reviewer.domain.method import FirstYear, InvestmentDivisor, Method, RateStep, Residual, TaxedOn

OTHER_RATES: Final = tuple(Decimal(number) / 200 for number in range(1, 31))
"""The rates that are tried: every half per cent up to 15 %."""

MOST_NAMED: Final = 5
_COARSEST: Final = Fraction(1, 100)
"""An amount's zeros may be digits: a claimed NPV is never taken to be rounded by more than 1 %."""


class Size(StrEnum):
    """How far the recomputed figure lies from the claim: within its rounding, by the method's two limits, or not to be said."""

    AGREES = "agrees"
    SMALL = "small"
    NOTABLE = "notable"
    LARGE = "large"
    UNKNOWN = "unknown"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How the claim stands to the flows. `trials` reproduce what differs; () where nothing differs, or nothing explains it."""

    npv: Size
    ratio: Size
    trials: tuple[Trial, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpliedInvestment:
    """The investment that a claimed NPV and ratio imply together, in kroner: derived, within `low` and `high` by the rounding of both."""

    value: Fraction
    low: Fraction
    high: Fraction


def implied_investment(claim: Claim) -> ImpliedInvestment | None:
    """Return NPV over ratio; None where either is missing, or they do not have the same sign."""
    if claim.npv is None or not claim.npv_per_invested_krone:
        return None
    ratio, half = abs(Fraction(claim.npv_per_invested_krone)), _half_step(claim.npv_per_invested_krone)
    if (claim.npv > 0) != (claim.npv_per_invested_krone > 0) or ratio <= half:
        return None
    npv, step = abs(claim.npv), _npv_step(claim.npv)
    return ImpliedInvestment(value=npv / ratio, low=(npv - step) / (ratio + half), high=(npv + step) / (ratio - half))


def divisors_of_claim(application: Application, appraisal: Appraisal) -> tuple[Departure, ...]:
    """Return the divisors by which the claimed NPV gives the claimed ratio, whatever the flows give: grant, project cost or investment."""
    claim = application.claimed
    if claim.npv is None or claim.npv_per_invested_krone is None:
        return ()
    amounts = (
        (Departure.DIVISOR_INVESTMENT, appraisal.investment),
        (Departure.DIVISOR_DISCOUNTED, appraisal.pv_investment),
        (Departure.DIVISOR_PROJECT_COST, application.project_cost),
        (Departure.DIVISOR_GRANT, application.amount_applied),
    )
    claimed = claim.npv_per_invested_krone
    return tuple(kind for kind, amount in amounts if amount and ratio_fits(claim.npv / Fraction(amount), claimed))


def explain(application: Application, appraisal: Appraisal, method: Method) -> Explanation:
    """Return how far the claim lies from the flows as they are stated, and the conventions that would explain it."""
    claim = application.claimed
    own = appraisal if appraisal.source is Source.RECOMPUTED else None
    npv = Size.UNKNOWN if own is None else _size(_npv_fits(own.npv, claim), own.npv_deviation, method)
    ratio = Size.UNKNOWN if own is None else _size(_ratio_fits(own.npv_per_invested_krone, claim), own.ratio_deviation, method)
    sums = summed(application, method)
    if sums is None or not {Size.SMALL, Size.NOTABLE, Size.LARGE} & {npv, ratio}:
        return Explanation(npv=npv, ratio=ratio)
    return Explanation(npv=npv, ratio=ratio, trials=_explaining(_Claimed(application, method, sums)))


def _size(fits: bool | None, deviation: Fraction | None, method: Method) -> Size:  # noqa: FBT001 - a finding, not a choice
    if fits is None:
        return Size.UNKNOWN
    if fits:
        return Size.AGREES
    if deviation is None or abs(deviation) > method.large_deviation:
        return Size.LARGE
    return Size.NOTABLE if abs(deviation) > method.small_deviation else Size.SMALL


def _npv_fits(value: Fraction | None, claim: Claim) -> bool | None:
    return None if value is None or claim.npv is None else npv_fits(value, claim.npv)


def _ratio_fits(value: Fraction | None, claim: Claim) -> bool | None:
    claimed = claim.npv_per_invested_krone
    return None if value is None or claimed is None else ratio_fits(value, claimed)


class _Bounds(NamedTuple):
    """From `low` to `high`, both included, over `over`; whole numbers, because a claim is held against some hundred trials."""

    low: int
    high: int
    over: int

    def hold(self, numerator: int, denominator: int) -> bool:
        """Whether the fraction lies within; the denominator is above 0."""
        return self.low * denominator <= numerator * self.over <= self.high * denominator


def npv_fits(value: Fraction, claimed: int) -> bool:
    """Whether the value is the claimed one within its rounding: half of its last digit that is not 0, at most 1 %."""
    return _npv_bounds(claimed).hold(value.numerator, value.denominator)


def _npv_bounds(claimed: int) -> _Bounds:
    return _around(Fraction(claimed), _npv_step(claimed))


def _npv_step(claimed: int) -> Fraction:
    """Return half of the last digit that is not 0."""
    digits = str(abs(claimed))
    step = Fraction(10 ** (len(digits) - len(digits.rstrip("0"))), 2)
    return max(Fraction(1, 2), min(step, abs(claimed) * _COARSEST))


def ratio_fits(value: Fraction, claimed: Decimal) -> bool:
    """Whether the value is the claimed one within half of its last decimal."""
    return _ratio_bounds(claimed).hold(value.numerator, value.denominator)


def _ratio_bounds(claimed: Decimal) -> _Bounds:
    return _around(Fraction(claimed), _half_step(claimed))


def _around(middle: Fraction, half: Fraction) -> _Bounds:
    over = lcm(middle.denominator, half.denominator)
    return _Bounds(int((middle - half) * over), int((middle + half) * over), over)


def _half_step(number: Decimal) -> Fraction:
    exponent = number.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Fraction(1, 2 * 10**places)


class _Tried(NamedTuple):
    """NPV by some conventions, over a whole number, with the factors and how many years count."""

    npv: int
    over: int
    factors: Factors
    counted: int


class _Claimed:
    """A claim with all that it is tried against."""

    def __init__(self, application: Application, method: Method, sums: Sums) -> None:
        claim = application.claimed
        self.application = application
        self.npv = None if claim.npv is None else _npv_bounds(claim.npv)
        self.ratio = None if claim.npv_per_invested_krone is None else _ratio_bounds(claim.npv_per_invested_krone)
        self.method = method
        self.sums = sums
        self.begin = working_of(method).rates_begin(application, sums)
        self.taxed = sums.public if method.taxed_on is TaxedOn.NET_EFFECT else sums.public_costs
        self.net = [benefit - cost for cost, benefit in zip(sums.costs, sums.benefits, strict=True)]
        self._known: dict[tuple[Departed, ...], _Tried] = {}

    def trial(self, departures: tuple[Departed, ...]) -> Trial | None:
        """Return the figures by these departures from the method; None where they reproduce nothing of the claim."""
        kinds = {departed.kind for departed in departures}
        tried = self._tried(tuple(one for one in departures if one.kind not in _DIVISORS))
        npv_fits = self.npv is not None and self.npv.hold(tried.npv, tried.over)
        above, below = self._divisor(kinds, tried) if self.ratio else (0, 1)
        ratio_fits = self.ratio is not None and above > 0 and self.ratio.hold(tried.npv * below, tried.over * above)
        if not npv_fits and not ratio_fits:
            return None
        npv = Fraction(tried.npv, tried.over)
        ratio = npv * below / above if above > 0 else None
        return Trial(departures=departures, npv=npv, ratio=ratio, npv_fits=npv_fits, ratio_fits=ratio_fits)

    def _tried(self, departures: tuple[Departed, ...]) -> _Tried:
        """Return NPV by departures that are no divisors; those come with each of these again."""
        known = self._known.get(departures)
        if known is None:
            kinds = {departed.kind for departed in departures}
            factors, denominator = self._factors(departures)
            counted = len(self.net) if Departure.WHOLE_FLOW in kinds or self.method.residual is not Residual.NONE else self.sums.kept
            tax, per = (0, 1) if Departure.WITHOUT_TAX in kinds else self.method.tax_rate.as_integer_ratio()
            present = sum(map(mul, self.net[:counted], factors)) * per - sum(map(mul, self.taxed[:counted], factors)) * tax
            known = _Tried(present, denominator * per * self.sums.scale, (factors, denominator), counted)
            self._known[departures] = known
        return known

    def _factors(self, departures: tuple[Departed, ...]) -> Factors:
        method, rates, inflation = self.method, self.method.rates, Decimal(0)
        kinds = {departed.kind for departed in departures}
        for kind, rate in departures:
            if kind is Departure.CURRENT_PRICES and rate is not None:
                inflation = rate
            elif kind in {Departure.OTHER_RATE, Departure.UNDISCOUNTED}:
                rates = (RateStep(from_year=0, rate=rate or Decimal(0)),)
        first = _OTHER[method.first_year] if Departure.FIRST_YEAR in kinds else method.first_year
        return _tried_factors(rates, first, len(self.net), self.begin, inflation)

    def _divisor(self, kinds: set[Departure], tried: _Tried) -> tuple[int, int]:
        """Return what NPV is divided by, as a whole number over another."""
        if Departure.DIVISOR_GRANT in kinds:
            return self.application.amount_applied or 0, 1
        if Departure.DIVISOR_PROJECT_COST in kinds:
            return self.application.project_cost or 0, 1
        investments = self.sums.investments[: tried.counted]
        nominal = self.method.investment_divisor is InvestmentDivisor.NOMINAL
        if Departure.DIVISOR_INVESTMENT in kinds or (nominal and Departure.DIVISOR_DISCOUNTED not in kinds):
            return sum(investments), self.sums.scale
        factors, denominator = tried.factors
        return sum(map(mul, investments, factors)), denominator * self.sums.scale

    def conventions(self) -> list[Departed]:
        """Return every single departure that would change a figure, the commonest first."""
        method = self.method
        found = [Departed(Departure.WITHOUT_TAX)] if method.tax_rate else []
        found += [Departed(Departure.UNDISCOUNTED), Departed(Departure.FIRST_YEAR)]
        if len(self.net) > self.sums.kept and method.residual is Residual.NONE:
            found.append(Departed(Departure.WHOLE_FLOW))
        found += [Departed(Departure.CURRENT_PRICES, rate) for rate in method.inflation]
        own = self._tried(()).factors
        rates = (Departed(Departure.OTHER_RATE, rate) for rate in OTHER_RATES)
        return [*found, *self._divisors(), *(one for one in rates if not _same(self._factors((one,)), own))]

    def _divisors(self) -> Iterator[Departed]:
        """Yield the other divisors of the ratio, those that come to the same as the method's own left out."""
        if self.ratio is None:
            return
        nominal = self.method.investment_divisor is InvestmentDivisor.NOMINAL
        invested = Departure.DIVISOR_DISCOUNTED if nominal else Departure.DIVISOR_INVESTMENT
        own = Fraction(*self._divisor(set(), self._tried(())))
        for kind in (Departure.DIVISOR_GRANT, Departure.DIVISOR_PROJECT_COST, invested):
            divisor = Fraction(*self._divisor({kind}, self._tried(())))
            if divisor > 0 and divisor != own:
                yield Departed(kind)


def _same(some: Factors, others: Factors) -> bool:
    return all(one * others[1] == other * some[1] for one, other in zip(some[0], others[0], strict=True))


_OTHER = {FirstYear.DISCOUNTED: FirstYear.UNDISCOUNTED, FirstYear.UNDISCOUNTED: FirstYear.DISCOUNTED}
_DISCOUNTING = frozenset({Departure.UNDISCOUNTED, Departure.OTHER_RATE, Departure.CURRENT_PRICES})
_DIVISORS = frozenset({Departure.DIVISOR_GRANT, Departure.DIVISOR_PROJECT_COST, Departure.DIVISOR_DISCOUNTED, Departure.DIVISOR_INVESTMENT})


def _explaining(claimed: _Claimed) -> tuple[Trial, ...]:
    """Return the trials that reproduce the whole claim with the fewest departures; where none does, those that reproduce a part of it.

    Where one of the figures agrees already, a trial that loses the one for the other explains nothing.
    """
    single = claimed.conventions()
    stages: list[list[tuple[Departed, ...]]] = [[(one,) for one in single], list(_pairs(single))]
    tried = [[trial for departures in stage if (trial := claimed.trial(departures)) is not None] for stage in stages]
    for stage in tried:
        whole = [one for one in stage if (one.npv_fits or claimed.npv is None) and (one.ratio_fits or claimed.ratio is None)]
        if whole:
            return _named(whole)
    agrees = claimed.trial(()) is not None
    return () if agrees else _named(next(filter(None, tried), []))


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
    """Whether the second reproduces the same as the first, one step up in the rate."""
    rates = [_other_rate(trial) for trial in (before, after)]
    others = [{one for one in trial.departures if one.kind is not Departure.OTHER_RATE} for trial in (before, after)]
    fits = [(trial.npv_fits, trial.ratio_fits) for trial in (before, after)]
    stepped = rates[0] is not None and rates[1] is not None and rates[1] - rates[0] == OTHER_RATES[1] - OTHER_RATES[0]
    return stepped and others[0] == others[1] and fits[0] == fits[1]


def _other_rate(trial: Trial) -> Decimal | None:
    return next((one.rate for one in trial.departures if one.kind is Departure.OTHER_RATE), None)


def _pairs(single: list[Departed]) -> Iterator[tuple[Departed, ...]]:
    """Yield two departures at a time that do not say the same thing differently."""
    for at, one in enumerate(single):
        for other in single[at + 1 :]:
            kinds = {one.kind, other.kind}
            if not (kinds <= _DISCOUNTING or kinds <= _DIVISORS or kinds == {Departure.UNDISCOUNTED, Departure.FIRST_YEAR}):
                yield one, other


@lru_cache(maxsize=4096)
def _tried_factors(rates: tuple[RateStep, ...], first: FirstYear, years: int, begin: int, inflation: Decimal) -> Factors:
    factors, denominator = discount_factors(rates, first, years, begin)
    up, down = (1 + inflation).as_integer_ratio()
    return tuple(factor * up**year * down ** (years - 1 - year) for year, factor in enumerate(factors)), denominator * down ** (years - 1)
