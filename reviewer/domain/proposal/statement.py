"""The paper's statement for machines: JSON's kinds of values, keys in English, kroner as int, ratios as float."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from reviewer.domain.assessment import Judged
from reviewer.domain.economics import whole_kroner
from reviewer.domain.eligibility import Verdict
from reviewer.domain.labels import labels
from reviewer.domain.meeting.interests import InterestTold, interests_told
from reviewer.domain.meeting.reserve import kept_until, reserve_list
from reviewer.domain.meeting.sitting import meetings
from reviewer.domain.proposal.paper import Kind
from reviewer.domain.proposal.reading import Reading

Json = Mapping[str, object]


VERSION = 1
"""Of the statement's form; a change that an older reader would misunderstand makes it one higher."""


def statement(reading: Reading, kind: Kind, about: str = "") -> Json:
    """Return what the paper says, for programs; `about` limits it to one application. Contact persons are not in it."""
    case, allocation, imprint = reading.assessment.case, reading.assessment.allocation, reading.imprint
    return {
        "format": VERSION,
        "kind": kind.value,
        "public": reading.publication is not None,
        "about": about,
        "seen_by": imprint.seen_by,
        "council": reading.committee.name,
        "recipient": reading.committee.recipient,
        "scheme": reading.committee.scheme,
        "round": imprint.call,
        "meeting_date": imprint.meeting_date.isoformat() if imprint.meeting_date else None,
        "present": list(imprint.present),
        "produced": imprint.produced.isoformat(),
        "budget": case.budget,
        "recommended": reading.granted_total,
        "left": None if case.budget is None else case.budget - reading.granted_total,
        "reserve": _reserve(reading),
        "computed": {
            "spent": allocation.spent,
            "left": None if case.budget is None else allocation.left,
            "reserve": list(allocation.reserve),
        },
        "method": reading.committee.ranking.method.value,
        "tie_keys": [{"key": key.kind.value, "of": key.of} for key in reading.committee.ranking.ties],
        "draw": case.seed,
        "uncertainty": _uncertainty(reading),
        "criteria_status": reading.committee.criteria_basis.status.value,
        "applications": [_application(reading, one) for one in reading.ordered if about in {"", one.dossier.id}],
        "corrections": list(_corrections(reading, about)),
        "imprint": {
            "case_hash": imprint.case_hash,
            "events": imprint.events,
            "program": imprint.program,
            "committee_hash": imprint.committee_hash,
        },
    }


def _corrections(reading: Reading, about: str) -> Iterator[Json]:
    """Yield what was corrected in locked minutes, by number within the meeting or within one of its cases."""
    case = reading.assessment.case
    for met in meetings(case) if case.locks.meetings else ():
        for one in met.corrections:
            if about in {"", one.application}:
                yield {
                    "meeting": met.id,
                    "application": one.application,
                    "number": one.number,
                    "text": one.text,
                    "reason": one.reason,
                    "date": one.day.isoformat(),
                }


def _reserve(reading: Reading) -> Json:
    """Return who is next in line for money that becomes free, best place first; nobody before grants are recommended."""
    until = kept_until(reading.assessment.case)
    waiting = reserve_list(reading.assessment) if reading.granted else ()
    return {
        "until": until.isoformat() if until else None,
        "applications": [{"id": one.application, "rank": one.rank, "could_get": one.could_get} for one in waiting],
    }


def _application(reading: Reading, one: Judged) -> Json:
    application, given = one.dossier.application, one.dossier.recommendation
    interests = interests_told(reading.committee, one.dossier)
    place, award = reading.assessment.place(one.dossier.id), reading.assessment.allocation.award(one.dossier.id)
    return {
        "id": one.dossier.id,
        "title": application.title,
        "applicant": application.applicant.name,
        "amount_applied": application.amount_applied,
        "project_cost": application.project_cost,
        "rank": place.rank if place else None,
        "tied_with": list(place.tied_with) if place else [],
        "computed_rank": place.computed if place else None,
        "moved": {"to": place.move.to, "reason": place.move.reason, "seat": place.move.seat} if place and place.move else None,
        "interval": _interval(reading, one.dossier.id),
        "excluded_ratings": [
            {"seat": excluded.rater, "criterion": excluded.criterion or None, "reason": excluded.reason}
            for excluded in one.dossier.excluded.values()
        ],
        "declined": one.dossier.declined,
        "withheld": [{"field": name, "ground": ground} for name, ground in reading.grounds(one.dossier.id).items()],
        "score": _number(one.score.value),
        "eligible": one.verdicts.eligible,
        "verdicts": [_verdict(verdict) for verdict in one.verdicts.items],
        "economics": _economics(one),
        "computed_amount": award.amount if award else 0,
        "recommendation": {
            "outcome": given.outcome.value if given.outcome else None,
            "amount": given.amount,
            "conditions": list(given.conditions),
            "reasons": given.reasons,
            "departure": given.departure,
        },
        "labels": [label.value for label in labels(one.dossier)],
        "dissents": [{"seat": seat, "text": text} for seat, text in one.dossier.dissents.items()],
        "recused": [{"seat": told.seat, "ground": told.code} for told in interests if told.recused],
        "interests": [_interest(told) for told in interests],
    }


def _interest(told: InterestTold) -> Json:
    """Return how one seat stands, by its own declaration and by the body's decision."""
    return {
        "seat": told.seat,
        "standing": told.standing.value,
        "declared": told.declared.value if told.declared else None,
        "ground": told.code,
        "decided": told.decided is not None,
        "decided_by": list(told.decided_by),
        "reason": told.reason,
    }


def _interval(reading: Reading, application: str) -> list[int] | None:
    found = reading.certain.intervals.get(application) if reading.certain else None
    return None if found is None else list(found)


def _uncertainty(reading: Reading) -> Json | None:
    certain = reading.certain
    if certain is None:
        return None
    return {
        "members": certain.members,
        "resamples": certain.resamples,
        "certainty": float(certain.certainty),
        "grey_zone": list(certain.grey),
    }


def _verdict(verdict: Verdict) -> Json:
    ruling = verdict.ruling
    return {
        "rule": verdict.rule,
        "verdict": verdict.verdict.value,
        "computed": verdict.computed.value,
        "observed": verdict.observed,
        "required": verdict.required,
        "reason": verdict.computed_reason,
        "ruling": {"ruling": ruling.ruling.value, "seat": ruling.seat, "reason": ruling.reason} if ruling else None,
    }


def _council(one: Judged) -> Json:
    """Return what the council assumes otherwise, and what the figures are without it; nothing where it does not."""
    stated = one.appraisal.as_stated
    if stated is None:
        return {}
    assumptions = [{"name": name, "value": own.value, "reason": own.reason, "seat": own.seat} for name, own in one.dossier.assumed.items()]
    return {
        "as_stated": {
            "npv": None if stated.npv is None else int(whole_kroner(stated.npv)),
            "npv_per_invested_krone": _number(stated.npv_per_invested_krone),
        },
        "assumptions": assumptions,
    }


def _economics(one: Judged) -> Json:
    appraisal = one.appraisal
    return {
        "source": appraisal.source.value,
        "npv": None if appraisal.npv is None else int(whole_kroner(appraisal.npv)),
        "npv_per_invested_krone": _number(appraisal.npv_per_invested_krone),
        "claimed": {"npv": appraisal.claimed.npv, "npv_per_invested_krone": _number(appraisal.claimed.npv_per_invested_krone)},
        "deviation": _number(appraisal.npv_deviation),
        **_council(one),
    }


def _number(value: Fraction | Decimal | None) -> float | None:
    return None if value is None else float(value)
