"""How the applications were assessed: requirements, criteria, method, order, recusals."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.blocks import Align, Block, Column, Heading, Paragraph, Row, Table
from reviewer.domain.committee import (
    Committee,
    Criterion,
    Method,
    PartialGrant,
    Status,
    TooLarge,
    Unresolved,
)
from reviewer.domain.economics.convention_words import conventions_told, uncertainty_told
from reviewer.domain.proposal.order import METHOD_SENTENCES, decided
from reviewer.domain.proposal.reading import Reading, section
from reviewer.domain.proposal.words import basis_text, titled
from reviewer.domain.said import Listed, Said, say, say_number
from reviewer.domain.weights import score_words, weight_of


def assessed(reading: Reading) -> Iterator[Block]:
    """Return how it was judged, so that a reader can follow every figure that comes after."""
    yield section("3", say("How the applications were assessed"), "assessed")
    yield from requirements(reading)
    yield from _criteria(reading)
    yield from _economics(reading.committee.method)
    yield from _assumed(reading)
    yield Heading(3, say("Order and grants"), "order")
    yield Paragraph(_order(reading))
    yield from decided(reading)
    yield Paragraph(_spending(reading))
    yield Paragraph(_recusals(reading))


def requirements(reading: Reading) -> Iterator[Block]:
    """Return the requirements with their basis."""
    rules = reading.committee.rules
    if not rules:
        return
    yield Heading(3, say("The scheme's requirements"), "requirements")
    yield Paragraph(
        say(
            "Each application was assessed against the requirements below. A requirement is met, not met, "
            "unresolved where the application does not say enough, or not applicable. The council may waive a "
            "requirement; the reason is then given under the application."
        )
    )
    columns = (Column(say("No."), share=1), Column(say("Requirement"), share=6), Column(say("Basis"), share=7))
    rows = tuple(Row((requirement_mark(number), rule.name, basis_text(rule.basis))) for number, rule in enumerate(rules, start=1))
    yield Table(say("Requirements and their basis"), columns, rows)


def requirement_mark(number: int) -> Said:
    """Return how the paper refers to the requirement of that number."""
    return say("R{number}", number=str(number))


def _criteria(reading: Reading) -> Iterator[Block]:
    committee = reading.committee
    if not committee.criteria:
        return
    yield Heading(3, say("Criteria"), "criteria")
    yield Paragraph(_standing(reading))
    rows = tuple(_criterion_row(committee, criterion) for criterion in committee.criteria)
    columns = (
        Column(say("Criterion"), share=4),
        Column(say("What the members ask"), share=7),
        Column(say("Scale"), share=2),
        Column(say("Weight"), Align.RIGHT, share=2),
    )
    yield Table(say("Criteria and weights"), columns, rows)


def _criterion_row(committee: Committee, criterion: Criterion) -> Row:
    scale = say("{lowest} to {highest}", lowest=criterion.scale[0].value, highest=criterion.scale[-1].value)
    return Row((criterion.name, criterion.question, scale, weight_of(committee, criterion)))


def _standing(reading: Reading) -> Said:
    committee = reading.committee
    score = score_words(committee)
    match committee.criteria_basis.status:
        case Status.ADOPTED:
            standing = say("The criteria and weights are adopted: {basis}.", basis=basis_text(committee.criteria_basis))
        case Status.PROPOSED:
            standing = say("The criteria and weights are proposed, not adopted. Source: {source}.", source=committee.criteria_basis.source)
        case Status.ILLUSTRATIVE:
            standing = say("The criteria and weights are illustrative. Source: {source}.", source=committee.criteria_basis.source)
    return say("{first} {second}", first=score, second=standing)


def _economics(method: Method) -> Iterator[Block]:
    yield Heading(3, say("Economics"), "economics")
    yield Paragraph(
        say(
            "Costs and benefits were recomputed from the applicants' cash flows, using {method}. Source: {basis}.",
            method=method.name,
            basis=basis_text(method.basis),
        )
    )
    uncertainty = () if method.uncertainty is None else ((say("Uncertainty"), uncertainty_told(method.uncertainty)),)
    rows = tuple(Row((name, holds)) for name, holds in (*conventions_told(method)[1:], *uncertainty))
    yield Table(say("How costs and benefits were computed"), (Column(say("Assumption"), share=3), Column(say("Value used"), share=7)), rows)


def _assumed(reading: Reading) -> Iterator[Block]:
    """Say in which applications the figures that requirements and order rest on are the council's own."""
    names = tuple(titled(one.dossier.application) for one in reading.ordered if one.council is not None)
    if names:
        yield Paragraph(
            say_number(
                "In {number} application the council assumes something else than the applicant, and says why: {names}.",
                "In {number} applications the council assumes something else than the applicant, and says why: {names}.",
                len(names),
                names=Listed(names),
            )
        )


def _order(reading: Reading) -> Said:
    ranking = reading.committee.ranking
    method = METHOD_SENTENCES[ranking.method]
    unresolved = {
        Unresolved.WITH_ELIGIBLE: say("Those that meet the requirements, or may come to meet them, stand before those that do not."),
        Unresolved.AFTER_ELIGIBLE: say(
            "Those that meet the requirements stand first, then those with an unresolved requirement, then the others."
        ),
    }[ranking.unresolved]
    return say("{method} {groups} Source: {basis}.", method=method, groups=unresolved, basis=basis_text(ranking.basis))


def _spending(reading: Reading) -> Said:
    fund = reading.committee.fund
    partial = {
        PartialGrant.ALLOWED: say("The last application may receive part of what it applied for."),
        PartialGrant.REFUSED: say("No application receives only part of what it applied for."),
    }[fund.partial]
    large = {
        TooLarge.STOP: say("The allocation stops at the first application that the remaining money does not cover."),
        TooLarge.SKIP: say("An application that the remaining money does not cover is passed over, and the allocation continues."),
    }[fund.too_large]
    return say("The budget is allocated down the list. {partial} {large}", partial=partial, large=large)


def _recusals(reading: Reading) -> Said:
    recused = sum(len(one.dossier.recused()) for one in reading.ordered)
    if not recused:
        return say("No member is recorded as recused.")
    return say(
        "A recused member's ratings do not count in the application concerned. The recusals are listed under “Recusals and dissents”."
    )
