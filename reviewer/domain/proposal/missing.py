"""What stands between this paper and a final one."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.assessment import Judged
from reviewer.domain.events import Outcome
from reviewer.domain.proposal.reading import Reading, first_named, named
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.registers import Conflict
from reviewer.domain.said import Kroner, Said, say, say_number


def missing(reading: Reading) -> tuple[Said, ...]:
    """Return everything that must be settled before the paper is final, each as a sentence that says what to do."""
    return (*_partial(reading), *_unsettled(reading), *_unexplained(reading), *_too_much(reading), *_open_ends(reading))


def _partial(reading: Reading) -> Iterator[Said]:
    seat = reading.imprint.seen_by
    if seat:
        yield say("This is the case as {seat} sees it, not the paper of the whole council.", seat=reading.seat_name(seat))


def _unsettled(reading: Reading) -> Iterator[Said]:
    open_ones = [one for one in reading.ordered if one.dossier.recommendation.outcome is None]
    if open_ones:
        yield say_number(
            "{number} application has no recommendation: {names}.",
            "{number} applications have no recommendation: {names}.",
            len(open_ones),
            names=first_named(open_ones),
        )
    for one in reading.granted:
        given = one.dossier.recommendation
        if given.amount is None:
            yield say("{names} is recommended without an amount.", names=named([one]))
        if given.outcome is Outcome.CONDITIONS and not given.conditions:
            yield say("{names} is recommended with conditions, but no condition is written.", names=named([one]))


def _unexplained(reading: Reading) -> Iterator[Said]:
    for one in reading.ordered:
        if reading.assessment.departure(one.dossier.id) and not one.dossier.recommendation.departure.strip():
            yield say("The recommendation for {names} departs from the order without a reason.", names=named([one]))
        if _funded_against_requirements(one) and not one.dossier.recommendation.reasons.strip():
            yield say("{names} does not meet a requirement, and is recommended without a reason.", names=named([one]))


def _funded_against_requirements(one: Judged) -> bool:
    return one.verdicts.eligible is False and one.dossier.recommendation.outcome in GRANTING


def _too_much(reading: Reading) -> Iterator[Said]:
    for one in reading.granted:
        asked = one.dossier.application.amount_applied
        given = one.dossier.recommendation.granted
        if asked is not None and given > asked:
            yield say(
                "{names} is recommended for {given}, more than the {asked} applied for.",
                names=named([one]),
                given=Kroner(given),
                asked=Kroner(asked),
            )
    budget = reading.assessment.case.budget
    if budget is not None and reading.granted_total > budget:
        over = Kroner(reading.granted_total - budget)
        yield say("The budget is exceeded by {amount}. Lower an amount, or take an application out.", amount=over)


def _open_ends(reading: Reading) -> Iterator[Said]:
    for conflict in reading.assessment.case.conflicts:
        what = _conflict_words(reading, conflict)
        if conflict.register == ("draw",):
            yield say("Two entries contradict each other and must be settled: {what}.", what=what)
        else:
            yield say("Two entries contradict each other and must be settled: {what}. Until then the last one counts.", what=what)
    aside = len(reading.assessment.case.set_aside)
    if aside:
        yield say_number(
            "{number} row of a batch was set aside and is not part of this paper.",
            "{number} rows of a batch were set aside and are not part of this paper.",
            aside,
        )


def _conflict_words(reading: Reading, conflict: Conflict) -> Said:
    match conflict.register:
        case ("rating", application, seat, *_):
            return say("{seat}'s rating of {application}", seat=reading.seat_name(seat), application=application)
        case ("recommendation", application, _):
            return say("the recommendation for {application}", application=application)
        case ("ruling", application, _):
            return say("a requirement of {application}", application=application)
        case ("assumption" | "effect", application, _):
            return say("what the council itself assumes of {application}", application=application)
        case ("dissent" | "interest", application, seat):
            return say("what {seat} has declared about {application}", seat=reading.seat_name(seat), application=application)
        case ("application", application):
            return say("the content of {application}", application=application)
        case ("budget",):
            return say("the budget")
        case _:
            return say("the case itself")
