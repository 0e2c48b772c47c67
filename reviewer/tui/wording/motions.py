"""What a motion would have decided, and what was decided, in a few words: the same on every page of the meeting."""

from __future__ import annotations

from reviewer.domain.meeting.acts import MotionMade
from reviewer.domain.proposal.minuted import KINDS
from reviewer.domain.said import Kroner, Said, say, say_number
from reviewer.domain.stages import Outcome
from reviewer.tui.wording.choices import OUTCOME


def numbered(motion: MotionMade) -> Said:
    """Return what kind of motion it is, with its number."""
    return Said(KINDS[motion.kind].message, (("number", motion.motion),))


def motion_words(motion: MotionMade) -> Said:
    """Return what the motion would have decided: its outcome with the amount, or its own words."""
    if motion.outcome is None and motion.amount is None:
        return say("{text}", text=motion.text)
    return proposed(motion.outcome, motion.amount, len(motion.conditions))


def proposed(outcome: Outcome | None, amount: int | None, conditions: int) -> Said:
    """Return an outcome with its amount and how many conditions it has."""
    words: list[Said] = [OUTCOME[outcome]] if outcome else []
    if amount is not None:
        words.append(say("{amount}", amount=Kroner(amount)))
    if conditions:
        words.append(say_number("{number} condition", "{number} conditions", conditions))
    text = say("{text}", text=words[0]) if words else say("{text}", text="–")
    for word in words[1:]:
        text = say("{first}, {then}", first=text, then=word)
    return text
