"""What is wrong with a meeting's course told line by line.

A line points to what is not there, something would tell the order twice, or the file has what no line tells: that would be lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from reviewer.domain.meeting.acts import MotionKind
from reviewer.domain.meeting.paper.on_paper import MAIN, ballots, decision_of, main_motion, moved
from reviewer.domain.meeting.paper.record import Item, Line, Motion, Record, What
from reviewer.domain.said import Said, say
from reviewer.intake.expectation import Path, Wrong

_OF_SEATS = frozenset({What.CAME, What.LEFT, What.DISSENT, What.REMARK})
_OF_THE_MEETING = frozenset({What.CAME, What.LEFT, What.RECUSAL, What.OVERRUN})
_TWICE = say("Leave this out: the course tells when that was.")


def course_checks(record: Record, every: tuple[str, ...]) -> Iterator[Wrong]:
    """Yield what is wrong with the lines, and each key that says otherwise when something was; `every` are the committee's seats."""
    items = {item.application: item for item in record.items}
    for number, line in enumerate(record.course):
        for key, value, expected in _line(record, line, items, every):
            yield Wrong(("course", number, key), value, expected)
    if record.course:
        yield from (Wrong(place, None, _TWICE) for place in _told_twice(record))
        yield from _presence(record)
        for place, line in _to_tell(record):
            if line not in {_plain(told) for told in record.course}:
                yield Wrong(place, None, say("No line of the course tells this. Write one in its turn: {line}.", line=_written(line)))


def _line(record: Record, line: Line, items: dict[str, Item], every: tuple[str, ...]) -> Iterator[tuple[str, str, Said]]:
    if line.what in _OF_SEATS and line.seat not in every:
        yield "seat", line.seat, say("Write one of the committee's seats: {seats}.", seats=", ".join(every))
    item = items.get(line.application)
    if line.what not in _OF_THE_MEETING and item is None:
        yield "application", line.application, say("Write an application that is among the items of this meeting.")
        return
    count = _counted(record, line.what, item)
    if count is not None and not 1 <= line.number <= count:
        yield "number", str(line.number) if line.number else "", _among(count)
    numbers = {motion.number for _, motion in moved(item)} if item else set()
    if line.what is What.MOTION and line.motion not in numbers:
        yield "motion", line.motion, say("Write the number of one of the motions: {numbers}.", numbers=", ".join(sorted(numbers)))


def _among(count: int) -> Said:
    if not count:
        return say("There is nothing in this file that the line could mean.")
    return (
        say("Write number = 1: there is one of them.") if count == 1 else say("Write which one of them it is, 1 to {count}.", count=count)
    )


def _counted(record: Record, what: What, item: Item | None) -> int | None:
    """Return how many there are of what the line's number points to, or None where it points to nothing."""
    if what is What.RECUSAL:
        return len(record.recusals)
    if what is What.OVERRUN:
        return len(record.overruns) + (record.overrun is not None)
    if item is None:
        return None
    return {What.VOTE: len(tuple(ballots(item))), What.LEADING: len(item.leading)}.get(what)


def _told_twice(record: Record) -> Iterator[Path]:
    head = record.meeting
    yield from (("meeting", key) for key in ("arrived", "left", "moves") if getattr(head, key))
    for number, item in enumerate(record.items):
        yield from (("items", number, key) for key in ("absent", "chair", "turn", "fallen_after") if getattr(item, key))
    for number, recusal in enumerate(record.recusals):
        if recusal.after is not None or recusal.after_votes:
            yield "recusals", number, "after"


def _presence(record: Record) -> Iterator[Wrong]:
    """Yield the seats that came and are said to be absent; that one came is no coming where the next line takes it back at that minute."""
    for number, seat in enumerate(record.meeting.absent):
        own = [line for line in record.course if line.seat == seat and line.what in {What.CAME, What.LEFT}]
        stays = (after is None or after.what is What.CAME or not one.at or one.at != after.at for one, after in zip_longest(own, own[1:]))
        if any(one.what is What.CAME and stayed for one, stayed in zip(own, stays, strict=True)):
            yield Wrong(("meeting", "absent", number), seat, say("Write the seat among those present: the course says that it came."))


def _to_tell(record: Record) -> Iterator[tuple[Path, Line]]:
    """Yield each thing that the file has and a line has to tell, with its place and the line."""
    for number, seat in enumerate(record.meeting.present):
        yield ("meeting", "present", number), Line(what=What.CAME, seat=seat)
    for number, seat in enumerate(record.meeting.absent):
        yield ("meeting", "absent", number), Line(what=What.LEFT, seat=seat)
    for number, _ in enumerate(record.recusals):
        yield ("recusals", number), Line(what=What.RECUSAL, number=number + 1)
    for number, _ in enumerate(record.overruns):
        yield ("overruns", number), Line(what=What.OVERRUN, number=number + 1)
    if record.overrun is not None:
        yield ("overrun",), Line(what=What.OVERRUN, number=len(record.overruns) + 1)
    for number, item in enumerate(record.items):
        yield from ((("items", number, *place), line) for place, line in _of_item(item))


def _of_item(item: Item) -> Iterator[tuple[Path, Line]]:
    key, put = item.application, tuple(ballots(item))
    for place, motion in moved(item):
        if place or main_motion(item) != Motion(number=MAIN, kind=MotionKind.MAIN):
            yield place or ("motion",), Line(what=What.MOTION, application=key, motion=motion.number)
    for number, (place, _) in enumerate(put, start=1):
        yield place, Line(what=What.VOTE, application=key, number=number)
    for number, _ in enumerate(item.leading, start=1):
        yield ("leading", number - 1), Line(what=What.LEADING, application=key, number=number)
    for number, said in enumerate(item.dissent):
        yield ("dissent", number), Line(what=What.DISSENT, application=key, seat=said.seat)
    for number, said in enumerate(item.remarks):
        yield ("remarks", number), Line(what=What.REMARK, application=key, seat=said.seat)
    if put and not item.undecided and decision_of(item, item.decided or put[-1][1].motion) is not None:
        yield ("outcome",), Line(what=What.DECIDED, application=key)


def _plain(line: Line) -> Line:
    """Return the line with nothing but what says what it tells."""
    numbered = line.what in {What.RECUSAL, What.OVERRUN, What.VOTE, What.LEADING}
    return Line(
        what=line.what,
        application="" if line.what in _OF_THE_MEETING else line.application,
        seat=line.seat if line.what in _OF_SEATS else "",
        motion=line.motion if line.what is What.MOTION else "",
        number=line.number if numbered else 0,
    )


def _written(line: Line) -> str:
    """Return the line as it stands in a file."""
    told = {"what": line.what.value, "application": line.application, "seat": line.seat, "motion": line.motion}
    keys = [f'{key} = "{value}"' for key, value in told.items() if value]
    return "{ " + ", ".join([*keys, *([f"number = {line.number}"] if line.number else [])]) + " }"
