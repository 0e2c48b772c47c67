"""What an application has been, read from everything that has happened to it: a label stays when the decision behind it changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from reviewer.domain.case import Dossier
from reviewer.domain.events import Event, Outcome, Recommended
from reviewer.domain.interventions import PlaceMoved
from reviewer.domain.meeting.acts import Decided, RecipientDecided
from reviewer.domain.said import Said, say


class Label(StrEnum):
    """Something that an application has been at some time, whatever it is now."""

    ON_CONDITIONS = "on_conditions"
    POSTPONED = "postponed"
    MOVED = "moved"


LABELS: Mapping[Label, Said] = {
    Label.ON_CONDITIONS: say("has been recommended with conditions"),
    Label.POSTPONED: say("has been postponed"),
    Label.MOVED: say("has been moved in the order by hand"),
}
_OF = {Outcome.CONDITIONS: Label.ON_CONDITIONS, Outcome.POSTPONED: Label.POSTPONED}


def labels(dossier: Dossier) -> tuple[Label, ...]:
    """Return the labels, in the order of `Label`; what was undone has not been."""
    found = {label for event in dossier.history for label in _told(event)}
    return tuple(label for label in Label if label in found)


def _told(event: Event) -> Iterator[Label]:
    match event.body:
        case Recommended(fields=fields, outcome=outcome) if "outcome" in fields and outcome in _OF:
            yield _OF[outcome]
        case Decided(outcome=outcome) | RecipientDecided(outcome=outcome) if outcome in _OF:
            yield _OF[outcome]
        case PlaceMoved(to=to) if to is not None:
            yield Label.MOVED
        case _:
            return
