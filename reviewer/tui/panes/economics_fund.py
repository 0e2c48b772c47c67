"""Last but one on the economics page: what take-up brings back to the fund, and what each one pays for it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from rich.cells import cell_len

from reviewer.domain.economics import whole_kroner
from reviewer.domain.economics.repayment import Paying, Repayment, assumed_use, payers, repayment
from reviewer.domain.economics.words import repaid_words
from reviewer.domain.grant import grant_of
from reviewer.domain.municipalities import Municipalities
from reviewer.domain.prices import PriceModel
from reviewer.domain.said import say
from reviewer.language.numbers import millions_text, whole_text
from reviewer.tui.drawing.cells import fitted
from reviewer.tui.drawing.sheet import Cell, Sheet, SheetColumn
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.panes.economics_view import EconomicsView

YEARS_OF_USE: Final = 10
"""So many years of use are looked at for when a grant is repaid."""
_ONCE: Final = 18
_YEARLY: Final = 9
_MODEL: Final = _ONCE + _YEARLY + 4
"""Cells: of what is paid once, under the model's name, of what is paid a year, and of both with the air before them."""
_NAMES: Final = 28
_FEWEST_NAMES: Final = 14


def flows_back(sheet: Sheet, one: EconomicsView) -> None:
    """Write what take-up brings back to the fund by each of the committee's price models, and when the grant is repaid."""
    models, register = one.subject.committee.price_models, one.subject.case.municipalities
    grant = grant_of(one.subject.dossier)
    if not models or register is None or not grant:
        return
    use = assumed_use(one.application, one.view.assumptions, YEARS_OF_USE)
    found = [(model, repayment(one.application, model, register, grant, use)) for model in models]
    known = [(model, back) for model, back in found if back is not None]
    if not known:
        return
    sheet.heading(say("What flows back to the fund, where those who adopt it pay as in these price models"))
    for model, back in known:
        _back(sheet, model, back)
    _prices(sheet, one.application.reuse.municipalities or (), models, register)


def _back(sheet: Sheet, model: PriceModel, back: Repayment) -> None:
    total = sum((amount for _, amount in back.inflow), Fraction(0))
    said = say(
        "{model}: NOK {total} million in {years} years. {repaid}",
        model=model.name,
        total=millions_text(whole_kroner(total), sheet.speech.language),
        years=len(back.inflow),
        repaid=repaid_words(back),
    )
    sheet.hung((("- ", Tone.MUTED),), said, Tone.TEXT, 2)
    language = sheet.speech.language
    told = " · ".join(f"{year}: {millions_text(whole_kroner(amount), language)}" for year, amount in back.inflow)
    sheet.prose(told, Tone.MUTED, 2)


def _prices(sheet: Sheet, named: Sequence[str], models: Sequence[PriceModel], register: Municipalities) -> None:
    """Write what each of those who are named pays by each price model, once and each year."""
    paying = {model.id: {one.number: one for one in payers(model, register)} for model in models}
    rows = [(number, [paying[model.id].get(number) for model in models]) for number in named]
    if not any(one is not None and one.price is not None for _, found in rows for one in found):
        return
    models = models[: max(1, (sheet.width - _FEWEST_NAMES) // _MODEL)]
    sheet.heading(say("What each of those who are named would pay, kr"))
    columns = [SheetColumn("", min(_NAMES, sheet.width - _MODEL * len(models)))]
    for model in models:
        columns.append(SheetColumn(fitted(model.name, min(_ONCE, cell_len(model.name))), _ONCE, numeric=True))
        columns.append(SheetColumn(sheet.text(say("a year")), _YEARLY, numeric=True))
    sheet.table(columns, [_price_row(sheet, register.name(number), found[: len(models)]) for number, found in rows])


def _price_row(sheet: Sheet, name: str, found: Sequence[Paying | None]) -> tuple[Cell, ...]:
    prices = [None if one is None else one.price for one in found]
    amounts = [amount for due in prices for amount in ((None, None) if due is None else (due.once, due.yearly))]
    return (Cell(name), *(Cell("–", Tone.MUTED) if amount is None else Cell(_whole(sheet, amount)) for amount in amounts))


def _whole(sheet: Sheet, amount: Fraction) -> str:
    return whole_text(whole_kroner(amount), sheet.speech.language)
