"""How many municipalities use the solution in each year, and from how many it is profitable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import Final

from reviewer.domain.application import Curve, TakeUp

_MILLION: Final = 1_000_000
_CONTEXT: Final = Context(prec=28)
_LN_81: Final = _CONTEXT.ln(Decimal(81))
"""A logistic curve goes from a tenth to nine tenths while its exponent grows by ln 81."""


def stated_take_up(reuse: TakeUp) -> int | None:
    """Return how many municipalities the application's amounts are for in the end; None where it does not say."""
    if reuse.intended:
        return reuse.intended
    if reuse.curve is not None:
        return reuse.curve.final or None
    if reuse.by_year:
        return max(reuse.by_year.values()) or None
    return len(reuse.municipalities) or None if reuse.municipalities is not None else None


def follows_a_path(reuse: TakeUp) -> bool:
    """Whether the application says how take-up goes, so that lines that scale follow it."""
    return reuse.by_year is not None or reuse.curve is not None or reuse.share is not None


def take_up_path(reuse: TakeUp, first: int, years: int) -> list[Fraction]:
    """Return the part of full take-up in each year from `first` on; 1 where the application gives no path."""
    stated = stated_take_up(reuse)
    if reuse.by_year is not None and stated:
        return [Fraction(_reached(reuse.by_year, year), stated) for year in range(first, first + years)]
    if reuse.curve is not None and stated:
        return [Fraction(reuse.curve.final, stated) * _on_curve(reuse.curve, year) for year in range(first, first + years)]
    return [Fraction(reuse.share) if reuse.share is not None else Fraction(1)] * years


def municipalities_by_year(reuse: TakeUp, first: int, years: int, final: Fraction = Fraction(1)) -> list[int]:
    """Return how many municipalities have taken it into use in each year, whole ones, where `final` of the stated take-up comes true."""
    full = (stated_take_up(reuse) or 0) * final
    return [floor(full * part) for part in take_up_path(reuse, first, years)]


def _reached(by_year: Mapping[int, int], year: int) -> int:
    """Return the number of the last year given so far: who has taken it into use goes on using it."""
    given = [known for known in by_year if known <= year]
    return by_year[max(given)] if given else 0


@lru_cache(maxsize=4096)
def _on_curve(curve: Curve, year: int) -> Fraction:
    """Return the part of the curve reached in that year, to six decimals: `Decimal.exp` rounds alike on every machine."""
    exponent = _CONTEXT.divide(_CONTEXT.multiply(_LN_81, curve.midpoint - year), curve.years)
    if exponent > 40:  # noqa: PLR2004 - far below the sixth decimal
        return Fraction(0)
    return Fraction(round(_MILLION / (1 + _CONTEXT.exp(exponent))), _MILLION)


class Profitable(StrEnum):
    """Where the net present value is above 0: for no take-up, every take-up, from so much on, or up to so much."""

    NEVER = "never"
    ALWAYS = "always"
    FROM = "from"
    UP_TO = "up_to"


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEvenTakeUp:
    """The take-up at which NPV is exactly 0.

    `share` is of the stated take-up. `municipalities` is the number in whole ones at which NPV is still 0 or above: the fewest for `FROM`,
    the most for `UP_TO`; None where the application does not say how many its amounts are for. `stated` is that number.
    """

    profitable: Profitable
    share: Fraction | None = None
    municipalities: int | None = None
    stated: int | None = None


def break_even(fixed: Fraction, scaling: Fraction, stated: int | None) -> BreakEvenTakeUp:
    """Return the break-even of NPV = fixed + scaling × take-up, take-up as a share of what is stated."""
    if not scaling or (fixed >= 0) == (scaling > 0) or not fixed:
        return BreakEvenTakeUp(profitable=_without_crossing(fixed, scaling), stated=stated)
    share = -fixed / scaling
    number = None if stated is None else ceil(share * stated) if scaling > 0 else floor(share * stated)
    kind = Profitable.FROM if scaling > 0 else Profitable.UP_TO
    return BreakEvenTakeUp(profitable=kind, share=share, municipalities=number, stated=stated)


def _without_crossing(fixed: Fraction, scaling: Fraction) -> Profitable:
    return Profitable.ALWAYS if fixed >= 0 and scaling >= 0 and (fixed or scaling) else Profitable.NEVER


def scaled(path: Sequence[Fraction], final: Fraction) -> list[Fraction]:
    """Return the path where `final` of the stated take-up comes true."""
    return [part * final for part in path]
