"""The funding page's rows, and its three tables of them: the list with its line, the sets side by side, the methods side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from reviewer.domain.assessment import Assessment, Judged
from reviewer.domain.committee import RankMethod
from reviewer.domain.funding import Allocation, Award, PassedOver, rows_above_line
from reviewer.domain.plan import Plan
from reviewer.domain.portfolio.wished import Wished, WishKind
from reviewer.domain.ranking import Place
from reviewer.domain.ranking.comparison import Comparison
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.language.numbers import decimal_text, millions_text, share_text
from reviewer.language.speech import Speech
from reviewer.tui.background.deeper import Deeper
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.widgets.lines import Column, Piece

_BROAD = 96
"""From this table width on, running sums and the council's amounts have columns."""

METHOD: Mapping[RankMethod, Said] = {
    RankMethod.MEAN: say("Mean"),
    RankMethod.MEDIAN: say("Median"),
    RankMethod.NPV_PER_KRONE: say("NPV/kr"),
    RankMethod.BORDA: say("Borda"),
    RankMethod.COPELAND: say("Copeland"),
    RankMethod.SCHULZE: say("Schulze"),
    RankMethod.KEMENY: say("Kemeny"),
}


WISH: Mapping[WishKind, Said] = {WishKind.MUST: say("must"), WishKind.NEVER: say("never")}
"""What stands before the title of one that must get money, or must not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundedRow:
    """One application: what it gets by the plan, in kroner; `spent` is down to and with this one, `best` what it gets in the best set.

    `interval` is None where the order does not rest on ratings, `within` (share 0-1) is how often it gets money in new draws.
    """

    place: Place
    judged: Judged
    award: Award | None
    passed: PassedOver | None
    spent: int
    held: bool
    best: int | None
    interval: tuple[int, int] | None
    within: Fraction | None
    grey: bool
    depends: bool
    wish: WishKind | None

    @property
    def id(self) -> str:
        """The application."""
        return self.place.id


def funded_rows(
    assessment: Assessment, plan: Plan, allocation: Allocation, found: Deeper | None, wishes: Sequence[Wished] = ()
) -> tuple[FundedRow, ...]:
    """Return the rows in place order; what a thread has still to find out is None."""
    wished = {one.written: one.kind for one in wishes if one.kind in WISH}
    awards = {award.id: award for award in allocation.awards}
    passed = {one.id: one for one in allocation.passed_over}
    certain = found.certain if found else None
    best = found.best.grants if found and found.best else None
    rows: list[FundedRow] = []
    spent = 0
    for place in assessment.places:
        award = awards.get(place.id)
        spent += award.amount if award else 0
        rows.append(
            FundedRow(
                place=place,
                judged=assessment.judged[place.id],
                award=award,
                passed=passed.get(place.id),
                spent=spent,
                held=place.id in plan.held,
                best=None if best is None else best.get(place.id, 0),
                interval=certain.intervals.get(place.id) if certain else None,
                within=certain.above.get(place.id) if certain else None,
                grey=certain is not None and place.id in certain.grey,
                depends=found is not None and place.id in found.methods.depends,
                wish=wished.get(place.id),
            )
        )
    return tuple(rows)


def line_after(rows: Sequence[FundedRow]) -> int:
    """Return how many rows stand above the line: down to the last place that gets money by the list, else by hand."""
    by_list = rows_above_line([(row.place.rank, row.award is not None and not row.held) for row in rows])
    return by_list or rows_above_line([(row.place.rank, row.award is not None) for row in rows])


GETS = "gets"
"""The column that amounts are written in."""


def gets_column(columns: Sequence[Column[FundedRow]]) -> Column[FundedRow] | None:
    """Return the column that amounts are written in, where it is shown."""
    return next((column for column in columns if column.id == GETS), None)


Cell = Callable[[FundedRow], tuple[Piece, ...]]


def list_columns(speech: Speech, method: RankMethod) -> tuple[Column[FundedRow], ...]:
    """Return the list's columns."""
    value = say("NPV/kr") if method is RankMethod.NPV_PER_KRONE else say("Score")

    def number(heading: Said, cell: Cell, width: int, least: int = 0) -> Column[FundedRow]:
        return Column(heading=speech.text(heading), cell=cell, width=width, least=least, numeric=True)

    def kroner(heading: Said, cell: Callable[[FundedRow], int | None], least: int = 0) -> Column[FundedRow]:
        return number(heading, lambda row: _millions(cell(row), speech), 8, least)

    return (
        *_names(speech),
        number(value, lambda row: _decimal(row.place.value, speech), 6),
        number(say("Places"), _interval, 6),
        kroner(say("Applied"), lambda row: row.judged.dossier.application.amount_applied),
        replace(number(say("Gets"), lambda row: _gets(row, speech), 7), id=GETS),
        kroner(say("sum"), lambda row: row.spent if row.award else None, _BROAD),
        number(say("Best set"), lambda row: _best(row, speech), 8),
        number(say("Within"), lambda row: _within(row, speech), 8),
        kroner(say("Council"), lambda row: row.judged.dossier.recommendation.granted or None, _BROAD),
    )


def set_columns(speech: Speech, sets: Mapping[str, Mapping[str, int]]) -> tuple[Column[FundedRow], ...]:
    """Return one column a set of grants; where a set gives another amount than the first one, it stands out."""
    first = next(iter(sets.values()), {})

    def column(name: str, grants: Mapping[str, int]) -> Column[FundedRow]:
        def cell(row: FundedRow) -> tuple[Piece, ...]:
            given = grants.get(row.id, 0)
            tone = Tone.ATTENTION if given != first.get(row.id, 0) else Tone.TEXT
            mark = "*" if tone is Tone.ATTENTION else " "
            return ((f"{millions_text(given, speech.language) if given else '–'}{mark}", tone),)

        return Column(heading=name, cell=cell, width=11, numeric=True)

    return (*_names(speech), *(column(name, grants) for name, grants in sets.items()))


def method_columns(speech: Speech, found: Comparison) -> tuple[Column[FundedRow], ...]:
    """Return one column a method: the place, with `*` where it gets money; `!` where that depends on the method."""

    def column(method: RankMethod) -> Column[FundedRow]:
        def cell(row: FundedRow) -> tuple[Piece, ...]:
            place = found.places[method][row.id]
            funded = row.id in found.funded[method]
            tone = Tone.MUTED if place.rank is None else Tone.GOOD if funded else Tone.TEXT
            rank = "–" if place.rank is None else f"{place.rank}{'=' if place.tied_with else ' '}"
            return ((f"{rank}{'*' if funded else ' '}", tone),)

        heading = speech.text(METHOD[method])
        return Column(heading=heading, cell=cell, width=max(5, len(heading)), numeric=True)

    depends: Column[FundedRow] = Column(heading="", cell=lambda row: (("!" if row.depends else "", Tone.ATTENTION),), width=1)
    return (*_names(speech), *(column(method) for method in found.places), depends)


def _names(speech: Speech) -> tuple[Column[FundedRow], ...]:
    return (
        Column(heading=speech.text(say("Pl.")), cell=_place, width=4, numeric=True),
        Column(heading=speech.text(say("Application")), cell=lambda row: _title(row, speech), share=1),
    )


def _place(row: FundedRow) -> tuple[Piece, ...]:
    if row.place.rank is None:
        return (("– ", Tone.MUTED),)
    return ((f"{row.place.rank}{'=' if row.place.tied_with else ' '}", Tone.TEXT),)


def _title(row: FundedRow, speech: Speech) -> tuple[Piece, ...]:
    application = row.judged.dossier.application
    title = (application.title or application.id, Tone.TEXT if row.award else Tone.MUTED)
    return (title,) if row.wish is None else ((f"{speech.text(WISH[row.wish])} ", Tone.ATTENTION), title)


def _decimal(value: Fraction | None, speech: Speech) -> tuple[Piece, ...]:
    return (("–", Tone.MUTED),) if value is None else ((decimal_text(value, speech.language, places=2), Tone.TEXT),)


def _millions(amount: int | None, speech: Speech) -> tuple[Piece, ...]:
    return (("–", Tone.MUTED),) if amount is None else ((millions_text(amount, speech.language), Tone.MUTED),)


def _interval(row: FundedRow) -> tuple[Piece, ...]:
    return ((f"{row.interval[0]}–{row.interval[1]}" if row.interval else "–", Tone.MUTED),)


def _gets(row: FundedRow, speech: Speech) -> tuple[Piece, ...]:
    amount = millions_text(row.award.amount, speech.language) if row.award else "–"
    if row.held:
        return ((f"{amount}*", Tone.ATTENTION),)
    return ((f"{amount} ", Tone.ACCENT if row.award else Tone.MUTED),)


def _best(row: FundedRow, speech: Speech) -> tuple[Piece, ...]:
    if row.best is None:
        return (("", Tone.MUTED),)
    given = row.award.amount if row.award else 0
    return ((millions_text(row.best, speech.language) if row.best else "–", Tone.MUTED if row.best == given else Tone.ATTENTION),)


def _within(row: FundedRow, speech: Speech) -> tuple[Piece, ...]:
    if row.within is None:
        return (("!" if row.depends else "", Tone.ATTENTION),)
    words = f"{share_text(row.within, speech.language)}{'!' if row.depends else ' '}"
    return ((words, Tone.ATTENTION if row.grey or row.depends else Tone.MUTED),)
