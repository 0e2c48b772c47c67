"""Which texts tell what is withheld in another place: they are withheld too, on the same ground.

Where the partners are withheld, so are the grounds for recusal, because "is a partner" names one. And wherever a withheld name
(a partner, the contact, an attachment) is written, in the application, by the council or in another application, that text goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from reviewer.domain.application import WITHHOLDABLE, Application
from reviewer.domain.case import Dossier
from reviewer.domain.committee import Committee
from reviewer.domain.meeting.acts import (
    ActingChairSet,
    Decided,
    MilestoneSet,
    MinutesCorrected,
    MotionMade,
    RecipientDecided,
    RecusalDecided,
    RemarkEntered,
    VoteTaken,
)

Grounds = Mapping[str, str]
"""The ground on which each field is withheld."""

SAID_IN_MEETINGS: Mapping[type, Mapping[str, str]] = {
    MinutesCorrected: {"text": "reasons", "reason": "reasons"},
    MilestoneSet: {"note": "conditions"},
    MotionMade: {"text": "reasons", "conditions": "conditions"},
    Decided: {"reasons": "reasons", "conditions": "conditions", "majority": "reasons", "minority": "dissents", "departure": "departure"},
    VoteTaken: {"reason": "reasons"},
    RecusalDecided: {"ground": "recusals", "reason": "recusals"},
    ActingChairSet: {"reason": "recusals"},
    RecipientDecided: {"reason": "reasons", "conditions": "conditions"},
    RemarkEntered: {"text": "dissents"},
}
"""What a meeting's acts say that is withheld with the field named."""

OF_THE_MEETING = ("text", "reason", "title", "decision", "note")
"""Where acts that are about no single application have words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A withheld name: whose it is and on which ground."""

    text: str
    of: Dossier
    ground: str

    @property
    def application(self) -> Application:
        return self.of.application

    def told_in(self, text: str) -> bool:
        """Whether the name stands in the text (folded as the name is) as words of their own."""
        return self.text in text and re.search(rf"(?<!\w){re.escape(self.text)}(?!\w)", text) is not None


class Names:
    """The names that no text may tell, of all applications."""

    def __init__(self, committee: Committee, dossiers: Mapping[str, Dossier], stated: Mapping[str, Grounds]) -> None:
        self._names = tuple(name for key, grounds in stated.items() for name in _names(dossiers[key], grounds))
        self._public = _public(committee, dossiers, stated)

    def __bool__(self) -> bool:
        return bool(self._names)

    def told_in(self, text: str, of: str = "") -> str | None:
        """Return the ground of the first name that the text tells, or None; `of` is the application that the text is about."""
        folded = _folded(text)
        return next((name.ground for name in self._names if _tells(name, of, folded, self._public)), None)


class _Texts:
    """What people have written in one application's fields, folded for comparing."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier

    @cached_property
    def by_field(self) -> Mapping[str, str]:
        fields = (*WITHHOLDABLE, *(f"extra.{name}" for name in self.dossier.application.extra))
        return {name: _folded("\n".join(written(self.dossier, name))) for name in fields}

    @cached_property
    def whole(self) -> str:
        return "\n".join(self.by_field.values())


def with_what_tells(names: Names, dossiers: Mapping[str, Dossier], stated: Mapping[str, Grounds]) -> Mapping[str, Grounds]:
    """Return what is withheld of each application: what is `stated`, and the texts that would tell it."""
    found = {key: dict(grounds) for key, grounds in stated.items()}
    for key, grounds in found.items():
        if "partners" in grounds and any(written(dossiers[key], "recusals")):
            grounds.setdefault("recusals", grounds["partners"])
    for key, dossier in dossiers.items() if names else ():
        texts = _Texts(dossier)
        for field, text in texts.by_field.items() if names.told_in(texts.whole, key) is not None else ():
            ground = names.told_in(text, key)
            if ground is not None:
                found[key].setdefault(field, ground)
    return found


def written(dossier: Dossier, field: str) -> Iterator[str]:
    """Yield what people have written in the field: the application's own words, the council's, and what meetings said."""
    yield from _of_the_application(dossier.application, field)
    yield from _of_the_council(dossier, field)
    yield from said_in_meetings(dossier, field)


def said_in_meetings(dossier: Dossier, field: str) -> Iterator[str]:
    """Yield what meetings have said of it in the field, also what was replaced or undone since: the minutes may tell it."""
    undone = (event for pair in dossier.chairs_undone for event in pair)
    for event in (*dossier.meeting_acts, *dossier.history, *undone):
        for attribute, of in SAID_IN_MEETINGS.get(type(event.body), {}).items():
            if of == field:
                value = getattr(event.body, attribute)
                yield from (value,) if isinstance(value, str) else value


def _of_the_application(application: Application, field: str) -> Iterator[str]:
    match field.partition("."):
        case ("contact" | "summary", _, _):
            yield getattr(application, field) or ""
        case ("partners", _, _):
            yield from (one.name for one in application.partners)
        case ("reuse", _, _):
            yield application.reuse.statement
        case ("flows", _, _):
            yield from (flow.line for flow in application.flows)
        case ("effects", _, _):
            yield from (text for effect in application.effects for text in (effect.name, effect.reason))
        case ("attachments", _, _):
            yield from application.attachments or ()
        case ("extra", _, inner):
            value = application.extra.get(inner)
            yield from value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
        case _:
            return


def _of_the_council(dossier: Dossier, field: str) -> Iterator[str]:
    given = dossier.recommendation
    match field:
        case "reasons":
            yield given.reasons
        case "conditions":
            yield from given.conditions
        case "departure":
            yield given.departure
            yield dossier.move.reason if dossier.move else ""
            yield dossier.declined or ""
        case "dissents":
            yield from dossier.dissents.values()
        case "recusals":
            yield from (declared.ground for declared in dossier.interests.values())
        case "rulings":
            for reasoned in (dossier.rulings, dossier.excluded, dossier.assumed, dossier.grades):
                yield from (one.reason for one in reasoned.values())
        case "comments":
            yield from (rated.comment for rated in (*dossier.ratings.values(), *dossier.before.values()))
        case _:
            return


def _names(dossier: Dossier, grounds: Grounds) -> Iterator[_Name]:
    """Yield the names that must not be read anywhere; the applicant's own is public."""
    for field in ("partners", "contact", "attachments"):
        for text in written(dossier, field) if field in grounds else ():
            folded = _folded(text)
            if folded and folded != _folded(dossier.application.applicant.name):
                yield _Name(text=folded, of=dossier, ground=grounds[field])


def _public(committee: Committee, dossiers: Mapping[str, Dossier], stated: Mapping[str, Grounds]) -> frozenset[str]:
    """Return names that stand in the papers anyhow: of seats, applicants, and partners of those who do not withhold theirs."""
    applicants = (one.application.applicant.name for one in dossiers.values())
    partners = (name for key, one in dossiers.items() if "partners" not in stated[key] for name in written(one, "partners"))
    seats = (seat.name for seat in committee.seats)
    return frozenset(map(_folded, (committee.name, committee.recipient, *seats, *applicants, *partners)))


def _tells(name: _Name, key: str, text: str, public: frozenset[str]) -> bool:
    """Whether the text of the application `key` tells the name as belonging to its application.

    A name that is public otherwise tells nothing in another application, unless the text says which application it means.
    """
    if not name.told_in(text):
        return False
    meant = _folded(name.of.id) in text or _folded(name.application.title) in text
    return key == name.of.id or name.text not in public or meant


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
