"""What was set in two places: each field with its values, who and when. One key keeps a value, and that settles it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from reviewer.domain.committee import Committee
from reviewer.domain.conflicts import field_words, settlement, value_words
from reviewer.domain.enrolment import Enrolments
from reviewer.domain.events import Event
from reviewer.domain.registers import Conflict
from reviewer.domain.rights import refusal
from reviewer.domain.said import Said, say
from reviewer.tui.commands import Command
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.screen import CaseScreen
from reviewer.tui.session import Session
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.sheet_view import SheetView


class ConflictsScreen(CaseScreen[None]):
    """The conflicts that the seat may see."""

    CSS_PATH = "exchange.tcss"
    PURPOSE = say("The same field was set in two places. Both values are kept until somebody who may set the field keeps one of them.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            id="conflicts.keep",
            name=say("Keep this value"),
            action="keep({key})",
            keys=tuple("123456789"),
            shown="1–9",
            footer=say("Keep the value"),
        ),
        Command(id="conflicts.undo", name=say("Undo your last act"), action="undo", keys=("u",), footer=say("Undo")),
        Command(id="conflicts.back", name=say("Back"), action="back", keys=("escape", "q"), footer=say("Back")),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.found: tuple[Conflict, ...] = ()
        self.committee: Committee | None = None
        self.titles: dict[str, str] = {}
        self.people = Enrolments()

    def may(self, command: Command) -> bool:
        return super().may(command) and (command.id != "conflicts.keep" or bool(self.found))

    def keys_written(self, command: Command) -> str:
        """The digits are as many as the conflict with most values has."""
        if command.id != "conflicts.keep" or not self.found:
            return command.shown
        return f"1–{min(9, max(len(conflict.events) for conflict in self.found))}"

    def compose(self) -> ComposeResult:
        yield TopLine(self.text(say("Conflicts")), self.session.frame.committee, self.session.seat_name)
        yield SheetView(self._write, id="standing")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#standing").focus()
        self.case_changed()

    def case_changed(self) -> None:
        case = self.session.casefile().case().seen_by(self.session.seat)
        self.found, self.committee, self.people = case.conflicts, case.committee, case.enrolments
        self.titles = {key: dossier.application.title for key, dossier in case.dossiers.items()}
        self.query_one("#standing", SheetView).write()
        self.query_one(KeyBar).refresh()

    def _write(self, sheet: Sheet) -> None:
        if not self.found or self.committee is None:
            sheet.prose(say("No conflicts."), Tone.MUTED)
            return
        for conflict in self.found:
            self._conflict(sheet, conflict, self.committee)

    def _conflict(self, sheet: Sheet, conflict: Conflict, committee: Committee) -> None:
        sheet.end_part()
        sheet.blank()
        sheet.part()
        key = conflict.events[0].application
        sheet.line(
            (f"{key}  {self.titles.get(key, '')}  " if key else "", Tone.MUTED),
            (sheet.text(field_words(conflict.register, committee)), Tone.STRONG),
        )
        for number, event in enumerate(conflict.events, start=1):
            sheet.hung(((f"  {number}  ", Tone.ACCENT),), value_words(conflict, event, committee), Tone.TEXT, 5)
            when = f"{event.at.astimezone():%d.%m.%Y %H:%M}"
            sheet.prose(say("{seat}, {when}", seat=self._who(event, committee), when=when), Tone.MUTED, 5)
        own = committee.seat(self.session.seat)
        why = refusal(committee, own, settlement(conflict, conflict.events[0], committee, own.id)) if own else None
        if why is not None:
            sheet.prose(say("You do not settle this one. {why}", why=why), Tone.MUTED, 5)

    def _who(self, event: Event, committee: Committee) -> Said | str:
        """Return the seat that set the value, and who signed for it where that has been more than one person."""
        seat = committee.seat(event.seat)
        name, person = seat.name if seat else event.seat, self.people.person(event.seat, event.key)
        return say("{seat} ({person})", seat=name, person=person) if person else name

    def action_keep(self, number: int) -> None:
        sheet = self.query_one("#standing", SheetView)
        if not self.found:
            return
        conflict = self.found[min(sheet.chosen, len(self.found) - 1)]
        if number > len(conflict.events):
            self.warn(say("There are {number} values to choose from.", number=len(conflict.events)))
        elif self.committee and self.act([settlement(conflict, conflict.events[number - 1], self.committee, self.session.seat)]):
            self.tell(say("Settled. u takes it back."))

    def action_undo(self) -> None:
        from reviewer.tui.actions.undoing import undo

        undo(self)

    def action_back(self) -> None:
        self.dismiss()
