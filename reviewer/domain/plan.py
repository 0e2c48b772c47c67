"""A set of grants that is tried: another frame, amounts held by hand; and what adopting it would write. Nothing here is stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field, replace
from fractions import Fraction
from math import floor

from reviewer.domain.assessment import Assessment
from reviewer.domain.case import Case
from reviewer.domain.ceilings import ceilings
from reviewer.domain.events import Outcome, Recommended
from reviewer.domain.funding import Allocation, Award, Ceiling, Means, PassedOver, fund_within
from reviewer.domain.grantable import with_cuts
from reviewer.domain.ranking import Place
from reviewer.domain.recommendation import Recommendation, departure
from reviewer.domain.said import Kroner, Said, say
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A frame in kroner, and the amounts held by hand by application; 0 is nothing. `name` is empty until the plan is kept."""

    budget: int
    held: Mapping[str, int] = field(default_factory=dict)
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One recommendation that adopting would write: kroner before and after, and how it departs from the computed order."""

    id: str
    before: Recommendation
    after: Recommendation
    departs: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One that adopting does not touch: what the council has settled, and the kroner that the plan has for it."""

    id: str
    settled: Recommendation
    shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What adopting would write, in place order; `total` is what the council then recommends in all, in kroner.

    `kept` are those that the council has settled otherwise than the plan has it; they stay. `shown` is what the plan gives in all.
    """

    changes: tuple[Change, ...]
    total: int
    kept: tuple[Kept, ...] = ()
    shown: int = 0

    @property
    def departs(self) -> bool:
        """Whether a reason is needed."""
        return any(change.departs for change in self.changes)

    def events(self, reason: str) -> tuple[Recommended, ...]:
        """Return the recommendations; written together they are one act, and one undo takes all of them back."""
        return tuple(_recommended(change, reason) for change in self.changes)


def exactly(budget: int, grants: Mapping[str, int], applications: Collection[str], name: str = "") -> Plan:
    """Return the plan that gives just these grants, and the other applications nothing."""
    return Plan(budget=budget, held={key: grants.get(key, 0) for key in applications}, name=name)


def planned(assessment: Assessment, plan: Plan) -> Allocation:
    """Return who gets what: the amounts held by hand first, and what is left of the frame down the list.

    Only what is held by hand can exceed the frame; the allocation's `left` is negative then.
    """
    asked = {key: one.grantable.amount for key, one in assessment.judged.items()}
    declined = frozenset(key for key, one in assessment.judged.items() if one.dossier.declined is not None)
    free = [place for place in assessment.places if place.id not in plan.held]
    rest = max(0, plan.budget - sum(plan.held.values()))
    limits = _left_of(ceilings(assessment.case), plan.held)
    down = fund_within(Means(rules=assessment.case.committee.fund, budget=rest, limits=limits), free, asked, declined)
    down = with_cuts(down, {key: one.grantable for key, one in assessment.judged.items()})
    awards = {award.id: award for award in down.awards}
    passed = {one.id: one for one in down.passed_over}
    for place in assessment.places:
        amount = plan.held.get(place.id)
        if amount:
            awards[place.id] = _held(place, amount, assessment.judged[place.id].dossier.application.amount_applied)
        elif amount == 0:
            passed[place.id] = PassedOver(id=place.id, rank=place.rank, reason=say("It is set to nothing here."))
    order = [place.id for place in assessment.places]
    return Allocation(
        budget=plan.budget,
        awards=tuple(awards[key] for key in order if key in awards),
        passed_over=tuple(passed[key] for key in order if key in passed),
        reserve=down.reserve,
    )


def _left_of(limits: tuple[Ceiling, ...], held: Mapping[str, int]) -> tuple[Ceiling, ...]:
    """Return what sources and years can still pay when the amounts held by hand are paid; in whole kroner, never too many."""
    paid = (sum((amount * one.shares.get(key, Fraction(0)) for key, amount in held.items()), Fraction(0)) for one in limits)
    return tuple(replace(one, amount=max(0, floor(one.amount - part))) for one, part in zip(limits, paid, strict=True))


def _held(place: Place, amount: int, asked: int | None) -> Award:
    return Award(id=place.id, rank=place.rank or 0, asked=amount if asked is None else asked, amount=amount, note=say("Set by hand here."))


def adoption(assessment: Assessment, plan: Plan) -> Adoption:
    """Return what adopting the plan would write: what the council has settled already stays, except where the plan holds an amount."""
    changes: list[Change] = []
    kept: list[Kept] = []
    total = 0
    given = {award.id: award.amount for award in planned(assessment, plan).awards}
    computed = {award.id: award for award in assessment.allocation.awards}
    for place in assessment.places:
        before = assessment.judged[place.id].dossier.recommendation
        after = _after(before, given.get(place.id, 0), place.id in plan.held)
        total += after.granted if assessment.judged[place.id].dossier.declined is None else 0
        if after is before and before.outcome is not None and before.granted != given.get(place.id, 0):
            kept.append(Kept(id=place.id, settled=before, shown=given.get(place.id, 0)))
        if after is not before:
            changes.append(
                Change(
                    id=place.id,
                    before=before,
                    after=after,
                    departs=departure(after, computed.get(place.id), assessment.before_moves(place.id)),
                )
            )
    return Adoption(changes=tuple(changes), total=total, kept=tuple(kept), shown=sum(given.values()))


def recommended(case: Case) -> int:
    """Return what the council recommends in all, in kroner; what was declined is free again."""
    return sum(dossier.recommendation.granted for dossier in case.dossiers.values() if dossier.declined is None)


def beyond_with(case: Case, application: str, recommendation: Recommendation) -> Said | None:
    """Return by how much the council would exceed the frame with this recommendation in place of the one that stands, or None."""
    dossier = case.dossiers.get(application)
    if dossier is None or dossier.declined is not None or not recommendation.granted:
        return None
    return beyond(case, recommended(case) - dossier.recommendation.granted + recommendation.granted)


def beyond(case: Case, total: int) -> Said | None:
    """Return by how much this sum in kroner exceeds the frame, or what the council has allowed above it, and what to do; or None."""
    if case.budget is None:
        return None
    over = total - max(case.budget, case.overrun.up_to if case.overrun else 0)
    if over <= 0:
        return None
    return say("The council would recommend {over} more than the budget. Lower an amount, or take an application out.", over=Kroner(over))


def _after(before: Recommendation, amount: int, by_hand: bool) -> Recommendation:  # noqa: FBT001 - what the plan holds
    """Return the recommendation after adopting; the same one where it stays."""
    stays = before.outcome is not None and not by_hand
    if stays or amount == before.granted:
        return before
    if not amount:
        return Recommendation(outcome=Outcome.NOT_RECOMMENDED)
    outcome = before.outcome if before.outcome is Outcome.CONDITIONS else Outcome.RECOMMENDED
    return Recommendation(outcome=outcome, amount=amount)


def _recommended(change: Change, reason: str) -> Recommended:
    fields = ["outcome"] + (["amount"] if change.after.granted else []) + (["departure"] if change.departs else [])
    return Recommended(
        application=change.id,
        fields=tuple(fields),
        outcome=change.after.outcome,
        amount=change.after.amount,
        departure=reason.strip() if change.departs else "",
    )
