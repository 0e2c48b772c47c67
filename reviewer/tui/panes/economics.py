"""Økonomi: what the applicant claims beside what its cash flow gives, year by year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import ClassVar

from reviewer.domain.application import Actor, Flow, Role, Side
from reviewer.domain.committee import FirstYear, Method
from reviewer.domain.economics import Appraisal, Source, YearSum, whole_kroner
from reviewer.domain.proposal.words import NOT_STATED, basis_text
from reviewer.domain.said import Kroner, Listed, Said, Share, Value, say
from reviewer.language.numbers import decimal_text, millions_text
from reviewer.tui.panes.pane import Pane
from reviewer.tui.sheet import Cell, Sheet, SheetColumn
from reviewer.tui.subject import Subject
from reviewer.tui.tones import Tone

_ACTORS: dict[Actor, Said] = {
    Actor.APPLICANT: say("the applicant"),
    Actor.STATE: say("the state"),
    Actor.MUNICIPALITIES: say("the municipalities"),
    Actor.BUSINESS: say("business"),
    Actor.CITIZENS: say("the inhabitants"),
    Actor.VOLUNTARY: say("voluntary organisations"),
}
_ROLES: dict[Role, Said] = {Role.INVESTMENT: say("investment"), Role.OPERATION: say("operation"), Role.OTHER: say("other")}
_SIDES: dict[Side, Said] = {Side.COST: say("cost"), Side.BENEFIT: say("benefit")}
_NAMES = 10


class EconomicsPane(Pane):
    """The cost-benefit at a glance; only figures that are claimed or computed."""

    NAME: ClassVar[Said] = say("Economics")

    def fill(self, sheet: Sheet, subject: Subject) -> None:
        appraisal, application = subject.judged.appraisal, subject.dossier.application
        _compared(sheet, appraisal)
        for warning in appraisal.warnings:
            sheet.hung((("! ", Tone.ATTENTION),), warning, Tone.ATTENTION, 2)
        former = subject.dossier.former
        if former is not None and (former.flows != application.flows or former.claimed != application.claimed):
            sheet.hung((("! ", Tone.ATTENTION),), _revised(former.claimed.npv, former.flows), Tone.ATTENTION, 2)
        if appraisal.by_year:
            _years(sheet, appraisal.by_year)
        if appraisal.source is Source.RECOMPUTED:
            _figures(sheet, appraisal)
        if application.flows:
            _flows(sheet, application.flows)
        _conventions(sheet, subject.committee.method, appraisal)


def _compared(sheet: Sheet, appraisal: Appraisal) -> None:
    columns = (
        SheetColumn("", 17),
        SheetColumn(sheet.text(say("NPV, mill. kr")), 13, numeric=True),
        SheetColumn(sheet.text(say("per krone")), 11, numeric=True),
        SheetColumn(""),
    )
    claimed, own = appraisal.claimed, appraisal.source is Source.RECOMPUTED
    period = say("over {years} years", years=claimed.years) if claimed.years else ""
    npv = whole_kroner(appraisal.npv) if own and appraisal.npv is not None else None
    stated = _worth(sheet, claimed.npv, claimed.npv_per_invested_krone, Tone.TEXT)
    computed = _worth(sheet, npv, appraisal.npv_per_invested_krone if own else None, Tone.STRONG)
    rows = [
        (Cell(sheet.text(say("Applicant states")), Tone.MUTED), *stated, Cell(sheet.text(period), Tone.MUTED)),
        (Cell(sheet.text(say("Computed anew")), Tone.MUTED), *computed, Cell(sheet.text(_deviation(appraisal)), Tone.MUTED)),
    ]
    sheet.table(columns, rows)
    if appraisal.source is Source.CLAIMED:
        sheet.prose(say("The applicant's own figures count, because the method lets them where there is no cash flow."), Tone.MUTED)
    sheet.blank()


def _worth(sheet: Sheet, npv: int | None, ratio: Decimal | Fraction | None, tone: Tone) -> tuple[Cell, Cell]:
    language = sheet.speech.language
    return Cell(millions_text(npv, language), tone), Cell("–" if ratio is None else decimal_text(ratio, language), tone)


def _deviation(appraisal: Appraisal) -> Said | str:
    if appraisal.source is not Source.RECOMPUTED or appraisal.npv_deviation is None:
        return ""
    return say("{share} from what is stated", share=Share(appraisal.npv_deviation))


def _revised(npv: int | None, flows: Sequence[Flow]) -> Said:
    return say(
        "The figures are new in this revision. Before: stated net present value {npv}, {lines} lines of cash flow.",
        npv=NOT_STATED if npv is None else Kroner(npv),
        lines=len(flows),
    )


def _years(sheet: Sheet, years: Sequence[YearSum]) -> None:
    sheet.heading(say("Year by year, undiscounted, mill. kr"))
    language = sheet.speech.language
    totals = list(accumulate(year.net for year in years))
    texts = [millions_text(value, language) for year in years for value in (year.cost, year.benefit)] + [
        millions_text(total, language) for total in totals
    ]
    cells = max(5, *(len(text) + 1 for text in texts))
    band = max(1, (sheet.width - _NAMES) // cells)
    top = max(1, *(abs(value) for year in years for value in (year.cost, year.benefit)))
    for start in range(0, len(years), band):
        _band(sheet, years[start : start + band], totals[start : start + band], cells, top)


def _band(sheet: Sheet, years: Sequence[YearSum], totals: Sequence[int], cells: int, top: int) -> None:
    def row(name: Said | str, show: Callable[[int], str], tone: Tone) -> None:
        pieces = [(f"{show(index):>{cells}}", tone) for index in range(len(years))]
        sheet.line((f"{sheet.text(name):<{_NAMES}}", Tone.MUTED), *pieces)

    language = sheet.speech.language
    row("", lambda index: str(years[index].year), Tone.MUTED)
    row(say("benefit"), lambda index: millions_text(years[index].benefit, language), Tone.GOOD)
    row("", lambda index: _level(sheet, years[index].benefit, top), Tone.GOOD)
    row(say("cost"), lambda index: millions_text(years[index].cost, language), Tone.ATTENTION)
    row("", lambda index: _level(sheet, years[index].cost, top), Tone.ATTENTION)
    row(say("cumulated"), lambda index: millions_text(totals[index], language), Tone.TEXT)
    sheet.blank()


def _level(sheet: Sheet, amount: int, top: int) -> str:
    levels = sheet.glyphs.levels
    if amount <= 0:
        return ""
    return levels[min(len(levels) - 1, amount * len(levels) // top)] * 3


def _figures(sheet: Sheet, appraisal: Appraisal) -> None:
    sheet.heading(say("Computed from the cash flow"))
    sheet.fact(say("Benefits, present value"), _kroner(appraisal.pv_benefits))
    sheet.fact(say("Costs, present value"), _kroner(appraisal.pv_costs))
    if appraisal.residual_value:
        sheet.fact(say("Residual value"), _kroner(appraisal.residual_value))
    sheet.fact(say("Tax-financing cost"), _kroner(appraisal.tax_cost))
    sheet.fact(say("Net present value"), _kroner(appraisal.npv))
    sheet.fact(say("Investment"), None if appraisal.investment is None else Kroner(appraisal.investment))
    sheet.fact(say("NPV per krone"), appraisal.npv_per_invested_krone)
    sheet.fact(say("NNB"), appraisal.nnb)
    sheet.fact(say("Benefit-cost ratio"), appraisal.benefit_cost_ratio)
    sheet.fact(say("Internal rate"), _rates(appraisal))
    payback = appraisal.payback_years
    sheet.fact(
        say("Paid back"),
        say("not within the period")
        if payback is None
        else say("{years} years after {base}", years=payback, base=str(appraisal.base_year)),
    )


def _rates(appraisal: Appraisal) -> Value:
    rates = appraisal.irr
    if not rates:
        return say("none")
    listed = Listed(tuple(Share(Fraction(rate)) for rate in rates))
    return listed if len(rates) == 1 else say("several: {rates}. None of them says anything alone.", rates=listed)


def _kroner(amount: Fraction | None) -> Value:
    return None if amount is None else whole_kroner(amount)


def _flows(sheet: Sheet, flows: Sequence[Flow]) -> None:
    sheet.heading(say("The cash flow's lines"))
    columns = (
        SheetColumn(sheet.text(say("Line"))),
        SheetColumn(sheet.text(say("Kind")), 22),
        SheetColumn(sheet.text(say("Falls on")), 15),
        SheetColumn(sheet.text(say("mill. kr")), 8, numeric=True),
    )
    rows = []
    for flow in flows:
        kind = sheet.text(_SIDES[flow.side])
        kind = kind if flow.role is Role.OTHER else f"{kind}, {sheet.text(_ROLES[flow.role])}"
        total = millions_text(sum(flow.amounts.values()), sheet.speech.language)
        tone = Tone.GOOD if flow.side is Side.BENEFIT else Tone.ATTENTION
        rows.append((Cell(sheet.text(flow.line)), Cell(kind, tone), Cell(sheet.text(_ACTORS[flow.actor]), Tone.MUTED), Cell(total)))
    sheet.table(columns, rows)


def _conventions(sheet: Sheet, method: Method, appraisal: Appraisal) -> None:
    sheet.heading(say("How it is computed"))
    rates = Listed(tuple(say("{rate} from year {year}", rate=Share(Fraction(step.rate)), year=step.from_year) for step in method.rates))
    sheet.fact(say("Method"), method.name)
    sheet.fact(say("Discount rate"), rates)
    first = say("not discounted") if method.first_year is FirstYear.UNDISCOUNTED else say("discounted")
    base = str(appraisal.base_year) if appraisal.base_year is not None else say("the first year with an amount")
    sheet.fact(say("Base year"), say("{year}, {discounted}", year=base, discounted=first))
    sheet.fact(
        say("Analysis period"),
        say("as the applicant states") if method.period is None else say("at most {years} years", years=method.period),
    )
    sheet.fact(say("Tax-financing rate"), Share(Fraction(method.tax_rate)))
    sheet.fact(say("Method's source"), basis_text(method.basis))
