"""A column of a sheet: what it is called in each language, what it holds, and what it means."""

from __future__ import annotations

from enum import StrEnum

from reviewer.domain.said import Said
from reviewer.domain.slotted import dataclass


class Holds(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    KRONER = "kroner"
    NUMBER = "number"
    COUNT = "count"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    LIST = "list"
    MUNICIPALITY = "municipality"
    MUNICIPALITIES = "municipalities"
    ORGANISATIONS = "organisations"
    GRADE = "grade"
    BY_YEAR = "by_year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: `key` is the field's path in an application (`claimed.npv`), `also` what others call it."""

    key: str
    nb: str
    nn: str
    en: str
    help: Said | str
    holds: Holds = Holds.TEXT
    choices: type[StrEnum] | tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    required: bool = False

    def heading(self, language: str) -> str:
        """Return the heading in that language."""
        return self.nn if language == "nn" else self.en if language == "en" else self.nb
