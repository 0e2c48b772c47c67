"""`ratings`: who gave what, who has not rated what, and where the members differ."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from reviewer.casefile.file import CaseFile
from reviewer.cli.answers import Answer, Table
from reviewer.cli.commands.status import progress_data
from reviewer.cli.looking import blindness, opened, seen
from reviewer.domain.assessment import assess
from reviewer.domain.committee import Seat
from reviewer.domain.earlier_ratings import earlier_ratings
from reviewer.domain.handing import SeatProgress
from reviewer.domain.overview import Cell, Given, Line, by_disagreement, missing, overview
from reviewer.domain.rounds import shifts
from reviewer.domain.said import Said, say
from reviewer.exchange_state import progress_heard
from reviewer.language.numbers import decimal_text
from reviewer.language.speech import Speech

SIGNS: Mapping[Given, Said] = {
    Given.PARTLY: say("partly"),
    Given.NOT_RATED: say("–"),
    Given.DEFERRED: say("deferred"),
    Given.ABSTAINED: say("abstains"),
    Given.RECUSED: say("recused"),
    Given.EXCLUDED: say("left out"),
    Given.OUTDATED: say("to confirm"),
}


def ratings(call: argparse.Namespace, speech: Speech) -> Answer:
    """Show each seat's own score of each application, the figures of the whole, and what is missing."""
    with opened(call) as file:
        case = seen(file, call)
        far = _begun(file, call)
    assessment = assess(case)
    lines = overview(assessment)
    lines = by_disagreement(lines) if call.sort == "disagreement" else lines
    waiting = missing(lines)
    if blindness(case, call):  # of the others this seat sees nothing, so nothing can be said of what they lack
        waiting = {seat: ids for seat, ids in waiting.items() if seat == call.seat}
    moved = {key: shifts(one.dossier.before, one.dossier.ratings) for key, one in assessment.judged.items()}
    data = {
        "applications": [_data(line) for line in lines],
        "progress": {seat: progress_data(one) for seat, one in far.items()},
        "missing": {seat: list(ids) for seat, ids in waiting.items()},
        "earlier": [
            {"application": key, "seat": seat, "criterion": criterion}
            for key, one in assessment.judged.items()
            for seat, criterion in earlier_ratings(one.dossier)
        ],
        "moved": [
            {"application": key, "seat": shift.seat, "criterion": shift.criterion, "before": shift.before, "after": shift.after}
            for key, found in moved.items()
            for shift in found
        ],
    }
    seats = tuple(lines[0].cells) if lines else ()
    said = (say("Mean"), say("Median"), say("Lowest–highest"), say("Ratings"))
    table = Table(("ID", *seats, *map(speech.text, said)), [_row(line, speech) for line in lines], frozenset(range(1, len(seats) + 5)))
    left = [speech.text(say("{seat} has {number} left.", seat=seat, number=len(ids))) for seat, ids in waiting.items() if ids]
    begun = [speech.text(begun_words(case.committee.seat(seat), one)) for seat, one in far.items()] if blindness(case, call) else []
    return Answer(data=data, parts=(table, *left, *begun), words=blindness(case, call))


def _begun(file: CaseFile, call: argparse.Namespace) -> Mapping[str, SeatProgress]:
    """Return how far each seat has come, in numbers, for whoever oversees the round."""
    case = file.case()
    return progress_heard(file, case) if not call.seat or case.sight(call.seat).oversees else {}


def begun_words(seat: Seat | None, far: SeatProgress) -> Said:
    """Return how far a seat has come, in numbers."""
    return say(
        "{seat} has begun {begun} of {all} and handed in {number}.",
        seat=seat.name if seat else "–",
        begun=far.begun,
        all=far.of,
        number=far.handed_in,
    )


def _data(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "mean": line.mean,
        "median": line.median,
        "lowest": line.spread[0] if line.spread else None,
        "highest": line.spread[1] if line.spread else None,
        "variance": line.variance,
        "ratings": line.ratings,
        "rank_by_mean": line.rank_by_mean,
        "rank_by_median": line.rank_by_median,
        "seats": {seat: {"state": cell.given.value, "score": cell.value} for seat, cell in line.cells.items()},
    }


def _row(line: Line, speech: Speech) -> tuple[str, ...]:
    spread = "–" if line.spread is None else f"{_number(line.spread[0], speech)}–{_number(line.spread[1], speech)}"
    cells = (_cell(cell, speech) for cell in line.cells.values())
    return (line.id, *cells, _number(line.mean, speech), _number(line.median, speech), spread, str(line.ratings))


def _cell(cell: Cell, speech: Speech) -> str:
    return speech.text(SIGNS[cell.given]) if cell.value is None else _number(cell.value, speech)


def _number(value: Fraction | None, speech: Speech) -> str:
    return "–" if value is None else decimal_text(value, speech.language, 2)
