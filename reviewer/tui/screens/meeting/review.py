"""Everything of a meeting once more, case by case, before its minutes are locked; and what is done with them afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from reviewer.domain.case import Case
from reviewer.domain.meeting.minutes import Minutes, minutes
from reviewer.domain.meeting.unexplained import unexplained
from reviewer.domain.said import say
from reviewer.tui.actions.intervening import RECORDS, is_seat
from reviewer.tui.actions.locking import approve, correct, lock, minutes_toml_file
from reviewer.tui.background.assessing import assess_beside
from reviewer.tui.commands import Command
from reviewer.tui.drawing.minutes_text import minuted, write_section
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.forms.meeting import call_form, matter_form
from reviewer.tui.rows.review import ReviewRow, review_columns, review_rows, state_words, sums_words, write_approvals
from reviewer.tui.screen import CaseScreen
from reviewer.tui.session import Session
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.lines import Lines
from reviewer.tui.widgets.sheet_view import SheetView

if TYPE_CHECKING:
    from reviewer.domain.assessment import Assessment
    from reviewer.domain.proposal import Proposal

BESIDE = 110
"""From this width on, the text of the chosen case stands beside the table."""

_OF_THE_MEETING = ("attendance", "budget", "remarks", "corrections")
"""The sections of the minutes that belong to no case."""


class ReviewScreen(CaseScreen[None]):
    """The review page of one meeting."""

    CSS_PATH = "review.tcss"
    PURPOSE = say("Everything once more, with the sums against the budget. What kommuneloven § 11-4 asks for and is missing is said here.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="review.lock", name=say("Lock the minutes"), action="lock", keys=("L",), footer=say("Lock")),
        Command(id="review.approve", name=say("Approve the locked minutes"), action="approve", keys=("a",), footer=say("Approve")),
        Command(
            id="review.correct", name=say("Correct locked minutes, with a reason"), action="correct", keys=("c",), footer=say("Correct")
        ),
        Command(id="review.files", name=say("Write the minutes to files"), action="files", keys=("e",), footer=say("Write files")),
        Command(id="review.text", name=say("Between the table and the text"), action="other", keys=("tab",), footer=say("Text")),
        Command(id="review.open", name=say("Put right what is missing here"), action="open", keys=("enter",)),
        Command(id="review.interests", name=say("Confirm what you declared"), action="interests", keys=("H",)),
        Command(id="review.toml", name=say("Write the minutes as a file that can be read in again"), action="toml", keys=("x",)),
        Command(id="review.undo", name=say("Undo your last act"), action="undo", keys=("u",)),
        Command(id="review.close", name=say("Back"), action="close", keys=("escape", "q")),
    )

    def __init__(self, session: Session, meeting: str) -> None:
        super().__init__(session)
        self.meeting = meeting
        self.case: Case | None = None
        self.kept: Minutes | None = None
        self.rows: tuple[ReviewRow, ...] = ()
        self.paper: Proposal | None = None

    def compose(self) -> ComposeResult:
        yield TopLine(self.text(say("Review of the meeting")), self.session.frame.committee, self.session.seat_name)
        yield Static(id="state", markup=False)
        with Container(id="all"):
            yield Lines(review_columns(self.speech, self.reviewer.glyphs), line=self.reviewer.glyphs.line, id="rows")
            yield SheetView(self._about, id="about")
        yield Static(id="sums", markup=False)
        yield KeyBar()

    @property
    def lines(self) -> Lines[ReviewRow]:
        """The table."""
        return self.query_one("#rows", Lines)

    @property
    def row(self) -> ReviewRow | None:
        """The line under the cursor."""
        at = self.lines.cursor
        return self.rows[at] if at < len(self.rows) else None

    def on_mount(self) -> None:
        self.lines.focus()
        self.case_changed()

    def on_resize(self) -> None:
        self.set_class(self.size.width >= BESIDE, "-beside")

    def case_changed(self) -> None:
        self.case = self.session.casefile().case().seen_by(self.session.seat)
        self.kept = minutes(self.case, self.meeting)
        if self.kept is None:
            return
        self._listed(None)
        assess_beside(self, self.session, self._listed)
        self.query_one("#sums", Static).update(" · ".join(sums_words(self.kept, self.speech)))
        session, meeting, speech = self.session, self.meeting, self.speech
        self.in_background(lambda: minuted(session, meeting, speech), self._written, "minutes")

    def _listed(self, assessment: Assessment | None) -> None:
        """Show the rows; which decisions depart from the computed order is known when the whole case is assessed."""
        if self.case is None or self.kept is None:
            return
        self.rows = review_rows(self.case, self.kept, unexplained(assessment, self.kept) if assessment else {})
        self.lines.show(len(self.rows), lambda start, count: self.rows[start : start + count], self.lines.cursor)
        said, tone = state_words(self.case, self.kept, self.rows)
        state = self.query_one("#state", Static)
        state.update(self.text(said))
        for kind, of in (("-lacking", Tone.ATTENTION), ("-ready", Tone.ACCENT), ("-locked", Tone.GOOD)):
            state.set_class(tone is of, kind)

    def _written(self, paper: Proposal) -> None:
        self.paper = paper
        self.query_one("#about", SheetView).write()

    def on_lines_moved(self) -> None:
        about = self.query_one("#about", SheetView)
        about.write()
        about.scroll_to(y=0, animate=False)

    def _about(self, sheet: Sheet) -> None:
        """Write what is missing in the chosen row, and below it how it stands in the minutes."""
        row = self.row
        if row is None or self.case is None or self.kept is None:
            return
        for said in row.lacks:
            sheet.hung(((f"{sheet.glyphs.not_met} ", Tone.BAD),), said, Tone.ATTENTION, 2)
        if not row.anchor:
            write_approvals(sheet, self.case, self.kept)
        if self.paper is None:
            sheet.prose(say("The minutes are being written."), Tone.MUTED)
            return
        for anchor in (row.anchor,) if row.anchor else _OF_THE_MEETING:
            write_section(sheet, self.paper.blocks, anchor)

    # --- What a person does

    def on_lines_opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Go to where what is missing here is written: the meeting's own form, a matter's, or the case."""
        row, kept = self.row, self.kept
        if row is None or kept is None or self.case is None:
            return
        if row.case is not None:
            from reviewer.tui.screens.meeting.presenting import PresentingScreen

            self.app.push_screen(PresentingScreen(self.session, kept.meeting.id, row.application))
        elif not is_seat(self, RECORDS):
            self.warn(say("Only the chair and the secretariat do this."))
        elif row.matter is not None:
            self.app.push_screen(matter_form(self, self.case, kept.meeting, row.matter))
        else:
            self.app.push_screen(call_form(self, self.case, kept.meeting.called))

    def action_lock(self) -> None:
        if self.case is not None and self.kept is not None:
            self._listed(self.session.assessment())
            lock(self, self.case, self.kept, self.rows)

    def action_approve(self) -> None:
        if self.case is not None and self.kept is not None:
            approve(self, self.case, self.kept)

    def action_correct(self) -> None:
        if self.kept is not None:
            correct(self, self.kept, self.row)

    def action_files(self) -> None:
        from reviewer.tui.actions.papers import minutes_paper

        if self.kept is not None:
            minutes_paper(self, self.kept.meeting)

    def action_toml(self) -> None:
        if self.kept is not None:
            minutes_toml_file(self, self.kept)

    def action_interests(self) -> None:
        from reviewer.tui.screens.meeting.interests import interests_screen

        self.app.push_screen(interests_screen(self.session, self.row.application if self.row else ""))

    def action_other(self) -> None:
        """Move between the table and the text, so that either scrolls."""
        (self.query_one("#about") if self.lines.has_focus else self.lines).focus()

    def action_undo(self) -> None:
        from reviewer.tui.actions.undoing import undo

        undo(self)

    def action_close(self) -> None:
        self.dismiss()
