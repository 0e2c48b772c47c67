"""How many municipalities use the solution in each year, and from how many it is profitable."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import Final

from reviewer.domain.application import Curve, TakeUp
from reviewer.domain.economics.assumptions import Assumptions
from reviewer.domain.slotted import dataclass

_MILLION: Final = 1_000_000
_HALF: Final = Fraction(1, 2)
_CONTEXT: Final = Context(prec=28)
_LN_81: Final = _CONTEXT.ln(Decimal(81))
"""A logistic curve goes from a tenth to nine tenths while its exponent grows by ln 81."""


def full_take_up(reuse: TakeUp) -> int | None:
    """Return how many municipalities the application's amounts are written for; None where it does not say."""
    if reuse.intended:
        return reuse.intended
    if reuse.curve is not None:
        return reuse.curve.final or None
    if reuse.by_year:
        return max(reuse.by_year.values()) or None
    return len(reuse.municipalities) or None if reuse.municipalities is not None else None


def stated_take_up(reuse: TakeUp) -> Fraction | None:
    """Return how many municipalities the applicant computes with in the end: where its path ends, else what its amounts are written for.

    None where it does not say. A path that nobody ever follows ends at what the amounts are written for, because 0 cannot be scaled.
    """
    full = full_take_up(reuse)
    if reuse.by_year:
        ends: int | Fraction = reuse.by_year[max(reuse.by_year)]
    elif reuse.curve is not None:
        ends = reuse.curve.final
    else:
        ends = (full or 0) * Fraction(1 if reuse.share is None else reuse.share)
    return Fraction(ends or full or 0) or None


def final_take_up(reuse: TakeUp, assumptions: Assumptions) -> Fraction:
    """Return which part of the stated take-up comes true; a number of municipalities counts where the application states its own."""
    stated = stated_take_up(reuse)
    if assumptions.municipalities is not None and stated:
        return assumptions.municipalities / stated
    return assumptions.take_up


def follows_a_path(reuse: TakeUp) -> bool:
    """Whether the application says how take-up goes, so that lines that scale follow it."""
    return reuse.by_year is not None or reuse.curve is not None or reuse.share is not None


def take_up_path(reuse: TakeUp, first: int, years: int) -> list[Fraction]:
    """Return the part of full take-up in each year from `first` on; 1 where the application gives no path."""
    parts, over = whole_path(reuse, first, years)
    return [Fraction(part, over) for part in parts]


def whole_path(reuse: TakeUp, first: int, years: int) -> tuple[list[int], int]:
    """Return the same as whole numbers over one denominator: thousands of applications are computed with them."""
    full = full_take_up(reuse)
    if reuse.by_year is not None and full:
        return [_reached(reuse.by_year, year) for year in range(first, first + years)], full
    if reuse.curve is not None and full:
        return [reuse.curve.final * _on_curve(reuse.curve, year) for year in range(first, first + years)], full * _MILLION
    part, over = (Decimal(1) if reuse.share is None else reuse.share).as_integer_ratio()
    return [part] * years, over


def municipalities_by_year(reuse: TakeUp, first: int, years: int, final: Fraction = Fraction(1)) -> list[int]:
    """Return how many municipalities have adopted it in each year, where `final` of the stated take-up comes true.

    They are rounded to whole ones, halves up: a curve comes ever nearer its end and would by its whole part alone never be there.
    """
    full = (full_take_up(reuse) or 0) * final
    return [floor(full * part + _HALF) for part in take_up_path(reuse, first, years)]


def in_use_by_year(reuse: TakeUp, assumptions: Assumptions, first: int, years: int) -> list[int]:
    """Return the same by what is assumed: how many in the end, and how many years later."""
    return municipalities_by_year(reuse, first - assumptions.benefits_later, years, final_take_up(reuse, assumptions))


def _reached(by_year: Mapping[int, int], year: int) -> int:
    """Return the number of the last year given so far: who has adopted it goes on using it."""
    given = [known for known in by_year if known <= year]
    return by_year[max(given)] if given else 0


@lru_cache(maxsize=4096)
def _on_curve(curve: Curve, year: int) -> int:
    """Return the part of the curve reached in that year, in millionths: `Decimal.exp` rounds alike on every machine."""
    exponent = _CONTEXT.divide(_CONTEXT.multiply(_LN_81, curve.midpoint - year), curve.years)
    if exponent > 40:  # noqa: PLR2004 - far below the sixth decimal
        return 0
    return round(_MILLION / (1 + _CONTEXT.exp(exponent)))


class Profitable(StrEnum):
    """Where the net present value is above 0: for no take-up, every take-up, from so much on, or up to so much."""

    NEVER = "never"
    ALWAYS = "always"
    FROM = "from"
    UP_TO = "up_to"


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEvenTakeUp:
    """The take-up at which NPV is exactly 0.

    `share` is of the stated take-up, which is `stated` municipalities. `municipalities` is the number in whole ones at which NPV is above
    0: the fewest for `FROM`, the most for `UP_TO`; None where the application does not say how many adopt it.
    """

    profitable: Profitable
    share: Fraction | None = None
    municipalities: int | None = None
    stated: Fraction | None = None


def break_even(fixed: Fraction, scaling: Fraction, stated: Fraction | int | None) -> BreakEvenTakeUp:
    """Return the break-even of NPV = fixed + scaling × take-up, take-up as a share of what is stated."""
    stated = None if stated is None else Fraction(stated)
    if not scaling or (fixed >= 0) == (scaling > 0) or not fixed:
        return BreakEvenTakeUp(profitable=_without_crossing(fixed, scaling), stated=stated)
    share = -fixed / scaling
    number = None if stated is None else floor(share * stated) + 1 if scaling > 0 else ceil(share * stated) - 1
    kind = Profitable.FROM if scaling > 0 else Profitable.UP_TO
    return BreakEvenTakeUp(profitable=kind, share=share, municipalities=number, stated=stated)


def _without_crossing(fixed: Fraction, scaling: Fraction) -> Profitable:
    return Profitable.ALWAYS if fixed >= 0 and scaling >= 0 and (fixed or scaling) else Profitable.NEVER
