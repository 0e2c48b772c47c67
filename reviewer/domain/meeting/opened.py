"""Which applications a seat may open: in a round that asks for declarations, none before the seat has declared its interest in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reviewer.domain.application import Application, TakeUp
from reviewer.domain.case import Case, Dossier
from reviewer.domain.events import ApplicationReceived, Event, Happening, Rated
from reviewer.domain.meeting.locks import AFTER_LOCK
from reviewer.domain.said import Listed, Said, say
from reviewer.domain.stages import Stage

_ASKED = frozenset({Stage.DECLARING, Stage.RATING, Stage.OPENED, Stage.SECOND_ROUND, Stage.MEETING})
"""While the round is prepared nothing can be declared yet; after the lock nobody decides any more."""


def content_open(case: Case, application: str, seat_id: str) -> bool:
    """Whether the seat may read the application now; one that does not rate always may, and all may when the minutes are locked."""
    if not case.declared_first or case.stage in AFTER_LOCK or all(seat.id != seat_id for seat in case.committee.rating_seats()):
        return True
    dossier = case.dossiers[application]
    return seat_id in dossier.interests or seat_id in dossier.standings


def asked_first(case: Case, application: str, seat_id: str) -> bool:
    """Whether the app asks the seat for its interest before the application opens: it rates, but has neither answered nor rated yet."""
    dossier = case.dossiers.get(application)
    if dossier is None or all(seat.id != seat_id for seat in case.committee.rating_seats()):
        return False
    if not content_open(case, application, seat_id):
        return True
    answered = seat_id in dossier.interests or seat_id in dossier.standings or dossier.has_rated(seat_id)
    return case.stage in _ASKED and not answered


def undeclared(case: Case, bodies: Sequence[Happening]) -> Said | None:
    """Return that a seat rates what it has not declared its interest in yet, in a round that asks for that; None where it does not."""
    rated = [body for body in bodies if isinstance(body, Rated) and body.application in case.dossiers]
    closed = dict.fromkeys((body.seat, body.application) for body in rated if not content_open(case, body.application, body.seat))
    if not closed:
        return None
    seat, application = next(iter(closed))
    return say(
        "{seat} has not declared its interest in {applications}. Declare it first: reviewer declare CASE {application} "
        "none|possible|recused --as {seat}.",
        seat=seat,
        applications=Listed(tuple(key for _, key in closed)),
        application=application,
    )


def read_by(case: Case, seat_id: str) -> Case:
    """Return the case as the seat may read it: what it may see, and of what it has not declared in only what it takes to declare."""
    seen = case.seen_by(seat_id)
    if not seen.declared_first:
        return seen
    return replace(
        seen,
        dossiers={key: one if content_open(seen, key, seat_id) else _closed(one) for key, one in seen.dossiers.items()},
    )


def readable(case: Case, seat_id: str, events: Iterable[Event]) -> list[Event]:
    """Return the events as the seat may read them."""
    closed = {key for key in case.dossiers if not content_open(case, key, seat_id)}
    return [_bare(event) if event.application in closed else event for event in events]


def _closed(dossier: Dossier) -> Dossier:
    return replace(dossier, revisions=tuple(map(_bare, dossier.revisions)), history=tuple(map(_bare, dossier.history)), unopened=True)


def _bare(event: Event) -> Event:
    """Return the event without what the application says, but for who applies, with whom, and who adopts it."""
    body = event.body
    if not isinstance(body, ApplicationReceived):
        return event
    whole = body.content
    bare = Application(
        id=whole.id,
        title=whole.title,
        applicant=whole.applicant,
        partners=whole.partners,
        reuse=TakeUp(municipalities=whole.reuse.municipalities),
        call=whole.call,
        received=whole.received,
    )
    return replace(event, body=replace(body, content=bare))
