"""The case: a pure fold over its events, and the part of it that one seat may see.

A register's value is set by the events that no other effective event replaces. One such event is the value; several are a
conflict, which stays one until a person settles it. The order in which events arrive never matters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeVar

from reviewer.domain.application import Application
from reviewer.domain.committee import Committee, RatingsOpen, Seat, SeatRole
from reviewer.domain.economics.council import Assumed, OwnGrade
from reviewer.domain.eligibility import Given
from reviewer.domain.enrolment import Enrolments, HandedIn
from reviewer.domain.events import (
    RECOMMENDATION_FIELDS,
    ApplicationReceived,
    BudgetSet,
    CaseOpened,
    Dissented,
    Event,
    Interest,
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
from reviewer.domain.municipalities import Municipalities
from reviewer.domain.own_view import own_view
from reviewer.domain.ranking.moves import Move
from reviewer.domain.recommendation import Recommendation
from reviewer.domain.rounds import kept

_DIGITS = re.compile(r"(\d+)", re.ASCII)


class NoCaseError(ValueError):
    """The events do not begin a case: none of them opens one."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A register that two events set at once; both values stand until a person settles it."""

    register: Register
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that has happened to one application; `revisions` ascend and the last one counts.

    `ratings` are by seat and criterion, without those taken back; where a seat has rated after the discussion, that is what counts,
    and `before` keeps what it gave before. `outdated` were given under an earlier edition of the committee and wait for their author.
    `excluded` are by rater and criterion (empty: all of them). `declined` says why the applicant takes no grant. `handed_in` are the
    seats that have handed in. `assumed` is what the council assumes otherwise, by name, `grades` its own of the effects, by the effect's
    name. `history` are all its events, oldest first.
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
    history: tuple[Event, ...] = ()

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

    def recused(self) -> frozenset[str]:
        """Return the seats that take no part in this application."""
        return frozenset(seat for seat, declared in self.interests.items() if declared.interest is Interest.RECUSED)

    def counted(self) -> Mapping[tuple[str, str], Rated]:
        """Return the ratings without those that are excluded."""
        if not self.excluded:
            return self.ratings
        return {(seat, name): one for (seat, name), one in self.ratings.items() if not {(seat, name), (seat, "")} & self.excluded.keys()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Where a round stands: everything that follows from its events. `rows` are the rows ever set aside: application by key."""

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
    amended: Committee | None = None
    enrolments: Enrolments = field(default_factory=Enrolments)
    rows: Mapping[str, str] = field(default_factory=dict)

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
            return frozenset(key for key, dossier in self.dossiers.items() if seat.id in dossier.handed_in)
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
        )


Sealed = Mapping[str, tuple[str, ...]]
"""What withheld events replaced, by their ids: what they replaced stays replaced by what replaced them."""

NOTHING_SEALED: Sealed = MappingProxyType({})


def fold(events: Iterable[Event], sealed: Sealed = NOTHING_SEALED) -> Case:
    """Return the case that these events make; raise `NoCaseError` where none of them opens one.

    The events of a few applications with those of the case itself make the same case, with those applications only.
    """
    ordered = sorted(events, key=_order)
    effective = _effective(ordered)
    held = _held(ordered, effective, sealed)
    heads = {register: found[-1] for register, found in held.items()}
    opened = _body(heads, ("committee",), CaseOpened)
    if opened is None:
        raise NoCaseError("no event opens the case")
    register = _body(heads, ("municipalities",), MunicipalitiesImported)
    budget = _body(heads, ("budget",), BudgetSet)
    stage = _body(heads, ("stage",), StageSet)
    changes = tuple(event.body for event in effective if isinstance(event.body, CommitteeChanged))
    editions = (opened.committee, *(change.committee for change in changes))
    return Case(
        opened=opened,
        budget=budget.amount if budget else editions[-1].fund.frame,
        stage=stage.stage if stage else Stage.RATING,
        register=register,
        municipalities=Municipalities.of(register) if register else None,
        dossiers=_dossiers(effective, heads, editions),
        set_aside=tuple(event.body for event in heads.values() if isinstance(event.body, RowSetAside)),
        conflicts=tuple(Conflict(register, found) for register, found in held.items() if len(found) > 1),
        changes=changes,
        draw=heads.get(("draw",)),
        rows={event.body.key: event.body.application for event in effective if isinstance(event.body, RowSetAside)},
        enrolments=Enrolments.of(event.body for event in ordered),
    )


def _order(event: Event) -> tuple[object, ...]:
    return (event.at, event.seat, _natural(event.application), event.feed, event.number)


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    """Return a key by which `2018-9` comes before `2018-10`: applications of one act come in the order of their ids."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(text) if part) if text else ()


def _content(event: Event) -> Application:
    if not isinstance(event.body, ApplicationReceived):
        raise TypeError(f"{event.kind} is no revision of an application")
    return event.body.content


Heads = Mapping[Register, Event]
Body = TypeVar("Body")


def _body(heads: Heads, register: Register, kind: type[Body]) -> Body | None:
    event = heads.get(register)
    return event.body if event and isinstance(event.body, kind) else None


def _effective(ordered: list[Event]) -> list[Event]:
    """Return the events that have not been taken back; taking back a taking-back brings the first one in again."""
    if not any(isinstance(event.body, Undone) for event in ordered):
        return ordered
    origin = {event.id: (event.seat, event.feed) for event in ordered}
    void: set[str] = set()
    for event in reversed(ordered):
        if isinstance(event.body, Undone) and event.id not in void:
            void.update(old for old in event.body.events if origin.get(old) in {(event.seat, event.feed), (event.seat, "")})
    return [event for event in ordered if event.id not in void]


def holders(events: Iterable[Event], sealed: Sealed = NOTHING_SEALED) -> dict[Register, tuple[Event, ...]]:
    """Return the events that hold each register now: one as a rule, several where there is a conflict."""
    ordered = sorted(events, key=_order)
    return _held(ordered, _effective(ordered), sealed)


def _held(ordered: list[Event], effective: list[Event], sealed: Sealed) -> dict[Register, tuple[Event, ...]]:
    setters: defaultdict[Register, list[Event]] = defaultdict(list)
    for event in effective:
        for register in event.body.registers:
            setters[register].append(event)
    void = {**sealed, **_void_replacements(ordered, effective)}
    return {register: tuple(held if len(held) == 1 else _unreplaced(held, void)) for register, held in setters.items()}


def _void_replacements(ordered: list[Event], effective: list[Event]) -> dict[str, tuple[str, ...]]:
    """Return what the events that were taken back had replaced: what they replaced stays replaced by what replaced them."""
    if len(ordered) == len(effective):
        return {}
    kept = {event.id for event in effective}
    return {event.id: event.replaces for event in ordered if event.id not in kept}


def _unreplaced(events: list[Event], void: Mapping[str, tuple[str, ...]]) -> list[Event]:
    """Return those that no other one replaces, directly or through an event that was taken back."""
    replaced: set[str] = set()
    pending = [old for event in events for old in event.replaces]
    while pending:
        old = pending.pop()
        if old not in replaced:
            replaced.add(old)
            pending.extend(void.get(old, ()))
    return [event for event in events if event.id not in replaced]


def _dossiers(effective: list[Event], heads: Heads, editions: tuple[Committee, ...]) -> dict[str, Dossier]:
    """Return the dossiers in the order in which the applications first came in."""
    histories: defaultdict[str, list[Event]] = defaultdict(list)
    for event in effective:
        if event.application and not isinstance(event.body, RowSetAside):
            histories[event.application].append(event)
    held = {event.id for event in heads.values()}
    return {key: _dossier(key, history, held, heads, editions) for key, history in histories.items() if ("application", key) in heads}


def _dossier(key: str, history: list[Event], held: set[str], heads: Heads, editions: tuple[Committee, ...]) -> Dossier:
    revisions = [event for event in history if isinstance(event.body, ApplicationReceived)]
    revisions.sort(key=lambda event: event.id in held)
    if len(history) == 1:
        return Dossier(id=key, revisions=tuple(revisions), history=tuple(history))
    rated: list[Rated] = []
    excluded: dict[tuple[str, str], RatingExcluded] = {}
    move: Move | None = None
    declined: str | None = None
    rulings: dict[str, Given] = {}
    dissents: dict[str, str] = {}
    interests: dict[str, InterestDeclared] = {}
    handed_in: set[str] = set()
    for event in history:
        if event.id not in held:
            continue
        match event.body:
            case Rated() as given:
                rated.append(given)
            case RatingExcluded() as ruled_out if ruled_out.standing is RatingStanding.EXCLUDED:
                excluded[ruled_out.rater, ruled_out.criterion] = ruled_out
            case PlaceMoved(to=to, reason=reason) if to is not None:
                move = Move(application=key, to=to, reason=reason, seat=event.seat)
            case GrantDeclined(reason=reason):
                declined = reason
            case VerdictRuled() as ruled if ruled.ruling is not Ruling.COMPUTED:
                rulings[ruled.rule] = Given(ruling=ruled.ruling, reason=ruled.reason, seat=event.seat)
            case Dissented() as dissent if dissent.text:
                dissents[dissent.dissenter] = dissent.text
            case InterestDeclared() as declared:
                interests[declared.declarer] = declared
            case HandedIn(seat=seat):
                handed_in.add(seat)
            case _:
                pass
    ratings = kept(rated, editions)
    own = own_view(history, held, heads)
    return Dossier(
        id=key,
        revisions=tuple(revisions),
        ratings=ratings.ratings,
        before=ratings.before,
        outdated=ratings.outdated,
        excluded=excluded,
        move=move,
        declined=declined,
        rulings=rulings,
        recommendation=_recommendation(key, heads),
        dissents=dissents,
        interests=interests,
        handed_in=frozenset(handed_in),
        assumed=own.assumed,
        grades=own.grades,
        history=tuple(history),
    )


def _recommendation(key: str, heads: Heads) -> Recommendation:
    """Return the recommendation, each field from the event that holds it."""
    held = {name: _body(heads, ("recommendation", key, name), Recommended) for name in RECOMMENDATION_FIELDS}
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
