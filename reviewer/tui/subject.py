"""One application as the seat at this screen sees it: what all the panes of the application screen show."""

from __future__ import annotations

from reviewer.domain.assessment import Judged, judge_dossier
from reviewer.domain.case import Case, Dossier
from reviewer.domain.committee import Committee, Seat, SeatRole
from reviewer.domain.slotted import dataclass
from reviewer.tui.session import Session

RATES = frozenset({SeatRole.CHAIR, SeatRole.MEMBER})
RECORDS = frozenset({SeatRole.CHAIR, SeatRole.SECRETARIAT})
OFFICE = frozenset({SeatRole.SECRETARIAT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The application with its answers; `case` has this application only."""

    case: Case
    judged: Judged
    seat: Seat

    @property
    def committee(self) -> Committee:
        """The committee as the case was opened with it."""
        return self.case.committee

    @property
    def dossier(self) -> Dossier:
        """All that has happened to the application."""
        return self.judged.dossier

    @property
    def opened(self) -> bool:
        """Whether the ratings are opened to all."""
        return self.case.stage.ratings_open

    @property
    def rates(self) -> bool:
        """Whether this seat rates."""
        return self.seat.role in RATES

    @property
    def records(self) -> bool:
        """Whether this seat records the council's recommendation."""
        return self.seat.role in RECORDS

    @property
    def waives(self) -> bool:
        """Whether this seat may waive or overrule a requirement."""
        return self.seat.role in self.committee.procedure.may_waive

    def seat_name(self, seat_id: str) -> str:
        """Return the seat's name, or its id where the committee has no such seat."""
        seat = self.committee.seat(seat_id)
        return seat.name if seat else seat_id


def subject_of(session: Session, application: str) -> Subject | None:
    """Return the application, or None where the seat may not see it."""
    case = session.case(application)
    dossier = case.dossiers.get(application)
    if dossier is None:
        return None
    nobody = Seat(id=session.seat, name=session.seat, role=SeatRole.OBSERVER)
    return Subject(case=case, judged=judge_dossier(case, dossier), seat=case.committee.seat(session.seat) or nobody)
