"""Where the claim and the flows part: how far, and which convention would explain it.

Each convention that applicants commonly use otherwise is tried alone, then two at a time; those that reproduce the claim within its own
rounding are named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from itertools import islice
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
    """The investment that a claimed NPV and ratio imply together, in kroner: derived, within `low` and `high` by the ratio's rounding."""

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
    npv = abs(claim.npv)
    return ImpliedInvestment(value=npv / ratio, low=npv / (ratio + half), high=npv / (ratio - half))


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


def npv_fits(value: Fraction, claimed: int) -> bool:
    """Whether the value is the claimed one within its rounding: half of its last digit that is not 0, at most 1 %."""
    digits = str(abs(claimed))
    step = Fraction(10 ** (len(digits) - len(digits.rstrip("0"))), 2)
    return abs(value - claimed) <= max(Fraction(1, 2), min(step, abs(claimed) * _COARSEST))


def ratio_fits(value: Fraction, claimed: Decimal) -> bool:
    """Whether the value is the claimed one within half of its last decimal."""
    return abs(value - Fraction(claimed)) <= _half_step(claimed)


def _half_step(number: Decimal) -> Fraction:
    exponent = number.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Fraction(1, 2 * 10**places)


class _Claimed:
    """A claim with all that it is tried against."""

    def __init__(self, application: Application, method: Method, sums: Sums) -> None:
        self.application = application
        self.claim = application.claimed
        self.method = method
        self.sums = sums
        self.begin = working_of(method).rates_begin(application, sums)
        self.taxed = sums.public if method.taxed_on is TaxedOn.NET_EFFECT else sums.public_costs
        self.net = [benefit - cost for cost, benefit in zip(sums.costs, sums.benefits, strict=True)]

    def trial(self, departures: tuple[Departed, ...]) -> Trial:
        """Return the figures by these departures from the method."""
        kinds = {departed.kind for departed in departures}
        factors, denominator = self._factors(departures)
        counted = len(self.net) if Departure.WHOLE_FLOW in kinds or self.method.residual is not Residual.NONE else self.sums.kept
        tax, per = (0, 1) if Departure.WITHOUT_TAX in kinds else self.method.tax_rate.as_integer_ratio()
        present = sum(map(mul, self.net[:counted], factors)) * per - sum(map(mul, self.taxed[:counted], factors)) * tax
        npv = Fraction(present, denominator * per * self.sums.scale)
        divisor = self._divisor(kinds, counted, (factors, denominator))
        ratio = npv / divisor if divisor > 0 else None
        fits = bool(_npv_fits(npv, self.claim)), bool(_ratio_fits(ratio, self.claim))
        return Trial(departures=departures, npv=npv, ratio=ratio, npv_fits=fits[0], ratio_fits=fits[1])

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

    def _divisor(self, kinds: set[Departure], counted: int, factors: Factors) -> Fraction:
        if Departure.DIVISOR_GRANT in kinds:
            return Fraction(self.application.amount_applied or 0)
        if Departure.DIVISOR_PROJECT_COST in kinds:
            return Fraction(self.application.project_cost or 0)
        investments = self.sums.investments[:counted]
        nominal = self.method.investment_divisor is InvestmentDivisor.NOMINAL
        if Departure.DIVISOR_INVESTMENT in kinds or (nominal and Departure.DIVISOR_DISCOUNTED not in kinds):
            return Fraction(sum(investments), self.sums.scale)
        return Fraction(sum(map(mul, investments, factors[0])), factors[1] * self.sums.scale)

    def conventions(self) -> list[Departed]:
        """Return every single departure that would change a figure, the commonest first."""
        method, application = self.method, self.application
        found = [Departed(Departure.WITHOUT_TAX)] if method.tax_rate else []
        found += [Departed(Departure.UNDISCOUNTED), Departed(Departure.FIRST_YEAR)]
        if len(self.net) > self.sums.kept and method.residual is Residual.NONE:
            found.append(Departed(Departure.WHOLE_FLOW))
        found += [Departed(Departure.CURRENT_PRICES, rate) for rate in method.inflation]
        if self.claim.npv_per_invested_krone is not None:
            nominal = method.investment_divisor is InvestmentDivisor.NOMINAL
            found += [Departed(Departure.DIVISOR_GRANT)] if application.amount_applied else []
            found += [Departed(Departure.DIVISOR_PROJECT_COST)] if application.project_cost else []
            found.append(Departed(Departure.DIVISOR_DISCOUNTED if nominal else Departure.DIVISOR_INVESTMENT))
        own = {step.rate for step in method.rates}
        return [*found, *(Departed(Departure.OTHER_RATE, rate) for rate in OTHER_RATES if own != {rate})]


_OTHER = {FirstYear.DISCOUNTED: FirstYear.UNDISCOUNTED, FirstYear.UNDISCOUNTED: FirstYear.DISCOUNTED}
_DISCOUNTING = frozenset({Departure.UNDISCOUNTED, Departure.OTHER_RATE, Departure.CURRENT_PRICES})
_DIVISORS = frozenset({Departure.DIVISOR_GRANT, Departure.DIVISOR_PROJECT_COST, Departure.DIVISOR_DISCOUNTED, Departure.DIVISOR_INVESTMENT})


def _explaining(claimed: _Claimed) -> tuple[Trial, ...]:
    """Return the trials that reproduce the whole claim with the fewest departures; where none does, those that reproduce a part of it."""
    claim = claimed.claim
    single = claimed.conventions()
    stages: list[list[tuple[Departed, ...]]] = [[(one,) for one in single], list(_pairs(single))]
    tried = [[claimed.trial(departures) for departures in stage] for stage in stages]
    checks: tuple[Callable[[Trial], bool], ...] = (
        lambda trial: (trial.npv_fits or claim.npv is None) and (trial.ratio_fits or claim.npv_per_invested_krone is None),
        lambda trial: trial.npv_fits or trial.ratio_fits,
    )
    for check in checks:
        for stage in tried:
            found = tuple(islice((trial for trial in stage if check(trial)), MOST_NAMED))
            if found:
                return found
    return ()


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
