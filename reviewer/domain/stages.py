"""Where a round and an application stand. They stand apart from the events because the first screen needs no more than them."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where the round stands, in the order of a round: what may be done is in `reviewer.domain.phases`."""

    PREPARING = "preparing"
    DECLARING = "declaring"
    RATING = "rating"
    OPENED = "opened"
    SECOND_ROUND = "second_round"
    MEETING = "meeting"
    LOCKED = "locked"
    DECIDED = "decided"

    @property
    def ratings_open(self) -> bool:
        """Whether the seats see each other's ratings; until then each sees its own, or what the committee opens for it earlier."""
        return self not in {Stage.PREPARING, Stage.DECLARING, Stage.RATING}


class Outcome(StrEnum):
    """What the council recommends."""

    RECOMMENDED = "recommended"
    CONDITIONS = "recommended_on_conditions"
    NOT_RECOMMENDED = "not_recommended"
    POSTPONED = "postponed"
