"""Fields that were set in two places: what each value is, and the act by which one of them is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reviewer.domain.case import Case, sees
from reviewer.domain.committee import Committee
from reviewer.domain.events import Event, Happening, Outcome, Rated, Recommended, Register
from reviewer.domain.feeds import feed_of
from reviewer.domain.interventions import AssumptionsSet, assumption_register
from reviewer.domain.registers import Conflict, contradict
from reviewer.domain.rights import refusal
from reviewer.domain.said import Kroner, Listed, Said, Value, say, say_number
from reviewer.domain.settlement import ConflictSettled

_RECOMMENDED: dict[str, Said] = {
    "outcome": say("Outcome"),
    "amount": say("Amount"),
    "conditions": say("Conditions"),
    "reasons": say("Reasons"),
    "departure": say("Why it departs"),
}
_OUTCOMES: dict[Outcome, Said] = {
    Outcome.RECOMMENDED: say("recommended"),
    Outcome.CONDITIONS: say("recommended with conditions"),
    Outcome.NOT_RECOMMENDED: say("not recommended"),
    Outcome.POSTPONED: say("postponed"),
}


def set_again(register: Register, body: Happening) -> Happening:
    """Return the act that sets this one field as the given act did, and nothing else that it set."""
    match body:
        case Recommended():
            return replace(body, fields=(register[-1],))
        case AssumptionsSet():
            return replace(body, given=tuple(pair for pair in body.given if assumption_register(body.application, pair[0]) == register))
        case _:
            return body


def settlement(conflict: Conflict, keep: Event, committee: Committee, seat: str) -> Happening:
    """Return the act by which a seat keeps this value: it sets the field again where it may, else says which of the values counts."""
    again, acting = set_again(conflict.register, keep.body), committee.seat(seat)
    if acting is None or refusal(committee, acting, again) is None:
        return again
    return ConflictSettled(
        field=conflict.register,
        kept=keep.id,
        dropped=tuple(event.id for event in conflict.events if event.id != keep.id),
        holder=keep.seat,
        of=keep.feed or feed_of(keep.body),
        application=keep.application,
    )


def field_words(register: Register, committee: Committee) -> Said | str:
    """Return which field a register is, in words."""
    match register:
        case ("recommendation", _, name):
            return _RECOMMENDED[name]
        case ("rating", _, seat, criterion, *_):
            found, holder = committee.criterion(criterion), committee.seat(seat)
            return say("{criterion}, {seat}", criterion=found.name if found else criterion, seat=holder.name if holder else seat)
        case ("ruling", _, rule):
            return next((one.name for one in committee.rules if one.id == rule), rule)
        case ("interest" | "dissent" as kind, _, seat):
            holder = committee.seat(seat)
            name = holder.name if holder else seat
            return say("Interest of {seat}", seat=name) if kind == "interest" else say("Dissent of {seat}", seat=name)
        case _:
            return _plain_field(register)


def _plain_field(register: Register) -> Said:
    names: dict[str, Said] = {
        "application": say("The application's content"),
        "budget": say("Budget"),
        "stage": say("Phase"),
        "municipalities": say("Register of municipalities"),
        "place": say("Place"),
        "draw": say("Seed for drawing lots"),
        "set_aside": say("Row set aside"),
        "exclusion": say("Whether a rating counts"),
    }
    return names.get(register[0], say("What the council assumes"))


def value_words(conflict: Conflict, event: Event, committee: Committee) -> Said | str:
    """Return what this event set the field to, in words."""
    body = set_again(conflict.register, event.body)
    if not isinstance(body, Recommended):
        from reviewer.domain.narration import narrated  # what tells every kind of event: few cases hold a conflict

        return narrated(body, committee)
    value = _shown(body)
    return say("nothing") if value is None else value if isinstance(value, Said | str) else say("{value}", value=value)


def _shown(body: Recommended) -> Value:
    match body.fields[0]:
        case "outcome":
            return _OUTCOMES[body.outcome] if body.outcome else None
        case "amount":
            return None if body.amount is None else Kroner(body.amount)
        case "conditions":
            return say("{conditions}", conditions=Listed(body.conditions)) if body.conditions else None
        case "reasons":
            return body.reasons or None
        case _:
            return body.departure or None


def settled_words(event: Event, known: Mapping[str, Event], committee: Committee) -> tuple[Said, ...]:
    """Return what the event settled of fields that were set in two places: the field, what is kept, and what is not.

    `known` are the events that the reader may know of, by id; without them nothing is told.
    """
    return tuple(
        say(
            "Settled, {field}: kept {kept}; not {others}.",
            field=field_words(one.register, committee),
            kept=_quoted(one, one.events[0], committee),
            others=Listed(tuple(_quoted(one, other, committee) for other in one.events[1:])),
        )
        for one in _settled(event, known)
    )


def _settled(event: Event, known: Mapping[str, Event]) -> Iterator[Conflict]:
    """Yield the fields, each with the event that has the kept value first."""
    body = event.body
    if isinstance(body, ConflictSettled):
        found = tuple(known[key] for key in (body.kept, *body.dropped) if key in known)
        if len(found) == len(body.dropped) + 1:
            yield Conflict(body.field, found)
        return
    before = [known[key] for key in event.replaces if key in known]
    for register in body.registers if len(before) > 1 else ():
        values = [old for old in before if register in old.body.registers]
        if contradict(register, values):
            yield Conflict(register, (event, *(old for old in values if contradict(register, (event, old)))))


def _quoted(conflict: Conflict, event: Event, committee: Committee) -> Said:
    from reviewer.domain.narration import rated_value

    value = rated_value(event.body) if isinstance(event.body, Rated) else value_words(conflict, event, committee)
    return say("“{value}”", value=value)


MOST_NAMED = 12
"""How many fields in conflict a sentence names; the others it counts."""


def ratings_kept_apart(case: Case, seat: str) -> Mapping[str, int]:
    """Return how many ratings are in conflict that this seat oversees and may not read yet, by the seat that gave them."""
    sight = case.sight(seat)
    found: dict[str, int] = {}
    for conflict in case.conflicts if sight.oversees else ():
        if conflict.register[0] == "rating" and not all(sees(sight, event) for event in conflict.events):
            found[conflict.register[2]] = found.get(conflict.register[2], 0) + 1
    return found


def counted_as_last(case: Case) -> tuple[Said, ...]:
    """Return the sentence that names the fields in conflict, of which the last entry counts until one is kept, or nothing.

    Of two seeds none counts: no lots are drawn then.
    """
    named = [field_of_application(one, case.committee) for one in case.conflicts if one.register != ("draw",)]
    if not named:
        return ()
    more = [say_number("{number} more", "{number} more", len(named) - MOST_NAMED)] if len(named) > MOST_NAMED else []
    told = Listed((*named[:MOST_NAMED], *more))
    return (say("In conflict, and counted as last written until one value is kept: {fields}. See reviewer conflicts.", fields=told),)


def field_of_application(conflict: Conflict, committee: Committee) -> Said | str:
    """Return which field is in conflict, with the application that it is of."""
    name, application = field_words(conflict.register, committee), conflict.events[0].application
    return say("{field} ({application})", field=name, application=application) if application else name
