"""The reserve list: who is next in line for money that becomes free after the decisions, and whether it is enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from reviewer.domain.assessment import Assessment
from reviewer.domain.case import Case, Dossier
from reviewer.domain.meeting.acts import RecipientDecided, ReserveKept
from reviewer.domain.meeting.due import committed, recipients_decision
from reviewer.domain.ranking import FUNDABLE
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.said import Kroner, Said, say
from reviewer.domain.slotted import dataclass
from reviewer.domain.stages import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class InLine:
    """One that waits, best place first; `could_get` is in kroner (None: not known), `fits` says whether what is free covers it.

    `shared` says that another one waits on the same place: then none of them is before the other.
    """

    application: str
    rank: int
    could_get: int | None
    fits: bool
    shared: bool = False

    @property
    def mark(self) -> str:
        """`2`, or `2=` where the place is shared with another that waits."""
        return f"{self.rank}=" if self.shared else str(self.rank)


def given(dossier: Dossier) -> int:
    """Return the kroner that the application has: by the recipient's decision, else as the council has decided or recommended."""
    if dossier.declined is not None:
        return 0
    answer = recipients_decision(dossier)
    if answer is None:
        return dossier.recommendation.granted
    return (answer.amount or 0) if answer.outcome in GRANTING else 0


def free(case: Case) -> int | None:
    """Return the kroner of the frame that nobody has; None where there is no frame."""
    return None if case.budget is None else case.budget - sum(given(dossier) for dossier in case.dossiers.values())


def kept_until(case: Case) -> date | None:
    """Return the last day on which the reserve list holds: as written in the case, else as the committee's file says; or None."""
    found = [event.body.until for event in case.meeting_acts if isinstance(event.body, ReserveKept)]
    return found[-1] if found else case.committee.fund.reserve_until


def _waits(dossier: Dossier) -> bool:
    """Whether it has no grant, and neither has declined one nor been refused one by the recipient."""
    answer = recipients_decision(dossier)
    refused = answer is not None and answer.outcome is Outcome.NOT_RECOMMENDED
    return dossier.declined is None and not refused and not given(dossier)


def recipients_doubts(case: Case, body: RecipientDecided) -> tuple[Said, ...]:
    """Return what is unusual in the amount that the recipient gives: less than it has committed, more than was applied for or is left."""
    dossier = case.dossiers[body.application]
    amount = (body.amount or 0) if body.outcome in GRANTING else 0
    asked, left = dossier.application.amount_applied, free(case)
    found = [*_commitment_sent(dossier, amount)]
    if asked is not None and amount > asked:
        found.append(say("{amount} is more than was applied for, {asked}.", amount=Kroner(amount), asked=Kroner(asked)))
    if left is not None and amount and left + given(dossier) < amount:
        over = amount - left - given(dossier)
        found.append(say("The budget is exceeded by {amount} with this.", amount=Kroner(over)))
    return tuple(found)


def _commitment_sent(dossier: Dossier, amount: int) -> Iterator[Said]:
    """Yield that a commitment of more than this has been given, or of a grant at all."""
    former, day = recipients_decision(dossier), committed(dossier)
    had = (former.amount or 0) if former and former.outcome in GRANTING else 0
    if day is not None and amount < had:
        yield say(
            "A commitment of {amount} was given on {date}. It has to be withdrawn, and the applicant told.", amount=Kroner(had), date=day
        )


def reserve_list(assessment: Assessment) -> tuple[InLine, ...]:
    """Return those that may be funded, have no grant, and have neither declined nor been refused, in the order of their places."""
    left = free(assessment.case)
    waiting: list[InLine] = []
    for place in assessment.places:
        judged = assessment.judged[place.id]
        if place.rank is None or place.group not in FUNDABLE or not _waits(judged.dossier):
            continue
        asked = judged.grantable.amount
        fits = left is not None and asked is not None and 0 < asked <= left
        waiting.append(InLine(application=place.id, rank=place.rank, could_get=asked, fits=fits))
    places = Counter(one.rank for one in waiting)
    return tuple(replace(one, shared=places[one.rank] > 1) for one in waiting)
