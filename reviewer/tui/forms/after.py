"""What is filled in after a meeting: the recipient's decision in a case, and the days of a step that follows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewer.domain.case import Case, Dossier
from reviewer.domain.meeting.acts import Milestone, MilestoneSet, RecipientDecided
from reviewer.domain.meeting.due import milestones, recipients_decision
from reviewer.domain.meeting.following import after_the_council
from reviewer.domain.meeting.reserve import recipients_doubts
from reviewer.domain.meeting.told import GRANTS, MILESTONES
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.said import Said, say
from reviewer.domain.stages import Outcome
from reviewer.tui.forms.fields import Field, FieldsForm
from reviewer.tui.screen import CaseScreen
from reviewer.tui.typed.days import day_in, day_wrong
from reviewer.tui.typed.kroner import kroner_in, kroner_wrong


def decision_form(screen: CaseScreen[Any], case: Case, dossier: Dossier) -> FieldsForm:
    """Return the form of the recipient's decision; it begins with what the council proposes."""
    proposed, answer, recipient = dossier.recommendation, recipients_decision(dossier), case.committee.recipient
    outcome = answer.outcome if answer else proposed.outcome
    amount = answer.amount if answer else proposed.amount
    conditions = answer.conditions if answer else proposed.conditions
    day = answer.day if answer else after_the_council(case, [dossier], screen.session.clock().astimezone().date())
    asked = (
        Field(id="outcome", label=say("{recipient} decides", recipient=recipient), value=outcome or "", choices=tuple(GRANTS.items())),
        Field(id="amount", label=say("Amount in kroner"), value="" if amount is None else str(amount)),
        Field(id="conditions", label=say("Conditions, one a line"), value="\n".join(conditions), lines=3),
        Field(id="day", label=say("Date"), value=screen.speech.value(day)),
        Field(id="reason", label=say("Why, where it differs"), value=answer.reason if answer else "", lines=3),
    )

    def save(given: Mapping[str, str]) -> Said | None:
        decided = Outcome(given["outcome"])
        if why := day_wrong(given["day"]) or (kroner_wrong(given["amount"]) if decided in GRANTING else None):
            return why
        lines = tuple(line.strip() for line in given["conditions"].splitlines() if line.strip())
        body = RecipientDecided(
            application=dossier.id,
            outcome=decided,
            day=day_in(given["day"]) or day,
            amount=kroner_in(given["amount"]) if decided in GRANTING else None,
            reason=given["reason"],
            conditions=lines if decided in GRANTING else (),
        )
        doubts = recipients_doubts(screen.session.casefile().case(), body)
        why = screen.attempt([body])
        for doubt in doubts if why is None else ():
            screen.warn(doubt)
        return why

    title = say("{recipient}'s decision on {application}", recipient=recipient, application=dossier.application.title)
    lead = say("It begins with what the council proposes. Where it differs, the reason is kept and told.")
    return FieldsForm(title, lead, asked, save, f"recipient/{dossier.id}")


def step_form(screen: CaseScreen[Any], dossier: Dossier, step: Milestone) -> FieldsForm:
    """Return the form of one step: when it is due, when it was done, and how much it concerns."""
    known = milestones(dossier).get(step)
    asked = (
        Field(id="due", label=say("Due"), value=screen.speech.value(known.due) if known and known.due else ""),
        Field(id="done", label=say("Done"), value=screen.speech.value(known.done) if known and known.done else ""),
        Field(id="amount", label=say("Amount in kroner"), value="" if known is None or known.amount is None else str(known.amount)),
        Field(id="note", label=say("Note"), value=known.note if known else ""),
    )

    def save(given: Mapping[str, str]) -> Said | None:
        for name in ("due", "done"):
            if given[name] and (why := day_wrong(given[name])):
                return why
        if given["amount"] and (why := kroner_wrong(given["amount"])):
            return why
        body = MilestoneSet(
            application=dossier.id,
            milestone=step,
            due=day_in(given["due"]) if given["due"] else None,
            done=day_in(given["done"]) if given["done"] else None,
            amount=kroner_in(given["amount"]) if given["amount"] else None,
            note=given["note"],
        )
        return screen.attempt([body])

    title = say("{application}: {step}", application=dossier.application.title, step=MILESTONES[step])
    return FieldsForm(title, say("Dates as 1.3.2018. Without a date the step is not in the list of what is due when."), asked, save)
