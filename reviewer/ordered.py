"""What is asked for: which papers of a case, and in which formats. It stands alone, for what makes them takes a while to load."""

from __future__ import annotations

from datetime import date

from reviewer.documents.export import FORMATS
from reviewer.domain.proposal import Audience, Kind
from reviewer.domain.slotted import dataclass

WORKBOOK, RATINGS, PABULIB = "xlsx", "ratings", "pb"
KNOWN = (*FORMATS, WORKBOOK, RATINGS, PABULIB)
"""Every format by its name; those of papers first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which papers are asked for: `about` are applications (or seats, for reading packs); empty means all of them.

    `seat` is whose view of the case they are made of; empty for the whole case.
    """

    produced: date
    kind: Kind = Kind.PROPOSAL
    about: tuple[str, ...] = ()
    seat: str = ""
    audience: Audience = Audience.COUNCIL
