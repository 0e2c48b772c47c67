"""The announced draw of lots: what could be seen when its seed was told, and seeds that stand against each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import normalize

from reviewer.domain.events import DrawAnnounced, Event, Stage, StageSet
from reviewer.domain.registers import Conflict

DRAW = ("draw",)
"""The register of the seed."""


def announced(text: str) -> DrawAnnounced:
    """Return the announcement of a seed as anybody reads it: single spaces, composed letters, nothing at the ends."""
    return DrawAnnounced(seed=normalize("NFC", " ".join(text.split())))


def stage_before(standing: Sequence[Event], draw: Event) -> Stage:
    """Return where the round stood when this seed was announced for the first time."""
    stage = Stage.RATING
    for event in standing:
        if isinstance(event.body, DrawAnnounced) and event.body == draw.body:
            break
        stage = event.body.stage if isinstance(event.body, StageSet) else stage
    return stage


def rival_seeds(conflicts: Iterable[Conflict]) -> tuple[str, ...]:
    """Return the seeds that stand against each other: each announced by somebody who did not know of the others."""
    events = (event for conflict in conflicts if conflict.register == DRAW for event in conflict.events)
    return tuple(dict.fromkeys(event.body.seed for event in events if isinstance(event.body, DrawAnnounced)))
