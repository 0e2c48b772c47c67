"""Ratings from a spreadsheet: application, criterion, score, state, comment. An empty score without a state is not a rating."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from reviewer.domain.committee import Committee, Criterion
from reviewer.domain.events import Problem, Rated, RatingState
from reviewer.domain.formula import unguarded
from reviewer.domain.said import say
from reviewer.intake.column import Column, Holds
from reviewer.intake.records import Record, read_records
from reviewer.intake.text import folded
from reviewer.language.speech import Speech

COLUMNS = (
    Column(
        key="application",
        nb="Søknad",
        nn="Søknad",
        en="Application",
        required=True,
        also=("søknads-id", "application id", "id"),
        help="",
    ),
    Column(key="criterion", nb="Kriterium", nn="Kriterium", en="Criterion", required=True, help=""),
    Column(key="score", nb="Poeng", nn="Poeng", en="Score", holds=Holds.COUNT, required=True, help=""),
    Column(key="state", nb="Status", nn="Status", en="State", also=("tilstand",), help=""),
    Column(key="comment", nb="Kommentar", nn="Kommentar", en="Comment", also=("begrunnelse", "grunngjeving", "merknad"), help=""),
)

STATES = {
    folded(name): state
    for state, names in {
        RatingState.SCORED: ("scored", "vurdert"),
        RatingState.DEFERRED: ("deferred", "utsatt", "utsett"),
        RatingState.ABSTAINED: ("abstained", "avstår", "avstår frå", "avstått"),
    }.items()
    for name in names
}


def read_ratings(
    path: Path, committee: Committee, seat_id: str, application_ids: Container[str], speech: Speech
) -> tuple[tuple[Rated, ...], tuple[Problem, ...]]:
    """Return the seat's ratings in the file's order, and everything that is wrong; rows with a fault give no rating."""
    if all(seat.id != seat_id for seat in committee.rating_seats()):
        choices = ", ".join(seat.id for seat in committee.rating_seats())
        expected = speech.text(say("Choose a seat that rates: {choices}.", choices=choices))
        return (), (Problem(file=path.name, value=seat_id, expected=expected),)
    records, problems = read_records(path, COLUMNS, speech)
    rated: dict[tuple[str, str], Rated] = {}
    for record in records:
        found = _rated(record, committee, seat_id, application_ids)
        if found is not None and (found.application, found.criterion) in rated:
            record.refuse("criterion", say("Keep one row for each application and criterion; this pair stands twice."))
        elif found is not None:
            rated[found.application, found.criterion] = found
        problems += record.problems(record.values.get("application"))
    return tuple(rated.values()), tuple(problems)


def _rated(record: Record, committee: Committee, seat_id: str, application_ids: Container[str]) -> Rated | None:
    """Return the rating; None if the row rates nothing, or if something is wrong with it."""
    values = record.values
    values.update({key: unguarded(values[key]) for key in ("application", "criterion", "comment") if isinstance(values.get(key), str)})
    application = values.get("application")
    if application is None or application not in application_ids:
        record.refuse("application", say("Write the ID of an application in this case."))
    criterion = _criterion(values.get("criterion"), committee)
    if criterion is None:
        choices = ", ".join(item.id for item in committee.criteria)
        record.refuse("criterion", say("Write one of the criteria: {choices}.", choices=choices))
    state = _state(record)
    if criterion is not None and "score" in values:
        _check_score(record, values["score"], criterion)
    if record.wrongs or state is None or application is None or criterion is None:
        return None
    comment = values.get("comment", "")
    return Rated(application=application, criterion=criterion.id, state=state, score=values.get("score"), comment=comment, seat=seat_id)


def _criterion(written: str | None, committee: Committee) -> Criterion | None:
    name = folded(written or "")
    return next((item for item in committee.criteria if name in {folded(item.id), folded(item.name)}), None)


def _state(record: Record) -> RatingState | None:
    """Return the state that the row is in; None if it is not rated."""
    written, has_score = record.values.get("state"), "score" in record.values
    state = STATES.get(folded(written)) if written else None
    if written and state is None:
        record.refuse("state", say("Write deferred or abstained, or leave this empty."))
    elif state in {RatingState.DEFERRED, RatingState.ABSTAINED}:
        if has_score:
            record.refuse("score", say("Leave the score empty where the state is deferred or abstained."))
        if not record.values.get("comment"):
            record.refuse("comment", say("Write why: deferred and abstained need a comment."))
    elif state is RatingState.SCORED and not has_score and not record.wrongs:
        record.refuse("score", say("Write the score, or leave the state empty."))
    return RatingState.SCORED if has_score else state


def _check_score(record: Record, score: int, criterion: Criterion) -> None:
    steps = [step.value for step in criterion.scale]
    if score not in steps:
        record.refuse("score", say("Write one of the scale's steps: {steps}.", steps=", ".join(map(str, steps))))
