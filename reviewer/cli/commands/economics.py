"""`reviewer economics`: the recomputed cost-benefit beside the claim, also with something assumed otherwise."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reviewer.cli.answers import Answer, Refusal, Status, Table, shortened
from reviewer.cli.economics import analysis_data, deviation_data, parts_data, size_data, text_of, whole, worth_data
from reviewer.cli.looking import opened, opened_ids, seen
from reviewer.cli.words import data_of
from reviewer.domain.application import Application
from reviewer.domain.case import Case, Dossier
from reviewer.domain.economics import Appraisal, Source, appraise, conventions
from reviewer.domain.economics.breakdown import by_line
from reviewer.domain.economics.claim_words import claim_told
from reviewer.domain.economics.claims import Explanation, Size, explain, sizes
from reviewer.domain.economics.convention_words import conventions_told
from reviewer.domain.economics.council import council_view, in_order, pairs, view_with
from reviewer.domain.economics.figures import figures_told
from reviewer.domain.economics.limits import limits
from reviewer.domain.economics.sanity import remarks
from reviewer.domain.economics.sensitivity import SHARES, Things, break_even_take_up, one_at_a_time, two_way
from reviewer.domain.economics.simulation import MOST_DRAWS, Simulation, simulate
from reviewer.domain.economics.whatif import WhatIf, WhatIfError, contradiction, unknown_line, what_if
from reviewer.domain.economics.words import (
    LEVERS,
    all_assumed,
    apart_from_stated,
    assumed,
    falls_on,
    likely,
    profitable,
    size_words,
    things_name,
)
from reviewer.domain.eligibility import UNOPENED
from reviewer.domain.method import Method, Spread
from reviewer.domain.municipalities import Municipalities
from reviewer.domain.revised import assumption_remark
from reviewer.domain.revised import remarks as revised
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.language.numbers import MINUS, decimal_text, millions_text, share_text
from reviewer.language.speech import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class _Worth:
    """One application: `appraisal` by `view` (the council's assumptions with the what-if on top), and as the applicant states it.

    `sizes` is how far the claim lies from `appraisal`; `explanation` is about the figures as stated.
    """

    dossier: Dossier
    view: WhatIf
    appraisal: Appraisal
    standing: Appraisal
    as_stated: Appraisal
    sizes: tuple[Size, Size]
    explanation: Explanation
    claim: tuple[Said, ...]
    warnings: list[Said]
    register: Municipalities | None

    @property
    def application(self) -> Application:
        return self.dossier.application

    @property
    def stated_sizes(self) -> tuple[Size, Size]:
        """How far the figures as stated lie from the claim."""
        return self.explanation.npv, self.explanation.ratio


def economics(call: argparse.Namespace, speech: Speech) -> Answer:
    """Put the recomputed cost-benefit beside the applicant's claim; analyse the applications that are named."""
    with opened(call) as file:
        case = seen(file, call)
    asked = _asked(case.committee.method, call.what_if)
    ids = opened_ids(case, call)
    unopened = [key for key in ids if case.dossiers[key].unopened]
    found = [_worth(case, key, asked) for key in ids if key not in unopened]
    _refuse_unknown_line(found, asked)
    simulations = {one.application.id: _simulated(one, call) for one in found} if call.ids else {}
    data = (
        {
            "conventions": data_of(dict(conventions(asked.method))),
            "what_if": dict(asked.given),
            "unopened": unopened,
            "applications": [
                {
                    **worth_data(one.application, one.appraisal, one.sizes, one.explanation),
                    "warnings": [speech.text(warning) for warning in one.warnings],
                    **({"without_what_if": _short(one.standing)} if asked.given else {}),
                    **_stated_data(one),
                    **_council_data(one, asked, speech),
                    **parts_data(one.dossier, one.view, speech),
                    **_analysed(one, simulations),
                }
                for one in found
            ],
        }
        if call.json
        else None
    )
    words = (say("{ids}: {why}", ids=", ".join(unopened), why=UNOPENED),) if unopened else ()
    return Answer(data=data, parts=() if call.json else tuple(_told(found, asked, simulations, speech)), words=words)


def _analysed(one: _Worth, simulations: dict[str, Simulation | None]) -> dict[str, object]:
    if one.application.id not in simulations:
        return {}
    return analysis_data(one.application, one.view, simulations[one.application.id])


def _asked(method: Method, given: Iterable[str]) -> WhatIf:
    asked = list(given or ())
    wrong = next((one for one in asked if "=" not in one), None)
    if wrong is not None:
        raise Refusal(say("{text}: write a name and a value, as in rate=0.03.", text=wrong), Status.MISUSED)
    pairs = [(name.strip(), value) for name, _, value in (one.rpartition("=") for one in asked)]
    twice = contradiction(pairs)
    if twice is not None:
        raise Refusal(twice, Status.MISUSED)
    try:
        return what_if(method, in_order(pairs))
    except WhatIfError as error:
        raise Refusal(error.said, Status.MISUSED) from None


def _refuse_unknown_line(found: Iterable[_Worth], asked: WhatIf) -> None:
    """Refuse a what-if about a line that none of the applications has."""
    wrong = unknown_line([flow for one in found for flow in one.application.flows], asked.given)
    if wrong is not None:
        raise Refusal(wrong, Status.MISUSED)


def _worth(case: Case, key: str, asked: WhatIf) -> _Worth:
    dossier, method = case.dossiers[key], case.committee.method
    application, council = dossier.application, council_view(method, dossier.assumed)
    as_stated = appraise(application, method)
    standing = as_stated if council is None else appraise(application, council.method, council.assumptions)
    view = view_with(method, dossier.assumed, asked.given)
    appraisal = appraise(application, view.method, view.assumptions) if asked.given else standing
    warnings = [*appraisal.warnings, *remarks(application, as_stated, method)]
    explanation = explain(application, as_stated, method)
    return _Worth(
        dossier=dossier,
        view=view,
        appraisal=appraisal,
        standing=standing,
        as_stated=as_stated,
        sizes=sizes(appraisal, method),
        explanation=explanation,
        claim=claim_told(application, as_stated, explanation, method),
        warnings=warnings,
        register=case.municipalities,
    )


def _short(appraisal: Appraisal) -> dict[str, object]:
    return {"npv": whole(appraisal.npv), "npv_per_invested_krone": appraisal.npv_per_invested_krone}


def _stated_data(one: _Worth) -> dict[str, object]:
    """Return how the figures as stated stand to the claim, where those that are shown are others."""
    if one.appraisal is one.as_stated:
        return {}
    return {"claim_against_stated": {"deviation": deviation_data(one.as_stated), "deviation_size": size_data(one.stated_sizes)}}


def _council_data(one: _Worth, asked: WhatIf, speech: Speech) -> dict[str, object]:
    """Return what the council assumes, with the figures as the applicant states them and the conventions that hold here."""
    if not one.dossier.assumed:
        return {"assumptions": []}
    told = [
        {
            "name": name,
            "value": own.value,
            "reason": own.reason,
            "seat": own.seat,
            "revision": own.revision,
            "remark": text_of(assumption_remark(one.dossier, name), speech),
        }
        for name, own in one.dossier.assumed.items()
    ]
    other = {} if one.view.method == asked.method else {"conventions": data_of(dict(conventions(one.view.method)))}
    return {"assumptions": told, "as_stated": _short(one.as_stated), **other}


def _simulated(one: _Worth, call: argparse.Namespace) -> Simulation | None:
    """Return the simulation by the method's uncertainty, None where its file states none."""
    method = one.view.method
    uncertainty = method.uncertainty
    if uncertainty is None:
        return None
    draws = uncertainty.draws if call.draws is None else call.draws
    if not 1 <= draws <= MOST_DRAWS:
        raise Refusal(
            say("{text} is not a whole number from {least} to {most}.", text=str(draws), least=1, most=MOST_DRAWS), Status.MISUSED
        )
    seed = uncertainty.seed if call.seed is None else call.seed
    spread = uncertainty.spread if call.spread is None else Spread(call.spread)
    return simulate(one.application, method, replace(uncertainty, draws=draws, seed=seed, spread=spread), one.view.assumptions)


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
    for one in found:
        if one.dossier.assumed:
            yield speech.text(_assumed_here(one, speech))
        for name, remark in revised(one.dossier):
            what = assumed(name, one.dossier.assumed[name].value) if name in one.dossier.assumed else name
            yield f"{one.application.id}: {speech.value(what)}: {speech.text(remark)}"
    yield from (f"{one.application.id}: {speech.text(warning)}" for one in found for warning in one.warnings)
    for one in found:
        if one.application.id in simulations:
            yield from _analysis(one, simulations[one.application.id], speech)
    yield ""
    yield _conventions(asked.method, speech)


def _conventions(method: Method, speech: Speech) -> Table:
    """Return what the figures rest on, where the council assumes nothing else of an application."""
    rows = [(speech.text(name), speech.value(holds)) for name, holds in conventions_told(method)]
    return Table((speech.text(say("How it is computed")), ""), rows)


def _assumed_here(one: _Worth, speech: Speech) -> Said:
    return say(
        "{application}: the council assumes {what}. As the applicant states it, NPV is {npv} million.",
        application=one.application.id,
        what=all_assumed(pairs(one.dossier.assumed)),
        npv=millions_text(whole(one.as_stated.npv), speech.language),
    )


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


def _analysis(one: _Worth, simulation: Simulation | None, speech: Speech) -> Iterator[Table | str]:
    """Yield one application's analysis in words: the claim, take-up, what matters most, and how likely it is profitable."""
    application, method, assumptions = one.application, one.view.method, one.view.assumptions
    yield ""
    yield f"{application.id}  {shortened(application.title)}: {speech.text(size_words(one.appraisal, one.sizes))}"
    sentences = [
        _apart(one),
        *one.claim,
        falls_on(by_line(application, method, assumptions)),
        profitable(break_even_take_up(application, method, assumptions), one.register),
    ]
    if simulation is not None:
        sentences.append(likely(simulation))
    yield from (speech.text(sentence) for sentence in sentences if sentence is not None)
    yield from _figures(one, speech)
    things = one_at_a_time(application, method, assumptions)
    if things:
        yield _one_at_a_time(one, things, speech)
        yield from _two_at_a_time(one, speech)
        yield from map(speech.text, limits(application, method, assumptions))


def _figures(one: _Worth, speech: Speech) -> Iterator[Table]:
    """Yield all that is computed of the cash flow: sums, ratios, internal rates and payback."""
    rows = [(speech.text(name), "–" if value is None else speech.value(value)) for name, value in figures_told(one.appraisal)]
    if rows:
        yield Table((speech.text(say("Computed from the cash flow")), ""), rows)


def _apart(one: _Worth) -> Said | None:
    """Return how the figures as stated stand to the claim, where the verdict above is of others."""
    council, tried = bool(one.dossier.assumed), one.appraisal is not one.standing
    why = say("the council's assumptions and what is tried here") if tried else say("the council's assumptions")
    return apart_from_stated(one.stated_sizes, one.sizes, why if council else say("what is tried here"))


def _one_at_a_time(one: _Worth, things: Sequence[Things], speech: Speech) -> Table:
    """Return NPV with every line and parameter lower and higher; what is too small a change to count leaves it as it is."""
    lower = [f"{MINUS}{share_text(share, speech.language)}" for share in reversed(SHARES)]
    headings = (
        speech.text(say("What matters most: NPV, million")),
        *lower,
        *(f"+{share_text(share, speech.language)}" for share in SHARES),
    )
    npv, rows = one.appraisal.npv, []
    for swings in things:
        values = [swings[share].at_low if share in swings else npv for share in reversed(SHARES)]
        values += [swings[share].at_high if share in swings else npv for share in SHARES]
        name = speech.text(things_name(swings))
        rows.append((shortened(name), *(millions_text(whole(value), speech.language) for value in values)))
    return Table(headings, rows, frozenset(range(1, len(headings))))


def _two_at_a_time(one: _Worth, speech: Speech) -> Iterator[Table]:
    found = two_way(one.application, one.view.method, one.view.assumptions)
    if found is None:
        return
    (down, across), grid = found.levers, found.grid
    corner = say("NPV, million, by {down} (down) and {across} (across)", down=LEVERS[down], across=LEVERS[across])
    shares = [share_text(factor, speech.language) for factor in grid.columns]
    rows = [
        (share_text(factor, speech.language), *(millions_text(whole(value), speech.language) for value in values))
        for factor, values in zip(grid.rows, grid.values, strict=True)
    ]
    yield Table((speech.text(corner), *shares), rows, frozenset(range(1, len(shares) + 1)))


def _ratio(value: object, speech: Speech) -> str:
    return "–" if value is None else decimal_text(value, speech.language, 2)  # type: ignore[arg-type]
