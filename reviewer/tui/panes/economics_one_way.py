"""The economics page's tables of one thing changed at a time: every line and every parameter by so much, and the other conventions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from rich.cells import cell_len

from reviewer.domain.economics import whole_kroner
from reviewer.domain.economics.convention_words import otherwise_told
from reviewer.domain.economics.otherwise import Convention, Otherwise, otherwise, the_same_otherwise
from reviewer.domain.economics.sensitivity import SHARES, Things
from reviewer.domain.economics.sensitivity import one_at_a_time as every_thing
from reviewer.domain.economics.words import swing_thing, things_name
from reviewer.domain.said import Share, say
from reviewer.language.numbers import MINUS, decimal_text, millions_text
from reviewer.tui.drawing.sheet import Cell, Sheet, SheetColumn
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.panes.economics_glance import ROOMY
from reviewer.tui.panes.economics_view import EconomicsView

_NUMBER: Final = 7
_NPV: Final = 13
_NARROW: Final = 60
"""Cells: below this there is room for the changes by a quarter alone."""
_FEWEST_NAMES: Final = 14
_NAMES: Final = 44
_BOTH: Final = 2
"""Figures: with room for no more than NPV and NPV per krone, what is divided by public budgets has no column."""


def one_at_a_time(sheet: Sheet, one: EconomicsView) -> None:
    """Write NPV with each line and each parameter lower and higher, the one that matters most first; then by the other conventions."""
    rows = every_thing(one.application, one.method, one.view.assumptions)
    if not rows:
        return
    sheet.heading(say("One thing at a time: NPV in NOK million"))
    swings = [swing for things in rows for swing in things.values()]
    number = max(_NUMBER, *(len(_npv(sheet, value).text) for swing in swings for value in (swing.at_low, swing.at_high)))
    shares = SHARES if sheet.width >= _FEWEST_NAMES + (number + 2) * 2 * len(SHARES) else SHARES[1:2]
    bounds = any(None in things for things in rows) and sheet.width >= ROOMY and shares == SHARES
    headings = [f"{MINUS}{_share(sheet, share)}" for share in reversed(shares)] + [f"+{_share(sheet, share)}" for share in shares]
    headings += [sheet.text(say("low")), sheet.text(say("high"))] if bounds else []
    names = max(_FEWEST_NAMES, min(_NAMES, sheet.width - (number + 2) * len(headings)))
    columns = (SheetColumn("", names), *(SheetColumn(heading, number, numeric=True) for heading in headings))
    as_it_is = one.shown.npv or Fraction(0)
    sheet.table(columns, [(Cell(_name(sheet, swings, shares, names)), *_row(sheet, swings, shares, as_it_is, bounds)) for swings in rows])


def _share(sheet: Sheet, share: Fraction) -> str:
    return sheet.text(Share(share))


def _name(sheet: Sheet, swings: Things, shares: Sequence[Fraction], room: int) -> str:
    """Return what is changed, with the years that were used where there is room for them on one line."""
    name = sheet.text(things_name(swings, shares))
    return name if cell_len(name) <= room else sheet.text(swing_thing(next(iter(swings.values()))))


def _row(sheet: Sheet, swings: Things, shares: Sequence[Fraction], npv: Fraction, bounds: bool) -> tuple[Cell, ...]:  # noqa: FBT001 - whether there are such columns
    """Return the figures of one thing; where a change is too small to count, as of whole years, NPV is what it is."""
    lower = (swings[share].at_low if share in swings else npv for share in reversed(shares))
    higher = (swings[share].at_high if share in swings else npv for share in shares)
    own = ((swings[None].at_low, swings[None].at_high) if None in swings else (None, None)) if bounds else ()
    return tuple(_npv(sheet, value) for value in (*lower, *higher, *own))


def _npv(sheet: Sheet, value: Fraction | None) -> Cell:
    if value is None:
        return Cell("–", Tone.MUTED)
    return Cell(millions_text(whole_kroner(value), sheet.speech.language), Tone.BAD if value < 0 else Tone.TEXT)


def other_conventions(sheet: Sheet, one: EconomicsView) -> None:
    """Write the figures by each convention that has no size, turned to its other values, and by the methods that have a name.

    They are those that change a figure of what is stated, so that nothing moves when something is tried.
    """
    stated = otherwise(one.application, one.subject.committee.method)
    found = the_same_otherwise(stated, one.application, one.method, one.view.assumptions)
    if not found:
        return
    sheet.heading(say("By other conventions"))
    shown = 3 if sheet.width >= ROOMY else 2 if sheet.width >= _NARROW else 1
    number = max(_NPV, *(len(_npv(sheet, other.npv).text) for other in found))
    headings = ((say("NPV, NOK million"), number), (say("per krone"), 9), (say("per public krone"), 17))[:shown]
    names = min(76, sheet.width - sum(width + 2 for _, width in headings))
    columns = (SheetColumn("", names), *(SheetColumn(sheet.text(heading), width, numeric=True) for heading, width in headings))
    kept = (other for other in found if shown > _BOTH or other.convention is not Convention.BUDGET_DIVISOR)
    sheet.table(columns, [_other(sheet, other)[: 1 + shown] for other in kept])


def _other(sheet: Sheet, other: Otherwise) -> tuple[Cell, ...]:
    name, holds = otherwise_told(other.convention, other.method)
    ratios = (other.npv_per_invested_krone, other.nnb)
    return (
        Cell(sheet.text(say("{name}: {holds}", name=name, holds=holds))),
        _npv(sheet, other.npv),
        *(Cell("–" if ratio is None else decimal_text(ratio, sheet.speech.language)) for ratio in ratios),
    )
