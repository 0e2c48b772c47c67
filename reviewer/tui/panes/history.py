"""Historikk: what has happened to the application, who did it and when, with what stood there before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from reviewer.domain import events
from reviewer.domain.application import differences
from reviewer.domain.committee import Committee
from reviewer.domain.conflicts import settled_words
from reviewer.domain.earlier_ratings import FIELDS as CONTENT_FIELDS
from reviewer.domain.economics.words import assumed
from reviewer.domain.events import Event, RatingState, Register, Ruling
from reviewer.domain.interventions import assumption_register
from reviewer.domain.narration import narrated
from reviewer.domain.said import Kroner, Listed, Said, Value, say
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.forms.interest import standing_words
from reviewer.tui.panes.my_rating import STATES
from reviewer.tui.panes.pane import Pane
from reviewer.tui.subject import Subject
from reviewer.tui.wording.choices import OUTCOME

RULINGS: dict[Ruling, Said] = {
    Ruling.WAIVED: say("waived"),
    Ruling.MET: say("met"),
    Ruling.NOT_MET: say("not met"),
    Ruling.COMPUTED: say("as computed"),
}
FIELDS: dict[str, Said] = {
    "outcome": say("Outcome"),
    "amount": say("Amount"),
    "conditions": say("Conditions"),
    "reasons": say("Reasons"),
    "departure": say("Why it departs"),
}
Change = tuple[Said | str, Value, Value]
"""What was set, what stood there before (None: nothing), and what stands there now."""


class HistoryPane(Pane):
    """The events, newest first."""

    NAME: ClassVar[Said] = say("History")

    def fill(self, sheet: Sheet, subject: Subject) -> None:
        held: dict[Register, Event] = {}
        told: list[tuple[Event, tuple[Change, ...]]] = []
        known = {event.id: event for event in subject.dossier.history}
        for event in subject.dossier.history:
            settled = (("", None, said) for said in settled_words(event, known, subject.committee))
            told.append((event, (*changes(event, held, subject.committee), *settled)))
            held.update(dict.fromkeys(event.body.registers, event))
        for event, changed in reversed(_together(told)):
            _event(sheet, subject, event, changed)


def _together(told: list[tuple[Event, tuple[Change, ...]]]) -> list[tuple[Event, tuple[Change, ...]]]:
    """Return the events with those of one kind, seat and minute as one: five scores in a row are one thing to read."""
    groups: list[tuple[Event, tuple[Change, ...]]] = []
    for event, changed in told:
        last = groups[-1] if groups else None
        if last and changed and _same_moment(last[0], event):
            groups[-1] = (last[0], (*last[1], *changed))
        else:
            groups.append((event, changed))
    return groups


def _same_moment(event: Event, other: Event) -> bool:
    minutes = (event.at.replace(second=0, microsecond=0), other.at.replace(second=0, microsecond=0))
    return (event.kind, event.seat, event.key) == (other.kind, other.seat, other.key) and minutes[0] == minutes[1]


def _event(sheet: Sheet, subject: Subject, event: Event, changed: tuple[Change, ...]) -> None:
    sheet.blank()
    when = f"{event.at.astimezone():%d.%m.%Y %H:%M}"
    sheet.line(
        (when, Tone.MUTED),
        ("  ", Tone.TEXT),
        (sheet.text(_who(subject, event)), Tone.ACCENT),
        (f"  {sheet.text(kind_words(event, subject.committee))}", Tone.TEXT),
    )
    for name, before, after in changed:
        shown = after if before is None else say("{before} → {after}", before=before, after=after)
        sheet.hung(((f"  {sheet.text(name)}: ", Tone.MUTED),) if name else ((" " * 2, Tone.TEXT),), shown, Tone.TEXT, 4)


def _who(subject: Subject, event: Event) -> Said | str:
    """Return the seat that did it, and who signed for it where that has been more than one person."""
    name, person = subject.seat_name(event.seat), subject.case.enrolments.person(event.seat, event.key)
    return say("{seat} ({person})", seat=name, person=person) if person else name


def kind_words(event: Event, committee: Committee) -> Said:
    """Return what kind of thing happened."""
    match event.body:
        case events.ApplicationReceived():
            return say("The application came in from {source}", source=event.body.source)
        case events.Rated():
            return say("Rated")
        case events.VerdictRuled():
            return say("Ruled on a requirement")
        case events.AssumptionsSet():
            return say("Set what the council assumes")
        case events.EffectGraded():
            return say("Graded an effect for the council")
        case events.Recommended():
            return say("Recorded the recommendation")
        case events.Dissented():
            return say("Dissent")
        case events.InterestDeclared():
            return say("Declared an interest")
        case events.Undone():
            return say("Took back an act")
        case _:
            return narrated(event.body, committee)


def changes(event: Event, held: Mapping[Register, Event], committee: Committee) -> tuple[Change, ...]:
    """Return what the event set, with what `held` has for the same registers."""
    body = event.body
    if isinstance(body, events.Recommended):
        return tuple(_recommended(body, name, held.get(register)) for name, register in zip(body.fields, body.registers, strict=True))
    former = held[body.registers[0]].body if body.registers and body.registers[0] in held else None
    match body:
        case events.ApplicationReceived():
            return _revision(former, body)
        case events.Rated():
            criterion = committee.criterion(body.criterion)
            name = criterion.name if criterion else body.criterion
            return ((name, _rated(former) if isinstance(former, events.Rated) else None, _rated(body)),)
        case events.VerdictRuled():
            name = next((rule.name for rule in committee.rules if rule.id == body.rule), body.rule)
            return ((name, _ruled(former) if isinstance(former, events.VerdictRuled) else None, _ruled(body)),)
        case events.AssumptionsSet():
            told = (_assumed(body, pair, held) for pair in body.given)
            return (*told, (say("Reason"), None, body.reason))
        case events.EffectGraded():
            grade = former.grade if isinstance(former, events.EffectGraded) else None
            return ((body.effect, grade, body.grade or say("as the applicant grades it")), (say("Reason"), None, body.reason))
        case events.Dissented():
            return (("", former.text if isinstance(former, events.Dissented) else None, body.text or say("taken back")),)
        case events.InterestDeclared():
            seat = committee.seat(body.declarer)
            before = _declared(former, committee) if isinstance(former, events.InterestDeclared) else None
            return ((seat.name if seat else body.declarer, before, _declared(body, committee)),)
        case _:
            return ()


def _revision(former: object, body: events.ApplicationReceived) -> tuple[Change, ...]:
    if not isinstance(former, events.ApplicationReceived):
        return ()
    named = tuple(CONTENT_FIELDS[one.field] for one in differences(former.content, body.content))
    return ((say("Changed"), None, Listed(named)),) if named else ()


def _rated(body: events.Rated) -> Said:
    given = say("{score}", score=str(body.score)) if body.state is RatingState.SCORED else STATES[body.state]
    return say("{given} (“{comment}”)", given=given, comment=body.comment) if body.comment else given


def _ruled(body: events.VerdictRuled) -> Said:
    return say("{ruling} (“{reason}”)", ruling=RULINGS[body.ruling], reason=body.reason)


def _assumed(body: events.AssumptionsSet, pair: tuple[str, str], held: Mapping[Register, Event]) -> Change:
    register = assumption_register(body.application, pair[0])
    former = held[register].body if register in held else None
    given = former.given if isinstance(former, events.AssumptionsSet) else ()
    before = next((one for one in given if assumption_register(body.application, one[0]) == register and one[1]), None)
    return ("", None if before is None else assumed(*before), assumed(*pair))


def _declared(body: events.InterestDeclared, committee: Committee) -> Said:
    return standing_words(body, committee)


def _recommended(body: events.Recommended, name: str, former: Event | None) -> Change:
    before = _field(former.body, name) if former is not None and isinstance(former.body, events.Recommended) else None
    return (FIELDS[name], before, _field(body, name) or say("Nothing."))


def _field(body: events.Recommended, name: str) -> Value:
    match name:
        case "outcome":
            return OUTCOME[body.outcome] if body.outcome else None
        case "amount":
            return None if body.amount is None else Kroner(body.amount)
        case "conditions":
            return "\n".join(body.conditions) or None
        case "reasons":
            return body.reasons or None
        case _:
            return body.departure or None
