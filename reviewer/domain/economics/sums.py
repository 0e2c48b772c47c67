"""The cash flow summed by year: what an appraisal is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from operator import add, sub
from typing import NamedTuple

from reviewer.domain.application import Application, Flow, Role, Side, TakeUp
from reviewer.domain.economics.assumptions import AS_STATED, Assumptions
from reviewer.domain.economics.lines import changed_by_take_up_alone, is_plain, laid_out, on_public_budget
from reviewer.domain.economics.takeup import whole_path
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
    plain = is_plain(application, method, assumptions)
    if not plain and not changed_by_take_up_alone(method, assumptions):
        return _laid_sums(application, method, assumptions)
    if years is None:
        return None
    stated = _stated_sums if plain else partial(_along_the_path, application.reuse)
    sums = stated(application.flows, years[0], years[1] - years[0] + 1)
    return _cut(sums, method) if sums.costs else None


def _stated_sums(flows: Sequence[Flow], first: int, years: int) -> Sums:
    """Return the sums of the amounts as they are stated, from the first one on."""
    sums = _summed(flows, first, years)
    return _later(sums, _empty(sums.costs, sums.benefits))


def _along_the_path(reuse: TakeUp, flows: Sequence[Flow], first: int, years: int) -> Sums:
    """Return the sums where the lines that scale follow the path of take-up, summed before they are multiplied by it."""
    fixed = _summed([flow for flow in flows if not flow.scales_with_reuse], first, years)
    scaling = _summed([flow for flow in flows if flow.scales_with_reuse], first, years)
    empty = _empty(map(add, fixed.costs, scaling.costs), map(add, fixed.benefits, scaling.benefits))
    parts, over = whole_path(reuse, first, years)
    rows = (
        [amount * over + moved * part for amount, moved, part in zip(some, others, parts, strict=True)]
        for some, others in zip(fixed[3:], scaling[3:], strict=True)
    )
    return _later(Sums(first, years, over, *rows), empty)


def _summed(flows: Sequence[Flow], first: int, years: int) -> Sums:
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


def _empty(costs: Iterable[int], benefits: Iterable[int]) -> int:
    """Return how many years of nothing lie before the first amount: an empty column does not move the base year."""
    years = list(zip(costs, benefits, strict=True))
    return next((i for i, pair in enumerate(years) if any(pair)), len(years))


def _later(sums: Sums, years: int) -> Sums:
    """Return the sums without the first so many years."""
    return _each(sums, slice(years, None), sums.first + years) if years else sums


def _cut(sums: Sums, method: Method) -> Sums:
    """Return the sums with the analysis period marked."""
    kept = sums.kept if method.period is None else method.period + 1
    return sums._replace(kept=min(kept, len(sums.costs)))


def _each(sums: Sums, part: slice, first: int) -> Sums:
    return Sums(first, sums.kept, sums.scale, *(values[part] for values in sums[3:]))
