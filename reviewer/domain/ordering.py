"""What a committee's file may say of its order beyond the method: tie keys, leniency, and what the budget is spent for."""

from __future__ import annotations

from enum import StrEnum

from reviewer.domain.slotted import dataclass


class TieKind(StrEnum):
    """What parts those that are equal by the method; higher is better, and what is not known stands last."""

    THRESHOLDS = "thresholds"
    CRITERION = "criterion"
    NPV_PER_KRONE = "npv_per_krone"
    EFFECTS = "effects"
    SCORE = "score"
    MEDIAN = "median"
    THEME = "theme"
    DRAW = "draw"


@dataclass(frozen=True, slots=True, kw_only=True)
class TieKey:
    """One key; `of` names the criterion (`criterion`) or the committee's own field (`theme`)."""

    kind: TieKind
    of: str = ""


class Leniency(StrEnum):
    """Whether the members' own strictness is only shown, or taken out of the scores."""

    ADVICE = "advice"
    APPLIED = "applied"


class Measure(StrEnum):
    """What the value of a set of applications is the sum of."""

    SCORE = "score"
    SCORE_BY_KRONER = "score_by_kroner"
    NPV = "npv"
