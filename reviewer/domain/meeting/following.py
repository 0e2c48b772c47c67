"""Whether what follows a meeting is in order: the lock, corrections and approvals, the recipient's decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from reviewer.domain.case import Case, Dossier
from reviewer.domain.events import BudgetSet, Recommended, Stage, StageSet
from reviewer.domain.interventions import GrantDeclined
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import FloorState, Milestone
from reviewer.domain.meeting.approving import is_over
from reviewer.domain.meeting.asking import amount_refused, called, seat_name, unknown_seat
from reviewer.domain.meeting.balloting import faults
from reviewer.domain.meeting.carried import conditions_refused
from reviewer.domain.meeting.deciding import beyond_the_frame
from reviewer.domain.meeting.due import milestones, paid, recipients_decision
from reviewer.domain.meeting.sitting import meeting
from reviewer.domain.meeting.told import MILESTONES
from reviewer.domain.recommendation import GRANTING, Recommendation
from reviewer.domain.said import Kroner, Said, say
from reviewer.domain.stages import Outcome

NOT_LOCKED = say("The minutes are not locked yet.")


def lock_refused(case: Case, body: acts.MinutesLocked) -> Said | None:
    """Return why the minutes are not locked: something in them is not in order, or not done."""
    found = called(case, body.meeting)
    if isinstance(found, Said):
        return found
    if found.locked is not None:
        return say("The minutes of the meeting are locked already.")
    if body.day < found.called.date:
        return say("The meeting is called for {date}. Its minutes are not locked before that day.", date=found.called.date)
    if wrong := faults(case):
        return next(iter(wrong.values()))
    if open_ones := [item.number for item in found.items if item.floor is FloorState.OPEN]:
        return say("Case {number} is still before the meeting.", number=open_ones[0])
    if case.conflicts:
        return say("Something was set in two places. Settle it first.")
    return None


def correction_refused(case: Case, body: acts.MinutesCorrected) -> Said | None:
    """Return why the minutes are not corrected so; corrections are numbered from 1 for the meeting and for each case."""
    if body.meeting not in case.locks.meetings:
        return say("The minutes are not locked. What is wrong in them is put right where it stands.")
    if not body.text.strip() or not body.reason.strip():
        return say("Write the correction, and the reason for it.")
    found = meeting(case, body.meeting)
    last = max((one.number for one in found.corrections if one.application == body.application), default=0) if found else 0
    return None if body.number == last + 1 else say("The next correction is number {number}.", number=last + 1)


def approval_refused(case: Case, body: acts.MinutesApproved) -> Said | None:
    """Return why the minutes are not approved, or None where they may be."""
    found = meeting(case, body.meeting)
    if found is None or found.locked is None:
        return _still_open(case, body.meeting)
    if body.approver not in {seat.id for seat in case.committee.rating_seats()}:
        return say("Only the members approve the minutes.")
    came = {move.noted.attendee for move in found.moves if move.comes}
    if came and body.approver not in came:
        return say("{seat} was not at the meeting.", seat=seat_name(case, body.approver))
    return None if body.content == found.locked.content else say("These are not the minutes that were locked.")


def confirmation_refused(case: Case, body: acts.InterestConfirmed) -> Said | None:
    """Return that there is nothing to confirm, or that no meeting is over yet, whose minutes are locked; or None."""
    if not body.application:
        return unknown_seat(case, body.declarer) or _still_open(case, body.meeting)
    if not is_over(case):
        return NOT_LOCKED
    declared = body.declarer in case.dossiers[body.application].interests
    return None if declared else say("{seat} has declared nothing to confirm.", seat=seat_name(case, body.declarer))


def _still_open(case: Case, meeting_id: str) -> Said | None:
    found = meeting(case, meeting_id)
    return NOT_LOCKED if found is None or found.locked is None else None


def recipients_decision_refused(case: Case, body: acts.RecipientDecided) -> Said | None:
    """Return why the recipient's decision is not recorded so, or None where it may be."""
    proposed = case.dossiers[body.application].recommendation
    if proposed.outcome is None:
        return say("Nothing is proposed in {application} yet.", application=body.application)
    if departs(body, proposed) and not body.reason.strip():
        return say("The decision differs from the proposal. Write why.")
    return _declined(case, body) or _not_locked(case, body) or _before_the_council(case, body) or _unlike(body) or _paid_already(case, body)


def _declined(case: Case, body: acts.RecipientDecided) -> Said | None:
    """Return that nothing is granted to who has declined, or None."""
    if body.outcome not in GRANTING or case.dossiers[body.application].declined is None:
        return None
    return say("{application} has been declined. If that is wrong, undo it before a grant is written.", application=body.application)


def _not_locked(case: Case, body: acts.RecipientDecided) -> Said | None:
    """Return that the council's decision may still be changed, because its minutes are not locked; or None."""
    decided = case.dossiers[body.application].decision
    met = meeting(case, decided.meeting) if decided is not None else None
    if met is None or met.locked is not None:
        return None
    return say(
        "The minutes of {date} are not locked, and the council's decision may still be changed. "
        "Lock them before {recipient}'s decision is written.",
        date=met.called.date,
        recipient=case.committee.recipient,
    )


def _unlike(body: acts.RecipientDecided) -> Said | None:
    """Return that the amount or the conditions do not go with the outcome, or None."""
    if body.outcome is Outcome.RECOMMENDED and body.conditions:
        return say("Conditions belong to “granted on conditions”. Choose that, or write no conditions.")
    return amount_refused(body.outcome, body.amount) or conditions_refused(body.outcome, body.conditions)


def _paid_already(case: Case, body: acts.RecipientDecided) -> Said | None:
    """Return that more has been paid than the decision now gives, or None."""
    had = paid(case.dossiers[body.application])
    if had is None or (body.outcome in GRANTING and had.amount <= (body.amount or 0)):
        return None
    return say(
        "{amount} was paid on {date}. The decision cannot give less. If the payment is wrong, take it back first.",
        amount=Kroner(had.amount),
        date=had.on,
    )


def decline_refused(case: Case, body: GrantDeclined) -> Said | None:
    """Return why nobody declines that grant: it has been declined, there is none, or it has been paid; or None."""
    dossier = case.dossiers[body.application]
    if dossier.declined is not None:
        return say("{application} has been declined already.", application=body.application)
    answer, had = recipients_decision(dossier), paid(dossier)
    if answer is not None and answer.outcome not in GRANTING:
        return say(
            "{recipient} has not granted {application} anything. There is no grant to decline.",
            recipient=case.committee.recipient,
            application=body.application,
        )
    if had is None:
        return None
    return say(
        "{amount} was paid on {date}. Nothing of it is free. If it was paid back, or the payment is wrong, take the payment back first.",
        amount=Kroner(had.amount),
        date=had.on,
    )


def departs(body: acts.RecipientDecided, proposed: Recommendation) -> bool:
    """Whether another outcome, amount or condition was decided than was proposed."""
    if body.outcome is not proposed.outcome:
        return True
    return body.outcome in GRANTING and (body.amount != proposed.amount or _words(body.conditions) != _words(proposed.conditions))


def _words(conditions: tuple[str, ...]) -> list[str]:
    return " ".join(conditions).split()


def _before_the_council(case: Case, body: acts.RecipientDecided) -> Said | None:
    """Return that the recipient cannot have decided before the council met, or None."""
    first = after_the_council(case, [case.dossiers[body.application]], body.day)
    return None if body.day >= first else say("The council decided on {date}. Write that day or a later one.", date=first)


def after_the_council(case: Case, dossiers: Iterable[Dossier], day: date) -> date:
    """Return the day, or the one on which the council decided the last of the applications where that is later."""
    decisions = [dossier.decision for dossier in dossiers if dossier.decision is not None]
    held = [found.called.date for decided in decisions if (found := meeting(case, decided.meeting)) is not None]
    return max([day, *held])


_AFTER: Mapping[Milestone, Milestone] = {
    Milestone.PLAN_RECEIVED: Milestone.COMMITMENT,
    Milestone.PLAN_APPROVED: Milestone.PLAN_RECEIVED,
    Milestone.FINAL_COMMITMENT: Milestone.PLAN_APPROVED,
    Milestone.PAYMENT: Milestone.FINAL_COMMITMENT,
}
"""What has to be done before a step is done; what the committee does not wait for is passed over, but for the letter of commitment."""


def milestone_refused(case: Case, body: acts.MilestoneSet) -> Said | None:
    """Return why a step is not done yet: the recipient has not decided so, or the step before it is not done; or why not on that day."""
    dossier = case.dossiers[body.application]
    steps = milestones(dossier)
    if body.done is None:
        return _rested_on(case, body, steps)
    answer = recipients_decision(dossier)
    if answer is None:
        return say("{recipient} has not decided on {application} yet.", recipient=case.committee.recipient, application=body.application)
    if (answer.outcome is Outcome.NOT_RECOMMENDED) is not (body.milestone is Milestone.REFUSAL):
        return say("That step does not follow from {recipient}'s decision.", recipient=case.committee.recipient)
    return _too_early(case, body, steps) or _out_of_order(case, body, steps, answer) or _too_much(case, body, answer)


def _step_before(case: Case, step: Milestone) -> Milestone | None:
    waits = {Milestone.COMMITMENT, *(one.milestone for one in case.committee.awaits)}
    before = _AFTER.get(step)
    while before is not None and before not in waits:
        before = _AFTER.get(before)
    return before


def _days(steps: Mapping[Milestone, acts.MilestoneSet]) -> dict[Milestone, date]:
    return {step: known.done for step, known in steps.items() if known.done is not None}


def _too_early(case: Case, body: acts.MilestoneSet, steps: Mapping[Milestone, acts.MilestoneSet]) -> Said | None:
    before = _step_before(case, body.milestone)
    if before is None or before in _days(steps):
        return None
    return say("First comes: {before}. Then: {step}.", before=MILESTONES[before], step=MILESTONES[body.milestone])


def _rested_on(case: Case, body: acts.MilestoneSet, steps: Mapping[Milestone, acts.MilestoneSet]) -> Said | None:
    """Return that a later step has been done, which this one may not be taken from under; or None."""
    done = _days(steps)
    later = next((step for step in done if _step_before(case, step) is body.milestone), None) if body.milestone in done else None
    return say("This has been done after it: {step}.", step=MILESTONES[later]) if later else None


def _out_of_order(
    case: Case, body: acts.MilestoneSet, steps: Mapping[Milestone, acts.MilestoneSet], answer: acts.RecipientDecided
) -> Said | None:
    """Return that the step was done before what it follows, or after what follows it; or None."""
    if body.done is None:
        return None
    done = _days(steps)
    before = _step_before(case, body.milestone)
    first = max(answer.day, done.get(before, answer.day) if before else answer.day)
    if body.done < first:
        return say("What it follows was done on {date}. Write that day or a later one.", date=first)
    last = min((day for step, day in done.items() if _step_before(case, step) is body.milestone), default=body.done)
    return say("What follows it was done on {date}. Write that day or an earlier one.", date=last) if body.done > last else None


def _too_much(case: Case, body: acts.MilestoneSet, answer: acts.RecipientDecided) -> Said | None:
    if body.amount is None or body.amount <= (answer.amount or 0):
        return None
    return say(
        "{amount} is more than {recipient} has granted, {granted}.",
        amount=Kroner(body.amount),
        recipient=case.committee.recipient,
        granted=Kroner(answer.amount or 0),
    )


def recommendation_refused(case: Case, body: Recommended) -> Said | None:
    """Return that the meeting has decided the case, or None."""
    if {"outcome", "amount"} & {*body.fields} and case.dossiers[body.application].decision is not None:
        return say("The meeting has decided {application}. It can only be decided again there.", application=body.application)
    return None


def budget_refused(case: Case, body: BudgetSet) -> Said | None:
    """Return that the decided grants would exceed the frame, or None."""
    after = replace(case, budget=body.amount)
    return beyond_the_frame(after) if body.amount < (case.budget or 0) or case.budget is None else None


def stage_refused(case: Case, body: StageSet) -> Said | None:
    """Return that a round with locked minutes does not go back."""
    order = list(Stage)
    back = bool(case.locks.meetings) and order.index(body.stage) < order.index(case.stage)
    return say("The minutes are locked. The round does not go back.") if back else None
