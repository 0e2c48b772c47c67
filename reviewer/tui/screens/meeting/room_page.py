"""The projector's page as lines: every part has its place and its height, so that nothing moves when a value changes.

It is made of a `Slide` and of nothing else of the case: what is here, everybody in the room may see.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from reviewer.domain.eligibility import UNOPENED
from reviewer.domain.meeting.acts import MotionKind
from reviewer.domain.meeting.quorum import Quorum
from reviewer.domain.meeting.sitting import Item
from reviewer.domain.meeting.slide import Comes, Facts, Slide
from reviewer.domain.said import Said, say
from reviewer.language.numbers import millions_text
from reviewer.tui.drawing.cells import fitted
from reviewer.tui.drawing.large_sheet import block, labelled, letters
from reviewer.tui.drawing.lettering import Size
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.screens.meeting.room_case import Room, open_case, tall_case

_LABEL = 36
"""Cells of the words before a bar."""
_BELOW = 5
"""Lines below the case that stay in their place whatever is above them: a note, the money, the time, what comes next."""


def write_room(sheet: Sheet, room: Room, height: int) -> None:
    """Write the page into so many lines."""
    size = Size.LARGE if height >= TALL and sheet.width >= WIDE else Size.SMALL
    above = 1 + size.value
    block(sheet, above, lambda part: _banner(part, room, size))
    middle = height - above - _BELOW
    facts, here = room.slide.facts, room.slide.here
    if facts is not None and here is not None:
        write_facts = tall_case if size is Size.LARGE else open_case
        block(sheet, middle, lambda part: write_facts(part, room, here, facts))
    else:
        block(sheet, middle, lambda part: _waiting(part, room, middle))
    block(sheet, 1, lambda part: _note(part, room))
    block(sheet, 1, lambda part: _money(part, room))
    block(sheet, 1, lambda part: _time(part, room))
    block(sheet, 2, lambda part: _next(part, room))


TALL = 37
"""From so many lines on, the figures are large."""
WIDE = 100


# --- Number and place


def _banner(sheet: Sheet, room: Room, size: Size) -> None:
    slide, facts = room.slide, room.slide.facts
    if slide.here is None:
        total = len(slide.meeting.items)
        labelled(sheet, size, ((sheet.text(say("Cases considered")), f"{slide.done}/{total}", Tone.STRONG),))
        return
    left = (sheet.text(say("Case")), slide.here.number, Tone.STRONG)
    labelled(sheet, size, (left, (_place_label(sheet, facts), _place(facts), Tone.ACCENT)) if facts else (left,))


def _place(facts: Facts) -> str:
    place = facts.place
    if place is None or place.rank is None:
        return "–"
    return f"{place.rank}=" if place.tied_with else str(place.rank)


def _place_label(sheet: Sheet, facts: Facts | None) -> str:
    if facts is None:
        return ""
    if not facts.places:
        return sheet.text(say("Place"))
    if facts.interval is None or facts.interval[0] == facts.interval[1]:
        return sheet.text(say("Place of {count}", count=facts.places))
    best, worst = facts.interval
    return sheet.text(say("Place of {count}, uncertain {best}–{worst}", count=facts.places, best=best, worst=worst))


# --- Before a case opens, and when there is none


def _waiting(sheet: Sheet, room: Room, height: int) -> None:
    here = room.slide.here
    sheet.lines.append(())
    if here is None:
        sheet.prose(_over(room.slide), Tone.STRONG)
        return
    if room.slide.item is not None:
        silent = say("The case is shown when these have declared their interest in it: {seats}.", seats=room.names(room.slide.silent))
        sheet.prose(silent if room.slide.silent else UNOPENED, Tone.ATTENTION)
        return
    if room.slide.gathering is not None:
        _gathering(sheet, room, here, room.slide.gathering)
        return
    short = room.slide.short
    if not here.leaving:
        sheet.prose(short.why if short else say("Nobody leaves. The case is opened next."), Tone.BAD if short else Tone.STRONG)
        if room.slide.quiet:
            sheet.blank()
            sheet.prose(say("The case is not discussed unless someone asks."), Tone.MUTED)
        return
    words = sheet.text(say("LEAVES NOW"))
    letters(sheet, Size.SMALL, [(words, Tone.ATTENTION, sheet.width)])
    sheet.lines.append(())
    names = [sheet.text(name) for name in room.names(here.leaving).items]
    large = (Size.SMALL.value + 1) * (len(names) + 1) + 2 <= height
    for name in names:
        if large:
            letters(sheet, Size.SMALL, [(name, Tone.STRONG, sheet.width)])
            sheet.lines.append(())
        else:
            sheet.line(("   ", Tone.TEXT), (name, Tone.STRONG))
    sheet.blank()
    opens = say("The case is opened when these have left: {seats}.", seats=room.names(here.leaving))
    sheet.prose(short.why if short else opens, Tone.BAD if short else Tone.MUTED)


def _gathering(sheet: Sheet, room: Room, here: Comes, there: Quorum) -> None:
    """Write when the meeting is to begin, how many are there, and who leaves before its first case opens."""
    starts = room.slide.meeting.called.starts
    sheet.prose(say("The meeting is set for {time}.", time=starts) if starts else say("The meeting has not begun."), Tone.STRONG)
    sheet.prose(there.why, Tone.MUTED)
    sheet.blank()
    if here.leaving:
        said = say("First: case {number}. These leave before it opens: {seats}.", number=here.number, seats=room.names(here.leaving))
        sheet.prose(said, Tone.ATTENTION)
    else:
        sheet.prose(say("First: case {number}. Nobody leaves.", number=here.number), Tone.MUTED)


def _over(slide: Slide) -> Said:
    if slide.meeting.locked is not None:
        return say("The minutes were locked on {day}.", day=slide.meeting.locked.day)
    if not slide.meeting.items:
        return say("There are no cases on the agenda yet.")
    return say("All cases on the agenda have been considered.")


# --- Money, time, what comes next


def _note(sheet: Sheet, room: Room) -> None:
    if room.slide.unread:
        said = say("Cases that somebody here is recused from, or has not declared in, are in no sum and no place.")
        sheet.line((sheet.text(said), Tone.MUTED))
    elif room.slide.left_out:
        sheet.line((sheet.text(say("Cases from which somebody here is recused are in no sum and no place.")), Tone.MUTED))


def _money(sheet: Sheet, room: Room) -> None:
    """Write the running budget: what is granted, and lighter what the motion on the table would add."""
    slide, language = room.slide, sheet.speech.language
    if slide.frame is None:
        sheet.line((sheet.text(say("Granted NOK {amount} million", amount=millions_text(slide.granted, language))), Tone.STRONG))
        return
    said = say(
        "Granted NOK {amount} of {frame} million", amount=millions_text(slide.granted, language), frame=millions_text(slide.frame, language)
    )
    over = slide.granted > slide.frame
    cells = sheet.width - _LABEL
    full = _cells(slide.granted, slide.frame, cells)
    coming = _cells(slide.granted + _moved(slide), slide.frame, cells) - full
    glyphs = sheet.glyphs
    sheet.line(
        (fitted(sheet.text(said), _LABEL), Tone.BAD if over else Tone.STRONG),
        (glyphs.block * full, Tone.BAD if over else Tone.ACCENT),
        (glyphs.grey * coming, Tone.ATTENTION),
        (glyphs.line * (cells - full - coming), Tone.MUTED),
    )


def _moved(slide: Slide) -> int:
    """Return the kroner that the motion on the table would add, where it is not decided."""
    motion = slide.facts.motion if slide.facts else None
    if motion is None or motion.kind is MotionKind.WITHDRAWN or (slide.item and slide.item.decided):
        return 0
    return motion.amount or 0


def _cells(part: int, whole: int, cells: int) -> int:
    return cells if whole <= 0 else min(cells, max(0, part) * cells // whole)


def _time(sheet: Sheet, room: Room) -> None:
    """Write how long the case has been open, of the minutes planned, and what is left of them."""
    item = room.slide.item
    if item is None or item.open_since is None:
        sheet.line((sheet.text(say("No case is open.")) if room.slide.here else "", Tone.MUTED))
        return
    said, over = time_used(item, room.now)
    cells = sheet.width - _LABEL if item.minutes else 0
    full = _cells(_seconds(item, room.now), (item.minutes or 0) * 60, cells)
    sheet.line(
        (fitted(sheet.text(said), _LABEL), Tone.BAD if over else Tone.STRONG),
        (sheet.glyphs.block * full, Tone.BAD if over else Tone.ACCENT),
        (sheet.glyphs.line * (cells - full), Tone.MUTED),
    )


def time_used(item: Item, now: datetime) -> tuple[Said, bool]:
    """Return how long a case has been open, of the minutes planned, and whether it is over time."""
    used = _seconds(item, now)
    if not item.minutes:
        return say("{used} minutes used", used=_clock(used)), False
    planned = item.minutes * 60
    over = used > planned
    rest = say("{used} over time", used=_clock(used - planned)) if over else say("{left} left", left=_clock(planned - used))
    return say("{used} of {minutes} min, {left}", used=_clock(used), minutes=item.minutes, left=rest), over


def _seconds(item: Item, now: datetime) -> int:
    since = now - item.open_since if item.open_since else timedelta()
    return max(0, round((item.spent + since).total_seconds()))


_LONG = 100 * 60
"""Seconds from which on hours are told too."""


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02d}" if seconds < _LONG else f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


def _next(sheet: Sheet, room: Room) -> None:
    upcoming = room.slide.upcoming
    if upcoming is None:
        sheet.prose(say("No case comes after this one.") if room.slide.here else "", Tone.MUTED)
    elif upcoming.leaving:
        said = say("Next: case {number}. These leave before it opens: {seats}.", number=upcoming.number, seats=room.names(upcoming.leaving))
        sheet.prose(said, Tone.ATTENTION)
    else:
        sheet.prose(say("Next: case {number}. Nobody leaves.", number=upcoming.number), Tone.MUTED)
