"""The phases of a round: one switch, one table that says who sees the others' ratings and what may be done.

A new case is in the phase of rating. What arrives from another laptop is weighed by rights alone: it was done when its own laptop's
phase allowed it, and a packet that comes late is not lost.
"""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.domain.enrolment import FeedCountersigned, HandedIn, SeatEnrolled, SeatKeyClosed
from reviewer.domain.events import Happening, InterestDeclared, Rated, Recommended, StageSet, Undone
from reviewer.domain.interventions import GrantDeclined
from reviewer.domain.meeting import acts
from reviewer.domain.said import Listed, Said, say
from reviewer.domain.slotted import dataclass
from reviewer.domain.stages import Stage

_ALWAYS: tuple[type[Happening], ...] = (StageSet, SeatEnrolled, SeatKeyClosed, FeedCountersigned)
_IN_THE_ROOM: tuple[type[Happening], ...] = (acts.FloorGiven, acts.VoteTaken, acts.Decided, acts.OverrunDecided, acts.MinutesLocked)
_AFTER: tuple[type[Happening], ...] = (acts.InterestConfirmed, acts.RecipientDecided, acts.MilestoneSet, acts.ReserveKept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """What is not done in a phase; with `only`, nothing else is. Who sees the ratings is the stage's own answer: `ratings_open`."""

    name: Said
    closed_to: tuple[type[Happening], ...] = ()
    only: tuple[type[Happening], ...] | None = None

    def allows(self, body: Happening) -> bool:
        """Whether this may be done now, by whoever has the right to it."""
        if isinstance(body, _ALWAYS):
            return True
        return isinstance(body, self.only) if self.only is not None else not isinstance(body, self.closed_to)


PHASES: Mapping[Stage, Phase] = {
    Stage.PREPARING: Phase(name=say("Preparing"), closed_to=(Rated, HandedIn, InterestDeclared, *_IN_THE_ROOM)),
    Stage.DECLARING: Phase(name=say("Declaring interests"), closed_to=(Rated, HandedIn, *_IN_THE_ROOM)),
    Stage.RATING: Phase(name=say("Rating"), closed_to=_IN_THE_ROOM),
    Stage.OPENED: Phase(name=say("Reading"), closed_to=_IN_THE_ROOM),
    Stage.SECOND_ROUND: Phase(name=say("Second round of rating"), closed_to=_IN_THE_ROOM),
    Stage.MEETING: Phase(name=say("Meeting"), closed_to=(Rated, HandedIn, Recommended)),
    Stage.LOCKED: Phase(name=say("Locked"), only=_AFTER),
    Stage.DECIDED: Phase(name=say("Decided"), only=(GrantDeclined, Undone, *_AFTER)),
}
"""In the order of a round; rating goes on while the others' ratings are read, until the meeting. In the meeting, decisions go
through votes.

Once minutes are locked, the lock says what may still be done, in place of this table: `reviewer.domain.meeting.locks`.
"""


def not_now(stage: Stage, body: Happening) -> Said | None:
    """Return why this is not done in the phase, or None where it may be."""
    phase = PHASES[stage]
    if phase.allows(body):
        return None
    able = Listed(tuple(other.name for other in PHASES.values() if other.allows(body)))
    return say("This is not done in the phase “{phase}”. It is done in: {phases}.", phase=phase.name, phases=able)
