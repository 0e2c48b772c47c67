"""The tables that lists are read from, made of the case by the domain's own answers.

One application's row follows from its own events and the case's; it is written in the transaction of the event that changed it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from fractions import Fraction
from itertools import islice

from reviewer.casefile.connection import LISTS_EDITION
from reviewer.casefile.keys import id_key, name_key, number_key
from reviewer.casefile.shapes import writer
from reviewer.domain.assessment import Judged, judge_dossier
from reviewer.domain.case import Case
from reviewer.domain.committee import Status
from reviewer.domain.events import RowSetAside
from reviewer.domain.ranking import RATIO_STEP, order_key
from reviewer.domain.ranking.ties import Worth, own_worths
from reviewer.domain.thresholds import order_without_ratings

LIST_TABLES = ("info", "applications", "own_ratings", "recusals", "set_aside")

UNPLACED = "~"
"""Sorts after every place key: an application that has no place stands last."""

_INSERT_APPLICATION = """
    INSERT OR REPLACE INTO applications (
        id, event, id_key, title, title_key, applicant, applicant_key, words, amount, project_cost,
        met, not_met, unknown, not_applicable, waived, eligible, npv_per_krone, npv_key,
        score, score_key, ratings, placed, place_key, outcome, granted
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_AT_ONCE = 100
"""So many applications are judged before their rows are written: few enough to be still at hand in the processor's cache."""


def write_case(connection: sqlite3.Connection, case: Case) -> None:
    """Write what lists say of the case as a whole: its name, seats, stage, budget and the rows set aside."""
    committee = case.committee
    info = {
        "title": case.opened.title,
        "committee": committee.name,
        "short": committee.id,
        "scheme": committee.scheme,
        "stage": case.stage.value,
        "budget": case.budget,
        "illustrative": case.opened.illustrative,
        "language": committee.language,
        "seats": [[seat.id, seat.name, seat.role.value, seat.number] for seat in committee.seats],
        "criteria": len(committee.criteria),
        "criteria_adopted": committee.criteria_basis.status is Status.ADOPTED,
        "lists": LISTS_EDITION,
    }
    if order_without_ratings(committee):
        info["order_without_ratings"] = True
    else:
        connection.execute("DELETE FROM info WHERE key = 'order_without_ratings'")
    connection.executemany("INSERT OR REPLACE INTO info VALUES (?, ?)", [(key, json.dumps(value)) for key, value in info.items()])
    connection.execute("DELETE FROM set_aside")
    rows = [(row.key, row.application, writer(RowSetAside).to_json(row).decode()) for row in case.set_aside]
    connection.executemany("INSERT INTO set_aside VALUES (?, ?, ?)", rows)


def write_applications(connection: sqlite3.Connection, case: Case) -> None:
    """Write the rows of all applications that this case holds, new or again."""
    dossiers = iter(case.dossiers.values())
    while chunk := [judge_dossier(case, dossier) for dossier in islice(dossiers, _AT_ONCE)]:
        connection.executemany(_INSERT_APPLICATION, (_application_row(case, judged) for judged in chunk))
        rated = [judged for judged in chunk if len(judged.dossier.history) > 1]
        _write_seats(connection, case, rated)


def remove_applications(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Remove the rows of applications that are no longer in the case."""
    for table, column in (("applications", "id"), ("own_ratings", "application"), ("recusals", "application")):
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(key,) for key in ids])  # noqa: S608 - our own names


def _application_row(case: Case, judged: Judged) -> tuple[object, ...]:
    application, candidate = judged.dossier.application, judged.candidate
    recommendation = judged.dossier.recommendation
    ratio = judged.appraisal.npv_per_invested_krone
    ratio = None if ratio is None else ratio // RATIO_STEP * RATIO_STEP
    order = order_key(case.committee.ranking, candidate)
    applicant = application.applicant.name
    return (
        application.id,
        judged.dossier.revisions[-1].id,
        id_key(application.id),
        application.title,
        name_key(application.title),
        applicant,
        name_key(applicant),
        f"{application.id}\n{application.title}\n{applicant}".casefold(),
        application.amount_applied,
        application.project_cost,
        *judged.verdicts.counts().values(),
        judged.verdicts.eligible,
        None if ratio is None else str(ratio),
        "" if ratio is None else number_key(ratio),
        None if judged.score.value is None else str(judged.score.value),
        "" if judged.score.value is None else number_key(judged.score.value),
        judged.score.raters,
        order is not None,
        UNPLACED if order is None else place_key(order, own_worths(candidate, case.committee.ranking.ties, case.seed)),
        recommendation.outcome.value if recommendation.outcome else None,
        recommendation.granted if recommendation.outcome else None,
    )


def place_key(order: tuple[int, Fraction, int], worths: Iterable[Worth] = ()) -> str:
    """Return the order key as text, with what the committee's tie keys make of it: smaller is better, equal is equal."""
    group, value, effects = order
    ties = "".join(f"{unknown}{number_key(worth)}{digits}" for unknown, worth, digits in worths)
    return f"{int(group)}{number_key(value)}{effects + 10**6:07d}{ties}"


def _write_seats(connection: sqlite3.Connection, case: Case, rated: list[Judged]) -> None:
    """Write what each seat has said of these applications: how many criteria, its own score, its recusal."""
    ids = [(judged.dossier.id,) for judged in rated]
    connection.executemany("DELETE FROM own_ratings WHERE application = ?", ids)
    connection.executemany("DELETE FROM recusals WHERE application = ?", ids)
    for judged in rated:
        given: dict[str, int] = {}
        for seat, _ in judged.dossier.ratings:
            given[seat] = given.get(seat, 0) + 1
        rows = [(seat, judged.dossier.id, count, *_own(judged, seat)) for seat, count in given.items()]
        connection.executemany("INSERT INTO own_ratings VALUES (?, ?, ?, ?, ?)", rows)
        recused = [(seat, judged.dossier.id) for seat in sorted(judged.dossier.recused()) if case.committee.seat(seat)]
        connection.executemany("INSERT INTO recusals VALUES (?, ?)", recused)


def _own(judged: Judged, seat: str) -> tuple[str | None, str | None]:
    value = judged.score.members.get(seat)
    return (None, None) if value is None else (str(value), number_key(value))
