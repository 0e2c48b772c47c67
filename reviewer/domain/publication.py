"""What a public version leaves out, and on which ground: the assessment with the withheld taken away before anything is written of it.

What is withheld by default stands in the committee's file; an application can add. Whatever is made of a published assessment
(documents, attachments, tables) can only hold what is left in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from typing import TypeVar

from reviewer.domain.assessment import Assessment, Judged
from reviewer.domain.committee import Committee
from reviewer.domain.economics import Appraisal
from reviewer.domain.eligibility import Verdict, Verdicts
from reviewer.domain.events import Event
from reviewer.domain.funding import Allocation, PassedOver
from reviewer.domain.late import Later, later, without
from reviewer.domain.limits import GainsFrom
from reviewer.domain.ranking import FUNDABLE, Place
from reviewer.domain.redacted import redacted
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.domain.telling import OF_THE_MEETING, Grounds, Hint, Names, hints, with_what_tells
from reviewer.domain.withholding import MONEY, by_keys, by_method, ground_of, mark, stated_grounds

Act = TypeVar("Act")


@dataclass(frozen=True, slots=True, kw_only=True)
class Withholding:
    """One field of one application that the public version does not have."""

    application: str
    field: str
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The assessment as the public may see it, and for the secretariat alone: what is left out of it, and what may hint at that."""

    assessment: Assessment
    withheld: tuple[Withholding, ...]
    later: Mapping[str, Later] = field(default_factory=dict)
    hints: tuple[Hint, ...] = ()

    def grounds(self, application: str) -> Grounds:
        """Return the application's withheld fields with their grounds."""
        return {one.field: one.ground for one in self.withheld if one.application == application}


def published(assessment: Assessment, words: Callable[[Said], str]) -> Publication:
    """Return the public version; `words` puts the mark into the document's language where a text of the applicant stood."""
    committee = assessment.case.committee
    before, stated = stated_grounds(assessment)
    names = Names(committee, before, stated)
    known = with_what_tells(names, before, stated)
    marks = {key: {name: words(mark(ground)) for name, ground in grounds.items()} for key, grounds in known.items()}
    judged = {key: _judged(committee, one, known[key], marks[key]) for key, one in assessment.judged.items()}
    dossiers = {key: one.dossier for key, one in judged.items()}
    places = tuple(_place(committee, place, known.get(place.id, {})) for place in assessment.places)
    return Publication(
        assessment=replace(
            assessment,
            case=replace(
                assessment.case,
                dossiers=dossiers,
                set_aside=(),
                conflicts=(),
                changes=tuple(_unnaming(change, names, words) for change in assessment.case.changes),
                meeting_acts=_unnamed(assessment.case.meeting_acts, names, words),
                meeting_history=_unnamed(assessment.case.meeting_history, names, words),
            ),
            judged=judged,
            places=places,
            allocation=_allocation(assessment, {place.id: place.reason for place in places}, known),
        ),
        withheld=tuple(
            Withholding(application=key, field=name, ground=ground) for key, grounds in known.items() for name, ground in grounds.items()
        ),
        later={
            key: told
            for key, dossier in before.items()
            if (found := later(committee, dossier)) is not None and (told := without(found, known[key])) is not None
        },
        hints=tuple(hints(names, before, known, assessment.case)),
    )


def _judged(committee: Committee, one: Judged, grounds: Grounds, marks: Mapping[str, str]) -> Judged:
    appraisal, council = one.appraisal, one.council
    if MONEY & grounds.keys():
        appraisal, council = Appraisal(source=appraisal.source, conventions=appraisal.conventions), None
        one = replace(one, council=None)
    hidden = {rule.id: ground for rule in committee.rules if (ground := ground_of(rule, grounds)) is not None}
    verdicts = one.verdicts
    if hidden or "rulings" in grounds:
        told = tuple(_verdict(verdict, hidden, marks) for verdict in verdicts.items)
        verdicts = Verdicts(verdicts.kinds, verdicts.eligible, lambda: told)
    return replace(one, dossier=redacted(one.dossier, marks), appraisal=appraisal, council=council, verdicts=verdicts)


def _verdict(verdict: Verdict, hidden: Grounds, marks: Mapping[str, str]) -> Verdict:
    if verdict.rule in hidden:
        words = mark(hidden[verdict.rule])
        verdict = replace(verdict, observed=None, reason=words, computed_reason=words)
    if verdict.ruling is None or "rulings" not in marks:
        return verdict
    return replace(verdict, ruling=replace(verdict.ruling, reason=marks["rulings"]), reason=say("{mark}", mark=marks["rulings"]))


def _unnamed(events: Iterable[Event], names: Names, words: Callable[[Said], str]) -> tuple[Event, ...]:
    """Return what happened in meetings apart from single applications, without the texts that tell a withheld name."""
    return tuple(replace(event, body=_unnaming(event.body, names, words)) for event in events)


def _unnaming(body: Act, names: Names, words: Callable[[Said], str]) -> Act:
    texts = {field: getattr(body, field, "") for field in OF_THE_MEETING} if names else {}
    grounds = {field: names.told_in(text) for field, text in texts.items() if text}
    told: dict[str, object] = {field: words(mark(ground)) for field, ground in grounds.items() if ground is not None}
    return replace(body, **told) if told else body  # type: ignore[type-var]


def _place(committee: Committee, place: Place, grounds: Grounds) -> Place:
    """Return the place; what decided it is not told where that is withheld."""
    telling = by_method(committee) | (by_keys(committee) if place.decided else frozenset())
    found = sorted(telling & grounds.keys())
    moved = "departure" in grounds and place.move is not None
    if not found and not moved:
        return place
    words = mark(grounds["departure" if moved else found[0]])
    by_money = bool(MONEY & by_method(committee) & grounds.keys())
    return replace(
        place,
        reason=words,
        decided=(words,) if found and place.decided else (),
        value=None if by_money else place.value,
        move=None if moved else place.move,
    )


def _allocation(assessment: Assessment, reasons: Mapping[str, Said], known: Mapping[str, Grounds]) -> Allocation:
    """Return what is given to whom; why a grant is cut is not told where what it is reckoned from is withheld."""
    given, before = assessment.allocation, {place.id: place for place in assessment.places}
    untold = {key: words for key, grounds in known.items() if _cuts(assessment.case.committee) and (words := _cut_words(grounds))}
    awards = tuple(replace(one, note=untold[one.id]) if one.note and one.id in untold else one for one in given.awards)
    passed = tuple(_passed(one, before.get(one.id), reasons, untold) for one in given.passed_over)
    return replace(given, awards=awards, passed_over=passed)


def _passed(one: PassedOver, place: Place | None, reasons: Mapping[str, Said], untold: Mapping[str, Said]) -> PassedOver:
    """Return the one that gets nothing: its reason may be its place's, or that nothing is left of its grant."""
    if place is None:
        return one
    if one.reason == place.reason:
        return replace(one, reason=reasons[one.id])
    return replace(one, reason=untold[one.id]) if one.id in untold and place.group in FUNDABLE else one


def _cuts(committee: Committee) -> bool:
    """Whether the committee's file cuts what one application can get."""
    return bool(committee.fund.caps) or committee.fund.gains_from is GainsFrom.GRANT


def _cut_words(grounds: Grounds) -> Said | None:
    """Return the mark for why a grant is cut, or None where nothing that a cut is reckoned from is withheld."""
    found = sorted(({*MONEY, "project_cost", "reuse"} | {name for name in grounds if name.startswith("extra.")}) & grounds.keys())
    return mark(grounds[found[0]]) if found else None
