"""What the council assumes and how it grades in place of the applicant, as the events have left it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from reviewer.domain.economics.council import Assumed, OwnGrade
from reviewer.domain.events import ApplicationReceived, Event, Register
from reviewer.domain.interventions import AssumptionsSet, EffectGraded, assumption_register


class OwnView(NamedTuple):
    """The council's assumptions by name, and its grades by the effect's name."""

    assumed: Mapping[str, Assumed]
    grades: Mapping[str, OwnGrade]


def own_view(history: Iterable[Event], held: Collection[str], heads: Mapping[Register, Event]) -> OwnView:
    """Return what stands of one application's events; `held` are the ids of those that hold a register, `heads` who holds which."""
    assumed: dict[str, Assumed] = {}
    grades: dict[str, OwnGrade] = {}
    revision = 0
    for event in history:
        body = event.body
        revision += isinstance(body, ApplicationReceived)
        if event.id not in held:
            continue
        if isinstance(body, AssumptionsSet):
            for name, value in _standing(body, event, heads):
                assumed[name] = Assumed(value=value, reason=body.reason, seat=event.seat, revision=max(1, revision))
        elif isinstance(body, EffectGraded) and body.grade:
            grades[body.effect] = OwnGrade(grade=body.grade, reason=body.reason, seat=event.seat, revision=max(1, revision))
    return OwnView(assumed, grades)


def _standing(body: AssumptionsSet, event: Event, heads: Mapping[Register, Event]) -> list[tuple[str, str]]:
    """Return what still stands of an act that set several things at once."""
    return [(name, value) for name, value in body.given if value and heads[assumption_register(body.application, name)].id == event.id]
