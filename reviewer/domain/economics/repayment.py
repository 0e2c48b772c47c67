"""What an application's take-up brings back to the fund by a price model, and when its grant is repaid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from reviewer.domain.application import Application
from reviewer.domain.economics.assumptions import Assumptions
from reviewer.domain.economics.pricing import Price, inflow, joining_by_path, mean_price, price, repaid
from reviewer.domain.economics.takeup import final_take_up, municipalities_by_year
from reviewer.domain.identity import Same
from reviewer.domain.municipalities import COUNTY_DIGITS, Municipalities
from reviewer.domain.prices import Payer, PriceModel
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Paying:
    """One municipality or county of the register, and what it pays; None where its inhabitants are not known."""

    number: str
    name: str
    inhabitants: int | None
    price: Price | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repayment:
    """What flows back by year, in kroner, and the year whose end has the whole grant; None where it does not come back in time.

    `named` is how many of those who adopt it are named; each of the others pays the mean of what the municipalities pay that are
    in the register and not named.
    """

    grant: int
    inflow: tuple[tuple[int, Fraction], ...]
    year: int | None
    named: int
    others: int


class Use(NamedTuple):
    """How many years of use are counted, which part of the stated take-up comes true in the end, and how many years later it comes."""

    years: int
    final: Fraction = Fraction(1)
    delay: int = 0


def assumed_use(application: Application, assumptions: Assumptions, years: int) -> Use:
    """Return the use by what is assumed, over so many years."""
    return Use(years, final_take_up(application.reuse, assumptions), assumptions.benefits_later)


def payers(model: PriceModel, register: Municipalities) -> tuple[Paying, ...]:
    """Return what everybody in the register pays, in its order."""
    found = []
    for number, row in register.by_number.items():
        payer = Payer.COUNTY if len(number) == COUNTY_DIGITS else Payer.MUNICIPALITY
        due = None if row.inhabitants is None else price(model, payer, row.inhabitants)
        found.append(Paying(number=number, name=row.name, inhabitants=row.inhabitants, price=due))
    return tuple(found)


def repayment(application: Application, model: PriceModel, register: Municipalities, grant: int, use: Use) -> Repayment | None:
    """Return what flows back from the first year of use on; None where nobody is said to adopt it, or when is not known.

    Use follows the stated path by year or curve; where there is none, all begin in the year after the project ends. The named ones come
    first, in the order in which they are named.
    """
    first = _first_year_of_use(application)
    if first is None or register.inhabitants is None:
        return None
    numbers = municipalities_by_year(application.reuse, first, use.years, use.final)
    most = max(numbers, default=0)
    if not most:
        return None
    using = {first + use.delay + at: number for at, number in enumerate(numbers)}
    numbered = application.reuse.municipalities or ()
    flows = inflow(joining_by_path(_prices(numbered, model, register, most), using), first + use.delay + use.years - 1)
    named = min(most, len(numbered))
    return Repayment(grant=grant, inflow=flows, year=repaid(grant, flows), named=named, others=most - named)


def _first_year_of_use(application: Application) -> int | None:
    reuse = application.reuse
    if reuse.by_year:
        return min(reuse.by_year)
    if application.ends is None:
        return None
    return application.ends.year if reuse.curve is not None else application.ends.year + 1


def _prices(named: Sequence[str], model: PriceModel, register: Municipalities, intended: int) -> Sequence[Price]:
    """Return what each of those who adopt it pays: the named ones their own price, then the mean of all that are not named.

    Where all are named, the mean is of all; one whom the register does not have pays the mean too.
    """
    own, apart = _own_prices(Same(model), Same(register)), frozenset(named)
    mean = mean_price([due for number, due in own.items() if number not in apart] or list(own.values()))
    known = [own.get(number, mean) for number in named]
    return [*known[:intended], *[mean] * (intended - len(known))]


@lru_cache(maxsize=8)
def _own_prices(model: Same[PriceModel], register: Same[Municipalities]) -> Mapping[str, Price]:
    """Return what each municipality of the register pays, whose inhabitants are known; counties are none of them."""
    rows = ((number, register.held.by_number[number].inhabitants) for number in sorted(register.held.numbers))
    return {number: price(model.held, Payer.MUNICIPALITY, count) for number, count in rows if count is not None}
