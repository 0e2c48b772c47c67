"""What is out of order in the meetings whose minutes are not locked: no fault of the file, and often brought by a merge."""

from __future__ import annotations

from reviewer.domain.case import Case
from reviewer.domain.meeting.balloting import faults
from reviewer.domain.meeting.sitting import meetings
from reviewer.domain.meeting.unsure import unsure
from reviewer.domain.said import Said, say


def disorder(case: Case) -> tuple[Said, ...]:
    """Return each thing in a sentence: a decision without a vote or a quorum, a seat counted that had left, money beyond the frame."""
    doubts = (said for met in meetings(case) if met.locked is None for item in met.items for said in unsure(case.committee, met, item))
    return tuple(say("To be put right before the minutes are locked: {what}", what=said) for said in (*faults(case).values(), *doubts))
