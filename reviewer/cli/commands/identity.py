"""This laptop's keys, and whose keys speak for whom in a case: made, shown, enrolled, closed, mended."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from getpass import getpass

from reviewer.casefile.file import CaseFile
from reviewer.cli.answers import Answer, Refusal, Status
from reviewer.cli.arguments import text
from reviewer.cli.looking import acting_seat, opened, own_seat, passphrase_or_asked
from reviewer.cli.main import now
from reviewer.domain.committee import SeatRole
from reviewer.domain.enrolment import SeatKeyClosed
from reviewer.domain.events import Rated
from reviewer.domain.handing import to_hand_in
from reviewer.domain.said import Listed, Said, say, say_number
from reviewer.exchange import identity as identities
from reviewer.exchange.errors import ExchangeError
from reviewer.home import identity_card, identity_keys
from reviewer.language.speech import Speech
from reviewer.mending import lost_of, mend
from reviewer.own_key import OwnKey, close_key, countersign, enrol, enrol_secretariat, own_key, passphrase_in_environment


def identity(call: argparse.Namespace, speech: Speech) -> Answer:
    """Make this laptop's keys, show them, enrol or close somebody's."""
    if call.what in {"enrol", "close", "mend"} and call.case is None:
        raise Refusal(say("Name the case: reviewer identity {what} CASE.", what=call.what), Status.MISUSED)
    match call.what:
        case "new":
            return _new(call, speech)
        case "show":
            return _show(call, speech)
        case "close":
            return _close(call)
        case "mend":
            return _mend(call)
        case _:
            return _enrol(call)


def _new(call: argparse.Namespace, speech: Speech) -> Answer:
    words: list[Said] = []
    again = call.again and identity_card().exists()
    made = identities.new_identity(call.name or (_former_name() if again else "") or _user())
    with _former_set_aside(words) if again else nullcontext():
        if _keep(call, made) is identities.Kept.KEYCHAIN:
            words.append(say("The keys are in the operating system's keychain."))
        identities.write_card(identity_card(), made.card())
    shown = _show(call, speech)
    words.append(say("Written: {path}", path=str(identity_keys())))
    return Answer(data=shown.data, parts=shown.parts, words=(*words, *shown.words))


@contextmanager
def _former_set_aside(words: list[Said]) -> Iterator[None]:
    """Give the present key and its card other names, and their own again where no new ones come in their place."""
    moved = {path: identities.set_aside(path) for path in (identity_keys(), identity_card()) if path.exists()}
    words += [say("The former key is kept as {path}.", path=str(old)) for path, old in moved.items() if path == identity_keys()]
    try:
        yield
    except BaseException:
        for path, old in moved.items():
            identities.bring_back(old, path)
        raise


def _keep(call: argparse.Namespace, made: identities.Identity) -> identities.Kept:
    """Keep the new keys as the call asks; where it asks for nothing, in the keychain if there is one."""
    if call.keychain:
        identities.save_in_keychain(identity_keys(), made)
        return identities.Kept.KEYCHAIN
    if call.passphrase or call.file:
        identities.save(identity_keys(), made, passphrase() if call.passphrase else "")
        return identities.Kept.FILE
    return identities.keep(identity_keys(), made)


def _former_name() -> str:
    """Return the name on the present card: who makes a new key is the same person."""
    try:
        return identities.read_card(identity_card()).name
    except ExchangeError:
        return ""


def _user() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError):
        return ""


def passphrase() -> str:
    """Return the passphrase of this laptop's keys: from the environment, or asked for."""
    return passphrase_in_environment() or getpass(text(say("Passphrase: ")))


def _show(call: argparse.Namespace, speech: Speech) -> Answer:
    own = _own()
    card = own.card
    seats: list[str] = []
    if call.case is not None:
        with opened(call) as file:
            seats = list(file.case(only=()).enrolments.seats_of(own.key))
    words: list[Said] = []
    if call.output:
        identities.write_card(call.output, card)
        words.append(say("Written: {path}", path=str(call.output)))
    data = {"name": card.name, "key": card.key, "receives": card.receives, "words": list(card.words), "seats": seats}
    rows = [
        (speech.text(say("Name")), card.name),
        (speech.text(say("Key")), card.key),
        (speech.text(say("Words")), " ".join(card.words)),
        *([(speech.text(say("Seats")), ", ".join(seats) or "–")] if call.case is not None else []),
    ]
    return Answer(data=data, parts=tuple(f"{name}: {value}" for name, value in rows), words=tuple(words))


def _own() -> OwnKey:
    own = own_key(passphrase_or_asked)
    if own is None:
        raise Refusal(say("This machine has no identity yet. Make one: reviewer identity new."))
    return own


def _enrol(call: argparse.Namespace) -> Answer:
    """Enrol this laptop for the secretariat, or, with a card and its words, somebody for a seat."""
    own = _own()
    with opened(call) as file:
        seat = acting_seat(file, call)
        if call.card is None:
            if call.holder and call.holder != seat:
                raise Refusal(say("Name the card of the person who is to be enrolled: CASE SEAT CARD --words TEXT."), Status.MISUSED)
            if seat in file.case(only=()).enrolments.seats_of(own.key):
                return _countersigned(file, seat)
            enrol_secretariat(file, seat, now())
            return Answer(words=(say("This machine's key speaks for {seat}. From now on the case demands signatures.", seat=seat),))
        card = identities.read_card(call.card)
        _refuse_unconfirmed(call, card)
        came_in = enrol(file, seat, call.holder, card, now())
        others = [one for one in file.case(only=()).enrolments.seats_of(card.key) if one != call.holder]
    words = [say("{name}'s key speaks for {seat}.", name=card.name or "–", seat=call.holder)]
    words += [say("The same key speaks for {seats} already. If that is wrong, close it.", seats=Listed(tuple(others)))] if others else []
    waited = len(came_in.admitted) if came_in else 0
    if waited:
        words.append(say_number("{number} event that waited has come in.", "{number} events that waited have come in.", waited))
    return Answer(words=tuple(words))


def _countersigned(file: CaseFile, seat: str) -> Answer:
    """Vouch for what was written before there were keys, where the seat is the secretariat's; a second time there is nothing to do."""
    holder = file.case(only=()).committee.seat(seat)
    office = holder is not None and holder.role is SeatRole.SECRETARIAT
    words = [say("This machine's key speaks for {seat} already.", seat=seat)]
    if office and countersign(file, seat, now()):
        words.append(say("What was written before there were keys is countersigned now."))
    return Answer(words=tuple(words))


def _refuse_unconfirmed(call: argparse.Namespace, card: identities.Card) -> None:
    from reviewer.exchange.words import matches

    if not call.words:
        raise Refusal(say("Ask the person to read you the words of their key, and give them: --words TEXT."))
    if not matches(call.words, card.key, card.receives):
        raise Refusal(say("These are not the words of the key on {path}. Nothing was enrolled.", path=str(call.card)))


def _close(call: argparse.Namespace) -> Answer:
    if not call.holder or not call.reason.strip():
        raise Refusal(say("Say whose key is closed and why: reviewer identity close CASE SEAT --reason TEXT."), Status.MISUSED)
    with opened(call) as file:
        enrolments = file.case(only=()).enrolments
        keys = [key for seat, key in enrolments.keys if seat == call.holder and enrolments.is_open(key) and key.startswith(call.key)]
        if len(keys) != 1:
            found = ", ".join(key[:8] for key in keys) or "–"
            raise Refusal(say("{seat} has not one open key that fits, but these: {keys}. Choose one: --key.", seat=call.holder, keys=found))
        close_key(file, acting_seat(file, call), SeatKeyClosed(holder=call.holder, key=keys[0], reason=call.reason), now())
        lost = [event for event in lost_of(file, call.holder) if event.key == keys[0]]
    if not lost:
        return Answer(words=(say("The key is closed. What it had signed, as far as it is here, stays valid."),))
    told = say_number(
        "The key is closed. {number} event that it signed has two versions or comes after them, and does not count until it is said again: "
        "reviewer identity mend CASE, on a machine of {seat}.",
        "The key is closed. {number} events that it signed have two versions or come after them, and do not count until they are said "
        "again: reviewer identity mend CASE, on a machine of {seat}.",
        len(lost),
        seat=call.holder,
    )
    return Answer(words=(told,))


def _mend(call: argparse.Namespace) -> Answer:
    with opened(call) as file:
        seat = own_seat(file, call)
        events = mend(file, seat, now())
        left = to_hand_in(file.case(), seat) if events else None
    words = [say_number("{number} event was said again.", "{number} events were said again.", len(events))]
    words += [say("Now send it: reviewer pack CASE -o FILE, or reviewer sync.")] if events else []
    rated = {event.application for event in events if isinstance(event.body, Rated)}
    drafts = [key for key in (*left.whole, *left.partly) if key in rated] if left else []
    words += [say("Not handed in: {applications}.", applications=", ".join(drafts))] if drafts else []
    return Answer(words=tuple(words))
