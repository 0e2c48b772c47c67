"""Commands that read a case and print what it comes to."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from reviewer.casefile.asked import asked
from reviewer.casefile.browse import Browser
from reviewer.casefile.file import CaseFile
from reviewer.casefile.views import View
from reviewer.cli.answers import Answer, Refusal, Status, Table, shortened
from reviewer.cli.looking import opened, opened_ids, seen
from reviewer.cli.words import act_lines, application_lines, body_data, data_of, difference_line, who_line
from reviewer.domain.application import differences
from reviewer.domain.assessment import Assessment, Judged, assess, judge_dossier
from reviewer.domain.case import Case, Dossier
from reviewer.domain.earlier_ratings import changed_words, earlier_ratings, raters
from reviewer.domain.eligibility import UNOPENED, Verdict, VerdictKind
from reviewer.domain.events import Event
from reviewer.domain.labels import LABELS, labels
from reviewer.domain.late import later, later_words
from reviewer.domain.meeting.opened import readable
from reviewer.domain.proposal.words import OUTCOMES, VERDICTS, basis_text, place_mark
from reviewer.domain.ranking import Place
from reviewer.domain.said import say
from reviewer.language.numbers import decimal_text, kroner_text
from reviewer.language.speech import Speech

SIGNS = {VerdictKind.MET: "✓", VerdictKind.NOT_MET: "✗", VerdictKind.UNKNOWN: "?", VerdictKind.NOT_APPLICABLE: "–", VerdictKind.WAIVED: "~"}


def show(call: argparse.Namespace, speech: Speech) -> Answer:
    """Show the case as a list, or one application after another."""
    with opened(call) as file:
        case = seen(file, call)
        ids = opened_ids(case, call)
        if call.ids:
            return _applications(case, ids, speech)
        events = len(_events(file, call)) if call.seat else file.count_events()
        return _overview(assess(case), _asked_for(file, case, call), events, speech)


def _asked_for(file: CaseFile, case: Case, call: argparse.Namespace) -> tuple[str, ...] | None:
    """Return the applications that the call's filter shows, in its order; None without one. What is unopened has no figures."""
    if call.only is None:
        return None
    found = asked(call.only, View(seat=call.seat))
    if found.problem is not None:
        raise Refusal(found.problem)
    browser = Browser(file.path)
    try:
        ids = (line.id for line in browser.lines(found.view, 0, browser.count(found.view)))
        return tuple(key for key in ids if not (found.view.bounds and case.dossiers[key].unopened))
    finally:
        browser.close()


def check(call: argparse.Namespace, speech: Speech) -> Answer:
    """Say how every rule came out for each application, with the reason."""
    with opened(call) as file:
        case = seen(file, call)
    judged = [judge_dossier(case, case.dossiers[key]) for key in opened_ids(case, call)]
    if call.json:
        bases = {rule.id: speech.text(basis_text(rule.basis)) for rule in case.committee.rules}
        return Answer(data={"committee": case.committee.id, "applications": [_checked(one, bases, speech) for one in judged]})
    parts: list[Table | str] = []
    for one in judged:
        parts.append(f"\n{one.dossier.id}  {one.dossier.application.title}\n{_eligible_words(one, speech)}")
        if one.dossier.unopened:
            continue
        headings = ("", speech.text(say("Requirement")), speech.text(say("Verdict")), speech.text(say("Reason")))
        parts.append(Table(headings, [_verdict_row(item, speech) for item in one.verdicts.items]))
    rules = [(rule.name, speech.text(basis_text(rule.basis))) for rule in case.committee.rules]
    basis = Table((speech.text(say("Requirement")), speech.text(say("Basis"))), rules)
    return Answer(parts=(*parts, "", basis))


def log(call: argparse.Namespace, speech: Speech) -> Answer:
    """List every event, oldest first."""
    with opened(call) as file:
        case = seen(file, call)
        events = readable(case, call.seat, _events(file, call)) if call.seat else _events(file, call)
    data = {
        "events": [
            {
                "id": event.id,
                "at": event.at.isoformat(timespec="milliseconds"),
                "seat": event.seat,
                "signed_by": case.enrolments.person(event.seat, event.key) or None,
                "kind": event.kind,
                "application": event.application or None,
                "body": body_data(event.body),
            }
            for event in events
        ],
    }
    rows = [
        (speech.value(event.at), who_line(event, case, speech), application, line)
        for event, application, line in act_lines(tuple(events), case, speech)
    ]
    headings = (speech.text(say("When (UTC)")), speech.text(say("Seat")), speech.text(say("Application")), speech.text(say("What")))
    return Answer(data=data if call.json else None, parts=(Table(headings, rows),))


def verify(call: argparse.Namespace, speech: Speech) -> Answer:
    """Check hashes, chains and lists."""
    with opened(call) as file:
        found = file.verify()
        key = file.hash()
    problems = [speech.text(problem) for problem in found.problems]
    remarks = [speech.text(remark) for remark in found.remarks]
    signing = {"signed": found.signed, "countersigned": found.countersigned, "unsigned": found.unsigned}
    data = {"ok": found.ok, "events": found.events, "problems": problems, "remarks": remarks, "hash": key, **signing}
    if not found.ok:
        return Answer(data=data, parts=tuple(problems), status=Status.BROKEN)
    whole = speech.text(say("The case is whole: {events} events, hash {hash}.", events=found.events, hash=key))
    told = say(
        "Signed by their own seat: {signed}. Countersigned by the secretariat: {countersigned}. Without a signature: {unsigned}.", **signing
    )
    return Answer(data=data, parts=(whole, speech.text(told), *remarks))


def _events(file: CaseFile, call: argparse.Namespace) -> list[Event]:
    """Return the events that the call's seat may know of, oldest first; without a seat all of them."""
    return file.events_seen(call.seat) if call.seat else sorted(file.events(), key=lambda event: event.at)


def _applications(case: Case, ids: list[str], speech: Speech) -> Answer:
    parts: list[Table | str] = []
    for key in ids:
        dossier = case.dossiers[key]
        extra = case.committee.fields
        parts += ["", *application_lines(dossier.application, extra, speech)]
        told = [LABELS[label] for label in labels(dossier)]
        parts += [f"{speech.text(say('History'))}: {speech.listed([speech.text(one) for one in told])}"] if told else []
        changes = [difference_line(one, extra, speech) for one in _changes(dossier)]
        parts += [speech.text(say("Changed in the newest revision:")), *(f"  {line}" for line in changes)] if changes else []
        found = later(case.committee, dossier)
        parts += [speech.text(later_words(found))] if found else []
        earlier = earlier_ratings(dossier)
        if earlier:
            names = ", ".join(raters(earlier))
            words = say("Rated before the application was revised: {names}. {changed}", names=names, changed=changed_words(earlier))
            parts.append(speech.text(words))
    data = {"applications": [_application_data(case.dossiers[key]) for key in ids]}
    return Answer(data=data, parts=tuple(parts))


def _application_data(dossier: Dossier) -> dict[str, Any]:
    return {
        **data_of(dossier.application),
        "revisions": len(dossier.revisions),
        "labels": [label.value for label in labels(dossier)],
        "rated_earlier": [
            {"seat": seat, "criterion": criterion, "changed": [difference.field for difference in one.changes]}
            for (seat, criterion), one in earlier_ratings(dossier).items()
        ],
    }


def _changes(dossier: Dossier) -> tuple[Any, ...]:
    return differences(dossier.former, dossier.application) if dossier.former else ()


def _overview(assessment: Assessment, shown: tuple[str, ...] | None, events: int, speech: Speech) -> Answer:
    case = assessment.case
    places = {place.id: place for place in assessment.places}
    listed = [assessment.judged[key] for key in (places if shown is None else shown) if key in places]
    said = (say("Title"), say("Applicant"), say("Applied for"), say("Requirements"), say("Score"), say("Recommendation"))
    headings = (speech.text(say("Place")), "ID", *map(speech.text, said))
    rows = [_overview_row(one, places[one.dossier.id], speech) for one in listed]
    data = {
        "case": {
            "title": case.opened.title,
            "committee": case.committee.id,
            "stage": case.stage.value,
            "budget": case.budget,
            "illustrative": case.opened.illustrative,
            "events": events,
            "set_aside": len(case.set_aside),
        },
        "applications": [_overview_data(one, places[one.dossier.id]) for one in listed],
    }
    head = f"{case.committee.name} – {case.opened.title}".strip(" –")
    return Answer(data=data, parts=(head, "", Table(headings, rows, frozenset({0, 4, 6}))))


def _overview_row(one: Judged, place: Place, speech: Speech) -> tuple[str, ...]:
    application, outcome = one.dossier.application, one.dossier.recommendation.outcome
    counts = [
        f"{SIGNS[kind]} {number}" for kind, number in one.verdicts.counts().items() if number and kind is not VerdictKind.NOT_APPLICABLE
    ]
    return (
        place_mark(place),
        application.id,
        shortened(application.title),
        shortened(application.applicant.name, 40),
        "–" if application.amount_applied is None else kroner_text(application.amount_applied, speech.language),
        "  ".join(counts),
        _ratio(one.score.value, speech),
        speech.text(OUTCOMES[outcome]) if outcome else "–",
    )


def _overview_data(one: Judged, place: Place) -> dict[str, Any]:
    application, recommendation = one.dossier.application, one.dossier.recommendation
    return {
        "id": application.id,
        "title": application.title,
        "applicant": application.applicant.name,
        "amount_applied": application.amount_applied,
        "rank": place.rank,
        "eligible": one.verdicts.eligible,
        "score": one.score.value,
        "revisions": len(one.dossier.revisions),
        "recommendation": {
            "outcome": recommendation.outcome,
            "amount": recommendation.amount,
            "conditions": list(recommendation.conditions),
            "reasons": recommendation.reasons,
            "departure": recommendation.departure,
            "dissents": dict(one.dossier.dissents),
        },
    }


def _eligible_words(one: Judged, speech: Speech) -> str:
    if one.dossier.unopened:
        return speech.text(UNOPENED)
    words = {
        True: say("All requirements are met."),
        False: say("Not every requirement is met."),
        None: say("Not every requirement is resolved."),
    }
    return speech.text(words[one.verdicts.eligible])


def _checked(one: Judged, bases: Mapping[str, str], speech: Speech) -> dict[str, Any]:
    """Return the answer on one application; `bases` are the rules' bases in words, which are the same for all."""
    return {
        "id": one.dossier.id,
        "title": one.dossier.application.title,
        "eligible": one.verdicts.eligible,
        "verdicts": [
            {
                "rule": item.rule,
                "verdict": item.verdict.value,
                "observed": None if item.observed is None else speech.text(item.observed),
                "required": speech.text(item.required),
                "reason": speech.text(item.reason),
                "basis": bases[item.rule],
            }
            for item in one.verdicts.items
        ],
    }


def _verdict_row(item: Verdict, speech: Speech) -> tuple[str, ...]:
    word = speech.text(VERDICTS[item.verdict])
    return (SIGNS[item.verdict], item.name, word.split(" ", 1)[-1], speech.text(item.reason))


def _ratio(value: Any, speech: Speech) -> str:
    return "–" if value is None else decimal_text(value, speech.language, 2)


def _kr(amount: int, speech: Speech) -> str:
    return kroner_text(amount, speech.language)
