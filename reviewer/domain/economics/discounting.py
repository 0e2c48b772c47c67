"""Discount factors and present values, exact: integers over one common denominator, and fractions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import lcm
from operator import mul

from reviewer.domain.method import FirstYear, RateStep
from reviewer.domain.said import Kroner

Factors = tuple[tuple[int, ...], int]
"""Discount factors as integers, and the denominator that all of them are over."""


def discount_factors(rates: Sequence[RateStep], first_year: FirstYear, years: int, counted_from: int = 0) -> Factors:
    """Return the factors of so many years from the base year on; the rates' years count from `counted_from` years after it.

    A lower rate applies to the later years only: the factors multiply on (R-109/14). Raises ValueError without rates or at -100 %.
    """
    lag = int(first_year is FirstYear.DISCOUNTED)
    steps = sorted(rates, key=lambda step: step.from_year)
    if not steps:
        raise ValueError("a method needs a discount rate")
    growth = [_growth(rate_after(steps, year - counted_from)) for year in range(years - 1 + lag)]
    up = list(accumulate((n for n, _ in reversed(growth)), mul, initial=1))[::-1]
    down = list(accumulate((d for _, d in growth), mul, initial=1))
    return tuple(map(mul, up, down))[lag:], up[0]


def rate_after(steps: Sequence[RateStep], year: int) -> Decimal:
    """Return the rate between this many years after the start and the next; before the first step, the first step's."""
    begun = [step.rate for step in steps if step.from_year <= year]
    return begun[-1] if begun else steps[0].rate


@lru_cache(maxsize=1024)
def _growth(rate: Decimal | Fraction) -> tuple[int, int]:
    growth = 1 + Fraction(rate)
    if growth <= 0:
        raise ValueError(f"a discount rate must be above -1, not {rate}")
    return growth.numerator, growth.denominator


def net_present_value(
    rate: Decimal | Fraction, flows: Sequence[int | Decimal | Fraction], first_year: FirstYear = FirstYear.UNDISCOUNTED
) -> Fraction:
    """Return the present value of one flow a year at a constant rate (0.04 is 4 %). Raises ValueError at -100 % and below."""
    growth = Fraction(*_growth(rate))
    total = Fraction(0)
    for flow in reversed(flows):
        total = total / growth + Fraction(flow)
    return total / growth if first_year is FirstYear.DISCOUNTED else total


def payback(net: Sequence[int]) -> Fraction | None:
    """Return the years after the first until the cumulated net stays at 0 or above, undiscounted; None if it does not.

    A year's net falls evenly within that year: -100, 40, 40, 40 is paid back after 2.5 years.
    """
    cumulated = list(accumulate(net))
    short = [year for year, total in enumerate(cumulated) if total < 0]
    if not short:
        return Fraction(0) if net else None
    last = short[-1]
    return None if last == len(net) - 1 else last + Fraction(-cumulated[last], net[last + 1])


def total(amounts: Iterable[Fraction]) -> Fraction:
    """Return the sum, reduced once: Fraction's own addition reduces at every step."""
    ratios = [(amount.numerator, amount.denominator) for amount in amounts]
    over = lcm(*(denominator for _, denominator in ratios))
    return Fraction(sum(numerator * (over // denominator) for numerator, denominator in ratios), over)


def whole_kroner(amount: Fraction) -> Kroner:
    """Return the amount in whole kroner, halves away from zero."""
    n, d = abs(amount.numerator), amount.denominator
    rounded = (2 * n + d) // (2 * d)
    return Kroner(rounded if amount >= 0 else -rounded)
