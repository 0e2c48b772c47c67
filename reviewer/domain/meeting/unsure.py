"""Votes that may have counted a seat which had left: another laptop noted later that it went at an earlier clock time.

A vote has no clock time of its own, only the moment at which it was written down; that moment is told beside the noted one, and what is
so is for people to say. Clock times are Norwegian.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import takewhile

from reviewer.domain.committee import Committee
from reviewer.domain.meeting.course import Ballot, Move
from reviewer.domain.meeting.sitting import Item, Meeting
from reviewer.domain.meeting.times import left_before, minute_of
from reviewer.domain.said import Said, say

_MARCH, _OCTOBER = 3, 10


def norwegian(moment: datetime) -> datetime:
    """Return the moment by Norwegian clocks: summer time from the last Sunday of March to the last of October, at 01:00 UTC."""
    plain = moment.astimezone(UTC).replace(tzinfo=None)
    summer = _last_sunday(plain.year, _MARCH) <= plain < _last_sunday(plain.year, _OCTOBER)
    return plain + timedelta(hours=2 if summer else 1)


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1)  # noqa: DTZ001 - both months have 31 days; compared with a moment in UTC
    return last - timedelta(days=(last.weekday() + 1) % 7)


def unsure(committee: Committee, met: Meeting, item: Item) -> Iterator[Said]:
    """Yield who may have left before a vote of the case that counted it."""
    for ballot in item.course.ballots:
        written = norwegian(ballot.entry.at)
        if not ballot.counts or written.date() != met.called.date:
            continue
        sure = left_before(met, ballot.when)
        for seat in ballot.vote.voters:
            going = _went_after(met, ballot, seat)
            if going is None or seat in sure or not _earlier(met, going, written):
                continue
            named = committee.seat(seat)
            yield say(
                "Case {number}: {seat} is noted on another laptop as gone at {time}, and the vote that counted it was written at {voted}. "
                "If it had left, make a new motion and decide the case again; if not, note when it left.",
                number=item.number,
                seat=named.name if named else seat,
                time=going.noted.at_time,
                voted=f"{written:%H:%M}",
            )


def _went_after(met: Meeting, ballot: Ballot, seat: str) -> Move | None:
    """Return the note that the seat left, if nothing else was noted of it after the vote, and that elsewhere; the last of several."""
    own = (one for one in met.moves if one.noted.attendee == seat and one.when > ballot.when)
    gone = list(takewhile(lambda one: not one.comes, own))
    return gone[-1] if gone and gone[-1].entry.elsewhere(ballot.entry) else None


def _earlier(met: Meeting, going: Move, written: datetime) -> bool:
    minute = minute_of(going.noted.at_time, met.called.starts)
    return minute is not None and minute < written.hour * 60 + written.minute
