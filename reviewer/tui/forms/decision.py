"""The decision in a case, as the votes have made it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Input, Static, TextArea

from reviewer.domain.meeting.acts import Decided
from reviewer.domain.meeting.drafting import carried_motions, drafted
from reviewer.domain.meeting.rulebook import voting_rules
from reviewer.domain.phrases import PhraseUse, used
from reviewer.domain.said import Said, say
from reviewer.domain.stages import Outcome
from reviewer.tui.forms.ask import text_field
from reviewer.tui.forms.phrasing import PhrasingForm
from reviewer.tui.screens.choice import Choice
from reviewer.tui.typed.days import day_in, day_wrong
from reviewer.tui.wording.motions import motion_words, proposed

if TYPE_CHECKING:
    from reviewer.tui.drawing.presenting_sheet import Sitting
    from reviewer.tui.screen import CaseScreen


def ask_decision(screen: CaseScreen[Any], one: Sitting) -> None:
    """Ask for the words of the decision that the carried motion makes: which one where there are several; say why where there is none."""
    rules = voting_rules(one.case.committee)
    carried = carried_motions(one.item, rules)

    def chosen(number: str | None) -> None:
        if number is None:
            return
        draft = drafted(one.case.committee, one.met.id, one.item, number)
        if isinstance(draft, Said):
            screen.warn(draft)
        else:
            screen.app.push_screen(DecisionForm(screen, one, draft))

    if len(carried) == 1:
        chosen(carried[0])
    elif carried:
        motions = {motion.motion: motion for motion in one.item.motions}
        words = [(number, say("motion {number}: {what}", number=number, what=motion_words(motions[number]))) for number in carried]
        screen.app.push_screen(Choice(say("Which motion is the decision?"), words, carried[-1]), chosen)
    else:
        screen.warn(say("No motion has been carried yet. Take the vote first: v."))


class DecisionForm(PhrasingForm):
    """The decision in the words that the minutes have: what was carried stands; conditions, reasons and views are written."""

    def __init__(self, screen: CaseScreen[Any], one: Sitting, draft: Decided) -> None:
        about = f"decision/{one.met.id}/{one.item.application}/{draft.motion}"
        super().__init__(say("Case {number}: the decision", number=one.item.number), one.case.committee, about)
        self.screen_below = screen
        self.draft = draft
        before = one.item.decided
        same = before if before and before.motion == draft.motion else None
        prepared = one.dossier.recommendation
        self.before = same or replace(draft, reasons=prepared.reasons or self._named_reasons(one), departure=prepared.departure)

    def _named_reasons(self, one: Sitting) -> str:
        """Return the committee's sentences that the motion gives as its reasons."""
        motion = one.item.motion(self.draft.motion)
        codes = motion.reasons if motion else ()
        return "\n\n".join(phrase.text for phrase in self.committee.phrases if phrase.id in codes and phrase.use is PhraseUse.REASON)

    def fields(self) -> ComposeResult:
        draft, before = self.draft, self.before
        what = proposed(draft.outcome, draft.amount, 0)
        yield Static(
            self.text(say("Motion {number} was carried: {what}.", number=draft.motion, what=what)), classes="form-lead", markup=False
        )
        with Container(classes="named"):
            postponed = draft.outcome is Outcome.POSTPONED
            label = say("Until when, or for what") if postponed else say("Conditions due (date)")
            yield Static(self.text(label), classes="named-label", markup=False)
            yield self._line(
                "postponed" if postponed else "deadline",
                before.postponed_to if postponed else self.speech.value(before.deadline) if before.deadline else "",
            )
        for name, label, text in (
            ("conditions", say("Conditions, one a line"), "\n".join(before.conditions)),
            ("reasons", say("Reasons"), before.reasons),
            ("majority", say("The majority's view, where it is told apart"), before.majority),
            ("minority", say("The minority's view"), before.minority),
            ("departure", say("Why it departs from the order, where it does"), before.departure),
        ):
            yield Static(self.text(label), classes="form-label", markup=False)
            area = text_field(text, "short")
            area.id = name
            yield area

    @staticmethod
    def _line(name: str, text: str) -> Input:
        field = Input(text, id=name)
        field.cursor_blink = False
        return field

    def on_mount(self) -> None:
        field = self.query_one("#conditions" if self.draft.outcome is Outcome.CONDITIONS else "#reasons", TextArea)
        field.focus()
        field.move_cursor(field.document.end)

    def on_input_submitted(self) -> None:
        self.focus_next()

    def _short(self, name: str) -> str:
        found = self.query(f"#{name}").results(Input)
        return next((field.value.strip() for field in found), "")

    def state(self) -> object:
        areas = tuple(self.written(name) for name in ("conditions", "reasons", "majority", "minority", "departure"))
        return (*areas, self._short("postponed"), self._short("deadline"))

    def save(self) -> Said | None:
        written = self._short("deadline")
        deadline = day_in(written) if written else None
        if written and deadline is None:
            return day_wrong(written)
        conditions, reasons = self.conditions(), self.written("reasons")
        if self.draft.outcome is Outcome.CONDITIONS and not conditions:
            return say("Write at least one condition, or choose another outcome.")
        body = replace(
            self.draft,
            conditions=conditions,
            reasons=reasons,
            reason_codes=used(self.committee.phrases, conditions, reasons),
            majority=self.written("majority"),
            minority=self.written("minority"),
            postponed_to=self._short("postponed"),
            deadline=deadline,
            departure=self.written("departure"),
        )
        return self.screen_below.attempt([body])
