"""What a scheme waits for after a grant, as its committee's file lists it."""

from __future__ import annotations

from reviewer.domain.meeting.acts import Milestone
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A step that follows every grant; `days` after the recipient's decision, None where no rule says when."""

    milestone: Milestone
    days: int | None = None
