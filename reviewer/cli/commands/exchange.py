"""Between laptops: the phase of the round, handing in, packing, settling what was set in two places."""

from __future__ import annotations

import argparse
import os
import sys
from getpass import getpass

from reviewer.cli.answers import Answer, Refusal
from reviewer.cli.arguments import text
from reviewer.cli.looking import acting_seat, chosen, opened, own_seat, passphrase_or_asked, seen
from reviewer.cli.main import now
from reviewer.domain.case import Case
from reviewer.domain.conflicts import field_words, settlement, value_words
from reviewer.domain.events import Stage, StageSet
from reviewer.domain.handing import to_hand_in
from reviewer.domain.phases import PHASES
from reviewer.domain.said import Listed, Said, say, say_number
from reviewer.exchange_state import Exchanged, Way, remember_exchange
from reviewer.language.speech import Speech
from reviewer.own_key import own_key
from reviewer.packing import hand_in as handed
from reviewer.packing import outgoing_as, outgoing_for, write_packet


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
