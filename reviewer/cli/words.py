"""Events, applications and differences in words, for the log, for `show` and for what an import changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any

from reviewer.domain.application import (
    Application,
    Claim,
    Difference,
    Effect,
    Flow,
    GainsPlan,
    Organisation,
    Phase,
    Role,
    Side,
    TakeUp,
    Withheld,
)
from reviewer.domain.case import Case
from reviewer.domain.committee import Committee, ExtraField, SeatRole
from reviewer.domain.conflicts import settled_words
from reviewer.domain.enrolment import FeedCountersigned
from reviewer.domain.events import Event, Happening
from reviewer.domain.meeting.acts import FeedLocked
from reviewer.domain.proposal.words import GAINS_PLANS, LEVELS, PHASES, organisation
from reviewer.domain.requirements.papers import FIELD_NAMES
from reviewer.domain.said import Kroner, Said, Value, say
from reviewer.language.speech import Speech

ROLES: Mapping[SeatRole, Said] = {
    SeatRole.CHAIR: say("chair"),
    SeatRole.MEMBER: say("member"),
    SeatRole.SECRETARIAT: say("secretariat"),
    SeatRole.OBSERVER: say("observer"),
    SeatRole.RECIPIENT: say("recipient"),
}
_SIDES = {Side.COST: say("cost"), Side.BENEFIT: say("benefit")}
_SPENT_ON = {Role.INVESTMENT: say("investment"), Role.OPERATION: say("operation"), Role.OTHER: say("other")}
_KRONER = frozenset({"amount_applied", "project_cost"})
NOTHING = "–"


def event_line(event: Event, committee: Committee, speech: Speech, known: Mapping[str, Event] = MappingProxyType({})) -> str:
    """Return what happened, in one sentence, and what it settled of the events that the reader knows of."""
    from reviewer.domain.narration import narrated

    told = (narrated(event.body, committee), *settled_words(event, known, committee))
    return " ".join(speech.text(one) for one in told)


def act_lines(events: Sequence[Event], case: Case, speech: Speech) -> Iterator[tuple[Event, str, str]]:
    """Yield each event with its application and what happened; what one act did in every feed is one line, at its first event."""
    known = {event.id: event for event in events}
    together: dict[tuple[object, ...], list[Event]] = {}
    for event in events:
        every = isinstance(event.body, FeedCountersigned | FeedLocked)
        together.setdefault((event.seat, event.key, event.act, event.kind) if every else (event.id,), []).append(event)
    for first, *rest in together.values():
        if rest:
            from reviewer.domain.narration import of_every_feed

            said = of_every_feed([first.body, *(event.body for event in rest)], case.committee)
            yield first, "", speech.text(said)
        else:
            yield first, first.application, event_line(first, case.committee, speech, known)


def who_line(event: Event, case: Case, speech: Speech) -> str:
    """Return the seat that did it, and who signed for it where that has been more than one person."""
    person = case.enrolments.person(event.seat, event.key)
    return speech.text(say("{seat} ({person})", seat=event.seat, person=person)) if person else event.seat


def application_lines(application: Application, extra: Sequence[ExtraField], speech: Speech) -> Iterator[str]:
    """Yield each field that is filled in, by its name; a field of several values has one line for each.

    `extra` are the committee's own fields.
    """
    for one in fields(Application):
        for name, value in _named(one.name, getattr(application, one.name), extra, speech):
            if value not in (None, "", ()):
                yield from _field_lines(name, shown(one.name, value, speech))


def difference_line(difference: Difference, extra: Sequence[ExtraField], speech: Speech) -> str:
    """Return `Søknadsbeløp: 1 000 000 kr → 2 000 000 kr`; of what has parts, only the parts that differ."""
    before = dict(_named(difference.field, difference.before, extra, speech))
    after = dict(_named(difference.field, difference.after, extra, speech))
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return "; ".join(_change(name, difference.field, before.get(name), after.get(name), speech) for name in changed)


def shown(field: str, value: Any, speech: Speech) -> list[str]:
    """Return a field's value in words, one text for each of its parts."""
    match value:
        case None | "" | ():
            return []
        case tuple() if all(isinstance(one, str) for one in value):
            return [", ".join(value)]
        case tuple():
            return [speech.text(_said(one, speech)) for one in value]
        case int() if field in _KRONER:
            return [speech.value(Kroner(value))]
        case _:
            return [speech.text(_said(value, speech))]


def data_of(value: Any) -> Any:
    """Return any of the domain's values as JSON holds it; what is at its default is left out of nested values."""
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): data_of(one) for key, one in value.items()}
        case tuple() | list():
            return [data_of(one) for one in value]
        case _ if is_dataclass(value):
            return {one.name: data_of(getattr(value, one.name)) for one in fields(value)}
        case _:
            return value


def body_data(body: Happening) -> Any:
    """Return an event's body as JSON holds it."""
    return data_of(body)


def _named(field: str, value: Any, extra: Sequence[ExtraField], speech: Speech) -> list[tuple[str, Any]]:
    """Return the values of a field with their names: one, or one for each part where it has parts."""
    if isinstance(value, TakeUp | Claim):
        return [(_name(f"{field}.{one.name}", speech), _in_kroner(one.name, getattr(value, one.name))) for one in fields(value)]
    if isinstance(value, Mapping):
        names = {one.id: one.name for one in extra}
        return [(str(names.get(key) or key), one) for key, one in value.items()]
    return [(_name(field, speech), value)]


def _name(field: str, speech: Speech) -> str:
    return speech.text(FIELD_NAMES.get(field, field))


def _in_kroner(name: str, value: Any) -> Any:
    return Kroner(value) if name == "npv" and value is not None else value


def _field_lines(name: str, values: list[str]) -> Iterator[str]:
    if len(values) < 2:  # noqa: PLR2004 - one value stands on the name's own line
        yield f"{name}: {''.join(values)}".replace("\n", "\n  ")
        return
    yield f"{name}:"
    yield from (f"  {one}".replace("\n", "\n  ") for one in values)


def _change(name: str, field: str, before: Any, after: Any, speech: Speech) -> str:
    if isinstance(before or after, tuple) and not all(isinstance(one, str) for one in (before or after)):
        old, new = shown(field, before, speech), shown(field, after, speech)
        gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
        return f"{name}: {'; '.join(gone) or NOTHING} → {'; '.join(come) or NOTHING}"
    return f"{name}: {''.join(shown(field, before, speech)) or NOTHING} → {''.join(shown(field, after, speech)) or NOTHING}"


def _said(value: Any, speech: Speech) -> Said | str:
    match value:
        case Organisation():
            return organisation(value)
        case Flow():
            return _flow(value, speech)
        case Effect():
            return _effect(value)
        case Withheld():
            return say("{field}: {ground}", field=FIELD_NAMES.get(value.field, value.field), ground=value.ground)
        case Phase():
            return PHASES[value]
        case GainsPlan():
            return GAINS_PLANS[value]
        case bool():
            return say("yes") if value else say("no")
        case int() | Decimal() | date() | str():
            return speech.value(value)
        case _:
            return str(data_of(value))


def _flow(flow: Flow, speech: Speech) -> Said:
    years = ", ".join(f"{year}: {speech.value(amount)}" for year, amount in sorted(flow.amounts.items()))
    return say(
        "{line} ({side}, {role}): {years}", line=flow.line, side=_SIDES[flow.side], role=_SPENT_ON[flow.role], years=years or NOTHING
    )


def _effect(effect: Effect) -> Said:
    meaning: Value = LEVELS[effect.meaning] if effect.meaning else NOTHING
    extent: Value = LEVELS[effect.extent] if effect.extent else NOTHING
    grade = effect.grade or NOTHING
    return say(
        "{name}: {grade} (importance {meaning}, extent {extent}) {reason}",
        name=effect.name,
        grade=grade,
        meaning=meaning,
        extent=extent,
        reason=effect.reason,
    )
