"""One application: what it is, how it stands to the requirements, what it is worth, what it is given, what has happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from reviewer.casefile.views import View
from reviewer.domain.assessment import Assessment
from reviewer.domain.said import Said, say
from reviewer.language.numbers import millions_text
from reviewer.tui.actions.asking_first import once_answered
from reviewer.tui.background.assessing import assess_beside
from reviewer.tui.commands import Command
from reviewer.tui.computed import computed_of, ordered
from reviewer.tui.forms.interest import declare_interest
from reviewer.tui.panes.economics import EconomicsPane
from reviewer.tui.panes.facts import FactsPane
from reviewer.tui.panes.history import HistoryPane
from reviewer.tui.panes.my_rating import MyRatingPane
from reviewer.tui.panes.pane import Pane, PaneOwner
from reviewer.tui.panes.recommendation import RecommendationPane
from reviewer.tui.panes.requirements import RequirementsPane
from reviewer.tui.session import Session
from reviewer.tui.standing_order import StandingOrder
from reviewer.tui.subject import Subject, subject_of
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.tabs import TabLine

if TYPE_CHECKING:
    from reviewer.domain.events import Happening

PANES: tuple[type[Pane], ...] = (FactsPane, RequirementsPane, EconomicsPane, MyRatingPane, RecommendationPane, HistoryPane)
RATING_TAB = PANES.index(MyRatingPane)
RECOMMENDATION_TAB = PANES.index(RecommendationPane)


class ApplicationScreen(PaneOwner):
    """The tabs of one application; `n` and `p` go to the next and the previous one of the list it was opened from."""

    CSS_PATH = "application.tcss"
    PURPOSE = say("One application. Read it, judge it, rate it, and record what the council recommends. Every act is saved at once.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        *(Command(id=f"application.tab_{number}", name=pane.NAME, action=f"tab({number})") for number, pane in enumerate(PANES, start=1)),
        Command(id="application.next_tab", name=say("Next tab"), action="turn_tab(1)", keys=("tab", "right", "l"), footer=say("Next tab")),
        Command(id="application.previous_tab", name=say("Previous tab"), action="turn_tab(-1)", keys=("shift+tab", "left", "h")),
        Command(id="application.next", name=say("Next application in the list"), action="go(1)", keys=("n",), footer=say("Next")),
        Command(id="application.previous", name=say("Previous application in the list"), action="go(-1)", keys=("p",)),
        Command(id="application.undo", name=say("Undo your last act"), action="undo", keys=("u",)),
        Command(id="application.interest", name=say("Declare an interest: impartial or recused"), action="interest", keys=("i",)),
        Command(id="application.close", name=say("Back to the list"), action="close", keys=("escape", "q"), footer=say("Back")),
    )

    def __init__(self, session: Session, application: str, view: View | None = None, tab: int = 0, order: Sequence[str] = ()) -> None:
        """Show the application; `view` is the list that it was opened from, `tab` counts from 0.

        `order` are the applications as they stood there, where that is another order than the view's own.
        """
        super().__init__(session)
        self.application = application
        self.view = view or View(seat=session.seat)
        self.order = tuple(order)
        self.tab = tab
        self.subject: Subject | None = None
        self._waiting: Callable[[], None] | None = None
        self._hidden = False
        self._stood: StandingOrder | None = None

    def compose(self) -> ComposeResult:
        yield TopLine(id="top")
        yield TabLine(tuple(self.text(pane.NAME) for pane in PANES))
        for pane in PANES:
            yield pane(classes="pane")
        yield KeyBar()

    def on_mount(self) -> None:
        self.open_tab(self.tab)
        self.load()

    @property
    def panes(self) -> list[Pane]:
        """The tabs in their order."""
        return list(self.query(Pane))

    # --- What is shown

    def load(self) -> None:
        """Read the application, and show it in the open tab."""
        self.subject = subject_of(self.session, self.application)
        if self.subject is not None and not self.session.may_read(self.application):
            self.tell(say("Declare first whether you have an interest: then the application opens."))
            self.subject, self._hidden = None, True
            self.call_later(self._leave)
            return
        if self.subject is None:
            self.tell(say("{seat} takes no part in this application and does not see it.", seat=self.session.seat_name))
            self._hidden = True
            self.call_later(self._leave)
            return
        self._dress(self.subject)
        self.panes[self.tab].show(self.subject)
        if self.tab == RECOMMENDATION_TAB and ordered(self.subject):
            assess_beside(self, self.session, self._assessed)

    def case_changed(self) -> None:
        self.load()

    def on_screen_resume(self) -> None:
        self._leave()

    def _leave(self) -> None:
        """Go back to the list where the seat may not see the application; a form on top is closed first."""
        if self._hidden and self.is_active:
            self._hidden = False
            self.dismiss()

    def _back(self) -> None:
        self._hidden = True
        self.call_later(self._leave)

    def _dress(self, subject: Subject) -> None:
        top = self.query_one("#top", TopLine)
        application = subject.dossier.application
        top.title = f"{application.id}  {application.title}"
        applied = say("applied for NOK {amount} million", amount=millions_text(application.amount_applied, self.speech.language))
        top.aside = f"{application.applicant.name} · {self.text(applied)}"
        saved = say("saved {time}", time=f"{self.session.saved_at.astimezone():%H:%M}")
        top.status = f"{subject.seat.name}   {self.text(saved)}"

    def _assessed(self, assessment: Assessment) -> None:
        self.computed = computed_of(assessment, self.application)
        if self.subject is not None and self.tab == RECOMMENDATION_TAB:
            self.panes[self.tab].show(self.subject)
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def when_computed(self, then: Callable[[], None]) -> None:
        if self.subject is None or not ordered(self.subject):
            then()
            return
        self._waiting = then
        assess_beside(self, self.session, self._assessed)

    def open_tab(self, tab: int) -> None:
        """Show this tab."""
        self.tab = tab
        for number, pane in enumerate(self.panes):
            pane.display = number == tab
        self.panes[tab].focus()
        self.query_one(TabLine).open_tab = tab
        self.call_after_refresh(self.query_one(KeyBar).refresh)

    # --- What a person does

    def on_tab_line_chosen(self, event: TabLine.Chosen) -> None:
        self.action_tab(event.tab + 1)

    def action_tab(self, number: int) -> None:
        self.open_tab(number - 1)
        self.load()

    def action_turn_tab(self, step: int) -> None:
        self.action_tab((self.tab + step) % len(PANES) + 1)

    def action_go(self, step: int) -> None:
        """Go on in the list as it stood when this screen was opened: what is rated here moves in it, and the way through does not."""
        found = self._neighbour(step)
        if found is None:
            self.tell(say("This is the last application in the list.") if step > 0 else say("This is the first application in the list."))
            return
        once_answered(self, found, lambda: self._go_to(found), self._back)

    def _go_to(self, application: str) -> None:
        self.application = application
        self.computed = None
        self.load()

    def _neighbour(self, step: int) -> str | None:
        if self.application in self.order:
            at = self.order.index(self.application) + step
            return self.order[at] if 0 <= at < len(self.order) else None
        return self._standing().beside(self.application, step)

    def _standing(self) -> StandingOrder:
        """Return the list as it stood before anything was done here."""
        if self._stood is None:
            self._stood = StandingOrder(self.session.browser, self.view, self.application)
        return self._stood

    def attempt(self, bodies: Sequence[Happening]) -> Said | None:
        if self.application not in self.order:
            self._standing()
        return super().attempt(bodies)

    def action_undo(self) -> None:
        from reviewer.tui.actions.undoing import undo

        answered = self._answered()
        undo(self)
        if answered and not self._answered() and self.session.asks_first(self.application):
            self._hidden = True
            self._leave()

    def _answered(self) -> bool:
        return self.subject is not None and self.session.seat in self.subject.dossier.interests

    def action_interest(self) -> None:
        if self.subject is not None:
            declare_interest(self.app, self.speech, self.subject, self.attempt)

    def action_close(self) -> None:
        self.dismiss()
