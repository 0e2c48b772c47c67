"""What a carried motion comes to with the amendments that were carried: the one place where conditions meet an outcome."""

from __future__ import annotations

from typing import Protocol

from reviewer.domain.recommendation import GRANTING
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.domain.stages import Outcome


class Moved(Protocol):
    """A motion, as made in the room or as written on paper."""

    @property
    def outcome(self) -> Outcome | None: ...
    @property
    def amount(self) -> int | None: ...
    @property
    def conditions(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Outcome and amount (kroner), None where the motion leaves them open, and the conditions.

    Conditions make *recommended* to *recommended with conditions*; an amendment to another outcome does away with them, and with the amount
    where nothing is granted.
    """

    outcome: Outcome | None = None
    amount: int | None = None
    conditions: tuple[str, ...] = ()

    def amended(self, by: Moved) -> Carried:
        """Return what it comes to with this amendment: what that leaves open stays."""
        outcome = by.outcome or self.outcome
        amount = by.amount if by.amount is not None else self.amount
        kept = self.conditions if by.outcome in {None, Outcome.CONDITIONS} else ()
        conditions = by.conditions or kept
        if outcome is Outcome.RECOMMENDED and conditions:
            outcome = Outcome.CONDITIONS
        if outcome is not None and outcome not in GRANTING:
            return Carried(outcome=outcome)
        return Carried(outcome=outcome, amount=amount, conditions=conditions)


NOTHING = Carried()
"""What is there before any motion."""


def conditions_refused(outcome: Outcome | None, conditions: tuple[str, ...]) -> Said | None:
    """Return why the conditions do not go with the outcome, or None where they do, or where the outcome is left open."""
    if not conditions or outcome in {None, Outcome.CONDITIONS}:
        return None
    if outcome is Outcome.RECOMMENDED:
        return say("Conditions belong to “recommended with conditions”. Choose that outcome, or write no conditions.")
    return say("What is not recommended, or postponed, has no conditions.")
