"""Between laptops: this laptop's identity, handing in, packing, merging, conflicts."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from getpass import getpass
from typing import Any

from reviewer.casefile.file import CaseFile
from reviewer.cli.answers import Answer, Refusal, Status, Table
from reviewer.cli.arguments import text
from reviewer.cli.looking import acting_seat, chosen, opened, own_seat, passphrase_or_asked, seen, warn_of_replication
from reviewer.cli.main import now
from reviewer.cli.words import body_data, event_line, who_line
from reviewer.domain.case import Case, Conflict, sees
from reviewer.domain.committee import SeatRole
from reviewer.domain.conflicts import field_words, settlement, value_words
from reviewer.domain.enrolment import HandedIn, SeatKeyClosed
from reviewer.domain.events import Event, Rated, Stage, StageSet
from reviewer.domain.handing import to_hand_in
from reviewer.domain.phases import PHASES
from reviewer.domain.said import Listed, Said, say, say_number
from reviewer.exchange import identity as identities
from reviewer.exchange.errors import ExchangeError
from reviewer.exchange_state import Exchanged, Way, remember_exchange
from reviewer.home import identity_card, identity_keys
from reviewer.language.speech import Speech
from reviewer.mending import lost_of, mend
from reviewer.merging import Desk, Merged, Told, Writing, merge_files
from reviewer.own_key import OwnKey, close_key, countersign, enrol, enrol_secretariat, own_key, passphrase_in_environment, seat_of_own
from reviewer.packing import hand_in as handed
from reviewer.packing import outgoing_as, outgoing_for, write_packet


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


def phase(call: argparse.Namespace, speech: Speech) -> Answer:
    """Tell the phase of the round, or go on to another one."""
    with opened(call) as file:
        if call.phase:
            file.append(acting_seat(file, call), [StageSet(stage=Stage(call.phase))], now())
        stage = seen(file, call).stage
    return Answer(data={"phase": stage.value, "ratings_open": stage.ratings_open}, parts=(speech.text(PHASES[stage].name),))


def hand_in(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Hand in the seat's ratings: from then on they leave with its packets."""
    with opened(call) as file:
        chosen(file.case(only=()) if not call.ids else seen(file, call), call.ids)
        events = handed(file, own_seat(file, call), now(), call.ids)
    ids = [event.application for event in events]
    words = [say_number("{number} application handed in", "{number} applications handed in", len(ids))]
    words += [say("{application}: nothing new to hand in.", application=key) for key in call.ids if key not in ids]
    return Answer(data={"handed_in": ids}, words=tuple(words))


def pack(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Write what a seat has done, or a seat's copy of the case, as one signed and encrypted file."""
    own = own_key(passphrase_or_asked)
    secret = packet_passphrase() if call.passphrase else ""
    if call.passphrase and not secret:
        raise Refusal(say("Give the packet's passphrase, or set REVIEWER_PACKET_PASSPHRASE."))
    with opened(call) as file:
        seat = call.receiver or own_seat(file, call)
        packet = (outgoing_for if call.receiver else outgoing_as)(file, seat, own, now())
        drafts = () if call.receiver else not_handed_in(file.case(), seat)
        write_packet(file, packet, call.output, now(), secret)
        remember_exchange(file, Exchanged(at=now(), way=Way.PACKET, sent=(packet.header.receiver,)))
    data = {"file": str(call.output), "events": packet.events, "for": packet.header.receiver, "as": packet.header.sender}
    return Answer(data=data, words=(say("Written: {path}", path=str(call.output)), *drafts))


def not_handed_in(case: Case, seat: str) -> tuple[Said, ...]:
    """Return the sentence that ratings of these applications stay on this machine, as long as they are not handed in."""
    left = to_hand_in(case, seat)
    ids = (*left.whole, *left.partly)
    if not ids:
        return ()
    told = say_number(
        "Not handed in, and not sent: the ratings of {ids}. Hand them in first: reviewer hand-in CASE.",
        "Not handed in, and not sent: the ratings of {ids}. Hand them in first: reviewer hand-in CASE.",
        len(ids),
        ids=Listed(tuple(ids)),
    )
    return (told,)


def packet_passphrase() -> str:
    """Return the passphrase of a packet: from the environment, or asked for."""
    given = os.environ.get("REVIEWER_PACKET_PASSPHRASE", "")
    if given or not sys.stdin.isatty():
        return given
    return getpass(text(say("Passphrase: ")))


def merge(call: argparse.Namespace, speech: Speech) -> Answer:
    """Take packets into the case; where there is no case yet, the secretariat's packet makes it."""
    writing = Writing.ONLY_TOLD if call.dry_run else Writing.WRITTEN
    secret = packet_passphrase() if call.passphrase else os.environ.get("REVIEWER_PACKET_PASSPHRASE", "")
    own = own_key(passphrase_or_asked)
    warn_of_replication(call)
    answer = merge_files(call.case, call.packets, Desk(own=own, at=now(), passphrase=secret, writing=writing))
    return merged_answer(answer, own, writing, speech)


def merged_answer(answer: Merged, own: OwnKey | None, writing: Writing, speech: Speech) -> Answer:
    """Return a merge's answer, for JSON and for people: what the seat of this laptop's key may see of it."""
    seat = seat_of_own(answer.case, own) if answer.case else None
    shown = answer.case.seen_by(seat) if answer.case and seat else answer.case
    conflicts_found = conflict_data(shown) if shown else []
    data = {
        "added": answer.added,
        "already_here": answer.already_here,
        "refused": [_told(one, speech) for one in answer.refused],
        "held": [_told(one, speech) for one in answer.held],
        "conflicts": conflicts_found,
    }
    parts: list[Table | str] = []
    if writing is Writing.ONLY_TOLD and answer.case:
        data["incoming"] = [_incoming(event, answer.case, seat) for event in answer.incoming]
        headings = (speech.text(say("Seat")), speech.text(say("Application")), speech.text(say("What")))
        rows = [
            (who_line(event, answer.case, speech), event.application, _incoming_line(event, answer.case, seat, speech))
            for event in answer.incoming
        ]
        parts += [Table(headings, rows)] if rows else []
    parts += [_line(one, speech) for one in (*answer.refused, *answer.held)]
    if shown and conflicts_found:
        parts.append(conflict_table(shown, speech))
    words = [
        _came_in(answer.added, writing),
        say_number("{number} was here already.", "{number} were here already.", answer.already_here),
    ]
    if answer.sender_words:
        spoken = " ".join(answer.sender_words)
        words.append(say("The secretariat's key has these words. Compare them with the secretariat over the phone: {words}", words=spoken))
    nothing = answer.refused and not answer.added and not answer.already_here and not answer.held
    return Answer(data=data, parts=tuple(parts), words=tuple(words), status=Status.REFUSED if nothing else Status.DONE)


def _came_in(number: int, writing: Writing) -> Said:
    if writing is Writing.ONLY_TOLD:
        return say_number(
            "{number} event would come in. Nothing was written.", "{number} events would come in. Nothing was written.", number
        )
    return say_number("{number} event came in.", "{number} events came in.", number)


def _incoming(event: Event, case: Case, seat: str | None) -> dict[str, Any]:
    """Return an event that would come in; what the seat may not read of it is left out."""
    return {
        "id": event.id,
        "at": event.at.isoformat(timespec="milliseconds"),
        "seat": event.seat,
        "signed_by": case.enrolments.person(event.seat, event.key) or None,
        "kind": event.kind,
        "application": event.application or None,
        "body": None if _is_kept_from(event, case, seat) else body_data(event.body),
    }


def _is_kept_from(event: Event, case: Case, seat: str | None) -> bool:
    """Whether the seat may not read the event yet; who hands in is no secret for the seat that oversees it."""
    if not seat:
        return False
    sight = case.sight(seat)
    return not sees(sight, event) and not (sight.oversees and isinstance(event.body, HandedIn))


def _incoming_line(event: Event, case: Case, seat: str | None, speech: Speech) -> str:
    """Return what would come in, as far as the seat may see it: what a member gave comes in, and stays unread until it is opened."""
    if _is_kept_from(event, case, seat):
        return speech.text(say("a rating, kept from you until the ratings are opened"))
    return event_line(event, case.committee, speech)


def _told(one: Told, speech: Speech) -> dict[str, Any]:
    return {"packet": one.packet, "reason": speech.text(one.why), "events": one.times}


def _line(one: Told, speech: Speech) -> str:
    times = f" (×{one.times})" if one.times > 1 else ""
    said = speech.text(one.why)
    return f"{said}{times}" if one.packet in said else f"{one.packet}: {said}{times}"


def settle(call: argparse.Namespace, speech: Speech) -> Answer:
    """Keep one of the values of a field that was set in two places."""
    with opened(call) as file:
        seat = acting_seat(file, call)
        case = file.case().seen_by(seat)
        fitting = [(one, event) for one in case.conflicts for event in one.events if event.id.startswith(call.event)]
        if len(fitting) != 1:
            raise Refusal(say("{event} is not the beginning of one value in conflict: reviewer conflicts lists them.", event=call.event))
        conflict, kept = fitting[0]
        file.append(seat, [settlement(conflict, kept, case.committee, seat)], now())
    name, value = field_words(conflict.register, case.committee), value_words(conflict, kept, case.committee)
    words = say("Kept: {field}: {value}", field=name, value=value)
    return Answer(data={"application": kept.application or None, "event": kept.id}, words=(speech.text(words),))


def conflict_data(case: Case) -> list[dict[str, Any]]:
    """Return the case's conflicts as the interface names their keys."""
    return [_conflict(one, case) for one in case.conflicts]


def _conflict(conflict: Conflict, case: Case) -> dict[str, Any]:
    name, *rest = conflict.register
    return {
        "application": conflict.events[0].application or None,
        "field": rest[-1] if name == "recommendation" else ".".join((name, *rest[1:])),
        "values": [
            {
                "seat": event.seat,
                "signed_by": case.enrolments.person(event.seat, event.key) or None,
                "at": event.at.isoformat(timespec="milliseconds"),
                "event": event.id,
                "body": body_data(event.body),
            }
            for event in conflict.events
        ],
    }


def conflict_table(case: Case, speech: Speech) -> Table:
    """Return the conflicts as a table, in words: one row a value."""
    headings = tuple(map(speech.text, (say("Application"), say("Field"), say("Seat"), say("When (UTC)"), say("Value"), say("Event"))))
    rows = [
        (
            event.application or "–",
            speech.text(field_words(conflict.register, case.committee)),
            who_line(event, case, speech),
            speech.value(event.at),
            speech.text(value_words(conflict, event, case.committee)),
            event.id[:10],
        )
        for conflict in case.conflicts
        for event in conflict.events
    ]
    return Table(headings, rows)
