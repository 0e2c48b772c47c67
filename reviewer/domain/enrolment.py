"""Whose key speaks for which seat, and what a seat has handed in: events of `reviewer.domain.events`, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from reviewer.domain.slotted import dataclass

Register = tuple[str, ...]

CASE_FEED = "case"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatEnrolled:
    """A key speaks for a seat: `key` is the Ed25519 public key (64 hex digits), `receives` the age recipient that packets are for.

    `name` is the person's: a deputy is enrolled for the seat with a key and a name of their own.
    """

    holder: str
    key: str
    receives: str
    name: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("seat_key", self.holder, self.key),)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatKeyClosed:
    """A key speaks for its seat no longer: what it signed up to `number` in the feed `of` stays valid.

    The key is closed when its feed of the case is; of its other feeds that no closing names, nothing is valid.
    """

    holder: str
    key: str
    reason: str
    number: int = 0
    of: str = CASE_FEED
    application: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("key_closed", self.key, self.of),)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCountersigned:
    """A key of the secretariat's vouches for what the seat wrote without a key in the feed `of`, up to `number`, whose id is `head`.

    Each event names the one before by its hash, so the last one's id stands for all of them. `application` is what the feed is about.
    """

    holder: str
    of: str
    number: int
    head: str
    application: str = ""

    @property
    def registers(self) -> tuple[Register, ...]:
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """A seat hands in its ratings of an application as they stand; what it changes afterwards is a draft until it hands in again."""

    application: str
    seat: str

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("handed_in", self.application, self.seat),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolments:
    """The keys of a case: `keys` by seat and key, `closed` the last valid number by key and feed."""

    keys: Mapping[tuple[str, str], SeatEnrolled] = field(default_factory=dict)
    closed: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @staticmethod
    def of(bodies: Iterable[object]) -> Enrolments:
        """Return what these events come to; others among them are passed over."""
        keys: dict[tuple[str, str], SeatEnrolled] = {}
        closed: dict[tuple[str, str], int] = {}
        for body in bodies:
            if isinstance(body, SeatEnrolled):
                keys[body.holder, body.key] = body
            elif isinstance(body, SeatKeyClosed):
                closed[body.key, body.of] = body.number
        return Enrolments(keys=keys, closed=closed)

    @property
    def demanded(self) -> bool:
        """Whether the case demands signatures: it does from the first enrolment on."""
        return bool(self.keys)

    def speaks(self, key: str, seat: str) -> bool:
        """Whether the key was ever enrolled for the seat."""
        return (seat, key) in self.keys

    def is_open(self, key: str) -> bool:
        """Whether the key may still sign anything new."""
        return (key, CASE_FEED) not in self.closed

    def last_valid(self, key: str, feed: str) -> int | None:
        """Return the last number of the feed that is valid, or None where the key is not closed."""
        return None if self.is_open(key) else self.closed.get((key, feed), 0)

    def seats_of(self, key: str) -> tuple[str, ...]:
        """Return the seats that the key speaks for now."""
        return tuple(seat for seat, one in self.keys if one == key and self.is_open(key))

    def person(self, seat: str, key: str) -> str:
        """Return who signed with the key, where more than one person has spoken for the seat: a deputy is named; else empty."""
        names = {one.name for (holder, _), one in self.keys.items() if holder == seat}
        signed = self.keys.get((seat, key))
        return signed.name if signed is not None and len(names) > 1 else ""

    def receivers(self, seat: str) -> tuple[str, ...]:
        """Return the age recipients of the seat's open keys."""
        return tuple(body.receives for (holder, key), body in self.keys.items() if holder == seat and self.is_open(key))
