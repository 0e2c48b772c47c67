"""What no single key of a committee's method and prices can show: years out of order, shares out of range, tables of a wrong size."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reviewer.domain.committee import Committee
from reviewer.domain.economics.simulation import MOST_DRAWS
from reviewer.domain.method import Grading, Method, Residual, Uncertainty
from reviewer.domain.prices import Charge
from reviewer.domain.said import say
from reviewer.intake.expectation import Path, Wrong

_LEVELS = 3
_LARGEST_STEP = 4
_LONGEST_PERIOD = 200


def method_is_whole(committee: Committee) -> Iterator[Wrong]:
    """Yield what is wrong with the method, its uncertainty and its grading."""
    method = committee.method
    yield from _rates(method)
    yield from _years(method)
    for name in ("tax_rate", "gains_cut", "small_deviation", "large_deviation"):
        share = getattr(method, name)
        if not 0 <= share <= 1:
            yield Wrong(("method", name), str(share), say("Write a share from 0 to 1; 50 per cent is 0.5."))
    if method.uncertainty is not None:
        yield from _uncertainty(method.uncertainty)
    if method.grading is not None:
        yield from _grading(method.grading)


def _rates(method: Method) -> Iterator[Wrong]:
    years = [step.from_year for step in method.rates]
    if not years or years[0] != 0 or years != sorted(set(years)):
        shown = ", ".join(map(str, years))
        yield Wrong(("method", "rates"), shown, say("Let the first rate hold from year 0, and each of the next from a later year."))
    rates: list[tuple[Path, Decimal]] = [(("method", "rates", number, "rate"), step.rate) for number, step in enumerate(method.rates)]
    rates += [(("method", "real_growth", number, "rate"), growth.rate) for number, growth in enumerate(method.real_growth)]
    rates += [(("method", "inflation", number), rate) for number, rate in enumerate(method.inflation)]
    for path, rate in rates:
        if not -1 < rate < 1:
            yield Wrong(path, str(rate), say("Write the rate as a share: 4 per cent is 0.04."))


def _years(method: Method) -> Iterator[Wrong]:
    if method.period is not None and not 0 <= method.period <= _LONGEST_PERIOD:
        yield Wrong(("method", "period"), str(method.period), say("Write a number of years, for example 10."))
    carried = method.residual is Residual.CARRIED_ON
    if not int(carried) <= method.residual_years <= _LONGEST_PERIOD:
        expected = say("Write how many years the last year is carried on, for example 20.")
        yield Wrong(("method", "residual_years"), str(method.residual_years), expected)


def _uncertainty(uncertainty: Uncertainty) -> Iterator[Wrong]:
    if not 0 <= uncertainty.low <= 1:
        expected = say("Write a part of what is stated, at most 1: 0.75 is 75 per cent of it.")
        yield Wrong(("method", "uncertainty", "low"), str(uncertainty.low), expected)
    if uncertainty.high < 1:
        expected = say("Write a part of what is stated, at least 1: 1.25 is 125 per cent of it.")
        yield Wrong(("method", "uncertainty", "high"), str(uncertainty.high), expected)
    if not 1 <= uncertainty.draws <= MOST_DRAWS:
        yield Wrong(("method", "uncertainty", "draws"), str(uncertainty.draws), say("Write a number from 1 to {most}.", most=MOST_DRAWS))


def _grading(grading: Grading) -> Iterator[Wrong]:
    rows = grading.table
    if len(rows) != _LEVELS or any(len(row) != _LEVELS for row in rows):
        yield Wrong(
            ("method", "grading", "table"), str(rows), say("Write three rows of three steps: importance low to high, extent low to high.")
        )
    for number, row in enumerate(rows):
        if any(not 0 <= step <= _LARGEST_STEP for step in row):
            yield Wrong(("method", "grading", "table", number), str(row), say("Write steps from 0 to 4."))


def prices_are_whole(committee: Committee) -> Iterator[Wrong]:
    """Yield what is wrong with the price models and with what members pay to join."""
    for number, model in enumerate(committee.price_models):
        for position, charge in enumerate(model.charges):
            yield from _charge(("price_models", number, "charges", position), charge)
    for position, charge in enumerate(committee.fund.contributions):
        yield from _charge(("fund", "contributions", position), charge)


def _charge(path: Path, charge: Charge) -> Iterator[Wrong]:
    begins = [band.from_inhabitants for band in charge.bands]
    if begins and (begins[0] != 0 or begins != sorted(set(begins))):
        shown = ", ".join(map(str, begins))
        yield Wrong((*path, "bands"), shown, say("Let the first band begin at 0 inhabitants, and each of the next at a higher number."))
