"""What may come into a case from another laptop: each event is let in, known already, held until something else comes, or refused.

The answer never depends on the order in which packets came: an event is let in when its key is enrolled, what it follows is here and
its seat may do it. Where one feed has two versions, both are let in as evidence and neither counts from there on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum

from reviewer.domain.committee import Committee, SeatRole
from reviewer.domain.enrolment import CASE_FEED, Enrolments, FeedCountersigned, HandedIn, SeatEnrolled, SeatKeyClosed
from reviewer.domain.events import CaseOpened, Event, InterestDeclared, Rated, Stage, StageSet, Undone
from reviewer.domain.feeds import Matter, application_of, feed_of, matter_of
from reviewer.domain.interventions import CommitteeChanged
from reviewer.domain.meeting.acts import FeedLocked, RecusalDecided
from reviewer.domain.rights import refusal
from reviewer.domain.said import Said, say
from reviewer.domain.settlement import ConflictSettled
from reviewer.domain.slotted import dataclass

CLOCK_TOLERANCE = timedelta(minutes=10)
"""How far ahead of this laptop's clock another's may be."""

Chain = tuple[str, str, str]
"""A feed: seat, key and name."""


class Signing(StrEnum):
    """What is known of an event's signature; `vouched` has none, and came from the secretariat or from before the keys.

    `witnessed` is good, and the secretariat has the event in its case: it comes in as evidence even where its key is closed.
    """

    GOOD = "good"
    WITNESSED = "witnessed"
    BAD = "bad"
    VOUCHED = "vouched"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An event with what ties it to its feed and its case: the id before it, its stored bytes, its signature."""

    event: Event
    case: str
    previous: str
    stored: bytes
    signature: bytes | None = None

    @property
    def chain(self) -> Chain:
        """The feed that it belongs to."""
        return (self.event.seat, self.event.key, self.event.feed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A draft that stayed where it was written: its place in its feed and its hash, without what it says."""

    id: str
    seat: str
    key: str
    feed: str
    number: int
    previous: str
    application: str
    replaces: tuple[str, ...]

    @property
    def chain(self) -> Chain:
        """The feed that it belongs to."""
        return (self.seat, self.key, self.feed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """What a case has: its id, its keys, the committee in each edition, and where in their feeds the arrivals' ids are.

    `places` gives for an id its feed and number, `taken` for a feed and number the ids there, both whether event or seal; `known`
    are the ids that are here as events. They answer for what the arrivals touch, and may leave out the rest. `declaring`: the round
    asks for declarations of interest; `declared` are the seats and applications with one, or with the body's decision on it.
    """

    case: str
    enrolments: Enrolments
    editions: Sequence[Committee]
    places: Mapping[str, tuple[Chain, int]]
    taken: Mapping[tuple[Chain, int], frozenset[str]]
    known: Collection[str]
    declaring: bool = False
    declared: Collection[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What becomes of one arrival that does not come in, or comes in as evidence; `why` is a sentence."""

    link: Link
    why: Said


@dataclass(slots=True)
class Weighed:
    """What becomes of arrivals: let in (`forked` of these only as evidence), known already, held, refused."""

    admitted: list[Link] = field(default_factory=list)
    seals: list[Seal] = field(default_factory=list)
    known: int = 0
    held: list[Answer] = field(default_factory=list)
    refused: list[Answer] = field(default_factory=list)
    forked: list[Answer] = field(default_factory=list)


Signatures = Callable[[Link], Signing]


class Weighing:
    """One weighing of arrivals; the case's own feeds are weighed first, because keys and editions come with them."""

    def __init__(self, present: Present, signed: Signatures, now: datetime) -> None:
        self._present = present
        self._signed = signed
        self._latest = now + CLOCK_TOLERANCE
        self._keys: list[SeatEnrolled | SeatKeyClosed] = [*present.enrolments.keys.values()]
        self._enrolments = present.enrolments
        self._editions = list(present.editions)
        self._places = dict(present.places)
        self._taken = {place: set(ids) for place, ids in present.taken.items()}
        self._known = set(present.known)
        self._declaring = present.declaring
        self._declared = set(present.declared)
        self.answer = Weighed()

    def weigh(self, links: Iterable[Link], seals: Iterable[Seal] = ()) -> Weighed:
        """Weigh arrivals in any order; return what becomes of each."""
        once = {link.event.id: link for link in links}
        waiting = sorted(once.values(), key=lambda link: (link.event.feed != CASE_FEED, link.event.number))
        drafts = sorted(seals, key=lambda seal: seal.number)
        while waiting or drafts:
            before = len(waiting) + len(drafts)
            drafts = [seal for seal in drafts if not self._sealed(seal)]
            waiting = [link for link in waiting if not self._settled(link)]
            if len(waiting) + len(drafts) == before:
                break
        self.answer.held += [Answer(link=link, why=self._reason(link)) for link in waiting]
        return self.answer

    def _sealed(self, seal: Seal) -> bool:
        """Take a seal in where it continues its feed; what a seal says is only believed for ratings."""
        if seal.id in self._places or seal.id in self._known:
            return True
        if matter_of(seal.feed) is not Matter.RATING or not self._continues(seal.chain, seal.number, seal.previous):
            return False
        self._place(seal.id, seal.chain, seal.number)
        self.answer.seals.append(seal)
        return True

    def _settled(self, link: Link) -> bool:
        """Decide one arrival where it can be decided now."""
        event = link.event
        if event.id in self._known:
            self.answer.known += 1
            return True
        if why := self._refusal(link):
            self.answer.refused.append(Answer(link=link, why=why))
            return True
        if self._reason_to_wait(link) is not None:
            return False
        place = (link.chain, event.number)
        others = self._taken.get(place, set()) - {event.id}
        self._place(event.id, *place)
        self._known.add(event.id)
        self.answer.admitted.append(link)
        if self._is_beyond(event):
            self.answer.forked.append(Answer(link=link, why=_beyond(event)))
        elif others:
            self.answer.forked.append(Answer(link=link, why=_fork(event)))
        self._learn(event)
        return True

    def _place(self, key: str, chain: Chain, number: int) -> None:
        self._places[key] = (chain, number)
        self._taken.setdefault((chain, number), set()).add(key)

    def _learn(self, event: Event) -> None:
        match event.body:
            case SeatEnrolled() | SeatKeyClosed() as body:
                self._keys.append(body)
                merged = Enrolments.of(self._keys)
                self._enrolments = Enrolments(keys=merged.keys, closed={**self._present.enrolments.closed, **merged.closed})
            case CaseOpened() | CommitteeChanged() as body:
                self._editions.append(body.committee)
            case StageSet(stage=Stage.DECLARING):
                self._declaring = True
            case InterestDeclared(declarer=seat) | RecusalDecided(concerned=seat):
                self._declared.add((seat, event.application))
            case _:
                pass

    def _refusal(self, link: Link) -> Said | None:
        """Return why the arrival can never come in, or None."""
        event = link.event
        if link.case != self._present.case:
            return say("It belongs to another case.")
        if self._signed(link) is Signing.BAD:
            return say("{seat}'s event {number} has a bad signature.", seat=event.seat, number=event.number)
        if event.feed != feed_of(event.body) or not _about(event):
            return say("{seat}'s event {number} stands in the wrong feed.", seat=event.seat, number=event.number)
        if (event.number == 1) != (link.previous == ""):
            return say("{seat}'s event {number} does not continue its chain.", seat=event.seat, number=event.number)
        if self._is_beyond(event) and self._signed(link) is not Signing.WITNESSED:
            return _beyond(event)
        return self._rights(event)

    def _is_beyond(self, event: Event) -> bool:
        """Whether the event lies beyond the end of a closed key."""
        last = self._enrolments.last_valid(event.key, event.feed) if event.key else None
        return last is not None and event.number > last

    def _rights(self, event: Event) -> Said | None:
        """Return why the seat may not do this under any edition of the committee that the case has had, or None."""
        if isinstance(event.body, CaseOpened) and self._editions:
            return say("The case is open already; it is not opened twice.")
        if isinstance(event.body, CaseOpened) or self._is_by_later_rules(event):
            return None
        why: Said | None = None
        for committee in reversed(self._editions):
            seat = committee.seat(event.seat)
            found = say("The committee has no seat {seat}.", seat=event.seat) if seat is None else refusal(committee, seat, event.body)
            if found is None:
                return None
            why = why or found
        return why if self._editions else None

    def _reason_to_wait(self, link: Link) -> Said | None:
        event = link.event
        if not self._editions and not isinstance(event.body, CaseOpened):
            return say("The case's first event is missing.")
        if why := self._key_reason(link):
            return why
        if event.at > self._latest:
            return say("{seat}'s event {number} is dated in the future ({at}).", seat=event.seat, number=event.number, at=_day(event))
        if self._is_by_later_rules(event):
            return say("{seat} rated by rules that have not come in yet.", seat=event.seat)
        if self._is_undeclared(link):
            return say(
                "{seat} rated {application} and has not declared its interest in it.", seat=event.seat, application=event.application
            )
        if not self._continues(link.chain, event.number, link.previous):
            return say("Before {seat}'s event {number}, something is missing.", seat=event.seat, number=event.number)
        return None

    def _is_by_later_rules(self, event: Event) -> bool:
        """Whether it is a rating by an edition of the committee that is not here yet: what that allows is not known."""
        return isinstance(event.body, Rated) and event.body.edition >= len(self._editions)

    def _is_undeclared(self, link: Link) -> bool:
        """Whether the seat has still to declare its interest in what it rated; what the secretariat let in before it asked is in."""
        body = link.event.body
        if not self._declaring or not isinstance(body, Rated | HandedIn) or (body.seat, body.application) in self._declared:
            return False
        return self._signed(link) not in {Signing.WITNESSED, Signing.VOUCHED}

    def _key_reason(self, link: Link) -> Said | None:
        """Return why the event's key is not trusted yet, or None."""
        event = link.event
        signing = self._signed(link)
        if signing is Signing.VOUCHED or self._enrolments.speaks(event.key, event.seat):
            return None
        if signing is Signing.MISSING:
            return (
                None
                if not self._enrolments.demanded
                else say("{seat}'s event {number} is not signed.", seat=event.seat, number=event.number)
            )
        if self._is_root(event) or (isinstance(event.body, CaseOpened) and not self._editions):
            return None
        return say("{seat}'s key is not enrolled. Confirm its words with the person, and enrol it.", seat=event.seat)

    def _is_root(self, event: Event) -> bool:
        """Whether this is the first enrolment of the case: the secretariat's own key, signed with itself."""
        if self._enrolments.demanded or not isinstance(event.body, SeatEnrolled):
            return False
        holder = self._editions[0].seat(event.body.holder) if self._editions else None
        own = event.body.key == event.key and event.body.holder == event.seat
        return own and holder is not None and holder.role is SeatRole.SECRETARIAT

    def _continues(self, chain: Chain, number: int, previous: str) -> bool:
        if number == 1:
            return previous == ""
        return self._places.get(previous) == (chain, number - 1)

    def _reason(self, link: Link) -> Said:
        return self._reason_to_wait(link) or say(
            "Before {seat}'s event {number}, something is missing.", seat=link.event.seat, number=link.event.number
        )


def _about(event: Event) -> bool:
    """Whether what is taken back, closed or settled is about the application that its feed is about."""
    bound = isinstance(event.body, Undone | SeatKeyClosed | FeedCountersigned | FeedLocked | ConflictSettled)
    return not bound or event.application == application_of(event.feed)


def _fork(event: Event) -> Said:
    return say(
        "{seat} has two different events number {number}: an old copy of the case was written in. Neither counts. {seat} needs a new key.",
        seat=event.seat,
        number=event.number,
    )


def _beyond(event: Event) -> Said:
    return say("{seat}'s event {number} was signed with a key that was closed before.", seat=event.seat, number=event.number)


def _day(event: Event) -> str:
    return event.at.isoformat(timespec="minutes")


def barred(places: Iterable[tuple[str, Chain, int]], enrolments: Enrolments) -> dict[str, str]:
    """Return which events do not count, by id: `fork` from where their feed has two versions, `closed` beyond their key's end."""
    found = list(places)
    ids: dict[tuple[Chain, int], int] = {}
    for _, chain, number in found:
        ids[chain, number] = ids.get((chain, number), 0) + 1
    forks: dict[Chain, int] = {}
    for (chain, number), count in ids.items():
        if count > 1:
            forks[chain] = min(number, forks.get(chain, number))
    answer: dict[str, str] = {}
    for key, chain, number in found:
        last = enrolments.last_valid(chain[1], chain[2]) if chain[1] else None
        if number >= forks.get(chain, number + 1):
            answer[key] = "fork"
        elif last is not None and number > last:
            answer[key] = "closed"
    return answer
