"""The net present value taken apart: by line, by actor, and what the applicant's own budget gains each year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from operator import mul
from typing import Final, NamedTuple

from reviewer.domain.application import Actor, Application, Flow, Role, Side
from reviewer.domain.economics.appraisal import working_of
from reviewer.domain.economics.assumptions import AS_STATED, Assumptions
from reviewer.domain.economics.discounting import Factors, total
from reviewer.domain.economics.lines import Lines, laid_out, on_public_budget
from reviewer.domain.economics.sums import Sums, summed
from reviewer.domain.identity import Same
from reviewer.domain.method import Method, Residual, TaxedOn
from reviewer.domain.slotted import dataclass

_NOTHING: Final = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWorth:
    """What one line adds to NPV, in kroner: `present_value` is positive on either side and includes residual value.

    `npv` is its part of the whole: the present value with its sign, less its part of the tax-financing cost.
    """

    position: int
    flow: Flow
    stated: int
    present_value: Fraction
    tax_cost: Fraction
    npv: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorWorth:
    """What falls on one actor, as present values in kroner; the tax-financing cost falls on nobody here and stands apart."""

    actor: Actor
    costs: Fraction
    benefits: Fraction

    @property
    def net(self) -> Fraction:
        """Benefits less costs, before tax-financing cost."""
        return self.benefits - self.costs


class YearGain(NamedTuple):
    """What the applicant's own budget gains in a year, in kroner: benefits less running costs, and what is cut of it."""

    year: int
    gain: Fraction
    cut: Fraction


class Discounted(NamedTuple):
    """The lines laid out, the years by sum, and the factors that belong to them."""

    lines: Lines
    sums: Sums
    factors: Factors
    counted: int


def discounted(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> Discounted | None:
    """Return the lines with their factors; None where there is no cash flow to compute from."""
    return _discounted(Same(application), Same(method), assumptions)


@lru_cache(maxsize=64)
def _discounted(applied: Same[Application], by: Same[Method], assumptions: Assumptions) -> Discounted | None:
    """Compute them; what is asked of one cash flow is asked of the same lines."""
    application, method = applied.held, by.held
    lines, sums = laid_out(application, method, assumptions), summed(application, method, assumptions)
    if lines is None or sums is None:
        return None
    counted = len(sums.costs) if method.residual is not Residual.NONE else sums.kept
    return Discounted(lines, sums, working_of(method).factors_for(application, sums, assumptions), counted)


def by_line(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> tuple[LineWorth, ...]:
    """Return what each line adds to NPV, in the order of the cash flow; their `npv` add up to the whole."""
    return _by_line(Same(application), Same(method), assumptions)


@lru_cache(maxsize=64)
def _by_line(applied: Same[Application], by: Same[Method], assumptions: Assumptions) -> tuple[LineWorth, ...]:
    """Compute them; a page or a paper asks for the same ones several times."""
    application, method = applied.held, by.held
    found = discounted(application, method, assumptions)
    if found is None:
        return ()
    lines = zip(application.flows, found.lines.amounts, strict=True)
    return tuple(_worth(found, method, position, flow, amounts) for position, (flow, amounts) in enumerate(lines))


def _worth(found: Discounted, method: Method, position: int, flow: Flow, amounts: Sequence[int]) -> LineWorth:
    """Return one line's; whole numbers up to the end, where a product of fractions would be reduced anew."""
    value, over = sum(map(mul, amounts[: found.counted], found.factors[0])), found.factors[1] * found.lines.scale
    taxed, per = _taxed(flow, method).as_integer_ratio()
    whole = per if flow.side is Side.BENEFIT else -per
    return LineWorth(
        position=position,
        flow=flow,
        stated=sum(flow.amounts.values()),
        present_value=Fraction(value, over),
        tax_cost=Fraction(value * taxed, over * per),
        npv=Fraction(value * (whole - taxed), over * per),
    )


def krone_of(flow: Flow, method: Method) -> Fraction:
    """Return what a krone of the line is to NPV: with its sign, less its tax-financing cost."""
    return (1 if flow.side is Side.BENEFIT else -1) - Fraction(_taxed(flow, method))


def _taxed(flow: Flow, method: Method) -> Decimal:
    """Return the tax-financing cost of a krone of the line."""
    if not on_public_budget(flow):
        return _NOTHING
    if flow.side is Side.COST:
        return method.tax_rate
    return method.tax_rate.copy_negate() if method.taxed_on is TaxedOn.NET_EFFECT else _NOTHING


def by_actor(lines: Sequence[LineWorth]) -> tuple[ActorWorth, ...]:
    """Return what falls on each actor that has a line, in the order of the actors."""
    found = []
    for actor in Actor:
        own = [line for line in lines if line.flow.actor is actor]
        if own:
            costs = total(line.present_value for line in own if line.flow.side is Side.COST)
            benefits = total(line.present_value for line in own if line.flow.side is Side.BENEFIT)
            found.append(ActorWorth(actor=actor, costs=costs, benefits=benefits))
    return tuple(found)


def own_gains(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> tuple[YearGain, ...]:
    """Return what the applicant's public budget gains each year, undiscounted, and what the method cuts of a gain; a loss is not cut."""
    lines = laid_out(application, method, assumptions)
    if lines is None:
        return ()
    own = [
        (1 if flow.side is Side.BENEFIT else -1, amounts)
        for flow, amounts in zip(application.flows, lines.amounts, strict=True)
        if flow.actor is Actor.APPLICANT and flow.public and flow.role is not Role.INVESTMENT
    ]
    gains = [Fraction(sum(sign * amounts[year] for sign, amounts in own), lines.scale) for year in range(lines.span.kept)]
    cut = Fraction(method.gains_cut)
    return tuple(YearGain(lines.span.first + year, gain, max(gain, Fraction(0)) * cut) for year, gain in enumerate(gains))
