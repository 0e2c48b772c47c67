"""Further down the economics page: two things changed at a time, and how the draws lie."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from reviewer.domain.economics import whole_kroner
from reviewer.domain.economics.sensitivity import two_way
from reviewer.domain.economics.simulation import Bin, Simulation
from reviewer.domain.economics.words import LEVERS
from reviewer.domain.said import Share, say
from reviewer.language.numbers import millions_text
from reviewer.tui.drawing.cells import fitted, fitted_right
from reviewer.tui.drawing.pictures import Axis, Scale, standing
from reviewer.tui.drawing.sheet import Cell, Sheet, SheetColumn
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.panes.economics_view import EconomicsView

_LINES: Final = 4
_FACTOR: Final = 6
_NUMBER: Final = 9


def two_at_a_time(sheet: Sheet, one: EconomicsView) -> None:
    """Write NPV with two things changed, as a table with what is stated in the middle."""
    found = two_way(one.application, one.method, one.view.assumptions)
    if found is None:
        return
    (down, across), grid = found.levers, found.grid
    sheet.heading(
        say("Two things at a time: NPV in NOK million by {down} (down) and {across} (across)", down=LEVERS[down], across=LEVERS[across])
    )
    language = sheet.speech.language
    width = max(_NUMBER, *(len(millions_text(whole_kroner(value), language)) for row in grid.values for value in row))
    kept = next(
        (some for some in _middle(len(grid.columns)) if _FACTOR + len(some) * (width + 2) <= sheet.width),
        range(len(grid.columns) // 2, len(grid.columns) // 2 + 1),
    )
    columns = (
        SheetColumn("", _FACTOR),
        *(SheetColumn(sheet.text(Share(grid.columns[at])), width, numeric=True) for at in kept),
    )
    rows = [
        (Cell(sheet.text(Share(factor)), Tone.MUTED), *(_amount(sheet, values[at], (factor, grid.columns[at])) for at in kept))
        for factor, values in zip(grid.rows, grid.values, strict=True)
    ]
    sheet.table(columns, rows)


def _middle(columns: int) -> Iterator[range]:
    """Yield all columns, then fewer and fewer around the one in the middle."""
    return (range(at, columns - at) for at in range(columns // 2 + 1))


def _amount(sheet: Sheet, value: Fraction, factors: tuple[Fraction, Fraction]) -> Cell:
    text = millions_text(whole_kroner(value), sheet.speech.language)
    if value < 0:
        return Cell(text, Tone.BAD)
    return Cell(text, Tone.STRONG if set(factors) == {1} else Tone.GOOD)


def has_draws(one: EconomicsView) -> bool:
    """Whether there are draws to show, or will be."""
    computed = one.method.uncertainty is not None and one.shown.npv is not None and one.shown.worked is not None
    return computed and (one.simulation is not None or one.drawing)


def draws(sheet: Sheet, one: EconomicsView) -> None:
    """Write how the draws lie, a bar a bin, with 0 and the middle marked; as many lines whether they are drawn or not."""
    if not has_draws(one):
        return
    found = one.simulation
    sheet.heading(say("Distribution of the draws: NPV in NOK million"))
    if found is None:
        sheet.lines += [()] * (_LINES + 1)
        sheet.line((sheet.text(say("Drawing …")), Tone.MUTED))
        return
    cell = max(1, min(3, sheet.width // len(found.bins)))
    most = max(one.draws for one in found.bins)
    bars = [standing(Fraction(one.draws), Axis(_LINES, 0, Fraction(most, _LINES)), sheet.glyphs) for one in found.bins]
    tones = [Tone.GOOD if one.low >= 0 else Tone.BAD if one.high <= 0 else Tone.ATTENTION for one in found.bins]
    for line in zip(*bars, strict=True):
        sheet.line(*((sign * cell, tone) for sign, tone in zip(line, tones, strict=True)))
    _ends(sheet, found, cell)


def _ends(sheet: Sheet, found: Simulation, cell: int) -> None:
    """Write the axis with the median and, where it lies between the ends, 0."""
    bins: tuple[Bin, ...] = found.bins
    along = Scale(Fraction(bins[0].low), Fraction(bins[-1].high), cell * len(bins))
    signs = list(sheet.glyphs.rule * along.cells)
    signs[along.place(Fraction(found.p50))] = sheet.glyphs.point
    if bins[0].low < 0 < bins[-1].high:
        signs[along.place(Fraction(0))] = sheet.glyphs.upright
    sheet.line(("".join(signs), Tone.MUTED))
    language = sheet.speech.language
    low, middle, high = (millions_text(value, language) for value in (bins[0].low, found.p50, bins[-1].high))
    legend = f"{sheet.glyphs.point} P50 {middle}"
    room = max(0, along.cells - len(high) - len(legend) - 2)
    sheet.line((fitted(low, room) + legend + fitted_right(high, len(high) + 2), Tone.MUTED))
