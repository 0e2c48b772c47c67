"""The sheet with the order: places as the program found them, scores as formulas over the members' ratings."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from reviewer.documents.ratings_sheet import FIRST, HEAD, RatingColumns, means, weighted, write_weights
from reviewer.documents.sheets import LISTED, Entry, Heading, Sheets, as_listed, letters, shown
from reviewer.domain.assessment import Assessment
from reviewer.domain.committee import RankMethod
from reviewer.domain.ordering import Leniency
from reviewer.domain.proposal.order import VALUE_NAMES
from reviewer.domain.proposal.reading import last_awarded
from reviewer.domain.proposal.words import OUTCOMES
from reviewer.domain.ranking.uncertainty import Uncertainty
from reviewer.domain.said import Said, say

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

CRITERIA = 5
"""The column of the first criterion, one to the right of where the ratings have it: here the place stands before it."""
_ELIGIBLE = {True: say("met"), False: say("not met"), None: say("unresolved")}
_LEADING = (
    Heading(say("No."), 6),
    Heading(say("Place"), 8),
    Heading(say("ID"), 12),
    Heading(say("Title"), 44),
    Heading(say("Applicant"), 40),
)
_TRAILING = (
    Heading(say("Best place"), 8),
    Heading(say("Worst place"), 8),
    Heading(say("Requirements"), 13),
    Heading(say("Applied for"), 15),
    LISTED,
    Heading(say("Recommended"), 15),
    Heading(say("The council"), 24),
    Heading(say("Why this place"), 60),
    Heading(say("Places up"), 9),
    Heading(say("Places down"), 9),
    Heading(say("Budget line"), 12),
)


class RankingSheet:
    """Writes the order of one round; `score` is the column of the scores, counted from 0, and `reach` that of the places up.

    The last three columns are what the chart of the places is drawn from: how far the uncertainty goes to either side, and the line.
    """

    def __init__(self, sheets: Sheets, page: Worksheet, assessment: Assessment) -> None:
        self.sheets, self.page, self.assessment = sheets, page, assessment
        self.committee = assessment.case.committee
        self.score = CRITERIA + len(self.committee.criteria)
        ranking = self.committee.ranking
        self._own_value = ranking.method is not RankMethod.MEAN or ranking.leniency is not Leniency.ADVICE
        self._best = self.score + 1 + self._own_value
        self.reach = self._best + len(_TRAILING) - 3

    def write(self, listed: Sequence[Entry], ratings: RatingColumns, certain: Uncertainty | None) -> None:
        """Write the sheet; a method that orders by something else than the score has a column of its own for that."""
        criteria = tuple(Heading(criterion.name, 12) for criterion in self.committee.criteria)
        value = (Heading(self._value_name(), 11),) if self._own_value else ()
        headings = (*_LEADING, *criteria, Heading(say("Score"), 9), *value, *_TRAILING)
        self.sheets.head(self.page, HEAD, as_listed(self.assessment, headings), kept=4)
        write_weights(self.sheets, self.page, CRITERIA, self.committee)
        above = last_awarded(self.assessment, [entry.judged for entry in listed]) + 1
        for row, entry in enumerate(listed, start=FIRST):
            self._leading(row, entry)
            self._scores(row, entry, ratings)
            self._trailing(row, self._best, entry, certain)
            self._drawn(row, entry, certain, above)
        self.page.autofilter(HEAD, 0, max(FIRST, HEAD + len(listed)), len(headings) - 1)

    def _value_name(self) -> Said:
        name = VALUE_NAMES[self.committee.ranking.method]
        return say("{value}, strictness taken out", value=name) if self.committee.ranking.leniency is not Leniency.ADVICE else name

    def _leading(self, row: int, entry: Entry) -> None:
        application = entry.judged.dossier.application
        self.page.write_number(row, 0, entry.number, self.sheets.whole)
        self.sheets.number(self.page, row, 1, entry.place.rank, self.sheets.whole)
        self.sheets.texts(self.page, row, 2, (application.id, application.title, application.applicant.name))

    def _scores(self, row: int, entry: Entry, ratings: RatingColumns) -> None:
        sheets, page = self.sheets, self.page
        for at, mean in enumerate(means(entry, self.committee)):
            page.write_formula(row, CRITERIA + at, ratings.mean(at, f"$A{row + 1}"), sheets.ratio, shown(mean))
        formula = weighted(CRITERIA, len(self.committee.criteria), row)
        page.write_formula(row, self.score, formula, sheets.ratio, shown(entry.judged.score.value))
        if self._own_value:
            sheets.number(page, row, self.score + 1, entry.place.value, sheets.ratio)

    def _trailing(self, row: int, column: int, entry: Entry, certain: Uncertainty | None) -> None:
        sheets, page = self.sheets, self.page
        dossier, award = entry.judged.dossier, self.assessment.allocation.award(entry.judged.dossier.id)
        best, worst = (certain.intervals.get(dossier.id) if certain else None) or (None, None)
        sheets.number(page, row, column, best, sheets.whole)
        sheets.number(page, row, column + 1, worst, sheets.whole)
        eligible = entry.judged.verdicts.eligible
        style = {True: sheets.good, False: sheets.bad, None: sheets.unsure}[eligible]
        sheets.text(page, row, column + 2, _ELIGIBLE[eligible], style)
        given = dossier.recommendation
        sheets.number(page, row, column + 3, dossier.application.amount_applied, sheets.kroner)
        sheets.number(page, row, column + 4, award.amount if award else None, sheets.kroner)
        sheets.number(page, row, column + 5, given.granted or None, sheets.kroner)
        sheets.text(page, row, column + 6, OUTCOMES[given.outcome] if given.outcome else say("not settled"))
        sheets.text(page, row, column + 7, entry.place.reason)

    def _drawn(self, row: int, entry: Entry, certain: Uncertainty | None, above: int) -> None:
        """Write what the chart of the places is drawn from: how many places the uncertainty goes up and down, and where the money ends."""
        sheets, page, rank = self.sheets, self.page, entry.place.rank
        interval = certain.intervals.get(entry.judged.dossier.id) if certain else None
        if interval is not None and rank is not None:
            (best, worst), place = interval, f"$B{row + 1}"
            up, down = f"=MAX(0,{place}-{letters(self._best)}{row + 1})", f"=MAX(0,{letters(self._best + 1)}{row + 1}-{place})"
            page.write_formula(row, self.reach, up, sheets.whole, max(0, rank - best))
            page.write_formula(row, self.reach + 1, down, sheets.whole, max(0, worst - rank))
        if self.assessment.case.budget is not None:
            sheets.number(page, row, self.reach + 2, above + Fraction(1, 2), sheets.ratio)
