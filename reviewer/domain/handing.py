"""What of a seat's ratings leaves its laptop: what it has handed in, and nothing that it had written before or has written since."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.domain.case import Case
from reviewer.domain.enrolment import HandedIn
from reviewer.domain.events import Event, Rated, Undone
from reviewer.domain.registers import holders
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Departing:
    """What leaves of a seat's ratings of one application, by ids: `whole` as they stand, `drafts` as seals only."""

    whole: frozenset[str]
    drafts: frozenset[str]


def departing(ratings: Sequence[Event]) -> Departing:
    """Return what leaves of one seat's feeds of ratings of one application, whichever of its keys signed them; the oldest first.

    What was handed in and taken back before it was sent does not leave. A rating that was replaced before any handing-in is a draft.
    """
    taken_back = {old for event in ratings if isinstance(event.body, Undone) for old in event.body.events}
    marks = [index for index, event in enumerate(ratings) if isinstance(event.body, HandedIn) and event.id not in taken_back]
    if not marks:
        return Departing(whole=frozenset(), drafts=frozenset())
    given: set[str] = set()
    for mark in marks:
        given.update(one.id for found in holders(ratings[:mark]).values() for one in found)
    leaving = ratings[: marks[-1] + 1]
    drafts = frozenset(event.id for event in leaving if isinstance(event.body, Rated)) - given
    return Departing(whole=frozenset(event.id for event in leaving) - drafts, drafts=drafts)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatProgress:
    """How far a seat has come: applications it has begun to rate and handed in whole, of those that it is to rate.

    `changed` are those that it has changed since it handed them in.
    """

    begun: int
    handed_in: int
    of: int
    changed: tuple[str, ...] = ()


def progress(case: Case, seat: str) -> SeatProgress:
    """Return how far the seat has come in what it may see."""
    seen = case.seen_by(seat)
    begun = [dossier for dossier in seen.dossiers.values() if any(one == seat for one, _ in dossier.ratings)]
    changed = tuple(dossier.id for dossier in begun if seat in dossier.handed_in and _last(dossier.history, seat) is Rated)
    handed_in = sum(seat in dossier.handed_in for dossier in seen.dossiers.values())
    return SeatProgress(begun=len(begun), handed_in=handed_in, of=len(seen.dossiers), changed=changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToHandIn:
    """The applications that a seat has rated, or changed, since it last handed in: those rated in every criterion, and the others."""

    whole: tuple[str, ...]
    partly: tuple[str, ...]


def to_hand_in(case: Case, seat: str) -> ToHandIn:
    """Return what the seat may hand in now."""
    changed = set(progress(case, seat).changed)
    wanted = len(case.committee.criteria)
    whole: list[str] = []
    partly: list[str] = []
    for dossier in case.seen_by(seat).dossiers.values():
        given = sum(one == seat for one, _ in dossier.ratings)
        if given and (seat not in dossier.handed_in or dossier.id in changed):
            (whole if given >= wanted else partly).append(dossier.id)
    return ToHandIn(whole=tuple(whole), partly=tuple(partly))


def _last(history: Sequence[Event], seat: str) -> type[Rated | HandedIn] | None:
    """Return which of the two the seat did last."""
    own = [event for event in history if event.seat == seat and isinstance(event.body, Rated | HandedIn)]
    return type(own[-1].body) if own else None  # type: ignore[return-value]
