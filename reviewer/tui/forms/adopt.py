"""Adopt a set of grants: every recommendation that it would write is listed first, and all of them are one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import OptionList, Static, TextArea

from reviewer.domain.assessment import Assessment
from reviewer.domain.events import Happening, Outcome
from reviewer.domain.plan import Adoption, Change, Kept
from reviewer.domain.said import Kroner, Said, say, say_number
from reviewer.tui.drawing.cells import one_line
from reviewer.tui.forms.ask import text_field
from reviewer.tui.forms.form import Form
from reviewer.tui.wording.choices import OUTCOME


class AdoptForm(Form):
    """The list, and the reason where something departs from the computed order."""

    def __init__(self, assessment: Assessment, adoption: Adoption, attempt: Callable[[Sequence[Happening]], Said | None]) -> None:
        super().__init__(
            say_number("Record {number} recommendation?", "Record {number} recommendations?", len(adoption.changes)),
        )
        self.assessment = assessment
        self.adoption = adoption
        self._attempt = attempt

    @property
    def shape(self) -> str:
        return "tall"

    def fields(self) -> ComposeResult:
        budget = self.assessment.allocation.budget
        lead = say("The council then recommends {total} in all, of {budget}.", total=Kroner(self.adoption.total), budget=Kroner(budget))
        yield Static(self.text(lead), classes="form-lead", markup=False)
        kept = self.adoption.kept
        if kept:
            words = say_number(
                "The set shown comes to {shown}. {number} that the council has settled otherwise stays as it is.",
                "The set shown comes to {shown}. {number} that the council has settled otherwise stay as they are.",
                len(kept),
                shown=Kroner(self.adoption.shown),
            )
            yield Static(self.text(words), classes="form-lead", markup=False)
        lines = (*(self._line(change) for change in self.adoption.changes), *(self._kept(one) for one in kept))
        yield OptionList(*(Text(line) for line in lines), markup=False)
        if self.adoption.departs:
            words = say("Why the council departs from the order, in those marked * (required)")
            yield Static(self.text(words), classes="form-label", markup=False)
            yield text_field("", "short")

    def _line(self, change: Change) -> str:
        title = one_line(self.assessment.judged[change.id].dossier.application.title)
        mark = "* " if change.departs else "  "
        return f"{mark}{change.id}  {self.text(_given(change))}  {title}"

    def _kept(self, one: Kept) -> str:
        title = one_line(self.assessment.judged[one.id].dossier.application.title)
        return f"  {one.id}  {self.text(_stays(one))}  {title}"

    def on_mount(self) -> None:
        self.query_one(TextArea if self.adoption.departs else OptionList).focus()

    def _reason(self) -> str:
        return self.query_one(TextArea).text.strip() if self.adoption.departs else ""

    def state(self) -> object:
        return self._reason()

    def save(self) -> Said | None:
        if self.adoption.departs and not self._reason():
            return say("Something departs from the order. Write why.")
        return self._attempt(self.adoption.events(self._reason()))


def _stays(one: Kept) -> Said:
    outcome = OUTCOME[one.settled.outcome or Outcome.RECOMMENDED]
    if one.settled.outcome is Outcome.POSTPONED:
        return say("postponed by the council: not touched")
    if not one.settled.granted:
        return say("settled by the council ({outcome}): not touched", outcome=outcome)
    return say("settled by the council ({outcome}, {amount}): not touched", outcome=outcome, amount=Kroner(one.settled.granted))


def _given(change: Change) -> Said:
    outcome = OUTCOME[change.after.outcome or Outcome.RECOMMENDED]
    given = say("{outcome}, {amount}", outcome=outcome, amount=Kroner(change.after.granted)) if change.after.granted else outcome
    if change.before.outcome is None:
        return given
    return say("{given} (was {before})", given=given, before=Kroner(change.before.granted))
