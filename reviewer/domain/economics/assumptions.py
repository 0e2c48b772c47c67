"""What a what-if, or the council itself, assumes otherwise than the applicant."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from reviewer.domain.slotted import dataclass

_AS_IT_IS: Final = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """Factors on the cash flow as it is stated (1 changes nothing), and how many years later things come.

    `take_up` is the part of the stated take-up that comes true in the end; `municipalities`, where given, says the same as a number.
    `lines` are factors by the position of a line, from 0, `named` by its name, for all lines that have it. The whole project comes `start`
    years later, and its benefits `delay` years later still; the base year and the cash flow's last year stay, and what is pushed past that
    is lost.
    """

    benefits: Fraction = _AS_IT_IS
    costs: Fraction = _AS_IT_IS
    investment: Fraction = _AS_IT_IS
    take_up: Fraction = _AS_IT_IS
    municipalities: int | None = None
    start: int = 0
    delay: int = 0
    lines: tuple[tuple[int, Fraction], ...] = ()
    named: tuple[tuple[str, Fraction], ...] = ()

    @property
    def benefits_later(self) -> int:
        """How many years later the benefits come, and with them the use of what is made."""
        return self.start + self.delay


AS_STATED: Final = Assumptions()
