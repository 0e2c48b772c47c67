"""The end of a meeting: its minutes locked in the case file."""

from __future__ import annotations

from datetime import datetime

from reviewer.casefile.file import CaseFile
from reviewer.domain.events import Event
from reviewer.domain.meeting.locking import Head, locking


def lock_minutes(file: CaseFile, seat: str, meeting: str, at: datetime, by: str = "") -> tuple[Event, ...]:
    """Lock the minutes of a meeting, as one act of this seat; `by` is who led the review (empty: the seat itself).

    Raises `Refused` where something in them is not in order; then nothing is written.
    """
    heads = (Head(seat=holder, key=key, feed=feed, number=number, id=last) for holder, key, feed, number, last in file.heads())
    return file.append(seat, locking(file.case(), meeting, heads, at.date(), by or seat), at)
