"""What adopting a solution costs each municipality, what flows back to the fund, and when a grant is repaid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Final, NamedTuple

from reviewer.domain.prices import Charge, Every, Payer, PriceModel
from reviewer.domain.slotted import dataclass

_MONTHS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one payer pays, in kroner: once, when it adopts the solution, and in each year of use."""

    once: Fraction
    yearly: Fraction

    def over(self, years: int) -> Fraction:
        """Return what is paid in so many years of use, the first among them."""
        return self.once + self.yearly * years if years > 0 else Fraction(0)


class Joining(NamedTuple):
    """One that adopts the solution: the first year that it pays for, and what it pays."""

    year: int
    price: Price


class YearCapital(NamedTuple):
    """The fund in one year, in kroner; `closing` is what is left at its end."""

    year: int
    opening: Fraction
    paid_in: Fraction
    flowed_back: Fraction
    granted: Fraction
    closing: Fraction


def price(model: PriceModel, payer: Payer, inhabitants: int) -> Price:
    """Return what a payer of that kind and size pays."""
    charges = [charge for charge in model.charges if charge.payer is payer]
    once = sum((_amount(charge, inhabitants) for charge in charges if charge.every is Every.ONCE), Fraction(0))
    months = sum((_amount(charge, inhabitants) for charge in charges if charge.every is Every.MONTH), Fraction(0))
    years = sum((_amount(charge, inhabitants) for charge in charges if charge.every is Every.YEAR), Fraction(0))
    return Price(once=once, yearly=years + _MONTHS * months)


def contributed(charges: Iterable[Charge], payer: Payer, inhabitants: int) -> Fraction:
    """Return what one member has paid to join the scheme: the charges that fall due once."""
    due = (charge for charge in charges if charge.payer is payer and charge.every is Every.ONCE)
    return sum((_amount(charge, inhabitants) for charge in due), Fraction(0))


def _amount(charge: Charge, inhabitants: int) -> Fraction:
    begun = [band for band in charge.bands if band.from_inhabitants <= inhabitants]
    band = max(begun, key=lambda one: one.from_inhabitants).amount if begun else 0
    return Fraction(charge.fixed) + Fraction(charge.per_inhabitant) * inhabitants + Fraction(band)


def inflow(joining: Sequence[Joining], last_year: int) -> tuple[tuple[int, Fraction], ...]:
    """Return what flows back by year, from the first that joins to `last_year`; who has joined stays."""
    if not joining:
        return ()
    yearly = Fraction(0)
    totals: list[tuple[int, Fraction]] = []
    for year in range(min(one.year for one in joining), last_year + 1):
        new = [one.price for one in joining if one.year == year]
        yearly += sum((due.yearly for due in new), Fraction(0))
        totals.append((year, yearly + sum((due.once for due in new), Fraction(0))))
    return tuple(totals)


def joining_by_path(prices: Sequence[Price], using: Mapping[int, int]) -> tuple[Joining, ...]:
    """Return who joins when, where `using` says how many use it by year: they join in the order in which they stand in `prices`.

    Where the path asks for more than there are, all have joined.
    """
    found: list[Joining] = []
    for year in sorted(using):
        found += [Joining(year, due) for due in prices[len(found) : max(using[year], len(found))]]
    return tuple(found)


def mean_price(prices: Sequence[Price]) -> Price:
    """Return the mean of what several pay, exactly: where a price goes by bands, what one of the mean size pays is another."""
    once, yearly = (sum(amounts, Fraction(0)) / len(prices) for amounts in zip(*((due.once, due.yearly) for due in prices), strict=True))
    return Price(once=once, yearly=yearly)


def repaid(grant: int, flows: Sequence[tuple[int, Fraction]]) -> int | None:
    """Return the first year by whose end the grant has flowed back in full, undiscounted; None where it has not."""
    totals = accumulate(amount for _, amount in flows)
    return next((year for (year, _), total in zip(flows, totals, strict=True) if total >= grant), None)


def capital(
    opening: int | Fraction, paid_in: Mapping[int, Fraction], granted: Mapping[int, Fraction], flowed_back: Mapping[int, Fraction]
) -> tuple[YearCapital, ...]:
    """Return the fund's capital year by year, from the first to the last year with an amount."""
    years = [year for amounts in (paid_in, granted, flowed_back) for year in amounts]
    found: list[YearCapital] = []
    balance = Fraction(opening)
    for year in range(min(years, default=0), max(years, default=-1) + 1):
        in_, back, out = (amounts.get(year, Fraction(0)) for amounts in (paid_in, flowed_back, granted))
        found.append(YearCapital(year, balance, in_, back, out, balance + in_ + back - out))
        balance = found[-1].closing
    return tuple(found)
