"""`reviewer prices`: what adopting a solution costs, and when a grant is repaid."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from reviewer.cli.answers import Answer, Refusal, Status, Table, shortened
from reviewer.cli.economics import whole
from reviewer.cli.looking import chosen, opened, seen
from reviewer.domain.assessment import assess
from reviewer.domain.case import Case
from reviewer.domain.economics.council import pairs
from reviewer.domain.economics.repayment import Paying, Repayment, payers, repayment
from reviewer.domain.economics.words import all_assumed, repaid_words
from reviewer.domain.fund_capital import FundCapital, fund_capital
from reviewer.domain.grant import grant_of, use_of
from reviewer.domain.prices import PriceModel
from reviewer.domain.said import Listed, Said, say, say_number
from reviewer.language.numbers import kroner_text, whole_text
from reviewer.language.speech import Speech

LONGEST = 100


def prices(call: argparse.Namespace, speech: Speech) -> Answer:
    """Say what each municipality pays by a price model; for the applications that are named, what flows back to the fund."""
    with opened(call) as file:
        case = seen(file, call)
    if case.municipalities is None:
        raise Refusal(say("The case has no register of municipalities. Import one: reviewer import CASE --municipalities FILE."))
    if not 1 <= call.years <= LONGEST:
        raise Refusal(
            say("{text} is not a whole number from {least} to {most}.", text=str(call.years), least=1, most=LONGEST), Status.MISUSED
        )
    model = _model(case, call.model)
    if call.fund:
        return _fund(case, model, call.years, speech)
    everybody = payers(model, case.municipalities)
    found = {key: _repayment(case, key, model, call.years) for key in (chosen(case, call.ids) if call.ids else ())}
    data = {
        "model": {"id": model.id, "name": model.name},
        "payers": [_payer(one) for one in everybody],
        "applications": [{"id": key, "repayment": None if one is None else _data(one)} for key, one in found.items()],
    }
    if found:
        return Answer(data=data, parts=tuple(part for key, one in found.items() for part in _told(case, key, one, speech)))
    headings = (say("Number"), say("Name"), say("Inhabitants"), say("Once"), say("Each year"))
    table = Table(tuple(map(speech.text, headings)), [_row(one, speech) for one in everybody], frozenset({2, 3, 4}))
    return Answer(data=data, parts=(model.name, table))


def _fund(case: Case, model: PriceModel, years: int, speech: Speech) -> Answer:
    """Return the fund by the council's grants; while it has settled none, by what the computed order gives."""
    settled = {key: one.recommendation.granted for key, one in case.dossiers.items() if one.recommendation.granted}
    grants = settled or {one.id: one.amount for one in assess(case).allocation.awards if one.amount}
    found = fund_capital(case, model, grants, years)
    if found is None:
        return Answer()
    data = {
        "model": {"id": model.id, "name": model.name},
        "grants": "recommended" if settled else "computed",
        "opening": whole(found.opening),
        "members": found.members,
        "years": [
            {
                "year": one.year,
                "opening": whole(one.opening),
                "granted": whole(one.granted),
                "flowed_back": whole(one.flowed_back),
                "closing": whole(one.closing),
            }
            for one in found.years
        ],
        "undated": list(found.undated),
        "silent": list(found.silent),
    }
    return Answer(data=data, parts=tuple(_fund_told(found, model, speech, _GRANTS[bool(settled)])))


_GRANTS = {
    True: say("The grants are what the council recommends."),
    False: say("The council has recommended no grant: these are what the order gives."),
}


def _fund_told(found: FundCapital, model: PriceModel, speech: Speech, grants: Said) -> Iterator[Table | str]:
    yield model.name
    headings = (say("Year"), say("At the start"), say("Granted"), say("Flows back"), say("At the end"))
    rows = [
        (
            str(one.year),
            *(kroner_text(whole(value) or 0, speech.language) for value in (one.opening, one.granted, one.flowed_back, one.closing)),
        )
        for one in found.years
    ]
    yield Table(tuple(map(speech.text, headings)), rows, frozenset({1, 2, 3, 4}))
    yield speech.text(grants)
    told = [
        say_number(
            "The fund begins with what others have put in and what {number} member has paid to join.",
            "The fund begins with what others have put in and what {number} members have paid to join.",
            found.members,
        ),
        say("A grant is counted in the year in which its project starts."),
    ]
    if found.undated:
        told.append(say("When these are paid is not known, and they are left out: {names}.", names=Listed(found.undated)))
    if found.silent:
        told.append(say("What these bring back is not known, and nothing is counted: {names}.", names=Listed(found.silent)))
    yield from map(speech.text, told)


def _model(case: Case, asked: str | None) -> PriceModel:
    models = {one.id: one for one in case.committee.price_models}
    if asked is None and len(models) == 1:
        return next(iter(models.values()))
    if asked not in models:
        known = ", ".join(models) or "–"
        raise Refusal(say("Say which price model: --model ID. The committee's price models are {known}.", known=known), Status.MISUSED)
    return models[asked]


def _repayment(case: Case, key: str, model: PriceModel, years: int) -> Repayment | None:
    dossier = case.dossiers[key]
    grant = grant_of(dossier)
    if grant is None or case.municipalities is None:
        return None
    return repayment(dossier.application, model, case.municipalities, grant, use_of(dossier, case.committee.method, years))


def _payer(one: Paying) -> dict[str, Any]:
    due = one.price
    return {
        "number": one.number,
        "name": one.name,
        "inhabitants": one.inhabitants,
        "once": None if due is None else whole(due.once),
        "yearly": None if due is None else whole(due.yearly),
    }


def _data(found: Repayment) -> dict[str, Any]:
    return {
        "grant": found.grant,
        "named": found.named,
        "others": found.others,
        "inflow": [{"year": year, "amount": whole(amount)} for year, amount in found.inflow],
        "repaid": found.year,
    }


def _told(case: Case, key: str, found: Repayment | None, speech: Speech) -> Iterator[Table | str]:
    yield f"{key}  {shortened(case.dossiers[key].application.title)}"
    if found is None:
        yield speech.text(say("It is not known how many adopt it, from when, or how much is granted."))
        return
    rows = [(str(year), kroner_text(whole(amount) or 0, speech.language)) for year, amount in found.inflow]
    if case.dossiers[key].assumed:
        yield speech.text(say("The council assumes: {what}.", what=all_assumed(pairs(case.dossiers[key].assumed))))
    yield Table((speech.text(say("Year")), speech.text(say("Flows back"))), rows, frozenset({1}))
    yield speech.text(repaid_words(found))
    if found.others:
        said = say(
            "{named} are named; {others} more pay the mean of what the municipalities pay that are not named.",
            named=found.named,
            others=found.others,
        )
        yield speech.text(said)


def _row(one: Paying, speech: Speech) -> tuple[str, ...]:
    due, language = one.price, speech.language
    amounts = ("–", "–") if due is None else tuple(kroner_text(whole(amount) or 0, language) for amount in (due.once, due.yearly))
    return (one.number, one.name, "–" if one.inhabitants is None else whole_text(one.inhabitants, language), *amounts)
