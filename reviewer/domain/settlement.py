"""A conflict settled by somebody who may not set the field: of the values that are there, one is kept. Nothing new is said in its place.

What a seat rated is the seat's own word, and nobody writes another; that one of two of its words counts, the secretariat can say.
"""

from __future__ import annotations

from reviewer.domain.slotted import dataclass

Register = tuple[str, ...]

SETTLED = "settled"
"""The first word of the register that a settlement sets: a later settlement of the same field takes its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictSettled:
    """Of the values that a field has, `kept` stays and `dropped` go, by their events' ids.

    `holder` is the seat whose value is kept, in its feed `of`: whoever sees that feed sees this too. `application` is set where the
    field concerns one.
    """

    field: Register
    kept: str
    dropped: tuple[str, ...]
    holder: str
    of: str
    application: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        return ((SETTLED, *self.field),)
