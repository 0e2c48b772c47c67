"""`status`: where the exchange with the other laptops stands, as the seat may know it."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from reviewer.cli.answers import Answer, Table
from reviewer.cli.commands.conflicts import conflict_data
from reviewer.cli.looking import acting_seat, opened
from reviewer.cli.main import now
from reviewer.domain.handing import SeatProgress
from reviewer.domain.mending import uncounted
from reviewer.domain.phases import PHASES
from reviewer.domain.said import Said, say, say_number
from reviewer.exchange_state import ExchangeState, Way, state_of
from reviewer.language.speech import Speech

WAY = {Way.PACKET: say("by packet"), Way.FOLDER: say("through a folder"), Way.SERVER: say("through the server")}


def status(call: argparse.Namespace, speech: Speech) -> Answer:
    """Tell the phase, what is handed in, what waits to be sent, the last exchange and the conflicts."""
    with opened(call) as file:
        seat = acting_seat(file, call)
        state = state_of(file, seat, now())
        conflicts = conflict_data(file.case().seen_by(seat))
    lines = [f"{speech.text(name)}: {speech.text(value)}" for name, value in _facts(state)]
    parts: list[Table | str] = ["\n".join(lines)]
    if state.seats:
        parts.append(_seats(state, speech))
    return Answer(data=_data(state, speech) | {"conflicts": conflicts}, parts=tuple(parts))


def _facts(state: ExchangeState) -> list[tuple[Said, Said | str]]:
    found: list[tuple[Said, Said | str]] = [(say("Phase"), PHASES[state.stage].name)]
    if state.rates:
        far = state.progress
        found.append(
            (
                say("Handed in"),
                say("{number} of {all} (rated in part or in full: {begun})", number=far.handed_in, all=far.of, begun=far.begun),
            )
        )
    found.append((say("To be sent"), _waiting(state)))
    found.append((say("Last exchange"), last_words(state)))
    if state.place:
        found.append((say("Kept in step through"), state.place))
    found.append((say("Conflicts"), str(len(state.conflicts))))
    found += [(say("Ratings in conflict, not opened yet"), f"{seat} {number}") for seat, number in state.unread.items()]
    found += [(say("Counts nowhere"), uncounted(seat, number)) for seat, number in state.uncounted.items()]
    found += [(say("Waits"), say_number("{why} ({number} event)", "{why} ({number} events)", one.times, why=one.why)) for one in state.held]
    return found


def _waiting(state: ExchangeState) -> Said | str:
    if state.seats:
        return ", ".join(state.behind) or say("nothing")
    return say_number("{number} event", "{number} events", state.waiting) if state.waiting else say("nothing")


def last_words(state: ExchangeState) -> Said:
    """Return when and how something was last exchanged."""
    last = state.last
    if last is None:
        return say("never")
    when = f"{last.at.astimezone():%d.%m.%Y %H:%M}"
    return say("{when} {way}", when=when, way=WAY[last.way])


def _seats(state: ExchangeState, speech: Speech) -> Table:
    headings = (say("Seat"), say("Begun"), say("Handed in"), say("Of"), say("Heard"), say("Copy"))
    rows = [
        (
            one.seat,
            *(map(str, (one.progress.begun, one.progress.handed_in, one.progress.of)) if one.rates else ("–", "–", "–")),
            f"{one.heard.astimezone():%d.%m.%Y %H:%M}" if one.heard else "–",
            speech.text(_copy(one.behind)),
        )
        for one in state.seats
    ]
    return Table(tuple(speech.text(one) for one in headings), rows, frozenset({1, 2, 3}))


def _copy(behind: object) -> Said | str:
    return "–" if behind is None else say("behind") if behind else say("as it is now")


def _data(state: ExchangeState, speech: Speech) -> dict[str, Any]:
    last = state.last
    return {
        "phase": state.stage.value,
        "progress": progress_data(state.progress) if state.rates else None,
        "waiting": list(state.behind) if state.seats else state.waiting,
        "last": {"at": _moment(last.at), "way": last.way.value, "came": last.came, "sent": list(last.sent)} if last else None,
        "place": state.place or None,
        "unread_conflicts": dict(state.unread),
        "uncounted": dict(state.uncounted),
        "held": [{"seat": one.seat, "reason": speech.text(one.why), "events": one.times} for one in state.held],
        "seats": [
            {
                "seat": one.seat,
                "progress": progress_data(one.progress) if one.rates else None,
                "heard": _moment(one.heard) if one.heard else None,
                "keys": one.keys,
                "behind": one.behind,
            }
            for one in state.seats
        ],
    }


def progress_data(far: SeatProgress) -> dict[str, int]:
    """Return how far a seat has come, as JSON."""
    return {"begun": far.begun, "handed_in": far.handed_in, "of": far.of}


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
