"""The paper's charts: places with the budget line, money by applicant and theme, and each application's cash flow and take-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce

from reviewer.domain.application import TakeUp
from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Chart, Drawing, Mark, Part
from reviewer.domain.committee import ExtraField
from reviewer.domain.economics import YearSum
from reviewer.domain.economics.assumptions import AS_STATED, Assumptions
from reviewer.domain.economics.takeup import follows_a_path, in_use_by_year
from reviewer.domain.proposal.sums import Money, by_applicant, by_theme
from reviewer.domain.proposal.words import NOT_STATED
from reviewer.domain.said import Kroner, Millions, Said, say, say_number

MOST_APPLICANTS = 20
"""So many applicants have a bar of their own; the sum of the others is told without one, or it would dwarf them."""


def money_chart(judged: Sequence[Judged]) -> Chart | None:
    """Return what each applicant applied for and is recommended, largest first; None where nobody states an amount."""
    sums = by_applicant(judged)
    if not sums:
        return None
    name = next(iter(sums))
    most = sums[name].applied
    alt = (
        say("The chart shows what the council recommends for each applicant. No application states an amount.")
        if most is None
        else say(
            "The chart shows what each applicant applied for and what the council recommends. {name} applied for the most, {amount}.",
            name=name,
            amount=Kroner(most),
        )
    )
    names = list(sums)
    shown: dict[Said | str, Money] = {name: sums[name] for name in names[:MOST_APPLICANTS]}
    chart = _money(shown, say("Applied for and recommended, by applicant (NOK)"), alt, say("Applicant"))
    others = [sums[name] for name in names[MOST_APPLICANTS:]]
    return chart if chart is None or not others else replace(chart, marks=(*chart.marks, _together(others)))


def theme_chart(judged: Sequence[Judged], field: ExtraField | None) -> Chart | None:
    """Return what is applied for and recommended within each theme; None where the committee names no theme, or nobody states one."""
    if field is None:
        return None
    sums = by_theme(judged, field.id)
    if not any(sums):
        return None
    named = {name or NOT_STATED: money for name, money in sums.items()}
    most = max(named, key=lambda name: named[name].granted or 0)
    granted = named[most].granted
    alt = (
        say(
            "The chart shows what is applied for and what the council recommends, by “{field}”. The largest "
            "recommended amount is for “{name}”, {amount}.",
            field=field.name,
            name=most,
            amount=Kroner(granted),
        )
        if granted
        else say("The chart shows what is applied for, by “{field}”. Nothing is recommended yet.", field=field.name)
    )
    return _money(named, say("Applied for and recommended, by “{field}” (NOK)", field=field.name), alt, say("{name}", name=field.name))


def _together(others: Sequence[Money]) -> Mark:
    """Return the sum of the applicants that have no bar."""
    total = reduce(Money.__add__, others)
    label = say_number("{number} other applicant", "{number} other applicants together", len(others))
    return Mark(label, tuple(None if amount is None else Part(amount, Fraction(0)) for amount in (total.applied, total.granted)))


def _money(sums: Mapping[Said | str, Money], caption: Said, alt: Said, label: Said) -> Chart | None:
    longest = max(max(money.applied or 0, money.granted or 0) for money in sums.values())
    if longest <= 0:
        return None
    return Chart(
        drawing=Drawing.BARS,
        caption=caption,
        alt=alt,
        label=label,
        series=(say("Applied for"), say("Recommended")),
        marks=tuple(Mark(name, (_amount(money.applied, longest), _amount(money.granted, longest))) for name, money in sums.items()),
    )


def _amount(amount: int | None, longest: int) -> Part | None:
    return None if amount is None else Part(amount, Fraction(amount, longest))


def flow_chart(years: Sequence[YearSum]) -> Chart | None:
    """Return the cash flow by year, costs downwards and benefits upwards, in millions; None where there is none."""
    longest = max((max(abs(year.cost), abs(year.benefit)) for year in years), default=0)
    if not longest:
        return None
    costs, benefits = sum(year.cost for year in years), sum(year.benefit for year in years)
    return Chart(
        drawing=Drawing.COLUMNS,
        caption=say("Cash flow by year, undiscounted (NOK million)"),
        alt=say(
            "From {first} to {last} the costs are {costs} and the benefits {benefits} in total, undiscounted. {turn}",
            first=str(years[0].year),
            last=str(years[-1].year),
            costs=Kroner(costs),
            benefits=Kroner(benefits),
            turn=_turn(years),
        ),
        label=say("Year"),
        series=(say("Costs"), say("Benefits")),
        marks=tuple(Mark(str(year.year), (_million(-year.cost, longest), _million(year.benefit, longest))) for year in years),
    )


def _million(amount: int, longest: int) -> Part:
    return Part(Millions(amount), Fraction(amount, longest))


def _turn(years: Sequence[YearSum]) -> Said:
    """Return when what has come in so far first outweighs what has been spent so far, and stays so."""
    total, turned = 0, 0
    for year in years:
        total += year.net
        turned = (turned or year.year) if total > 0 else 0
    if not turned:
        return say("Accumulated benefits do not exceed accumulated costs in this period.")
    return say("From {year} on, accumulated benefits exceed accumulated costs.", year=str(turned))


def take_up_chart(reuse: TakeUp, years: Sequence[YearSum], assumptions: Assumptions = AS_STATED) -> Chart | None:
    """Return how many municipalities use the solution in each year of the cash flow; None where the application does not say.

    Where the council assumes another take-up than the applicant, it is the council's, and says so.
    """
    if not years or not follows_a_path(reuse):
        return None
    counts = in_use_by_year(reuse, assumptions, years[0].year, len(years))
    own = counts != in_use_by_year(reuse, AS_STATED, years[0].year, len(years))
    most = max(counts, default=0)
    if not most:
        return None
    return Chart(
        drawing=Drawing.COLUMNS,
        caption=say("Take-up by year, as the council assumes (municipalities)") if own else say("Take-up by year (municipalities)"),
        alt=say(
            "In {first} the solution is used by {begin} municipalities, in {last} by {end}.",
            first=str(years[0].year),
            begin=counts[0],
            last=str(years[-1].year),
            end=counts[-1],
        ),
        label=say("Year"),
        series=(say("Municipalities"),),
        marks=tuple(Mark(str(year.year), (Part(count, Fraction(count, most)),)) for year, count in zip(years, counts, strict=True)),
    )
