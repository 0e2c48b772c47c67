"""What a committee's file may say of how much one application can get, and of who pays: caps, own gains, sources, years."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from reviewer.domain.basis import Basis
from reviewer.domain.rules import Test
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """A grant is cut to at most this share (0-1) of the project cost and at most this many kroner, where `when` is met.

    It holds for applications received from `valid_from` to `valid_to` (inclusive). It cuts; a requirement on the amount applied for
    refuses instead.
    """

    id: str
    name: str
    basis: Basis
    share_of_cost: Decimal | None = None
    at_most: int | None = None
    when: Test | None = None
    valid_from: date | None = None
    valid_to: date | None = None


class GainsFrom(StrEnum):
    """What the share of an applicant's own net gains (the method's `gains_cut`) is taken from: its later budgets, or the grant."""

    BUDGET = "budget"
    GRANT = "grant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who pays: `share` (0-1) of every grant, up to `amount` kroner in the round; without an amount there is no limit."""

    id: str
    name: str
    share: Decimal
    basis: Basis
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLimit:
    """What can be paid in one year, in kroner: a grant is paid as the project's investment runs."""

    year: int
    amount: int
    basis: Basis
