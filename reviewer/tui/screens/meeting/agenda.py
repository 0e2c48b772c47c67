"""A meeting's own page: when and where it is, its cases in their order, and the ways to all that is done of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from reviewer.domain.case import Case
from reviewer.domain.meeting.acts import DiscussionAsked, ItemPlaced, Triage, TriageSet
from reviewer.domain.meeting.arranging import as_placed, moved
from reviewer.domain.meeting.sitting import Item, Meeting, meetings
from reviewer.domain.said import Said, say
from reviewer.tui.actions.arranging import choose_order, distribute, number_anew, suggest_triage
from reviewer.tui.actions.intervening import RECORDS, is_seat
from reviewer.tui.actions.reading import read_application
from reviewer.tui.commands import Command
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.forms.meeting import call_form, expected_form, introducers_form, matter_form
from reviewer.tui.rows.agenda import AgendaRow, agenda_columns, agenda_rows, meeting_words, next_step, short_names, write_row
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.ask import Ask
from reviewer.tui.screens.choice import Choice
from reviewer.tui.screens.meeting.agenda_keys import AGENDA_KEYS
from reviewer.tui.session import Session
from reviewer.tui.subject import OFFICE, RATES
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.lines import Lines
from reviewer.tui.widgets.sheet_view import SheetView

TALL = 34
"""From this height on, more is told of the case under the cursor."""
NOT_CALLED = say("No meeting is called yet. Press c to call one.")
LONGEST = 999
"""Minutes: more are not planned for one case."""


class AgendaScreen(CaseScreen[None]):
    """The meeting; where several are called, the first whose minutes are not locked."""

    CSS_PATH = "agenda.tcss"
    PURPOSE = say(
        "The meeting: call it, put the cases in order, see who leaves in which. From here it goes into the room, and out of it again."
    )
    KEYS: ClassVar[tuple[Command, ...]] = AGENDA_KEYS

    def __init__(self, session: Session, meeting: str = "") -> None:
        """Show this meeting, or the one that is next."""
        super().__init__(session)
        self.meeting = meeting
        self.case: Case | None = None
        self.met: Meeting | None = None
        self.rows: tuple[AgendaRow, ...] = ()

    def footer_of(self, command: Command) -> Said | None:
        """Before a meeting is called there is only that to do; afterwards it is seldom done again."""
        if self.met is not None:
            return super().footer_of(command)
        return say("Call the meeting") if command.id == "agenda.call" and is_seat(self, RECORDS) else None

    def compose(self) -> ComposeResult:
        yield TopLine(self.text(say("The meeting")), self.session.frame.committee, self.session.seat_name)
        yield Static(id="when", markup=False)
        yield Static(id="next", markup=False)
        yield Lines((), line=self.reviewer.glyphs.line, id="rows")
        about = SheetView(self._about, id="about")
        about.can_focus = False
        yield about
        yield KeyBar()

    @property
    def lines(self) -> Lines[AgendaRow]:
        """The agenda."""
        return self.query_one("#rows", Lines)

    @property
    def row(self) -> AgendaRow | None:
        """The line under the cursor."""
        at = self.lines.cursor
        return self.rows[at] if at < len(self.rows) else None

    @property
    def item(self) -> Item | None:
        """The case under the cursor, or None where there is none or it is a matter."""
        return self.row.item if self.row else None

    def on_mount(self) -> None:
        self.lines.focus()
        self.case_changed()

    def on_resize(self) -> None:
        self.set_class(self.size.height >= TALL, "-tall")

    def case_changed(self) -> None:
        keep = self.row.key if self.row else ""
        self.case = self.session.whole_case()
        self.met = self._found(meetings(self.case))
        self.rows = agenda_rows(self.case, self.met) if self.met else ()
        at = next((number for number, row in enumerate(self.rows) if row.key == keep), self.lines.cursor)
        self.lines.set_columns(agenda_columns(self.speech, short_names(self.case.committee)))
        empty = say("There is nothing on the agenda.") if self.met else say("The agenda comes here.")
        self.lines.show(len(self.rows), lambda start, count: self.rows[start : start + count], at, empty=self.text(empty))
        self._head(self.case)

    def _found(self, known: tuple[Meeting, ...]) -> Meeting | None:
        asked = (one for one in known if one.id == self.meeting)
        found = next(asked, next((one for one in known if one.locked is None), known[-1] if known else None))
        self.meeting = found.id if found else ""
        return found

    def _head(self, case: Case) -> None:
        words = [self.text(one) for one in meeting_words(self.met)] if self.met else []
        self.query_one("#when", Static).update(" · ".join(words))
        step = next_step(case, self.met, self.session.seat) if self.met else NOT_CALLED
        self.query_one("#next", Static).update(self.text(step))
        self.query_one(KeyBar).refresh()

    def on_lines_moved(self) -> None:
        self.query_one("#about", SheetView).write()

    def _about(self, sheet: Sheet) -> None:
        if self.row is not None and self.case is not None:
            write_row(sheet, self.row, self.case.committee)

    # --- What the chair and the secretariat write

    def _writes(self) -> Meeting | None:
        """Return the meeting where this seat may change it; else say why not."""
        if not is_seat(self, RECORDS):
            self.warn(say("Only the chair and the secretariat do this."))
        elif self.met is None:
            self.tell(NOT_CALLED)
        else:
            return self.met
        return None

    def _item(self) -> Item | None:
        if self.item is None:
            self.tell(say("Put the cursor on a case."))
        return self.item

    def action_call(self) -> None:
        if not is_seat(self, RECORDS):
            self.warn(say("Only the chair and the secretariat do this."))
        elif self.case is not None:
            self.app.push_screen(call_form(self, self.case, self.met.called if self.met else None))

    def action_new(self) -> None:
        if not is_seat(self, RECORDS):
            self.warn(say("Only the chair and the secretariat do this."))
        elif self.case is not None:
            self.app.push_screen(call_form(self, self.case, None))

    def action_order(self) -> None:
        if met := self._writes():
            choose_order(self, met)

    def action_number(self) -> None:
        if met := self._writes():
            number_anew(self, met)

    def action_suggest(self) -> None:
        if met := self._writes():
            suggest_triage(self, met)

    def action_distribute(self) -> None:
        if met := self._writes():
            distribute(self, met)

    def action_introducers(self) -> None:
        met = self._writes()
        if met and self.case is not None and (item := self._item()):
            self.app.push_screen(introducers_form(self, self.case, met, item))

    def action_minutes(self) -> None:
        met = self._writes()
        if met and (item := self._item()):
            self._ask_minutes(say("Minutes planned for case {number}", number=item.number), item.minutes, met, (item,))

    def action_all_minutes(self) -> None:
        if met := self._writes():
            quiet = {row.key for row in self.rows if row.quiet}
            items = tuple(item for item in met.items if item.application not in quiet and item.decided is None)
            self._ask_minutes(say("Minutes planned for each case that is discussed"), None, met, items)

    def _ask_minutes(self, question: Said, now: int | None, met: Meeting, items: tuple[Item, ...]) -> None:
        def answered(text: str | None) -> None:
            if text is not None:
                minutes = int(text) if text.strip() else None
                self.act([replace(as_placed(met, item), minutes=minutes) for item in items])

        note = say("A whole number. Empty: no time is set.")
        self.app.push_screen(Ask(question, "" if now is None else str(now), note, minutes_wrong), answered)

    def action_move(self, step: int) -> None:
        if met := self._writes():
            bodies = moved(met, self.lines.cursor, step)
            if bodies:
                self.act(bodies)

    def action_triage(self) -> None:
        met = self._writes()
        if met and (item := self._item()):
            triage = Triage.DISCUSSED if item.triage is Triage.UNLESS_ASKED else Triage.UNLESS_ASKED
            self.act([TriageSet(application=item.application, triage=triage)])

    def action_off(self) -> None:
        met = self._writes()
        if met and (item := self._item()):
            off: ItemPlaced = replace(as_placed(met, item), position=None)
            if self.act([off]):
                self.tell(say("Case {number} was taken off the agenda.", number=item.number))

    def action_matter(self) -> None:
        met = self._writes()
        if met and self.case is not None:
            self.app.push_screen(matter_form(self, self.case, met, self.row.matter if self.row else None))

    # --- What anybody does

    def action_ask(self) -> None:
        """Ask for the seat itself that the case be discussed; for the secretariat, ask which seat has asked."""
        item = self._item()
        if item is None or self.case is None:
            return
        if is_seat(self, RATES):
            self._asked(item, self.session.seat)
            return
        able = (seat for seat in self.case.committee.rating_seats() if seat.id not in item.recused)
        seats: list[tuple[str, Said | str]] = [(seat.id, seat.name) for seat in able]
        self.app.push_screen(Choice(say("Who asks that the case be discussed?"), seats), lambda seat: self._asked(item, seat))

    def _asked(self, item: Item, seat: str | None) -> None:
        if seat in item.asked:
            self.tell(say("This is asked for already."))
        elif seat is not None and self.act([DiscussionAsked(application=item.application, asker=seat)]):
            self.tell(say("Case {number} is discussed.", number=item.number))

    def on_lines_opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if self.item is None:
            if self.row is not None:
                self.action_matter()
            return
        read_application(self, self.item.application)

    def action_interests(self) -> None:
        from reviewer.tui.screens.meeting.interests import interests_screen

        self.app.push_screen(interests_screen(self.session, self.item.application if self.item else ""))

    def action_sit(self) -> None:
        from reviewer.tui.screens.meeting.presenting import PresentingScreen

        self._on_meeting(lambda met: self.app.push_screen(PresentingScreen(self.session, met.id)))

    def action_room(self) -> None:
        from reviewer.tui.screens.meeting.room import RoomScreen

        self._on_meeting(lambda met: self.app.push_screen(RoomScreen(self.session, met.id)))

    def action_invite(self) -> None:
        from reviewer.tui.actions.papers import invitation

        self._on_meeting(lambda met: invitation(self, met))

    def action_review(self) -> None:
        from reviewer.tui.screens.meeting.review import ReviewScreen

        self._on_meeting(lambda met: self.app.push_screen(ReviewScreen(self.session, met.id)))

    def action_after(self) -> None:
        from reviewer.tui.screens.meeting.after import AfterScreen

        self.app.push_screen(AfterScreen(self.session))

    def action_expect(self) -> None:
        """Say for the seat itself when it is in the meeting; for the secretariat, ask which seat has told."""
        if self.case is None or self.met is None:
            self.tell(NOT_CALLED)
        elif is_seat(self, OFFICE):
            case, met = self.case, self.met
            seats: list[tuple[str, Said | str]] = [(seat.id, seat.name) for seat in case.committee.rating_seats()]

            def chosen(seat: str | None) -> None:
                if seat is not None:
                    self.app.push_screen(expected_form(self, case, met, seat))

            self.app.push_screen(Choice(say("Which seat has told you?"), seats), chosen)
        elif is_seat(self, RATES):
            self.app.push_screen(expected_form(self, self.case, self.met, self.session.seat))
        else:
            self.tell(say("You decide nothing in the meeting."))

    def action_paper(self) -> None:
        from reviewer.tui.actions.paper_minutes import take_in

        if is_seat(self, RECORDS):
            take_in(self)
        else:
            self.warn(say("Only the chair and the secretariat do this."))

    def _on_meeting(self, go: Any) -> None:
        if self.met is None:
            self.tell(NOT_CALLED)
        else:
            go(self.met)

    def action_next(self) -> None:
        if self.case is None:
            return
        known = [one.id for one in meetings(self.case)]
        if len(known) > 1:
            self.meeting = known[(known.index(self.meeting) + 1) % len(known)]
            self.case_changed()
        else:
            self.tell(say("There is one meeting. Press C to call one more.") if known else NOT_CALLED)

    def action_undo(self) -> None:
        from reviewer.tui.actions.undoing import undo

        undo(self)

    def action_close(self) -> None:
        self.dismiss()


def minutes_wrong(text: str) -> Said | None:
    """Return what is wrong with the minutes, or None where they can be used."""
    bare = text.strip()
    if bare and not (bare.isascii() and bare.isdecimal() and 0 < int(bare) <= LONGEST):
        return say("Write whole minutes, from 1 on.")
    return None
