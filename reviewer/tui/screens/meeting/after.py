"""After the meeting: the recipient's decision case by case, the letters, the steps that follow, and what is due when."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from reviewer.domain.case import Case
from reviewer.domain.meeting.due import Due, due
from reviewer.domain.said import say
from reviewer.tui.actions.following import ask_step, ask_until, decide_all, decline_grant, letters, next_step, show_reserve
from reviewer.tui.actions.intervening import is_seat
from reviewer.tui.commands import Command
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.forms.after import decision_form
from reviewer.tui.rows.after import AfterRow, after_columns, after_rows, due_columns, sums_words, write_row
from reviewer.tui.screen import CaseScreen
from reviewer.tui.session import Session
from reviewer.tui.subject import OFFICE
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.lines import Lines
from reviewer.tui.widgets.sheet_view import SheetView
from reviewer.tui.widgets.tabs import TabLine

TALL = 34
"""From this height on, more is told of the case under the cursor."""
_CASES, _DATES = range(2)


class AfterScreen(CaseScreen[None]):
    """Two lists of the same: by case, and by date."""

    CSS_PATH = "after.tcss"
    PURPOSE = say("What follows the meeting: who decided what, which letters go out, and what is due when.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="after.decide", name=say("The recipient's decision in the case"), action="decide", keys=("d",), footer=say("Decision")),
        Command(id="after.step", name=say("A step that follows: due, or done"), action="step", keys=("s",), footer=say("Step")),
        Command(id="after.letters", name=say("Write the letter of the case"), action="letter", keys=("b",), footer=say("Letter")),
        Command(id="after.decline", name=say("The applicant takes no grant"), action="decline", keys=("x",), footer=say("Declines")),
        Command(id="after.list", name=say("By case, or what is due when"), action="list", keys=("tab",), footer=say("By date")),
        Command(id="after.next", name=say("The step that comes next"), action="next", keys=("enter",)),
        Command(
            id="after.decide_all", name=say("The recipient decides as proposed in all that are left"), action="decide_all", keys=("D",)
        ),
        Command(id="after.all_letters", name=say("Write the letters of all cases"), action="letters", keys=("B",)),
        Command(id="after.reserve", name=say("The reserve list: who is next"), action="reserve", keys=("r",)),
        Command(id="after.until", name=say("Until when the reserve list holds"), action="until", keys=("R",)),
        Command(id="after.undo", name=say("Undo your last act"), action="undo", keys=("u",)),
        Command(id="after.close", name=say("Back"), action="close", keys=("escape", "q")),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.case: Case | None = None
        self.rows: tuple[AfterRow, ...] = ()
        self.dates: tuple[Due, ...] = ()
        self.shown = _CASES

    def compose(self) -> ComposeResult:
        yield TopLine(self.text(say("After the meeting")), self.session.frame.committee, self.session.seat_name)
        yield TabLine((self.text(say("By case")), self.text(say("Due when"))), id="tabs")
        yield Static(id="sums", markup=False)
        yield Lines((), line=self.reviewer.glyphs.line, id="rows", empty=self.text(say("Nothing is proposed or decided yet.")))
        about = SheetView(self._about, id="about")
        about.can_focus = False
        yield about
        yield KeyBar()

    @property
    def lines(self) -> Lines[Any]:
        """The list that is shown."""
        return self.query_one("#rows", Lines)

    @property
    def row(self) -> AfterRow | None:
        """The application under the cursor, in either list."""
        at = self.lines.cursor
        if self.shown == _CASES:
            return self.rows[at] if at < len(self.rows) else None
        key = self.dates[at].application if at < len(self.dates) else ""
        return next((row for row in self.rows if row.id == key), None)

    def on_tab_line_chosen(self, event: TabLine.Chosen) -> None:
        if event.tab != self.shown:
            self.action_list()

    def on_mount(self) -> None:
        self.lines.focus()
        self.case_changed()

    def on_resize(self) -> None:
        self.set_class(self.size.height >= TALL, "-tall")

    def case_changed(self) -> None:
        today = self.session.clock().astimezone().date()
        self.case = self.session.casefile().case().seen_by(self.session.seat)
        self.rows = after_rows(self.case, today)
        self.dates = due(self.case, today)
        self._list(self.case)
        self.query_one("#sums", Static).update(" · ".join(sums_words(self.case, self.rows, self.speech)))

    def _list(self, case: Case) -> None:
        rows: tuple[Any, ...] = self.rows if self.shown == _CASES else self.dates
        known = {row.id: row for row in self.rows}
        columns: tuple[Any, ...] = (
            after_columns(self.speech, case.committee.recipient) if self.shown == _CASES else due_columns(self.speech, known)
        )
        self.lines.set_columns(columns)
        self.lines.show(len(rows), lambda start, count: rows[start : start + count], self.lines.cursor)
        self.query_one(TabLine).open_tab = self.shown

    def on_lines_moved(self) -> None:
        self.query_one("#about", SheetView).write()

    def _about(self, sheet: Sheet) -> None:
        if self.row is not None and self.case is not None:
            write_row(sheet, self.row, self.case.committee.recipient)

    # --- What the secretariat writes

    def _writes(self) -> AfterRow | None:
        """Return the row where this seat may write of it; else say why not."""
        if not is_seat(self, OFFICE):
            self.warn(say("Only the secretariat does this."))
        elif self.row is None:
            self.tell(say("Nothing is proposed or decided yet."))
        else:
            return self.row
        return None

    def action_decide(self) -> None:
        if (row := self._writes()) and self.case is not None:
            self.app.push_screen(decision_form(self, self.case, row.dossier))

    def action_decide_all(self) -> None:
        if self._writes() and self.case is not None:
            decide_all(self, self.case, self.rows)

    def action_step(self) -> None:
        if (row := self._writes()) and self.case is not None:
            ask_step(self, self.case, row)

    def on_lines_opened(self) -> None:
        self.action_next()

    def action_next(self) -> None:
        """Go to what comes next: the date's own step, else the first of the case that is not done."""
        if (row := self._writes()) and self.case is not None:
            at = self.lines.cursor
            next_step(self, self.case, row, row.next if self.shown == _CASES else self.dates[at])

    def action_decline(self) -> None:
        if row := self._writes():
            decline_grant(self, row)

    def action_reserve(self) -> None:
        show_reserve(self)

    def action_until(self) -> None:
        if not is_seat(self, OFFICE):
            self.warn(say("Only the secretariat does this."))
        elif self.case is not None:
            ask_until(self, self.case)

    def action_letter(self) -> None:
        if self.row is not None:
            letters(self, (self.row.id,))

    def action_letters(self) -> None:
        letters(self, tuple(row.id for row in self.rows))

    def action_list(self) -> None:
        keep = self.row.id if self.row else ""
        self.shown = _DATES if self.shown == _CASES else _CASES
        if self.case is not None:
            self._list(self.case)
        ids = [row.id for row in self.rows] if self.shown == _CASES else [one.application for one in self.dates]
        if keep in ids:
            self.lines.move_to(ids.index(keep))

    def action_undo(self) -> None:
        from reviewer.tui.actions.undoing import undo

        undo(self)

    def action_close(self) -> None:
        self.dismiss()
