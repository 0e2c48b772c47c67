"""The tables of the ratings: the map of members and applications, and the figures of each application."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from reviewer.domain.committee import Committee, Seat
from reviewer.domain.overview import Cell, Given, Line
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.language.numbers import decimal_text
from reviewer.language.speech import Speech
from reviewer.tui.drawing.glyphs import Glyphs
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.widgets.lines import Column, Piece

_NAMED, _GAP, _TITLE, _FIGURE = 6, 2, 16, 6
"""Cells of a member's column, between two columns, of a title at the least, and of a figure."""

_FAR = Fraction(1)
"""From this distance to the mean on, in steps of the scale, a member's score stands out."""

STATE: Mapping[Given, tuple[str, Said]] = {
    Given.PARTLY: ("…", say("begun")),
    Given.NOT_RATED: ("–", say("not rated")),
    Given.DEFERRED: ("u", say("deferred")),
    Given.ABSTAINED: ("a", say("abstained")),
    Given.RECUSED: ("i", say("recused")),
    Given.EXCLUDED: ("x", say("does not count")),
    Given.OUTDATED: ("?", say("waits to be confirmed")),
}

Titles = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Map:
    """What the map is drawn with: the language, the signs, and the lowest and highest step of the scales."""

    speech: Speech
    glyphs: Glyphs
    lowest: int
    highest: int

    def level(self, value: Fraction) -> str:
        """Return how high the value stands on the scale, as a sign."""
        signs = self.glyphs.levels
        share = (value - self.lowest) / (self.highest - self.lowest) if self.highest > self.lowest else Fraction(0)
        return signs[round(min(max(share, Fraction(0)), Fraction(1)) * (len(signs) - 1))]


def map_of(speech: Speech, glyphs: Glyphs, committee: Committee) -> Map:
    """Return what the committee's map is drawn with."""
    steps = [step.value for criterion in committee.criteria for step in criterion.scale] or [0]
    return Map(speech, glyphs, min(steps), max(steps))


def members_at_once(width: int) -> int:
    """Return how many members' columns there is room for, at least one, on a screen of so many cells."""
    return max(1, (width - 1 - _TITLE - 2 * (_FIGURE + _GAP) - _GAP) // (_NAMED + _GAP))


def map_columns(drawn: Map, seats: Sequence[Seat], everyone: Sequence[Seat], titles: Titles) -> tuple[Column[Line], ...]:
    """Return title, mean, deviation, and one column a member of those shown; `everyone` decides how they are named."""
    names = headings(everyone)

    def column(seat: Seat) -> Column[Line]:
        def cell(row: Line) -> tuple[Piece, ...]:
            return (_given(drawn, row.cells[seat.id], row.mean),)

        return Column(heading=names[seat.id], cell=cell, width=_NAMED, numeric=True)

    return (
        _titled(drawn.speech, titles),
        _decimal(drawn.speech, say("Mean"), lambda row: row.mean),
        _decimal(drawn.speech, say("Deviation"), lambda row: row.deviation),
        *(column(seat) for seat in seats),
    )


def headings(seats: Sequence[Seat]) -> Mapping[str, str]:
    """Return what stands over each member's column: the first word of the name, where no two have it in common."""
    first = {seat.id: (seat.name.split() or [seat.id])[0] for seat in seats}
    often = Counter(first.values())
    return {seat.id: first[seat.id] if often[first[seat.id]] == 1 else seat.name for seat in seats}


def figure_columns(speech: Speech, titles: Titles) -> tuple[Column[Line], ...]:
    """Return mean and median with the place by each, the lowest and the highest, the standard deviation, and how many have rated."""

    def number(heading: Said, cell: Callable[[Line], int | None], width: int) -> Column[Line]:
        def shown(row: Line) -> tuple[Piece, ...]:
            value = cell(row)
            return (("–" if value is None else str(value), Tone.MUTED if value is None else Tone.TEXT),)

        return Column(heading=speech.text(heading), cell=shown, width=width, numeric=True)

    return (
        _titled(speech, titles),
        _decimal(speech, say("Mean"), lambda row: row.mean),
        number(say("Pl."), lambda row: row.rank_by_mean, 4),
        _decimal(speech, say("Median"), lambda row: row.median),
        number(say("Pl."), lambda row: row.rank_by_median, 4),
        _decimal(speech, say("Lowest"), lambda row: row.spread[0] if row.spread else None),
        _decimal(speech, say("Highest"), lambda row: row.spread[1] if row.spread else None),
        _decimal(speech, say("Deviation"), lambda row: row.deviation),
        number(say("How many"), lambda row: row.ratings, 6),
    )


def _titled(speech: Speech, titles: Titles) -> Column[Line]:
    return Column(heading=speech.text(say("Application")), cell=lambda row: ((titles[row.id], Tone.TEXT),), share=1)


def _decimal(speech: Speech, heading: Said, value: Callable[[Line], Fraction | None]) -> Column[Line]:
    def cell(row: Line) -> tuple[Piece, ...]:
        found = value(row)
        return (("–", Tone.MUTED),) if found is None else ((decimal_text(found, speech.language, places=2), Tone.TEXT),)

    return Column(heading=speech.text(heading), cell=cell, width=max(_FIGURE, len(speech.text(heading))), numeric=True)


def _given(drawn: Map, cell: Cell, mean: Fraction | None) -> Piece:
    """Return a score under how high it is, with a sign where it lies far above or below the mean; or the sign of a state."""
    if cell.value is None:
        return (f"{STATE[cell.given][0]} ", Tone.MUTED)
    text = f"{drawn.level(cell.value)}{decimal_text(cell.value, drawn.speech.language, places=2)}"
    apart = cell.value - mean if mean is not None else Fraction(0)
    if apart >= _FAR:
        return (f"{text}+", Tone.GOOD)
    if apart <= -_FAR:
        return (f"{text}−", Tone.BAD)
    return (f"{text} ", Tone.TEXT)
