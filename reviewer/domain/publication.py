"""What a public version leaves out, and on which ground: the assessment with the withheld taken away before anything is written of it.

What is withheld by default stands in the committee's file; an application can add. Whatever is made of a published assessment
(documents, attachments, tables) can only hold what is left in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from reviewer.domain.application import Application, Claim, Organisation, TakeUp
from reviewer.domain.assessment import Assessment, Judged
from reviewer.domain.case import Dossier
from reviewer.domain.committee import (
    AllOf,
    AmountApplied,
    AnyOf,
    AttachmentGiven,
    BenefitCostRatio,
    Committee,
    FieldFilled,
    FieldIs,
    NationalReuse,
    Not,
    NpvAbove,
    NpvPerKrone,
    ProjectCost,
    RankMethod,
    Rule,
    SchemeMember,
    StatementGiven,
    Test,
)
from reviewer.domain.economics import Appraisal
from reviewer.domain.economics.council import Assumed, OwnGrade
from reviewer.domain.eligibility import Verdict, Verdicts
from reviewer.domain.events import ApplicationReceived, Event, Rated
from reviewer.domain.funding import Allocation, PassedOver
from reviewer.domain.late import Later, later, without
from reviewer.domain.limits import GainsFrom
from reviewer.domain.meeting.acts import MEETING_ACTS
from reviewer.domain.ordering import TieKind
from reviewer.domain.ranking import FUNDABLE, Place
from reviewer.domain.recommendation import Recommendation
from reviewer.domain.said import Said, say
from reviewer.domain.telling import (
    OF_THE_MEETING,
    SAID_IN_MEETINGS,
    Grounds,
    Hint,
    Names,
    hints,
    said_in_meetings,
    with_what_tells,
)

MONEY = frozenset({"flows", "claimed"})
Own = TypeVar("Own", Assumed, OwnGrade)
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


def mark(ground: str) -> Said:
    """Return what stands in the place of something withheld."""
    return say("Withheld from the public: {ground}", ground=ground) if ground else say("Withheld from the public")


def published(assessment: Assessment, words: Callable[[Said], str]) -> Publication:
    """Return the public version; `words` puts the mark into the document's language where a text of the applicant stood."""
    committee = assessment.case.committee
    before, stated = _stated(assessment)
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


def _stated(assessment: Assessment) -> tuple[Mapping[str, Dossier], Mapping[str, Grounds]]:
    """Return the applications, and what is withheld of each by its own word or the committee's."""
    dossiers = {key: one.dossier for key, one in assessment.judged.items()}
    committee = assessment.case.committee
    return dossiers, {
        key: {name: ground for name, ground in _grounds(committee, one.application).items() if _has(one, name)}
        for key, one in dossiers.items()
    }


def _grounds(committee: Committee, application: Application) -> dict[str, str]:
    """Return what is withheld of the application: by the committee's file, and beyond it what the application itself adds."""
    own = {f"extra.{declared.id}": "" for declared in committee.fields if declared.withheld}
    return own | {one.field: one.ground for one in (*committee.withheld, *application.withheld)}


def _has(dossier: Dossier, name: str) -> bool:
    """Whether there is anything to withhold."""
    application, given = dossier.application, dossier.recommendation
    if any(said_in_meetings(dossier, name)):
        return True
    match name.partition("."):
        case ("extra", _, inner):
            return application.extra.get(inner) is not None
        case ("reasons" | "conditions" | "departure", _, _):
            return bool(getattr(given, name)) or (name == "departure" and (dossier.move or dossier.declined) is not None)
        case ("dissents" | "rulings", _, _):
            also = (dossier.excluded, dossier.assumed, dossier.grades) if name == "rulings" else ()
            return bool(getattr(dossier, name)) or any(also)
        case ("recusals", _, _):
            return any(declared.ground for declared in dossier.interests.values())
        case ("comments", _, _):
            return any(rated.comment for rated in (*dossier.ratings.values(), *dossier.before.values()))
        case ("reuse", _, _):
            return application.reuse != TakeUp()
        case ("claimed", _, _):
            return application.claimed != Claim()
        case _:
            return bool(getattr(application, name, None))


def _judged(committee: Committee, one: Judged, grounds: Grounds, marks: Mapping[str, str]) -> Judged:
    appraisal, council = one.appraisal, one.council
    if MONEY & grounds.keys():
        appraisal, council = Appraisal(source=appraisal.source, conventions=appraisal.conventions), None
        one = replace(one, council=None)
    hidden = {rule.id: ground for rule in committee.rules if (ground := _ground_of(rule, grounds)) is not None}
    verdicts = one.verdicts
    if hidden or "rulings" in grounds:
        told = tuple(_verdict(verdict, hidden, marks) for verdict in verdicts.items)
        verdicts = Verdicts(verdicts.kinds, verdicts.eligible, lambda: told)
    return replace(one, dossier=_dossier(one.dossier, marks), appraisal=appraisal, council=council, verdicts=verdicts)


def _verdict(verdict: Verdict, hidden: Grounds, marks: Mapping[str, str]) -> Verdict:
    if verdict.rule in hidden:
        words = mark(hidden[verdict.rule])
        verdict = replace(verdict, observed=None, reason=words, computed_reason=words)
    if verdict.ruling is None or "rulings" not in marks:
        return verdict
    return replace(verdict, ruling=replace(verdict.ruling, reason=marks["rulings"]), reason=say("{mark}", mark=marks["rulings"]))


def _ground_of(rule: Rule, grounds: Grounds) -> str | None:
    """Return on which ground the rule's reason is withheld, or None: it tells what the fields that the rule reads say."""
    read = {*_fields(rule.test), *(_fields(rule.when) if rule.when else ())}
    return next((ground for name, ground in grounds.items() if name in read), None)


def _fields(test: Test) -> Iterator[str]:
    match test:
        case NationalReuse() | SchemeMember():
            yield "reuse"
        case ProjectCost() | AmountApplied():
            yield "project_cost"
        case NpvAbove() | NpvPerKrone() | BenefitCostRatio():
            yield from MONEY
        case AttachmentGiven():
            yield "attachments"
        case StatementGiven() | FieldIs():
            yield f"extra.{test.field}"
        case FieldFilled():
            yield test.field.partition(".")[0]
            yield f"extra.{test.field.removeprefix('extra.')}"
        case AllOf() | AnyOf():
            for part in test.parts:
                yield from _fields(part)
        case Not():
            yield from _fields(test.part)
        case _:
            return


def _dossier(dossier: Dossier, marks: Mapping[str, str]) -> Dossier:
    """Return the dossier without what is withheld, and of its history only what meetings did, without it too."""
    last = dossier.revisions[-1]
    body = last.body
    if not isinstance(body, ApplicationReceived):
        raise TypeError(f"{last.kind} is no revision of an application")
    return replace(
        dossier,
        revisions=(replace(last, body=replace(body, content=_application(dossier.application, marks))),),
        history=_of_meetings(dossier.history, marks),
        meeting_acts=_of_meetings(dossier.meeting_acts, marks),
        chairs_undone=tuple((replace(one, body=_act(one.body, marks)), undone) for one, undone in dossier.chairs_undone),
        decision=_act(dossier.decision, marks) if dossier.decision else None,
        standings={seat: _act(one, marks) for seat, one in dossier.standings.items()},
        outdated={},
        ratings=_commented(dossier.ratings, marks),
        before=_commented(dossier.before, marks),
        recommendation=_recommendation(dossier.recommendation, marks),
        dissents={seat: marks.get("dissents", text) for seat, text in dossier.dissents.items()},
        interests={
            seat: replace(one, ground=marks["recusals"]) if one.ground and "recusals" in marks else one
            for seat, one in dossier.interests.items()
        },
        excluded={name: replace(one, reason=marks.get("rulings", one.reason)) for name, one in dossier.excluded.items()},
        rulings={name: replace(one, reason=marks.get("rulings", one.reason)) for name, one in dossier.rulings.items()},
        assumed={name: _unreasoned(one, marks) for name, one in dossier.assumed.items() if not _telling(name) & marks.keys()},
        grades={} if "effects" in marks else {name: _unreasoned(one, marks) for name, one in dossier.grades.items()},
        move=replace(dossier.move, reason=marks.get("departure", dossier.move.reason)) if dossier.move else None,
        declined=marks.get("departure", dossier.declined) if dossier.declined is not None else None,
    )


def _of_meetings(events: Iterable[Event], marks: Mapping[str, str]) -> tuple[Event, ...]:
    """Return what happened in meetings, with the mark in place of what is withheld."""
    return tuple(replace(event, body=_act(event.body, marks)) for event in events if isinstance(event.body, MEETING_ACTS))


def _unnamed(events: Iterable[Event], names: Names, words: Callable[[Said], str]) -> tuple[Event, ...]:
    """Return what happened in meetings apart from single applications, without the texts that tell a withheld name."""
    return tuple(replace(event, body=_unnaming(event.body, names, words)) for event in events)


def _unnaming(body: Act, names: Names, words: Callable[[Said], str]) -> Act:
    texts = {field: getattr(body, field, "") for field in OF_THE_MEETING} if names else {}
    grounds = {field: names.told_in(text) for field, text in texts.items() if text}
    told: dict[str, object] = {field: words(mark(ground)) for field, ground in grounds.items() if ground is not None}
    return replace(body, **told) if told else body  # type: ignore[type-var]


def _act(body: Act, marks: Mapping[str, str]) -> Act:
    """Return the act with the mark in place of each text that is withheld."""
    told: dict[str, object] = {
        field: (marks[name],) if field == "conditions" else marks[name]
        for field, name in SAID_IN_MEETINGS.get(type(body), {}).items()
        if name in marks and getattr(body, field)
    }
    return replace(body, **told) if told else body  # type: ignore[type-var]


def _telling(assumption: str) -> frozenset[str]:
    """Return the fields that one of the council's assumptions tells something of."""
    return MONEY | {"reuse"} if assumption in {"takeup", "municipalities"} else MONEY


def _unreasoned(one: Own, marks: Mapping[str, str]) -> Own:
    """Return one of the council's own assumptions or grades, with the mark where its reason is withheld as a ruling's is."""
    return replace(one, reason=marks.get("rulings", one.reason))


def _commented(ratings: Mapping[tuple[str, str], Rated], marks: Mapping[str, str]) -> Mapping[tuple[str, str], Rated]:
    if "comments" not in marks:
        return ratings
    return {name: replace(one, comment=marks["comments"]) if one.comment else one for name, one in ratings.items()}


def _recommendation(given: Recommendation, marks: Mapping[str, str]) -> Recommendation:
    told = "reasons" if given.departure == given.reasons and "departure" not in marks else "departure"
    return replace(
        given,
        reasons=marks["reasons"] if given.reasons and "reasons" in marks else given.reasons,
        departure=marks[told] if given.departure and told in marks else given.departure,
        conditions=(marks["conditions"],) if given.conditions and "conditions" in marks else given.conditions,
    )


def _application(application: Application, marks: Mapping[str, str]) -> Application:
    """Return the application with a mark in place of each text, and nothing in place of what is no text."""
    changed: dict[str, object] = {name: marks[name] for name in ("contact", "summary") if name in marks}
    changed |= {name: () for name in ("flows", "effects") if name in marks}
    if "partners" in marks:
        changed["partners"] = (Organisation(name=marks["partners"]),)
    if "attachments" in marks:
        changed["attachments"] = (marks["attachments"],)
    if "reuse" in marks:
        changed["reuse"] = TakeUp(statement=marks["reuse"])
    if "project_cost" in marks:
        changed["project_cost"] = None
    if "claimed" in marks:
        changed["claimed"] = Claim()
    extra = {name: marks.get(f"extra.{name}", value) for name, value in application.extra.items()}
    return replace(application, extra=extra, withheld=(), **changed)  # type: ignore[arg-type]


def _place(committee: Committee, place: Place, grounds: Grounds) -> Place:
    """Return the place; what decided it is not told where that is withheld."""
    telling = _by_method(committee) | (_by_keys(committee) if place.decided else frozenset())
    found = sorted(telling & grounds.keys())
    moved = "departure" in grounds and place.move is not None
    if not found and not moved:
        return place
    words = mark(grounds["departure" if moved else found[0]])
    by_money = bool(MONEY & _by_method(committee) & grounds.keys())
    return replace(
        place,
        reason=words,
        decided=(words,) if found and place.decided else (),
        value=None if by_money else place.value,
        move=None if moved else place.move,
    )


def _by_method(committee: Committee) -> frozenset[str]:
    """Return the fields whose figures the method tells."""
    return MONEY | {"effects"} if committee.ranking.method is RankMethod.NPV_PER_KRONE else frozenset()


def _by_keys(committee: Committee) -> frozenset[str]:
    """Return the fields that a tie key may tell something of."""
    told: set[str] = set()
    for key in committee.ranking.ties:
        match key.kind:
            case TieKind.NPV_PER_KRONE:
                told |= MONEY
            case TieKind.EFFECTS:
                told.add("effects")
            case TieKind.THEME:
                told.add(f"extra.{key.of}")
            case _:
                continue
    return frozenset(told)


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
