"""The tables that draw how firm the places are: the span of each place with the grey zone, and its place by every method."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from reviewer.domain.committee import RankMethod
from reviewer.domain.ranking import Place
from reviewer.domain.ranking.comparison import Comparison
from reviewer.domain.ranking.uncertainty import Uncertainty
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.language.numbers import decimal_text, share_text
from reviewer.language.speech import Speech
from reviewer.tui.drawing.glyphs import Glyphs
from reviewer.tui.drawing.pictures import Scale
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.rows.funded import METHOD
from reviewer.tui.rows.ranked import RankedRow
from reviewer.tui.widgets.lines import Column, Piece

BROAD = 110
"""From this width on, the pictures are wider and the committee's own place has a column beside the methods."""

_SPAN, _BAR = 16, 8
"""Cells of a drawn span and of a bar on a narrow screen."""

Cell = Callable[[RankedRow], tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a table is drawn with: the language, the signs, and the width of the screen in cells."""

    speech: Speech
    glyphs: Glyphs
    width: int

    def column(self, heading: Said | str, cell: Cell, width: int) -> Column[RankedRow]:
        """Return a column of numbers."""
        return Column(heading=self.speech.text(heading), cell=cell, width=width, numeric=True)


def certain_columns(drawing: Drawing, found: Uncertainty, places: int) -> tuple[Column[RankedRow], ...]:
    """Return place and title, the grey zone, the drawn span of places, the span without each member, and how often it gets money."""
    cells = _SPAN if drawing.width < BROAD else 2 * _SPAN
    scale = Scale(Fraction(1), Fraction(max(places, 1)), cells)
    columns: tuple[Column[RankedRow], ...] = (
        drawing.column(say("Pl."), lambda row: _place(row.place), 4),
        Column(heading="", cell=lambda row: _grey(drawing, found, row), width=1),
        Column(heading=drawing.speech.text(say("Application")), cell=lambda row: _title(row, row.place.id in found.grey), share=1),
        Column(heading=_ends(places, cells), cell=lambda row: _span(drawing, found, row, scale), width=cells),
        drawing.column(say("Less one"), lambda row: _interval(found.left_out.get(row.place.id)), 7),
    )
    if not found.resamples:
        return columns
    bar = _BAR if drawing.width < BROAD else 2 * _BAR
    return (
        *columns,
        Column(heading=drawing.speech.text(say("Money in")), cell=lambda row: _bar(drawing, found, row, bar), width=bar),
        drawing.column("", lambda row: _share(drawing, found, row), 6),
    )


def method_columns(drawing: Drawing, found: Comparison, own: RankMethod) -> tuple[Column[RankedRow], ...]:
    """Return the place by each method, the committee's own first, `*` where that gives money, and `!` where the method decides it."""

    def column(method: RankMethod) -> Column[RankedRow]:
        name = drawing.speech.text(METHOD[method])
        return drawing.column(name, lambda row: _by_method(found, method, row), max(6, len(name)))

    methods = sorted(found.places, key=lambda method: method is not own)
    columns = (
        Column(heading=drawing.speech.text(say("Application")), cell=lambda row: _title(row, row.place.id in found.depends), share=1),
        *(column(method) for method in methods),
        Column(heading="", cell=lambda row: _depends(found, row), width=1),
    )
    final = drawing.column(say("Pl."), lambda row: _place(row.place), 4)
    return columns if drawing.width < BROAD else (final, *columns)


def _ends(places: int, cells: int) -> str:
    """Return the scale's ends as they stand over it: 1 on the left, the last place on the right."""
    return f"1{str(places).rjust(cells - 1)}" if places > 1 else "1"


def _place(place: Place) -> tuple[Piece, ...]:
    if place.rank is None:
        return (("– ", Tone.MUTED),)
    mark = "=" if place.tied_with else "*" if place.move else " "
    return ((f"{place.rank}{mark}", Tone.TEXT),)


def _title(row: RankedRow, uncertain: bool) -> tuple[Piece, ...]:  # noqa: FBT001 - a row's own property
    application = row.judged.dossier.application
    return ((application.title or application.id, Tone.ATTENTION if uncertain else Tone.TEXT if row.award else Tone.MUTED),)


def _grey(drawing: Drawing, found: Uncertainty, row: RankedRow) -> tuple[Piece, ...]:
    return ((drawing.glyphs.grey if row.place.id in found.grey else "", Tone.ATTENTION),)


def _span(drawing: Drawing, found: Uncertainty, row: RankedRow, scale: Scale) -> tuple[Piece, ...]:
    interval = found.intervals.get(row.place.id)
    if interval is None or row.place.computed is None:
        return (("", Tone.MUTED),)
    drawn = scale.span([Fraction(end) for end in interval], Fraction(row.place.computed), drawing.glyphs)
    return ((drawn, Tone.ATTENTION if row.place.id in found.grey else Tone.ACCENT),)


def _interval(interval: tuple[int, int] | None) -> tuple[Piece, ...]:
    return (("–" if interval is None else f"{interval[0]}–{interval[1]}", Tone.MUTED),)


def _bar(drawing: Drawing, found: Uncertainty, row: RankedRow, cells: int) -> tuple[Piece, ...]:
    share = found.above.get(row.place.id)
    return (("" if share is None else drawing.glyphs.bar(share, cells), Tone.ATTENTION if row.place.id in found.grey else Tone.ACCENT),)


def _share(drawing: Drawing, found: Uncertainty, row: RankedRow) -> tuple[Piece, ...]:
    share = found.above.get(row.place.id)
    if share is None:
        return (("–", Tone.MUTED),)
    return ((near(share, drawing.speech.language), Tone.ATTENTION if row.place.id in found.grey else Tone.TEXT),)


def near(share: Fraction, language: str) -> str:
    """Return a share in whole per cent; 0 and 100 are written only where they are exact."""
    if 0 < share < Fraction(1, 100):
        return f"<{share_text(Fraction(1, 100), language)}"
    if Fraction(99, 100) < share < 1:
        return f">{share_text(Fraction(99, 100), language)}"
    return share_text(Fraction(round(share * 100), 100), language)


def _by_method(found: Comparison, method: RankMethod, row: RankedRow) -> tuple[Piece, ...]:
    place = found.places[method][row.place.id]
    if place.rank is None:
        return (("–  ", Tone.MUTED),)
    funded = row.place.id in found.funded[method]
    tone = Tone.GOOD if funded else Tone.MUTED
    return ((f"{place.rank}{'=' if place.tied_with else ' '}{'*' if funded else ' '}", tone),)


def _depends(found: Comparison, row: RankedRow) -> tuple[Piece, ...]:
    return (("!" if row.place.id in found.depends else "", Tone.ATTENTION),)


def points(value: Fraction, language: str) -> str:
    """Return a weight or a score as it is written in a table."""
    return decimal_text(value, language, places=2)
