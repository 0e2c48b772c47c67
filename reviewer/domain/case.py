"""The case: a pure fold over its events, and the part of it that one seat may see.

A register's value is set by the events that no other effective event replaces. One such event is the value; several are a
conflict, which stays one until a person settles it. The order in which events arrive never matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace

from reviewer.domain.committee import Committee, RatingsOpen, Seat, SeatRole
from reviewer.domain.dossier import Dossier as Dossier
from reviewer.domain.dossier import dossiers
from reviewer.domain.draw import stage_before
from reviewer.domain.enrolment import Enrolments
from reviewer.domain.events import (
    BudgetSet,
    CaseOpened,
    Event,
    MunicipalitiesImported,
    Register,
    RowSetAside,
    Stage,
    StageSet,
    Undone,
)
from reviewer.domain.feeds import Sight, feed_of
from reviewer.domain.interventions import (
    CommitteeChanged,
    DrawAnnounced,
)
from reviewer.domain.meeting.acts import FeedLocked, MeetingAct, MinutesLocked, OverrunDecided
from reviewer.domain.meeting.locks import AFTER_LOCK, Locks
from reviewer.domain.meeting.settled import chairs_undone
from reviewer.domain.municipalities import Municipalities
from reviewer.domain.registers import NOTHING_SEALED, Conflict, Heads, Sealed, body_of, contradict, effective, event_order, held_by
from reviewer.domain.slotted import dataclass


class NoCaseError(ValueError):
    """The events do not begin a case: none of them opens one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Where a round stands: everything that follows from its events. `rows` are the rows ever set aside: application by key.

    `meeting_acts` are what holds of the meetings apart from single applications, `meeting_history` also what was replaced since.
    `declared_first` says that the round has asked the seats to declare their interests before they read.
    """

    opened: CaseOpened
    budget: int | None
    stage: Stage
    register: MunicipalitiesImported | None
    municipalities: Municipalities | None
    dossiers: Mapping[str, Dossier]
    set_aside: tuple[RowSetAside, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    changes: tuple[CommitteeChanged, ...] = ()
    draw: Event | None = None
    drawn_at: Stage | None = None
    amended: Committee | None = None
    enrolments: Enrolments = field(default_factory=Enrolments)
    rows: Mapping[str, str] = field(default_factory=dict)
    meeting_acts: tuple[Event, ...] = ()
    meeting_history: tuple[Event, ...] = ()
    overrun: OverrunDecided | None = None
    lock_events: tuple[Event, ...] = ()
    declared_first: bool = False

    @property
    def locks(self) -> Locks:
        """What the minutes that are locked have settled."""
        return Locks.of(event.body for event in self.lock_events)

    def locks_of(self, meeting: str) -> Locks:
        """Return what the minutes of one meeting have locked."""
        return Locks.of(event.body for event in self.lock_events if getattr(event.body, "meeting", "") == meeting)

    @property
    def committee(self) -> Committee:
        """The committee as it is now: as the case was opened with it, or as it was changed since."""
        return self.amended or (self.changes[-1].committee if self.changes else self.opened.committee)

    @property
    def committee_hash(self) -> str:
        """SHA-256 (hex) of the file of the committee as it is now."""
        return self.changes[-1].committee_hash if self.changes else self.opened.committee_hash

    @property
    def seed(self) -> str | None:
        """The announced seed for drawing lots, or None."""
        return self.draw.body.seed if self.draw and isinstance(self.draw.body, DrawAnnounced) else None

    def with_committee(self, committee: Committee) -> Case:
        """Return the case judged by another committee, as a what-if; nothing of it is stored."""
        return replace(self, amended=committee)

    def sight(self, seat_id: str) -> Sight:
        """Return what this seat may see: nothing of a case it is recused from; others' ratings once they are opened."""
        seat = self.committee.seat(seat_id)
        whole = seat is not None and seat.role is SeatRole.SECRETARIAT
        hidden = frozenset() if whole else frozenset(key for key, dossier in self.dossiers.items() if seat_id in dossier.recused())
        opened = self._open_to(seat) - hidden if seat else frozenset()
        rows = frozenset(key for key, application in self.rows.items() if application in hidden)
        return Sight(seat=seat_id, hidden=hidden, hidden_rows=rows, open_ratings=opened, oversees=whole)

    def _open_to(self, seat: Seat) -> frozenset[str]:
        """Return the applications of which the seat may see the others' ratings: all, those it has handed in, or none."""
        procedure = self.committee.procedure
        if seat.role not in procedure.ratings_shown_to:
            return frozenset()
        if self.stage.ratings_open:
            return frozenset(self.dossiers)
        if procedure.ratings_open is RatingsOpen.AFTER_OWN:
            return frozenset(key for key, one in self.dossiers.items() if seat.id in one.handed_in and one.has_rated(seat.id))
        return frozenset()

    def seen_by(self, seat_id: str) -> Case:
        """Return the case as this seat may see it: the same as the fold of the events whose feeds it sees."""
        sight = self.sight(seat_id)
        dossiers = {
            key: dossier if key in sight.open_ratings else _blind(dossier, sight)
            for key, dossier in self.dossiers.items()
            if key not in sight.hidden
        }
        return replace(
            self,
            dossiers=dossiers,
            set_aside=tuple(row for row in self.set_aside if row.key not in sight.hidden_rows),
            rows={key: application for key, application in self.rows.items() if key not in sight.hidden_rows},
            conflicts=tuple(one for one in self.conflicts if all(sees(sight, event) for event in one.events)),
            lock_events=tuple(event for event in self.lock_events if sees(sight, event)),
        )


def fold(events: Iterable[Event], sealed: Sealed = NOTHING_SEALED) -> Case:
    """Return the case that these events make; raise `NoCaseError` where none of them opens one.

    The events of a few applications with those of the case itself make the same case, with those applications only.
    """
    ordered = sorted(events, key=event_order)
    standing = effective(ordered)
    held = held_by(ordered, standing, sealed)
    heads = {register: found[-1] for register, found in held.items()}
    opened = body_of(heads, ("committee",), CaseOpened)
    if opened is None:
        raise NoCaseError("no event opens the case")
    budget, stage = body_of(heads, ("budget",), BudgetSet), body_of(heads, ("stage",), StageSet)
    register = body_of(heads, ("municipalities",), MunicipalitiesImported)
    changes = tuple(event.body for event in standing if isinstance(event.body, CommitteeChanged))
    editions = (opened.committee, *(change.committee for change in changes))
    acts, draw = _acts(standing), _draw(held)
    locks = tuple(event for event in ordered if isinstance(event.body, MinutesLocked | FeedLocked))
    return Case(
        opened=opened,
        budget=budget.amount if budget else editions[-1].fund.frame,
        stage=_stage(stage.stage if stage else Stage.RATING, locks),
        register=register,
        municipalities=Municipalities.of(register) if register else None,
        dossiers=dossiers(standing, heads, editions, chairs_undone(ordered, standing)),
        set_aside=tuple(event.body for event in heads.values() if isinstance(event.body, RowSetAside)),
        conflicts=tuple(Conflict(register, found) for register, found in held.items() if contradict(register, found)),
        changes=changes,
        draw=draw,
        drawn_at=None if draw is None else stage_before(standing, draw),
        rows={event.body.key: event.body.application for event in standing if isinstance(event.body, RowSetAside)},
        enrolments=Enrolments.of(event.body for event in ordered),
        meeting_acts=_holding(acts, heads),
        meeting_history=acts,
        overrun=body_of(heads, ("overrun",), OverrunDecided),
        lock_events=locks,
        declared_first=any(isinstance(event.body, StageSet) and event.body.stage is Stage.DECLARING for event in standing),
    )


def _draw(held: Mapping[Register, tuple[Event, ...]]) -> Event | None:
    """Return the announced draw; where two seeds stand against each other no lots are drawn until a person keeps one of them."""
    found = held.get(("draw",), ())
    return found[0] if len(found) == 1 else None


def _holding(acts: tuple[Event, ...], heads: Heads) -> tuple[Event, ...]:
    holding = {event.id for event in heads.values()}
    return tuple(event for event in acts if event.id in holding)


def _stage(stage: Stage, locks: tuple[Event, ...]) -> Stage:
    """Return where the round stands: with locked minutes it is locked at least, whatever else has become of the lock's act."""
    return stage if stage in AFTER_LOCK or not locks else Stage.LOCKED


def _acts(standing: list[Event]) -> tuple[Event, ...]:
    """Return what concerns a meeting and no application; locks of feeds are kept apart."""
    found = (event for event in standing if not event.application and not isinstance(event.body, FeedLocked))
    return tuple(event for event in found if isinstance(event.body, MeetingAct))


def _blind(dossier: Dossier, sight: Sight) -> Dossier:
    """Leave out the other seats' ratings, and from the history what the seat does not see."""
    own = {
        name: {key: one for key, one in getattr(dossier, name).items() if key[0] == sight.seat}
        for name in ("ratings", "before", "outdated", "excluded")
    }
    history = tuple(event for event in dossier.history if sees(sight, event))
    handed_in = dossier.handed_in if sight.oversees else dossier.handed_in & {sight.seat}
    return replace(dossier, **own, handed_in=handed_in, history=history)  # type: ignore[arg-type]


def sees(sight: Sight, event: Event) -> bool:
    """Whether the seat sees the event; what was taken back before feeds had names is kept from others until ratings are open."""
    if not event.feed and isinstance(event.body, Undone) and event.application not in sight.open_ratings:
        return event.seat == sight.seat
    return sight.sees(event.seat, event.feed or feed_of(event.body))
