"""A seat's own ratings from before the rules were changed, or its application revised: listed, and carried over with one key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from reviewer.domain.case import Case
from reviewer.domain.earlier_ratings import to_confirm
from reviewer.domain.events import Rated
from reviewer.domain.rounds import confirmed, waiting
from reviewer.domain.said import Listed, Said, say, say_number
from reviewer.domain.slotted import dataclass
from reviewer.language.speech import Speech
from reviewer.tui.actions.reading import read_application
from reviewer.tui.commands import Command
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.panes.my_rating import STATES
from reviewer.tui.screen import CaseScreen
from reviewer.tui.session import Session
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.lines import Column, Lines, Piece


@dataclass(frozen=True, slots=True)
class Waiting:
    """One rating that waits; `carried` is what confirming it writes, None where it must be given anew.

    `revised`: it counts, but was given before the application was revised.
    """

    rated: Rated
    revised: bool
    title: str
    criterion: str
    carried: Rated | None


def waiting_rows(case: Case, seat: str) -> tuple[Waiting, ...]:
    """Return the seat's ratings that wait, in the order of the applications."""
    found = to_confirm(case.dossiers.values(), seat)
    waits = set(waiting(case.dossiers.values(), seat))
    carried = {(one.application, one.criterion, one.round): one for one in confirmed(found, case.committee, len(case.changes))}
    names = {one.id: one.name for one in case.committee.criteria}
    return tuple(
        Waiting(
            rated=one,
            revised=one not in waits,
            title=case.dossiers[one.application].application.title or one.application,
            criterion=names.get(one.criterion, one.criterion),
            carried=carried.get((one.application, one.criterion, one.round)),
        )
        for one in found
    )


class WaitingScreen(CaseScreen[None]):
    """The list; one key confirms all that can be carried over, as one act."""

    CSS_PATH = "waiting.tcss"
    PURPOSE = say(
        "The rules or an application were changed after you rated. Your ratings of what is asked again count only when you confirm them."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            id="waiting.confirm",
            name=say("Confirm all that can be carried over"),
            action="confirm",
            keys=("b",),
            footer=say("Confirm all"),
        ),
        Command(
            id="waiting.open", name=say("Open the application and rate again"), action="open", keys=("enter",), footer=say("Rate again")
        ),
        Command(id="waiting.undo", name=say("Undo your last act"), action="undo", keys=("u",), footer=say("Undo")),
        Command(id="waiting.close", name=say("Back"), action="close", keys=("escape", "q"), footer=say("Back")),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.rows: tuple[Waiting, ...] = ()

    def compose(self) -> ComposeResult:
        yield TopLine(id="top")
        yield Static(id="lead", markup=False)
        table: Lines[Waiting] = Lines(waiting_columns(self.speech), line=self.reviewer.glyphs.line, id="waiting")
        yield table
        yield KeyBar()

    @property
    def lines(self) -> Lines[Waiting]:
        """The table."""
        return self.query_one("#waiting", Lines)

    def on_mount(self) -> None:
        self.lines.focus()
        self.head(say("Ratings to confirm"))
        self.case_changed()

    def case_changed(self) -> None:
        session = self.session

        def read() -> Case:
            beside = session.beside()
            try:
                return beside.casefile().case().seen_by(session.seat)
            finally:
                beside.close()

        self.in_background(read, self.show, "waiting")

    def show(self, case: Case) -> None:
        """Show what waits in this case."""
        rows = self.rows = waiting_rows(case, self.session.seat)
        at = min(self.lines.cursor, max(len(rows) - 1, 0))
        empty = self.text(say("There is nothing of yours to confirm."))
        self.lines.show(len(rows), lambda start, count: rows[start : start + count], at, None, empty)
        self.query_one("#lead", Static).update(self.text(self._lead(case)))

    def _lead(self, case: Case) -> Said | str:
        if not self.rows:
            return ""
        told = list(_since(self.rows, case))
        ready = sum(row.carried is not None for row in self.rows)
        if ready:
            told.append(say_number("{number} can be carried over: press b.", "{number} can be carried over: press b.", ready))
        if ready < len(self.rows):
            told.append(say_number("{number} must be given again.", "{number} must be given again.", len(self.rows) - ready))
        return " ".join(map(self.text, told))

    # --- What a person does

    def action_confirm(self) -> None:
        bodies = [row.carried for row in self.rows if row.carried is not None]
        if not bodies:
            self.warn(say("The scale is another now. Rate again.") if self.rows else say("There is nothing of yours to confirm."))
        elif self.act(bodies):
            self.tell(say_number("{number} rating was carried over.", "{number} ratings were carried over.", len(bodies)))

    def on_lines_opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        row = self.lines.row()
        if row is not None:
            from reviewer.tui.screens.application import RATING_TAB

            read_application(self, row.rated.application, tab=RATING_TAB)

    def action_undo(self) -> None:
        from reviewer.tui.actions.undoing import undo

        undo(self)

    def action_close(self) -> None:
        self.dismiss()


def _since(rows: Sequence[Waiting], case: Case) -> Iterator[Said]:
    """Yield what was changed since these were rated."""
    if case.changes and not all(row.revised for row in rows):
        yield say("The rules were changed: “{reason}”.", reason=case.changes[-1].reason)
    revised = dict.fromkeys(row.rated.application for row in rows if row.revised)
    if revised:
        yield say("Revised since you rated: {applications}. The ratings count until you give others.", applications=Listed(tuple(revised)))


def waiting_columns(speech: Speech) -> tuple[Column[Waiting], ...]:
    """Return the application, the criterion, what was given, and whether it can be carried over."""

    def given(row: Waiting) -> tuple[Piece, ...]:
        score = row.rated.score
        return ((speech.text(STATES[row.rated.state]) if score is None else str(score), Tone.TEXT),)

    def fate(row: Waiting) -> tuple[Piece, ...]:
        if row.carried is None:
            return ((speech.text(say("must be given again")), Tone.ATTENTION),)
        return ((speech.text(say("can be carried over")), Tone.GOOD),)

    return (
        Column(heading="ID", cell=lambda row: ((row.rated.application, Tone.MUTED),), width=9),
        Column(heading=speech.text(say("Application")), cell=lambda row: ((row.title, Tone.TEXT),), share=3),
        Column(heading=speech.text(say("Criterion")), cell=lambda row: ((row.criterion, Tone.TEXT),), share=2),
        Column(heading=speech.text(say("Score")), cell=given, width=7, numeric=True),
        Column(heading=speech.text(say("Now")), cell=fate, width=20),
    )
