"""Requirements on money: cost, amount applied for, and what the project is worth. Every limit is compared exactly."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Final

from reviewer.domain.committee import AmountApplied, BenefitCostRatio, NpvAbove, NpvPerKrone, ProjectCost
from reviewer.domain.economics import NO_COSTS, NO_INVESTMENT, Appraisal, Source, whole_kroner
from reviewer.domain.requirements.finding import OUTCOME, Check, Facts, Finding, Names, VerdictKind, Words, limits, measured, unknown
from reviewer.domain.said import Kroner, Said, Share, Value, say

_NO_COST: Final = unknown(say("The application does not state the project cost."))
_NO_AMOUNT: Final = unknown(say("The application does not state the amount applied for."))
_NO_NPV: Final = unknown(say("The net present value is unknown."))
_NO_NPV_PER_KRONE: Final = unknown(say("The net present value per krone invested is unknown."))
_NO_RATIO: Final = unknown(say("The benefit-cost ratio is unknown."))
_HUNDREDTHS: Final = 100
_THOUSANDTHS: Final = 1000


def _kroner(amount: int) -> Said:
    return say("{amount}", amount=Kroner(amount))


def project_cost(test: ProjectCost, _names: Names) -> Check:
    """Return the check of the project cost; both ends are inclusive."""
    low, high = test.at_least, test.at_most
    required = limits(
        None if low is None else say("at least {amount}", amount=Kroner(low)),
        None if high is None else say("at most {amount}", amount=Kroner(high)),
    )

    def look(facts: Facts) -> Finding:
        cost = facts.application.project_cost
        if cost is None:
            return _NO_COST
        holds = (low is None or cost >= low) and (high is None or cost <= high)
        return Finding.later(OUTCOME[holds], partial(_cost, cost))

    return measured(required, say("the project cost is {required}", required=required), look)


def _cost(cost: int) -> Words:
    observed = _kroner(cost)
    return observed, say("The project cost is {observed}.", observed=observed)


def amount_applied(test: AmountApplied, _names: Names) -> Check:
    """Return the check of the amount applied for: its share of the project cost and its size, both at most."""
    cap, limit = test.at_most, test.share_of_cost
    required = limits(
        None if limit is None else say("at most {share} of the project cost", share=Share(limit)),
        None if cap is None else say("at most {amount}", amount=Kroner(cap)),
    )
    n, d = (limit or Decimal(0)).as_integer_ratio()
    share = None if limit is None else Fraction(n, d)

    def look(facts: Facts) -> Finding:
        amount, cost = facts.application.amount_applied, facts.application.project_cost
        if amount is None:
            return _NO_AMOUNT
        if cap is not None and amount > cap:
            holds: bool | None = False
        elif limit is not None:
            holds = None if cost is None else amount * d <= cost * n
        else:
            holds = True
        kind = OUTCOME[holds]
        return Finding.later(kind, partial(_applied, kind, amount, cost, share))

    return measured(required, say("the amount applied for is {required}", required=required), look)


def _applied(kind: VerdictKind, amount: int, cost: int | None, limit: Fraction | None) -> Words:
    observed = _kroner(amount)
    if limit is not None and cost is not None and cost > 0:
        share = Share(shown(Fraction(amount, cost), limit, _THOUSANDTHS))
        observed = say("{amount} ({share} of the project cost)", amount=Kroner(amount), share=share)
    if kind is VerdictKind.UNKNOWN:
        return observed, say("The amount applied for is {observed}, but the project cost is not stated.", observed=observed)
    return observed, say("The amount applied for is {observed}.", observed=observed)


def shown(value: Fraction, limit: Fraction, steps: int) -> Fraction:
    """Return the value as it is to be shown with 1/`steps` precision, on the side of the limit where it really lies.

    Rounded in the usual way, 49.96 % would be shown as 50.0 % and seem to reach a limit that it does not.
    """
    n, d = value.numerator, value.denominator
    apart = n * limit.denominator - limit.numerator * d
    if not apart or abs(apart) * steps > d * limit.denominator:
        return value
    return Fraction(n * steps // d if apart < 0 else -(-n * steps // d), steps)


def npv_above(test: NpvAbove, _names: Names) -> Check:
    """Return the check that the net present value is strictly above the limit."""
    limit = test.amount
    required = say("above {amount}", amount=Kroner(limit))

    def look(facts: Facts) -> Finding:
        npv = facts.appraisal.npv
        if npv is None:
            return _missing(facts.appraisal, _NO_NPV, NO_COSTS)
        return Finding.later(OUTCOME[npv > limit], partial(_npv, facts.appraisal, npv, limit))

    return measured(required, say("the net present value is {required}", required=required), look)


def _npv(appraisal: Appraisal, npv: Fraction, limit: int) -> Words:
    observed = _kroner(whole_kroner(npv))
    if npv != limit and whole_kroner(npv) == limit:
        observed = say("{number} kr", number=shown(npv, Fraction(limit), _HUNDREDTHS))
    if appraisal.source is Source.CLAIMED:
        return observed, say(
            "The applicant states a net present value of {observed}; there is no cash flow to recompute it from.", observed=observed
        )
    return observed, _by_council(say("The net present value is {observed}.", observed=observed), appraisal, _whole_npv)


def _by_council(fact: Said, appraisal: Appraisal, read: Callable[[Appraisal], Value]) -> Said:
    """Return the fact with what it would be without the council's own assumptions, where there are any."""
    if appraisal.as_stated is None:
        return fact
    stated = read(appraisal.as_stated)
    return say("{fact} This is by the council's own assumptions; as the applicant states it, it is {stated}.", fact=fact, stated=stated)


def _whole_npv(appraisal: Appraisal) -> Kroner | None:
    return None if appraisal.npv is None else whole_kroner(appraisal.npv)


def _missing(appraisal: Appraisal, finding: Finding, lacking: Said) -> Finding:
    """Return the finding with the reason: what the cash flow lacks, or that there is none to compute from."""
    why = lacking if appraisal.source is Source.RECOMPUTED else next(iter(appraisal.warnings), None)
    return finding if why is None else unknown(say("{text} {next}", text=finding.fact, next=why))


def npv_per_krone(test: NpvPerKrone, _names: Names) -> Check:
    """Return the check that NPV per invested krone reaches the limit."""

    def fact(appraisal: Appraisal, observed: Said) -> Said:
        if appraisal.source is Source.CLAIMED:
            return say(
                "The applicant states a net present value per krone invested of {observed}; there is no cash flow to recompute it from.",
                observed=observed,
            )
        return say("The net present value per krone invested is {observed}.", observed=observed)

    required = say("at least {number}", number=test.at_least)
    clause = say("the net present value per krone invested is {required}", required=required)
    return measured(
        required,
        clause,
        _at_least(test.at_least, lambda appraisal: appraisal.npv_per_invested_krone, fact, (_NO_NPV_PER_KRONE, NO_INVESTMENT)),
    )


def benefit_cost_ratio(test: BenefitCostRatio, _names: Names) -> Check:
    """Return the check that the benefit-cost ratio reaches the limit."""

    def fact(_appraisal: Appraisal, observed: Said) -> Said:
        return say("The benefit-cost ratio is {observed}.", observed=observed)

    required = say("at least {number}", number=test.at_least)
    clause = say("the benefit-cost ratio is {required}", required=required)
    return measured(required, clause, _at_least(test.at_least, lambda appraisal: appraisal.benefit_cost_ratio, fact, (_NO_RATIO, NO_COSTS)))


def _at_least(
    at_least: Decimal, read: Callable[[Appraisal], Fraction | None], fact: Callable[[Appraisal, Said], Said], missing: tuple[Finding, Said]
) -> Callable[[Facts], Finding]:
    limit = Fraction(at_least)

    def look(facts: Facts) -> Finding:
        value = read(facts.appraisal)
        if value is None:
            return _missing(facts.appraisal, *missing)
        return Finding.later(OUTCOME[value >= limit], partial(words, facts.appraisal, value))

    def words(appraisal: Appraisal, value: Fraction) -> Words:
        observed = say("{number}", number=shown(value, limit, _HUNDREDTHS))
        return observed, _by_council(fact(appraisal, observed), appraisal, read)

    return look
