"""Whether the clock times of a meeting agree: nobody leaves before it came, or before it voted, or comes before it left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import takewhile

from reviewer.domain.case import Case
from reviewer.domain.meeting.acts import AttendanceNoted, MeetingCalled, Presence
from reviewer.domain.meeting.asking import seat_name
from reviewer.domain.meeting.course import Move, When
from reviewer.domain.meeting.sitting import Meeting
from reviewer.domain.said import Said, say

_CLOCK = re.compile(r"(?:kl\.?\s*)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?", re.ASCII | re.IGNORECASE)
_HALF_DAY, _DAY = 12 * 60, 24 * 60
_WAIT = 60
"""So many minutes before a meeting people come to it; an earlier time is asked about."""


def minute_of(text: str, starts: str = "") -> int | None:
    """Return the minutes since midnight of a clock time, or None; in a meeting that began in the evening, of the day after."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None or int(match["hour"]) > 23 or int(match["minute"] or 0) > 59:  # noqa: PLR2004 - a day's hours, an hour's minutes
        return None
    minute, began = int(match["hour"]) * 60 + int(match["minute"] or 0), minute_of(starts) if starts else None
    return minute + _DAY if began is not None and minute < began - _HALF_DAY else minute


def clock(text: str) -> str:
    """Return a clock time as minutes have it, `09:30`; what is none as it was written."""
    minute = minute_of(text)
    return text.strip() if minute is None else f"{minute // 60:02}:{minute % 60:02}"


def time_refused(case: Case, met: Meeting, body: AttendanceNoted) -> Said | None:
    """Return why a seat did not come or go at that time, or None."""
    if not body.at_time.strip():
        return None
    at = minute_of(body.at_time, met.called.starts)
    if at is None:
        return say("“{text}” is not a time. Write it as 10:15.", text=body.at_time)
    return _out_of_turn(case, met, body, at) or _before_it_voted(case, met, body, at) or _after_it_voted(case, met, body, at)


def _out_of_turn(case: Case, met: Meeting, body: AttendanceNoted, at: int) -> Said | None:
    """Return that the seat had come or gone at a later time before, or None; what is put right itself does not count."""
    own = [one.noted for one in met.moves if one.noted.attendee == body.attendee]
    while own and own[-1].presence is body.presence:
        own.pop()
    known = [(minute, one) for one in own if (minute := minute_of(one.at_time, met.called.starts)) is not None]
    latest, other = max(known, key=lambda pair: pair[0], default=(at, body))
    if latest <= at:
        return None
    seat, then = seat_name(case, body.attendee), other.at_time
    if other.presence is body.presence:
        return say("{seat} was noted at {then} before. Write a later time, or undo what is wrong.", seat=seat, then=then)
    if body.presence is Presence.ABSENT:
        return say(
            "{seat} cannot have left at {time}: it was there at {then}. Write a later time, or undo what is wrong.",
            seat=seat,
            time=body.at_time,
            then=then,
        )
    return say(
        "{seat} cannot have come at {time}: it left at {then}. Write a later time, or undo what is wrong.",
        seat=seat,
        time=body.at_time,
        then=then,
    )


def _before_it_voted(case: Case, met: Meeting, body: AttendanceNoted, at: int) -> Said | None:
    """Return that the seat has voted at a later time, as far as what was noted before the vote tells when it was; or None."""
    if body.presence is Presence.PRESENT:
        return None
    for item in met.items:
        for ballot in item.course.ballots:
            since = _latest(met, ballot.when) if body.attendee in ballot.vote.voters else None
            if since is not None and since[0] > at:
                return say(
                    "{seat} cannot have left at {time}: it voted in case {number}, and that was after {then}.",
                    seat=seat_name(case, body.attendee),
                    time=body.at_time,
                    number=item.number,
                    then=since[1],
                )
    return None


def _after_it_voted(case: Case, met: Meeting, body: AttendanceNoted, at: int) -> Said | None:
    """Return that when the seat came is put right to a time after a vote that counted it, as far as what was noted since tells; or None."""
    own = [one for one in met.moves if one.noted.attendee == body.attendee]
    put_right = list(takewhile(lambda one: one.comes, reversed(own))) if body.presence is Presence.PRESENT else []
    for item in met.items if put_right else ():
        for ballot in item.course.ballots:
            until = _earliest(met, ballot.when) if body.attendee in ballot.vote.voters and ballot.when > put_right[-1].when else None
            if until is not None and until[0] < at:
                return say(
                    "{seat} cannot have come at {time}: it voted in case {number}, and that was before {then}.",
                    seat=seat_name(case, body.attendee),
                    time=body.at_time,
                    number=item.number,
                    then=until[1],
                )
    return None


def times_apart(met: Meeting) -> Iterator[Said]:
    """Yield that somebody is noted as come or gone before the meeting began, once a case was up, or after it ended."""
    starts, ends = met.called.starts, met.called.ends
    began, ended = minute_of(starts), minute_of(ends, starts)
    known = [(minute, one) for one in from_the_beginning(met) if (minute := minute_of(one.noted.at_time, starts)) is not None]
    early = min(((minute, one.noted.at_time) for minute, one in known if not one.comes), default=None)
    if began is not None and early is not None and early[0] < began:
        yield say(
            "The meeting began at {starts}, and somebody is noted as gone at {time}. Put the times right.", starts=starts, time=early[1]
        )
    soon = min(((minute, one.noted.at_time) for minute, one in known if one.comes), default=None)
    if began is not None and soon is not None and soon[0] < began:
        yield say(
            "The meeting began at {starts}, and somebody is noted as come at {time}. Put the times right.", starts=starts, time=soon[1]
        )
    late = max(((minute, one.noted.at_time) for minute, one in known), default=None)
    if began is not None and ended is not None and ended < began:
        yield say("The meeting ended at {ends}, before it began at {starts}. Put the times right.", ends=ends, starts=starts)
    elif ended is not None and late is not None and late[0] > ended:
        yield say(
            "The meeting ended at {ends}, and somebody is noted as come or gone at {time}. Put the times right.", ends=ends, time=late[1]
        )


def first_up(met: Meeting) -> When | None:
    """Return when the first case came before the meeting, or None."""
    return min((when for item in met.items for when in (item.course.opened, item.course.treated) if when is not None), default=None)


def from_the_beginning(met: Meeting) -> tuple[Move, ...]:
    """Return the moves; what was noted in the hour before the meeting began, and before its first case, is noted as when it began."""
    began, first = minute_of(met.called.starts), first_up(met)
    return tuple(_clamped(met, one, began) if first is None or one.when < first else one for one in met.moves)


def _clamped(met: Meeting, move: Move, began: int | None) -> Move:
    at = minute_of(move.noted.at_time, met.called.starts)
    if began is None or at is None or not began - _WAIT <= at < began:
        return move
    return replace(move, noted=replace(move.noted, at_time=clock(met.called.starts)))


def begun_early(met: Meeting, today: date, now: str) -> MeetingCalled | None:
    """Return that the meeting has begun now, where its first case comes up earlier on its day than it was called for; else None."""
    at, began = minute_of(now, met.called.starts), minute_of(met.called.starts)
    early = first_up(met) is None and met.called.date == today and at is not None and began is not None and at < began
    return replace(met.called, starts=now) if early else None


def begun_late(met: Meeting, today: date, now: str) -> bool:
    """Whether the first case comes up later on the meeting's day than it was called for: perhaps the meeting began later too."""
    at, began = minute_of(now, met.called.starts), minute_of(met.called.starts)
    return first_up(met) is None and met.called.date == today and at is not None and began is not None and at > began


def before_its_day(met: Meeting, today: date) -> Said | None:
    """Return that the meeting is called for a later day than today, or None: what is noted of it now is noted too early."""
    return (
        say("The meeting is called for {date}, and today is {today}.", date=met.called.date, today=today)
        if met.called.date > today
        else None
    )


def left_before(met: Meeting, when: When) -> frozenset[str]:
    """Return the seats of which it was noted after that moment that they had left before it, as far as the clock times tell.

    It was noted on another machine that did not know what had happened by then.
    """
    since = _latest(met, when)
    first: dict[str, Move] = {}
    for one in met.moves if since else ():
        if one.when > when:
            first.setdefault(one.noted.attendee, one)
    at = {seat: minute_of(one.noted.at_time, met.called.starts) for seat, one in first.items() if not one.comes}
    return frozenset(seat for seat, minute in at.items() if minute is not None and since and minute < since[0])


def _latest(met: Meeting, when: When) -> tuple[int, str] | None:
    """Return the latest time that was noted before that moment, the meeting's beginning too."""
    starts = met.called.starts
    noted = [starts, *(one.noted.at_time for one in met.moves if one.when < when)]
    known = [(minute, text) for text in noted if (minute := minute_of(text, starts)) is not None]
    return max(known, default=None)


def _earliest(met: Meeting, when: When) -> tuple[int, str] | None:
    """Return the earliest time that was noted after that moment, or None."""
    noted = [one.noted.at_time for one in met.moves if one.when > when]
    return min(((minute, text) for text in noted if (minute := minute_of(text, met.called.starts)) is not None), default=None)
