"""Requirements on the project's papers: phase, duration, plan, fields, statements, attachments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import partial
from operator import attrgetter
from typing import Final

from reviewer.domain.application import Application, Claim, GainsPlan, Organisation, Phase, TakeUp
from reviewer.domain.committee import AttachmentGiven, Duration, FieldFilled, FieldIs, GainsPlanAt, PhaseIs, ReceivedBy, StatementGiven
from reviewer.domain.requirements.finding import (
    OUTCOME,
    Check,
    Facts,
    Finding,
    Names,
    VerdictKind,
    Words,
    either,
    measured,
    stated,
    unknown,
)
from reviewer.domain.said import Said, say, say_number

PHASE_NAMES: Final = {
    Phase.CONCEPT: say("concept"),
    Phase.PLANNING: say("planning"),
    Phase.EXECUTION: say("execution"),
    Phase.DONE: say("done"),
}
PLAN_NAMES: Final = {
    GainsPlan.NONE: say("not started"),
    GainsPlan.DRAFT: say("draft"),
    GainsPlan.SUBMITTED: say("submitted"),
    GainsPlan.APPROVED: say("approved"),
}
_PLAN_FACTS: Final = {
    GainsPlan.NONE: say("The benefits realisation plan has not been started."),
    GainsPlan.DRAFT: say("There is a draft of the benefits realisation plan."),
    GainsPlan.SUBMITTED: say("The benefits realisation plan is submitted."),
    GainsPlan.APPROVED: say("The benefits realisation plan is approved."),
}
_PLAN_CLAUSES: Final = {
    GainsPlan.NONE: say("the application says how far the benefits realisation plan has come"),
    GainsPlan.DRAFT: say("there is at least a draft of the benefits realisation plan"),
    GainsPlan.SUBMITTED: say("the benefits realisation plan is submitted or approved"),
    GainsPlan.APPROVED: say("the benefits realisation plan is approved"),
}
FIELD_NAMES: Final[Mapping[str, Said]] = {
    "id": say("Application number"),
    "title": say("Title"),
    "applicant": say("Applicant"),
    "applicant.name": say("Applicant"),
    "applicant.kind": say("Kind of applicant"),
    "applicant.number": say("Applicant's number"),
    "partners": say("Partners"),
    "contact": say("Contact"),
    "summary": say("Summary"),
    "amount_applied": say("Amount applied for"),
    "project_cost": say("Project cost"),
    "phase": say("Phase"),
    "starts": say("Start"),
    "ends": say("End"),
    "gains_plan": say("Benefits realisation plan"),
    "reuse": say("Reuse"),
    "reuse.municipalities": say("Municipalities that adopt it"),
    "reuse.intended": say("Intended number of municipalities"),
    "reuse.statement": say("Reuse in words"),
    "reuse.by_year": say("Take-up by year"),
    "reuse.curve": say("Take-up as a curve"),
    "reuse.share": say("Take-up as a share"),
    "reuse.low": say("Fewest municipalities"),
    "reuse.high": say("Most municipalities"),
    "claimed": say("Claimed value"),
    "claimed.npv": say("Claimed net present value"),
    "claimed.npv_per_invested_krone": say("Claimed net present value per krone invested"),
    "claimed.years": say("Analysis period"),
    "flows": say("Cash flow"),
    "effects": say("Non-monetised effects"),
    "attachments": say("Attachments"),
    "extra": say("The committee's own fields"),
    "call": say("Call"),
    "received": say("Received"),
    "withheld": say("Withheld from the public"),
}
_NOTHING: Final[tuple[object, ...]] = ((), {}, TakeUp(), Claim())
_PLAN_ORDER: Final = tuple(GainsPlan)
_NO_PHASE: Final = unknown(say("The application does not state the phase."))
_NO_DATES: Final = unknown(say("The application does not state both start and end."))
_NOT_RECEIVED: Final = unknown(say("It is not known when the application came in."))
_NO_PLAN: Final = unknown(say("The application does not say how far the benefits realisation plan has come."))
_NO_LIST: Final = unknown(say("It is not known which attachments the application has."))
_NO_ATTACHMENTS: Final = say("no attachments")
_FILLED: Final = say("filled in")
_MUST_FILL: Final = say("that it is filled in")
_EMPTY: Final = say("empty")
_YES: Final = say("yes")
_NO: Final = say("no")


def phase_is(test: PhaseIs, _names: Names) -> Check:
    """Return the check of the project's phase."""
    required = either([PHASE_NAMES[phase] for phase in test.one_of])
    ready = {
        phase: Finding(OUTCOME[phase in test.one_of], name, say("The phase of the project is {observed}.", observed=name))
        for phase, name in PHASE_NAMES.items()
    }

    def look(facts: Facts) -> Finding:
        phase = facts.application.phase
        return _NO_PHASE if phase is None else ready[phase]

    return stated(required, say("the phase is {required}", required=required), look)


def duration(test: Duration, _names: Names) -> Check:
    """Return the check of the project's length in months, as `months` counts them."""
    most = test.at_most_months
    required = say_number("at most {number} month", "at most {number} months", most)

    def look(facts: Facts) -> Finding:
        starts, ends = facts.application.starts, facts.application.ends
        if starts is None or ends is None:
            return _NO_DATES
        if ends < starts:
            return unknown(say("The project ends on {ends}, before it starts on {starts}.", ends=ends, starts=starts))
        length = months(starts, ends)
        return Finding.later(OUTCOME[length <= most], partial(_duration, length, starts, ends))

    return measured(required, say("the project lasts {required}", required=required), look)


def _duration(length: int, starts: date, ends: date) -> Words:
    observed = say_number("{number} month", "{number} months", length)
    return observed, say("The project lasts {observed}, from {starts} to {ends}.", observed=observed, starts=starts, ends=ends)


def months(starts: date, ends: date) -> int:
    """Return the months that have begun from the first day to the last, both included.

    1 March to 31 December is 10 months, 15 March to 14 April is 1, 15 March to 15 April is 2.
    """
    return (ends.year - starts.year) * 12 + ends.month - starts.month + (ends.day >= starts.day)


def received_by(test: ReceivedBy, _names: Names) -> Check:
    """Return the check of the day on which the application came in; the deadline's own day is in time."""
    required = say("at the latest {date}", date=test.deadline)

    def look(facts: Facts) -> Finding:
        received = facts.application.received
        if received is None:
            return _NOT_RECEIVED
        observed = say("{date}", date=received)
        return Finding(
            OUTCOME[received <= test.deadline], observed, say("The application, as it now stands, came in on {date}.", date=received)
        )

    return stated(required, say("the application came in {required}", required=required), look)


def gains_plan(test: GainsPlanAt, _names: Names) -> Check:
    """Return the check that the benefits realisation plan has come far enough; each stage includes those before it."""
    least = _PLAN_ORDER.index(test.at_least)
    required = either([PLAN_NAMES[plan] for plan in _PLAN_ORDER[least:]])
    ready = {plan: Finding(OUTCOME[place >= least], PLAN_NAMES[plan], _PLAN_FACTS[plan]) for place, plan in enumerate(_PLAN_ORDER)}

    def look(facts: Facts) -> Finding:
        plan = facts.application.gains_plan
        return _NO_PLAN if plan is None else ready[plan]

    return stated(required, _PLAN_CLAUSES[test.at_least], look)


def field_filled(test: FieldFilled, names: Names) -> Check:
    """Return the check that a field is filled in; an empty field is not met, for its absence is what is judged."""
    name = _field_name(test.field, names)
    filled = Finding(VerdictKind.MET, _FILLED, say("“{field}” is filled in.", field=name))
    empty = Finding(VerdictKind.NOT_MET, _EMPTY, say("“{field}” is empty.", field=name))

    def look(facts: Facts) -> Finding:
        return empty if _is_empty(field_value(facts.application, test.field)) else filled

    return stated(_MUST_FILL, say("“{field}” is filled in", field=name), look)


def statement_given(test: StatementGiven, names: Names) -> Check:
    """Return the check that a yes/no field is answered yes; no answer, or one that is neither, is unknown."""
    name = _field_name(test.field, names)
    answers = {
        True: Finding(VerdictKind.MET, _YES, say("The answer to “{field}” is yes.", field=name)),
        False: Finding(VerdictKind.NOT_MET, _NO, say("The answer to “{field}” is no.", field=name)),
    }
    missing = unknown(say("“{field}” is not answered.", field=name))

    def look(facts: Facts) -> Finding:
        answer = field_value(facts.application, test.field)
        return answers[answer] if isinstance(answer, bool) else missing

    return stated(_YES, say("the answer to “{field}” is yes", field=name), look)


def attachment_given(test: AttachmentGiven, _names: Names) -> Check:
    """Return the check that a file's name contains the word, in any case."""
    word, sought = test.name_contains, test.name_contains.casefold()
    required = say("attachment with “{word}” in its name", word=word)
    none = Finding(VerdictKind.NOT_MET, _NO_ATTACHMENTS, say("The application has no attachments."))

    def look(facts: Facts) -> Finding:
        attachments = facts.application.attachments
        if attachments is None:
            return _NO_LIST
        if not attachments:
            return none
        file = next((file for file in attachments if sought in file.casefold()), None)
        if file is not None:
            return Finding(VerdictKind.MET, say("{text}", text=file), say("“{file}” is attached.", file=file))
        number = len(attachments)
        observed = say_number("{number} other attachment", "{number} other attachments", number)
        fact = say_number(
            "The one attachment does not have “{word}” in its name.",
            "None of {number} attachments has “{word}” in its name.",
            number,
            word=word,
        )
        return Finding(VerdictKind.NOT_MET, observed, fact)

    return stated(required, say("an attachment has “{word}” in its name", word=word), look)


def field_is(test: FieldIs, names: Names) -> Check:
    """Return the check that a field has one of the values; of a list, that one of its items has."""
    name, accepted = _field_name(test.field, names), frozenset(test.one_of)
    required = either([say("“{value}”", value=value) for value in test.one_of])
    missing = unknown(say("“{field}” is not filled in.", field=name))

    def look(facts: Facts) -> Finding:
        value = field_value(facts.application, test.field)
        if _is_empty(value):
            return missing
        texts = [_as_text(item) for item in (value if isinstance(value, tuple) else (value,))]
        observed = say("{text}", text=", ".join(texts))
        return Finding(OUTCOME[not accepted.isdisjoint(texts)], observed, say("“{field}” is “{observed}”.", field=name, observed=observed))

    return measured(required, say("“{field}” is {required}", field=name, required=required), look)


def _field_name(field: str, names: Names) -> str | Said:
    return names.get(field) or FIELD_NAMES.get(field) or field


def field_value(application: Application, field: str) -> object:
    """Return the committee's extra field, or the application's own by its name in `FIELD_NAMES`; None where there is neither."""
    if field in application.extra:
        return application.extra[field]
    return attrgetter(field)(application) if field in FIELD_NAMES else None


def _is_empty(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Organisation):
        return not value.name.strip()
    return value is None or value in _NOTHING


def _as_text(value: object) -> str:
    match value:
        case Enum():
            return str(value.value)
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value.normalize():f}"
        case date():
            return value.isoformat()
        case _:
            return str(value)
