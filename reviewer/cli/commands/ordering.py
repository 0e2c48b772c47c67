"""`rank`: the order with its reasons, how certain it is, and what it would be by other methods, weights or milder members."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from reviewer.cli.answers import Answer, Refusal, Table, shortened
from reviewer.cli.looking import blindness, opened, seen, uncounted_words
from reviewer.domain.agreement import Agreement, agreement, meaning
from reviewer.domain.assessment import Assessment, assess, setting
from reviewer.domain.case import Case
from reviewer.domain.committee import RankMethod
from reviewer.domain.conflicts import counted_as_last
from reviewer.domain.proposal.order import VALUE_NAMES
from reviewer.domain.proposal.words import place_mark
from reviewer.domain.ranking import Place
from reviewer.domain.ranking.advice import Advice, advice, advised
from reviewer.domain.ranking.comparison import Comparison, compare, optimal_orders, optimal_words
from reviewer.domain.ranking.robustness import Swap, WeightRange, least_swaps, weight_ranges
from reviewer.domain.ranking.uncertainty import Interval, Uncertainty, uncertainty
from reviewer.domain.said import Listed, Said, say
from reviewer.language.numbers import decimal_text, share_text
from reviewer.language.speech import Speech


def rank(call: argparse.Namespace, speech: Speech) -> Answer:
    """Put the applications in order, with ties, reasons and intervals."""
    with opened(call) as file:
        case, uncounted = by_method(seen(file, call), call.method), uncounted_words(file, call)
    assessment = assess(case)
    if assessment.refused is not None:
        raise Refusal(assessment.refused)
    certain = uncertainty(setting(assessment), assessment.places)
    orders = optimal_orders(setting(assessment)) if case.committee.ranking.method is RankMethod.KEMENY else None
    agreed = agreement([one.score.members for one in assessment.judged.values()])
    extra = [part for asked, part in ((call.compare, _methods), (call.weights, _weights), (call.leniency, _leniency)) if asked]
    more = [part(assessment, speech) for part in extra]
    data = {
        "method": case.committee.ranking.method.value,
        "places": [_place(place, certain, speech) for place in assessment.places],
        "agreement": _agreement(agreed, speech),
        "uncertainty": _uncertainty(certain),
        "optimal_orders": orders,
        **{key: value for found, _ in more for key, value in found.items()},
    }
    said = (say("Title"), VALUE_NAMES[case.committee.ranking.method], say("Uncertainty"), say("Reason"))
    headings = (speech.text(say("Place")), "ID", *map(speech.text, said))
    rows = [_row(assessment, place, certain, speech) for place in assessment.places]
    optimal = [] if orders is None else [speech.text(optimal_words(orders))]
    told = (*optimal, *_told(certain, agreed, speech))
    parts = (Table(headings, rows, frozenset({0, 3})), *told, *(part for _, found in more for part in found))
    return Answer(data=data, parts=parts, words=(*blindness(case, call), *counted_as_last(case), *uncounted))


def by_method(case: Case, method: str | None) -> Case:
    """Return the case ordered by another method, as a what-if."""
    if method is None:
        return case
    return case.with_committee(replace(case.committee, ranking=replace(case.committee.ranking, method=RankMethod(method))))


def _place(place: Place, certain: Uncertainty | None, speech: Speech) -> dict[str, Any]:
    return {
        "rank": place.rank,
        "id": place.id,
        "score": place.value,
        "tied_with": list(place.tied_with),
        "interval": _interval(certain.intervals if certain else {}, place.id),
        "interval_leaving_one_out": _interval(certain.left_out if certain else {}, place.id),
        "above_line": certain.above.get(place.id) if certain else None,
        "eligible": place.eligible,
        "ratings": place.ratings,
        "reason": speech.text(place.reason),
        "computed_rank": place.computed,
        "moved": None if place.move is None else {"to": place.move.to, "reason": place.move.reason, "seat": place.move.seat},
        "decided_by": [speech.text(told) for told in place.decided],
    }


def _interval(found: Mapping[str, Interval], key: str) -> list[int] | None:
    return list(found[key]) if key in found else None


def _agreement(agreed: Agreement, speech: Speech) -> dict[str, Any]:
    icc = agreed.correlation
    return {
        "krippendorff_alpha": agreed.alpha,
        "krippendorff_alpha_ordinal": agreed.ordinal,
        "icc": icc.single if icc else None,
        "icc_average": icc.average if icc else None,
        "icc_applications": icc.applications if icc else 0,
        "icc_members": icc.members if icc else 0,
        "applications": agreed.applications,
        "members": agreed.members,
        "meaning": speech.text(meaning(agreed)),
    }


def _uncertainty(certain: Uncertainty | None) -> dict[str, Any] | None:
    if certain is None:
        return None
    return {
        "members": certain.members,
        "resamples": certain.resamples,
        "certainty": certain.certainty,
        "grey_zone": list(certain.grey),
        "decisive_members": list(certain.decisive),
    }


def _row(assessment: Assessment, place: Place, certain: Uncertainty | None, speech: Speech) -> tuple[str, ...]:
    title = assessment.judged[place.id].dossier.application.title
    interval = certain.intervals.get(place.id) if certain else None
    shown = "–" if interval is None else f"{interval[0]}–{interval[1]}"
    value = "–" if place.value is None else decimal_text(place.value, speech.language, 2)
    return (place_mark(place), place.id, shortened(title), value, shown, speech.text(place.reason))


def _told(certain: Uncertainty | None, agreed: Agreement, speech: Speech) -> Iterator[str]:
    if certain is not None:
        yield speech.text(
            say(
                "Uncertainty: the places that {share} of {number} new draws of the {members} members give.",
                share=share_text(certain.certainty, speech.language),
                number=certain.resamples,
                members=certain.members,
            )
            if certain.resamples
            else say("Uncertainty: the places when each of the {members} members is left out.", members=certain.members)
        )
        if certain.beside:
            yield speech.text(say("The council's own moves are not in it: it is about the computed places."))
        if certain.grey:
            yield speech.text(say("In the grey zone around the budget line: {names}.", names=", ".join(certain.grey)))
    yield speech.text(meaning(agreed))


Part = tuple[dict[str, Any], list[Table | str]]
"""What an option adds, as data and for people."""


def _methods(assessment: Assessment, speech: Speech) -> Part:
    found = compare(setting(assessment))
    data = {
        "methods": {method.value: {key: place.rank for key, place in places.items()} for method, places in found.places.items()},
        "funded_by_method": {method.value: sorted(ids) for method, ids in found.funded.items()},
        "refused_methods": {method.value: speech.text(said) for method, said in found.refused.items()},
        "funded_by_all": sorted(found.always),
        "depends_on_method": sorted(found.depends),
        "optimal_orders": found.optimal,
    }
    rows = [_method_row(place, found) for place in assessment.places]
    table = Table(("ID", *(method.value for method in found.places), ""), rows, frozenset(range(1, len(found.places) + 1)))
    legend = speech.text(say("* gets money under that method. ! the money depends on the method."))
    always = speech.text(say("Gets money under every method: {names}.", names=Listed(tuple(sorted(found.always))) if found.always else "–"))
    known = [] if found.optimal is None else [optimal_words(found.optimal)]
    return data, ["", table, legend, always, *map(speech.text, (*known, *found.refused.values()))]


def _method_row(place: Place, found: Comparison) -> tuple[str, ...]:
    marks = [f"{place_mark(places[place.id])}{'*' if place.id in found.funded[method] else ' '}" for method, places in found.places.items()]
    return (place.id, *marks, "!" if place.id in found.depends else "")


def _weights(assessment: Assessment, speech: Speech) -> Part:
    given = setting(assessment)
    ranges, swaps = weight_ranges(given), least_swaps(given, assessment.places)
    data = {"weight_ranges": [_range_data(one) for one in ranges], "least_swaps": [_swap_data(one) for one in swaps]}
    if not ranges:
        return data, ["", speech.text(say("The order is not made of several weights that can be moved one by one."))]
    said = (say("Criterion"), say("Weight"), say("Least"), say("Most"), say("Changes for"))
    rows = [
        (
            one.criterion,
            decimal_text(one.weight, speech.language, 2),
            *("–" if bound is None else decimal_text(bound, speech.language, 2) for bound in (one.least, one.most)),
            ", ".join(dict.fromkeys((*one.at_least, *one.at_most))),
        )
        for one in ranges
    ]
    lead = speech.text(say("So far each weight may move, the others unchanged, before others get money:"))
    return data, ["", lead, Table(tuple(map(speech.text, said)), rows, frozenset({1, 2, 3})), *_swap_lines(swaps, speech)]


def _range_data(one: WeightRange) -> dict[str, Any]:
    return {
        "criterion": one.criterion,
        "weight": one.weight,
        "least": one.least,
        "most": one.most,
        "changes_at_least": list(one.at_least),
        "changes_at_most": list(one.at_most),
    }


def _swap_data(one: Swap) -> dict[str, Any]:
    return {"upper": one.upper, "lower": one.lower, "criterion": one.criterion, "from": one.weight, "to": one.becomes, "change": one.change}


def _swap_lines(swaps: tuple[Swap, ...], speech: Speech) -> list[str]:
    if not swaps:
        return []
    least = min(swaps, key=lambda swap: swap.change)
    said = say(
        "The least change that makes two neighbours equal: {criterion} from {weight} to {becomes}, for {upper} and {lower}.",
        criterion=least.criterion,
        weight=decimal_text(least.weight, speech.language, 2),
        becomes=decimal_text(least.becomes, speech.language, 2),
        upper=least.upper,
        lower=least.lower,
    )
    return [speech.text(said)]


def _leniency(assessment: Assessment, speech: Speech) -> Part:
    found = advice(setting(assessment), assessment.places)
    data = {
        "leniency": dict(found.by_seat),
        "adjusted": dict(found.adjusted),
        "adjusted_rank": dict(found.ranks),
        "would_move": {one.id: {"from": one.before, "to": one.after} for one in found.moved},
        "would_gain": list(found.gains),
        "would_lose": list(found.loses),
    }
    said = (say("Seat"), say("Milder (+) or stricter (−)"))
    rows = [(seat, _signed(value, speech)) for seat, value in found.by_seat.items()]
    lines = [speech.text(_would_move(one.id, one.before, one.after)) for one in found.moved]
    seats = Table(tuple(map(speech.text, said)), rows, frozenset({1}))
    return data, ["", _adjusted(assessment, found, speech), "", seats, speech.text(advised(found)), *lines]


def _adjusted(assessment: Assessment, found: Advice, speech: Speech) -> Table:
    """Return each application's score and place as they are, and as they would be without the members' strictness."""

    def number(value: Fraction | None) -> str:
        return "–" if value is None else decimal_text(value, speech.language, 2)

    headings = ("ID", *(speech.text(said) for said in (say("Score"), say("Pl."), say("Adjusted"), say("Pl."))))
    rows = []
    for place in assessment.places:
        own, then = assessment.judged[place.id].score.value, found.ranks[place.id]
        places = ("–" if rank is None else str(rank) for rank in (place.rank, then))
        rows.append((place.id, number(own), next(places), number(found.adjusted.get(place.id)), next(places)))
    return Table(headings, rows, frozenset({1, 2, 3, 4}))


def _would_move(key: str, old: int | None, new: int | None) -> Said:
    return say("{id}: from place {old} to {new}", id=key, old="–" if old is None else old, new="–" if new is None else new)


def _signed(value: Fraction, speech: Speech) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{decimal_text(abs(value), speech.language, 2)}"
