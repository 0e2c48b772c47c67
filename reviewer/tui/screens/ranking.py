"""The ranking with the budget line: what the computed order gives, and what the council recommends beside it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Static

from reviewer.domain.assessment import Assessment
from reviewer.domain.committee import RankMethod, SeatRole
from reviewer.domain.events import Stage, StageSet
from reviewer.domain.funding import Allocation
from reviewer.domain.plan import Plan, planned
from reviewer.domain.ranking.uncertainty import Uncertainty
from reviewer.domain.said import Kroner, Said, Share, say
from reviewer.language.numbers import millions_text
from reviewer.tui.actions.intervening import announce_draw, decline, is_seat, move_place, set_frame
from reviewer.tui.actions.reading import read_application
from reviewer.tui.background.assessing import assess_beside
from reviewer.tui.background.certainty import Answer, Question, found_out
from reviewer.tui.commands import Command, Doer
from reviewer.tui.computed import order_is_open
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.forms.form import ConfirmForm
from reviewer.tui.rows.ranked import RankedRow, above_the_line, amounts_by, ranked_columns, ranked_rows
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.ask import Ask
from reviewer.tui.session import Session
from reviewer.tui.subject import RATES
from reviewer.tui.typed.kroner import kroner_in, kroner_wrong
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.lines import Lines, Mark
from reviewer.tui.widgets.sheet_view import SheetView
from reviewer.tui.wording.choices import OUTCOME

TALL = 32
"""From this height on, the reasons have more lines."""

_RESTING = 0.3


class RankingScreen(CaseScreen[None]):
    """All places, the line where the money ends, and the reason of the chosen one."""

    CSS_PATH = "ranking.tcss"
    PURPOSE = say("Who comes first, why, and how far the money goes. Try another budget without changing the case.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="ranking.open", name=say("Open the application"), action="open", keys=("enter",), footer=say("Open")),
        Command(id="ranking.budget", name=say("Try another budget"), action="budget", keys=("b",), footer=say("Budget")),
        Command(id="ranking.set", name=say("Set the budget that is tried"), action="set_budget", keys=("s",), by=Doer.OFFICE),
        Command(id="ranking.funding", name=say("Funding: try sets and adopt one"), action="funding", keys=("f",), footer=say("Funding")),
        Command(
            id="ranking.ratings", name=say("Who gave what, where they differ"), action="ratings", keys=("v",), footer=say("The ratings")
        ),
        Command(
            id="ranking.certainty",
            name=say("How certain: other members, methods, weights"),
            action="certainty",
            keys=("w",),
            footer=say("How certain"),
        ),
        Command(
            id="ranking.move", name=say("Move the application to another place, with a reason"), action="move", keys=("m",), by=Doer.RECORDS
        ),
        Command(id="ranking.draw", name=say("Announce the seed for drawing lots"), action="draw", keys=("d",), by=Doer.RECORDS),
        Command(id="ranking.decline", name=say("Record that the applicant takes no grant"), action="decline", keys=("x",), by=Doer.OFFICE),
        Command(id="ranking.stage", name=say("Open the ratings to all"), action="open_ratings", keys=("o",), by=Doer.OFFICE),
        Command(id="ranking.undo", name=say("Undo your last act"), action="undo", keys=("u",)),
        Command(id="ranking.close", name=say("Back: first to the case's own budget"), action="back", keys=("escape", "q")),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.assessment: Assessment | None = None
        self.allocation: Allocation | None = None
        self.tried: int | None = None
        self.certain: Uncertainty | None = None
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        yield TopLine(id="top")
        yield Static(id="lead", markup=False)
        method = RankMethod.MEAN
        yield Lines(
            ranked_columns(self.speech, method),
            line=self.reviewer.glyphs.line,
            id="ranked",
            empty=self.text(say("The ranking is being computed.")),
        )
        why = SheetView(self._why, id="why")
        why.can_focus = False
        yield why
        yield KeyBar()

    @property
    def lines(self) -> Lines[RankedRow]:
        """The table."""
        return self.query_one("#ranked", Lines)

    def on_mount(self) -> None:
        self.lines.focus()
        self.head(say("Ranking"))
        assess_beside(self, self.session, self._assessed)

    def case_changed(self) -> None:
        assess_beside(self, self.session, self._caught_up)

    def _caught_up(self, assessment: Assessment) -> None:
        """Show the order at once; how certain it is, is asked when the changes have come to rest: no key waits for that thread."""
        self.certain = None
        self.show(assessment)
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_RESTING, lambda: self._look(assessment))

    def _assessed(self, assessment: Assessment) -> None:
        """Show the order at once, and how certain it is when a thread has found that out."""
        self.certain = None
        self.show(assessment)
        self._look(assessment)

    def _look(self, assessment: Assessment) -> None:
        allocation = self.allocation
        if allocation is None or self.assessment is not assessment:
            return

        def found(answer: Answer) -> None:
            if self.assessment is assessment and self.allocation is not None and self.allocation.budget == allocation.budget:
                self.certain = answer if isinstance(answer, Uncertainty) else None
                self.show(assessment)

        self.in_background(lambda: found_out(Question.PLACES, assessment, allocation), found, "certain")

    def on_resize(self) -> None:
        self.set_class(self.size.height >= TALL, "-tall")

    # --- What is shown

    def show(self, assessment: Assessment) -> None:
        """Show this assessment, by the case's frame or the one that is tried."""
        self.assessment = assessment
        case = assessment.case
        self.allocation = self._allocation(assessment)
        rows = ranked_rows(assessment, self.allocation, self.certain)
        chosen = self.lines.row()
        at = next((number for number, row in enumerate(rows) if chosen and row.place.id == chosen.place.id), 0)
        self.lines.set_columns(ranked_columns(self.speech, case.committee.ranking.method, amounts_by(assessment)))
        self.lines.show(
            len(rows),
            lambda start, count: rows[start : start + count],
            at,
            self._mark(rows),
            self.text(say("There are no applications yet.")),
        )
        self.query_one("#lead", Static).update(" " + self.text(self._lead(assessment)))
        self.query_one("#lead", Static).set_class(self.tried is not None or not order_is_open(assessment.case), "-notice")
        self.query_one("#why", SheetView).write()

    def _allocation(self, assessment: Assessment) -> Allocation | None:
        """Return who gets what; nothing is given by an order that is made of one seat's ratings only."""
        if not order_is_open(assessment.case):
            return None
        if self.tried is None:
            return assessment.allocation
        return planned(assessment, Plan(budget=self.tried))

    def _mark(self, rows: tuple[RankedRow, ...]) -> Mark | None:
        allocation = self.allocation
        if allocation is None or not above_the_line(rows):
            return None
        words = say("budget {budget} · used {used}", budget=self._mill(allocation.budget), used=self._mill(allocation.spent))
        return Mark(above_the_line(rows), self.text(words))

    def _lead(self, assessment: Assessment) -> Said:
        case, allocation = assessment.case, self.allocation
        if allocation is None:
            if self._may_set():
                return say("The ratings are not opened: there is no order yet. Press o to open them.")
            if is_seat(self, RATES):
                return say("The ratings are not opened: you see the order of your own ratings only.")
            return say("The ratings are not opened: there is no order yet.")
        if case.budget is None and self.tried is None:
            return say("The round has no budget yet, so nothing is given. Press b to try one.")
        council = sum(judged.dossier.recommendation.granted for judged in assessment.judged.values())
        given, granted = self._mill(allocation.spent), self._mill(council)
        sums = say("computed {computed}, council {council}", computed=given, council=granted)
        if assessment.moved:
            sums = say("the list gives {given}, council {council}", given=given, council=granted)
        if council > allocation.budget:
            sums = say("{sums}, {over} over the budget", sums=sums, over=self._mill(council - allocation.budget))
        if self.tried is None:
            return say("Budget NOK {budget} million: {sums}.", budget=self._mill(allocation.budget), sums=sums)
        if self._may_set():
            return say(
                "Trying the budget NOK {budget} million: {sums}. Press s to set it.", budget=self._mill(allocation.budget), sums=sums
            )
        return say("Trying the budget NOK {budget} million: {sums}. Not saved.", budget=self._mill(allocation.budget), sums=sums)

    def _mill(self, amount: int) -> str:
        return millions_text(amount, self.speech.language)

    def _why(self, sheet: Sheet) -> None:
        """Write why the chosen one stands where it does, and what it gets."""
        row = self.lines.row()
        if row is None:
            return
        application = row.judged.dossier.application
        sheet.line((f"{application.id}  ", Tone.MUTED), (application.title, Tone.STRONG), (f"  {application.applicant.name}", Tone.MUTED))
        sheet.prose(row.place.reason)
        if row.interval is not None and self.certain is not None:
            sheet.prose(self._certain_words(row, self.certain), Tone.MUTED)
        if row.award is not None:
            sheet.prose(say("{award} {sum}", award=self._award_words(row), sum=self._used_words(row.spent)), Tone.ACCENT)
        elif row.passed is not None:
            by_hand = self.assessment is not None and self.assessment.moved
            nothing = say("Gets nothing by the computed order. {reason}", reason=row.passed.reason)
            moved = say("Gets nothing by the council's order. {reason}", reason=row.passed.reason)
            sheet.prose(moved if by_hand else nothing, Tone.ATTENTION)
        given = row.judged.dossier.recommendation
        if given.outcome is not None:
            amount = f", {self.speech.value(Kroner(given.granted))}" if given.granted else ""
            council = say("The council: {outcome}{amount}.", outcome=OUTCOME[given.outcome], amount=amount)
            sheet.prose(say("{award} {sum}", award=council, sum=self._used_words(row.council_spent)))
        if row.departs is not None:
            why = given.departure or say("The reason for this is not recorded.")
            sheet.prose(say("* {departs} {why}", departs=row.departs, why=why), Tone.ATTENTION)

    def _certain_words(self, row: RankedRow, certain: Uncertainty) -> Said:
        best, worst = certain.intervals[row.place.id]
        if not certain.resamples:
            return say("Between place {best} and {worst} when each member is left out.", best=best, worst=worst)
        between = (
            say("Between place {best} and {worst}", best=best, worst=worst)
            if best != worst
            else say("Certain of place {place}", place=best)
        )
        words = say(
            "{between}; gets money in {share} of new draws of the members.", between=between, share=Share(certain.above[row.place.id])
        )
        return say("{words} In the grey zone around the line.", words=words) if row.place.id in certain.grey else words

    def _used_words(self, spent: int) -> Said | str:
        if self.allocation is None:
            return ""
        return say("Used down to here: NOK {used} of {budget} million.", used=self._mill(spent), budget=self._mill(self.allocation.budget))

    def _award_words(self, row: RankedRow) -> Said:
        award = row.award
        if award is None:
            return say("Nothing.")
        given = say("Gets {amount}, all that it applied for.", amount=Kroner(award.amount))
        if award.partial:
            given = say("Gets {amount} of the {asked} that it applied for.", amount=Kroner(award.amount), asked=Kroner(award.asked))
        if award.ends_here:
            given = say("Gets {amount} of {asked}: the money ends here.", amount=Kroner(award.amount), asked=Kroner(award.asked))
        return say("{given} {note}", given=given, note=award.note) if award.note else given

    def on_lines_moved(self) -> None:
        why = self.query_one("#why", SheetView)
        why.scroll_to(y=0, animate=False)
        why.write()

    # --- What a person does

    def _may_set(self) -> bool:
        return any(seat.id == self.session.seat and seat.role is SeatRole.SECRETARIAT for seat in self.session.info.seats)

    def on_lines_opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        row = self.lines.row()
        if row is not None:
            from reviewer.tui.screens.application import RECOMMENDATION_TAB

            order = [place.id for place in self.assessment.places] if self.assessment else ()
            read_application(self, row.place.id, tab=RECOMMENDATION_TAB, order=order)

    def action_funding(self) -> None:
        from reviewer.tui.screens.funding import FundingScreen

        self.app.push_screen(FundingScreen(self.session))

    def action_ratings(self) -> None:
        from reviewer.tui.screens.ratings import RatingsScreen

        self.app.push_screen(RatingsScreen(self.session))

    def action_certainty(self) -> None:
        from reviewer.tui.screens.certainty import CertaintyScreen

        self.app.push_screen(CertaintyScreen(self.session, self.tried))

    def action_move(self) -> None:
        row = self.lines.row()
        if row is not None:
            move_place(self, row.place, row.judged, self.assessment.places if self.assessment else ())

    def action_draw(self) -> None:
        if self.assessment is not None:
            announce_draw(self, self.assessment.case.seed)

    def action_decline(self) -> None:
        row = self.lines.row()
        if row is not None:
            decline(self, row.judged)

    def action_budget(self) -> None:
        def answered(text: str | None) -> None:
            if text is not None:
                self.try_budget(kroner_in(text))

        budget = self.tried if self.tried is not None else self.session.info.budget
        note = say("It is tried only: nothing is saved. Write kroner, for example 40 000 000.")
        shown = "" if budget is None else self.speech.value(budget).replace("\u00a0", " ")
        self.app.push_screen(Ask(say("Which budget do you want to try?"), shown, note, kroner_wrong), answered)

    def try_budget(self, budget: int | None) -> None:
        """Show what this frame would give; None goes back to the case's own."""
        self.tried = None if budget == self.session.info.budget else budget
        if self.assessment is not None:
            self._assessed(self.assessment)

    def action_set_budget(self) -> None:
        def forget() -> None:
            self.tried = None

        set_frame(self, self.tried if self.tried is not None else self.session.info.budget or 0, forget)

    def action_open_ratings(self) -> None:
        if self.session.info.stage.ratings_open:
            self.tell(say("The ratings are open already."))
            return
        if not self._may_set():
            self.warn(say("Only the secretariat opens the ratings."))
            return

        def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual's callback
            if yes:
                self.act([StageSet(stage=Stage.OPENED)])

        title = say("Open the ratings to all?")
        consequence = say(
            "Every seat then sees what the others have given, and the ranking is computed. Who has not rated yet may still do so."
        )
        self.app.push_screen(ConfirmForm(title, consequence, say("Enter opens them. Esc leaves them closed.")), answered)

    def action_undo(self) -> None:
        from reviewer.tui.actions.undoing import undo

        undo(self)

    def action_back(self) -> None:
        if self.tried is not None:
            self.try_budget(None)
        else:
            self.dismiss()
