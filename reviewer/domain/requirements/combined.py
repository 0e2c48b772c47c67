"""Requirements made of requirements: all of, any of, not - and the way from a test to its check."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from reviewer.domain import committee as rules
from reviewer.domain.requirements import money, papers, people
from reviewer.domain.requirements.finding import Check, Facts, Finding, Names, VerdictKind, Words, both, either, sentences, stated
from reviewer.domain.said import Said, say

_OPPOSITE: Final = {
    VerdictKind.MET: VerdictKind.NOT_MET,
    VerdictKind.NOT_MET: VerdictKind.MET,
    VerdictKind.UNKNOWN: VerdictKind.UNKNOWN,
}


def check_for(test: rules.Test, names: Names) -> Check:
    """Return the test made ready to look at applications."""
    return _BUILDERS[type(test)](test, names)


def _all_of(test: rules.AllOf, names: Names) -> Check:
    checks = [check_for(part, names) for part in test.parts]
    clauses = _grouped(test.parts, checks)
    return _together(both(clauses), both(_each(clauses)), _joined(checks, (VerdictKind.NOT_MET, VerdictKind.UNKNOWN, VerdictKind.MET)))


def _any_of(test: rules.AnyOf, names: Names) -> Check:
    checks = [check_for(part, names) for part in test.parts]
    clauses = _grouped(test.parts, checks)
    return _together(either(clauses), either(_each(clauses)), _joined(checks, (VerdictKind.MET, VerdictKind.UNKNOWN, VerdictKind.NOT_MET)))


def _together(clause: Said, demanded: Said, look: Callable[[Facts], Finding]) -> Check:
    return Check(clause, clause, say("The requirement is {required}.", required=demanded), look)


def _each(clauses: Sequence[Said]) -> list[Said]:
    return [say("that {clause}", clause=clause) for clause in clauses]


def _joined(checks: Sequence[Check], strength: tuple[VerdictKind, ...]) -> Callable[[Facts], Finding]:
    """Return the look that takes the strongest kind among the parts, and tells of the parts that have it (Kleene's logic)."""

    def look(facts: Facts) -> Finding:
        findings = [check.look(facts) for check in checks]
        kinds = [finding.kind for finding in findings]
        kind = next(kind for kind in strength if kind in kinds)
        return Finding.later(kind, partial(_words, [finding for finding in findings if finding.kind is kind]))

    return look


def _words(deciding: Sequence[Finding]) -> Words:
    observed = [finding.observed for finding in deciding if finding.observed is not None]
    return both(observed) if observed else None, sentences(finding.fact for finding in deciding)


def _not(test: rules.Not, names: Names) -> Check:
    if isinstance(test.part, rules.Not):
        return check_for(test.part.part, names)
    inner = check_for(test.part, names)

    def look(facts: Facts) -> Finding:
        finding = inner.look(facts)
        return Finding.later(_OPPOSITE[finding.kind], lambda: finding.words)

    (clause,) = _grouped((test.part,), (inner,))
    required = say("not {required}", required=_bracketed(test.part, inner.required))
    return stated(required, say("it is not so that {clause}", clause=clause), look)


def _grouped(parts: Sequence[rules.Test], checks: Sequence[Check]) -> list[Said]:
    return [_bracketed(part, check.clause) for part, check in zip(parts, checks, strict=True)]


def _bracketed(part: rules.Test, text: Said) -> Said:
    return say("({text})", text=text) if isinstance(part, rules.AllOf | rules.AnyOf) else text


_BUILDERS: Final[Mapping[type, Callable[[Any, Names], Check]]] = {
    rules.ApplicantIs: people.applicant_is,
    rules.SchemeMember: people.scheme_member,
    rules.NationalReuse: people.national_reuse,
    rules.ProjectCost: money.project_cost,
    rules.AmountApplied: money.amount_applied,
    rules.NpvAbove: money.npv_above,
    rules.NpvPerKrone: money.npv_per_krone,
    rules.BenefitCostRatio: money.benefit_cost_ratio,
    rules.PhaseIs: papers.phase_is,
    rules.Duration: papers.duration,
    rules.ReceivedBy: papers.received_by,
    rules.GainsPlanAt: papers.gains_plan,
    rules.FieldFilled: papers.field_filled,
    rules.StatementGiven: papers.statement_given,
    rules.AttachmentGiven: papers.attachment_given,
    rules.FieldIs: papers.field_is,
    rules.AllOf: _all_of,
    rules.AnyOf: _any_of,
    rules.Not: _not,
}
