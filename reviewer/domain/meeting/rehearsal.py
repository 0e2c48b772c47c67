"""Whether an act can be done as the case stands: tried event by event before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from reviewer.domain.case import Case, fold
from reviewer.domain.events import Event, Happening, Rated, StageSet, Undone
from reviewer.domain.feeds import feed_of
from reviewer.domain.meeting.acts import ActingChairSet, FeedLocked, MinutesCorrected, MinutesLocked, MotionMade, VoteTaken
from reviewer.domain.meeting.balloting import faults
from reviewer.domain.meeting.belonging import meeting_before
from reviewer.domain.meeting.deciding import granted
from reviewer.domain.meeting.objections import LOCKED, cannot_lead, objection
from reviewer.domain.meeting.resting import undermined
from reviewer.domain.registers import NOTHING_SEALED, Dating, Sealed, holders
from reviewer.domain.said import Said, say
from reviewer.domain.timeliness import untimely


def rehearsed(
    events: Iterable[Event],
    seat: str,
    bodies: Sequence[Happening],
    dating: Dating,
    sealed: Sealed = NOTHING_SEALED,
) -> Said | None:
    """Return why the act is not done, or None where it may be; each of its events is weighed with those before it done.

    `events` are the case's own and those of the applications concerned and of all that were voted on. Ratings play no part.
    """
    done = [event for event in events if not isinstance(event.body, Rated)]
    dating = replace(dating, at=max((dating.at, *(event.at for event in done))))
    before = case = fold(done, sealed)
    locking = {body.meeting for body in bodies if isinstance(body, MinutesLocked)}
    for turn, body in enumerate(bodies):
        if isinstance(body, FeedLocked) and body.meeting not in locking:
            return say("A feed is locked together with the minutes of its meeting.")
        if locking and not isinstance(body, MinutesLocked | FeedLocked | StageSet):
            return say("The minutes are locked in an act of its own.")
        if not isinstance(body, FeedLocked) and (said := refused(case, done, body)):
            return said
        done.append(provisional(done, seat, body, dating.of(turn), sealed))
        if not locking:
            case = fold(done, sealed)
    after = fold(done, sealed) if locking else case
    undone = any(isinstance(body, Undone) for body in bodies)
    return _now(before, bodies) or _worse(before, after) or (undermined(before, after) if undone else None)


def _now(case: Case, bodies: Sequence[Happening]) -> Said | None:
    """Return what stands in the way of something that is done by itself, and not told with all the rest of a meeting; or None."""
    alone = bodies[0] if len(bodies) == 1 else None
    return cannot_lead(case, alone) if isinstance(alone, ActingChairSet) else None


def refused(case: Case, done: Sequence[Event], body: Happening) -> Said | None:
    """Return why this is not done after what is done already, or None where it may be."""
    if isinstance(body, Undone):
        locks = case.locks
        taken = [event for event in done if event.id in body.events]
        locked = any(locks.covers((event.seat, event.key, event.feed), event.number) for event in taken)
        if locked or any(isinstance(event.body, MinutesLocked | FeedLocked) for event in taken):
            return LOCKED
        if any(isinstance(event.body, MinutesCorrected) for event in taken):
            return say("A correction of locked minutes stays. Put right what is wrong in it by a new one, with its reason.")
        if why := _voted_on(case, taken, body):
            return why
    return untimely(case, body) or objection(case, body)


def _voted_on(case: Case, taken: Iterable[Event], body: Undone) -> Said | None:
    """Return that a motion is taken back on which there has been a vote that stays, or None."""
    dossier = case.dossiers.get(body.application)
    held = [(event.id, event.body) for event in dossier.meeting_acts] if dossier else []
    here = meeting_before(dossier.history) if dossier else ""
    votes = [vote for key, vote in held if isinstance(vote, VoteTaken) and vote.meeting == here and key not in body.events]
    voted = {number for vote in votes for number in (vote.motion, vote.against_motion)}
    moved = [event.body.motion for event in taken if isinstance(event.body, MotionMade) and event.body.motion in voted]
    return say("Motion {motion} has been put to the vote. Undo the vote first.", motion=moved[0]) if moved else None


def _worse(before: Case, after: Case) -> Said | None:
    """Return what the act would leave wrong that was not wrong before, or None."""
    then, now = faults(before), faults(after)
    fresh = [why for key, why in now.items() if key not in then]
    money = ("", "")
    if money in now and granted(after) > granted(before):
        fresh.append(now[money])
    return fresh[0] if fresh else None


def provisional(done: Sequence[Event], seat: str, body: Happening, at: datetime, sealed: Sealed) -> Event:
    """Return the event as it would be written; its id is its own only within the rehearsal. `at` is not before what is done already."""
    held = holders(done, sealed) if body.registers else {}
    return Event(
        id=f"rehearsed {len(done)}",
        seat=seat,
        number=2**52 + len(done),
        at=at,
        kind="rehearsed",
        body=body,
        replaces=tuple(dict.fromkeys(event.id for register in body.registers for event in held.get(register, ()))),
        feed=feed_of(body),
    )
