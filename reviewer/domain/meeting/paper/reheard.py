"""A meeting on paper tried act by act, as it was held: everything that would be refused is found at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from reviewer.domain.case import Case, fold
from reviewer.domain.events import Event, Happening, Rated
from reviewer.domain.meeting.acts import ItemPlaced, RecusalDecided, Standing
from reviewer.domain.meeting.paper.restaged import Step
from reviewer.domain.meeting.recusals import who_decides
from reviewer.domain.meeting.rehearsal import provisional, refused
from reviewer.domain.registers import IN_TURN, NOTHING_SEALED, Dating, Sealed
from reviewer.domain.said import Said
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The steps that would be done, the ones that would be refused and why, and the case as it would be, without ratings."""

    steps: tuple[Step, ...]
    refused: tuple[tuple[Step, Said], ...]
    case: Case


def reheard(events: Iterable[Event], seat: str, steps: Sequence[Step], at: datetime, sealed: Sealed = NOTHING_SEALED) -> Heard:
    """Return what would come of the steps. Of an application in which one is refused, the rest is not tried."""
    done = [event for event in events if not isinstance(event.body, Rated)]
    dating = Dating(max((at, *(event.at for event in done))), IN_TURN)
    case = fold(done, sealed)
    taken: list[Step] = []
    wrong: list[tuple[Step, Said]] = []
    broken: set[str] = set()
    for turn, step in enumerate(steps):
        application = getattr(step.body, "application", "")
        if application and application in broken:
            continue
        body = _completed(case, step.body)
        if said := refused(case, done, body):
            wrong.append((step, said))
            broken.add(application)
            continue
        done.append(provisional(done, seat, body, dating.of(turn), sealed))
        case = fold(done, sealed)
        taken.append(replace(step, body=body))
    return Heard(steps=tuple(taken), refused=tuple(wrong), case=case)


def _completed(case: Case, body: Happening) -> Happening:
    """Return the decision on an interest with those who must have made it, where the record does not name them."""
    if not isinstance(body, RecusalDecided) or body.standing is Standing.OPEN or body.decided_by or body.application not in case.dossiers:
        return body
    placed = [event.body.meeting for event in case.dossiers[body.application].meeting_acts if isinstance(event.body, ItemPlaced)]
    return replace(body, decided_by=who_decides(case, body.application, body.concerned, placed[-1] if placed else ""))
