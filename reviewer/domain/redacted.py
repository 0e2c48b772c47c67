"""An application's dossier with a mark in place of what the public does not get, and of its history only what meetings did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from reviewer.domain.application import Application, Claim, Organisation, TakeUp
from reviewer.domain.case import Dossier
from reviewer.domain.economics.council import Assumed, OwnGrade
from reviewer.domain.events import ApplicationReceived, Event, Rated
from reviewer.domain.meeting.acts import MEETING_ACTS
from reviewer.domain.recommendation import Recommendation
from reviewer.domain.telling import SAID_IN_MEETINGS
from reviewer.domain.withholding import MONEY

Own = TypeVar("Own", Assumed, OwnGrade)
Act = TypeVar("Act")


def redacted(dossier: Dossier, marks: Mapping[str, str]) -> Dossier:
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
