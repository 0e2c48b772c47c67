"""From an assessed case to the problem of the best set: who may get money, what each is worth, and who shares what."""

from __future__ import annotations

from fractions import Fraction

from reviewer.domain.assessment import Assessment, Judged
from reviewer.domain.case import Case
from reviewer.domain.ceilings import ceilings, shares_in
from reviewer.domain.ordering import Measure
from reviewer.domain.portfolio.problem import Item, PartialGrants, Problem
from reviewer.domain.portfolio.wishes import Purse, Wish
from reviewer.domain.ranking import FUNDABLE, Place
from reviewer.domain.said import Said, say

APPLICANT = "applicant"
COUNTY = "county"
INHABITANTS = "inhabitants"


def posed(
    assessment: Assessment, wishes: tuple[Wish, ...] = (), measure: Measure | None = None, partial: Fraction | None = None
) -> Problem:
    """Return the problem by the committee's measure or another; `partial` is the floor (share 0-1) of partial grants, None for whole ones.

    The budget is the assessment's. Those that may not be funded, have declined, or have no known value or amount are left out.
    """
    by = measure or assessment.case.committee.fund.measure
    items = [item for place in assessment.places if (item := _item(assessment.judged[place.id], place, by)) is not None]
    grants = None if partial is None else PartialGrants(floor=partial)
    own = (Purse(name=one.name, amount=one.amount, shares=one.shares) for one in ceilings(assessment.case))
    return Problem(items=tuple(items), budget=assessment.allocation.budget, wishes=wishes, partial=grants, limits=tuple(own))


def left_out(assessment: Assessment, place: Place, measure: Measure) -> Said:
    """Return why an application is not in the best set."""
    judged = assessment.judged[place.id]
    if place.group not in FUNDABLE or judged.dossier.declined is not None:
        return next((one.reason for one in assessment.allocation.passed_over if one.id == place.id), place.reason)
    if judged.grantable.amount is None:
        return say("The amount applied for is not known.")
    if _value(judged, measure) is None:
        return say("Its value is not known: {measure}.", measure=MEASURES[measure])
    return say("It is not in the best set.")


def _item(judged: Judged, place: Place, measure: Measure) -> Item | None:
    amount, value = judged.grantable.amount, _value(judged, measure)
    if place.rank is None or place.group not in FUNDABLE or judged.dossier.declined is not None or amount is None or value is None:
        return None
    return Item(id=place.id, value=value, amount=amount, rank=place.rank)


def _value(judged: Judged, measure: Measure) -> Fraction | None:
    score, amount = judged.score.value, judged.grantable.amount
    match measure:
        case Measure.SCORE:
            return score
        case Measure.SCORE_BY_KRONER:
            return None if score is None or amount is None else score * amount
        case Measure.NPV:
            npv = judged.appraisal.npv
            return None if npv is None else Fraction(npv)


MEASURES = {
    Measure.SCORE: say("the sum of scores"),
    Measure.SCORE_BY_KRONER: say("the sum of score times kroner"),
    Measure.NPV: say("the sum of net present values"),
}
"""How a measure is named in a sentence."""


def values_of(case: Case, key: str, field: str) -> tuple[str, ...]:
    """Return what an application shares with others: its applicant, its `county`, or its values in a field of the committee's own."""
    application = case.dossiers[key].application
    if field == APPLICANT:
        return (application.applicant.number or application.applicant.name,)
    if field == COUNTY:
        return ((application.applicant.number or "")[:2],) if application.applicant.number else ()
    given = application.extra.get(field)
    return () if given is None else given if isinstance(given, tuple) else (str(given),)


def those_with(case: Case, field: str, value: str) -> Said:
    """Return in words the applications that `sharing` gives."""
    if field == COUNTY:
        return say("county {number}", number=value)
    if field == INHABITANTS:
        return say("municipalities with fewer than {number} inhabitants", number=value.removeprefix("<"))
    return say("{field}: {value}", field=field_name(case, field), value=value)


def field_name(case: Case, field: str) -> str:
    """Return the committee's name of a field, or the field itself where it has none."""
    return next((one.name for one in case.committee.fields if one.id == field), field)


def sharing(case: Case, field: str, value: str) -> frozenset[str]:
    """Return the applications with that value in a field of the committee's own.

    `county` is the first two digits of the applicant's number; `inhabitants` with `<5000` are applicants of fewer inhabitants.
    """
    return frozenset(key for key in case.dossiers if _has(case, key, field, value))


def year_purse(case: Case, year: int, amount: int) -> Purse:
    """Return one year's budget: a grant is paid as the project's investment runs, or all in its first year where no cash flow tells."""
    return Purse(name=say("the year {year}", year=str(year)), amount=amount, shares=shares_in(case, year))


def source_purse(case: Case, name: str, share: Fraction, amount: int) -> Purse:
    """Return a source that pays this share (0-1) of every grant, up to an amount in kroner."""
    return Purse(name=name, amount=amount, shares=dict.fromkeys(case.dossiers, share))


def _has(case: Case, key: str, field: str, value: str) -> bool:
    application = case.dossiers[key].application
    number = application.applicant.number or ""
    if field == COUNTY:
        return bool(number) and number[:2] == value
    if field == INHABITANTS:
        return _fewer(case, number, value)
    given = application.extra.get(field)
    return value in given if isinstance(given, tuple) else given is not None and str(given) == value


def _fewer(case: Case, number: str, value: str) -> bool:
    limit = value.removeprefix("<")
    rows = case.register.municipalities if case.register else ()
    inhabitants = next((row.inhabitants for row in rows if row.number == number), None)
    return limit.isdecimal() and inhabitants is not None and inhabitants < int(limit)
