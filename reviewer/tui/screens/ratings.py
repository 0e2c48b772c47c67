"""Who gave what: a map of members and applications, those first about which they differ most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from reviewer.domain.agreement import agreement, meaning
from reviewer.domain.assessment import Assessment
from reviewer.domain.committee import Committee, Seat
from reviewer.domain.overview import Cell, Given, Line, by_disagreement, missing, overview
from reviewer.domain.rounds import mean_distance, shifts
from reviewer.domain.said import Points, Said, say
from reviewer.language.numbers import decimal_text
from reviewer.language.speech import Speech
from reviewer.tui.assessing import assess_beside
from reviewer.tui.commands import Command
from reviewer.tui.intervening import exclude
from reviewer.tui.screen import CaseScreen
from reviewer.tui.session import Session
from reviewer.tui.sheet import Sheet
from reviewer.tui.tones import Tone
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.lines import Column, Lines, Piece
from reviewer.tui.widgets.sheet_view import SheetView

_NAMED, _GAP, _TITLE, _FIGURE = 6, 2, 16, 6
"""Cells of a member's column, between two columns, of a title at the least, and of a figure."""

_FAR = Fraction(1)
"""From this distance to the mean on, in steps of the scale, a member's score stands out."""

STATE: Mapping[Given, tuple[str, Said]] = {
    Given.PARTLY: ("…", say("begun")),
    Given.NOT_RATED: ("–", say("not rated")),
    Given.DEFERRED: ("u", say("deferred")),
    Given.ABSTAINED: ("a", say("abstained")),
    Given.RECUSED: ("i", say("recused")),
    Given.EXCLUDED: ("x", say("does not count")),
    Given.OUTDATED: ("?", say("waits to be confirmed")),
}


class RatingsScreen(CaseScreen[None]):
    """The map; only when the ratings are opened."""

    CSS_PATH = "ratings.tcss"
    PURPOSE = say("Who gave what. The applications about which the members differ most stand first: discuss those.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="ratings.sort", name=say("By disagreement or by place"), action="sort", keys=("s",), footer=say("Sort")),
        Command(
            id="ratings.exclude",
            name=say("Leave a rating out, or in again"),
            action="exclude",
            keys=("x",),
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
        self.sorting = by_disagreement
        self.first = 0

    def compose(self) -> ComposeResult:
        yield TopLine(id="top")
        yield Static(id="lead", markup=False)
        table: Lines[Line] = Lines((), line=self.reviewer.glyphs.line, id="given", empty=self.text(say("The ranking is being computed.")))
        yield table
        why = SheetView(self._why, id="why")
        why.can_focus = False
        yield why
        yield KeyBar()

    @property
    def lines(self) -> Lines[Line]:
        """The table."""
        return self.query_one("#given", Lines)

    def on_mount(self) -> None:
        self.lines.focus()
        top = self.query_one("#top", TopLine)
        top.title = self.text(say("The ratings"))
        top.aside = f"{self.session.info.committee} · {self.session.info.call}"
        top.status = self.session.seat_name
        assess_beside(self, self.session, self.show)

    def case_changed(self) -> None:
        assess_beside(self, self.session, self.show)

    def show(self, assessment: Assessment) -> None:
        """Show the ratings of this assessment."""
        self.assessment = assessment
        opened = assessment.case.stage.ratings_open
        lines = overview(assessment) if opened else ()
        self.rows = self.sorting(lines)
        self._set_columns(assessment)
        empty = (
            say("There are no applications yet.")
            if opened
            else say("The members' ratings are shown here when the secretariat has opened them.")
        )
        chosen = self.lines.row()
        at = next((number for number, row in enumerate(self.rows) if chosen and row.id == chosen.id), 0)
        self.lines.show(len(self.rows), lambda start, count: self.rows[start : start + count], at, None, self.text(empty))
        agreed = meaning(agreement([one.score.members for one in assessment.judged.values()])) if opened else ""
        self.query_one("#lead", Static).update(" " + self.text(agreed))
        self.query_one("#why", SheetView).write()

    def _set_columns(self, assessment: Assessment) -> None:
        """Show as many members as there is room for, from the first one that is chosen on."""
        seats = assessment.case.committee.rating_seats()
        room = (self.size.width - 1 - _TITLE - 2 * (_FIGURE + _GAP) - _GAP) // (_NAMED + _GAP)
        self.first = max(0, min(self.first, len(seats) - room))
        self.lines.set_columns(_columns(self.speech, seats[self.first : self.first + room], self._titles(assessment)))

    def on_resize(self) -> None:
        if self.assessment is not None:
            self._set_columns(self.assessment)

    @staticmethod
    def _titles(assessment: Assessment) -> Mapping[str, str]:
        return {key: one.dossier.application.title or key for key, one in assessment.judged.items()}

    def _why(self, sheet: Sheet) -> None:
        """Write the chosen one's figures, its states in words, who moved in the second round, and who has ratings left."""
        row = self.lines.row()
        if row is None or self.assessment is None:
            return
        dossier = self.assessment.judged[row.id].dossier
        committee = self.assessment.case.committee
        sheet.line((f"{row.id}  ", Tone.MUTED), (dossier.application.title, Tone.STRONG))
        if row.mean is not None and row.median is not None and row.spread is not None:
            sheet.prose(
                say(
                    "Mean {mean} (place {by_mean}), median {median} (place {by_median}), from {lowest} to {highest}.",
                    mean=Points(row.mean),
                    by_mean=row.rank_by_mean,
                    median=Points(row.median),
                    by_median=row.rank_by_median,
                    lowest=Points(row.spread[0]),
                    highest=Points(row.spread[1]),
                )
            )
        stated = [
            say("{name}: {what}", name=seat.name, what=STATE[cell.given][1])
            for seat in committee.rating_seats()
            if (cell := row.cells[seat.id]).given in STATE
        ]
        for words in stated:
            sheet.prose(words, Tone.MUTED)
        for (seat_id, _), ruled in sorted(dossier.excluded.items()):
            sheet.prose(say("{seat} does not count here: {reason}", seat=_name(committee, seat_id), reason=ruled.reason), Tone.ATTENTION)
        moved = shifts(dossier.before, dossier.ratings)
        far = mean_distance(moved)
        if far is not None:
            names = ", ".join(dict.fromkeys(_name(committee, shift.seat) for shift in moved))
            sheet.prose(say("Moved in the second round: {names}, by {far} steps on average.", names=names, far=Points(far)), Tone.ACCENT)
        for seat_id, left in missing(self.rows).items():
            if left:
                sheet.prose(say("{seat} has {number} left.", seat=_name(committee, seat_id), number=len(left)), Tone.MUTED)

    def on_lines_moved(self) -> None:
        self.query_one("#why", SheetView).scroll_to(y=0, animate=False)
        self.query_one("#why", SheetView).write()

    # --- What a person does

    def on_lines_opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        row = self.lines.row()
        if row is not None:
            from reviewer.tui.screens.application import RATING_TAB, ApplicationScreen

            self.app.push_screen(ApplicationScreen(self.session, row.id, tab=RATING_TAB, order=[one.id for one in self.rows]))

    def action_sort(self) -> None:
        self.sorting = _by_place if self.sorting is by_disagreement else by_disagreement
        if self.assessment is not None:
            self.show(self.assessment)

    def action_shift(self, step: int) -> None:
        self.first += step
        self.on_resize()

    def action_exclude(self) -> None:
        row = self.lines.row()
        if row is not None and self.assessment is not None:
            exclude(self, self.assessment.judged[row.id])

    def action_undo(self) -> None:
        from reviewer.tui.undoing import undo

        undo(self)

    def action_close(self) -> None:
        self.dismiss()


def _by_place(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return lines


def _name(committee: Committee, seat_id: str) -> str:
    seat = committee.seat(seat_id)
    return seat.name if seat else seat_id


def _columns(speech: Speech, seats: Sequence[Seat], titles: Mapping[str, str]) -> tuple[Column[Line], ...]:
    """Return the title, the spread and the mean, and one column a member."""

    def decimal(value: Fraction | None) -> tuple[Piece, ...]:
        return (("–", Tone.MUTED),) if value is None else ((decimal_text(value, speech.language, places=2), Tone.TEXT),)

    def column(seat: Seat) -> Column[Line]:
        def cell(row: Line) -> tuple[Piece, ...]:
            return (_given(row.cells[seat.id], row.mean, speech),)

        return Column(heading=seat.name, cell=cell, width=_NAMED, numeric=True)

    return (
        Column(heading=speech.text(say("Application")), cell=lambda row: ((titles[row.id], Tone.TEXT),), share=1),
        Column(heading=speech.text(say("Mean")), cell=lambda row: decimal(row.mean), width=_FIGURE, numeric=True),
        Column(heading=speech.text(say("Spread")), cell=lambda row: decimal(_spread(row)), width=_FIGURE, numeric=True),
        *(column(seat) for seat in seats),
    )


def _spread(row: Line) -> Fraction | None:
    return None if row.spread is None else row.spread[1] - row.spread[0]


def _given(cell: Cell, mean: Fraction | None, speech: Speech) -> Piece:
    """Return a score, with a sign where it lies far above or below the mean; or the sign of a state."""
    if cell.value is None:
        return (f"{STATE[cell.given][0]} ", Tone.MUTED)
    text = decimal_text(cell.value, speech.language, places=2)
    apart = cell.value - mean if mean is not None else Fraction(0)
    if apart >= _FAR:
        return (f"{text}+", Tone.GOOD)
    if apart <= -_FAR:
        return (f"{text}−", Tone.BAD)
    return (f"{text} ", Tone.TEXT)
