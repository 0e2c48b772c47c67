"""A meeting's agenda on the screen: one row a case or matter, and what is told of the one under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reviewer.domain.events import Interest
from reviewer.domain.meeting.acts import FloorState, MatterPlaced, Triage
from reviewer.domain.meeting.approving import awaiting
from reviewer.domain.meeting.arranging import rows_of
from reviewer.domain.meeting.interests import ground_told
from reviewer.domain.meeting.minutes import minutes
from reviewer.domain.meeting.sitting import Item, Meeting
from reviewer.domain.meeting.timetable import Slot, timetable
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.said import Kroner, Listed, Said, Value, say, say_number
from reviewer.domain.slotted import dataclass
from reviewer.language.numbers import millions_text
from reviewer.language.speech import Speech
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.widgets.lines import Column, Piece
from reviewer.tui.wording.choices import OUTCOME, OUTCOME_SHORT

if TYPE_CHECKING:
    from reviewer.domain.case import Case, Dossier
    from reviewer.domain.committee import Committee

_INTRODUCERS_FROM = 100
"""From this width on, who introduces stands in the table."""
_BEGINS_FROM = 90

FLOOR: Mapping[FloorState, Said] = {
    FloorState.WAITING: say("waits"),
    FloorState.OPEN: say("before the meeting"),
    FloorState.CLOSED: say("done, not decided"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """One line of the agenda: a case (`item` with its `dossier`), or a `matter` that is no application."""

    item: Item | None = None
    dossier: Dossier | None = None
    matter: MatterPlaced | None = None
    slot: Slot | None = None

    @property
    def key(self) -> str:
        """What the row is known by while it moves."""
        return self.item.application if self.item else f"/{self.matter.matter if self.matter else ''}"

    @property
    def number(self) -> str:
        """Its number on the agenda."""
        return self.item.number if self.item else self.matter.number if self.matter else ""

    @property
    def title(self) -> str:
        """Its title."""
        return self.dossier.application.title if self.dossier else self.matter.title if self.matter else ""

    @property
    def quiet(self) -> bool:
        """Whether it is not discussed, as nobody has asked for that."""
        return self.item is not None and self.item.undiscussed


def agenda_rows(case: Case, met: Meeting) -> tuple[AgendaRow, ...]:
    """Return the agenda's lines in this view of the case."""
    slots = {one.application: one for one in timetable(case, met)}
    return tuple(
        AgendaRow(item=row, dossier=case.dossiers[row.application], slot=slots[row.application])
        if isinstance(row, Item)
        else AgendaRow(matter=row)
        for row in rows_of(met)
    )


def short_names(committee: Committee) -> Mapping[str, str]:
    """Return each seat's name as far as it takes to tell it from the others: `Oslo` for `Oslo kommune (leder)`."""
    words = {seat.id: seat.name.split() or [seat.id] for seat in committee.seats}
    return {seat: _shortest(own, [other for key, other in words.items() if key != seat]) for seat, own in words.items()}


def _shortest(own: Sequence[str], others: Sequence[Sequence[str]]) -> str:
    for count in range(1, len(own)):
        if all(list(other[:count]) != list(own[:count]) for other in others):
            return " ".join(own[:count])
    return " ".join(own)


def named(names: Mapping[str, str], seats: Iterable[str]) -> str:
    """Return these seats' short names in one line."""
    return ", ".join(names.get(seat, seat) for seat in seats)


def agenda_columns(speech: Speech, names: Mapping[str, str]) -> tuple[Column[AgendaRow], ...]:
    """Return the table's columns."""
    return (
        Column(heading=speech.text(say("Case")), cell=lambda row: ((row.number, Tone.MUTED),), width=6),
        Column(heading=speech.text(say("Application")), cell=_title, share=2),
        Column(heading=speech.text(say("At")), cell=_begins, width=5, least=_BEGINS_FROM),
        Column(heading=speech.text(say("Min.")), cell=_minutes, width=4, numeric=True),
        Column(heading=speech.text(say("Introduced by")), cell=lambda row: _introducers(row, names), share=1, least=_INTRODUCERS_FROM),
        Column(heading=speech.text(say("Leaves")), cell=lambda row: _leaving(row, names), share=1),
        Column(heading=speech.text(say("State")), cell=lambda row: state_pieces(row, speech), width=18),
    )


def _title(row: AgendaRow) -> tuple[Piece, ...]:
    return ((row.title, Tone.MUTED if row.quiet or row.item is None else Tone.TEXT),)


def _minutes(row: AgendaRow) -> tuple[Piece, ...]:
    minutes = row.item.minutes if row.item else None
    return (("" if minutes is None else str(minutes), Tone.TEXT),)


def _begins(row: AgendaRow) -> tuple[Piece, ...]:
    slot = row.slot
    tone = Tone.ATTENTION if slot and (slot.away or not slot.quorate) else Tone.MUTED
    return ((slot.begins if slot else "", tone),)


def _introducers(row: AgendaRow, names: Mapping[str, str]) -> tuple[Piece, ...]:
    return ((named(names, row.item.introducers if row.item else ()), Tone.TEXT),)


def _leaving(row: AgendaRow, names: Mapping[str, str]) -> tuple[Piece, ...]:
    return ((named(names, row.item.recused if row.item else ()), Tone.ATTENTION),)


def state_pieces(row: AgendaRow, speech: Speech) -> tuple[Piece, ...]:
    """Return where the case stands: what was decided, else whether it is before the meeting, else whether it is discussed at all."""
    if row.item is None:
        return ((speech.text(say("considered")) if row.matter and row.matter.decision else "", Tone.MUTED),)
    decided = row.item.decided
    if decided is not None:
        amount = f" {millions_text(decided.amount, speech.language)}" if decided.outcome in GRANTING else ""
        return ((speech.text(OUTCOME_SHORT[decided.outcome]) + amount, Tone.STRONG),)
    if row.quiet:
        return ((speech.text(say("unless asked for")), Tone.MUTED),)
    tone = Tone.ACCENT if row.item.floor is FloorState.OPEN else Tone.MUTED if row.item.floor is FloorState.WAITING else Tone.ATTENTION
    return ((speech.text(FLOOR[row.item.floor]), tone),)


# --- What is told of the row under the cursor


def write_row(sheet: Sheet, row: AgendaRow, committee: Committee) -> None:
    """Write what there is to know of the case before the meeting, and what came of it."""
    sheet.line((f"{row.number}  ", Tone.MUTED), (sheet.text(row.title), Tone.STRONG))
    if row.item is None or row.dossier is None:
        if row.matter is not None and row.matter.decision:
            sheet.prose(row.matter.decision, indent=2)
        return
    application = row.dossier.application
    applied: Value = None if application.amount_applied is None else Kroner(application.amount_applied)
    said = say("{applicant} · applied for {amount}", applicant=application.applicant.name, amount=applied)
    sheet.line((sheet.text(application.applicant.name if row.dossier.unopened else said), Tone.MUTED))
    for words, tone in row_words(row, committee):
        sheet.prose(words, tone)


def row_words(row: AgendaRow, committee: Committee) -> Iterator[tuple[Said, Tone]]:
    """Yield the sentences: what was decided, who leaves, whose interest is open, who introduces, whether it is discussed."""
    if row.item is None or row.dossier is None:
        return
    item = row.item
    if item.decided is not None:
        amount: Value = Kroner(item.decided.amount) if item.decided.amount else None
        said = say("Decided: {outcome}.", outcome=OUTCOME[item.decided.outcome])
        with_amount = say("Decided: {outcome}, {amount}.", outcome=OUTCOME[item.decided.outcome], amount=amount)
        yield (with_amount if amount is not None else said), Tone.STRONG
    for seat in item.recused:
        yield say("{seat} leaves: {ground}", seat=_name(committee, seat), ground=ground_told(committee, row.dossier, seat)), Tone.ATTENTION
    if doubtful := in_doubt(row.dossier, committee):
        yield say("The council decides first whether these take part: {seats}.", seats=_names(committee, doubtful)), Tone.ATTENTION
    if silent := undeclared(row.dossier, committee):
        yield say("Not declared: {seats}.", seats=_names(committee, silent)), Tone.MUTED
    yield from _attendance(row.slot, committee)
    if item.introducers:
        yield say("Introduced by {seats}.", seats=_names(committee, item.introducers)), Tone.TEXT
    if item.asked:
        yield say("These want it discussed: {seats}.", seats=_names(committee, item.asked)), Tone.TEXT
    elif item.triage is Triage.UNLESS_ASKED:
        yield say("Not discussed unless someone asks. Any member can: press a."), Tone.MUTED


def _attendance(slot: Slot | None, committee: Committee) -> Iterator[tuple[Said, Tone]]:
    if slot is not None and slot.away:
        at = say("at {time}", time=slot.begins) if slot.begins else say("in this meeting")
        yield say("Not expected to be there {at}: {seats}.", at=at, seats=_names(committee, slot.away)), Tone.ATTENTION
    if slot is not None and not slot.quorate:
        yield say("Too few are expected: the council would have no quorum."), Tone.BAD


def in_doubt(dossier: Dossier, committee: Committee) -> tuple[str, ...]:
    """Return the seats whose interest the council has still to decide."""
    asked = (seat.id for seat in committee.rating_seats())
    declared = dossier.interests
    return tuple(
        seat for seat in asked if seat in declared and declared[seat].interest is Interest.POSSIBLE and seat not in dossier.standings
    )


def undeclared(dossier: Dossier, committee: Committee) -> tuple[str, ...]:
    """Return the seats that have declared nothing, and of which nothing is decided."""
    known = {*dossier.interests, *dossier.standings}
    return tuple(seat.id for seat in committee.rating_seats() if seat.id not in known)


def _name(committee: Committee, seat_id: str) -> str:
    seat = committee.seat(seat_id)
    return seat.name if seat else seat_id


def _names(committee: Committee, seats: Iterable[str]) -> Listed:
    return Listed(tuple(_name(committee, seat) for seat in seats))


# --- The meeting as a whole


def meeting_words(met: Meeting) -> Iterator[Said | str]:
    """Yield when and where, how many cases, and how long is planned for them."""
    called = met.called
    yield say("Meeting {date}", date=called.date)
    if called.starts:
        yield say("{starts}–{ends}", starts=called.starts, ends=called.ends) if called.ends else say("{time} o'clock", time=called.starts)
    if called.place:
        yield called.place
    yield say_number("{number} case", "{number} cases", len(met.items))
    planned = sum(item.minutes or 0 for item in met.items)
    if planned:
        yield say_number("{number} min planned", "{number} min planned", planned)


def next_step(case: Case, met: Meeting, seat: str) -> Said:
    """Return in one line what there is to do now, first what this seat has to."""
    if met.locked is not None:
        kept = minutes(case, met.id)
        count, waiting = len(met.approvals), len(awaiting(case, kept)) if kept else 0
        return say("The minutes are locked. {count} of {all} have approved them.", count=count, all=count + waiting)
    if not met.items:
        return say("Press o to put the cases on the agenda, in an order of your choice.")
    done, every = len(met.treated), len(met.items)
    left = [item.number for item in met.items if item.decided is None]
    if done == every and left:
        return say(
            "{done} of {all} cases treated. Case {number} is neither decided nor postponed: press p.", done=done, all=every, number=left[0]
        )
    if done == every:
        return say("All cases are decided. Press v to see everything once more, and lock.")
    if any(item.floor is not FloorState.WAITING for item in met.items):
        return say("{done} of {all} cases treated. Press p to go on.", done=done, all=every)
    return _before(case, met, seat)


def _before(case: Case, met: Meeting, seat: str) -> Said:
    here = [case.dossiers[item.application] for item in met.items]
    own = sum(seat in undeclared(dossier, case.committee) for dossier in here)
    silent = sum(len(undeclared(dossier, case.committee)) for dossier in here)
    doubtful = sum(len(in_doubt(dossier, case.committee)) for dossier in here)
    if own:
        return say_number("You have not declared in {number} case. Press H.", "You have not declared in {number} cases. Press H.", own)
    if silent:
        return say_number("{number} declaration is missing. Press H.", "{number} declarations are missing. Press H.", silent)
    if doubtful:
        return say_number("{number} interest is in doubt. Press H.", "{number} interests are in doubt. Press H.", doubtful)
    return say("Ready. Press p to begin the meeting.")
