"""How much an application can get at most: what it applied for, less what the committee's caps and its own gains cut of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import floor

from reviewer.domain.application import Application
from reviewer.domain.basis import Basis
from reviewer.domain.committee import Committee
from reviewer.domain.economics import Appraisal, whole_kroner
from reviewer.domain.economics.breakdown import own_gains
from reviewer.domain.funding import Allocation, Award, PassedOver
from reviewer.domain.limits import Cap, GainsFrom
from reviewer.domain.municipalities import Municipalities
from reviewer.domain.requirements import Facts, VerdictKind, check_for
from reviewer.domain.said import Kroner, Said, Share, say
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Kroner cut of what was applied for, why, and on what ground; 0 where it is not known whether anything is to be cut."""

    kroner: int
    reason: Said
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Grantable:
    """What was applied for and what of it can be granted, in kroner; None is unknown."""

    applied: int | None
    amount: int | None
    cuts: tuple[Cut, ...] = ()


UNKNOWN_GRANT = Grantable(applied=None, amount=None)


def grantable(committee: Committee, application: Application, appraisal: Appraisal, municipalities: Municipalities | None) -> Grantable:
    """Return what can be granted: each cap in the order of the committee's file, then the applicant's own gains."""
    applied, fund = application.amount_applied, committee.fund
    plain = Grantable(applied=applied, amount=applied)
    if applied is None or (not fund.caps and fund.gains_from is GainsFrom.BUDGET):
        return plain
    facts = Facts(application, appraisal, municipalities)
    left, cuts = applied, []
    for cap in fund.caps:
        cut = _capped(cap, committee, facts, left)
        if cut is not None:
            left -= cut.kroner
            cuts.append(cut)
    if fund.gains_from is GainsFrom.GRANT and (cut := _gains(committee, application, left)) is not None:
        left -= cut.kroner
        cuts.append(cut)
    return replace(plain, amount=left, cuts=tuple(cuts))


def _capped(cap: Cap, committee: Committee, facts: Facts, left: int) -> Cut | None:
    applies = _applies(cap, committee, facts)
    if applies is False:
        return None
    cost = facts.application.project_cost
    if applies is None or (cap.share_of_cost is not None and cost is None):
        reason = say("It is not known whether “{name}” cuts the grant.", name=cap.name)
        return Cut(kroner=0, reason=reason, basis=cap.basis)
    limits = [cap.at_most] if cap.at_most is not None else []
    if cap.share_of_cost is not None and cost is not None:
        limits.append(floor(Fraction(cap.share_of_cost) * cost))
    most = max(0, min(limits, default=left))
    if left <= most:
        return None
    reason = say("{cut} is cut: “{name}” gives at most {most}.", cut=Kroner(left - most), name=cap.name, most=Kroner(most))
    return Cut(kroner=left - most, reason=reason, basis=cap.basis)


def _applies(cap: Cap, committee: Committee, facts: Facts) -> bool | None:
    """Return whether the cap concerns the application; None where that is not known."""
    received = facts.application.received
    if received is None and (cap.valid_from or cap.valid_to):
        return None
    if received is not None and ((cap.valid_from and received < cap.valid_from) or (cap.valid_to and received > cap.valid_to)):
        return False
    if cap.when is None:
        return True
    found = check_for(cap.when, {field.id: field.name for field in committee.fields}).look(facts)
    return {VerdictKind.MET: True, VerdictKind.NOT_MET: False}.get(found.kind)


def _gains(committee: Committee, application: Application, left: int) -> Cut | None:
    method, fund = committee.method, committee.fund
    years = own_gains(application, method)
    counted = years if fund.gains_years is None else years[: fund.gains_years]
    cut = min(left, whole_kroner(sum((one.cut for one in counted), Fraction(0))))
    if cut <= 0:
        return None
    reason = say(
        "{cut} is cut: {share} of the applicant's own net gains in {first}–{last}.",
        cut=Kroner(cut),
        share=Share(Fraction(method.gains_cut)),
        first=str(counted[0].year),
        last=str(counted[-1].year),
    )
    return Cut(kroner=cut, reason=reason, basis=fund.basis)


def with_cuts(allocation: Allocation, found: Mapping[str, Grantable]) -> Allocation:
    """Return the allocation with what was applied for beside each award, and every cut's reason; one of which nothing is left gets none."""
    cut = {key: one for key, one in found.items() if one.cuts}
    if not cut:
        return allocation
    awards = tuple(_told(award, cut.get(award.id)) for award in allocation.awards if award.amount or award.id not in cut)
    nothing = tuple(
        PassedOver(id=award.id, rank=award.rank, reason=_reasons(cut[award.id]))
        for award in allocation.awards
        if not award.amount and award.id in cut
    )
    return replace(allocation, awards=awards, passed_over=(*nothing, *allocation.passed_over))


def _told(award: Award, found: Grantable | None) -> Award:
    if found is None or found.applied is None:
        return award
    reasons = _reasons(found)
    note = reasons if award.note is None else say("{first} {second}", first=reasons, second=award.note)
    return replace(award, asked=found.applied, note=note, cut=sum(cut.kroner for cut in found.cuts))


def _reasons(found: Grantable) -> Said:
    first, *others = (cut.reason for cut in found.cuts)
    told = first
    for other in others:
        told = say("{first} {second}", first=told, second=other)
    return told
