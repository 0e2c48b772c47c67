"""Wishes for the best set: what is wished, what each wish costs, what another frame would give, and where the list differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from reviewer.domain.assessment import Assessment
from reviewer.domain.plan import Plan, exactly
from reviewer.domain.portfolio.found import Found
from reviewer.domain.portfolio.posed import MEASURES
from reviewer.domain.portfolio.wished import OF_THE_SEARCH, Wished, measure_of, said_of
from reviewer.domain.said import Said, say, say_number
from reviewer.language.numbers import decimal_text, millions_text
from reviewer.tui.background.wished_best import WishedBest, best_by, best_words, budgets_beside, cost_of, costs_beside
from reviewer.tui.commands import Command
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.screen import CaseScreen
from reviewer.tui.session import Session
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.lines import Column, Lines, Piece
from reviewer.tui.widgets.sheet_view import SheetView


class WishesScreen(CaseScreen[Plan | None]):
    """The wishes above, what they come to below; it answers the best set where that is to be tried."""

    CSS_PATH = "wishes.tcss"
    PURPOSE = say("What the council wishes of the set that gets money. Wishes move nothing on the list: they are for the best set.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="wishes.add", name=say("Add a wish"), action="add", keys=("a",), footer=say("Add")),
        Command(id="wishes.drop", name=say("Take the wish away"), action="drop", keys=("x", "delete"), footer=say("Take away")),
        Command(id="wishes.try", name=say("Try the best set on the funding page"), action="try_best", keys=("w",), footer=say("Try it")),
        Command(id="wishes.stop", name=say("Stop the search, and show the best that was found"), action="stop", keys=("c",)),
        Command(id="wishes.turn", name=say("Read on below"), action="turn(1)", keys=("space",)),
        Command(id="wishes.turn_back", name=say("Read back above"), action="turn(-1)", keys=("b",)),
        Command(id="wishes.close", name=say("Back to the funding page"), action="close", keys=("escape", "q"), footer=say("Back")),
    )

    def __init__(self, session: Session, assessment: Assessment, plan: Plan) -> None:
        """Show the wishes of this seat, for the frame of this plan."""
        super().__init__(session)
        self.assessment = assessment
        self.plan = plan
        self.found: WishedBest | None = None
        self.searching = False
        self._stop = Event()

    @property
    def wishes(self) -> tuple[Wished, ...]:
        """The seat's wishes."""
        return self.session.sets.wishes

    @property
    def lines(self) -> Lines[int]:
        """The list of wishes."""
        return self.query_one("#wishes", Lines)

    def compose(self) -> ComposeResult:
        yield TopLine(id="top")
        yield Static(id="lead", markup=False)
        table: Lines[int] = Lines(self._columns(), line=self.reviewer.glyphs.line, id="wishes")
        yield table
        below = SheetView(self._below, id="below")
        below.can_focus = False
        yield below
        yield KeyBar()

    def on_mount(self) -> None:
        self.lines.focus()
        top = self.query_one("#top", TopLine)
        top.title = self.text(say("Wishes"))
        top.aside = self.text(say("for the best set · budget NOK {budget} million", budget=self._millions(self.plan.budget)))
        top.status = self.session.seat_name
        self.search()

    def on_unmount(self) -> None:
        self._stop.set()

    def _millions(self, amount: int) -> str:
        return millions_text(amount, self.speech.language)

    # --- What is shown

    def _columns(self) -> tuple[Column[int], ...]:
        costs = Column(heading=self.text(say("Price")), cell=self._cost, width=12, numeric=True)
        return (Column(heading=self.text(say("Wish")), cell=self._words, share=1), costs)

    def _words(self, at: int) -> tuple[Piece, ...]:
        words = self.text(said_of(self.assessment.case, self.wishes[at]))
        return ((words[:1].upper() + words[1:], Tone.TEXT),)

    def _cost(self, at: int) -> tuple[Piece, ...]:
        cost = cost_of(self.found, self.wishes, at)
        if cost is None or cost.cost is None:
            return (("–", Tone.MUTED),)
        exact, language = cost.cost.exact, self.speech.language
        if exact is None:
            least, most = (decimal_text(one, language, 2) for one in (cost.cost.least, cost.cost.most))
            return ((f"{least}–{most}", Tone.ATTENTION),)
        return ((decimal_text(exact, language, 2), Tone.ATTENTION if exact else Tone.MUTED),)

    def _below(self, sheet: Sheet) -> None:
        if self.found is not None:
            best_words(sheet, self.assessment, self.plan, self.found)

    def _paint(self) -> None:
        count = len(self.wishes)
        empty = self.text(say("There are no wishes. Press a to add one."))
        self.lines.show(count, lambda start, number: range(count)[start : start + number], self.lines.cursor, None, empty)
        self.query_one("#lead", Static).update(" " + self.text(self._lead()))
        self.query_one("#below", SheetView).write()

    def _lead(self) -> Said:
        if self.searching:
            return say("Searching. Press c to stop, and see the best that was found.")
        measure = MEASURES[measure_of(self.assessment.case, self.wishes)]
        if not self.wishes:
            return say("What each wish costs is given in {measure}.", measure=measure)
        return say_number(
            "{number} wish. Costs are given in {measure}.",
            "{number} wishes. Costs are given in {measure}.",
            len(self.wishes),
            measure=measure,
        )

    # --- The search: the best set first, then what each wish costs, then other frames

    def search(self) -> None:
        """Search anew; an older search is ended."""
        self._stop.set()
        self._stop = stop = Event()
        self.searching, self.found = True, None
        self._paint()
        assessment, plan, wishes = self.assessment, self.plan, self.wishes
        self._step(lambda: best_by(assessment, plan, wishes, stop.is_set), (costs_beside, budgets_beside), stop)

    def _step(self, work: Callable[[], WishedBest], following: tuple[Callable[..., WishedBest], ...], stop: Event) -> None:
        def done(found: WishedBest) -> None:
            if self._stop is not stop:
                return
            self.found, self.searching = found, bool(following)
            self._paint()
            if following:
                self._step(lambda: following[0](found, stop.is_set), following[1:], stop)

        self.in_background(work, done, "wishes")

    # --- What a person does

    def action_add(self) -> None:
        from reviewer.tui.forms.wish import ask_wish

        ask_wish(self, self.assessment.case, self._added)

    def _added(self, wished: Wished) -> None:
        kind = wished.kind if wished.kind in OF_THE_SEARCH else None
        self._keep((*(one for one in self.wishes if one != wished and one.kind is not kind), wished))
        self.lines.move_to(len(self.wishes) - 1)

    def action_drop(self) -> None:
        at = self.lines.row()
        if at is not None:
            self._keep(self.wishes[:at] + self.wishes[at + 1 :])

    def _keep(self, wishes: tuple[Wished, ...]) -> None:
        self.session.keep_sets(replace(self.session.sets, wishes=wishes))
        self.search()

    def action_stop(self) -> None:
        self._stop.set()

    def action_turn(self, step: int) -> None:
        self.query_one("#below", SheetView).action_turn(step)

    def action_try_best(self) -> None:
        if not isinstance(self.found, Found):
            self.tell(say("There is no best set to try yet."))
            return
        self.dismiss(exactly(self.plan.budget, self.found.best.grants, [place.id for place in self.assessment.places]))

    def action_close(self) -> None:
        self.dismiss(None)
