"""What is said in the room when a case is opened: who leaves, whether there is a quorum, who leads, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.case import Case
from reviewer.domain.meeting.acts import FloorState
from reviewer.domain.meeting.progress import doubtful, leaving, unspoken
from reviewer.domain.meeting.quorum import quorum
from reviewer.domain.meeting.sitting import Item, Meeting
from reviewer.domain.said import Listed, Said, say


def opened_words(case: Case, met: Meeting, item: Item) -> Iterator[Said]:
    """Yield it, a sentence a line; what comes next is told with who leaves then, before it is opened."""
    yield say("Case {number}: {title}", number=item.number, title=case.dossiers[item.application].application.title)
    yield _leaves(case, met, item)
    asked = doubtful(case, met, item)
    if asked:
        yield say("Decide first whether these take part: {seats}. reviewer meeting CASE recusal ID SEAT …", seats=_names(case, asked))
    silent = unspoken(case, met, item)
    if silent:
        yield say("The application shows a connection to these, and they have not declared: {seats}.", seats=_names(case, silent))
    yield quorum(case, met.id, item.application).why
    if item.chair:
        yield say("{seat} leads.", seat=_names(case, (item.chair,)))
    else:
        yield say("The chair cannot lead this case. Set an acting chair: reviewer meeting CASE chair ID SEAT --reason TEXT")
    yield from _next(case, met, item)


def _leaves(case: Case, met: Meeting, item: Item) -> Said:
    out = leaving(case, met, item)
    return say("Leaves the room: {seats}.", seats=_names(case, out)) if out else say("Nobody leaves the room.")


def _next(case: Case, met: Meeting, item: Item) -> Iterator[Said]:
    later = [one for one in met.items if one.position > item.position and one.floor is FloorState.WAITING and one.decided is None]
    if not later:
        yield _rest(met, item)
        return
    one = later[0]
    title, out = case.dossiers[one.application].application.title, leaving(case, met, one)
    if out:
        yield say("Next: case {number}, {title}. Then leaves: {seats}.", number=one.number, title=title, seats=_names(case, out))
    else:
        yield say("Next: case {number}, {title}. Nobody leaves then.", number=one.number, title=title)


def _rest(met: Meeting, item: Item) -> Said:
    """Return that no case comes after this one, with those before it on the agenda that are neither decided nor postponed."""
    left = tuple(one.number for one in met.items if one.decided is None and one.application != item.application)
    if not left:
        return say("It is the last case on the agenda.")
    return say("No case comes after it on the agenda. These are neither decided nor postponed: {numbers}.", numbers=Listed(left))


def _names(case: Case, seats: tuple[str, ...]) -> Listed:
    names = {seat.id: seat.name for seat in case.committee.seats}
    return Listed(tuple(names.get(seat, seat) for seat in seats))
