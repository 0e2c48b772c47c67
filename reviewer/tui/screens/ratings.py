"""Who gave what: a map of members and applications, their figures, what is missing, and what the discussion moved."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from reviewer.domain.agreement import agreement, figures, meaning
from reviewer.domain.assessment import Assessment
from reviewer.domain.overview import Line, Movement, by_disagreement, movements, overview
from reviewer.domain.said import Said, say
from reviewer.exchange_state import ExchangeState
from reviewer.tui.actions.exchanging import read_state, refused_or
from reviewer.tui.actions.intervening import exclude
from reviewer.tui.actions.reading import read_application
from reviewer.tui.background.assessing import assess_beside
from reviewer.tui.commands import Command, Doer
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.rows.rated import figure_columns, map_columns, map_of, members_at_once
from reviewer.tui.screen import CaseScreen
from reviewer.tui.session import Session
from reviewer.tui.widgets.lines import Lines
from reviewer.tui.widgets.sheet_view import SheetView
from reviewer.tui.widgets.tabbed import tabbed
from reviewer.tui.widgets.tabs import TabLine
from reviewer.tui.wording.exchange import begun_line, write_seats
from reviewer.tui.wording.rated import chosen_words, left_words, moved_words


class Shown(IntEnum):
    """What is shown of the ratings, as the tabs stand."""

    MAP = 0
    FIGURES = 1
    LEFT = 2
    MOVED = 3


NAMES: Mapping[Shown, Said] = {
    Shown.MAP: say("Who gave what"),
    Shown.FIGURES: say("The figures"),
    Shown.LEFT: say("What is left"),
    Shown.MOVED: say("Second round"),
}
_PAGES = frozenset({Shown.LEFT, Shown.MOVED})
_CLOSED = say("The members' ratings are shown here when the secretariat has opened them.")


class RatingsScreen(CaseScreen[None]):
    """The ratings; only when they are opened."""

    CSS_PATH = "ratings.tcss"
    PURPOSE = say("Who gave what. The applications about which the members differ most stand first: discuss those.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="ratings.next", name=say("Next tab"), action="turn(1)", keys=("tab",), footer=say("Next tab")),
        Command(id="ratings.previous", name=say("Previous tab"), action="turn(-1)", keys=("shift+tab",)),
        *(
            Command(id=f"ratings.{shown.name.lower()}", name=name, action=f"show_tab({shown.value})", keys=(str(shown + 1),))
            for shown, name in NAMES.items()
        ),
        Command(id="ratings.sort", name=say("By disagreement or by place"), action="sort", keys=("s",), footer=say("Sort")),
        Command(
            id="ratings.exclude",
            name=say("Leave a rating out, or in again"),
            action="exclude",
            keys=("x",),
            by=Doer.RECORDS,
            footer=say("Leave out"),
        ),
        Command(id="ratings.open", name=say("Open the application"), action="open", keys=("enter",), footer=say("Open")),
        Command(id="ratings.later", name=say("The members further right"), action="shift(1)", keys=("full_stop",)),
        Command(id="ratings.earlier", name=say("The members further left"), action="shift(-1)", keys=("comma",)),
        Command(id="ratings.undo", name=say("Undo your last act"), action="undo", keys=("u",)),
        Command(id="ratings.close", name=say("Back"), action="close", keys=("escape", "q"), footer=say("Back")),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.assessment: Assessment | None = None
        self.rows: tuple[Line, ...] = ()
        self.moved: tuple[Movement, ...] = ()
        self.sorting = by_disagreement
        self.state: ExchangeState | None = None
        self.shown = Shown.MAP
        self.first = 0

    def compose(self) -> ComposeResult:
        table: Lines[Line] = Lines((), line=self.reviewer.glyphs.line, id="given", empty=self.text(say("The ranking is being computed.")))
        yield from tabbed((self.text(name) for name in NAMES.values()), table, self._why, self._page)

    @property
    def lines(self) -> Lines[Line]:
        """The table."""
        return self.query_one("#given", Lines)

    def on_mount(self) -> None:
        self.head(say("The ratings"))
        self.action_show_tab(self.shown)
        assess_beside(self, self.session, self.show)

    def case_changed(self) -> None:
        assess_beside(self, self.session, self.show)

    # --- What is shown

    def show(self, assessment: Assessment) -> None:
        """Show the ratings of this assessment."""
        self.assessment = assessment
        opened = assessment.case.stage.ratings_open
        if not opened:
            self.in_background(partial(refused_or, partial(read_state, self.session)), self._heard, "begun")
        self.rows = self.sorting(overview(assessment)) if opened else ()
        self.moved = movements(assessment) if opened else ()
        self._paint()

    def _heard(self, state: ExchangeState | Said) -> None:
        self.state = state if isinstance(state, ExchangeState) else None
        self._paint()

    def _paint(self) -> None:
        assessment = self.assessment
        if assessment is None:
            return
        rows, chosen = self.rows, self.lines.row()
        self._set_columns(assessment)
        empty = say("There are no applications yet.") if assessment.case.stage.ratings_open else _CLOSED
        at = next((number for number, row in enumerate(rows) if chosen and row.id == chosen.id), 0)
        self.lines.show(len(rows), lambda start, count: rows[start : start + count], at, None, self.text(empty))
        self.query_one("#lead", Static).update(self.text(self._lead(assessment)))
        self.query_one("#why", SheetView).write()
        self.query_one("#page", SheetView).write()

    def _set_columns(self, assessment: Assessment) -> None:
        """Show as many members as there is room for, from the first one that is chosen on."""
        if self.shown is Shown.FIGURES:
            self.lines.set_columns(figure_columns(self.speech, _titles(assessment)))
            return
        seats, room = assessment.case.committee.rating_seats(), members_at_once(self.size.width)
        self.first = max(0, min(self.first, len(seats) - room))
        drawn = map_of(self.speech, self.reviewer.glyphs, assessment.case.committee)
        self.lines.set_columns(map_columns(drawn, seats[self.first : self.first + room], seats, _titles(assessment)))

    def _lead(self, assessment: Assessment) -> Said | str:
        if not assessment.case.stage.ratings_open:
            return begun_line(self.state.seats) if self.state else ""
        agreed = agreement([one.score.members for one in assessment.judged.values()])
        if self.shown is Shown.FIGURES:
            return figures(agreed)
        seats, room = assessment.case.committee.rating_seats(), members_at_once(self.size.width)
        if len(seats) <= room:
            return meaning(agreed)
        return say(
            "Members {first} to {last} of {all}: . and , show the others. {meaning}",
            meaning=meaning(agreed),
            first=self.first + 1,
            last=self.first + room,
            all=len(seats),
        )

    def on_resize(self) -> None:
        self.call_after_refresh(self._paint)

    def _why(self, sheet: Sheet) -> None:
        row = self.lines.row()
        if row is not None and self.assessment is not None:
            chosen_words(sheet, row, self.assessment)

    def _page(self, sheet: Sheet) -> None:
        assessment = self.assessment
        if assessment is None:
            return
        if not assessment.case.stage.ratings_open:
            sheet.prose(_CLOSED, Tone.MUTED)
            if self.state is not None and self.state.seats:
                write_seats(sheet, self.state, self.session.clock())
        elif self.shown is Shown.LEFT:
            left_words(sheet, overview(assessment), assessment.case.committee, _titles(assessment))
        else:
            moved_words(sheet, self.moved, assessment.case.committee, _titles(assessment))

    def on_lines_moved(self) -> None:
        self.query_one("#why", SheetView).scroll_to(y=0, animate=False)
        self.query_one("#why", SheetView).write()

    # --- What a person does

    def on_tab_line_chosen(self, event: TabLine.Chosen) -> None:
        self.action_show_tab(event.tab)

    def action_show_tab(self, number: int) -> None:
        """Open this tab."""
        self.shown = Shown(number)
        self.query_one(TabLine).open_tab = number
        paged = self.shown in _PAGES
        self.set_class(paged, "-page")
        self.set_class(not paged, "-table")
        page = self.query_one("#page", SheetView)
        page.scroll_to(y=0, animate=False)
        (page if paged else self.lines).focus()
        self._paint()

    def action_turn(self, step: int) -> None:
        self.action_show_tab((self.shown + step) % len(Shown))

    def on_lines_opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        row = self.lines.row()
        if row is not None and self.shown not in _PAGES:
            from reviewer.tui.screens.application import RATING_TAB

            read_application(self, row.id, tab=RATING_TAB)

    def action_sort(self) -> None:
        self.sorting = _by_place if self.sorting is by_disagreement else by_disagreement
        if self.assessment is not None:
            self.show(self.assessment)

    def action_shift(self, step: int) -> None:
        self.first += step
        self._paint()

    def action_exclude(self) -> None:
        row = self.lines.row()
        if row is not None and self.assessment is not None and self.shown not in _PAGES:
            exclude(self, self.assessment.judged[row.id])

    def action_undo(self) -> None:
        from reviewer.tui.actions.undoing import undo

        undo(self)

    def action_close(self) -> None:
        self.dismiss()


def _by_place(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return lines


def _titles(assessment: Assessment) -> Mapping[str, str]:
    return {key: one.dossier.application.title or key for key, one in assessment.judged.items()}
