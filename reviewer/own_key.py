"""This laptop's identity at work: what it signs in a case, for which seat it speaks, and whom the secretariat enrols with it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from reviewer.casefile.errors import Refused
from reviewer.casefile.file import CaseFile
from reviewer.domain.admission import Link, Signing, Weighed
from reviewer.domain.case import Case
from reviewer.domain.enrolment import CASE_FEED, FeedCountersigned, SeatEnrolled, SeatKeyClosed
from reviewer.domain.feeds import application_of
from reviewer.domain.said import say
from reviewer.exchange.errors import ExchangeError
from reviewer.exchange.identity import Card, Identity, KeySigner, load, read_card
from reviewer.home import identity_card, identity_keys
from reviewer.signatures import is_signed


class OwnKey:
    """This laptop's identity: the public half is known at once, the secret half is read when it is first needed."""

    def __init__(self, card: Card, read: Callable[[], Identity]) -> None:
        self.card = card
        self._read = read
        self._identity: Identity | None = None
        self._signer: KeySigner | None = None

    @property
    def key(self) -> str:
        """The public key."""
        return self.card.key

    def identity(self) -> Identity:
        """Return the keys; raise `ExchangeError` where they cannot be read."""
        if self._identity is None:
            self._identity = self._read()
        return self._identity

    def sign(self, content: bytes) -> bytes:
        """Return the signature of these bytes."""
        if self._signer is None:
            self._signer = KeySigner(self.identity())
        return self._signer.sign(content)


def passphrase_in_environment() -> str:
    """Return the passphrase that `REVIEWER_PASSPHRASE` gives, or empty."""
    return os.environ.get("REVIEWER_PASSPHRASE", "")


def own_key(passphrase: Callable[[], str] = passphrase_in_environment) -> OwnKey | None:
    """Return this laptop's identity, or None where it has none."""
    if not identity_card().exists():
        return None
    return OwnKey(read_card(identity_card()), lambda: load(identity_keys(), passphrase()))


def seat_of_own(case: Case, own: OwnKey | None) -> str | None:
    """Return the seat that this laptop's identity was enrolled for in the case, or None."""
    seats = case.enrolments.seats_of(own.key) if own and case.enrolments.demanded else ()
    return seats[0] if seats else None


def former_keys() -> frozenset[str]:
    """Return the public keys that this laptop had before, as far as their cards were kept and can be read."""
    card = identity_card()
    found: set[str] = set()
    for old in card.parent.glob(f"{card.stem}-*{card.suffix}"):
        with suppress(ExchangeError, OSError):
            found.add(read_card(old).key)
    return frozenset(found)


def seat_of_former(case: Case) -> str | None:
    """Return the one seat that this laptop's former keys spoke for in the case, or None."""
    former = former_keys()
    seats = {seat for seat, key in case.enrolments.keys if key in former}
    return seats.pop() if len(seats) == 1 else None


def enrol_secretariat(file: CaseFile, seat: str, at: datetime) -> None:
    """Enrol this laptop's own key for the secretariat: the first enrolment, from which on the case demands signatures."""
    own, enrolments = signing_key(file), file.case(only=()).enrolments
    if enrolments.demanded:
        said = say(
            "Keys are enrolled in this case already. Whoever speaks for {seat} enrols yours: reviewer identity enrol CASE {seat} CARD.",
            seat=seat,
        )
        raise Refused(said)
    file.append(seat, [enrolment_of(own, seat), *_to_countersign(file)], at)


def countersign(file: CaseFile, seat: str, at: datetime) -> int:
    """Vouch, with this laptop's key, for what was written without one and for which nobody vouches yet; return in how many feeds."""
    signing_key(file)
    marks = _to_countersign(file)
    file.append(seat, marks, at)
    return len(marks)


def _to_countersign(file: CaseFile) -> list[FeedCountersigned]:
    """Return where the feeds end that nobody has signed, as far as that was not countersigned before."""
    known = file.countersigned()
    ends = [(holder, of, number, head) for holder, key, of, number, head in file.heads() if not key]
    return [
        FeedCountersigned(holder=holder, of=of, number=number, head=head, application=application_of(of))
        for holder, of, number, head in ends
        if head not in known
    ]


def enrolment_of(own: OwnKey, seat: str) -> SeatEnrolled:
    """Return the enrolment of this laptop's own key for a seat."""
    return SeatEnrolled(holder=seat, key=own.card.key, receives=own.card.receives, name=own.card.name)


def enrol(file: CaseFile, seat: str, holder: str, card: Card, at: datetime) -> Weighed | None:
    """Enrol somebody's key for a seat; what waited for it comes in. Raises `Refused` where the committee has no such seat."""
    signing_key(file)
    if file.case(only=()).committee.seat(holder) is None:
        raise Refused(say("The committee has no seat {seat}.", seat=holder))
    file.append(seat, [SeatEnrolled(holder=holder, key=card.key, receives=card.receives, name=card.name)], at)
    return file.receive((), (), signing_of, at).weighed if file.held() else None


def close_key(file: CaseFile, seat: str, closing: SeatKeyClosed, at: datetime) -> None:
    """Close a key, as `closing` says of whom and why: what it has signed as far as it is here stays valid, and nothing after that.

    A feed that has two versions ends before they part.
    """
    signing_key(file)
    ends: dict[str, int] = {}
    for chain in file.chains():
        if chain[1] == closing.key:
            numbers = [link.event.number for link in file.links([chain])]
            twice = [number for number in numbers if numbers.count(number) > 1] if len(set(numbers)) < len(numbers) else []
            ends[chain[2]] = min(twice) - 1 if twice else max(numbers)
    bodies = [
        replace(closing, number=number, of=feed, application=application_of(feed))
        for feed, number in sorted({CASE_FEED: 0, **ends}.items())
    ]
    file.append(seat, bodies, at)
    file.receive((), (), signing_of, at)


def signing_key(file: CaseFile) -> OwnKey:
    """Return this laptop's identity; raise `Refused` where there is none."""
    if not isinstance(file.signer, OwnKey):
        raise Refused(say("This machine has no identity yet. Make one: reviewer identity new."))
    return file.signer


def signing_of(link: Link) -> Signing:
    """Return what is to be held of an event's signature, for which nobody vouches."""
    if link.event.key:
        good = link.signature is not None and is_signed(link.event.key, link.stored, link.signature)
        return Signing.GOOD if good else Signing.BAD
    return Signing.MISSING if link.signature is None else Signing.BAD
