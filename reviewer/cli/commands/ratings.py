"""`ratings`: who gave what, who has not rated what, and where the members differ."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from reviewer.casefile.file import CaseFile
from reviewer.cli.answers import Answer, Table
from reviewer.cli.commands.status import progress_data
from reviewer.cli.looking import blindness, opened, seen, uncounted_words
from reviewer.domain.agreement import agreement, figures
from reviewer.domain.assessment import Assessment, assess
from reviewer.domain.committee import Committee, Seat
from reviewer.domain.earlier_ratings import earlier_ratings
from reviewer.domain.handing import SeatProgress
from reviewer.domain.overview import Cell, Given, Line, Movement, by_disagreement, missing, movements, overview
from reviewer.domain.said import Listed, Said, say
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


PARTLY = say(
    "Those who have rated only some of the criteria count in the range and the deviation with the mean of the others for the rest."
)


def ratings(call: argparse.Namespace, speech: Speech) -> Answer:
    """Show each seat's own score of each application, the figures of the whole, and what is missing."""
    with opened(call) as file:
        case = seen(file, call)
        far, uncounted = _begun(file, call), uncounted_words(file, call)
    assessment = assess(case)
    lines = overview(assessment)
    lines = by_disagreement(lines) if call.sort == "disagreement" else lines
    waiting = missing(lines)
    if blindness(case, call):  # of the others this seat sees nothing, so nothing can be said of what they lack
        waiting = {seat: ids for seat, ids in waiting.items() if seat == call.seat}
    moved = movements(assessment)
    data = {
        "applications": [_data(line) for line in lines],
        "progress": {seat: progress_data(one) for seat, one in far.items()},
        "missing": {seat: list(ids) for seat, ids in waiting.items()},
        "earlier": _earlier(assessment),
        "moved": _shifts(moved),
        "movements": [_movement(one) for one in moved],
    }
    agreed = speech.text(figures(agreement([one.score.members for one in assessment.judged.values()])))
    left = [speech.text(say("{seat} has {number} left.", seat=seat, number=len(ids))) for seat, ids in waiting.items() if ids]
    begun = [speech.text(begun_words(case.committee.seat(seat), one)) for seat, one in far.items()] if blindness(case, call) else []
    partly = [speech.text(PARTLY)] if any(one.score.partly for one in assessment.judged.values()) else []
    shifted = [speech.text(_shifted(case.committee, one)) for one in moved]
    parts: tuple[Table | str, ...] = (_table(lines, speech), *partly, agreed, *shifted, *left, *begun)
    return Answer(data=data, parts=parts, words=(*blindness(case, call), *uncounted))


def _table(lines: Sequence[Line], speech: Speech) -> Table:
    seats = tuple(lines[0].cells) if lines else ()
    said = (say("Mean"), say("Pl."), say("Median"), say("Pl."), say("Lowest–highest"), say("Deviation"), say("Ratings"))
    return Table(("ID", *seats, *map(speech.text, said)), [_row(line, speech) for line in lines], frozenset(range(1, len(seats) + 8)))


def _earlier(assessment: Assessment) -> list[dict[str, str]]:
    """Return the ratings that were given before their application was revised."""
    return [
        {"application": key, "seat": seat, "criterion": criterion}
        for key, one in assessment.judged.items()
        for seat, criterion in earlier_ratings(one.dossier)
    ]


def _shifts(moved: Sequence[Movement]) -> list[dict[str, Any]]:
    """Return each score that is another after the discussion."""
    return [
        {"application": one.id, "seat": shift.seat, "criterion": shift.criterion, "before": shift.before, "after": shift.after}
        for one in moved
        for shift in one.shifts
    ]


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
        "standard_deviation": line.deviation,
        "ratings": line.ratings,
        "rank_by_mean": line.rank_by_mean,
        "rank_by_median": line.rank_by_median,
        "seats": {seat: {"state": cell.given.value, "score": cell.value} for seat, cell in line.cells.items()},
    }


def _row(line: Line, speech: Speech) -> tuple[str, ...]:
    spread = "–" if line.spread is None else f"{_number(line.spread[0], speech)}–{_number(line.spread[1], speech)}"
    cells = (_cell(cell, speech) for cell in line.cells.values())
    means = (_number(line.mean, speech), _rank(line.rank_by_mean), _number(line.median, speech), _rank(line.rank_by_median))
    return (line.id, *cells, *means, spread, _number(line.deviation, speech), str(line.ratings))


def _rank(rank: int | None) -> str:
    return "–" if rank is None else str(rank)


def _movement(one: Movement) -> dict[str, Any]:
    return {
        "application": one.id,
        "mean_before": one.mean_before,
        "mean_after": one.mean_after,
        "rank_before": one.rank_before,
        "rank_after": one.rank_after,
    }


def _shifted(committee: Committee, one: Movement) -> Said:
    """Return who gave another score after the discussion, and what that did to the place."""
    who = tuple(
        say(
            "{seat} on “{criterion}” from {before} to {after}",
            seat=seat.name if (seat := committee.seat(shift.seat)) else shift.seat,
            criterion=of.name if (of := committee.criterion(shift.criterion)) else shift.criterion,
            before=shift.before,
            after=shift.after,
        )
        for shift in one.shifts
    )
    return say(
        "{id}: {who}; place {before} → {after}", id=one.id, who=Listed(who), before=_rank(one.rank_before), after=_rank(one.rank_after)
    )


def _cell(cell: Cell, speech: Speech) -> str:
    return speech.text(SIGNS[cell.given]) if cell.value is None else _number(cell.value, speech)


def _number(value: Fraction | None, speech: Speech) -> str:
    return "–" if value is None else decimal_text(value, speech.language, 2)
