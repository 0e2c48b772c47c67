"""Whether what follows a meeting is in order: the lock, corrections and approvals, the recipient's decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reviewer.domain.case import Case
from reviewer.domain.events import BudgetSet, Recommended, Stage, StageSet
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import FloorState, Milestone
from reviewer.domain.meeting.asking import amount_refused, called, seat_name
from reviewer.domain.meeting.balloting import faults
from reviewer.domain.meeting.deciding import beyond_the_frame
from reviewer.domain.meeting.due import milestones, recipients_decision
from reviewer.domain.meeting.sitting import meeting
from reviewer.domain.meeting.told import MILESTONES
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.said import Said, say
from reviewer.domain.stages import Outcome


def lock_refused(case: Case, body: acts.MinutesLocked) -> Said | None:
    """Return why the minutes are not locked: something in them is not in order, or not done."""
    found = called(case, body.meeting)
    if isinstance(found, Said):
        return found
    if found.locked is not None:
        return say("The minutes of the meeting are locked already.")
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
        return say("The minutes are not locked yet.")
    return None if body.content == found.locked.content else say("These are not the minutes that were locked.")


def confirmation_refused(case: Case, body: acts.InterestConfirmed) -> Said | None:
    """Return that there is nothing to confirm, or None."""
    declared = body.declarer in case.dossiers[body.application].interests
    return None if declared else say("{seat} has declared nothing to confirm.", seat=seat_name(case, body.declarer))


def recipients_decision_refused(case: Case, body: acts.RecipientDecided) -> Said | None:
    """Return why the recipient's decision is not recorded so, or None where it may be."""
    proposed = case.dossiers[body.application].recommendation
    if proposed.outcome is None:
        return say("Nothing is proposed in {application} yet.", application=body.application)
    differs = body.outcome is not proposed.outcome or (body.outcome in GRANTING and body.amount != proposed.amount)
    if differs and not body.reason.strip():
        return say("The decision differs from the proposal. Write why.")
    return amount_refused(body.outcome, body.amount)


_AFTER: Mapping[Milestone, Milestone] = {
    Milestone.PLAN_APPROVED: Milestone.PLAN_RECEIVED,
    Milestone.FINAL_COMMITMENT: Milestone.PLAN_APPROVED,
    Milestone.PAYMENT: Milestone.FINAL_COMMITMENT,
}
"""What has to be done before a step is done, where the committee waits for it at all."""


def milestone_refused(case: Case, body: acts.MilestoneSet) -> Said | None:
    """Return why a step is not done yet: the recipient has not decided so, or the step before it is not done."""
    dossier = case.dossiers[body.application]
    if body.done is None:
        return None
    answer = recipients_decision(dossier)
    if answer is None:
        return say("{recipient} has not decided on {application} yet.", recipient=case.committee.recipient, application=body.application)
    if (answer.outcome is Outcome.NOT_RECOMMENDED) is not (body.milestone is Milestone.REFUSAL):
        return say("That step does not follow from {recipient}'s decision.", recipient=case.committee.recipient)
    return _too_early(case, body, milestones(dossier))


def _too_early(case: Case, body: acts.MilestoneSet, done: Mapping[Milestone, acts.MilestoneSet]) -> Said | None:
    waits = {one.milestone for one in case.committee.awaits}
    before = _AFTER.get(body.milestone)
    while before is not None and before not in waits:
        before = _AFTER.get(before)
    known = done.get(before) if before else None
    if before is None or (known is not None and known.done is not None):
        return None
    return say("First comes: {before}. Then: {step}.", before=MILESTONES[before], step=MILESTONES[body.milestone])


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
