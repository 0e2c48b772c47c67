"""What an application's take-up brings back to the fund by a price model, and when its grant is repaid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import NamedTuple

from reviewer.domain.application import Application
from reviewer.domain.economics.pricing import Price, inflow, joining_by_path, price, repaid
from reviewer.domain.economics.takeup import follows_a_path, municipalities_by_year, stated_take_up
from reviewer.domain.municipalities import COUNTY_DIGITS, Municipalities
from reviewer.domain.prices import Payer, PriceModel


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

    `named` is how many of those who take it into use are named; the others are counted as municipalities of the mean size.
    """

    grant: int
    inflow: tuple[tuple[int, Fraction], ...]
    year: int | None
    named: int
    others: int


class Use(NamedTuple):
    """How many years of use are counted, and which part of the stated take-up comes true in the end."""

    years: int
    final: Fraction = Fraction(1)


def payers(model: PriceModel, register: Municipalities) -> tuple[Paying, ...]:
    """Return what everybody in the register pays, in its order."""
    found = []
    for number, row in register.by_number.items():
        payer = Payer.COUNTY if len(number) == COUNTY_DIGITS else Payer.MUNICIPALITY
        due = None if row.inhabitants is None else price(model, payer, row.inhabitants)
        found.append(Paying(number=number, name=row.name, inhabitants=row.inhabitants, price=due))
    return tuple(found)


def repayment(application: Application, model: PriceModel, register: Municipalities, grant: int, use: Use) -> Repayment | None:
    """Return what flows back from the first year of use on; None where nobody is said to take it into use, or when is not known.

    Use follows the stated path of take-up; without one, all begin in the year after the project ends. The named ones come first, in the
    order in which they are named.
    """
    intended = floor((stated_take_up(application.reuse) or 0) * use.final)
    first = _first_year_of_use(application)
    if not intended or first is None or register.inhabitants is None:
        return None
    sizes = _sizes(application, register, intended)
    numbers = municipalities_by_year(application.reuse, first, use.years, use.final)
    using = {first + at: number for at, number in enumerate(numbers)}
    flows = inflow(model, joining_by_path(sizes, using), first + use.years - 1)
    named = min(intended, len(application.reuse.municipalities or ()))
    return Repayment(grant=grant, inflow=flows, year=repaid(grant, flows), named=named, others=intended - named)


def _first_year_of_use(application: Application) -> int | None:
    reuse = application.reuse
    if reuse.by_year:
        return min(reuse.by_year)
    if application.ends is None:
        return None
    return application.ends.year if follows_a_path(reuse) else application.ends.year + 1


def _sizes(application: Application, register: Municipalities, intended: int) -> Sequence[int]:
    """Return the inhabitants of those who take it into use: the named ones' own, then the mean of all municipalities."""
    mean = round(Fraction(register.inhabitants or 0, register.count))
    rows = (register.get(number) for number in application.reuse.municipalities or ())
    named = [mean if row is None or row.inhabitants is None else row.inhabitants for row in rows]
    return [*named[:intended], *[mean] * (intended - len(named))]
