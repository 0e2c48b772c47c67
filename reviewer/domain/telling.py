"""Which texts tell what is withheld in another place: they are withheld too, on the same ground.

Where the partners are withheld, so are the grounds for recusal, because "is a partner" names one. And wherever a withheld name
(a partner, the contact, an attachment) is written, in the application, by the council or in another application, that text goes;
so does a text with its short name, its number or its address, where that can be nothing else. Where it can, the text stays, and
the secretariat is told of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from reviewer.domain.application import WITHHOLDABLE, Application
from reviewer.domain.case import Case, Dossier
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
from reviewer.domain.requirements.papers import FIELD_NAMES as APPLICATION_FIELDS
from reviewer.domain.said import Said, say, say_number
from reviewer.domain.slotted import dataclass
from reviewer.domain.spelled import Around, Spelled, file, folded, organisation, person, stem_of

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


THE_MEETING, THE_RULES = "meeting", "rules"
"""The places of a hint that stands in what the meeting says of no single application, and in why the rules were changed."""

FIELD_NAMES: Mapping[str, Said] = {
    **APPLICATION_FIELDS,
    "title": say("Title"),
    THE_MEETING: say("The meeting"),
    THE_RULES: say("The committee's rules"),
    "reasons": say("The council's reasons"),
    "conditions": say("Conditions"),
    "departure": say("Reasons for departing from the order"),
    "dissents": say("Dissents"),
    "recusals": say("Grounds for recusal"),
    "rulings": say("Reasons for rulings"),
    "comments": say("The members' comments"),
}
"""What each field is called; the committee's own are called by their id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A text that is left in the public version, with words in it that may be meant for a withheld name."""

    application: str
    field: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A withheld name: whose it is, on which ground, and how it may be written."""

    text: str
    of: Dossier
    ground: str
    spelled: Spelled

    def meant_by(self, key: str, text: str, public: frozenset[str]) -> bool:
        """Whether the text of the application `key`, if it tells the name, tells it as belonging to its application.

        A name that is public otherwise tells nothing in another application, unless the text says which application it means.
        """
        if key == self.of.id or self.text not in public:
            return True
        return folded(self.of.id) in text or folded(self.of.application.title) in text


class Names:
    """The names that no text may tell, of all applications."""

    def __init__(self, committee: Committee, dossiers: Mapping[str, Dossier], stated: Mapping[str, Grounds]) -> None:
        self._public = _public(committee, dossiers, stated)
        around = Around(shared=frozenset(map(stem_of, self._public)), written=_all_written(dossiers) if any(stated.values()) else "")
        self._names = tuple(name for key, grounds in stated.items() for name in _names(dossiers[key], grounds, around))

    def __bool__(self) -> bool:
        return bool(self._names)

    def told_in(self, text: str, of: str = "") -> str | None:
        """Return the ground of the first name that the text tells, or None; `of` is the application that the text is about."""
        told = folded(text)
        return next((one.ground for one in self._names if one.spelled.means(told) and one.meant_by(of, told, self._public)), None)

    def hints_in(self, text: str, of: str = "") -> tuple[str, ...]:
        """Return words of the text that may be meant for a name."""
        told = folded(text)
        found = (self._hint(one, told, of) for one in self._names)
        return tuple(dict.fromkeys(words for words in found if words))

    def words_in(self, text: str, of: str) -> tuple[str, ...]:
        """Return words of the text that tell a name, or may: what is to be said of a text that is public in any case."""
        told = folded(text)
        sure = (one.spelled.meaning(told) for one in self._names if one.meant_by(of, told, self._public))
        return tuple(dict.fromkeys((*(words for words in sure if words), *self.hints_in(text, of))))

    def _hint(self, name: _Name, text: str, of: str) -> str | None:
        """Return what may be meant for the name, unless it is the applicant's own or, being public otherwise, belongs elsewhere."""
        words = name.spelled.hint(text)
        own = stem_of(name.of.application.applicant.name)
        if words is None or stem_of(name.text) == own or not name.meant_by(of, text, self._public):
            return None
        return words


class _Texts:
    """What people have written in one application's fields, folded for comparing."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier

    @cached_property
    def by_field(self) -> Mapping[str, str]:
        fields = (*WITHHOLDABLE, *(f"extra.{name}" for name in self.dossier.application.extra))
        return {name: folded("\n".join(written(self.dossier, name))) for name in fields}

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


def hints(names: Names, dossiers: Mapping[str, Dossier], known: Mapping[str, Grounds], case: Case) -> Iterator[Hint]:
    """Yield what is left in public but may be meant for a withheld name: for a person to read, nothing is left out for it.

    `dossiers` are the applications as they are, and `known` what is withheld of each.
    """
    for key, dossier in dossiers.items() if names else ():
        yield from (Hint(application=key, field="title", words=words) for words in names.words_in(dossier.application.title, key))
        texts = _Texts(dossier)
        for field, text in texts.by_field.items() if names.hints_in(texts.whole, key) else ():
            if field not in known[key]:
                yield from (Hint(application=key, field=field, words=words) for words in names.hints_in(text, key))
        if "reuse" not in known[key]:
            yield from (Hint(application=key, field="reuse", words=words) for words in _taken_up_by(names, dossier.application, case))
    for place, text in _of_the_case(case) if names else ():
        if names.told_in(text) is None:
            yield from (Hint(application="", field=place, words=words) for words in names.hints_in(text))


def _taken_up_by(names: Names, application: Application, case: Case) -> Iterator[str]:
    """Yield the municipalities that adopt the solution and whose names are withheld: that they do is not what is withheld."""
    register = case.municipalities
    for number in application.reuse.municipalities or ():
        name = register.name(number) if register else number
        if names.words_in(f"kommunenummer {number}, {name} kommune", application.id):
            yield name


def _of_the_case(case: Case) -> Iterator[tuple[str, str]]:
    """Yield where something is said of no single application, and what: of why the rules were changed, and in meetings."""
    yield from ((THE_RULES, change.reason) for change in case.changes)
    said = (getattr(event.body, field, "") for event in case.meeting_acts for field in OF_THE_MEETING)
    yield from ((THE_MEETING, text) for text in said if text)


def hinted(number: int) -> Said:
    """Return what the secretariat is told of that many hints."""
    return say_number(
        "{number} place may hint at what is withheld, and is not left out. Read it through before you publish.",
        "{number} places may hint at what is withheld, and are not left out. Read them through before you publish.",
        number,
    )


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


def _names(dossier: Dossier, grounds: Grounds, around: Around) -> Iterator[_Name]:
    """Yield the names that must not be read anywhere; the applicant's own is public."""
    for field in ("partners", "contact", "attachments"):
        for text, spelled in _spellings(dossier.application, field, around) if field in grounds else ():
            told = folded(text)
            if told and told != folded(dossier.application.applicant.name):
                yield _Name(text=told, of=dossier, ground=grounds[field], spelled=spelled)


def _spellings(application: Application, field: str, around: Around) -> Iterator[tuple[str, Spelled]]:
    match field:
        case "partners":
            yield from ((one.name, organisation(one.name, one.number, around)) for one in application.partners)
        case "contact":
            yield from ((text, person(text)) for text in (application.contact,) if text)
        case _:
            yield from ((name, file(name)) for name in application.attachments or ())


def _all_written(dossiers: Mapping[str, Dossier]) -> str:
    return "\n".join(text for one in dossiers.values() for field in WITHHOLDABLE for text in written(one, field) if field != "partners")


def _public(committee: Committee, dossiers: Mapping[str, Dossier], stated: Mapping[str, Grounds]) -> frozenset[str]:
    """Return names that stand in the papers anyhow: of seats, applicants, and partners of those who do not withhold theirs."""
    applicants = (one.application.applicant.name for one in dossiers.values())
    partners = (name for key, one in dossiers.items() if "partners" not in stated[key] for name in written(one, "partners"))
    seats = (seat.name for seat in committee.seats)
    return frozenset(map(folded, (committee.name, committee.recipient, *seats, *applicants, *partners)))
