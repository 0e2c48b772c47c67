"""The economics page's tables: the working year by year, what falls on whom, the lines, the effects and the conventions."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from reviewer.domain.application import Role, Side
from reviewer.domain.economics import Appraisal, Source, whole_kroner
from reviewer.domain.economics.breakdown import LineWorth, by_actor, own_gains
from reviewer.domain.economics.convention_words import conventions_told, uncertainty_told
from reviewer.domain.economics.effects import Graded, graded, table_text
from reviewer.domain.economics.figures import figures_told
from reviewer.domain.economics.limits import limits as limits_of
from reviewer.domain.economics.words import ACTORS
from reviewer.domain.economics.working import WorkingTable, WorkingYear
from reviewer.domain.method import FirstYear, Method, TaxedOn
from reviewer.domain.proposal.words import basis_text
from reviewer.domain.revised import assumption_remark, grade_remark
from reviewer.domain.said import Said, Share, Value, say
from reviewer.language.numbers import decimal_text, millions_text, whole_text
from reviewer.tui.drawing.sheet import Cell, Sheet, SheetColumn
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.panes.economics_glance import ROOMY
from reviewer.tui.panes.economics_view import EconomicsView

ROLES: Final = {Role.INVESTMENT: say("investment"), Role.OPERATION: say("operation"), Role.OTHER: say("other")}
SIDES: Final = {Side.COST: say("cost"), Side.BENEFIT: say("benefit")}
_THOUSAND: Final = 1000
_HEADINGS: Final = (say("Benefit"), say("Cost"), say("Tax cost"), say("Discounted"), say("Cumulated"))
_NARROW: Final = 70
"""Cells: below this, tables have their most telling columns only."""
_NAMES: Final = 44
"""Cells: a name further from its numbers is hard to follow along the line."""


def working_table(sheet: Sheet, table: WorkingTable, method: Method) -> None:
    """Write the working, so that each year can be computed again with a pocket calculator."""
    roomy, headings = sheet.width >= ROOMY, _HEADINGS[-_shown(sheet) :]
    width = (sheet.width - (22 if roomy else 14) - 2 * len(headings)) // len(headings)
    unit = _unit(sheet, table, width)
    sheet.heading(say("The working, in kroner") if unit == 1 else say("The working, in thousand kroner"))
    columns = (
        SheetColumn(sheet.text(say("Year")), 4),
        *((SheetColumn(sheet.text(say("Disc. rate")), 6, numeric=True),) if roomy else ()),
        SheetColumn(sheet.text(say("Factor")), 8, numeric=True),
        *(SheetColumn(sheet.text(heading), width, numeric=True) for heading in headings),
    )
    sheet.table(columns, [_working_row(sheet, year, unit, number >= table.kept) for number, year in enumerate(table.years)])
    sheet.blank()
    _explained(sheet, table, method, unit)


def _shown(sheet: Sheet) -> int:
    """Return how many of the amounts there is room for, the last ones."""
    return len(_HEADINGS) if sheet.width >= _NARROW else 2


def _unit(sheet: Sheet, table: WorkingTable, width: int) -> int:
    """Return 1 where whole kroner fit the columns, else 1000."""
    widest = max(len(_amount(sheet, value, 1)) for year in table.years for value in _amounts(year))
    return 1 if widest <= width else _THOUSAND


def _amounts(year: WorkingYear) -> tuple[Fraction, ...]:
    return (year.benefit, year.cost, year.tax_cost, year.discounted, year.cumulated)


def _amount(sheet: Sheet, value: Fraction, unit: int) -> str:
    return whole_text(whole_kroner(value / unit), sheet.speech.language)


def _working_row(sheet: Sheet, year: WorkingYear, unit: int, residual: bool) -> tuple[Cell, ...]:  # noqa: FBT001 - a property of the year
    tone = Tone.MUTED if residual else Tone.TEXT
    language = sheet.speech.language
    rate = (Cell(sheet.text(Share(year.rate)), Tone.MUTED),) if sheet.width >= ROOMY else ()
    numbers = (Cell(_amount(sheet, value, unit), tone) for value in _amounts(year)[-_shown(sheet) : -1])
    last = Cell(_amount(sheet, year.cumulated, unit), Tone.GOOD if year.cumulated >= 0 else Tone.BAD)
    return (Cell(str(year.year), tone), *rate, Cell(decimal_text(year.factor, language, 6), tone), *numbers, last)


def _explained(sheet: Sheet, table: WorkingTable, method: Method, unit: int) -> None:
    """Write how a row comes about, with the numbers of the first year after the base year."""
    shown = table.years[min(1, len(table.years) - 1)]
    sheet.prose(
        say(
            "{year}: ({benefit} - {cost} - {tax}) × {factor} = {discounted}",
            year=str(shown.year),
            benefit=_amount(sheet, shown.benefit, unit),
            cost=_amount(sheet, shown.cost, unit),
            tax=_amount(sheet, shown.tax_cost, unit) if shown.tax_cost >= 0 else f"({_amount(sheet, shown.tax_cost, unit)})",
            factor=decimal_text(shown.factor, sheet.speech.language, 6),
            discounted=_amount(sheet, shown.discounted, unit),
        ),
        Tone.TEXT,
    )
    if method.first_year is FirstYear.UNDISCOUNTED:
        factor = say("The first factor is 1; each later one is the one before it divided by 1 plus the rate.")
    else:
        factor = say("The first factor is 1 divided by 1 plus the rate; each later one is the one before it divided by the same.")
    taxed = (
        say("Tax cost: {rate} of costs less benefits on public budgets.", rate=Share(method.tax_rate))
        if method.taxed_on is TaxedOn.NET_EFFECT
        else say("Tax cost: {rate} of costs on public budgets.", rate=Share(method.tax_rate))
    )
    sheet.prose(factor, Tone.MUTED)
    sheet.prose(taxed, Tone.MUTED)
    if table.kept < len(table.years):
        last = str(table.years[table.kept - 1].year)
        sheet.prose(say("The years after {year} are residual value.", year=last), Tone.MUTED)


def _name_width(sheet: Sheet, others: int) -> int:
    """Return the cells of a column of names beside columns that take so many."""
    return min(_NAMES, max(4, sheet.width - others))


def actors(sheet: Sheet, lines: tuple[LineWorth, ...]) -> None:
    """Write what falls on whom, as present values."""
    found = by_actor(lines)
    if not found:
        return
    sheet.heading(say("Who gains and who pays, present value, NOK million"))
    headings = (say("Benefit"), say("Cost"), say("Net"))
    columns = (
        SheetColumn(sheet.text(say("Who")), _name_width(sheet, 39 if sheet.width >= _NARROW else 30)),
        *(SheetColumn(sheet.text(heading), 11 if sheet.width >= _NARROW else 8, numeric=True) for heading in headings),
    )
    rows = [_money_row(sheet, ACTORS[one.actor], one.benefits, one.costs, one.net) for one in found]
    tax = sum((line.tax_cost for line in lines), Fraction(0))
    rows.append((Cell(sheet.text(say("tax-financing cost"))), Cell(""), _money(sheet, tax), _money(sheet, -tax)))
    npv = sum((line.npv for line in lines), Fraction(0))
    rows.append((Cell(sheet.text(say("Net present value")), Tone.STRONG), Cell(""), Cell(""), _money(sheet, npv, Tone.STRONG)))
    sheet.table(columns, rows)


def _money_row(sheet: Sheet, name: Said, *amounts: Fraction) -> tuple[Cell, ...]:
    return (Cell(sheet.text(name)), *(_money(sheet, amount) for amount in amounts))


def _money(sheet: Sheet, amount: Fraction, tone: Tone = Tone.TEXT) -> Cell:
    return Cell(millions_text(whole_kroner(amount), sheet.speech.language), tone)


def flow_lines(sheet: Sheet, lines: tuple[LineWorth, ...]) -> None:
    """Write each line: what it is, whom it falls on, what is stated in all, and what it adds to NPV."""
    if not lines:
        return
    wide = sheet.width >= _NARROW
    sheet.heading(say("The cash flow's lines, NOK million"))
    columns = (
        SheetColumn(sheet.text(say("Line")), _name_width(sheet, 58 if wide else 20)),
        *((SheetColumn(sheet.text(say("Kind")), 20), SheetColumn(sheet.text(say("Falls on")), 14)) if wide else ()),
        SheetColumn(sheet.text(say("stated")), 8, numeric=True),
        SheetColumn(sheet.text(say("of NPV")), 8, numeric=True),
    )
    rows = []
    for line in lines:
        flow = line.flow
        kind = sheet.text(SIDES[flow.side])
        kind = kind if flow.role is Role.OTHER else f"{kind}, {sheet.text(ROLES[flow.role])}"
        tone = Tone.GOOD if flow.side is Side.BENEFIT else Tone.ATTENTION
        stated = Cell(millions_text(line.stated, sheet.speech.language))
        actor = Cell(sheet.text(ACTORS[flow.actor]), Tone.MUTED)
        about = (Cell(kind, tone), actor) if wide else ()
        rows.append((Cell(sheet.text(flow.line)), *about, stated, _money(sheet, line.npv)))
    sheet.table(columns, rows)


def gains(sheet: Sheet, one: EconomicsView) -> None:
    """Write what the applicant's own budget gains each year, and what is cut of it, where the method cuts anything."""
    if not one.method.gains_cut:
        return
    found = [year for year in own_gains(one.application, one.method, one.view.assumptions) if year.gain]
    if not found:
        return
    sheet.heading(say("The applicant's own budget, NOK million"))
    columns = (
        SheetColumn(sheet.text(say("Year")), 4),
        SheetColumn(sheet.text(say("gains")), 11, numeric=True),
        SheetColumn(sheet.text(say("is cut")), 11, numeric=True),
    )
    sheet.table(columns, [(Cell(str(year.year)), _money(sheet, year.gain), _money(sheet, year.cut)) for year in found])


def effects(sheet: Sheet, one: EconomicsView) -> None:
    """Write the non-priced effects: the applicant's grade, the table's, and the council's own."""
    found = graded(one.application, one.subject.committee.method.grading, one.subject.dossier.grades)
    if not found:
        return
    sheet.heading(say("Effects without a price"))
    headings = (say("applicant"), say("by table"), say("council"))
    columns = (
        SheetColumn(sheet.text(say("Effect")), _name_width(sheet, 33 if sheet.width >= _NARROW else 27)),
        *(SheetColumn(sheet.text(heading), 9 if sheet.width >= _NARROW else 7) for heading in headings),
    )
    sheet.table(columns, [_effect_row(sheet, effect) for effect in found])
    for effect in found:
        if effect.council is not None:
            name = one.subject.seat_name(effect.council.seat)
            said = say("{effect}: {reason} ({seat})", effect=effect.effect.name, reason=effect.council.reason, seat=name)
            sheet.prose(said, Tone.MUTED, 2)
            _remarked(sheet, grade_remark(one.subject.dossier, effect.effect.name))


def _remarked(sheet: Sheet, remark: Said | None) -> None:
    """Write what is to be told of something that was set on an earlier revision."""
    if remark is not None:
        sheet.hung((("  ! ", Tone.ATTENTION),), remark, Tone.ATTENTION, 4)


def _effect_row(sheet: Sheet, effect: Graded) -> tuple[Cell, ...]:
    own = effect.effect.grade or "–"
    table = table_text(effect) or "–"
    council = "–" if effect.council is None else effect.council.grade
    tone = Tone.ATTENTION if effect.apart else Tone.MUTED
    return (Cell(sheet.text(effect.effect.name)), Cell(sheet.text(own)), Cell(table, tone), Cell(council, Tone.STRONG))


def assumptions(sheet: Sheet, one: EconomicsView) -> None:
    """Write what the council assumes, each with its reason and who set it."""
    from reviewer.domain.economics.words import assumed

    if not one.subject.dossier.assumed:
        return
    sheet.heading(say("What the council assumes"))
    for name, own in one.subject.dossier.assumed.items():
        said = say("{what}. {reason} ({seat})", what=assumed(name, own.value), reason=own.reason, seat=one.subject.seat_name(own.seat))
        sheet.hung((("- ", Tone.MUTED),), said, Tone.TEXT, 2)
        _remarked(sheet, assumption_remark(one.subject.dossier, name))


def limits(sheet: Sheet, one: EconomicsView) -> None:
    """Write how far each thing may change before NPV is 0."""
    told = limits_of(one.application, one.method, one.view.assumptions)
    if not told:
        return
    sheet.heading(say("What NPV can bear"))
    for said in told:
        sheet.hung((("- ", Tone.MUTED),), said, Tone.TEXT, 2)


def figures(sheet: Sheet, appraisal: Appraisal) -> None:
    """Write the other figures that are made of the same cash flow."""
    if appraisal.source is not Source.RECOMPUTED:
        return
    sheet.heading(say("Computed from the cash flow"))
    for name, value in figures_told(appraisal):
        sheet.fact(name, value)


def _kroner(amount: Fraction | None) -> Value:
    return None if amount is None else whole_kroner(amount)


def conventions(sheet: Sheet, method: Method, appraisal: Appraisal) -> None:
    """Write by which rules it is computed."""
    sheet.heading(say("How it is computed"))
    for name, holds in conventions_told(method, appraisal.base_year):
        sheet.fact(name, holds)
    if method.uncertainty is not None:
        sheet.fact(say("Uncertainty"), uncertainty_told(method.uncertainty))
        sheet.fact(say("Uncertainty's source"), basis_text(method.uncertainty.basis))
    sheet.fact(say("Method's source"), basis_text(method.basis))
