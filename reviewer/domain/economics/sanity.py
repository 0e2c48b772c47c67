"""What looks wrong in a cash flow, with line and year: told, never corrected."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from reviewer.domain.application import Application, Flow, Role, Side
from reviewer.domain.economics.appraisal import Appraisal, Source
from reviewer.domain.method import Method
from reviewer.domain.said import Kroner, Said, say

_ROUNDING: Final = Fraction(1, 200)
"""Amounts are often given in rounded thousands: half a per cent apart is still the same sum."""

_UNITS: Final = ((1_000, say("thousand kroner")), (1_000_000, say("million kroner")))
_SMALL: Final = 1_000
_LARGE_PROJECT: Final = 1_000_000


def remarks(application: Application, appraisal: Appraisal, method: Method) -> tuple[Said, ...]:
    """Return what looks wrong, beside the appraisal's own warnings."""
    if appraisal.source is not Source.RECOMPUTED:
        return ()
    found: list[Said] = []
    for flow in application.flows:
        found += _in_time(application, flow)
        found += _beyond_period(application, flow, appraisal, method)
        found += _too_small(application, flow)
    return (*found, *_running_costs(application), *_adds_up(application), *_claim_unit(application, appraisal))


def _years(flow: Flow) -> list[int]:
    return sorted(year for year, amount in flow.amounts.items() if amount)


def _in_time(application: Application, flow: Flow) -> Iterator[Said]:
    years = _years(flow)
    starts, ends = application.starts, application.ends
    if not years:
        return
    if flow.side is Side.BENEFIT and starts is not None and years[0] < starts.year:
        yield say(
            "{line} has a benefit in {year}, before the project starts in {start}.",
            line=flow.line,
            year=str(years[0]),
            start=str(starts.year),
        )
    if flow.side is Side.COST and flow.role is Role.INVESTMENT:
        early = [year for year in years if starts is not None and year < starts.year]
        late = [year for year in years if ends is not None and year > ends.year]
        for year in (*early[:1], *late[-1:]):
            yield say("{line} is an investment in {year}, outside the project period.", line=flow.line, year=str(year))


def _beyond_period(application: Application, flow: Flow, appraisal: Appraisal, method: Method) -> Iterator[Said]:
    """Say where benefits lie past the years that the applicant has stated; past the method's own period the appraisal warns."""
    stated, base, years = application.claimed.years, appraisal.base_year, _years(flow)
    if flow.side is not Side.BENEFIT or stated is None or base is None or not years or years[-1] <= base + stated:
        return
    if method.period is None or stated < method.period:
        yield say(
            "{line} has a benefit in {year}, beyond the {years} years that the applicant states.",
            line=flow.line,
            year=str(years[-1]),
            years=stated,
        )


def _too_small(application: Application, flow: Flow) -> Iterator[Said]:
    """Say where a whole line is of a size that only a wrong unit explains."""
    largest = max(flow.amounts.values(), default=0)
    if 0 < largest < _SMALL and (application.project_cost or 0) >= _LARGE_PROJECT:
        year = max(flow.amounts, key=lambda one: flow.amounts[one])
        yield say(
            "{line} is at most {amount}, in {year}. Is it written in thousand or million kroner?",
            line=flow.line,
            amount=Kroner(largest),
            year=str(year),
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
        yield say("The cash flow has benefits but no costs in {year}, after the project ends.", year=str(missing[0]))


def _adds_up(application: Application) -> Iterator[Said]:
    cost = application.project_cost
    invested = sum(sum(flow.amounts.values()) for flow in application.flows if flow.side is Side.COST and flow.role is Role.INVESTMENT)
    if not cost or invested <= 0 or abs(invested - cost) <= cost * _ROUNDING:
        return
    for unit, name in _UNITS:
        if _off_by(Fraction(cost, invested), unit):
            yield say(
                "The investments look as if they were written in {unit}: they add up to {sum}, and the project cost is {cost}.",
                unit=name,
                sum=Kroner(invested),
                cost=Kroner(cost),
            )
            return
        if _off_by(Fraction(invested, cost), unit):
            yield say(
                "The project cost looks as if it were written in {unit}: it is {cost}, and the investments add up to {sum}.",
                unit=name,
                sum=Kroner(invested),
                cost=Kroner(cost),
            )
            return
    yield say("The investments add up to {sum}, but the project cost is {cost}.", sum=Kroner(invested), cost=Kroner(cost))


def _claim_unit(application: Application, appraisal: Appraisal) -> Iterator[Said]:
    """Say where the claimed NPV differs from the recomputed one as a wrong unit or a wrong sign would."""
    claimed, npv = application.claimed.npv, appraisal.npv
    if not claimed or not npv:
        return
    ratio = npv / claimed
    for unit, name in _UNITS:
        if _off_by(ratio, unit):
            yield say("The claimed net present value looks as if it were written in {unit}.", unit=name)
        if ratio > 0 and _off_by(1 / ratio, unit):
            yield say("The cash flow looks as if it were written in {unit}, and the claimed net present value in kroner.", unit=name)
    if abs(ratio + 1) <= _ROUNDING:
        yield say("The claimed net present value has the size of the recomputed one, but the opposite sign.")


def _off_by(ratio: Fraction, unit: int) -> bool:
    """Whether the ratio is the unit, within half and double."""
    return Fraction(unit, 2) <= ratio <= 2 * unit
