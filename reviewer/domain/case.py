"""The case: a pure fold over its events, and the part of it that one seat may see.

A register's value is set by the events that no other effective event replaces. One such event is the value; several are a
conflict, which stays one until a person settles it. The order in which events arrive never matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from reviewer.domain.application import Application
from reviewer.domain.committee import Committee, SeatRole
from reviewer.domain.eligibility import Given
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
    RatingState,
    Recommended,
    Register,
    RowSetAside,
    Ruling,
    Stage,
    StageSet,
    Undone,
    VerdictRuled,
)
from reviewer.domain.municipalities import Municipalities
from reviewer.domain.recommendation import Recommendation


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

    `ratings` are by seat and criterion, without those taken back. `history` are all its events, oldest first.
    """

    id: str
    revisions: tuple[Event, ...]
    ratings: Mapping[tuple[str, str], Rated] = field(default_factory=dict)
    rulings: Mapping[str, Given] = field(default_factory=dict)
    recommendation: Recommendation = Recommendation()
    dissents: Mapping[str, str] = field(default_factory=dict)
    interests: Mapping[str, InterestDeclared] = field(default_factory=dict)
    history: tuple[Event, ...] = ()

    @property
    def application(self) -> Application:
        """The newest revision's content."""
        return _content(self.revisions[-1])

    @property
    def former(self) -> Application | None:
        """The revision before the newest, or None."""
        return _content(self.revisions[-2]) if len(self.revisions) > 1 else None

    def recused(self) -> frozenset[str]:
        """Return the seats that take no part in this application."""
        return frozenset(seat for seat, declared in self.interests.items() if declared.interest is Interest.RECUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Where a round stands: everything that follows from its events."""

    opened: CaseOpened
    budget: int | None
    stage: Stage
    register: MunicipalitiesImported | None
    municipalities: Municipalities | None
    dossiers: Mapping[str, Dossier]
    set_aside: tuple[RowSetAside, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def committee(self) -> Committee:
        """The committee as the case was opened with it."""
        return self.opened.committee

    def seen_by(self, seat_id: str) -> Case:
        """Return the case as this seat may see it.

        A case it is recused from is not there at all; until the ratings are opened, nobody sees another seat's.
        """
        seat = self.committee.seat(seat_id)
        whole = seat is not None and seat.role is SeatRole.SECRETARIAT
        visible = {key: dossier for key, dossier in self.dossiers.items() if whole or seat_id not in dossier.recused()}
        if self.stage is Stage.RATING:
            visible = {key: _blind(dossier, seat_id) for key, dossier in visible.items()}
        hidden = self.dossiers.keys() - visible.keys()
        return replace(
            self,
            dossiers=visible,
            set_aside=tuple(row for row in self.set_aside if row.application not in hidden),
            conflicts=tuple(conflict for conflict in self.conflicts if self._sees(conflict, seat_id, hidden)),
        )

    def _sees(self, conflict: Conflict, seat_id: str, hidden: Collection[str]) -> bool:
        """Whether the seat may know of the conflict: not in a case that is hidden, nor between ratings it does not see."""
        if any(event.application in hidden for event in conflict.events):
            return False
        return self.stage is not Stage.RATING or all(
            not isinstance(event.body, Rated) or event.body.seat == seat_id for event in conflict.events
        )


def fold(events: Iterable[Event]) -> Case:
    """Return the case that these events make; raise `NoCaseError` where none of them opens one.

    The events of a few applications with those of the case itself make the same case, with those applications only.
    """
    ordered = sorted(events, key=_order)
    effective = _effective(ordered)
    held = holders(ordered)
    heads = {register: found[-1] for register, found in held.items()}
    opened = _body(heads, ("committee",), CaseOpened)
    if opened is None:
        raise NoCaseError("no event opens the case")
    register = _body(heads, ("municipalities",), MunicipalitiesImported)
    budget = _body(heads, ("budget",), BudgetSet)
    stage = _body(heads, ("stage",), StageSet)
    return Case(
        opened=opened,
        budget=budget.amount if budget else opened.committee.fund.frame,
        stage=stage.stage if stage else Stage.RATING,
        register=register,
        municipalities=Municipalities.of(register) if register else None,
        dossiers=_dossiers(effective, heads),
        set_aside=tuple(event.body for event in heads.values() if isinstance(event.body, RowSetAside)),
        conflicts=tuple(Conflict(register, found) for register, found in held.items() if len(found) > 1),
    )


def _order(event: Event) -> tuple[object, ...]:
    return (event.at, event.seat, event.number)


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
    seat_of = {event.id: event.seat for event in ordered}
    void: set[str] = set()
    for event in reversed(ordered):
        if isinstance(event.body, Undone) and event.id not in void:
            void.update(old for old in event.body.events if seat_of.get(old) == event.seat)
    return [event for event in ordered if event.id not in void]


def holders(events: Iterable[Event]) -> dict[Register, tuple[Event, ...]]:
    """Return the events that hold each register now: one as a rule, several where there is a conflict."""
    ordered = sorted(events, key=_order)
    effective = _effective(ordered)
    setters: defaultdict[Register, list[Event]] = defaultdict(list)
    for event in effective:
        for register in event.body.registers:
            setters[register].append(event)
    void = _void_replacements(ordered, effective)
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


def _dossiers(effective: list[Event], heads: Heads) -> dict[str, Dossier]:
    """Return the dossiers in the order in which the applications first came in."""
    histories: defaultdict[str, list[Event]] = defaultdict(list)
    for event in effective:
        if event.application and not isinstance(event.body, RowSetAside):
            histories[event.application].append(event)
    held = {event.id for event in heads.values()}
    return {key: _dossier(key, history, held, heads) for key, history in histories.items() if ("application", key) in heads}


def _dossier(key: str, history: list[Event], held: set[str], heads: Heads) -> Dossier:
    revisions = [event for event in history if isinstance(event.body, ApplicationReceived)]
    revisions.sort(key=lambda event: event.id in held)
    if len(history) == 1:
        return Dossier(id=key, revisions=tuple(revisions), history=tuple(history))
    ratings: dict[tuple[str, str], Rated] = {}
    rulings: dict[str, Given] = {}
    dissents: dict[str, str] = {}
    interests: dict[str, InterestDeclared] = {}
    for event in history:
        if event.id not in held:
            continue
        match event.body:
            case Rated() as rated if rated.state is not RatingState.WITHDRAWN:
                ratings[rated.seat, rated.criterion] = rated
            case VerdictRuled() as ruled if ruled.ruling is not Ruling.COMPUTED:
                rulings[ruled.rule] = Given(ruling=ruled.ruling, reason=ruled.reason, seat=event.seat)
            case Dissented() as dissent if dissent.text:
                dissents[dissent.dissenter] = dissent.text
            case InterestDeclared() as declared:
                interests[declared.declarer] = declared
            case _:
                pass
    return Dossier(
        id=key,
        revisions=tuple(revisions),
        ratings=ratings,
        rulings=rulings,
        recommendation=_recommendation(key, heads),
        dissents=dissents,
        interests=interests,
        history=tuple(history),
    )


def _recommendation(key: str, heads: Heads) -> Recommendation:
    """Return the recommendation, each field from the event that holds it."""
    held = {name: _body(heads, ("recommendation", key, name), Recommended) for name in RECOMMENDATION_FIELDS}
    return Recommendation(**{name: getattr(body, name) for name, body in held.items() if body})


def _blind(dossier: Dossier, seat_id: str) -> Dossier:
    """Leave out the other seats' ratings, and from the history what they rated or took back."""
    own = {key: rated for key, rated in dossier.ratings.items() if key[0] == seat_id}
    history = tuple(event for event in dossier.history if not isinstance(event.body, Rated | Undone) or event.seat == seat_id)
    return replace(dossier, ratings=own, history=history)
