"""What may happen where the round stands now, and what a rating says of the moment in which it is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from reviewer.domain.case import Case
from reviewer.domain.draw import rival_seeds
from reviewer.domain.events import Happening, Rated, RatingRound, Stage, StageSet
from reviewer.domain.interventions import DrawAnnounced
from reviewer.domain.phases import not_now
from reviewer.domain.said import Listed, Said, say

NO_REVISIONS: Mapping[str, str] = MappingProxyType({})


def untimely(case: Case, body: Happening) -> Said | None:
    """Return why this may not happen now, or None where it may."""
    if case.lock_events:
        return (
            None if case.locks.admits(body) else say("The minutes are locked. What is wrong in them is put right by a numbered correction.")
        )
    if said := not_now(case.stage, body):
        return said
    match body:
        case DrawAnnounced():
            return _second_draw(case, body)
        case StageSet(stage=Stage.SECOND_ROUND) if not case.stage.ratings_open:
            return say("Open the ratings first: the second round comes after the discussion of the first.")
        case Rated(round=RatingRound.AFTER) if case.stage is not Stage.SECOND_ROUND:
            return say("The second round of ratings is not open.")
        case _:
            return None


def _second_draw(case: Case, body: DrawAnnounced) -> Said | None:
    """Return why this seed is not announced: there is one, or there are several of which one is to be kept."""
    if case.seed is not None:
        return say("A seed is announced already: “{seed}”. A second one would be a second draw.", seed=case.seed)
    rivals = rival_seeds(case.conflicts)
    if rivals and body.seed not in rivals:
        return say("Several seeds are announced: {seeds}. Keep one of them; another one would be a new draw.", seeds=Listed(rivals))
    return None


def stamped(case: Case, body: Happening, revisions: Mapping[str, str] = NO_REVISIONS) -> Happening:
    """Return a rating with the round, the committee's edition and the application's revision it is given on; anything else as it is.

    `revisions` are the ids of the newest revisions, by application; what is said again keeps the one that it was given on.
    """
    if not isinstance(body, Rated):
        return body
    after = RatingRound.AFTER if case.stage is Stage.SECOND_ROUND else body.round
    return replace(body, round=after, edition=len(case.changes), revision=body.revision or revisions.get(body.application, ""))
