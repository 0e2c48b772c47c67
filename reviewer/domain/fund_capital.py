"""The fund from year to year: what it begins with, what is granted, and what flows back from those who adopt the solutions."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from reviewer.domain.application import Application
from reviewer.domain.case import Case
from reviewer.domain.committee import Fund
from reviewer.domain.economics.pricing import YearCapital, capital, contributed
from reviewer.domain.economics.repayment import repayment
from reviewer.domain.grant import use_of
from reviewer.domain.municipalities import COUNTY_DIGITS, Municipalities
from reviewer.domain.prices import Payer, PriceModel
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FundCapital:
    """The fund's years, in kroner; a grant is paid in the year in which its project starts, else in the first year of its cash flow.

    `opening` is what others have put in and what the members have paid to join. Of `undated` it is not known when the grant is paid, and it
    is in no year; of `silent` it is not known what flows back, and nothing does here.
    """

    opening: Fraction
    members: int
    years: tuple[YearCapital, ...]
    undated: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


def fund_capital(case: Case, model: PriceModel, grants: Mapping[str, int], years: int) -> FundCapital | None:
    """Return the fund by these grants, each with so many years of use; None without a register of municipalities."""
    register = case.municipalities
    if register is None:
        return None
    granted: dict[int, Fraction] = {}
    back: dict[int, Fraction] = {}
    undated, silent = [], []
    for key, grant in grants.items():
        application = case.dossiers[key].application
        year = _paid_in(application)
        if year is None:
            undated.append(key)
            continue
        granted[year] = granted.get(year, Fraction(0)) + grant
        use = use_of(case.dossiers[key], case.committee.method, years)
        found = repayment(application, model, register, grant, use)
        if found is None:
            silent.append(key)
            continue
        for used, amount in found.inflow:
            back[used] = back.get(used, Fraction(0)) + amount
    opening = opening_capital(case.committee.fund, register)
    return FundCapital(
        opening=opening,
        members=len(register.members),
        years=capital(opening, {}, granted, back),
        undated=tuple(undated),
        silent=tuple(silent),
    )


def opening_capital(fund: Fund, register: Municipalities) -> Fraction:
    """Return what others have put in and what the register's members have paid to join, in kroner."""
    total = Fraction(fund.capital or 0)
    for number in register.members:
        inhabitants = register.by_number[number].inhabitants
        payer = Payer.COUNTY if len(number) == COUNTY_DIGITS else Payer.MUNICIPALITY
        total += contributed(fund.contributions, payer, inhabitants or 0)
    return total


def _paid_in(application: Application) -> int | None:
    if application.starts is not None:
        return application.starts.year
    return min((year for flow in application.flows for year, amount in flow.amounts.items() if amount), default=None)
