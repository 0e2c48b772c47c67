"""The economics page's pictures: the cash flow by year, what NPV depends on most, and NPV by take-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from math import floor
from operator import itemgetter
from typing import Final

from rich.cells import cell_len

from reviewer.domain.economics import whole_kroner
from reviewer.domain.economics.sensitivity import break_even_take_up, own_bounds, take_up_parts, tornado
from reviewer.domain.economics.takeup import BreakEvenTakeUp, Profitable, final_take_up, follows_a_path, in_use_by_year, stated_take_up
from reviewer.domain.economics.words import swing_name
from reviewer.domain.economics.working import WorkingYear
from reviewer.domain.said import Said, Share, say, say_number
from reviewer.language.numbers import MINUS, decimal_text, millions_text, share_text
from reviewer.tui.drawing.cells import fitted, fitted_right
from reviewer.tui.drawing.pictures import Axis, Scale, axis, course, hanging, standing, twofold
from reviewer.tui.drawing.sheet import Piece, Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.panes.economics_view import EconomicsView

CHART_LABELS: Final = 8
"""Cells for the numbers beside an axis."""
FEW_LINES: Final = 5
MANY_LINES: Final = 8
"""How many lines the bars take: on a small screen, and where there is room."""
CHART_CELL: Final = 9
_WIDEST_TORNADO: Final = 8
_WIDEST_CURVE: Final = 64
_NUMBER: Final = 7
_FEWEST_CELLS: Final = 8
_LONGEST_NAME: Final = 34
_ROOMY_CELLS: Final = 18
"""Names take what the spans do not need."""


def _millions(sheet: Sheet, amount: Fraction) -> str:
    return millions_text(whole_kroner(amount), sheet.speech.language)


def cash_flow(sheet: Sheet, years: Sequence[WorkingYear], lines: int = FEW_LINES) -> None:
    """Write benefits over and costs under the axis, undiscounted, and across them the line of the cumulated discounted net.

    The two share the axis but not the scale: what has been cumulated stands in numbers below.
    """
    sheet.heading(say("Cash flow by year, NOK million"))
    room = sheet.width - CHART_LABELS
    cell = max(1, min(CHART_CELL, room // len(years)))
    told = -(-_told_width(sheet, years) // cell)
    ends = [value for year in years for value in (_up(year), _down(year))]
    scales = twofold(ends, [year.cumulated for year in years], lines)
    for start in range(0, len(years), room // cell):
        _band(sheet, years[start : start + room // cell], scales, cell, told)


def _told_width(sheet: Sheet, years: Sequence[WorkingYear]) -> int:
    """Return how many cells a number below the bars takes, with a space before it."""
    return max(5, *(len(_millions(sheet, year.cumulated)) + 1 for year in years))


def _band(sheet: Sheet, years: Sequence[WorkingYear], scales: tuple[Axis, Axis], cell: int, told: int) -> None:
    """Write one row of bars; where there is no room for a number at each year, only every `told`th has one."""
    scale, cumulated = scales
    _told(sheet, "", [(str(year.year), Tone.MUTED) for year in years], cell, told)
    over = _drawn([standing(_up(year), scale, sheet.glyphs) for year in years], cell)
    under = _drawn([hanging(_down(year), scale, sheet.glyphs) for year in years], cell)
    rows = [
        *((line, Tone.GOOD) for line in over),
        (sheet.glyphs.rule * (cell * len(years)), Tone.MUTED),
        *((line, Tone.ATTENTION) for line in under),
    ]
    labels = {
        0: f"+{_millions(sheet, scale.step * scale.above)}",
        len(rows) - 1: _millions(sheet, -scale.step * scale.below),
        len(over): "0",
    }
    middle = cell - 1 - _thick(cell) // 2
    signs = course([year.cumulated for year in years], cumulated, cell, sheet.glyphs)
    for at, (line, tone) in enumerate(rows):
        crossing = {column + middle: sign for (row, column), sign in signs.items() if row == at}
        sheet.line((fitted_right(labels.get(at, ""), CHART_LABELS - 1) + " ", Tone.MUTED), *_crossed(line, tone, crossing))
    totals = [(_millions(sheet, year.cumulated), Tone.GOOD if year.cumulated >= 0 else Tone.BAD) for year in years]
    _told(sheet, say("{mark} cum. disc.", mark=sheet.glyphs.point), totals, cell, told)


def _crossed(line: str, tone: Tone, crossing: Mapping[int, str]) -> Iterator[Piece]:
    """Yield the line of bars with the signs that cross it."""
    cells = [(crossing[at], Tone.ACCENT) if at in crossing else (sign, tone) for at, sign in enumerate(line)]
    for shown, some in groupby(cells, key=itemgetter(1)):
        yield "".join(sign for sign, _ in some), shown


def _up(year: WorkingYear) -> Fraction:
    """Return what stands over the axis: the benefit, and a cost that was written with a minus."""
    return max(year.benefit, Fraction(0)) + max(-year.cost, Fraction(0))


def _down(year: WorkingYear) -> Fraction:
    return -max(year.cost, Fraction(0)) + min(year.benefit, Fraction(0))


def _told(sheet: Sheet, name: Said | str, texts: Sequence[Piece], cell: int, told: int) -> None:
    """Write every `told`th text under or over its bar, the last one among them."""
    first, label = (len(texts) - 1) % told, fitted(sheet.text(name), CHART_LABELS)
    pieces: list[Piece] = [(label + " " * (cell * (first + 1 - told)), Tone.ACCENT)] if first + 1 >= told else []
    if not pieces:
        pieces, first = [(label + " " * (cell * (first + 1)), Tone.ACCENT)], first + told
    for at in range(first, len(texts), told):
        text, tone = texts[at]
        pieces.append((fitted_right(text, cell * told), tone))
    sheet.line(*pieces)


def _axis_line(sheet: Sheet, line: str, tone: Tone) -> None:
    sheet.line((f"{'0':>{CHART_LABELS - 1}} ", Tone.MUTED), (line, tone))


def _over(sheet: Sheet, values: Sequence[Fraction], scale: Axis, cell: int) -> None:
    """Write the bars over the axis; the topmost line has what it is worth."""
    lines = _drawn([standing(value, scale, sheet.glyphs) for value in values], cell)
    for number, line in enumerate(lines):
        label = "" if number else f"+{_millions(sheet, scale.step * scale.above)}"
        sheet.line((fitted_right(label, CHART_LABELS - 1) + " ", Tone.MUTED), (line, Tone.GOOD))


def _under(sheet: Sheet, values: Sequence[Fraction], scale: Axis, cell: int) -> None:
    """Write the bars under the axis; the lowest line has what it is worth."""
    lines = _drawn([hanging(value, scale, sheet.glyphs) for value in values], cell)
    for number, line in enumerate(lines, start=1):
        label = "" if number < len(lines) else _millions(sheet, -scale.step * scale.below)
        sheet.line((fitted_right(label, CHART_LABELS - 1) + " ", Tone.MUTED), (line, Tone.ATTENTION))


def _drawn(bars: Sequence[Sequence[str]], cell: int) -> list[str]:
    """Return the lines of the bars, each at the right of its cell, under its number."""
    return ["".join((sign * _thick(cell)).rjust(cell) for sign in line) for line in zip(*bars, strict=True)]


def _thick(cell: int) -> int:
    return max(1, min(4, cell - 2))


def matters_most(sheet: Sheet, one: EconomicsView) -> None:
    """Write NPV with each thing lower and higher by the share that is looked at, the widest swing first."""
    given = (one.application, one.method, one.view.assumptions)
    swings = (own_bounds(*given) if one.share is None else tornado(*given, one.share))[:_WIDEST_TORNADO]
    if not swings or one.shown.npv is None:
        return
    if one.share is None:
        sheet.heading(say("What matters most: NPV in NOK million at the applicant's own low and high"))
    else:
        sheet.heading(say("What matters most: NPV in NOK million with one thing {share} lower or higher", share=Share(one.share)))
    widest = max(len(_millions(sheet, end)) for swing in swings for end in (swing.at_low, swing.at_high))
    number = _NUMBER + 1 if widest <= _NUMBER else widest + 2
    longest = max(cell_len(sheet.text(swing_name(swing))) for swing in swings)
    name = max(18, min(longest, _LONGEST_NAME, sheet.width - 2 * number - 1 - _ROOMY_CELLS))
    room = sheet.width - name - 2 * number - 1
    cells = room if room >= _FEWEST_CELLS else 0
    ends = [end for swing in swings for end in (swing.at_low, swing.at_high)]
    scale = Scale(min(ends), max(ends), cells)
    lower, higher = (fitted_right(text, number) for text in _sides(sheet, one.share))
    sheet.line((" " * (name + cells + 1), Tone.MUTED), (lower, Tone.MUTED), (higher, Tone.MUTED))
    for swing in swings:
        numbers = "".join(fitted_right(_millions(sheet, value), number) for value in (swing.at_low, swing.at_high))
        drawn = scale.span((swing.at_low, swing.at_high), one.shown.npv, sheet.glyphs) if cells else ""
        sheet.line((fitted(sheet.text(swing_name(swing)), name) + " ", Tone.TEXT), (drawn, Tone.ACCENT), (numbers, Tone.TEXT))


def _sides(sheet: Sheet, share: Fraction | None) -> tuple[str, str]:
    if share is None:
        return sheet.text(say("low")), sheet.text(say("high"))
    text = share_text(share, sheet.speech.language)
    return f"{MINUS}{text}", f"+{text}"


def has_take_up(one: EconomicsView) -> bool:
    """Whether NPV hangs on take-up."""
    return break_even_take_up(one.application, one.method, one.view.assumptions) is not None


def take_up_curve(sheet: Sheet, one: EconomicsView) -> None:
    """Write NPV by how many adopt it in the end, with the break-even and the stated number marked."""
    parts = take_up_parts(one.application, one.method, one.view.assumptions)
    found = break_even_take_up(one.application, one.method, one.view.assumptions)
    if parts is None or found is None:
        return
    stated, counted = stated_take_up(one.application.reuse), final_take_up(one.application.reuse, one.view.assumptions)
    sheet.heading(say("NPV by final take-up, NOK million"))
    cells = min(_WIDEST_CURVE, sheet.width - CHART_LABELS)
    most = max(Fraction(1), counted, found.share if found.share is not None and found.share <= 2 else Fraction(0))  # noqa: PLR2004 - twice what is stated is as far as one looks
    along = Scale(Fraction(0), most, cells)
    values = [parts[0] + parts[1] * most * at / (cells - 1) for at in range(cells)]
    scale = axis(max(Fraction(0), *values), min(Fraction(0), *values), FEW_LINES)
    _over(sheet, values, scale, 1)
    _axis_line(sheet, _marked_axis(sheet, along, found, counted), Tone.ACCENT)
    _under(sheet, values, scale, 1)
    first, last = _take_up_text(sheet, Fraction(0), stated), _take_up_text(sheet, most, stated)
    sheet.line((" " * CHART_LABELS, Tone.MUTED), (fitted(first, cells - len(last)) + last, Tone.MUTED))
    for mark, said in _marks(sheet, found, counted, stated):
        sheet.line((f"{' ' * CHART_LABELS}{mark} ", Tone.ACCENT), (sheet.text(said), Tone.TEXT))
    if follows_a_path(one.application.reuse) and stated:
        _path(sheet, one)


def _marked_axis(sheet: Sheet, along: Scale, found: BreakEvenTakeUp, counted: Fraction) -> str:
    signs = list(sheet.glyphs.rule * along.cells)
    signs[along.place(counted)] = sheet.glyphs.point
    if found.share is not None and found.share <= along.high:
        signs[along.place(found.share)] = sheet.glyphs.up
    return "".join(signs)


def _marks(sheet: Sheet, found: BreakEvenTakeUp, counted: Fraction, stated: Fraction | None) -> list[tuple[str, Said]]:
    marks = [(sheet.glyphs.point, say("{number}: counted with here", number=_take_up_text(sheet, counted, stated)))]
    if found.profitable in {Profitable.FROM, Profitable.UP_TO} and found.share is not None:
        marks.insert(0, (sheet.glyphs.up, _zero(sheet, found.share, found)))
    return marks


def _zero(sheet: Sheet, share: Fraction, found: BreakEvenTakeUp) -> Said:
    """Return where NPV is exactly 0, and from how many whole ones on (or up to how many) the project is profitable."""
    if found.stated is None or found.municipalities is None:
        return say("{number}: NPV is 0", number=_take_up_text(sheet, share, None))
    zero, whole = share * found.stated, found.municipalities
    if zero.denominator == 1:
        at = say_number("{number} municipality", "{number} municipalities", int(zero))
    else:
        at = say("between {low} and {high} municipalities", low=floor(zero), high=floor(zero) + 1)
    if found.profitable is Profitable.FROM:
        return say("{at}: NPV is 0; profitable from {number}", at=at, number=whole)
    return say("{at}: NPV is 0; profitable up to {number}", at=at, number=whole)


def _take_up_text(sheet: Sheet, share: Fraction, stated: Fraction | None) -> str:
    if stated is None:
        return sheet.text(Share(share))
    number = share * stated
    return sheet.text(say("{number} municipalities", number=decimal_text(number, sheet.speech.language)))


def _path(sheet: Sheet, one: EconomicsView) -> None:
    """Write how many use it in each year."""
    first, years = one.shown.base_year, len(one.shown.by_year)
    if first is None:
        return
    numbers = in_use_by_year(one.application.reuse, one.view.assumptions, first, years)
    told = ", ".join(f"{first + at}: {number}" for at, number in enumerate(numbers))
    sheet.prose(say("In use by year: {numbers}", numbers=told), Tone.MUTED, CHART_LABELS)
