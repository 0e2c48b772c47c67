"""What NPV can bear, in words: how far each thing may change, and how late the project may be, before NPV is 0."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from reviewer.domain.application import Application
from reviewer.domain.economics.assumptions import AS_STATED, Assumptions
from reviewer.domain.economics.breakeven import (
    BreakEven,
    break_even_growth,
    break_even_rates,
    break_evens,
    fewest_years,
    longest_delay,
    longest_slip,
)
from reviewer.domain.economics.sensitivity import Lever
from reviewer.domain.economics.words import LEVERS
from reviewer.domain.method import Method
from reviewer.domain.said import Listed, Said, Share, say, say_number


def limits(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> tuple[Said, ...]:
    """Return a sentence for each thing that has a limit, the whole first, then line by line, then time; () without a cash flow."""
    given = (application, method, assumptions)
    found = break_evens(*given)
    if not found:
        return ()
    told = (
        *(break_even_words(one, method) for one in found),
        rates_words(break_even_rates(*given)),
        growth_words(break_even_growth(*given)),
        period_words(fewest_years(*given)),
        delay_words(longest_delay(*given)),
        slip_words(longest_slip(*given)),
    )
    return tuple(said for said in told if said is not None)


def factor_words(factor: Fraction) -> Said:
    """Return a factor as a change: `35 % less`, `12 % more`."""
    if factor < 1:
        return say("{share} less", share=Share(1 - factor))
    return say("{share} more", share=Share(factor - 1))


def break_even_words(found: BreakEven, method: Method) -> Said | None:
    """Return at what change NPV is 0, in one sentence; None where not even the thing's absence is enough, or no tax takes so much."""
    if found.factor < 0:
        return None
    if found.lever is Lever.TAX_RATE:
        rate = found.factor * Fraction(method.tax_rate)
        return say("NPV is 0 at a tax-financing rate of {rate}.", rate=Share(rate)) if rate <= 1 else None
    what = LEVERS[found.lever] if found.line is None else say("“{line}”", line=found.line.flow.line)
    return say("NPV is 0 with {what} {change}.", what=what, change=factor_words(found.factor))


def rates_words(rates: Sequence[Decimal]) -> Said | None:
    """Return at which discount rates NPV is 0; None where it is so at none."""
    if not rates:
        return None
    return say("NPV is 0 at a discount rate of {rates}.", rates=Listed(tuple(Share(Fraction(rate)) for rate in rates)))


def growth_words(rates: Sequence[Decimal]) -> Said | None:
    """Return at which real growth NPV is 0; None where it is so at none."""
    if not rates:
        return None
    return say("NPV is 0 with a real growth of {rates} a year.", rates=Listed(tuple(Share(Fraction(rate)) for rate in rates)))


def period_words(years: int | None) -> Said | None:
    """Return how short the analysis period may be; None where no period is long enough."""
    if years is None:
        return None
    return say_number(
        "NPV is 0 or above where at least {number} year after the base year counts.",
        "NPV is 0 or above where at least {number} years after the base year count.",
        years,
    )


def slip_words(years: int | None) -> Said | None:
    """Return how much later the whole project may come; None where it is not profitable as it is."""
    if years is None:
        return None
    if not years:
        return say("If the whole project comes one year later, and ends when it is stated to, NPV falls below 0.")
    return say_number(
        "The whole project may come {number} year later, and end when it is stated to, before NPV falls below 0.",
        "The whole project may come {number} years later, and end when it is stated to, before NPV falls below 0.",
        years,
    )


def delay_words(years: int | None) -> Said | None:
    """Return how much later the benefits may come; None where the project is not profitable as it is."""
    if years is None:
        return None
    if not years:
        return say("If the benefits come one year later, NPV falls below 0.")
    return say_number(
        "The benefits may come {number} year later before NPV falls below 0.",
        "The benefits may come {number} years later before NPV falls below 0.",
        years,
    )
