"""`reviewer economics`: the recomputed cost-benefit beside the claim, also with something assumed otherwise."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reviewer.cli.answers import Answer, Refusal, Status, Table, shortened
from reviewer.cli.economics import analysis_data, parts_data, whole, worth_data
from reviewer.cli.looking import chosen, opened, seen
from reviewer.cli.words import data_of
from reviewer.domain.application import Application
from reviewer.domain.economics import Appraisal, Source, appraise, conventions
from reviewer.domain.economics.breakeven import break_evens, longest_delay
from reviewer.domain.economics.claims import Explanation, explain
from reviewer.domain.economics.sanity import remarks
from reviewer.domain.economics.sensitivity import break_even_take_up, tornado
from reviewer.domain.economics.simulation import MOST_DRAWS, Simulation, simulate
from reviewer.domain.economics.whatif import WhatIf, WhatIfError, what_if
from reviewer.domain.economics.words import LEVERS, explained, factor_words, likely, profitable, size_words, swing_name
from reviewer.domain.method import Method
from reviewer.domain.said import Said, say, say_number
from reviewer.language.numbers import decimal_text, millions_text, share_text
from reviewer.language.speech import Speech

_WIDEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Worth:
    """One application, computed as asked and as it stands."""

    application: Application
    appraisal: Appraisal
    as_stated: Appraisal
    explanation: Explanation
    warnings: list[Said]


def economics(call: argparse.Namespace, speech: Speech) -> Answer:
    """Put the recomputed cost-benefit beside the applicant's claim; analyse the applications that are named."""
    with opened(call) as file:
        case = seen(file, call)
    method = case.committee.method
    asked = _asked(method, call.what_if)
    found = [_worth(case.dossiers[key].application, method, asked) for key in chosen(case, call.ids)]
    simulations = {one.application.id: _simulated(one, asked, call) for one in found} if call.ids else {}
    data = (
        {
            "conventions": data_of(dict(conventions(asked.method))),
            "what_if": dict(asked.given),
            "applications": [
                {
                    **worth_data(one.application, one.appraisal, one.explanation, one.warnings, speech),
                    **({"without_what_if": _as_stated(one)} if asked.given else {}),
                    **parts_data(one.application, asked.method, asked.assumptions),
                    **_analysed(one, asked, simulations),
                }
                for one in found
            ],
        }
        if call.json
        else None
    )
    return Answer(data=data, parts=() if call.json else tuple(_told(found, asked, simulations, speech)))


def _analysed(one: _Worth, asked: WhatIf, simulations: dict[str, Simulation | None]) -> dict[str, object]:
    if one.application.id not in simulations:
        return {}
    return analysis_data(one.application, asked.method, asked.assumptions, simulations[one.application.id])


def _asked(method: Method, given: Iterable[str]) -> WhatIf:
    pairs = [(name.strip(), value) for name, _, value in (one.partition("=") for one in given or ())]
    try:
        return what_if(method, pairs)
    except WhatIfError as error:
        raise Refusal(error.said, Status.MISUSED) from None


def _worth(application: Application, method: Method, asked: WhatIf) -> _Worth:
    as_stated = appraise(application, method)
    appraisal = appraise(application, asked.method, asked.assumptions) if asked.given else as_stated
    warnings = [*appraisal.warnings, *remarks(application, as_stated, method)]
    return _Worth(
        application=application,
        appraisal=appraisal,
        as_stated=as_stated,
        explanation=explain(application, as_stated, method),
        warnings=warnings,
    )


def _as_stated(one: _Worth) -> dict[str, object]:
    return {"npv": whole(one.as_stated.npv), "npv_per_invested_krone": one.as_stated.npv_per_invested_krone}


def _simulated(one: _Worth, asked: WhatIf, call: argparse.Namespace) -> Simulation | None:
    """Return the simulation by the method's uncertainty, None where its file states none."""
    uncertainty = asked.method.uncertainty
    if uncertainty is None:
        return None
    draws = uncertainty.draws if call.draws is None else call.draws
    if not 1 <= draws <= MOST_DRAWS:
        raise Refusal(say("{text} is no whole number from {least} to {most}.", text=str(draws), least=1, most=MOST_DRAWS), Status.MISUSED)
    seed = uncertainty.seed if call.seed is None else call.seed
    return simulate(one.application, asked.method, replace(uncertainty, draws=draws, seed=seed), asked.assumptions)


def _told(found: list[_Worth], asked: WhatIf, simulations: dict[str, Simulation | None], speech: Speech) -> Iterator[Table | str]:
    if asked.given:
        changes = ", ".join(f"{name}={value}" for name, value in asked.given)
        yield speech.text(say("What if: {changes}. These are not the figures that the case stands on.", changes=changes))
    said = (
        say("Title"),
        say("Claimed NPV, million"),
        say("Recomputed NPV, million"),
        say("Deviation"),
        say("Claimed per krone"),
        say("Recomputed per krone"),
    )
    yield Table(("ID", *map(speech.text, said)), [_row(one, speech) for one in found], frozenset(range(2, 7)))
    yield from (f"{one.application.id}: {speech.text(warning)}" for one in found for warning in one.warnings)
    for one in found:
        if one.application.id in simulations:
            yield from _analysis(one, asked, simulations[one.application.id], speech)


def _row(one: _Worth, speech: Speech) -> tuple[str, ...]:
    appraisal, own = one.appraisal, one.appraisal.source is Source.RECOMPUTED
    deviation = appraisal.npv_deviation
    return (
        one.application.id,
        shortened(one.application.title),
        millions_text(appraisal.claimed.npv, speech.language),
        millions_text(whole(appraisal.npv) if own else None, speech.language),
        "–" if deviation is None else share_text(deviation, speech.language),
        _ratio(appraisal.claimed.npv_per_invested_krone, speech),
        _ratio(appraisal.npv_per_invested_krone if own else None, speech),
    )


def _analysis(one: _Worth, asked: WhatIf, simulation: Simulation | None, speech: Speech) -> Iterator[Table | str]:
    """Yield one application's analysis in words: the claim, take-up, what matters most, and how likely it is profitable."""
    application, method, assumptions = one.application, asked.method, asked.assumptions
    yield ""
    yield f"{application.id}  {shortened(application.title)}: {speech.text(size_words(one.as_stated, one.explanation))}"
    sentences = [*explained(one.explanation, method.first_year), profitable(break_even_take_up(application, method, assumptions))]
    if simulation is not None:
        sentences.append(likely(simulation))
    yield from (speech.text(sentence) for sentence in sentences if sentence is not None)
    swings = tornado(application, method, assumptions)[:_WIDEST]
    if swings:
        headings = (say("What matters most"), say("NPV, million, 25% lower"), say("25% higher"))
        rows = [
            (
                shortened(speech.text(swing_name(swing))),
                millions_text(whole(swing.at_low), speech.language),
                millions_text(whole(swing.at_high), speech.language),
            )
            for swing in swings
        ]
        yield Table(tuple(map(speech.text, headings)), rows, frozenset({1, 2}))
        yield from _break_evens(one, asked, speech)


def _break_evens(one: _Worth, asked: WhatIf, speech: Speech) -> Iterator[str]:
    for found in break_evens(one.application, asked.method, asked.assumptions):
        if found.line is None and found.factor >= 0:
            yield speech.text(say("NPV is 0 with {what} {change}.", what=LEVERS[found.lever], change=factor_words(found.factor)))
    delay = longest_delay(one.application, asked.method, asked.assumptions)
    if delay is not None:
        yield speech.text(
            say_number(
                "The benefits may come {number} year later before NPV falls below 0.",
                "The benefits may come {number} years later before NPV falls below 0.",
                delay,
            )
        )


def _ratio(value: object, speech: Speech) -> str:
    return "–" if value is None else decimal_text(value, speech.language, 2)  # type: ignore[arg-type]
