"""What cannot have happened yet: a decision, a step or a meeting that is told with a day after today. Due dates may lie ahead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from reviewer.domain.events import Happening
from reviewer.domain.meeting.acts import MilestoneSet, RecipientDecided
from reviewer.domain.meeting.paper.record import Record
from reviewer.domain.meeting.told import MILESTONES
from reviewer.domain.said import Said, say


def ahead(bodies: Iterable[Happening], today: date) -> Said | None:
    """Return that one of these acts is dated after today, or None."""
    return next((said for said in (_ahead(body, today) for body in bodies) if said), None)


def _ahead(body: Happening, today: date) -> Said | None:
    match body:
        case RecipientDecided(day=day) if day > today:
            return say("{date} has not come yet. Write the day of the decision: today, {today}, or an earlier one.", date=day, today=today)
        case MilestoneSet(done=date() as day, milestone=step) if day > today:
            return say(
                "{step}: {date} has not come yet. What is done was done today, {today}, or earlier; when it is due may lie ahead.",
                step=MILESTONES[step],
                date=day,
                today=today,
            )
        case _:
            return None


def held_ahead(record: Record, today: date) -> Said | None:
    """Return that the record tells of a meeting after today as if it had been held, or None."""
    head = record.meeting
    if head.date <= today or not (head.present or record.course):
        return None
    return say("Write the day on which the meeting was held: today, {today}, or an earlier one.", today=today)
