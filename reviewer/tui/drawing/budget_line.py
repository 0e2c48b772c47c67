"""Where the budget's line is drawn in the list: below how many rows, and how much has been used by then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reviewer.casefile.browse import Line
from reviewer.domain.committee import Committee, TooLarge
from reviewer.domain.funding import fund, rows_above_line
from reviewer.domain.limits import GainsFrom
from reviewer.domain.ranking import Place, group_of
from reviewer.domain.said import Said
from reviewer.domain.slotted import dataclass

_BLOCK = 256
_NO_REASON = Said("")


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """The line stands below the first `after` rows; `budget` and `used` are kroner."""

    after: int
    budget: int
    used: int


def budget_line(committee: Committee, budget: int, read: Callable[[int, int], Sequence[Line]]) -> BudgetLine | None:
    """Return where the money ends in the list that `read(start, count)` gives in place order, or None where nobody gets any.

    Reads no further than the money reaches, unless the committee goes on to smaller ones below. Where the committee cuts grants, or its
    sources and years have limits, the list's amounts do not tell where the money ends: None too, and the ranking has the line.
    """
    rules = committee.fund
    if rules.caps or rules.sources or rules.years or rules.gains_from is GainsFrom.GRANT:
        return None
    placed = [_place(line, committee) for line in _reached(committee, budget, read)]
    asked = {line.id: line.amount for line, _ in placed}
    allocation = fund(committee.fund, budget, [place for _, place in placed], asked)
    given = {award.id for award in allocation.awards}
    if not given:
        return None
    above = rows_above_line([(line.rank, line.id in given) for line, _ in placed])
    return BudgetLine(after=above, budget=budget, used=allocation.spent)


def _reached(committee: Committee, budget: int, read: Callable[[int, int], Sequence[Line]]) -> Iterator[Line]:
    """Yield the ranked lines that the money can reach, with all that share the last one's place."""
    asked, closing_rank = 0, None
    for line in _lines(read):
        if line.rank is None or (closing_rank is not None and line.rank != closing_rank):
            return
        asked += line.amount or 0
        if closing_rank is None and asked > budget and committee.fund.too_large is TooLarge.STOP:
            closing_rank = line.rank
        yield line


def _lines(read: Callable[[int, int], Sequence[Line]]) -> Iterator[Line]:
    start = 0
    while block := read(start, _BLOCK):
        yield from block
        start += len(block)


def _place(line: Line, committee: Committee) -> tuple[Line, Place]:
    group = group_of(committee.ranking, line.eligible, (line.id,) if line.below_threshold else ())
    place = Place(id=line.id, rank=line.rank, value=line.score, group=group, reason=_NO_REASON, eligible=line.eligible)
    return line, place
