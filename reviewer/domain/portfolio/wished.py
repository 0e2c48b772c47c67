"""Wishes as people write them, on the command line and in the app: `tema=helse:0.2-0.5`, and read into what they wish for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from csv import reader
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction

from reviewer.domain.assessment import Assessment
from reviewer.domain.case import Case
from reviewer.domain.ordering import Measure
from reviewer.domain.portfolio.posed import (
    APPLICANT,
    COUNTY,
    MEASURES,
    field_name,
    posed,
    sharing,
    source_purse,
    those_with,
    values_of,
    year_purse,
)
from reviewer.domain.portfolio.problem import Problem
from reviewer.domain.portfolio.wishes import AtMostEach, Either, Must, Never, Purse, Requires, ShareOf, Together, Wish
from reviewer.domain.said import Said, Share, say
from reviewer.domain.slotted import dataclass


class WishKind(StrEnum):
    """What is wished; `floor` is that grants may be partial, `measure` what the best set is best by."""

    MUST = "must"
    NEVER = "never"
    EITHER = "either"
    TOGETHER = "together"
    REQUIRES = "requires"
    AT_MOST = "at_most"
    SHARE = "share"
    YEAR = "year"
    SOURCE = "source"
    FLOOR = "floor"
    MEASURE = "measure"


OF_THE_SEARCH = frozenset({WishKind.FLOOR, WishKind.MEASURE})
"""How the best set is looked for. Such a wish has no price of its own, and the last one of its kind holds."""


@dataclass(frozen=True, slots=True)
class Wished:
    """One wish as it is written; see `wish` for how each kind is."""

    kind: WishKind
    written: str


_OF = {APPLICANT: say("applicant"), COUNTY: say("county of the applicant")}


class WishError(ValueError):
    """A wish that cannot be read; `said` tells what is wrong. `misspelt` is whether the writing is, and not what it names."""

    def __init__(self, said: Said, *, misspelt: bool) -> None:
        self.said = said
        self.misspelt = misspelt
        super().__init__(said.message)


def wish(case: Case, wished: Wished) -> Wish:
    """Return what is wished; every kind but `floor` and `measure`. Raises `WishError`.

    `must`, `never`: an id. `either`, `together`, `requires`: ids with commas between (see `listed`). `at_most`: `applicant:2`.
    `share`: `tema=helse:0.2-0.5`. `year`: `2018:25000000`. `source`: `stat=0.5:25000000`.
    """
    written = wished.written
    match wished.kind:
        case WishKind.MUST:
            return Must(application=_known(case, written))
        case WishKind.NEVER:
            return Never(application=_known(case, written))
        case WishKind.EITHER:
            return Either(applications=_several(case, written))
        case WishKind.TOGETHER:
            return Together(applications=_several(case, written))
        case WishKind.REQUIRES:
            return _requires(case, written)
        case _:
            return _of_money(case, wished)


def _of_money(case: Case, wished: Wished) -> Wish:
    match wished.kind:
        case WishKind.AT_MOST:
            return _at_most(case, wished.written)
        case WishKind.SHARE:
            return _share(case, wished.written)
        case WishKind.YEAR:
            return _year(case, wished.written)
        case _:
            return _source(case, wished.written)


def floor_of(wished: Sequence[Wished]) -> Fraction | None:
    """Return the least share (0-1) of what was applied for that a partial grant must reach, or None where grants are whole."""
    floors = [one.written for one in wished if one.kind is WishKind.FLOOR]
    if not floors:
        return None
    share = _fraction(floors[-1])
    if share is None or not 0 <= share <= 1:
        raise _misspelt(say("{value} is not a share. Write it as in 0.5.", value=floors[-1]))
    return share


def measure_of(case: Case, wished: Sequence[Wished]) -> Measure:
    """Return what the best set is best by: the committee's own measure, or the one that is wished."""
    found = [Measure(one.written) for one in wished if one.kind is WishKind.MEASURE and one.written in set(Measure)]
    return found[-1] if found else case.committee.fund.measure


def wished_problem(assessment: Assessment, wished: Sequence[Wished], budget: int) -> Problem:
    """Return the problem of the best set by these wishes and this frame in kroner. Raises `WishError`."""
    wishes = tuple(wish(assessment.case, one) for one in wished if one.kind not in OF_THE_SEARCH)
    return replace(posed(assessment, wishes, measure_of(assessment.case, wished), floor_of(wished)), budget=budget)


def said_of(case: Case, wished: Wished) -> Said:
    """Return the wish in words; what cannot be read says why."""
    try:
        if wished.kind is WishKind.MEASURE:
            return say("the best set is best by {measure}", measure=MEASURES[measure_of(case, (wished,))])
        if wished.kind is WishKind.FLOOR:
            return say("grants may be partial, down to {share} of what was applied for", share=Share(floor_of((wished,)) or Fraction(0)))
        return wish(case, wished).said()
    except WishError as error:
        return error.said


def _misspelt(said: Said) -> WishError:
    return WishError(said, misspelt=True)


def _known(case: Case, key: str) -> str:
    if key not in case.dossiers:
        raise WishError(say("There is no application {application} in the case.", application=key), misspelt=False)
    return key


def _several(case: Case, written: str) -> tuple[str, ...]:
    keys = tuple(dict.fromkeys(_known(case, key) for key in _ids(case, written)))
    if len(keys) < 2:  # noqa: PLR2004 - one has nobody to be tied to
        raise _misspelt(say("Write at least two applications with a comma between: {value}.", value=written))
    return keys


def _ids(case: Case, written: str) -> Iterator[str]:
    """Yield the ids with commas between; one that has a comma itself stands in quotes, or as it is where the case knows it only so."""
    parts = [part.strip() for part in next(reader([written], skipinitialspace=True), [])]
    while parts:
        long = next((at for at in range(1, len(parts) + 1) if _with_commas(parts[:at]) & case.dossiers.keys()), 1)
        known = sorted(_with_commas(parts[:long]) & case.dossiers.keys())
        key, parts = known[0] if known else parts[0], parts[long:]
        if key:
            yield key


def _with_commas(parts: Sequence[str]) -> set[str]:
    return {",".join(parts), ", ".join(parts)}


def listed(ids: Iterable[str]) -> str:
    """Return the ids as they are written in a wish: with commas between, in quotes where one has a comma or quotes itself."""
    return ",".join('"' + key.replace('"', '""') + '"' if "," in key or '"' in key else key for key in ids)


def _requires(case: Case, written: str) -> Requires:
    keys = _several(case, written)
    if len(keys) != 2:  # noqa: PLR2004 - the one and what it needs
        raise _misspelt(say("Write two applications with a comma between, the first only with the second: {value}.", value=written))
    return Requires(application=keys[0], needed=keys[1])


def _at_most(case: Case, written: str) -> AtMostEach:
    """Read `applicant:2`, `county:1`, `tema:3`."""
    field, _, number = written.rpartition(":")
    if not (field and number.isdecimal()):
        raise _misspelt(say("{value} is not a limit. Write it as in applicant:2.", value=written))
    names = {key: shared for key in case.dossiers if (shared := values_of(case, key, field))}
    if not names:
        raise WishError(say("No application has anything in {field}.", field=field), misspelt=False)
    return AtMostEach(most=int(number), names=names, of=_OF.get(field) or say("{value}", value=field_name(case, field)))


def _year(case: Case, written: str) -> Purse:
    """Read `2018:25000000`."""
    year, _, amount = written.partition(":")
    if not (year.isdecimal() and amount.isdecimal()):
        raise _misspelt(say("{value} is not a budget for a year. Write it as in 2018:25000000.", value=written))
    return year_purse(case, int(year), int(amount))


def _source(case: Case, written: str) -> Purse:
    """Read `stat=0.5:25000000`."""
    name, _, rest = written.partition("=")
    share, _, amount = rest.partition(":")
    part = _fraction(share)
    if not (name and part is not None and 0 <= part <= 1 and amount.isdecimal()):
        raise _misspelt(say("{value} is not a source. Write it as in stat=0.5:25000000.", value=written))
    return source_purse(case, name, part, int(amount))


def _share(case: Case, written: str) -> ShareOf:
    """Read `tema=helse:0.2-0.5`."""
    where, _, bounds = written.rpartition(":")
    field, _, value = where.partition("=")
    least, _, most = bounds.partition("-")
    low, high = _fraction(least or "0"), _fraction(most or "1")
    if not value or low is None or high is None or not 0 <= low <= high <= 1:
        raise _misspelt(say("{value} is not a share of the budget. Write it as in tema=helse:0.2-0.5.", value=written))
    members = sharing(case, field, value)
    if not members:
        raise WishError(say("No application has {value} in {field}.", value=value, field=field), misspelt=False)
    return ShareOf(name=those_with(case, field, value), members=members, least=low, most=high)


def _fraction(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
