"""The frame spent down the list where some must get money and some must not: the first are paid before the list, the others passed over."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from fractions import Fraction

from reviewer.domain.assessment import Assessment
from reviewer.domain.ceilings import ceilings
from reviewer.domain.funding import Allocation, Award, PassedOver
from reviewer.domain.plan import Plan, planned
from reviewer.domain.ranking import FUNDABLE
from reviewer.domain.said import Kroner, Listed, Said, say
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """Applications by id: `must` get all that they can get, `never` get nothing."""

    must: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


def in_the_way(assessment: Assessment, firm: Firm) -> Said | None:
    """Return why it cannot be so, or None where it can."""
    return next(_obstacles(assessment, firm), None)


def spent_down(assessment: Assessment, firm: Firm) -> Allocation:
    """Return who gets what: those that must, and then the rest of the frame down the list."""
    grants = _grants(assessment, firm.must)
    found = planned(assessment, Plan(budget=assessment.allocation.budget, held={**grants, **dict.fromkeys(firm.never, 0)}))
    return replace(
        found,
        awards=tuple(_first(award, firm.must) for award in found.awards),
        passed_over=tuple(_ruled_out(one, firm.never) for one in found.passed_over),
    )


def _grants(assessment: Assessment, must: Collection[str]) -> dict[str, int]:
    return {key: assessment.judged[key].grantable.amount or 0 for key in must}


def _obstacles(assessment: Assessment, firm: Firm) -> Iterator[Said]:
    both = tuple(key for key in firm.must if key in firm.never)
    if both:
        yield say("{ids} cannot both get money and get none.", ids=Listed(both))
    for key in firm.must:
        place = assessment.place(key)
        judged = assessment.judged[key]
        able = place is not None and place.rank is not None and place.group in FUNDABLE and judged.dossier.declined is None
        if place is not None and (not able or not judged.grantable.amount):
            reasons = (one.reason for one in assessment.allocation.passed_over if one.id == key)
            yield say("{id} is to get money and cannot. {reason}", id=key, reason=next(reasons, place.reason))
    grants = _grants(assessment, firm.must)
    over = sum(grants.values()) - assessment.allocation.budget
    if over > 0:
        yield say("Those that must get money get {over} more than the budget.", over=Kroner(over))
    for limit in ceilings(assessment.case):
        if sum((amount * limit.shares.get(key, Fraction(0)) for key, amount in grants.items()), Fraction(0)) > limit.amount:
            yield say("{name} pays at most {amount} in all, and too little of it is left.", name=limit.name, amount=Kroner(limit.amount))


def _first(award: Award, must: Collection[str]) -> Award:
    return replace(award, note=say("It must get money, and gets it before the list.")) if award.id in must else award


def _ruled_out(one: PassedOver, never: Collection[str]) -> PassedOver:
    return replace(one, reason=say("It must not get money.")) if one.id in never else one
