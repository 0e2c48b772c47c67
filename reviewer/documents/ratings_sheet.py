"""The sheets with the members' ratings and with the order that they give: change a rating or a weight, and the scores follow.

The places are the program's own: what decides between equals, and who may be funded, no formula here repeats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from reviewer.documents.sheets import Entry, Heading, Number, Sheets, letters, quoted, shown
from reviewer.domain.assessment import Assessment
from reviewer.domain.case import Dossier
from reviewer.domain.committee import Committee, Seat
from reviewer.domain.events import RatingState
from reviewer.domain.rating import counting
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.domain.weights import score_name

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

WEIGHTS, HEAD, FIRST = 0, 1, 2
"""The rows of the weights, of the headings, and of the first entry, counted from 0."""

_STATES = {RatingState.DEFERRED: say("deferred"), RatingState.ABSTAINED: say("abstained")}
_LEADING = (Heading(say("No."), 6), Heading(say("ID"), 12), Heading(say("Title"), 40), Heading(say("Member"), 28))


@dataclass(frozen=True, slots=True)
class RatingColumns:
    """Where the ratings stand, for formulas of other sheets: the numbers of the applications, and each criterion's scores."""

    numbers: str
    scores: tuple[str, ...]

    def mean(self, criterion: int, number: str) -> str:
        """Return the formula of a criterion's mean; `number` is the cell with the application's number."""
        return f'=IFERROR(AVERAGEIFS({self.scores[criterion]},{self.numbers},{number}),"")'


@dataclass(frozen=True, slots=True)
class _Rater:
    """What one seat gave one application: a number that counts, or words for what does not, by criterion."""

    entry: Entry
    seat: Seat
    given: tuple[int | Said | None, ...]
    comments: str


def weighted(first: int, count: int, row: int) -> str:
    """Return the formula of the mean by the weights above the columns; empty where a criterion that counts has no number."""
    left, right = letters(first), letters(first + count - 1)
    weights, values = f"${left}${WEIGHTS + 1}:${right}${WEIGHTS + 1}", f"${left}{row + 1}:${right}{row + 1}"
    whole = f'SUMPRODUCT(--({weights}>0),--ISNUMBER({values}))=COUNTIF({weights},">0")'
    return f'=IF({whole},SUMPRODUCT({weights},{values})/SUM({weights}),"")'


def write_weights(sheets: Sheets, page: Worksheet, first: int, committee: Committee, source: str = "") -> None:
    """Write the weights above the criteria's columns: as numbers, or as references to the sheet `source` that has them as numbers."""
    weights = counting(committee)
    sheets.text(page, WEIGHTS, first - 1, say("Weight"), sheets.muted)
    for column, criterion in enumerate(committee.criteria, start=first):
        weight = float(weights.get(criterion.id, Fraction(0)))
        if source:
            page.write_formula(WEIGHTS, column, f"={source}!{letters(column + 1)}${WEIGHTS + 1}", None, weight)
        else:
            page.write_number(WEIGHTS, column, weight)


def ratings_sheet(sheets: Sheets, page: Worksheet, assessment: Assessment, listed: Sequence[Entry], weights: str) -> RatingColumns:
    """Write a row for each seat that has rated an application, and return where the scores stand; `weights` is the sheet that has them."""
    committee = assessment.case.committee
    first, count = len(_LEADING), len(committee.criteria)
    criteria = tuple(Heading(criterion.name, 14) for criterion in committee.criteria)
    headings = (*_LEADING, *criteria, Heading(score_name(committee), 10), Heading(say("Comments"), 70))
    sheets.head(page, HEAD, headings, kept=first)
    write_weights(sheets, page, first, committee, weights)
    last = HEAD
    for row, rater in enumerate(_raters(committee, listed), start=FIRST):
        _row(sheets, page, row, rater)
        mean = rater.entry.judged.score.members.get(rater.seat.id)
        page.write_formula(row, first + count, weighted(first, count, row), sheets.ratio, shown(mean))
        last = row
    page.autofilter(HEAD, 0, max(FIRST, last), len(headings) - 1)
    sheet = quoted(page.get_name())
    rows = f"${FIRST + 1}", f"${max(FIRST, last) + 1}"
    columns = [f"{sheet}!${letters(column)}{rows[0]}:${letters(column)}{rows[1]}" for column in (0, *range(first, first + count))]
    return RatingColumns(numbers=columns[0], scores=tuple(columns[1:]))


def _raters(committee: Committee, listed: Sequence[Entry]) -> Iterator[_Rater]:
    for entry in listed:
        dossier = entry.judged.dossier
        rated = {seat for seat, _ in dossier.ratings} | dossier.recused()
        for seat in committee.rating_seats():
            if seat.id in rated:
                given = tuple(_given(dossier, seat.id, criterion.id) for criterion in committee.criteria)
                yield _Rater(entry, seat, given, "\n".join(_comments(committee, dossier, seat.id)))


def _given(dossier: Dossier, seat: str, criterion: str) -> int | Said | None:
    """Return the number where it counts; words, which no formula adds up, where it does not."""
    if seat in dossier.recused():
        return say("recused")
    rated = dossier.ratings.get((seat, criterion))
    if rated is None:
        return None
    if rated.score is None:
        return _STATES.get(rated.state)
    return rated.score if (seat, criterion) in dossier.counted() else say("{score} (does not count)", score=rated.score)


def _comments(committee: Committee, dossier: Dossier, seat: str) -> Iterator[str]:
    for criterion in committee.criteria:
        rated = dossier.ratings.get((seat, criterion.id))
        if rated is not None and rated.comment:
            yield f"{criterion.name}: {rated.comment}"


def _row(sheets: Sheets, page: Worksheet, row: int, rater: _Rater) -> None:
    application = rater.entry.judged.dossier.application
    page.write_number(row, 0, rater.entry.number, sheets.whole)
    sheets.texts(page, row, 1, (application.id, application.title, rater.seat.name))
    for column, given in enumerate(rater.given, start=len(_LEADING)):
        if isinstance(given, Said):
            sheets.text(page, row, column, given, sheets.muted)
        else:
            sheets.number(page, row, column, given)
    if rater.comments:
        sheets.text(page, row, len(_LEADING) + len(rater.given) + 1, rater.comments, sheets.prose)


def means(entry: Entry, committee: Committee) -> tuple[Number | None, ...]:
    """Return the application's mean in each criterion, as the program has it."""
    scores = entry.judged.score.criteria
    return tuple(scores[one.id].mean if one.id in scores else None for one in committee.criteria)
