"""What a list shows and in which order, as one value; and what it is in SQL.

Only the standard library is used here, so that the app's first paint waits for no other import.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from reviewer.casefile.keys import number_key
from reviewer.domain.slotted import dataclass


class Sort(StrEnum):
    """What a list is sorted by; equal ones stand by id."""

    PLACE = "place"
    ID = "id"
    TITLE = "title"
    APPLICANT = "applicant"
    AMOUNT = "amount"
    SCORE = "score"
    NPV_PER_KRONE = "npv_per_krone"


class Only(StrEnum):
    """Which applications a list shows."""

    ALL = "all"
    UNRATED = "unrated"
    NOT_ELIGIBLE = "not_eligible"
    UNRESOLVED = "unresolved"
    UNSETTLED = "unsettled"
    SETTLED = "settled"


class Relation(StrEnum):
    """How a figure stands to a number."""

    LESS = "<"
    AT_MOST = "<="
    EQUAL = "="
    AT_LEAST = ">="
    MORE = ">"


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound on one of the figures that can be sorted by: kroner, points, or net present value per krone; exact."""

    figure: Sort
    relation: Relation
    number: Fraction


@dataclass(frozen=True, slots=True)
class View:
    """What a list shows, in which order, for which seat; an empty seat sees the whole case.

    An application without a figure is outside every bound on it.
    """

    seat: str = ""
    sort: Sort = Sort.PLACE
    descending: bool = False
    text: str = ""
    only: Only = Only.ALL
    bounds: tuple[Bound, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every application is shown."""
        return not self.text and self.only is Only.ALL and not self.bounds

    @property
    def plain(self) -> bool:
        """Whether every application is shown, in the order of the places."""
        return self.whole and self.sort is Sort.PLACE and not self.descending


_ONLY = {
    Only.ALL: "",
    Only.UNRATED: " AND ifnull(o.given, 0) < :criteria",
    Only.NOT_ELIGIBLE: " AND a.eligible = 0",
    Only.UNRESOLVED: " AND a.eligible IS NULL",
    Only.UNSETTLED: " AND a.outcome IS NULL",
    Only.SETTLED: " AND a.outcome IS NOT NULL",
}
_FIGURES = {Sort.AMOUNT: "a.amount * :over{at}", Sort.NPV_PER_KRONE: "nullif(a.npv_key, '')", Sort.SCORE: "nullif(a.score_key, '')"}
_OWN_SCORE = "o.score_key"


def narrowing(view: View, *, own: bool) -> str:
    """Return what narrows the view, as SQL to go on after a condition; `own`: its seat knows no other scores than its own."""
    words = "".join(f" AND instr(a.words, :word{index}) > 0" for index, _ in enumerate(view.text.split()))
    bounds = "".join(f" AND {_figure(one, at, own=own)} {one.relation.value} :number{at}" for at, one in enumerate(view.bounds))
    return f"{_ONLY[view.only]}{words}{bounds}"


def _figure(bound: Bound, at: int, *, own: bool) -> str:
    return _OWN_SCORE if own and bound.figure is Sort.SCORE else _FIGURES[bound.figure].format(at=at)


def narrowed_by(view: View) -> dict[str, object]:
    """Return the values that `narrowing` names."""
    found: dict[str, object] = {f"word{index}": word.casefold() for index, word in enumerate(view.text.split())}
    for at, one in enumerate(view.bounds):
        kroner = one.figure is Sort.AMOUNT
        found |= {f"number{at}": one.number.numerator, f"over{at}": one.number.denominator} if kroner else {}
        found |= {} if kroner else {f"number{at}": number_key(one.number)}
    return found
