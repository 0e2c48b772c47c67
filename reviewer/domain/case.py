"""The case: a pure fold over its events, and the part of it that one seat may see.

A register's value is set by the events that no other effective event replaces. One such event is the value; several are a
conflict, which stays one until a person settles it. The order in which events arrive never matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from reviewer.domain.application import Application
from reviewer.domain.committee import Committee, RatingsOpen, Seat, SeatRole
from reviewer.domain.draw import stage_before
from reviewer.domain.economics.council import Assumed, OwnGrade
from reviewer.domain.eligibility import Given
from reviewer.domain.enrolment import Enrolments, FeedCountersigned, HandedIn
from reviewer.domain.events import (
    RECOMMENDATION_FIELDS,
    ApplicationReceived,
    BudgetSet,
    CaseOpened,
    Event,
    InterestDeclared,
    MunicipalitiesImported,
    Rated,
    Recommended,
    Register,
    RowSetAside,
    Ruling,
    Stage,
    StageSet,
    Undone,
    VerdictRuled,
)
from reviewer.domain.feeds import Sight, feed_of
from reviewer.domain.interventions import (
    CommitteeChanged,
    DrawAnnounced,
    GrantDeclined,
    PlaceMoved,
    RatingExcluded,
    RatingStanding,
)
from reviewer.domain.meeting.acts import Decided, FeedLocked, MeetingAct, MinutesLocked, OverrunDecided, RecusalDecided
from reviewer.domain.meeting.belonging import dissents_of
from reviewer.domain.meeting.locks import AFTER_LOCK, Locks
from reviewer.domain.meeting.settled import ChairsUndone, as_decided, chairs_undone, decided_interests, decision_of, recused
from reviewer.domain.municipalities import Municipalities
from reviewer.domain.own_view import own_view
from reviewer.domain.ranking.moves import Move
from reviewer.domain.recommendation import Recommendation
from reviewer.domain.registers import NOTHING_SEALED, Conflict, Heads, Sealed, body_of, contradict, effective, event_order, held_by
from reviewer.domain.rounds import kept


class NoCaseError(ValueError):
    """The events do not begin a case: none of them opens one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that has happened to one application; `revisions` ascend and the last one counts.

    `ratings` are by seat and criterion, without those taken back; where a seat has rated after the discussion, that is what counts, and
    `before` keeps what it gave before. `outdated` were given under an earlier edition of the committee and wait for their author.
    `excluded` are by rater and criterion (empty: all of them). `declined` says why the applicant takes no grant. `handed_in` are the seats
    that have handed in. `assumed` is what the council assumes otherwise, by name, `grades` its own of the effects, by the effect's name.
    `standings` are the body's decisions on interests, by seat. `decision` is the meeting's; it stands in `recommendation` too.
    `meeting_acts` are what holds of the meetings, `history` all its events, oldest first. `chairs_undone` are acting chairs that were set
    and undone, each with what undid it. `unopened`: what the application says is left out, because who reads it has not declared its
    interest yet.
    """

    id: str
    revisions: tuple[Event, ...]
    ratings: Mapping[tuple[str, str], Rated] = field(default_factory=dict)
    rulings: Mapping[str, Given] = field(default_factory=dict)
    recommendation: Recommendation = Recommendation()
    dissents: Mapping[str, str] = field(default_factory=dict)
    interests: Mapping[str, InterestDeclared] = field(default_factory=dict)
    before: Mapping[tuple[str, str], Rated] = field(default_factory=dict)
    outdated: Mapping[tuple[str, str], Rated] = field(default_factory=dict)
    excluded: Mapping[tuple[str, str], RatingExcluded] = field(default_factory=dict)
    move: Move | None = None
    declined: str | None = None
    handed_in: frozenset[str] = frozenset()
    assumed: Mapping[str, Assumed] = field(default_factory=dict)
    grades: Mapping[str, OwnGrade] = field(default_factory=dict)
    standings: Mapping[str, RecusalDecided] = field(default_factory=dict)
    decision: Decided | None = None
    meeting_acts: tuple[Event, ...] = ()
    history: tuple[Event, ...] = ()
    chairs_undone: tuple[tuple[Event, Event], ...] = ()
    unopened: bool = False

    @property
    def application(self) -> Application:
        """The newest revision's content."""
        return _content(self.revisions[-1])

    @property
    def former(self) -> Application | None:
        """The revision before the newest, or None."""
        return _content(self.revisions[-2]) if len(self.revisions) > 1 else None

    def revision(self, number: int) -> Application:
        """Return a revision's content, the first is 1. Raises IndexError."""
        return _content(self.revisions[number - 1])

    def has_rated(self, seat: str) -> bool:
        """Whether anything that the seat has said of the criteria stands, also where it waits for its author after a change of rules."""
        return any(one == seat for one, _ in (*self.ratings, *self.outdated))

    def recused(self) -> frozenset[str]:
        """Return the seats that take no part in this application: the body's decision goes before the seat's own declaration."""
        return recused(self.interests, self.standings)

    def counted(self) -> Mapping[tuple[str, str], Rated]:
        """Return the ratings without those that are excluded."""
        if not self.excluded:
            return self.ratings
        return {(seat, name): one for (seat, name), one in self.ratings.items() if not {(seat, name), (seat, "")} & self.excluded.keys()}


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
        dossiers=_dossiers(standing, heads, editions, chairs_undone(ordered, standing)),
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


def _content(event: Event) -> Application:
    if not isinstance(event.body, ApplicationReceived):
        raise TypeError(f"{event.kind} is no revision of an application")
    return event.body.content


def _dossiers(standing: list[Event], heads: Heads, editions: tuple[Committee, ...], undone: ChairsUndone) -> dict[str, Dossier]:
    """Return the dossiers in the order in which the applications first came in."""
    histories: defaultdict[str, list[Event]] = defaultdict(list)
    for event in standing:
        if event.application and not isinstance(event.body, RowSetAside | FeedLocked | FeedCountersigned):
            histories[event.application].append(event)
    held = {event.id for event in heads.values()}
    made = {key: _dossier(key, history, held, heads, editions) for key, history in histories.items() if ("application", key) in heads}
    return made | {key: replace(made[key], chairs_undone=pairs) for key, pairs in undone.items() if key in made}


@dataclass(slots=True)
class _Gathered:
    """What holds of one application, taken event by event, oldest first."""

    rated: list[Rated] = field(default_factory=list)
    excluded: dict[tuple[str, str], RatingExcluded] = field(default_factory=dict)
    move: Move | None = None
    declined: str | None = None
    rulings: dict[str, Given] = field(default_factory=dict)
    interests: dict[str, InterestDeclared] = field(default_factory=dict)
    handed_in: set[str] = field(default_factory=set)

    def take(self, event: Event) -> None:
        """Take what the event sets; what concerns the worth, the recommendation or the meeting is read elsewhere."""
        match event.body:
            case Rated() as given:
                self.rated.append(given)
            case RatingExcluded() as ruled_out if ruled_out.standing is RatingStanding.EXCLUDED:
                self.excluded[ruled_out.rater, ruled_out.criterion] = ruled_out
            case PlaceMoved(to=to, reason=reason) if to is not None:
                self.move = Move(application=event.application, to=to, reason=reason, seat=event.seat)
            case GrantDeclined(reason=reason):
                self.declined = reason
            case VerdictRuled() as ruled if ruled.ruling is not Ruling.COMPUTED:
                self.rulings[ruled.rule] = Given(ruling=ruled.ruling, reason=ruled.reason, seat=event.seat)
            case InterestDeclared() as declared:
                self.interests[declared.declarer] = declared
            case HandedIn(seat=seat):
                self.handed_in.add(seat)
            case _:
                pass


def _dossier(key: str, history: list[Event], held: set[str], heads: Heads, editions: tuple[Committee, ...]) -> Dossier:
    revisions = [event for event in history if isinstance(event.body, ApplicationReceived)]
    revisions.sort(key=lambda event: event.id in held)
    if len(history) == 1:
        return Dossier(id=key, revisions=tuple(revisions), history=tuple(history))
    holding = [event for event in history if event.id in held]
    found = _Gathered()
    for event in holding:
        found.take(event)
    ratings = kept(found.rated, editions)
    own = own_view(history, held, heads)
    acts = tuple(event for event in holding if isinstance(event.body, MeetingAct))
    standings = decided_interests(acts)
    out = recused(found.interests, standings)
    decision = decision_of(key, heads, out)
    return Dossier(
        id=key,
        revisions=tuple(revisions),
        ratings=ratings.ratings,
        before=ratings.before,
        outdated=ratings.outdated,
        excluded=found.excluded,
        move=found.move,
        declined=found.declined,
        rulings=found.rulings,
        recommendation=as_decided(_recommendation(key, heads), decision),
        dissents={seat: text for seat, text in dissents_of(history, holding, decision).items() if seat not in out},
        interests=found.interests,
        handed_in=frozenset(found.handed_in),
        assumed=own.assumed,
        grades=own.grades,
        standings=standings,
        decision=decision,
        meeting_acts=acts,
        history=tuple(history),
    )


def _recommendation(key: str, heads: Heads) -> Recommendation:
    """Return the recommendation, each field from the event that holds it."""
    held = {name: body_of(heads, ("recommendation", key, name), Recommended) for name in RECOMMENDATION_FIELDS}
    return Recommendation(**{name: getattr(body, name) for name, body in held.items() if body})


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
