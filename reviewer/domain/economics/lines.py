"""The cash flow laid out by line and year, with everything that changes an amount: take-up, real growth, what-ifs, a year carried on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import Final, NamedTuple

from reviewer.domain.application import Actor, Application, Flow, Role, Side
from reviewer.domain.economics.assumptions import AS_STATED, Assumptions
from reviewer.domain.economics.takeup import final_take_up, follows_a_path, take_up_path
from reviewer.domain.method import Method, RealGrowth, Residual

LONGEST_SPAN: Final = 200
"""Years. A cash flow that spans more has a mistyped year, and nothing is computed from it."""


_PUBLIC_BODIES: Final = (Actor.APPLICANT, Actor.STATE, Actor.MUNICIPALITIES)


class Span(NamedTuple):
    """The years of a cash flow: the first and last with an amount, and how many of them the analysis period keeps."""

    first: int
    last: int
    kept: int


class Lines(NamedTuple):
    """One list of amounts a line, from the first year on, over the denominator `scale`; those past `span.kept` are residual value."""

    span: Span
    scale: int
    amounts: list[list[int]]


def stated_span(flows: Sequence[Flow], method: Method) -> Span | None:
    """Return the years of the cash flow as it is stated; None where it has no amounts, or spans too many years to be meant.

    Years of nothing before the first amount are left out, so that an empty column does not move the base year.
    """
    costs, benefits = dict[int, int](), dict[int, int]()
    for flow in flows:
        totals = costs if flow.side is Side.COST else benefits
        for year, amount in flow.amounts.items():
            totals[year] = totals.get(year, 0) + amount
    used = [year for totals in (costs, benefits) for year, total in totals.items() if total]
    every = [*costs, *benefits]
    if not used or max(every) - min(every) >= LONGEST_SPAN:
        return None
    first, last = min(used), max(every)
    years = last - first + 1
    return Span(first, last, years if method.period is None else min(years, method.period + 1))


def is_plain(application: Application, method: Method, assumptions: Assumptions) -> bool:
    """Whether the amounts count as they are stated."""
    return changed_by_take_up_alone(method, assumptions) and not follows_a_path(application.reuse)


def changed_by_take_up_alone(method: Method, assumptions: Assumptions) -> bool:
    """Whether nothing but the application's own path of take-up changes an amount."""
    return assumptions == AS_STATED and not method.real_growth and method.residual is not Residual.CARRIED_ON


def laid_out(application: Application, method: Method, assumptions: Assumptions = AS_STATED) -> Lines | None:
    """Return every line's amounts as they count; None where `stated_span` is."""
    span = stated_span(application.flows, method)
    if span is None:
        return None
    years = span.last - span.first + 1
    weights = _Weights(application, method, assumptions, span.first, years)
    rows = [weights.of(position, flow) for position, flow in enumerate(application.flows)]
    scale = lcm(*(part.denominator for row in weights.made for part in row))
    whole = {id(row): [int(part * scale) for part in row] for row in weights.made}
    amounts = [
        _weighted(flow, [scale] * years if row is None else whole[id(row)], span.first)
        for flow, row in zip(application.flows, rows, strict=True)
    ]
    if assumptions.benefits_later:
        amounts = [_delayed(row, later(flow, assumptions)) for flow, row in zip(application.flows, amounts, strict=True)]
    if method.residual is Residual.CARRIED_ON:
        amounts = [_carried_on(row, flow, span, method) for flow, row in zip(application.flows, amounts, strict=True)]
    return Lines(span, scale, amounts)


class _Weights:
    """The factors on each line's amounts, one a year; what lines share is made once, and told apart by which list it is."""

    def __init__(self, application: Application, method: Method, assumptions: Assumptions, first: int, years: int) -> None:
        self.method = method
        self.assumptions = assumptions
        self.benefits = assumptions.benefits
        self.investment = assumptions.costs * assumptions.investment
        self.by_position = dict(assumptions.lines)
        self.by_name = dict(assumptions.named)
        self.years = range(first, first + years)
        final = final_take_up(application.reuse, assumptions)
        path = take_up_path(application.reuse, first, years)
        self.path = None if final == 1 and not follows_a_path(application.reuse) else [part * final for part in path]
        self._rows: dict[tuple[Fraction, bool, RealGrowth | None, int], list[Fraction]] = {}

    @property
    def made(self) -> Iterable[list[Fraction]]:
        """Every row of factors so far, each once."""
        return self._rows.values()

    def of(self, position: int, flow: Flow) -> list[Fraction] | None:
        """Return the line's factors; None where its amounts stand as they are."""
        factor = self._factor(position, flow)
        path = self.path if flow.scales_with_reuse else None
        growth = next((one for one in self.method.real_growth if grows(flow, one)), None)
        if factor == 1 and path is None and growth is None:
            return None
        key = (factor, path is not None, growth, 0 if growth is None else later(flow, self.assumptions))
        if key not in self._rows:
            self._rows[key] = self._row(factor, path, growth, key[-1])
        return self._rows[key]

    def _row(self, factor: Fraction, path: list[Fraction] | None, growth: RealGrowth | None, moved: int) -> list[Fraction]:
        row = [factor] * len(self.years) if path is None else path if factor == 1 else [factor * part for part in path]
        if growth is None:
            return row
        return [part * self._grown(growth, year + moved) for part, year in zip(row, self.years, strict=True)]

    def _factor(self, position: int, flow: Flow) -> Fraction:
        factor = self.benefits if flow.side is Side.BENEFIT else self.investment if flow.role is Role.INVESTMENT else self.assumptions.costs
        for own in (self.by_position.get(position), self.by_name.get(flow.line)):
            factor = factor if own is None else factor * own
        return factor

    def _grown(self, growth: RealGrowth, year: int) -> Fraction:
        start = self.years[0] if self.method.price_year is None else self.method.price_year
        return (1 + Fraction(growth.rate)) ** (year - start)


def on_public_budget(flow: Flow) -> bool:
    """Whether the line is on a public budget: marked so, and falling on a public body."""
    return flow.public and flow.actor in _PUBLIC_BODIES


def grows(flow: Flow, growth: RealGrowth) -> bool:
    """Whether the line is among those that the growth is for."""
    return growth.side in (None, flow.side) and growth.role in (None, flow.role) and growth.actor in (None, flow.actor)


def _weighted(flow: Flow, weights: list[int], first: int) -> list[int]:
    amounts = [0] * len(weights)
    for year, amount in flow.amounts.items():
        if year >= first:
            amounts[year - first] = amount * weights[year - first]
    return amounts


def later(flow: Flow, assumptions: Assumptions) -> int:
    """Return how many years later the line's amounts come."""
    return assumptions.start if flow.side is Side.COST else assumptions.benefits_later


def _delayed(row: list[int], years: int) -> list[int]:
    return ([0] * years + row)[: len(row)]


def _carried_on(row: list[int], flow: Flow, span: Span, method: Method) -> list[int]:
    """Return the line with its last kept year carried on; a cash flow that ends before the analysis period has nothing left to carry."""
    reaches = method.period is None or span.last - span.first >= method.period
    last = row[span.kept - 1] if reaches and flow.role is not Role.INVESTMENT else 0
    return row[: span.kept] + [last] * method.residual_years
