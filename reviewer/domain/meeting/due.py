"""What follows the decisions, and when: each step that is due or done, and the steps that are still without a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from reviewer.domain.case import Case, Dossier
from reviewer.domain.committee import Committee
from reviewer.domain.events import Event
from reviewer.domain.meeting.acts import Milestone, MilestoneSet, RecipientDecided
from reviewer.domain.meeting.told import MILESTONES
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.registers import event_order
from reviewer.domain.said import Kroner, Said, say
from reviewer.domain.slotted import dataclass
from reviewer.domain.stages import Outcome

WITHDRAWAL = "withdrawal"
"""What is due where the recipient gives less than it has committed."""

_COMMITMENTS = (Milestone.COMMITMENT, Milestone.FINAL_COMMITMENT)


class When(StrEnum):
    """How a step stands on a day."""

    DONE = "done"
    OVERDUE = "overdue"
    DUE = "due"
    NO_DATE = "no_date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One step of one application; `what` is its name in the schema: a milestone's, `recipient_decision` or `withdrawal`."""

    application: str
    what: str
    said: Said
    when: When
    due: date | None = None
    done: date | None = None
    amount: int | None = None
    note: str = ""


def recipients_decision(dossier: Dossier) -> RecipientDecided | None:
    """Return what the recipient decided of the application, or None."""
    found = [event.body for event in dossier.meeting_acts if isinstance(event.body, RecipientDecided)]
    return found[-1] if found else None


def milestones(dossier: Dossier) -> dict[Milestone, MilestoneSet]:
    """Return the steps that have a day, in the order in which they fall due."""
    found = {event.body.milestone: event.body for event in dossier.meeting_acts if isinstance(event.body, MilestoneSet)}
    return {one: found[one] for one in Milestone if one in found and (found[one].due or found[one].done)}


def stood_before(dossier: Dossier, body: MilestoneSet) -> Said | None:
    """Return what was done before of a step that is now written otherwise, because what is written now takes its place; or None."""
    known = milestones(dossier).get(body.milestone)
    if known is None or None in {known.done, body.done} or (known.done, known.amount) == (body.done, body.amount):
        return None
    step = MILESTONES[body.milestone]
    if known.amount is None:
        return say("Before it stood: {step}, {date}. What is written now takes its place.", step=step, date=known.done)
    return say(
        "Before it stood: {step}, {amount}, {date}. What is written now takes its place. Where it is paid in parts, write the sum.",
        step=step,
        amount=Kroner(known.amount),
        date=known.done,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """So many kroner were paid, or committed, on that day."""

    amount: int
    on: date


def paid(dossier: Dossier) -> Paid | None:
    """Return what has been paid, or None; where the payment names no amount it is what the recipient granted."""
    payment, answer = milestones(dossier).get(Milestone.PAYMENT), recipients_decision(dossier)
    if payment is None or payment.done is None:
        return None
    amount = payment.amount if payment.amount is not None else answer.amount if answer else None
    return Paid(amount=amount or 0, on=payment.done)


def committed(dossier: Dossier) -> date | None:
    """Return the day on which the last commitment was given, the preliminary one or the final, or None."""
    steps = milestones(dossier)
    return max(
        (steps[one].done or date.min for one in _COMMITMENTS if one in steps and steps[one].done),
        default=None,
    )


def to_withdraw(dossier: Dossier) -> Paid | None:
    """Return the commitment that is more than what the recipient has decided since, and when it was given; None where there is none.

    It is withdrawn once the commitment is noted as not given, or given again as it is decided now, or the letter of refusal has gone out.
    """
    answers = [event for event in dossier.history if isinstance(event.body, RecipientDecided)]
    sent = [event for event in dossier.meeting_acts if isinstance(event.body, MilestoneSet) and event.body.done]
    given = [event for event in sent if getattr(event.body, "milestone", None) in _COMMITMENTS]
    now = recipients_decision(dossier)
    if now is None or not given:
        return None
    last = max(given, key=event_order)
    day = getattr(last.body, "done", now.day)
    known = [event.body for event in answers if event_order(event) < event_order(last) and isinstance(event.body, RecipientDecided)]
    then = next(reversed([one for one in known if one.day <= day] or known), None)
    if then is None or _granted(then) <= _granted(now) or _refusal_sent(sent, answers, now):
        return None
    return Paid(amount=_granted(then), on=day)


def _granted(answer: RecipientDecided) -> int:
    return (answer.amount or 0) if answer.outcome in GRANTING else 0


def _refusal_sent(sent: list[Event], answers: list[Event], now: RecipientDecided) -> bool:
    """Whether the letter of refusal has gone out since the recipient refused."""
    if now.outcome is not Outcome.NOT_RECOMMENDED:
        return False
    told = [event for event in sent if getattr(event.body, "milestone", None) is Milestone.REFUSAL]
    decided = max(event_order(event) for event in answers)
    return any(event_order(event) > decided for event in told)


def due(case: Case, on: date) -> tuple[Due, ...]:
    """Return every step as it stands on the day: those with a day first, the earliest first, then those that have none."""
    found = [one for dossier in case.dossiers.values() for one in _of(case, dossier, on)]
    return tuple(sorted(found, key=lambda one: (one.when is When.DONE, one.done or one.due or date.max)))


def conditions(dossier: Dossier) -> tuple[str, ...]:
    """Return the conditions of the grant: the recipient's once it has decided, until then the council's; none without a grant."""
    answer = recipients_decision(dossier)
    given = answer or dossier.recommendation
    return given.conditions if given.outcome in GRANTING else ()


def conditions_due(dossier: Dossier) -> date | None:
    """Return the day by which the conditions are to be met: the one that was set for the step, else the council's; None without any."""
    if not conditions(dossier):
        return None
    step = milestones(dossier).get(Milestone.CONDITIONS)
    return (step.due if step else None) or (dossier.decision.deadline if dossier.decision else None)


def _of(case: Case, dossier: Dossier, on: date) -> Iterator[Due]:
    answer, steps = recipients_decision(dossier), milestones(dossier)
    waits = answer is None and dossier.recommendation.outcome in {None, Outcome.POSTPONED}
    if waits or dossier.declined is not None:
        return
    done = answer.day if answer else None
    said = say("{recipient}'s decision", recipient=case.committee.recipient)
    yield Due(application=dossier.id, what="recipient_decision", said=said, when=_when(None, done, on), done=done)
    if (much := to_withdraw(dossier)) and answer is not None:
        words = say(
            "Withdraw the commitment of {amount}, given on {date}, and tell the applicant", amount=Kroner(much.amount), date=much.on
        )
        yield Due(application=dossier.id, what=WITHDRAWAL, said=words, when=_when(answer.day, None, on), due=answer.day, amount=much.amount)
    if deadline := conditions_due(dossier):
        body = steps.get(Milestone.CONDITIONS) or MilestoneSet(application=dossier.id, milestone=Milestone.CONDITIONS)
        steps[Milestone.CONDITIONS] = replace(body, due=deadline)
    elif not conditions(dossier):
        steps.pop(Milestone.CONDITIONS, None)
    if answer is not None:
        for milestone, day in _expected(case.committee, answer).items():
            body = steps.get(milestone) or MilestoneSet(application=dossier.id, milestone=milestone)
            steps[milestone] = replace(body, due=body.due or day)
    for milestone in Milestone:
        if milestone in steps:
            yield _of_milestone(steps[milestone], on)


def _of_milestone(body: MilestoneSet, on: date) -> Due:
    return Due(
        application=body.application,
        what=body.milestone.value,
        said=MILESTONES[body.milestone],
        when=_when(body.due, body.done, on),
        due=body.due,
        done=body.done,
        amount=body.amount,
        note=body.note,
    )


def _when(due: date | None, done: date | None, on: date) -> When:
    if done is not None:
        return When.DONE
    if due is None:
        return When.NO_DATE
    return When.OVERDUE if due < on else When.DUE


def _expected(committee: Committee, answer: RecipientDecided) -> dict[Milestone, date | None]:
    """Return what follows the recipient's decision, with its day where the committee's file has a rule: always the letter."""
    if answer.outcome is Outcome.NOT_RECOMMENDED:
        return {Milestone.REFUSAL: None}
    if answer.outcome not in GRANTING:
        return {}
    awaited = {one.milestone: None if one.days is None else answer.day + timedelta(days=one.days) for one in committee.awaits}
    return {Milestone.COMMITMENT: None, **awaited}
