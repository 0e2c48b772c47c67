"""What types do not say about an application: blanks, amounts that cannot be, dates in the wrong order, numbers of municipalities.

The values are as read, so a check passes over what has the wrong type: pydantic tells that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from reviewer.domain.application import WITHHOLDABLE, Extra, OrganisationKind
from reviewer.domain.committee import Committee, FieldKind
from reviewer.domain.said import say
from reviewer.intake.draft import Plain
from reviewer.intake.expectation import BY_TYPE, Path, Wrong
from reviewer.intake.layout import FIRST_YEAR, LAST_YEAR

LARGEST_AMOUNT = 1_000_000_000_000
"""Kroner: more than this is a wrong unit, not a project."""

LONGEST_PERIOD = 200
MOST_MUNICIPALITIES = 10_000
"""Norway has never had a tenth of that."""

LARGEST_PART = 1000
"""A line's high estimate beyond that is no part of what is stated, but an amount."""

LONGEST_SHOWN = 256

POSITIVE = say("Write 0 or a positive amount; costs and benefits are told apart by their kind.")
NOT_NEGATIVE = say("Write 0 or a positive amount.")
TOO_LARGE = say("Write whole kroner. The amount is over 1 000 000 000 000 kr; is the unit right?")
YEAR = say("Write the year with four digits, for example 2018.")
HOW_MANY = say("Write how many municipalities, for example 120.")
WITHHELD = say("Write one of these, or extra. and a field of the committee's own: {choices}.", choices=", ".join(WITHHOLDABLE))
MUNICIPALITY = say("Write the municipality's four digits, for example 0301.")
COUNTY = say("Write the county's two digits, for example 03.")
ONE_LINE = say("Write the ID on one line, without spaces before or after it.")
GRADE = say("Write a grade from ---- over 0 to ++++.")

_TAKE_UP = frozenset({"by_year", "curve", "share", "low", "high"})
_GRADE = re.compile(r"-{1,4}|0|\+{1,4}")


def checks(plain: Plain) -> list[Wrong]:
    """Return what is wrong with the values of one application. It runs once an application, so it looks before it goes in."""
    found: list[Wrong] = []
    _filled(found, plain, (), "id", "title")
    _id(found, plain.get("id"))
    _amount(found, ("amount_applied",), plain.get("amount_applied"))
    _amount(found, ("project_cost",), plain.get("project_cost"))
    _dates(found, plain.get("starts"), plain.get("ends"))
    _organisation(found, ("applicant",), plain.get("applicant"))
    _reuse(found, plain.get("reuse"))
    _claim(found, plain.get("claimed"))
    for key, check in _ITEM_CHECKS:
        items = plain.get(key)
        if isinstance(items, (list, tuple)):
            for number, item in enumerate(items):
                check(found, (key, number), item)
    return found


def extra_checks(extra: Mapping[str, Extra], committee: Committee) -> list[Wrong]:
    """Return what is wrong with the committee's own fields."""
    found: list[Wrong] = []
    for item in committee.fields:
        if item.kind is FieldKind.KRONER:
            _amount(found, ("extra", item.id), extra.get(item.id))
    return found


def _filled(found: list[Wrong], table: Mapping[str, Any], under: Path, *names: str) -> None:
    for name in names:
        value = table.get(name)
        if isinstance(value, str) and (not value or value.isspace()):
            found.append(Wrong((*under, name), value, BY_TYPE["missing"]))


def _id(found: list[Wrong], name: object) -> None:
    if isinstance(name, str) and name.strip() and (name != name.strip() or "\n" in name or "\t" in name):
        found.append(Wrong(("id",), name, ONE_LINE))


def _amount(found: list[Wrong], path: Path, value: object) -> None:
    if not isinstance(value, int) or 0 <= value <= LARGEST_AMOUNT:
        return
    if value < 0:
        found.append(Wrong(path, _short(value), POSITIVE if path[0] == "flows" else NOT_NEGATIVE))
    else:
        found.append(Wrong(path, _short(value), TOO_LARGE))


def _short(value: int) -> str:
    """Return the number as text; one of thousands of digits, which Python would refuse to write out, as a power of ten."""
    return str(value) if value.bit_length() < LONGEST_SHOWN else f"> 10^{value.bit_length() * 3 // 10}"


def _dates(found: list[Wrong], starts: object, ends: object) -> None:
    first, last = _day(starts), _day(ends)
    if first and last and last < first:
        found.append(Wrong(("ends",), f"{last:%d.%m.%Y}", say("Write a date that is not before the start, {starts}.", starts=first)))


def _day(value: object) -> date | None:
    try:
        return value if isinstance(value, date) else date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _organisation(found: list[Wrong], path: Path, raw: object) -> None:
    if not isinstance(raw, dict):
        return
    _filled(found, raw, path, "name")
    number, kind = raw.get("number"), raw.get("kind")
    if not isinstance(number, str) or not isinstance(kind, str):
        return
    if kind == OrganisationKind.MUNICIPALITY and not _is_number(number, 4):
        found.append(Wrong((*path, "number"), number, MUNICIPALITY))
    elif kind == OrganisationKind.COUNTY and not _is_number(number, 2):
        found.append(Wrong((*path, "number"), number, COUNTY))


def _is_number(text: str, digits: int) -> bool:
    return len(text) == digits and text.isascii() and text.isdigit()


def _reuse(found: list[Wrong], reuse: object) -> None:
    if not isinstance(reuse, dict):
        return
    numbers, intended = reuse.get("municipalities"), reuse.get("intended")
    for position, number in enumerate(numbers if isinstance(numbers, (list, tuple)) else ()):
        if isinstance(number, str) and not _is_number(number, 4):
            found.append(Wrong(("reuse", "municipalities", position), number, MUNICIPALITY))
    if isinstance(intended, int) and not 0 <= intended <= MOST_MUNICIPALITIES:
        found.append(Wrong(("reuse", "intended"), _short(intended), HOW_MANY))
    _take_up(found, reuse)


def _take_up(found: list[Wrong], reuse: Mapping[str, Any]) -> None:
    """Check how take-up goes: at most one way of saying it, and numbers that can be."""
    if _TAKE_UP.isdisjoint(reuse):
        return
    ways = [way for way in ("by_year", "curve", "share") if reuse.get(way) is not None]
    if len(ways) > 1:
        found.append(Wrong(("reuse", ways[1]), None, say("Say how take-up goes in one way only: {ways}.", ways=", ".join(ways))))
    counts: dict[tuple[str, ...], object] = {("low",): reuse.get("low"), ("high",): reuse.get("high")}
    by_year, curve = reuse.get("by_year"), reuse.get("curve")
    for year, number in (by_year if isinstance(by_year, dict) else {}).items():
        counts["by_year", str(year)] = number
        if not (str(year)[:9].isdigit() and FIRST_YEAR <= int(str(year)[:9]) <= LAST_YEAR):
            found.append(Wrong(("reuse", "by_year", str(year)), str(year), YEAR))
    if isinstance(curve, dict):
        counts[("curve", "final")] = curve.get("final")
        if isinstance(curve.get("years"), (int, float, Decimal)) and curve["years"] <= 0:
            found.append(Wrong(("reuse", "curve", "years"), str(curve["years"]), say("Write a number of years, for example 10.")))
    for path, number in counts.items():
        if isinstance(number, int) and not 0 <= number <= MOST_MUNICIPALITIES:
            found.append(Wrong(("reuse", *path), _short(number), HOW_MANY))
    share = reuse.get("share")
    if isinstance(share, (int, float, Decimal)) and not 0 <= share <= 1:
        found.append(Wrong(("reuse", "share"), str(share), say("Write a share from 0 to 1; 50 per cent is 0.5.")))


def _claim(found: list[Wrong], claimed: object) -> None:
    if not isinstance(claimed, dict):
        return
    npv, years = claimed.get("npv"), claimed.get("years")
    if isinstance(npv, int) and abs(npv) > LARGEST_AMOUNT:
        found.append(Wrong(("claimed", "npv"), _short(npv), TOO_LARGE))
    if isinstance(years, int) and not 1 <= years <= LONGEST_PERIOD:
        found.append(Wrong(("claimed", "years"), _short(years), say("Write a number of years, for example 10.")))


def _flow(found: list[Wrong], path: Path, flow: object) -> None:
    if not isinstance(flow, dict):
        return
    low, high, line = flow.get("low"), flow.get("high"), flow.get("line")
    if not line or line.__class__ is not str or line.isspace():
        _filled(found, flow, path, "line")
    if low is not None and isinstance(low, (int, float, Decimal)) and not 0 <= low <= 1:
        found.append(Wrong((*path, "low"), str(low), say("Write a part of what is stated, at most 1: 0.75 is 75 per cent of it.")))
    if high is not None and isinstance(high, (int, float, Decimal)) and not 1 <= high <= LARGEST_PART:
        found.append(Wrong((*path, "high"), str(high), say("Write a part of what is stated, at least 1: 1.25 is 125 per cent of it.")))
    amounts = flow.get("amounts")
    for year, amount in (amounts if isinstance(amounts, dict) else {}).items():
        if not isinstance(amount, int) or not 0 <= amount <= LARGEST_AMOUNT:
            _amount(found, (*path, "amounts", year), amount)
        if isinstance(year, str) and year.isdigit() and not FIRST_YEAR <= int(year[:9]) <= LAST_YEAR:
            found.append(Wrong((*path, "amounts", year), year, YEAR))


def _effect(found: list[Wrong], path: Path, effect: object) -> None:
    if not isinstance(effect, dict):
        return
    _filled(found, effect, path, "name")
    grade = effect.get("grade")
    if isinstance(grade, str) and not _GRADE.fullmatch(grade):
        found.append(Wrong((*path, "grade"), grade, GRADE))


def _withheld(found: list[Wrong], path: Path, raw: object) -> None:
    if not isinstance(raw, dict):
        return
    _filled(found, raw, path, "field", "ground")
    name = raw.get("field")
    if isinstance(name, str) and name not in WITHHOLDABLE and not name.startswith("extra."):
        found.append(Wrong((*path, "field"), name, WITHHELD))


_ITEM_CHECKS: tuple[tuple[str, Callable[[list[Wrong], Path, object], None]], ...] = (
    ("partners", _organisation),
    ("flows", _flow),
    ("effects", _effect),
    ("withheld", _withheld),
)
