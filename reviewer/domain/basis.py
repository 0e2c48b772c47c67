"""Where a rule or a number comes from, and how firm it is."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from reviewer.domain.slotted import dataclass

Day = date
"""The type under a second name: a field called `date` hides the first from whoever evaluates the annotations of its class."""


class Status(StrEnum):
    """How firm a statement of the committee's file is; anything but `adopted` is said wherever it shows."""

    ADOPTED = "adopted"
    PROPOSED = "proposed"
    ILLUSTRATIVE = "illustrative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Where a rule or number comes from: `Digdir, utlysningen 2020`, with the date of the source."""

    source: str
    date: Day | None = None
    status: Status = Status.ADOPTED
