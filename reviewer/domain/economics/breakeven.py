"""How far each thing may go wrong before NPV is 0."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import count

from reviewer.domain.application import Application, Role, Side
from reviewer.domain.economics.appraisal import appraise
from reviewer.domain.economics.assumptions import AS_STATED, Assumptions
from reviewer.domain.economics.breakdown import LineWorth, by_line, discounted, krone_of
from reviewer.domain.economics.discounting import total
from reviewer.domain.economics.lines import grows
from reviewer.domain.economics.returns import internal_rates
from reviewer.domain.economics.sensitivity import Lever
from reviewer.domain.method import Method, Residual, TaxedOn
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """The factor on one thing (1 is as stated) at which NPV is exactly 0; below 0 where not even its absence is enough."""

    lever: Lever
    factor: Fraction
    line: LineWorth | None = None

    @property
    def change(self) -> Fraction:
        """How far it may change, as a share: -0.35 is a fall of 35 %."""
        return self.factor - 1


def break_evens(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> tuple[BreakEven, ...]:
    """Return the break-even of all benefits, all costs, the investment, the tax rate and each line; what has none is left out."""
    lines = by_line(application, method, assumptions)
    npv = total(line.npv for line in lines)
    sums = (
        (Lever.BENEFITS, [line for line in lines if line.flow.side is Side.BENEFIT]),
        (Lever.COSTS, [line for line in lines if line.flow.side is Side.COST]),
        (Lever.INVESTMENT, [line for line in lines if line.flow.side is Side.COST and line.flow.role is Role.INVESTMENT]),
    )
    found = [_break_even(npv, lever, total(line.npv for line in some)) for lever, some in sums]
    found.append(_break_even(npv, Lever.TAX_RATE, -total(line.tax_cost for line in lines)))
    found += [_break_even(npv, Lever.LINE, line.npv, line) for line in lines]
    return tuple(one for one in found if one is not None)


def _break_even(npv: Fraction, lever: Lever, part: Fraction, line: LineWorth | None = None) -> BreakEven | None:
    return BreakEven(lever=lever, factor=1 - npv / part, line=line) if part else None


def break_even_rates(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> tuple[Decimal, ...]:
    """Return every constant discount rate at which NPV is 0, tax-financing cost and residual value included."""
    found = discounted(application, method, assumptions)
    if found is None:
        return ()
    tax, per = method.tax_rate.as_integer_ratio()
    sums = found.sums
    taxed = sums.public if method.taxed_on is TaxedOn.NET_EFFECT else sums.public_costs
    rows = zip(sums.costs, sums.benefits, taxed, strict=True)
    net = [(benefit - cost) * per - public * tax for cost, benefit, public in rows]
    return internal_rates(net[: found.counted])


def break_even_growth(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> tuple[Decimal, ...]:
    """Return every yearly real growth, one for all that grows by the method, at which NPV is 0; () where nothing grows by it."""
    found = discounted(application, replace(method, real_growth=()), assumptions)
    if found is None or not method.real_growth:
        return ()
    base = found.lines.span.first
    last = (found.lines.span.kept if method.residual is Residual.CARRIED_ON else found.counted) - 1
    start = base if method.price_year is None else method.price_year
    powers = [base + min(year, last) - start for year in range(found.counted)]
    sums = dict.fromkeys(range(min(0, *powers), max(0, *powers) + 1), Fraction(0))
    for flow, amounts in zip(application.flows, found.lines.amounts, strict=True):
        signed = krone_of(flow, method)
        growing = any(grows(flow, one) for one in method.real_growth)
        for power, amount, factor in zip(powers, amounts, found.factors[0], strict=False):
            sums[power if growing else 0] += signed * amount * factor
    return internal_rates([sums[power] for power in reversed(sums)])


def longest_delay(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> int | None:
    """Return how many whole years later the benefits may come before NPV falls below 0; None where it is below 0 already.

    The costs stay where they are, and what is pushed past the cash flow's last year is lost. A project that never falls below 0 may be
    delayed by its whole length.
    """
    later = (replace(assumptions, delay=assumptions.delay + years) for years in count())
    return _longest(application, method, later)


def longest_slip(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> int | None:
    """Return the same where the whole project comes later, its costs with it; the last year that counts stays where it is."""
    later = (replace(assumptions, start=assumptions.start + years) for years in count())
    return _longest(application, method, later)


def _longest(application: Application, method: Method, later: Iterable[Assumptions]) -> int | None:
    years = len(appraise(application, method).by_year)
    held = None
    for so_many, changed in zip(range(years + 1), later, strict=False):
        npv = appraise(application, method, changed).npv
        if npv is None or npv < 0:
            break
        held = so_many
    return held


def fewest_years(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> int | None:
    """Return the shortest analysis period (years after the base year) with NPV at 0 or above; None where no period has it."""
    years = len(appraise(application, method, assumptions).by_year)
    return next((period for period in range(years) if _at_least_zero(application, replace(method, period=period), assumptions)), None)


def _at_least_zero(application: Application, method: Method, assumptions: Assumptions) -> bool:
    npv = appraise(application, method, assumptions).npv
    return npv is not None and npv >= 0


def narrowest(found: Sequence[BreakEven]) -> tuple[BreakEven, ...]:
    """Return the lines in the order of how little each has to change for NPV to be 0."""
    return tuple(sorted((one for one in found if one.lever is Lever.LINE), key=lambda one: abs(one.change)))
