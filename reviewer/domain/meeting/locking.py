"""The lock: what is written when the minutes of a meeting are locked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from reviewer.domain.case import Case
from reviewer.domain.enrolment import CASE_FEED
from reviewer.domain.events import Event, Happening, Stage, StageSet
from reviewer.domain.feeds import Matter, application_of, matter_of
from reviewer.domain.meeting.acts import FeedLocked, MinutesLocked, Treatment
from reviewer.domain.slotted import dataclass
from reviewer.domain.stages import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where a feed ends: its last event's number and id. `feed` is its name."""

    seat: str
    key: str
    feed: str
    number: int
    id: str


def locking(case: Case, meeting: str, heads: Iterable[Head], day: date, by: str) -> tuple[Happening, ...]:
    """Return the act that locks the minutes of a meeting as the case stands: nothing that is in it changes any more.

    `heads` are all feeds of the case; what earlier locks wrote stays as it is.
    """
    ends = [head for head in heads if matter_of(head.feed) is not Matter.LOCKED]
    lock = MinutesLocked(meeting=meeting, content=content_of(ends), day=day, by=by)
    feeds = (
        FeedLocked(
            holder=head.seat,
            key=head.key,
            of=head.feed,
            number=head.number,
            application=application_of(head.feed),
            meeting=meeting,
            head=head.id,
            treatment=_treatment(case, application_of(head.feed)),
        )
        for head in ends
    )
    order = list(Stage)
    onward = order.index(case.stage) < order.index(Stage.LOCKED)
    return (lock, *feeds, *((StageSet(stage=Stage.LOCKED),) if onward else ()))


def content_of(heads: Iterable[Head]) -> str:
    """Return SHA-256 (hex) of where the case's own feeds end; each end stands for all that came before it in its feed.

    What concerns single applications is not in it: the minutes are the same for a seat that is recused from one.
    """
    own = sorted((head.seat, head.key, head.number, head.id) for head in heads if head.feed == CASE_FEED)
    return sha256("\n".join(f"{seat} {key} {number} {last}" for seat, key, number, last in own).encode()).hexdigest()


def altered(events: Iterable[Event]) -> tuple[str, ...]:
    """Return the meetings whose lock does not name what its content was made of."""
    ends: dict[tuple[str, int, str], list[Head]] = {}
    locks: list[tuple[tuple[str, int, str], MinutesLocked]] = []
    for event in events:
        body = event.body
        if isinstance(body, FeedLocked):
            head = Head(seat=body.holder, key=body.key, feed=body.of, number=body.number, id=body.head)
            ends.setdefault((event.seat, event.act, body.meeting), []).append(head)
        elif isinstance(body, MinutesLocked):
            locks.append(((event.seat, event.act, body.meeting), body))
    return tuple(lock.meeting for written, lock in locks if content_of(ends.get(written, ())) != lock.content)


def _treatment(case: Case, application: str) -> Treatment:
    """Return whether an application is settled: a meeting has decided it, and not that it waits."""
    dossier = case.dossiers.get(application)
    if not application or dossier is None:
        return Treatment.SETTLED
    decided = dossier.decision is not None and dossier.decision.outcome is not Outcome.POSTPONED
    return Treatment.SETTLED if decided else Treatment.PENDING
