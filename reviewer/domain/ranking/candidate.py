"""What a place is made of, and which part of the list an application stands in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from enum import IntEnum
from fractions import Fraction
from typing import NamedTuple

from reviewer.domain.committee import Ranking, Unresolved
from reviewer.domain.rating import CriterionScore
from reviewer.domain.said import Said, Value, say
from reviewer.domain.slotted import dataclass


class Group(IntEnum):
    """Which part of the list an application stands in."""

    ELIGIBLE = 0
    UNRESOLVED = 1
    BELOW_THRESHOLD = 2
    NOT_ELIGIBLE = 3


FUNDABLE = frozenset({Group.ELIGIBLE, Group.UNRESOLVED})
"""The parts of the list that the budget reaches."""


class AsStated(NamedTuple):
    """What would count if the council had no view of its own."""

    npv_per_krone: Fraction | None
    effects: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What places are made of; `effects` is the sum of the non-priced effects' plusses less minuses, None where none is graded.

    `members` are the seats' own weighted scores, `criteria` what each got, `thresholds` the number of thresholds that are met, `below` the
    names of those that are not, `unmet` those of the requirements that are not, `themes` the committee's own text fields by id. `as_stated`
    is the net present value per invested krone and the sum of the effects as the applicant states them, where the council assumes or grades
    otherwise. `left_out` is of how many seats a rating does not count, `waiting` how many ratings wait for their authors to confirm them.
    """

    id: str
    eligible: bool | None
    score: Fraction | None = None
    median: Fraction | None = None
    npv_per_krone: Fraction | None = None
    effects: int | None = None
    ratings: int = 0
    members: Mapping[str, Fraction] = field(default_factory=dict)
    criteria: Mapping[str, CriterionScore] = field(default_factory=dict)
    thresholds: int = 0
    below: tuple[str | Said, ...] = ()
    themes: Mapping[str, str] = field(default_factory=dict)
    as_stated: AsStated | None = None
    left_out: int = 0
    unmet: tuple[str, ...] = ()
    waiting: int = 0


def group_of(
    ranking: Ranking,
    eligible: bool | None,  # noqa: FBT001 - three-valued: yes, no, not known
    below: Collection[object] = (),
) -> Group:
    """Return which part of the list an application with this eligibility, below these thresholds, stands in."""
    if eligible is False:
        return Group.NOT_ELIGIBLE
    if below:
        return Group.BELOW_THRESHOLD
    if eligible is None and ranking.unresolved is Unresolved.AFTER_ELIGIBLE:
        return Group.UNRESOLVED
    return Group.ELIGIBLE


def by_own_assumptions(stated: Fraction | None) -> Said:
    """Return that a net present value per invested krone is by the council's own assumptions, with what the applicant's give."""
    ratio: Value = say("not known") if stated is None else stated
    return say("The value is by the council's own assumptions; as the applicant states it, it is {value}.", value=ratio)
