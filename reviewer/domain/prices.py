"""What it costs to adopt a solution, as its price model states it."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from reviewer.domain.basis import Basis
from reviewer.domain.slotted import dataclass


class Payer(StrEnum):
    """Who pays a charge."""

    MUNICIPALITY = "municipality"
    COUNTY = "county"


class Every(StrEnum):
    """How often a charge falls due."""

    ONCE = "once"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Kroner for payers with at least `from_inhabitants`, until the next band begins."""

    from_inhabitants: int
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """One charge: a fixed amount, an amount per inhabitant, and an amount by bands, in kroner; what is given is added up."""

    payer: Payer = Payer.MUNICIPALITY
    every: Every = Every.YEAR
    fixed: Decimal = Decimal(0)
    per_inhabitant: Decimal = Decimal(0)
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceModel:
    """The price of adopting one solution."""

    id: str
    name: str
    basis: Basis
    charges: tuple[Charge, ...]
