"""Which meeting a motion, a dissent or an acting chair belongs to: they name none, and a case that was postponed comes up again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reviewer.domain.events import Dissented, Event
from reviewer.domain.meeting.acts import ActingChairSet, Decided, FloorGiven, ItemPlaced, MotionMade, VoteTaken

_OF_ONE = (MotionMade, ActingChairSet, Dissented)


def meeting_before(history: Iterable[Event]) -> str:
    """Return the meeting that had the case last, or empty; `history` is oldest first."""
    return next((found for event in reversed(tuple(history)) if (found := _had(event))), "")


def belonging(history: Iterable[Event], meeting: str) -> tuple[Event, ...]:
    """Return the events without what was moved, dissented and led in a case while another meeting than this one had it."""
    had, found = "", []
    for event in history:
        had = _had(event) or had
        if not (isinstance(event.body, _OF_ONE) and had and had != meeting):
            found.append(event)
    return tuple(found)


def _had(event: Event) -> str:
    body = event.body
    if isinstance(body, ItemPlaced):
        return body.meeting if body.position is not None else ""
    return body.meeting if isinstance(body, FloorGiven | VoteTaken | Decided) else ""


def dissents_of(history: Iterable[Event], holding: Iterable[Event], decision: Decided | None) -> Mapping[str, str]:
    """Return the dissents that hold, by seat: where a meeting's decision stands, none that was from another meeting's."""
    own = {event.id for event in belonging(history, decision.meeting)} if decision else None
    found = [event.body for event in holding if isinstance(event.body, Dissented) and (own is None or event.id in own)]
    return {body.dissenter: body.text for body in found if body.text}
