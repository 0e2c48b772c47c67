"""What a claimed figure's own rounding covers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Final, NamedTuple

_COARSEST: Final = Fraction(1, 100)
"""An amount's zeros may be digits: a claimed NPV is never taken to be rounded by more than 1 %."""


_DIGITS: Final = 2
"""A claim with fewer digits than these is not told as rounded: that would cover too much."""


class Bounds(NamedTuple):
    """From `low` to `high`, both included, over `over`; whole numbers, because a claim is held against some hundred trials."""

    low: int
    high: int
    over: int

    def hold(self, numerator: int, denominator: int) -> bool:
        """Whether the fraction lies within; the denominator is above 0."""
        return self.low * denominator <= numerator * self.over <= self.high * denominator


def npv_fits(value: Fraction, claimed: int) -> bool:
    """Whether the value is the claimed one within its rounding: half of its last digit that is not 0, at most 1 %."""
    return npv_bounds(claimed).hold(value.numerator, value.denominator)


def rounds_to(value: Fraction, claimed: int) -> bool:
    """Whether the claim is the value, rounded to the digits of the claim that are not noughts at its end; these are two at least."""
    told = str(abs(claimed))
    digits = told.rstrip("0")
    return len(digits) >= _DIGITS and 2 * abs(value - claimed) <= 10 ** (len(told) - len(digits))


def npv_bounds(claimed: int) -> Bounds:
    """Return from where to where an NPV is the claimed one."""
    return _around(Fraction(claimed), npv_step(claimed))


def npv_step(claimed: int) -> Fraction:
    """Return half of the last digit that is not 0, at most a hundredth of the whole."""
    digits = str(abs(claimed))
    step = Fraction(10 ** (len(digits) - len(digits.rstrip("0"))), 2)
    return max(Fraction(1, 2), min(step, abs(claimed) * _COARSEST))


def ratio_fits(value: Fraction, claimed: Decimal) -> bool:
    """Whether the value is the claimed one within half of its last decimal."""
    return ratio_bounds(claimed).hold(value.numerator, value.denominator)


def ratio_bounds(claimed: Decimal) -> Bounds:
    """Return from where to where a ratio is the claimed one."""
    return _around(Fraction(claimed), ratio_step(claimed))


def _around(middle: Fraction, half: Fraction) -> Bounds:
    over = lcm(middle.denominator, half.denominator)
    whole, around = middle.numerator * (over // middle.denominator), half.numerator * (over // half.denominator)
    return Bounds(whole - around, whole + around, over)


def ratio_step(number: Decimal) -> Fraction:
    """Return half of the last decimal that is written."""
    exponent = number.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Fraction(1, 2 * 10**places)
