"""The minutes at the end of a meeting: locked, corrected by number, approved, and written as a file that can be read in again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reviewer.casefile.errors import CaseFileError
from reviewer.closing import lock_minutes
from reviewer.domain.case import Case
from reviewer.domain.meeting.acts import MinutesApproved, MinutesCorrected, MinutesLocked
from reviewer.domain.meeting.approving import awaiting
from reviewer.domain.meeting.following import lock_refused
from reviewer.domain.meeting.minutes import Minutes
from reviewer.domain.meeting.paper.recorded import recorded
from reviewer.domain.said import Said, say, say_number
from reviewer.domain.seats import SeatRole
from reviewer.domain.system import system_words
from reviewer.exchange.errors import ExchangeError
from reviewer.tui.actions.intervening import RECORDS, is_seat
from reviewer.tui.forms.fields import Field, FieldsForm
from reviewer.tui.forms.locking import LockForm
from reviewer.tui.rows.review import ReviewRow, lacking
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.ask import Ask
from reviewer.tui.screens.choice import Choice
from reviewer.tui.subject import OFFICE, RATES
from reviewer.tui.typed.written_path import path_in

_WAIT, _ANYWAY = "wait", "anyway"
_FEW = 6
"""So many missing things are named before the minutes are locked without them."""


def lock(screen: CaseScreen[Any], case: Case, kept: Minutes, rows: tuple[ReviewRow, ...]) -> None:
    """Say what is missing, ask who led the review, and lock the minutes."""
    if not is_seat(screen, OFFICE):
        screen.warn(say("Only the secretariat locks the minutes: only its file holds the whole case."))
        return
    whole = screen.session.casefile().case()
    today = screen.session.clock().astimezone().date()
    if why := lock_refused(whole, MinutesLocked(meeting=kept.meeting.id, content="", day=today, by=screen.session.seat)):
        screen.warn(why)
        return
    missing = lacking(rows)
    if not missing:
        _ask_who(screen, case, kept)
        return

    def chosen(what: str | None) -> None:
        if what == _ANYWAY:
            _ask_who(screen, case, kept)

    title = say_number("{number} thing is missing", "{number} things are missing", len(missing))
    choices: list[tuple[str, Said | str]] = [
        (_WAIT, say("Do not lock: write what is missing first")),
        (_ANYWAY, say("Lock the minutes as they are")),
    ]
    shown: tuple[Said | str, ...] = missing[:_FEW] if len(missing) <= _FEW else (*missing[:_FEW], screen.reviewer.glyphs.more)
    note = "\n".join(screen.text(one) for one in shown)
    screen.app.push_screen(Choice(title, choices, note=note), chosen)


def _ask_who(screen: CaseScreen[Any], case: Case, kept: Minutes) -> None:
    there = {one.seat for one in kept.present}
    seats = [seat for seat in case.committee.seats if seat.id in there or seat.id == screen.session.seat]
    first = next((seat.id for seat in seats if seat.role is SeatRole.CHAIR), screen.session.seat)
    field = Field(id="by", label=say("The review was led by"), value=first, choices=[(seat.id, seat.name) for seat in seats])

    def save(given: Mapping[str, str]) -> Said | None:
        return _locked(screen, kept.meeting.id, given["by"])

    lead = say("Afterwards nothing in them changes: what is wrong is put right by numbered corrections, each with its reason.")
    screen.app.push_screen(LockForm(say("Lock the minutes"), lead, (field,), save))


def _locked(screen: CaseScreen[Any], meeting: str, by: str) -> Said | None:
    """Lock the minutes; return why that is refused, or None."""
    session = screen.session
    at = session.clock()
    try:
        lock_minutes(session.casefile(), session.seat, meeting, at, by)
    except (CaseFileError, ExchangeError) as refused:
        return refused.said
    session.changed(at)
    screen.repaint_if_changed()
    screen.tell(say("The minutes are locked."))
    return None


def correct(screen: CaseScreen[Any], kept: Minutes, row: ReviewRow | None) -> None:
    """Ask for a correction of the chosen case, or of the meeting as such, and its reason."""
    if not is_seat(screen, RECORDS):
        screen.warn(say("Only the chair and the secretariat do this."))
        return
    if kept.meeting.locked is None:
        screen.tell(say("The minutes are not locked. What is wrong in them is put right where it stands."))
        return
    application = row.application if row else ""
    number = sum(one.application == application for one in kept.meeting.corrections) + 1
    asked = (Field(id="text", label=say("Correction"), lines=3), Field(id="reason", label=say("Reason"), lines=3))

    def save(given: Mapping[str, str]) -> Said | None:
        today = screen.session.clock().astimezone().date()
        body = MinutesCorrected(
            meeting=kept.meeting.id, number=number, text=given["text"], reason=given["reason"], day=today, application=application
        )
        return screen.attempt([body])

    title = say("Correction {number} of the minutes", number=number)
    if row is not None and row.number and application:
        title = say("Correction {number} of case {case}", number=number, case=row.number)
    lead = say("The minutes stand as they were locked; the correction is printed after them.")
    screen.app.push_screen(FieldsForm(title, lead, asked, save))


def approve(screen: CaseScreen[Any], case: Case, kept: Minutes) -> None:
    """Approve the locked minutes for this seat; for the secretariat, ask which seat has said that it does."""
    if kept.meeting.locked is None:
        screen.tell(say("The minutes are not locked yet."))
    elif is_seat(screen, RATES):
        _approved(screen, kept, screen.session.seat)
    elif is_seat(screen, RECORDS):
        names = {seat.id: seat.name for seat in case.committee.seats}
        waiting: list[tuple[str, Said | str]] = [(seat, names[seat]) for seat in awaiting(case, kept)]
        if not waiting:
            screen.tell(say("All who met have approved the minutes."))
            return
        note = say("A member that works on a laptop of its own approves there, and signs with its own key.")
        screen.app.push_screen(
            Choice(say("Which seat approves the minutes?"), waiting, note=note), lambda seat: _approved(screen, kept, seat)
        )
    else:
        screen.warn(say("Those who met approve the minutes."))


def _approved(screen: CaseScreen[Any], kept: Minutes, seat: str | None) -> None:
    locked = kept.meeting.locked
    if seat is None or locked is None:
        return
    if screen.act([MinutesApproved(meeting=kept.meeting.id, approver=seat, content=locked.content)]):
        screen.tell(say("Approved."))


def minutes_toml_file(screen: CaseScreen[Any], kept: Minutes) -> None:
    """Ask where the file goes, and write the minutes as `reviewer minute` reads them."""
    start = screen.session.path.resolve().with_name(f"protokoll-{kept.meeting.id}.toml")

    def wrong(text: str) -> Said | None:
        path = path_in(text)
        if not text.strip() or path.is_dir():
            return say("Write the name of a file.")
        return say("{path} is there already. Write another name.", path=str(path)) if path.exists() else None

    def answered(text: str | None) -> None:
        if text is not None:
            _write_toml(screen, kept, path_in(text))

    note = say("The same file is read in by “Take in minutes kept on paper” on the meeting's page.")
    screen.app.push_screen(Ask(say("Where are the minutes written?"), str(start), note, wrong), answered)


def _write_toml(screen: CaseScreen[Any], kept: Minutes, path: Path) -> None:
    from reviewer.documents.minutes_toml import minutes_toml

    try:
        path.write_text(minutes_toml(recorded(kept)), encoding="utf-8", newline="\n")
    except OSError as error:
        screen.warn(say("{path}: {what}.", path=str(path), what=system_words(error)))
        return
    screen.tell(say("Written: {path}", path=str(path)))
