"""What looks wrong in a cash flow, with line and year: told, never corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain, groupby
from typing import Final

from reviewer.domain.application import Actor, Application, Flow, Role, Side
from reviewer.domain.economics.appraisal import Appraisal, Source
from reviewer.domain.method import Method
from reviewer.domain.said import Kroner, Listed, Said, say

_ROUNDING: Final = Fraction(1, 200)
"""Amounts are often given in rounded thousands: half a per cent apart is still the same sum."""

_UNITS: Final = ((1_000, say("thousand kroner")), (1_000_000, say("million kroner")))
_SMALL: Final = 1_000
_LARGE_PROJECT: Final = 1_000_000
_TOO_SMALL: Final = 500
_TOO_LARGE: Final = 100
"""A line whose largest amount is so many times smaller, or greater, than the whole project is asked about. What is published of such
projects lies far within: the most profitable one of 2017 brings in some 65 times its investment, over all its years."""
_GRANTED: Final = 10
"""A grant is seldom less than a tenth of the investments: where it would be by a unit, that unit is not named."""
_RATIO_UNITS: Final = (100, 1_000, 1_000_000)
_NOT_PUBLIC: Final[Mapping[Actor, Said]] = {
    Actor.BUSINESS: say("business"),
    Actor.CITIZENS: say("the inhabitants"),
    Actor.VOLUNTARY: say("voluntary organisations"),
}


def remarks(application: Application, appraisal: Appraisal, method: Method) -> tuple[Said, ...]:
    """Return what looks wrong, beside the appraisal's own warnings."""
    if appraisal.source is not Source.RECOMPUTED:
        return ()
    found, sizes = list[Said](), _sizes(application)
    for flow in application.flows:
        years = _years(flow)
        found += _in_time(application, flow, years)
        found += _beyond_period(flow, years, appraisal, method)
        found += _wrong_size(flow, sizes)
        found += _one_year_off(flow, years)
        found += _wrong_side(flow, years)
        found += _not_public(flow)
    sums = (_with_investments(application, told) for told in _adds_up(application))
    whole = (_running_costs(application), sums, _claim_unit(application, appraisal), _ratio_unit(appraisal))
    return (*found, *chain.from_iterable(whole))


def _years(flow: Flow) -> list[int]:
    return sorted(year for year, amount in flow.amounts.items() if amount)


def _in_time(application: Application, flow: Flow, years: list[int]) -> Iterator[Said]:
    starts, ends = application.starts, application.ends
    if not years:
        return
    if flow.side is Side.BENEFIT and starts is not None and years[0] < starts.year:
        yield say(
            "The benefits of the line “{line}” begin in {year}, before the project starts in {start}.",
            line=flow.line,
            year=str(years[0]),
            start=str(starts.year),
        )
    if flow.side is Side.COST and flow.role is Role.INVESTMENT:
        early = [year for year in years if starts is not None and year < starts.year]
        late = [year for year in years if ends is not None and year > ends.year]
        for year in (*early[:1], *late[-1:]):
            yield say("{line} is an investment in {year}, outside the project period.", line=flow.line, year=str(year))


def _beyond_period(flow: Flow, years: list[int], appraisal: Appraisal, method: Method) -> Iterator[Said]:
    """Say where benefits lie past the years that the applicant has stated; past the method's own period the appraisal warns."""
    stated, base = appraisal.claimed.years, appraisal.base_year
    if flow.side is not Side.BENEFIT or stated is None or base is None or not years or years[-1] <= base + stated:
        return
    if method.period is None or stated < method.period:
        yield say(
            "The benefits of the line “{line}” go on to {year}, beyond the {years} years that the applicant states.",
            line=flow.line,
            year=str(years[-1]),
            years=stated,
        )


def _wrong_size(flow: Flow, known: list[int]) -> Iterator[Said]:
    """Say where a whole line is of a size that only a wrong unit explains, held against what is known of the whole project's."""
    largest = max(flow.amounts.values(), default=0)
    if largest <= 0 or not known:
        return
    year = str(max(flow.amounts, key=lambda one: flow.amounts[one]))
    if (largest < _SMALL and max(known) >= _LARGE_PROJECT) or largest * _TOO_SMALL <= min(known):
        yield say(
            "{line} is at most {amount}, in {year}. Is it written in thousand or million kroner?",
            line=flow.line,
            amount=Kroner(largest),
            year=year,
        )
    elif largest >= _TOO_LARGE * max(known):
        yield say(
            "{line} is {amount} in {year}, more than {times} times the whole project. Has it three noughts too many?",
            line=flow.line,
            amount=Kroner(largest),
            year=year,
            times=_TOO_LARGE,
        )


def _sizes(application: Application) -> list[int]:
    """Return what is known of how large the project is: what it costs, else what is applied for, and what the investments add up to."""
    stated = application.project_cost or application.amount_applied or 0
    return [size for size in (stated, _invested(application)) if size > 0]


def _invested(application: Application) -> int:
    return sum(sum(flow.amounts.values()) for flow in application.flows if flow.side is Side.COST and flow.role is Role.INVESTMENT)


def _one_year_off(flow: Flow, years: list[int]) -> Iterator[Said]:
    """Say where a line's amounts in single years differ from its others by the factor that another unit is."""
    amounts = [flow.amounts[year] for year in years]
    if not amounts or 2 * max(amounts) < _UNITS[0][0] * min(amounts):
        return
    usual = sorted(amounts)[len(amounts) // 2]
    for year, amount in zip(years, amounts, strict=True):
        for unit, name in _UNITS if min(amount, usual) > 0 else ():
            if _off_by(max(usual, amount), min(usual, amount), unit):
                yield say(
                    "{line} is {amount} in {year}, and {usual} in other years. Is one of them written in {unit}?",
                    line=flow.line,
                    amount=Kroner(amount),
                    year=str(year),
                    usual=Kroner(usual),
                    unit=name,
                )


def _wrong_side(flow: Flow, years: list[int]) -> Iterator[Said]:
    """Say where an investment stands as a benefit: it would raise the net present value instead of lowering it."""
    if flow.side is Side.BENEFIT and flow.role is Role.INVESTMENT and years:
        yield say("{line} is an investment, but stands as a benefit, first in {year}. Is it a cost?", line=flow.line, year=str(years[0]))


def _not_public(flow: Flow) -> Iterator[Said]:
    """Say where a line is marked as public that falls on somebody who is not."""
    if flow.public and flow.actor in _NOT_PUBLIC and any(flow.amounts.values()):
        yield say(
            "{line} falls on {actor}, but is marked as on a public budget. It is left out of the tax-financing cost.",
            line=flow.line,
            actor=_NOT_PUBLIC[flow.actor],
        )


def _running_costs(application: Application) -> Iterator[Said]:
    """Say where benefits go on after the project ends without a cost to keep them up."""
    ends = application.ends
    if ends is None:
        return
    benefits = {year for flow in application.flows if flow.side is Side.BENEFIT for year in _years(flow) if year > ends.year}
    costs = {year for flow in application.flows if flow.side is Side.COST for year in _years(flow)}
    missing = sorted(benefits - costs)
    if missing:
        lines = (flow.line for flow in application.flows if flow.side is Side.BENEFIT and any(map(flow.amounts.get, missing)))
        yield say(
            "The cash flow has benefits but no costs in {year}, after the project ends: {lines}.",
            year=Listed(tuple(_runs(missing))),
            lines=Listed(tuple(dict.fromkeys(lines))),
        )


def _with_investments(application: Application, told: Said) -> Said:
    """Return the remark with the investments that it is about, each with its years."""
    invested = [flow for flow in application.flows if flow.side is Side.COST and flow.role is Role.INVESTMENT and _years(flow)]
    if not invested:
        return told
    lines = Listed(tuple(say("{line} ({years})", line=flow.line, years=_span(_years(flow))) for flow in invested))
    return say("{first} {second}", first=told, second=say("The investments are {lines}.", lines=lines))


def _runs(years: list[int]) -> Iterator[str]:
    """Yield the years, those that follow each other as one span."""
    for _, run in groupby(enumerate(years), key=lambda pair: pair[1] - pair[0]):
        yield _span([year for _, year in run])


def _span(years: list[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _adds_up(application: Application) -> Iterator[Said]:
    cost, invested = application.project_cost, _invested(application)
    if not cost:
        yield from _covers(application.amount_applied or 0, invested)
        return
    if abs(invested - cost) <= cost * _ROUNDING:
        return
    if invested <= 0:
        yield say("The cash flow has no investment, but the project cost is {cost}.", cost=Kroner(cost))
        return
    for unit, name in _UNITS:
        if _off_by(cost, invested, unit):
            yield say(
                "The investments look as if they were written in {unit}: they add up to {sum}, and the project cost is {cost}.",
                unit=name,
                sum=Kroner(invested),
                cost=Kroner(cost),
            )
            return
        if _off_by(invested, cost, unit):
            yield say(
                "The project cost looks as if it were written in {unit}: it is {cost}, and the investments add up to {sum}.",
                unit=name,
                sum=Kroner(invested),
                cost=Kroner(cost),
            )
            return
    yield say("The investments add up to {sum}, but the project cost is {cost}.", sum=Kroner(invested), cost=Kroner(cost))


def _covers(applied: int, invested: int) -> Iterator[Said]:
    """Say where no project cost is stated and more is applied for than the investments add up to: a grant pays a part of them."""
    if not 0 < invested < applied:
        return
    for unit, name in reversed(_UNITS):
        if _GRANTED * applied >= unit * invested:
            yield say(
                "The investments look as if they were written in {unit}: they add up to {sum}, and {applied} is applied for.",
                unit=name,
                sum=Kroner(invested),
                applied=Kroner(applied),
            )
            return
    yield say("The investments add up to {sum}, but {applied} is applied for.", sum=Kroner(invested), applied=Kroner(applied))


def _ratio_unit(appraisal: Appraisal) -> Iterator[Said]:
    """Say where the claimed NPV per invested krone differs from the recomputed one by a factor that a wrong unit or per cent explains."""
    claimed, own = appraisal.claimed.npv_per_invested_krone, appraisal.npv_per_invested_krone
    if not claimed or not own:
        return
    ratio = own / Fraction(claimed)
    for unit in _RATIO_UNITS:
        if _near(ratio.denominator, ratio.numerator, unit) or _near(ratio.numerator, ratio.denominator, unit):
            yield say(
                "The claimed net present value per krone invested is {claimed}, and {own} is computed: about {times} times apart.",
                claimed=claimed,
                own=own,
                times=unit,
            )


def _near(amount: int, other: int, unit: int) -> bool:
    """Whether the one is the unit times the other, within a tenth: a hundred times apart is less telling than a thousand."""
    return 9 * unit * other <= 10 * amount <= 11 * unit * other


def _claim_unit(application: Application, appraisal: Appraisal) -> Iterator[Said]:
    """Say where the claimed NPV differs from the recomputed one as a wrong unit or a wrong sign would."""
    claimed, npv = application.claimed.npv, appraisal.npv
    if not claimed or not npv:
        return
    ratio = npv / claimed
    times, parts = max(0, ratio.numerator), ratio.denominator
    for unit, name in _UNITS:
        if _off_by(times, parts, unit):
            yield say("The claimed net present value looks as if it were written in {unit}.", unit=name)
        if _off_by(parts, times, unit):
            yield say("The cash flow looks as if it were written in {unit}, and the claimed net present value in kroner.", unit=name)
    if abs(ratio + 1) <= _ROUNDING:
        yield say("The claimed net present value has the size of the recomputed one, but the opposite sign.")


def _off_by(amount: int, other: int, unit: int) -> bool:
    """Whether the one is the unit times the other, within half and double."""
    return unit * other <= 2 * amount <= 4 * unit * other
