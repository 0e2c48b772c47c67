"""What the projector shows: one case, made of nothing but what everybody in the room may see.

Until a case is open, those who are recused from it are still in the room: then its number and who leaves is all there is. When it is
open they are out, and what is shown is the case as all the others together may see it. Sums and places leave out every other case from
which somebody in the room is recused, and say so. In a round that asks for declarations, a case is shown when all in the room have
declared in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from reviewer.domain.assessment import Assessment, Judged, assess, setting
from reviewer.domain.case import Case
from reviewer.domain.eligibility import VerdictKind
from reviewer.domain.meeting.acts import FloorState, MotionKind, MotionMade, Presence, VoteTaken
from reviewer.domain.meeting.attending import stood_out
from reviewer.domain.meeting.deciding import granted
from reviewer.domain.meeting.opened import content_open
from reviewer.domain.meeting.quorum import Quorum, attendance, quorum
from reviewer.domain.meeting.sitting import Item, Meeting, meeting
from reviewer.domain.meeting.voting import Result, tallied
from reviewer.domain.ranking.places import Place
from reviewer.domain.ranking.uncertainty import Interval, uncertainty
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Comes:
    """A case that comes up: its number and the seats that leave the room before it opens."""

    application: str
    number: str
    leaving: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is shown of an open case. `scores` are the members' own, lowest first; `verdicts` counts them; kroner are whole."""

    title: str
    applicant: str
    judged: Judged
    place: Place | None
    interval: Interval | None
    places: int
    scores: tuple[Fraction, ...]
    verdicts: Mapping[VerdictKind, int]
    motion: MotionMade | None
    vote: VoteTaken | None
    result: Result | None
    quorum: Quorum


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One picture for the room.

    `facts` is None until the case is open. `frame` and `granted` are kroner; `left_out` says that cases are left out of `granted` and
    of the places. `gathering` are those in the room until there is a quorum, before a case has been up; then None. `short` tells after that
    that there is no quorum for the case that waits. `silent` are those in the room that have not declared in the open case, in a round
    that asks for it: till then it has no facts. `unread` says that some case is left out for that. `quiet` says that the case that waits
    is discussed only if somebody asks, where all in the room may see the case.
    """

    meeting: Meeting
    here: Comes | None
    item: Item | None
    upcoming: Comes | None
    facts: Facts | None
    frame: int | None
    granted: int
    left_out: bool
    done: int
    gathering: Quorum | None
    short: Quorum | None
    silent: tuple[str, ...]
    unread: bool
    quiet: bool


def slide(case: Case, meeting_id: str) -> Slide | None:
    """Return what the room may see now, or None where there is no such meeting; `case` is the whole one. Nothing comes after the lock."""
    found = meeting(case, meeting_id)
    if found is None:
        return None
    coming = () if found.locked is not None else found.items
    here = before_the_meeting(found) if coming else None
    waiting = [item for item in coming if item.floor is FloorState.WAITING and item is not here]
    upcoming = next((item for item in waiting if here is None or item.position > here.position), next(iter(waiting), None))
    shared = room_view(case, found, here)
    opened = here if here is not None and here.floor is FloorState.OPEN else None
    there = in_the_room(case, found, here)
    return Slide(
        meeting=found,
        here=_comes(here, found) if here else None,
        item=opened,
        upcoming=_comes(upcoming, found) if upcoming else None,
        facts=_facts(case, shared, found, opened) if opened and opened.application in shared.dossiers else None,
        frame=case.budget,
        granted=granted(shared),
        left_out=shared.dossiers.keys() != case.dossiers.keys(),
        done=len(found.treated),
        gathering=None if _begun(found) else _too_few(quorum(case, meeting_id)),
        short=_too_few(quorum(case, meeting_id, here.application)) if here and here is not opened and _begun(found) else None,
        silent=tuple(seat for seat in there if not content_open(case, opened.application, seat)) if opened else (),
        quiet=here is not None and here is not opened and here.undiscussed and here.application in shared.dossiers,
        unread=shared.dossiers.keys() != shown_to(case, there).dossiers.keys(),
    )


def _too_few(there: Quorum) -> Quorum | None:
    return None if there.quorate else there


def _begun(found: Meeting) -> bool:
    """Whether a case has been before the meeting."""
    return any(item.floor is not FloorState.WAITING or item.course.treated is not None for item in found.items)


def before_the_meeting(found: Meeting) -> Item | None:
    """Return the case that is open, else the first one that waits, else None."""
    opened = (item for item in found.items if item.floor is FloorState.OPEN)
    return next(opened, next((item for item in found.items if item.floor is FloorState.WAITING), None))


def in_the_room(case: Case, found: Meeting, item: Item | None) -> tuple[str, ...]:
    """Return the seats in the room: those noted as present, less those that are recused from the case that is open.

    A seat that decides and is noted neither as there nor as absent may be there.
    """
    out = item.recused if item is not None and item.floor is FloorState.OPEN else ()
    noted = attendance(case, found.id)
    present = [seat for seat, one in noted.items() if one.presence is Presence.PRESENT]
    unnoted = [seat.id for seat in case.committee.rating_seats() if seat.id not in noted]
    return tuple(seat for seat in (*present, *unnoted) if seat not in out)


def room_view(case: Case, found: Meeting, item: Item | None) -> Case:
    """Return what all who are in the room may see and read, one and all: what is hidden from one of them is left out."""
    there = in_the_room(case, found, item)
    shared = shown_to(case, there)
    read = {key: one for key, one in shared.dossiers.items() if not one.unopened and all(content_open(case, key, seat) for seat in there)}
    return replace(shared, dossiers=read)


def shown_to(case: Case, seats: Iterable[str]) -> Case:
    """Return what every one of these seats may see."""
    for seat in seats:
        case = case.seen_by(seat)
    return case


def _comes(item: Item, found: Meeting) -> Comes:
    """Return the case with those that are in the room and have to go; after it is open they are those that went.

    Until the first case, who is not noted yet may be in the room too.
    """
    there = {seat for seat, one in found.attendance.items() if one.presence is Presence.PRESENT}
    if item.floor is FloorState.OPEN:
        there |= {seat for seat in item.recused if stood_out(found, item, seat)}
    elif not _begun(found):
        there |= {seat for seat in item.recused if seat not in found.attendance}
    return Comes(application=item.application, number=item.number, leaving=tuple(seat for seat in item.recused if seat in there))


def _facts(case: Case, shared: Case, found: Meeting, item: Item) -> Facts:
    assessment = assess(shared)
    judged = assessment.judged[item.application]
    motion = _on_the_table(item)
    vote = item.vote(motion.motion) if motion else None
    return Facts(
        title=judged.dossier.application.title,
        applicant=judged.dossier.application.applicant.name,
        judged=judged,
        place=assessment.place(item.application),
        interval=_interval(assessment, item.application),
        places=sum(place.rank is not None for place in assessment.places),
        scores=tuple(sorted(judged.score.members.values())),
        verdicts=judged.verdicts.counts(),
        motion=motion,
        vote=vote,
        result=tallied(vote, case.committee) if vote else None,
        quorum=quorum(case, found.id, item.application),
    )


def _on_the_table(item: Item) -> MotionMade | None:
    """Return the motion that was carried, else the last one made; None where there is none."""
    if item.decided is not None and (carried := item.motion(item.decided.motion)):
        return carried
    return next((one for one in reversed(item.motions) if one.kind is not MotionKind.WITHDRAWN), None)


def _interval(assessment: Assessment, application: str) -> Interval | None:
    found = uncertainty(setting(assessment), assessment.places)
    return found.intervals.get(application) if found else None
