"""The committee's standard sentences for conditions and reasons: each under a code, so that it can be used again and counted."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from reviewer.domain.slotted import dataclass


class PhraseUse(StrEnum):
    """What a sentence is for: a condition of a grant, or a reason for a decision."""

    CONDITION = "condition"
    REASON = "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One sentence; `id` is its code. Whoever uses it may change the words in the decision."""

    id: str
    use: PhraseUse
    text: str


def used(phrases: Iterable[Phrase], conditions: Iterable[str], reasons: str) -> tuple[str, ...]:
    """Return the codes of the sentences that stand, word for word, among the conditions or in the reasons."""
    stated = {one.strip() for one in conditions}
    return tuple(
        one.id for one in phrases if (one.text.strip() in stated if one.use is PhraseUse.CONDITION else one.text.strip() in reasons)
    )
