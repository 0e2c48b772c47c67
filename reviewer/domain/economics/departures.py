"""Other conventions than a method's, and which of them are tried on a claim, in which order.

Each convention that applicants commonly use otherwise is tried alone, then two and three at a time. What is tried is the same for every
cash flow of the same years, so it is laid out once; `explaining` holds a claim against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import Final, NamedTuple

from reviewer.domain.economics.discounting import Factors, discount_factors
from reviewer.domain.economics.presets import PRESETS
from reviewer.domain.identity import Same
from reviewer.domain.method import FirstYear, Method, RateStep

OTHER_RATES: Final = tuple(Decimal(number) / 1000 for number in range(1, 151))
"""The rates that are tried alone on a precise claim: every tenth of a per cent up to 15 %."""

PRESET_RATES: Final = frozenset(preset.rates[0].rate for preset in PRESETS.values())
USUAL_RATES: Final = tuple(sorted({Decimal(number) / 200 for number in range(1, 31)} | PRESET_RATES))
"""Those that are tried on every claim: every half per cent, and the rates of the conventions that have a name."""

NEXT_RATES: Final = {*pairwise(OTHER_RATES), *pairwise(USUAL_RATES)}

OTHER_INFLATION: Final = tuple(Decimal(number) / 200 for number in range(1, 11))
"""Tried beside the method's own where it has any: every half per cent up to 5 %."""

LANE: Final = 16
PARTS: Final = 64
"""Bytes of a lane, and the bits of it that are parts of a krone: amounts whose sum is below 2^62 kroner fit, whichever their sign."""

_FULL: Final = (1 << 8 * LANE) - 1


class Departure(StrEnum):
    """One convention that differs from the method's."""

    UNDISCOUNTED = "undiscounted"
    FIRST_YEAR = "first_year"
    WITHOUT_TAX = "without_tax"
    OTHER_RATE = "other_rate"
    CURRENT_PRICES = "current_prices"
    WHOLE_FLOW = "whole_flow"
    DIVISOR_GRANT = "divisor_grant"
    DIVISOR_PROJECT_COST = "divisor_project_cost"
    DIVISOR_INVESTMENT = "divisor_investment"
    DIVISOR_DISCOUNTED = "divisor_discounted"


class Departed(NamedTuple):
    """A departure, with the rate it was tried at where it has one."""

    kind: Departure
    rate: Decimal | None = None


class Shape(NamedTuple):
    """What of a cash flow and its claim decides which departures are tried.

    `counted` is how many of the years count; `begin` how many years after the base year the rates count from; `divisors` are those that
    would give another ratio.
    """

    years: int
    counted: int
    begin: int
    divisors: tuple[Departure, ...]
    precise: bool


class Way(NamedTuple):
    """How a trial's present values are made: by which factors, and of how many years."""

    factors: Factors
    years: int


class Attempt(NamedTuple):
    """Departures that are tried together: by which of the ways, whether without the tax, and which of them changes the ratio's divisor."""

    departures: tuple[Departed, ...]
    way: int
    untaxed: bool
    divisor: Departure | None


class Attempts(NamedTuple):
    """All that is tried, one stage after the other; `own` is the method without a departure.

    `lanes` has a whole number for each year, with the factor of every way in a lane of its own, in parts of 2^64: so one multiplication is
    enough for what a year's amount comes to by all of them. `most` is above every factor.
    """

    ways: tuple[Way, ...]
    lanes: tuple[int, ...]
    most: int
    own: Attempt
    stages: tuple[tuple[Attempt, ...], ...]


_OTHER = {FirstYear.DISCOUNTED: FirstYear.UNDISCOUNTED, FirstYear.UNDISCOUNTED: FirstYear.DISCOUNTED}
_DISCOUNTING = frozenset({Departure.UNDISCOUNTED, Departure.OTHER_RATE, Departure.CURRENT_PRICES})
_DISCOUNTED_BY = _DISCOUNTING | {Departure.FIRST_YEAR}
_DIVISORS = frozenset({Departure.DIVISOR_GRANT, Departure.DIVISOR_PROJECT_COST, Departure.DIVISOR_DISCOUNTED, Departure.DIVISOR_INVESTMENT})


@lru_cache(maxsize=64)
def attempts(by: Same[Method], shape: Shape) -> Attempts:
    """Return what is tried on claims of this shape."""
    found = _Tried(by, shape)
    single = tuple(found.conventions())
    threes = (one for one in single if shape.precise or one.kind is not Departure.OTHER_RATE or one.rate in PRESET_RATES)
    tried = ([(one,) for one in found.alone(single)], _together(single, 2), _together(tuple(threes), 3))
    own, stages = found.attempt(()), tuple(tuple(map(found.attempt, stage)) for stage in tried)
    parts = [[min((factor << PARTS) // over, _FULL) for factor in factors[:years]] for (factors, over), years in found.ways]
    lanes = tuple(_in_lanes(year) for year in zip_longest(*parts, fillvalue=0))
    return Attempts(tuple(found.ways), lanes, 1 + (max(map(max, parts)) >> PARTS), own, stages)


def _in_lanes(values: Iterable[int]) -> int:
    return int.from_bytes(b"".join(value.to_bytes(LANE, "little") for value in values), "little")


class _Tried:
    """What is tried, while it is laid out."""

    def __init__(self, by: Same[Method], shape: Shape) -> None:
        self.by, self.shape = by, shape
        self.ways = list[Way]()
        self._places: dict[tuple[tuple[Departed, ...], int], int] = {}

    def attempt(self, departures: tuple[Departed, ...]) -> Attempt:
        """Return the departures told apart."""
        kinds = {one.kind for one in departures}
        divisor = next(iter(kinds & _DIVISORS), None)
        discounting = tuple(one for one in departures if one.kind in _DISCOUNTED_BY)
        way = self._way(discounting, self.shape.years if Departure.WHOLE_FLOW in kinds else self.shape.counted)
        return Attempt(departures, way, Departure.WITHOUT_TAX in kinds, divisor)

    def _way(self, discounting: tuple[Departed, ...], years: int) -> int:
        place = self._places.setdefault((discounting, years), len(self.ways))
        if place == len(self.ways):
            self.ways.append(Way(self._factors(*discounting), years))
        return place

    def alone(self, single: Sequence[Departed]) -> list[Departed]:
        """Return every departure that is tried alone: each convention, more inflation and, where the claim is precise, finer rates."""
        whole = Departed(Departure.UNDISCOUNTED)
        prices = (Departed(Departure.CURRENT_PRICES, rate) for rate in OTHER_INFLATION if self.by.held.inflation)
        inflation = (one for one in prices if self._differs(one, whole))
        rates = (Departed(Departure.OTHER_RATE, rate) for rate in (OTHER_RATES if self.shape.precise else USUAL_RATES))
        others = [one for one in single if one.kind is not Departure.OTHER_RATE]
        return list(dict.fromkeys([*others, *inflation, *self._unlike_own(rates)]))

    def conventions(self) -> list[Departed]:
        """Return every single departure that would change a figure, the commonest first."""
        method = self.by.held
        found = [Departed(Departure.WITHOUT_TAX)] if method.tax_rate else []
        found += [Departed(Departure.UNDISCOUNTED), Departed(Departure.FIRST_YEAR)]
        if self.shape.counted < self.shape.years:
            found.append(Departed(Departure.WHOLE_FLOW))
        found += [Departed(Departure.CURRENT_PRICES, rate) for rate in method.inflation]
        rates = self._unlike_own(Departed(Departure.OTHER_RATE, rate) for rate in USUAL_RATES)
        return [*found, *map(Departed, self.shape.divisors), *rates]

    def _unlike_own(self, rates: Iterable[Departed]) -> Iterator[Departed]:
        return (one for one in rates if self._differs(one))

    def _differs(self, one: Departed, *other: Departed) -> bool:
        """Whether the factors by the departure are others than those by the other one, or by the method where there is none."""
        some, others = self._factors(one), self._factors(*other)
        return any(first * others[1] != second * some[1] for first, second in zip(some[0], others[0], strict=True))

    def _factors(self, *departures: Departed) -> Factors:
        return _tried_factors(self.by, departures, self.shape.years, self.shape.begin)


@lru_cache(maxsize=64)
def _together(single: tuple[Departed, ...], number: int) -> tuple[tuple[Departed, ...], ...]:
    """Return so many departures at a time, no two of which say the same thing differently; most applications have the same ones."""
    fits = [[not _alike(one.kind, other.kind) for other in single] for one in single]
    chosen: list[tuple[int, ...]] = [(place,) for place in range(len(single))]
    for _ in range(number - 1):
        chosen = [
            (*places, place)
            for places in chosen
            for place in range(places[-1] + 1, len(single))
            if all(fits[before][place] for before in places)
        ]
    return tuple(tuple(single[place] for place in places) for places in chosen)


def _alike(one: Departure, other: Departure) -> bool:
    kinds = {one, other}
    return kinds <= _DISCOUNTING or kinds <= _DIVISORS or kinds == {Departure.UNDISCOUNTED, Departure.FIRST_YEAR}


@lru_cache(maxsize=4096)
def _tried_factors(by: Same[Method], departures: tuple[Departed, ...], years: int, begin: int) -> Factors:
    """Return the factors by these departures from the method, which are the same for every cash flow of so many years."""
    method, rates, inflation = by.held, by.held.rates, Decimal(0)
    kinds = {departed.kind for departed in departures}
    for kind, rate in departures:
        if kind is Departure.CURRENT_PRICES and rate is not None:
            inflation = rate
        elif kind in {Departure.OTHER_RATE, Departure.UNDISCOUNTED}:
            rates = (RateStep(from_year=0, rate=rate or Decimal(0)),)
    first = _OTHER[method.first_year] if Departure.FIRST_YEAR in kinds else method.first_year
    factors, denominator = discount_factors(rates, first, years, begin)
    up, down = (1 + inflation).as_integer_ratio()
    return tuple(factor * up**year * down ** (years - 1 - year) for year, factor in enumerate(factors)), denominator * down ** (years - 1)
