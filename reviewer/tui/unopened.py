"""In a round that asks for declarations: what the list shows of an application before the seat has declared its interest in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reviewer.casefile.browse import Line
from reviewer.domain.committee import SeatRole
from reviewer.domain.meeting.locks import AFTER_LOCK
from reviewer.tui.session import Session

Read = Callable[[int, int], Sequence[Line]]
_RATES = (SeatRole.CHAIR, SeatRole.MEMBER)


def _may_be_unopened(session: Session) -> bool:
    """Whether there may be applications that the seat has to declare its interest in first; asked before the case is read."""
    seat = next((one for one in session.frame.seats if one.id == session.seat), None)
    return seat is not None and seat.role in _RATES and session.frame.stage not in AFTER_LOCK and session.browser.declares_first()


def unopened(session: Session) -> frozenset[str]:
    """Return those that the seat may not open yet."""
    if not _may_be_unopened(session):
        return frozenset()
    from reviewer.domain.meeting.opened import content_open

    case = session.casefile().case().seen_by(session.seat)
    return frozenset(key for key in case.dossiers if not content_open(case, key, session.seat))


def covered(read: Read, session: Session, found: frozenset[str] | None) -> Read:
    """Return what reads the lines without what the unopened ones hold; all of them are covered until it is known which they are."""
    if not found and (found is not None or not _may_be_unopened(session)):
        return read

    def lines(start: int, count: int) -> Sequence[Line]:
        return [_bare(line) if found is None or line.id in found else line for line in read(start, count)]

    return lines


def _bare(line: Line) -> Line:
    """Return who applies for what, and nothing else of it: no place, amount, requirement, worth or score."""
    return replace(
        line,
        amount=None,
        met=0,
        not_met=0,
        unknown=0,
        not_applicable=0,
        waived=0,
        eligible=None,
        npv_per_krone=None,
        score=None,
        rank=None,
        tied=False,
        outcome=None,
        granted=None,
        below_threshold=False,
        moved=False,
    )
