"""Everything that has happened to one application, gathered from its events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import field, replace

from reviewer.domain.application import Application
from reviewer.domain.committee import Committee
from reviewer.domain.economics.council import Assumed, OwnGrade
from reviewer.domain.eligibility import Given
from reviewer.domain.enrolment import FeedCountersigned, HandedIn
from reviewer.domain.events import (
    RECOMMENDATION_FIELDS,
    ApplicationReceived,
    Event,
    InterestDeclared,
    Rated,
    Recommended,
    RowSetAside,
    Ruling,
    VerdictRuled,
)
from reviewer.domain.interventions import (
    GrantDeclined,
    PlaceMoved,
    RatingExcluded,
    RatingStanding,
)
from reviewer.domain.meeting.acts import Decided, FeedLocked, MeetingAct, RecusalDecided
from reviewer.domain.meeting.belonging import dissents_of
from reviewer.domain.meeting.settled import ChairsUndone, as_decided, decided_interests, decision_of, recused
from reviewer.domain.own_view import own_view
from reviewer.domain.ranking.moves import Move
from reviewer.domain.recommendation import Recommendation
from reviewer.domain.registers import Heads, body_of
from reviewer.domain.rounds import kept
from reviewer.domain.slotted import dataclass


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


def dossiers(standing: list[Event], heads: Heads, editions: tuple[Committee, ...], undone: ChairsUndone) -> dict[str, Dossier]:
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


def _content(event: Event) -> Application:
    if not isinstance(event.body, ApplicationReceived):
        raise TypeError(f"{event.kind} is no revision of an application")
    return event.body.content
