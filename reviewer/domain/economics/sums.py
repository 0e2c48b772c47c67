"""The cash flow summed by year: what an appraisal is made of."""

from __future__ import annotations

from collections.abc import Sequence
from operator import add, sub
from typing import NamedTuple

from reviewer.domain.application import Application, Flow, Role, Side
from reviewer.domain.economics.assumptions import AS_STATED, Assumptions
from reviewer.domain.economics.lines import is_plain, laid_out, on_public_budget
from reviewer.domain.method import Method

_COST, _INVESTMENT = Side.COST, Role.INVESTMENT
"""Kept by name, because reading a member off its enum costs more than adding an amount."""


class Sums(NamedTuple):
    """The cash flow in lists, one value a year from `first` on, over `scale`; those from `kept` on are after the analysis period.

    `public` is cost less benefit on public budgets, `public_costs` the cost alone.
    """

    first: int
    kept: int
    scale: int
    costs: list[int]
    benefits: list[int]
    public: list[int]
    public_costs: list[int]
    investments: list[int]


def summed(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> Sums | None:
    """Return the cash flow by year as it counts; None where it has no amounts."""
    return summed_over(stated_years(application.flows), application, method, assumptions)


def stated_years(flows: Sequence[Flow]) -> tuple[int, int] | None:
    """Return the first and the last year that the lines have an amount for, be it 0; None where they have none."""
    used = [flow.amounts for flow in flows if flow.amounts]
    return (min(map(min, used)), max(map(max, used))) if used else None


def summed_over(years: tuple[int, int] | None, application: Application, method: Method, assumptions: Assumptions) -> Sums | None:
    """Return what `summed` does, where the stated years are known already."""
    if not is_plain(application, method, assumptions):
        return _laid_sums(application, method, assumptions)
    if years is None:
        return None
    sums = _from_first_amount(_stated_sums(application.flows, years[0], years[1] - years[0] + 1))
    return _cut(sums, method) if sums.costs else None


def _stated_sums(flows: Sequence[Flow], first: int, years: int) -> Sums:
    """Return the sums; each line goes into one list and the lists together, because a case has very many lines."""
    own_costs, own_benefits, public_costs, public_benefits, investments = ([0] * years for _ in range(5))
    for flow in flows:
        public = on_public_budget(flow)
        if flow.side is _COST:
            _add(public_costs if public else own_costs, flow, first)
            if flow.role is _INVESTMENT:
                _add(investments, flow, first)
        else:
            _add(public_benefits if public else own_benefits, flow, first)
    costs, benefits = list(map(add, own_costs, public_costs)), list(map(add, own_benefits, public_benefits))
    return Sums(first, years, 1, costs, benefits, list(map(sub, public_costs, public_benefits)), public_costs, investments)


def _add(sums: list[int], flow: Flow, first: int) -> None:
    for year, amount in flow.amounts.items():
        sums[year - first] += amount


def _laid_sums(application: Application, method: Method, assumptions: Assumptions) -> Sums | None:
    lines = laid_out(application, method, assumptions)
    if lines is None:
        return None
    years = len(lines.amounts[0])
    costs, benefits, taken, public_costs, investments = ([0] * years for _ in range(5))
    for flow, amounts in zip(application.flows, lines.amounts, strict=True):
        is_cost, public = flow.side is Side.COST, on_public_budget(flow)
        for into in (
            *((costs,) if is_cost else (benefits,)),
            *((public_costs if is_cost else taken,) if public else ()),
            *((investments,) if is_cost and flow.role is Role.INVESTMENT else ()),
        ):
            into[:] = map(add, into, amounts)
    net = [cost - benefit for cost, benefit in zip(public_costs, taken, strict=True)]
    return _cut(Sums(lines.span.first, lines.span.kept, lines.scale, costs, benefits, net, public_costs, investments), method)


def _from_first_amount(sums: Sums) -> Sums:
    """Return the sums without the years of nothing before the first amount, so that an empty column does not move the base year."""
    empty = next((i for i, pair in enumerate(zip(sums.costs, sums.benefits, strict=True)) if any(pair)), len(sums.costs))
    return _each(sums, slice(empty, None), sums.first + empty) if empty else sums


def _cut(sums: Sums, method: Method) -> Sums:
    """Return the sums with the analysis period marked."""
    kept = sums.kept if method.period is None else method.period + 1
    return sums._replace(kept=min(kept, len(sums.costs)))


def _each(sums: Sums, part: slice, first: int) -> Sums:
    return Sums(first, sums.kept, sums.scale, *(values[part] for values in sums[3:]))
