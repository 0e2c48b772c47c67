"""`reviewer npv`: one series of amounts, without a case."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from reviewer.cli.answers import Answer, Refusal, Status
from reviewer.domain.economics import PRESETS, discount_factors, internal_rates
from reviewer.domain.method import FirstYear, RateStep
from reviewer.domain.said import Said, Share, say
from reviewer.language.numbers import decimal_text
from reviewer.language.speech import Speech

_LARGEST = 18
"""Digits before the decimal mark, and after it: beyond any amount, and what follows stays a number that JSON can hold."""


def npv(call: argparse.Namespace, speech: Speech) -> Answer:
    """Compute the net present value and all internal rates of return."""
    flows = _flows(call.flows)
    method = PRESETS.get(call.method)
    steps = (RateStep(from_year=0, rate=_rate(call.rate)),) if method is None else method.rates
    first = FirstYear(call.first) if call.first else FirstYear.UNDISCOUNTED if method is None else method.first_year
    value, rates = _present(steps, flows, first), internal_rates(flows)
    shown = ", ".join(decimal_text(one * 100, speech.language, 2) + " %" for one in rates) or "–"
    parts = (
        speech.text(say("Net present value: {value}", value=decimal_text(value, speech.language, 2))),
        speech.text(say("Internal rates of return: {rates}", rates=shown)),
        *(speech.text(_convention(first, step)) for step in steps),
    )
    convention = {"rate": steps[0].rate, "first_year": first.value, "method": call.method}
    convention |= {"rates": [{"from_year": step.from_year, "rate": step.rate} for step in steps]}
    return Answer(data={"npv": value, "irr": list(rates), "convention": convention}, parts=parts)


def _present(steps: Sequence[RateStep], flows: Sequence[Decimal], first: FirstYear) -> Fraction:
    factors, denominator = discount_factors(steps, first, len(flows))
    return sum((Fraction(flow) * factor for flow, factor in zip(flows, factors, strict=True)), Fraction(0)) / denominator


def _convention(first: FirstYear, step: RateStep) -> Said:
    rate = step.rate
    if step.from_year:
        return say("From year {year} the rate is {rate}.", year=step.from_year, rate=Share(rate))
    if first is FirstYear.DISCOUNTED:
        return say("Rate {rate}; the first amount is discounted by one year.", rate=Share(rate))
    return say("Rate {rate}; the first amount is not discounted.", rate=Share(rate))


def _rate(text: str) -> Decimal:
    cleaned = text.replace(" ", "").replace("\u00a0", "").replace(",", ".")
    rate = _number(cleaned.removesuffix("%"), text) / (100 if cleaned.endswith("%") else 1)
    if rate <= -1 or rate >= 1:
        raise Refusal(say("{text} is not a discount rate. Write it as a share or per cent: 0.04 or 4%.", text=text), Status.MISUSED)
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
        raise Refusal(say("{text} is not a number.", text=shown), Status.MISUSED)
    if number.adjusted() > _LARGEST or int(number.as_tuple().exponent) < -_LARGEST:
        raise Refusal(say("{text} is too large or has too many decimals.", text=shown), Status.MISUSED)
    return number
