"""Where the claim and the flows part: how far, and which convention would explain it."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from reviewer.domain.application import Application, Claim
from reviewer.domain.economics.appraisal import Appraisal, Source
from reviewer.domain.economics.departures import Departure
from reviewer.domain.economics.explaining import Claimed, Trial, explaining
from reviewer.domain.economics.rounding import npv_fits, npv_step, ratio_fits, ratio_step
from reviewer.domain.economics.sums import summed
from reviewer.domain.method import Method
from reviewer.domain.slotted import dataclass


class Size(StrEnum):
    """How far the recomputed figure lies from the claim: within its rounding, by the method's two limits, or not to be said."""

    AGREES = "agrees"
    SMALL = "small"
    NOTABLE = "notable"
    LARGE = "large"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How the claim stands to the flows. `trials` reproduce what differs; () where nothing differs, or nothing explains it.

    Where nothing does, `rates` are the discount rates at which the cash flow gives the claimed NPV, the method's other conventions kept.
    """

    npv: Size
    ratio: Size
    trials: tuple[Trial, ...] = ()
    rates: tuple[Decimal, ...] = ()


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
    ratio, half = abs(Fraction(claim.npv_per_invested_krone)), ratio_step(claim.npv_per_invested_krone)
    if (claim.npv > 0) != (claim.npv_per_invested_krone > 0) or ratio <= half:
        return None
    npv, step = abs(claim.npv), npv_step(claim.npv)
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
    npv, ratio = sizes(appraisal, method)
    sums = summed(application, method)
    if sums is None or not {Size.SMALL, Size.NOTABLE, Size.LARGE} & {npv, ratio}:
        return Explanation(npv=npv, ratio=ratio)
    claimed = Claimed(application, method, sums)
    trials = explaining(claimed)
    return Explanation(npv=npv, ratio=ratio, trials=trials, rates=() if trials or npv is Size.AGREES else claimed.rates())


def sizes(appraisal: Appraisal, method: Method) -> tuple[Size, Size]:
    """Return how far the appraisal's NPV and ratio lie from the claimed ones; the limits are the committee's own `method`'s."""
    if appraisal.source is not Source.RECOMPUTED:
        return Size.UNKNOWN, Size.UNKNOWN
    claim = appraisal.claimed
    npv = _size(_npv_fits(appraisal.npv, claim), appraisal.npv_deviation, method)
    return npv, _size(_ratio_fits(appraisal.npv_per_invested_krone, claim), appraisal.ratio_deviation, method)


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
