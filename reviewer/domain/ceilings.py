"""Who pays a grant and when: each source's and each year's part of it, and what they can pay in all."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import floor

from reviewer.domain.application import Application, Role, Side
from reviewer.domain.case import Case
from reviewer.domain.funding import Ceiling
from reviewer.domain.said import Kroner, Listed, Said, say


def ceilings(case: Case) -> tuple[Ceiling, ...]:
    """Return the limits of the committee's sources and years, in the order of its file."""
    fund = case.committee.fund
    sources = (
        Ceiling(name=say("{name}", name=source.name), amount=source.amount, shares=dict.fromkeys(case.dossiers, Fraction(source.share)))
        for source in fund.sources
        if source.amount is not None
    )
    years = (
        Ceiling(name=say("The year {year}", year=str(limit.year)), amount=limit.amount, shares=shares_in(case, limit.year))
        for limit in fund.years
    )
    return (*sources, *years)


def shares_in(case: Case, year: int) -> dict[str, Fraction]:
    """Return how much of each grant (0-1) is paid in the year; those with nothing in it are left out."""
    shares = {key: year_shares(one.application).get(year, Fraction(0)) for key, one in case.dossiers.items()}
    return {key: share for key, share in shares.items() if share}


def year_shares(application: Application) -> dict[int, Fraction]:
    """Return how a grant is paid over the years: as the project's investment runs, or all in its first year where no cash flow tells."""
    spent: dict[int, int] = {}
    for flow in application.flows:
        if flow.side is Side.COST and flow.role is Role.INVESTMENT:
            for when, amount in flow.amounts.items():
                spent[when] = spent.get(when, 0) + amount
    total = sum(spent.values())
    if total > 0:
        return {year: Fraction(amount, total) for year, amount in sorted(spent.items()) if amount}
    return {} if application.starts is None else {application.starts.year: Fraction(1)}


def committed(case: Case, grants: Mapping[str, int]) -> dict[int, int]:
    """Return what the grants commit in each year, in whole kroner that add up; what no year is known for is left out.

    Each year is rounded once, and not each grant in it: no year's limit is exceeded by rounding.
    """
    years: dict[int, Fraction] = {}
    for key, amount in grants.items():
        for year, share in year_shares(case.dossiers[key].application).items():
            years[year] = years.get(year, Fraction(0)) + amount * share
    whole, paid = {}, Fraction(0)
    for year in sorted(years):
        before, paid = paid, paid + years[year]
        whole[year] = floor(paid) - floor(before)
    return whole


def paid_by(case: Case, grants: Mapping[str, int]) -> dict[str, int]:
    """Return what each source pays of the grants by its id, in whole kroner that add up; what no source pays is left out."""
    paid: dict[str, int] = {}
    spent, part = sum(grants.values()), Fraction(0)
    for source in case.committee.fund.sources:
        before, part = part, part + Fraction(source.share)
        paid[source.id] = int(spent * part) - int(spent * before)
    return paid


def paid_in_short(case: Case, grants: Mapping[str, int]) -> tuple[Said, ...]:
    """Return the same in short, in one sentence for the years and one for the sources; nothing where neither is known."""
    return tuple(say("This allocation is paid: {parts}.", parts=parts) for parts in paid_parts(case, grants))


def paid_parts(case: Case, grants: Mapping[str, int]) -> tuple[Listed, ...]:
    """Return what is paid in each year, and what each source pays; a list that is not known is left out."""
    carried, names = committed(case, grants), {source.id: source.name for source in case.committee.fund.sources}
    years: list[Said] = [say("{amount} in {year}", amount=Kroner(amount), year=str(year)) for year, amount in carried.items() if amount]
    undated = sum(grants.values()) - sum(carried.values())
    if undated and (years or case.committee.fund.years):
        years.append(say("{amount} in a year that is not known", amount=Kroner(undated)))
    sources = tuple(say("{amount} from {name}", amount=Kroner(amount), name=names[key]) for key, amount in paid_by(case, grants).items())
    return tuple(Listed(parts) for parts in (tuple(years), sources) if parts)


def payers(case: Case, grants: Mapping[str, int]) -> tuple[Said, ...]:
    """Return in words what each source pays of the grants, and what each year carries."""
    names = {source.id: source.name for source in case.committee.fund.sources}
    sources = (say("{name} pays {amount}.", name=names[key], amount=Kroner(amount)) for key, amount in paid_by(case, grants).items())
    carried = committed(case, grants)
    years = (say("Paid in {year}: {amount}.", year=str(year), amount=Kroner(amount)) for year, amount in carried.items() if amount)
    undated = sum(grants.values()) - sum(carried.values())
    unknown = (say("In which year {amount} is paid is not known: no year's limit counts it.", amount=Kroner(undated)),) if undated else ()
    return (*sources, *years, *(unknown if carried or case.committee.fund.years else ()))
