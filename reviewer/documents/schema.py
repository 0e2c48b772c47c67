"""JSON Schema of the statement that the JSON file is, and that every PDF has attached; keys may be added, and none is taken away."""

from __future__ import annotations

from typing import Any

from reviewer.domain.committee import RankMethod, Status
from reviewer.domain.eligibility import VerdictKind
from reviewer.domain.events import Interest, Outcome
from reviewer.domain.labels import Label
from reviewer.domain.meeting.recusals import SeatStanding
from reviewer.domain.proposal import Kind
from reviewer.domain.proposal.statement import VERSION
from reviewer.language.speech import LANGUAGES

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": "string"}
YES_NO: Schema = {"type": "boolean"}
KRONER: Schema = {"type": "integer", "description": "whole kroner"}
NUMBER: Schema = {"type": "number"}
WHOLE: Schema = {"type": "integer"}
DAY: Schema = {"type": "string", "format": "date"}
HASH: Schema = {"type": "string", "description": "SHA-256, hexadecimal"}


def proposal_schema() -> Schema:
    """Return the schema of the statement."""
    return {
        "$schema": DRAFT,
        "title": "A paper of the council, for programs",
        **_object(
            title=TEXT,
            language={"enum": list(LANGUAGES)},
            illustrative=YES_NO,
            draft=YES_NO,
            missing=_list(TEXT),
            format={"const": VERSION},
            kind={"enum": [kind.value for kind in Kind]},
            public=YES_NO,
            about={**TEXT, "description": "the application that the paper is about; empty for all"},
            seen_by={**TEXT, "description": "the seat whose view of the case it is; empty for the whole case"},
            council=TEXT,
            recipient=TEXT,
            scheme=TEXT,
            round=TEXT,
            meeting_date=_or_null(DAY),
            present=_list(TEXT),
            produced=DAY,
            budget=_or_null(KRONER),
            recommended=KRONER,
            left=_or_null(KRONER),
            reserve=_object(until=_or_null(DAY), applications=_list(_object(id=TEXT, rank=WHOLE, could_get=_or_null(KRONER)))),
            computed=_object(spent=KRONER, left=_or_null(KRONER), reserve=_list(TEXT)),
            method={"enum": [method.value for method in RankMethod]},
            tie_keys=_list(_object(key=TEXT, of=TEXT)),
            draw=_or_null(TEXT),
            uncertainty=_or_null(_object(members=WHOLE, resamples=WHOLE, certainty=NUMBER, grey_zone=_list(TEXT))),
            criteria_status={"enum": [status.value for status in Status]},
            applications=_list(_application()),
            corrections=_list(_object(meeting=TEXT, application=TEXT, number=WHOLE, text=TEXT, reason=TEXT, date=DAY)),
            imprint=_object(case_hash=HASH, events=WHOLE, program=TEXT, committee_hash=HASH),
        ),
    }


def _application() -> Schema:
    return _object(
        id=TEXT,
        title=TEXT,
        applicant=TEXT,
        amount_applied=_or_null(KRONER),
        project_cost=_or_null(KRONER),
        rank=_or_null(WHOLE),
        tied_with=_list(TEXT),
        computed_rank=_or_null(WHOLE),
        moved=_or_null(_object(to=WHOLE, reason=TEXT, seat=TEXT)),
        interval=_or_null({"type": "array", "items": WHOLE, "minItems": 2, "maxItems": 2}),
        excluded_ratings=_list(_object(seat=TEXT, criterion=_or_null(TEXT), reason=TEXT)),
        declined=_or_null(TEXT),
        withheld=_list(_object(field=TEXT, ground=TEXT)),
        score=_or_null(NUMBER),
        eligible=_or_null(YES_NO),
        verdicts=_list(_verdict()),
        economics=_economics(),
        computed_amount=KRONER,
        recommendation=_object(
            outcome=_or_null({"enum": [outcome.value for outcome in Outcome]}),
            amount=_or_null(KRONER),
            conditions=_list(TEXT),
            reasons=TEXT,
            departure=TEXT,
        ),
        labels=_list({"enum": [label.value for label in Label]}),
        dissents=_list(_object(seat=TEXT, text=TEXT)),
        recused=_list(_object(seat=TEXT, ground=TEXT)),
        interests=_list(_interest()),
    )


def _interest() -> Schema:
    return _object(
        seat=TEXT,
        standing={"enum": [one.value for one in SeatStanding]},
        declared=_or_null({"enum": [one.value for one in Interest]}),
        ground=TEXT,
        decided=YES_NO,
        decided_by=_list(TEXT),
        reason=TEXT,
    )


def _verdict() -> Schema:
    kinds = {"enum": [kind.value for kind in VerdictKind]}
    ruling = _or_null(_object(ruling=TEXT, seat=TEXT, reason=TEXT))
    return _object(rule=TEXT, verdict=kinds, computed=kinds, observed=_or_null(TEXT), required=TEXT, reason=TEXT, ruling=ruling)


def _economics() -> Schema:
    schema = _object(
        source=TEXT,
        npv=_or_null(KRONER),
        npv_per_invested_krone=_or_null(NUMBER),
        claimed=_object(npv=_or_null(KRONER), npv_per_invested_krone=_or_null(NUMBER)),
        deviation={**_or_null(NUMBER), "description": "how far the computed NPV lies from the claimed one, as a share of it"},
    )
    council = {
        "as_stated": _object(npv=_or_null(KRONER), npv_per_invested_krone=_or_null(NUMBER)),
        "assumptions": _list(_object(name=TEXT, value=TEXT, reason=TEXT, seat=TEXT)),
    }
    return {**schema, "properties": schema["properties"] | council}


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}
