"""Internal rates of return: all of them, found by counting and not by luck.

With g = 1 + rate, the flows are the coefficients of a polynomial in g, the first flow the highest. Its positive roots are counted by
Descartes' rule where that decides (one change of sign: one root), else by Sturm's theorem, on integers throughout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm
from typing import Final

PLACES: Final = 8
_BITS: Final = 40  # 2^-40 is far finer than eight decimals

Polynomial = list[int]
"""Coefficients, the highest power first, without leading zeros."""


def internal_rates(flows: Sequence[int | Decimal | Fraction]) -> tuple[Decimal, ...]:
    """Return every rate above -1 at which the flows' present value is 0, ascending, to eight decimals; () where there is none."""
    growth = _stripped(_whole(flows))
    changes = _changes(growth)
    if not changes:
        return ()
    exponent = _bound(growth)
    scaled = _primitive([a << exponent * (len(growth) - 1 - i) for i, a in enumerate(growth)])
    if changes == 1:
        return (_rate(scaled, 0, 0, exponent),)
    chain = _sturm_chain(_square_free(scaled))
    return tuple(sorted(_rate(chain[0], m, k, exponent) for m, k in _isolated(chain)))


def _whole(flows: Sequence[int | Decimal | Fraction]) -> Polynomial:
    exact = [flow.as_integer_ratio() for flow in flows]
    scale = lcm(*(over for _, over in exact))
    return [amount * (scale // over) for amount, over in exact]


def _stripped(flows: Polynomial) -> Polynomial:
    """Return the flows from the first that is not 0 to the last: years of nothing before or after change no rate."""
    used = [i for i, flow in enumerate(flows) if flow]
    return flows[used[0] : used[-1] + 1] if used else []


def _changes(values: Sequence[int]) -> int:
    signs = [value > 0 for value in values if value]
    return sum(a != b for a, b in pairwise(signs))


def _bound(growth: Polynomial) -> int:
    """Return e such that every root is below 2^e (Cauchy's bound)."""
    return (1 + max(map(abs, growth)) // abs(growth[0]) + 1).bit_length()


def _value(polynomial: Polynomial, m: int, k: int) -> int:
    """Return the value at m/2^k, times a positive number that makes it whole."""
    total = 0
    for i, a in enumerate(polynomial):
        total = total * m + (a << k * i)
    return total


def _rate(polynomial: Polynomial, m: int, k: int, exponent: int) -> Decimal:
    """Return the rate of the one simple root in (m, m+1] / 2^k, where the variable is g / 2^exponent."""
    above = _value(polynomial, m + 1, k)
    while above and k < exponent + _BITS:
        m, k = 2 * m, k + 1
        middle = _value(polynomial, m + 1, k)
        if not middle:
            above = 0
        elif (middle > 0) != (above > 0):
            m += 1
    ends = Fraction(m + 1, 1 << k) if not above else Fraction(2 * m + 1, 2 << k)
    return Decimal(round((ends * (1 << exponent) - 1) * 10**PLACES)).scaleb(-PLACES)


def _isolated(chain: list[Polynomial]) -> Iterator[tuple[int, int]]:
    """Yield (m, k) for each interval (m, m+1] / 2^k in (0, 1] that holds exactly one root."""
    waiting = [(0, 0, _variations(chain, 0, 0), _variations(chain, 1, 0))]
    while waiting:
        m, k, below, above = waiting.pop()
        if below - above == 1:
            yield m, k
        elif below - above > 1:
            middle = _variations(chain, 2 * m + 1, k + 1)
            waiting += [(2 * m, k + 1, below, middle), (2 * m + 1, k + 1, middle, above)]


def _variations(chain: list[Polynomial], m: int, k: int) -> int:
    return _changes([_value(polynomial, m, k) for polynomial in chain])


def _sturm_chain(polynomial: Polynomial) -> list[Polynomial]:
    chain = [polynomial, _derivative(polynomial)]
    while rest := _remainder(chain[-2], chain[-1]):
        chain.append([-a for a in rest])
    return chain


def _square_free(polynomial: Polynomial) -> Polynomial:
    """Return the polynomial with each root once."""
    common = _sturm_chain(polynomial)[-1]
    return _primitive(_quotient(polynomial, common))


def _derivative(polynomial: Polynomial) -> Polynomial:
    degree = len(polynomial) - 1
    return _primitive([a * (degree - i) for i, a in enumerate(polynomial[:-1])])


def _primitive(polynomial: Polynomial) -> Polynomial:
    """Return it divided by its coefficients' common factor, signs kept."""
    common = gcd(*polynomial)
    return [a // common for a in polynomial] if common else []


def _remainder(dividend: Polynomial, divisor: Polynomial) -> Polynomial:
    """Return the remainder times a positive number; [] where there is none."""
    rest, scale = list(dividend), abs(divisor[0])
    while len(rest) >= len(divisor):
        times = rest[0] if divisor[0] > 0 else -rest[0]
        for i, a in enumerate(rest):
            rest[i] = a * scale - (times * divisor[i] if i < len(divisor) else 0)
        del rest[0]
    while rest and not rest[0]:
        del rest[0]
    return _primitive(rest) if rest else []


def _quotient(dividend: Polynomial, divisor: Polynomial) -> Polynomial:
    """Return the exact quotient; both are primitive, so it is whole (Gauss' lemma)."""
    rest, quotient = list(dividend), []
    for start in range(len(dividend) - len(divisor) + 1):
        times = rest[start] // divisor[0]
        quotient.append(times)
        for i, a in enumerate(divisor):
            rest[start + i] -= times * a
    return quotient
