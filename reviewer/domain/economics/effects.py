"""Non-priced effects by the plus/minus method: meaning × extent → one of nine steps. A grade is an order, and never becomes a krone."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from reviewer.domain.application import Application, Effect, Level
from reviewer.domain.economics.council import OwnGrade
from reviewer.domain.method import Grading
from reviewer.domain.slotted import dataclass

STEPS: Final = ("----", "---", "--", "-", "0", "+", "++", "+++", "++++")
_LEVELS: Final = tuple(Level)
_NO_STEP: Final = STEPS.index("0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """One effect: the applicant's own step (-4 to 4), the one that the committee's table gives, and the council's; None is unknown.

    The table gives a size, 0 to 4; its sign is that of the applicant's own grade, and without one it is open.
    """

    effect: Effect
    own: int | None
    by_table: int | None
    size: int | None = None
    council: OwnGrade | None = None

    @property
    def counted(self) -> int | None:
        """The step that counts: the council's where it has one, else the applicant's."""
        return self.own if self.council is None else step_of(self.council.grade)

    @property
    def apart(self) -> int | None:
        """How many steps the applicant's grade lies above the table's; None where either is unknown."""
        return None if self.own is None or self.by_table is None else self.own - self.by_table


def graded(application: Application, grading: Grading | None, council: Mapping[str, OwnGrade] = MappingProxyType({})) -> tuple[Graded, ...]:
    """Return every effect with its grades, in the application's order; `council` has the council's own by the effect's name."""
    return tuple(_graded(effect, grading, council.get(effect.name)) for effect in application.effects)


def step_of(grade: str | None) -> int | None:
    """Return -4 to 4 for `----` to `++++` (a true minus sign counts as one); None for what is no grade."""
    text = (grade or "").replace("\u2212", "-")
    return STEPS.index(text) - _NO_STEP if text in STEPS else None


def grade_text(step: int) -> str:
    """Return `----` to `++++` for -4 to 4."""
    return STEPS[step + _NO_STEP]


def table_text(one: Graded) -> str | None:
    """Return the table's grade as it is written, both of them where the sign is open: `++/--`; None where the table gives none."""
    if one.by_table is not None:
        return grade_text(one.by_table)
    return None if one.size is None else f"{grade_text(one.size)}/{grade_text(-one.size)}"


def size_by_table(meaning: Level | None, extent: Level | None, grading: Grading | None) -> int | None:
    """Return 0 to 4 by the committee's table; None where it has none, or meaning or extent is not stated."""
    if meaning is None or extent is None or grading is None:
        return None
    return grading.table[_LEVELS.index(meaning)][_LEVELS.index(extent)]


def _graded(effect: Effect, grading: Grading | None, council: OwnGrade | None) -> Graded:
    own, size = step_of(effect.grade), size_by_table(effect.meaning, effect.extent, grading)
    by_table = size if size == 0 else None if not own or size is None else size if own > 0 else -size
    return Graded(effect=effect, own=own, by_table=by_table, size=size, council=council)
