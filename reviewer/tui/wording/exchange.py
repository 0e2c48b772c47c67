"""Where the exchange stands, in words: one quiet line below the list, and the page that says all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from reviewer.domain.mending import uncounted
from reviewer.domain.phases import PHASES
from reviewer.domain.said import Listed, Said, say, say_number
from reviewer.exchange_state import Exchanged, ExchangeState, SeatState, Way
from reviewer.tui.drawing.sheet import Cell, Sheet, SheetColumn
from reviewer.tui.drawing.tones import Tone

WAY = {Way.PACKET: say("by packet"), Way.FOLDER: say("through a folder"), Way.SERVER: say("through the server")}
_NUMBER, _WHEN, _COPY, _LEAST_SEAT = 9, 13, 13, 60
"""Cells of the columns of the seats' table, and from which width on it has the last two."""


def moment_words(at: datetime, now: datetime) -> str:
    """Return the moment in short: the time where it is today's, else the day too."""
    here, today = at.astimezone(), now.astimezone().date()
    return f"{here:%H:%M}" if here.date() == today else f"{here:%d.%m. %H:%M}" if here.year == today.year else f"{here:%d.%m.%Y %H:%M}"


def quiet_words(state: ExchangeState, now: datetime, live: Said | None) -> Iterator[Said]:
    """Yield the line's parts: what is in conflict or waits, what is handed in, to be sent, the last exchange."""
    if state.conflicts:
        yield say_number("{number} conflict", "{number} conflicts", len(state.conflicts))
    if state.unread:
        yield say_number("{number} rating in conflict", "{number} ratings in conflict", sum(state.unread.values()))
    if state.uncounted:
        yield say_number("{number} event counts nowhere", "{number} events count nowhere", sum(state.uncounted.values()))
    if state.held:
        yield say_number("{number} event waits", "{number} events wait", sum(one.times for one in state.held))
    if state.rates:
        yield say("handed in {number} of {all}", number=state.progress.handed_in, all=state.progress.of)
        if state.progress.changed:
            changed = len(state.progress.changed)
            yield say_number("{number} changed since", "{number} changed since", changed)
    elif state.seats:
        yield say("{number} of {all} have handed in all of it", number=state.complete, all=sum(one.rates for one in state.seats))
    if state.behind:
        yield say_number("{number} copy to send", "{number} copies to send", len(state.behind))
    if state.waiting:
        yield say_number("{number} event to send", "{number} events to send", state.waiting)
    if live is not None:
        yield live
    else:
        yield say("not exchanged yet") if state.last is None else say("exchanged {when}", when=moment_words(state.last.at, now))


def write_state(sheet: Sheet, state: ExchangeState, now: datetime, live: Said | None) -> None:
    """Write the page."""
    sheet.fact(say("Phase"), PHASES[state.stage].name, Tone.STRONG)
    if state.rates:
        _write_own(sheet, state)
    sheet.fact(say("To be sent"), _to_send(state), Tone.ATTENTION if state.behind or state.waiting else Tone.TEXT)
    sheet.fact(say("Last exchange"), say("never") if state.last is None else _last(state, state.last, now))
    place: Said | str = state.place or say("no folder or server is chosen; press s")
    sheet.fact(say("Kept in step through"), place, Tone.TEXT if state.place else Tone.MUTED)
    if live is not None:
        sheet.fact("", live)
    if state.conflicts:
        words = say_number("{number}: press c to settle it", "{number}: press c to settle them", len(state.conflicts))
        sheet.fact(say("Conflicts"), words, Tone.ATTENTION)
    elif not state.unread:
        sheet.fact(say("Conflicts"), say("none"))
    for seat, number in state.unread.items():
        names = {one.seat: one.name for one in state.seats}
        words = say_number(
            "{number} rating of {seat}, not opened yet", "{number} ratings of {seat}, not opened yet", number, seat=names.get(seat, seat)
        )
        sheet.fact(say("Conflicts"), words, Tone.ATTENTION)
    for seat, number in state.uncounted.items():
        sheet.fact(say("Counts nowhere"), uncounted(seat, number), Tone.ATTENTION)
    if state.held:
        sheet.heading(say("Has come, and waits"))
        for one in state.held:
            times = f" (×{one.times})" if one.times > 1 else ""
            sheet.hung((("– ", Tone.ATTENTION),), f"{sheet.text(one.why)}{times}")
    if state.seats:
        write_seats(sheet, state, now)


def _write_own(sheet: Sheet, state: ExchangeState) -> None:
    far = state.progress
    words = say("{number} of {all} (rated in part or in full: {begun})", number=far.handed_in, all=far.of, begun=far.begun)
    sheet.fact(say("Handed in"), words, Tone.GOOD if far.of and far.handed_in == far.of else Tone.TEXT)
    if far.changed:
        sheet.fact("", say("Changed since they were handed in: {ids}", ids=", ".join(far.changed)), Tone.ATTENTION)


def _to_send(state: ExchangeState) -> Said:
    if state.seats:
        names = [one.name for one in state.seats if one.seat in state.behind]
        words = say_number("the copy of {names}", "the copies of {names}", len(names), names=Listed(tuple(names)))
        return words if names else say("nothing")
    return say_number("{number} event", "{number} events", state.waiting) if state.waiting else say("nothing")


def _last(state: ExchangeState, last: Exchanged, now: datetime) -> Said:
    names = {one.seat: one.name for one in state.seats}
    when, came = moment_words(last.at, now), say_number("{number} event came in", "{number} events came in", last.came)
    happened = [came] if last.came else []
    happened += [say("sent to {names}", names=Listed(tuple(names.get(seat, seat) for seat in last.sent)))] if last.sent else []
    if not happened:
        return say("{when} {way}", when=when, way=WAY[last.way])
    return say("{when} {way}: {what}", when=when, way=WAY[last.way], what=Listed(tuple(happened)))


def write_seats(sheet: Sheet, state: ExchangeState, now: datetime) -> None:
    """Write how far each seat has come: numbers only, never what it gave."""
    sheet.heading(say("The seats"))
    wide = sheet.width >= _LEAST_SEAT
    columns = [
        SheetColumn(heading=sheet.text(say("Seat"))),
        SheetColumn(heading=sheet.text(say("Begun")), width=_NUMBER, numeric=True),
        SheetColumn(heading=sheet.text(say("Handed in")), width=_NUMBER, numeric=True),
        SheetColumn(heading=sheet.text(say("Heard")), width=_WHEN),
        SheetColumn(heading=sheet.text(say("Copy")), width=_COPY),
    ][: 5 if wide else 3]
    sheet.table(columns, [_seat_row(sheet, one, now)[: len(columns)] for one in state.seats])


def begun_line(seats: Sequence[SeatState]) -> Said | str:
    """Return how many have begun and handed in, in one sentence; nothing for a seat that is not told."""
    raters = [one for one in seats if one.rates]
    if not raters:
        return ""
    begun, done = sum(one.progress.begun > 0 for one in raters), sum(one.progress.handed_in > 0 for one in raters)
    return say("{begun} of {all} members have begun, {done} have handed in something.", begun=begun, all=len(raters), done=done)


def _seat_row(sheet: Sheet, one: SeatState, now: datetime) -> list[Cell]:
    far = one.progress
    done = one.rates and far.of > 0 and far.handed_in >= far.of
    numbers = (str(far.begun), sheet.text(say("{number} of {all}", number=far.handed_in, all=far.of))) if one.rates else ("–", "–")
    return [
        Cell(one.name),
        Cell(numbers[0]),
        Cell(numbers[1], Tone.GOOD if done else Tone.TEXT),
        Cell(moment_words(one.heard, now) if one.heard else "–", Tone.MUTED),
        Cell(sheet.text(_copy_words(one)), Tone.ATTENTION if one.behind or (one.keys and one.behind is None) else Tone.MUTED),
    ]


def _copy_words(one: SeatState) -> Said:
    if one.behind is not None:
        return say("behind") if one.behind else say("as it is now")
    return say("not sent") if one.keys else say("no key")
