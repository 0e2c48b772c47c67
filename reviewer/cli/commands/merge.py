"""Packets into a case, and what came of them."""

from __future__ import annotations

import argparse
import os
from typing import Any

from reviewer.cli.answers import Answer, Status, Table
from reviewer.cli.commands.conflicts import conflict_data, conflict_table
from reviewer.cli.commands.exchange import packet_passphrase
from reviewer.cli.looking import passphrase_or_asked, warn_of_replication
from reviewer.cli.main import now
from reviewer.cli.words import body_data, event_line, who_line
from reviewer.domain.case import Case, sees
from reviewer.domain.enrolment import HandedIn
from reviewer.domain.events import Event
from reviewer.domain.said import Said, say, say_number
from reviewer.language.speech import Speech
from reviewer.merge_words import Told
from reviewer.merging import Desk, Merged, Writing, merge_files
from reviewer.own_key import OwnKey, own_key, seat_of_own


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
        "no_longer": [_told(one, speech) for one in answer.no_longer],
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
    parts += [_line(one, speech) for one in (*answer.refused, *answer.held, *answer.no_longer)]
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
