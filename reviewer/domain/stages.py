"""Where a round and an application stand. They stand apart from the events because the first screen needs no more than them."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where the round stands: who may see the others' ratings follows from it."""

    RATING = "rating"
    OPENED = "opened"
    SECOND_ROUND = "second_round"


class Outcome(StrEnum):
    """What the council recommends."""

    RECOMMENDED = "recommended"
    CONDITIONS = "recommended_on_conditions"
    NOT_RECOMMENDED = "not_recommended"
    POSTPONED = "postponed"
