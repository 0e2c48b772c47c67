"""The ratings at a glance: who gave what, who has not rated what, and where the members differ most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from math import isqrt

from reviewer.domain.assessment import Assessment, Judged, candidates, circumstances
from reviewer.domain.case import Case, Dossier
from reviewer.domain.committee import Committee, RankMethod
from reviewer.domain.events import RatingState
from reviewer.domain.exclusion import left_out
from reviewer.domain.ranking import rank
from reviewer.domain.ranking.kemeny import TooLargeError
from reviewer.domain.rating import counting, score
from reviewer.domain.rounds import Shift, shifts
from reviewer.domain.slotted import dataclass
from reviewer.domain.thresholds import thresholds


class Given(StrEnum):
    """What a seat has made of an application; none of them but `scored` is a number."""

    SCORED = "scored"
    PARTLY = "partly"
    NOT_RATED = "not_rated"
    DEFERRED = "deferred"
    ABSTAINED = "abstained"
    RECUSED = "recused"
    EXCLUDED = "excluded"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Cell:
    """One seat's rating of one application; `value` is its own weighted score where it is `scored`."""

    given: Given
    value: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One application: each seat's cell, and the figures of the whole; ranks are those by mean and by median."""

    id: str
    cells: Mapping[str, Cell]
    mean: Fraction | None
    median: Fraction | None
    spread: tuple[Fraction, Fraction] | None
    variance: Fraction | None
    ratings: int
    rank_by_mean: int | None
    rank_by_median: int | None

    @property
    def deviation(self) -> Fraction | None:
        """The standard deviation of the members' own scores, to four decimals, or None."""
        if self.variance is None:
            return None
        return Fraction(isqrt(self.variance.numerator * 10**8 // self.variance.denominator), 10**4)


def overview(assessment: Assessment) -> tuple[Line, ...]:
    """Return a line an application, in place order."""
    committee = assessment.case.committee
    by_mean, by_median = (_ranks(assessment, method) for method in (RankMethod.MEAN, RankMethod.MEDIAN))
    lines = []
    for place in assessment.places:
        judged = assessment.judged[place.id]
        lines.append(
            Line(
                id=place.id,
                cells={seat.id: _cell(committee, judged, seat.id) for seat in committee.rating_seats()},
                mean=judged.score.value,
                median=judged.score.median,
                spread=judged.score.spread,
                variance=judged.score.variance,
                ratings=judged.score.raters,
                rank_by_mean=by_mean.get(place.id),
                rank_by_median=by_median.get(place.id),
            )
        )
    return tuple(lines)


def by_disagreement(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines with those first about which the members differ most; equals by id, those with fewer than two scores last."""
    return tuple(sorted(lines, key=lambda line: (line.ratings < 2, -(line.variance or 0), line.id)))  # noqa: PLR2004 - one differs from none


def missing(lines: tuple[Line, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return for each seat the applications that it has still to rate, in the order of the lines; deferred ones are among them."""
    waiting = {Given.NOT_RATED, Given.PARTLY, Given.DEFERRED, Given.OUTDATED}
    seats = lines[0].cells if lines else {}
    return {seat: tuple(line.id for line in lines if line.cells[seat].given in waiting) for seat in seats}


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One application that somebody rated otherwise after the discussion: who, and its mean and place before and now.

    The places are those by the committee's method, without the council's own moves.
    """

    id: str
    shifts: tuple[Shift, ...]
    mean_before: Fraction | None
    mean_after: Fraction | None
    rank_before: int | None
    rank_after: int | None


def movements(assessment: Assessment) -> tuple[Movement, ...]:
    """Return what the second round moved, those first whose scores moved furthest in all; equals by id."""
    case, judged = assessment.case, assessment.judged
    found = {key: shifts(one.dossier.before, one.dossier.counted()) for key, one in judged.items()}
    if not any(found.values()):
        return ()
    former = {key: _before(case.committee, one) for key, one in judged.items()}
    before, after = (_order(case, one) for one in (former, judged))
    moved = (
        Movement(
            id=key,
            shifts=changed,
            mean_before=former[key].score.value,
            mean_after=judged[key].score.value,
            rank_before=before.get(key),
            rank_after=after.get(key),
        )
        for key, changed in found.items()
        if changed
    )
    return tuple(sorted(moved, key=lambda one: (-sum(abs(shift.distance) for shift in one.shifts), one.id)))


def _before(committee: Committee, judged: Judged) -> Judged:
    """Return the application as it was scored before the discussion."""
    first = replace(judged.dossier, ratings=judged.dossier.before)
    given = score(committee, first.counted(), first.recused())
    return replace(judged, dossier=first, score=given, thresholds=thresholds(committee, given))


def _order(case: Case, judged: Mapping[str, Judged]) -> Mapping[str, int | None]:
    plain = replace(circumstances(case), moves=())
    try:
        return {place.id: place.rank for place in rank(case.committee.ranking, candidates(case, judged), plain)}
    except TooLargeError:
        return {}


def _ranks(assessment: Assessment, method: RankMethod) -> Mapping[str, int | None]:
    ranking = replace(assessment.case.committee.ranking, method=method)
    plain = replace(circumstances(assessment.case), moves=())
    return {place.id: place.rank for place in rank(ranking, candidates(assessment.case, assessment.judged), plain)}


def _cell(committee: Committee, judged: Judged, seat: str) -> Cell:
    dossier = judged.dossier
    if seat in dossier.recused():
        return Cell(Given.RECUSED)
    if seat in judged.score.members:
        return Cell(Given.SCORED, judged.score.members[seat])
    return Cell(_without_score(committee, dossier, seat))


def _without_score(committee: Committee, dossier: Dossier, seat: str) -> Given:
    own = {criterion: rated for (rater, criterion), rated in dossier.ratings.items() if rater == seat and criterion in counting(committee)}
    if own and seat in left_out(dossier) and ((seat, "") in dossier.excluded or len(own) == len(counting(committee))):
        return Given.EXCLUDED
    states = {rated.state for rated in own.values()}
    if RatingState.ABSTAINED in states:
        return Given.ABSTAINED
    if RatingState.DEFERRED in states:
        return Given.DEFERRED
    if any(rater == seat for rater, _ in dossier.outdated):
        return Given.OUTDATED
    return Given.PARTLY if states else Given.NOT_RATED
