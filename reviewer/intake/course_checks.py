"""What is wrong with a meeting's course told line by line: what a line points to and is not there, and what would tell the order twice."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.meeting.on_paper import ballots, moved
from reviewer.domain.meeting.record import Item, Line, Record, What
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


def _line(record: Record, line: Line, items: dict[str, Item], every: tuple[str, ...]) -> Iterator[tuple[str, str, Said]]:
    if line.what in _OF_SEATS and line.seat not in every:
        yield "seat", line.seat, say("Write one of the committee's seats: {seats}.", seats=", ".join(every))
    item = items.get(line.application)
    if line.what not in _OF_THE_MEETING and item is None:
        yield "application", line.application, say("Write an application that is among the items of this meeting.")
        return
    count = _counted(record, line.what, item)
    if count is not None and not 1 <= line.number <= count:
        yield "number", str(line.number), say("Write a number from 1 to {count}: which one of them it is.", count=count)
    numbers = {motion.number for _, motion in moved(item)} if item else set()
    if line.what is What.MOTION and line.motion not in numbers:
        yield "motion", line.motion, say("Write the number of one of the motions: {numbers}.", numbers=", ".join(sorted(numbers)))


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
