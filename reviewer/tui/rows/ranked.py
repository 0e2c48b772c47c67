"""The ranking as rows of a table: what each application gets by computation and by the council, with running sums."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from reviewer.domain.assessment import Assessment, Judged
from reviewer.domain.committee import RankMethod
from reviewer.domain.funding import Allocation, Award, PassedOver, rows_above_line
from reviewer.domain.ranking import Place
from reviewer.domain.ranking.uncertainty import Uncertainty
from reviewer.domain.recommendation import BeforeMoves, departure
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.language.numbers import decimal_text, millions_text
from reviewer.language.speech import Speech
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.panes.recommendation import OUTCOME_TONES
from reviewer.tui.widgets.lines import Column, Piece
from reviewer.tui.wording.choices import OUTCOME_SHORT

AMOUNT, SUM = 8, 7
"""Cells of the columns of amounts and of running sums."""

BOTH_SUMS = 96
"""From this table width on, the running sums have columns; below it they stand with the chosen row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedRow:
    """One line of the ranking; sums are kroner down to and with this one."""

    place: Place
    judged: Judged
    award: Award | None
    passed: PassedOver | None
    spent: int
    council_spent: int
    departs: Said | None
    interval: tuple[int, int] | None = None


def ranked_rows(assessment: Assessment, allocation: Allocation | None, certain: Uncertainty | None = None) -> tuple[RankedRow, ...]:
    """Return the rows in place order; without an allocation nothing is computed to be given."""
    awards = {award.id: award for award in allocation.awards} if allocation else {}
    passed = {one.id: one for one in allocation.passed_over} if allocation else {}
    unmoved = {award.id: award for award in assessment.unmoved.awards} if assessment.unmoved else None

    def before(key: str) -> BeforeMoves | None:
        return None if unmoved is None else BeforeMoves(unmoved.get(key))

    rows: list[RankedRow] = []
    spent = council = 0
    for place in assessment.places:
        judged, award = assessment.judged[place.id], awards.get(place.id)
        recommendation = judged.dossier.recommendation
        spent += award.amount if award else 0
        council += recommendation.granted
        rows.append(
            RankedRow(
                place=place,
                judged=judged,
                award=award,
                passed=passed.get(place.id),
                spent=spent,
                council_spent=council,
                departs=departure(recommendation, award, before(place.id)) if allocation else None,
                interval=certain.intervals.get(place.id) if certain else None,
            )
        )
    return tuple(rows)


def above_the_line(rows: Sequence[RankedRow]) -> int:
    """Return how many rows stand above the budget line."""
    return rows_above_line([(row.place.rank, row.award is not None) for row in rows])


COMPUTED = say("Computed")
"""How the amounts down the list are headed."""


def amounts_by(assessment: Assessment) -> Said:
    """Return how they are headed here: where the council has moved something by hand, the list is not the computed one any more."""
    return say("The list") if assessment.moved else COMPUTED


def ranked_columns(speech: Speech, method: RankMethod, amounts: Said = COMPUTED) -> tuple[Column[RankedRow], ...]:
    """Return the table's columns, `amounts` heading what the list gives; a narrow screen leaves the applicant out."""
    language = speech.language
    value = say("NPV/kr") if method is RankMethod.NPV_PER_KRONE else say("Score")
    unit = speech.text(say("NOK m"))

    def millions(amount: int | None, tone: Tone = Tone.TEXT) -> tuple[Piece, ...]:
        return (("–", Tone.MUTED),) if amount is None else ((millions_text(amount, language), tone),)

    def column(heading: Said, cell: Callable[[RankedRow], tuple[Piece, ...]], width: int, least: int = 0) -> Column[RankedRow]:
        return Column(heading=speech.text(heading), unit=unit if width > SUM else "", cell=cell, width=width, least=least, numeric=True)

    return (
        Column(heading=speech.text(say("Pl.")), cell=lambda row: _place(row.place), width=4, numeric=True),
        Column(heading=speech.text(say("Application")), cell=_title, share=3),
        Column(heading=speech.text(say("Applicant")), cell=_applicant, share=2, least=110),
        Column(heading=speech.text(value), cell=lambda row: _value(row.place.value, language), width=6, numeric=True),
        Column(heading=speech.text(say("Places")), cell=_interval, width=6, numeric=True),
        column(say("Applied"), lambda row: millions(row.judged.dossier.application.amount_applied), AMOUNT),
        column(amounts, lambda row: millions(row.award.amount if row.award else None, Tone.ACCENT), AMOUNT),
        column(say("sum"), lambda row: millions(row.spent if row.award else None, Tone.MUTED), SUM, BOTH_SUMS),
        column(say("Council"), lambda row: _council(row, speech), AMOUNT),
        column(say("sum"), lambda row: millions(row.council_spent if _granted(row) else None, Tone.MUTED), SUM, BOTH_SUMS),
    )


def _granted(row: RankedRow) -> int:
    return row.judged.dossier.recommendation.granted


def _place(place: Place) -> tuple[Piece, ...]:
    if place.rank is None:
        return (("– ", Tone.MUTED),)
    mark = "=" if place.tied_with else "*" if place.move else " "
    return ((f"{place.rank}{mark}", Tone.ATTENTION if place.move else Tone.TEXT),)


def _interval(row: RankedRow) -> tuple[Piece, ...]:
    return ((f"{row.interval[0]}–{row.interval[1]}" if row.interval else "–", Tone.MUTED),)


def _title(row: RankedRow) -> tuple[Piece, ...]:
    application = row.judged.dossier.application
    return ((application.title or application.id, Tone.TEXT if row.award or row.judged.dossier.recommendation.granted else Tone.MUTED),)


def _applicant(row: RankedRow) -> tuple[Piece, ...]:
    return ((row.judged.dossier.application.applicant.name, Tone.MUTED),)


def _value(value: Fraction | None, language: str) -> tuple[Piece, ...]:
    return (("–", Tone.MUTED),) if value is None else ((decimal_text(value, language, places=2), Tone.TEXT),)


def _council(row: RankedRow, speech: Speech) -> tuple[Piece, ...]:
    given = row.judged.dossier.recommendation
    if given.outcome is None:
        return (("–", Tone.MUTED),)
    if not given.granted:
        return ((speech.text(OUTCOME_SHORT[given.outcome]), OUTCOME_TONES[given.outcome]),)
    return ((f"{millions_text(given.granted, speech.language)}{'*' if row.departs else ''}", Tone.ATTENTION if row.departs else Tone.GOOD),)
