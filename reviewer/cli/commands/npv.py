"""`reviewer npv`: one series of amounts, without a case."""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation

from reviewer.cli.answers import Answer, Refusal, Status
from reviewer.domain.committee import FirstYear
from reviewer.domain.economics import internal_rates, net_present_value
from reviewer.domain.said import Said, Share, say
from reviewer.language.numbers import decimal_text
from reviewer.language.speech import Speech

_LARGEST = 18
"""Digits before the decimal mark, and after it: beyond any amount, and what follows stays a number that JSON can hold."""


def npv(call: argparse.Namespace, speech: Speech) -> Answer:
    """Compute the net present value and all internal rates of return."""
    rate, flows, first = _rate(call.rate), _flows(call.flows), FirstYear(call.first)
    value, rates = net_present_value(rate, flows, first), internal_rates(flows)
    shown = ", ".join(decimal_text(one * 100, speech.language, 2) + " %" for one in rates) or "–"
    parts = (
        speech.text(say("Net present value: {value}", value=decimal_text(value, speech.language, 2))),
        speech.text(say("Internal rates of return: {rates}", rates=shown)),
        speech.text(_convention(first, rate)),
    )
    data = {"npv": value, "irr": list(rates), "convention": {"rate": rate, "first_year": first.value}}
    return Answer(data=data, parts=parts)


def _convention(first: FirstYear, rate: Decimal) -> Said:
    if first is FirstYear.DISCOUNTED:
        return say("Rate {rate}; the first amount is discounted by one year.", rate=Share(rate))
    return say("Rate {rate}; the first amount is not discounted.", rate=Share(rate))


def _rate(text: str) -> Decimal:
    cleaned = text.replace(" ", "").replace("\u00a0", "").replace(",", ".")
    rate = _number(cleaned.removesuffix("%"), text) / (100 if cleaned.endswith("%") else 1)
    if rate <= -1 or rate >= 1:
        raise Refusal(say("{text} is no discount rate. Write it as a share or per cent: 0.04 or 4%.", text=text), Status.MISUSED)
    return rate


def _flows(text: str) -> list[Decimal]:
    """Split at semicolons where there are any, so that decimal commas can be written; else at commas."""
    parts = text.split(";") if ";" in text else text.split(",")
    return [_number("".join(part.split()).replace(",", "."), part) for part in parts]


def _number(text: str, shown: str) -> Decimal:
    try:
        number = Decimal(text.replace("\u2212", "-").replace("_", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise Refusal(say("{text} is no number.", text=shown), Status.MISUSED)
    if number.adjusted() > _LARGEST or int(number.as_tuple().exponent) < -_LARGEST:
        raise Refusal(say("{text} is too large or has too many decimals.", text=shown), Status.MISUSED)
    return number
