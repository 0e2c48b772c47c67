"""The members' ratings as CSV, in the form that `reviewer rate` reads.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, which reading takes away (`reviewer.domain.formula`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from reviewer.domain.case import Case
from reviewer.domain.events import Rated, RatingState
from reviewer.domain.formula import guarded

COLUMNS = ("application", "criterion", "score", "state", "comment")


def ratings_csv(case: Case, seat: str = "") -> str:
    """Return the seat's ratings, semicolon-separated with CRLF, with an empty row for each that is left to give.

    Without a seat everybody's ratings, with a `seat` column first.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS if seat else ("seat", *COLUMNS))
    writer.writerows(_own(case, seat) if seat else ((guarded(rating.seat), *_cells(rating)) for rating in _ratings(case)))
    return buffer.getvalue()


def _own(case: Case, seat: str) -> Iterator[tuple[str, ...]]:
    rates = any(one.id == seat for one in case.committee.rating_seats())
    for dossier in case.dossiers.values():
        for criterion in case.committee.criteria:
            rating = dossier.ratings.get((seat, criterion.id))
            if rating is not None:
                yield _cells(rating)
            elif rates:
                yield (guarded(dossier.id), guarded(criterion.id), "", "", "")


def _ratings(case: Case) -> Iterator[Rated]:
    for dossier in case.dossiers.values():
        for seat in case.committee.seats:
            for criterion in case.committee.criteria:
                rating = dossier.ratings.get((seat.id, criterion.id))
                if rating is not None:
                    yield rating


def _cells(rating: Rated) -> tuple[str, ...]:
    score = "" if rating.score is None else str(rating.score)
    state = "" if rating.state is RatingState.SCORED else rating.state.value
    return (guarded(rating.application), guarded(rating.criterion), score, state, guarded(rating.comment))
