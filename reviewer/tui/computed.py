"""What the computed order gives one application: what the council's recommendation is held against."""

from __future__ import annotations

from reviewer.domain.assessment import Assessment
from reviewer.domain.case import Case
from reviewer.domain.committee import RankMethod
from reviewer.domain.funding import Award, PassedOver
from reviewer.domain.ranking import Place
from reviewer.domain.recommendation import BeforeMoves
from reviewer.domain.slotted import dataclass
from reviewer.tui.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """What the order gives one application; `before` is what the computed one does, where the council has moved some by hand.

    `case` is what it was worked out from: the whole of what the seat sees.
    """

    place: Place | None
    award: Award | None
    passed: PassedOver | None
    before: BeforeMoves | None = None
    case: Case | None = None


def computed_of(assessment: Assessment, application: str) -> Computed:
    """Return the application's part of the assessment."""
    passed = next((one for one in assessment.allocation.passed_over if one.id == application), None)
    return Computed(
        place=assessment.place(application),
        award=assessment.allocation.award(application),
        passed=passed,
        before=assessment.before_moves(application),
        case=assessment.case,
    )


def ordered(subject: Subject) -> bool:
    """Whether there is a computed order yet."""
    return order_is_open(subject.case)


def order_is_open(case: Case) -> bool:
    """Whether the order may be shown: one made of ratings waits until they are opened."""
    return case.stage.ratings_open or case.committee.ranking.method is RankMethod.NPV_PER_KRONE
