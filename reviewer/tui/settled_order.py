"""The list in the order that stands in the end: with the council's moves, and with keys and methods that ask about several at once.

The lists in the case file know each application's own worth only. Where the final places differ from theirs and the case is small, the
assessment's places are shown instead; where it is large, the ranking screen has them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reviewer.casefile.browse import Line
from reviewer.casefile.views import Sort, View
from reviewer.domain.assessment import Assessment
from reviewer.domain.ceilings import ceilings
from reviewer.domain.funding import Allocation
from reviewer.domain.limits import GainsFrom
from reviewer.domain.ranking import Place
from reviewer.domain.slotted import dataclass
from reviewer.tui.computed import order_is_open
from reviewer.tui.drawing.budget_line import BudgetLine

SMALL = 2_000
"""Up to so many applications the whole case is judged beside the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledOrder:
    """The final places by application, best first, and who gets what by them."""

    places: Mapping[str, Place]
    allocation: Allocation

    def lines(self, lines: Sequence[Line], view: View) -> tuple[Line, ...]:
        """Return the lines with their final places; in that order where the view is sorted by place."""
        if view.sort is Sort.PLACE:
            at = {key: number for number, key in enumerate(self.places)}
            lines = sorted(lines, key=lambda line: at.get(line.id, len(at)), reverse=view.descending)
        return tuple(_placed(line, self.places.get(line.id)) for line in lines)

    def budget_line(self) -> BudgetLine | None:
        """Return where the money ends in this order, or None where nobody gets any."""
        given = {award.id for award in self.allocation.awards}
        after = max((number for number, key in enumerate(self.places, start=1) if key in given), default=0)
        return BudgetLine(after=after, budget=self.allocation.budget, used=self.allocation.spent) if after else None


def settled_order(assessment: Assessment, lines: Sequence[Line]) -> SettledOrder | None:
    """Return the final order where it is another than that of `lines` (all of them), or somebody has declined; else None."""
    if not order_is_open(assessment.case):
        return None
    places = {place.id: place for place in assessment.places}
    declined = any(judged.dossier.declined is not None for judged in assessment.judged.values())
    if not declined and not _limited(assessment) and all(_placed(line, places.get(line.id)) == line for line in lines):
        return None
    return SettledOrder(places=places, allocation=assessment.allocation)


def _limited(assessment: Assessment) -> bool:
    """Whether something else than amounts applied for decides where the money ends."""
    fund = assessment.case.committee.fund
    return bool(ceilings(assessment.case)) or bool(fund.caps) or fund.gains_from is GainsFrom.GRANT


def _placed(line: Line, place: Place | None) -> Line:
    if place is None:
        return line
    return replace(line, rank=place.rank, tied=bool(place.tied_with), moved=place.move is not None)
