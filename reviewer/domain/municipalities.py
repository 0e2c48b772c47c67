"""The register of municipalities, made ready for look-ups: who there is, how many live there, who is a member of the scheme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reviewer.domain.events import MunicipalitiesImported, Municipality
from reviewer.domain.slotted import dataclass

MUNICIPALITY_DIGITS: Final = 4
COUNTY_DIGITS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipalities:
    """The register by number; counties (two digits) can be looked up, but only municipalities (four) are counted.

    `inhabitants` is the sum over all municipalities, and None where one of them is not known, so that no share is taken of half a country.
    """

    by_number: Mapping[str, Municipality]
    numbers: frozenset[str]
    members: frozenset[str]
    outsiders: frozenset[str]
    inhabitants: int | None
    source: str = ""
    year: int | None = None

    @classmethod
    def of(cls, event: MunicipalitiesImported) -> Municipalities:
        """Return the register that was imported; of two rows with one number the later counts."""
        by_number = {row.number: row for row in event.municipalities}
        counted = [row for row in by_number.values() if len(row.number) == MUNICIPALITY_DIGITS]
        known = [row.inhabitants for row in counted if row.inhabitants is not None]
        return cls(
            by_number=by_number,
            numbers=frozenset(row.number for row in counted),
            members=frozenset(row.number for row in by_number.values() if row.member is True),
            outsiders=frozenset(row.number for row in by_number.values() if row.member is False),
            inhabitants=sum(known) if counted and len(known) == len(counted) else None,
            source=event.source,
            year=event.year,
        )

    @property
    def count(self) -> int:
        """How many municipalities there are."""
        return len(self.numbers)

    def get(self, number: str) -> Municipality | None:
        """Return the municipality or county of that number, or None."""
        return self.by_number.get(number)

    def name(self, number: str) -> str:
        """Return its name, or the number itself where the register does not have it."""
        row = self.by_number.get(number)
        return row.name if row else number

    def member(self, number: str) -> bool | None:
        """Return whether it is a member of the scheme; None where the register does not say, or does not have it."""
        row = self.by_number.get(number)
        return row.member if row else None
