"""Conventions that have a name: two of Finansdepartementet's circulars, OMB A-94, and what a spreadsheet's NPV function does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from reviewer.domain.basis import Basis
from reviewer.domain.method import FirstYear, Method, RateStep

_FALLING = (
    RateStep(from_year=0, rate=Decimal("0.04")),
    RateStep(from_year=40, rate=Decimal("0.03")),
    RateStep(from_year=75, rate=Decimal("0.02")),
)

PRESETS: Final[Mapping[str, Method]] = {
    "r-109-14": Method(
        name="R-109/14",
        rates=_FALLING,
        basis=Basis(source="Finansdepartementet, rundskriv R-109/14"),
        tax_rate=Decimal("0.2"),
    ),
    "r-109-21": Method(
        name="R-109/21",
        rates=_FALLING,
        basis=Basis(source="Finansdepartementet, rundskriv R-109/21"),
        tax_rate=Decimal("0.2"),
    ),
    "omb-a94": Method(
        name="OMB A-94",
        rates=(RateStep(from_year=0, rate=Decimal("0.031")),),
        basis=Basis(source="OMB Circular A-94, appendix B", date=date(2023, 11, 9)),
        first_year=FirstYear.DISCOUNTED,
    ),
    "excel": Method(
        name="Excel",
        rates=(RateStep(from_year=0, rate=Decimal("0.04")),),
        basis=Basis(source="NPV(rate; values): one constant rate, the first value discounted by a year, no tax-financing cost"),
        first_year=FirstYear.DISCOUNTED,
    ),
}
"""By the name that the command line takes. The rate of `excel` is the usual one here, because a spreadsheet has none of its own."""
