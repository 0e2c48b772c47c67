"""What is wrong with minutes beyond the form of their values: seats and applications that there are not, one thing said twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reviewer.domain.committee import Committee
from reviewer.domain.meeting.paper.on_paper import ballots, decision_of
from reviewer.domain.meeting.paper.record import Item, Overrun, Record, Votes
from reviewer.domain.said import Said, say
from reviewer.intake.course_checks import course_checks
from reviewer.intake.expectation import Path, Wrong


def checks(record: Record, committee: Committee, applications: frozenset[str]) -> Iterator[Wrong]:
    """Yield everything that is wrong, in the order of the record."""
    yield from _seats(record, committee)
    yield from _presence(record)
    yield from _recusals(record)
    yield from _items(record, applications)
    yield from course_checks(record, tuple(seat.id for seat in committee.seats))


def _seats(record: Record, committee: Committee) -> Iterator[Wrong]:
    every = tuple(seat.id for seat in committee.seats)
    rating = tuple(seat.id for seat in committee.rating_seats())
    head = record.meeting
    lists: list[tuple[Path, Iterable[str], tuple[str, ...]]] = [
        (("meeting", "present"), head.present, every),
        (("meeting", "absent"), head.absent, every),
    ]
    lists += [(("meeting", name), seats, every) for name, seats in _of_head(record).items()]
    for place, seats, known in [*lists, *_in_items(record, every, rating)]:
        yield from _unknown(place, seats, known)
    for number, recusal in enumerate(record.recusals):
        yield from _unknown(("recusals", number, "seat"), [recusal.seat], rating)
        yield from _unknown(("recusals", number, "decided_by"), recusal.decided_by, rating)
    for number, remark in enumerate(record.remarks):
        yield from _unknown(("remarks", number, "seat"), [remark.seat], every)
    for place, overrun in _overruns(record):
        yield from _unknown((*place, "chair"), [overrun.chair] if overrun.chair else [], rating)


def _overruns(record: Record) -> Iterator[tuple[Path, Overrun]]:
    yield from ((("overruns", number), one) for number, one in enumerate(record.overruns))
    if record.overrun is not None:
        yield ("overrun",), record.overrun


def _of_head(record: Record) -> Mapping[str, Iterable[str]]:
    head = record.meeting
    return {"deputies": head.deputies, "arrived": head.arrived, "left": head.left, "moves": [one.seat for one in head.moves]}


def _in_items(record: Record, every: tuple[str, ...], rating: tuple[str, ...]) -> Iterator[tuple[Path, Iterable[str], tuple[str, ...]]]:
    for number, item in enumerate(record.items):
        place: Path = ("items", number)
        yield (*place, "introducers"), item.introducers, rating
        yield (*place, "absent"), item.absent, every
        yield (*place, "chair"), (item.chair,) if item.chair else (), rating
        yield from _in_votes((*place, "votes"), item.votes, rating)
        yield (*place, "dissent"), [one.seat for one in item.dissent], rating
        yield (*place, "remarks"), [one.seat for one in item.remarks], every
        yield (*place, "leading"), [one.chair for one in item.leading if one.chair], rating
        for count, ballot in enumerate(item.ballots):
            yield from _in_votes((*place, "ballots", count, "votes"), ballot.votes, rating)
        for count, motion in enumerate(item.motions):
            yield from _in_votes((*place, "motions", count, "votes"), motion.votes, rating)


def _in_votes(place: Path, votes: Votes | None, rating: tuple[str, ...]) -> Iterator[tuple[Path, Iterable[str], tuple[str, ...]]]:
    if votes is not None:
        for name in ("ayes", "noes", "abstained"):
            side = getattr(votes, name)
            yield (*place, name), () if isinstance(side, int) else side, rating


def _unknown(place: Path, seats: Iterable[str], known: tuple[str, ...]) -> Iterator[Wrong]:
    for seat in seats:
        if seat not in known:
            yield Wrong(place, seat, say("Write one of the committee's seats: {seats}.", seats=", ".join(known)))


def _presence(record: Record) -> Iterator[Wrong]:
    head = record.meeting
    for seat in sorted(set(head.present) & set(head.absent)):
        yield Wrong(("meeting", "absent"), seat, say("Write the seat as present or as absent, not both."))
    for name, seats in _of_head(record).items():
        yield from _not_among(("meeting", name), seats, head.present)
    for number, item in enumerate(record.items):
        yield from _not_among(("items", number, "absent"), item.absent, head.present)


def _not_among(place: Path, seats: Iterable[str], present: tuple[str, ...]) -> Iterator[Wrong]:
    for seat in seats:
        if seat not in present:
            yield Wrong(place, seat, say("Write the seat among those present too: it was there at some time."))


def _recusals(record: Record) -> Iterator[Wrong]:
    treated = {item.application for item in record.items}
    for number, recusal in enumerate(record.recusals):
        if recusal.application not in treated:
            expected = say("Write an application that is among the items of this meeting.")
            yield Wrong(("recusals", number, "application"), recusal.application, expected)


def _items(record: Record, applications: frozenset[str]) -> Iterator[Wrong]:
    seen: set[str] = set()
    for number, item in enumerate(record.items):
        place: Path = ("items", number, "application")
        if item.application not in applications:
            yield Wrong(place, item.application, say("Write the ID of an application in this case."))
        if item.application in seen:
            yield Wrong(place, item.application, say("Keep one item for each application; this one stands twice."))
        seen.add(item.application)
        yield from (Wrong(("items", number, key), None, expected) for key, expected in _incomplete(item))


def _incomplete(item: Item) -> Iterator[tuple[str, Said]]:
    put = item.votes is not None or any(motion.votes is not None for motion in item.motions) or bool(item.ballots)
    taken = [ballot.motion for _, ballot in ballots(item)]
    meant = decision_of(item, item.decided or taken[-1]) if taken else item.outcome
    if meant is None and not item.undecided and (put or item.motion):
        yield "outcome", say("Write what the motion comes to: {choices}.", choices=_OUTCOMES)
    if item.outcome is not None and not put and not item.undecided:
        yield "votes", say("Write the votes: for, against and abstained, or unanimous. Where nothing was decided: undecided = true.")
    numbers = {"1", *(motion.number for motion in item.motions)}
    if item.decided and item.decided not in numbers:
        yield "decided", say("Write the number of one of the motions: {numbers}.", numbers=", ".join(sorted(numbers)))
    if item.chair and not item.chair_reason.strip():
        yield "chair_reason", say("Write why another seat leads the case.")


_OUTCOMES = "recommended, recommended_on_conditions, not_recommended, postponed"
