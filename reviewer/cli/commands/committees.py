"""`reviewer committees`, `form` and `schema`: what a committee is, and what it asks for."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import Any

from reviewer.cli.answers import Answer, Table
from reviewer.cli.words import ROLES
from reviewer.domain.committee import Committee, Criterion, Status
from reviewer.domain.proposal.words import basis_text
from reviewer.domain.said import Share, say
from reviewer.domain.weights import weight_of
from reviewer.intake.committee import read_committee
from reviewer.language.numbers import decimal_text
from reviewer.language.speech import Speech
from reviewer.shipped import committee_names, committee_path


def committees(call: argparse.Namespace, speech: Speech) -> Answer:
    """List the committees that come along, or show one, which checks its file."""
    if call.name:
        committee = read_committee(committee_path(call.name), speech).committee
        return Answer(data=_data(committee, speech), parts=tuple(_parts(committee, speech)))
    found = [read_committee(committee_path(name), speech).committee for name in committee_names()]
    headings = (speech.text(say("Name")), speech.text(say("Council")), speech.text(say("Scheme")))
    rows = [(one.id, one.name, one.scheme) for one in found]
    data = {"committees": [{"id": one.id, "name": one.name, "scheme": one.scheme} for one in found]}
    return Answer(data=data, parts=(Table(headings, rows),))


def form(call: argparse.Namespace, speech: Speech) -> Answer:
    """Make the workbook that applicants or the secretariat fill in."""
    from reviewer.intake.form import write_form

    committee = read_committee(committee_path(call.committee), speech).committee
    write_form(committee, call.output, speech, first_year=call.first_year or date.today().year)  # noqa: DTZ011 - the user's own year
    return Answer(words=(say("Written: {path}", path=str(call.output)),))


def schema(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Print the JSON Schema of a file format."""
    from reviewer.casefile.codec import event_schema
    from reviewer.documents.schema import proposal_schema
    from reviewer.intake.schema import batch_schema, committee_schema, minutes_schema

    schemas = {
        "batch": batch_schema,
        "committee": committee_schema,
        "case": event_schema,
        "proposal": proposal_schema,
        "minutes": minutes_schema,
    }
    made = schemas[call.what]()
    return Answer(parts=(json.dumps(made, ensure_ascii=False, indent=2),))


def _data(committee: Committee, speech: Speech) -> dict[str, Any]:
    return {
        "id": committee.id,
        "name": committee.name,
        "scheme": committee.scheme,
        "seats": [{"id": seat.id, "name": seat.name, "role": seat.role.value} for seat in committee.seats],
        "criteria": [
            {
                "id": criterion.id,
                "name": criterion.name,
                "weight": criterion.weight,
                "scale": [criterion.scale[0].value, criterion.scale[-1].value],
            }
            for criterion in committee.criteria
        ],
        "criteria_status": committee.criteria_basis.status.value,
        "rules": [{"id": rule.id, "name": rule.name, "basis": speech.text(basis_text(rule.basis))} for rule in committee.rules],
    }


def _parts(committee: Committee, speech: Speech) -> Any:
    yield f"{committee.name} – {committee.scheme}\n"
    seats = [(seat.id, seat.name, speech.text(ROLES[seat.role])) for seat in committee.seats]
    yield Table((speech.text(say("Seat")), speech.text(say("Name")), speech.text(say("Role"))), seats)
    criteria = [
        (one.id, one.name, _weight(committee, one, speech), f"{one.scale[0].value}–{one.scale[-1].value}") for one in committee.criteria
    ]
    if committee.criteria_basis.status is not Status.ADOPTED:
        yield "\n" + speech.text(say("The criteria and weights are proposed, not adopted."))
    else:
        yield ""
    headings = (speech.text(say("Criterion")), speech.text(say("Name")), speech.text(say("Weight")), speech.text(say("Scale")))
    yield Table(headings, criteria, frozenset({2}))
    yield ""
    rules = [(rule.id, rule.name, speech.text(basis_text(rule.basis))) for rule in committee.rules]
    yield Table((speech.text(say("Rule")), speech.text(say("Name")), speech.text(say("Basis"))), rules)


def _weight(committee: Committee, criterion: Criterion, speech: Speech) -> str:
    """Return the weight as the file states it, or words where it is not by its weight that a criterion counts."""
    counts = weight_of(committee, criterion)
    return decimal_text(criterion.weight, speech.language) if isinstance(counts, Share) else speech.text(counts)
