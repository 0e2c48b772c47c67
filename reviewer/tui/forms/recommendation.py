"""Record the council's recommendation; where it departs from the computed order, that is said at once and the reason is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from reviewer.domain.events import RECOMMENDATION_FIELDS, Happening, Outcome, Recommended
from reviewer.domain.meeting.carried import conditions_refused
from reviewer.domain.plan import beyond_with
from reviewer.domain.recommendation import GRANTING, Recommendation, departure
from reviewer.domain.said import Kroner, Said, say
from reviewer.tui.computed import Computed
from reviewer.tui.forms.ask import text_field
from reviewer.tui.forms.form import Form
from reviewer.tui.subject import Subject
from reviewer.tui.typed.kroner import kroner_in, kroner_wrong
from reviewer.tui.wording.choices import OUTCOME


class RecommendationForm(Form):
    """Outcome, amount, conditions, reasons, and why it departs; a new one begins with the computed amount."""

    def __init__(self, subject: Subject, computed: Computed | None, attempt: Callable[[Sequence[Happening]], Said | None]) -> None:
        """Ask for the recommendation; without `computed` there is no order to depart from yet."""
        title = say("Recommendation for {title}", title=subject.dossier.application.title)
        super().__init__(title, f"recommendation/{subject.dossier.id}")
        self.subject = subject
        self.computed = computed
        self._attempt = attempt
        self._before = subject.dossier.recommendation

    @property
    def shape(self) -> str:
        return "tall"

    def fields(self) -> ComposeResult:
        before = self._before
        yield Static(self.text(self._lead()), classes="form-lead", markup=False)
        yield OptionList(
            *(Option(Text(self.text(words)), id=outcome.value) for outcome, words in OUTCOME.items()), markup=False, id="outcome"
        )
        yield Static(self.text(say("Amount in kroner")), classes="form-label", markup=False)
        amount = Input(self._amount_at_first(), id="amount")
        amount.cursor_blink = False
        yield amount
        yield Static("", id="over", classes="form-notice hidden", markup=False)
        yield Static("", id="departs", classes="form-notice hidden", markup=False)
        yield Static(
            self.text(say("Why the council departs from the order (required)")),
            id="departure-label",
            classes="form-label hidden",
            markup=False,
        )
        yield self._field("departure", before.departure, "short hidden")
        yield Static(self.text(say("Conditions, one a line")), classes="form-label", markup=False)
        yield self._field("conditions", "\n".join(before.conditions), "short")
        yield Static(self.text(say("Reasons")), classes="form-label", markup=False)
        yield self._field("reasons", before.reasons)

    def _amount_at_first(self) -> str:
        amount = self._before.amount
        if amount is None and self._before.outcome is None and self.computed and self.computed.award:
            amount = self.computed.award.amount
        return "" if amount is None else self.speech.value(amount).replace("\u00a0", " ")

    @staticmethod
    def _field(name: str, text: str, classes: str = "") -> TextArea:
        field = text_field(text, classes)
        field.id = name
        return field

    def _lead(self) -> Said:
        asked = self.subject.dossier.application.amount_applied
        applied = None if asked is None else Kroner(asked)
        if self.computed is None:
            return say("Applied for: {amount}. The ratings are not opened yet, so there is no computed order.", amount=applied)
        computed = Kroner(self.computed.award.amount if self.computed.award else 0)
        if self.computed.before is not None:
            return say("Applied for: {amount}. The council's order gives: {given}.", amount=applied, given=computed)
        return say("Applied for: {amount}. The computed order gives: {computed}.", amount=applied, computed=computed)

    def on_mount(self) -> None:
        options = self.query_one("#outcome", OptionList)
        outcomes = list(OUTCOME)
        options.highlighted = outcomes.index(self._before.outcome) if self._before.outcome else 0
        options.focus()
        self._show_departure()

    def on_option_list_option_highlighted(self) -> None:
        self._show_departure()

    def on_option_list_option_selected(self) -> None:
        self.query_one("#amount", Input).focus()

    def on_input_changed(self) -> None:
        self._show_departure()

    def on_input_submitted(self) -> None:
        self.focus_next()

    def entered(self) -> Recommendation:
        """Return the recommendation as the fields have it."""
        conditions = tuple(line.strip() for line in self._text("conditions").splitlines() if line.strip())
        return Recommendation(
            outcome=list(OUTCOME)[self.query_one("#outcome", OptionList).highlighted or 0],
            amount=kroner_in(self.query_one("#amount", Input).value),
            conditions=conditions,
            reasons=self._text("reasons").strip(),
            departure=self._text("departure").strip(),
        )

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", TextArea).text

    def departs(self) -> Said | None:
        """Return how what is entered departs from the computed order, or None."""
        return None if self.computed is None else departure(self.entered(), self.computed.award, self.computed.before)

    def over(self) -> Said | None:
        """Return by how much the council would exceed the frame with what is entered, or None."""
        return beyond_with(self.subject.case, self.subject.dossier.id, self.entered())

    def _show_departure(self) -> None:
        departs, over = self.departs(), self.over()
        self.query_one("#over").set_class(over is None, "hidden")
        self.query_one("#over", Static).update(self.text(over) if over else "")
        shown = departs is not None or bool(self._before.departure)
        for name in ("departs", "departure-label", "departure"):
            self.query_one(f"#{name}").set_class(not shown, "hidden")
        self.query_one("#departs", Static).update(self.text(departs) if departs else "")

    def state(self) -> object:
        return (
            self.entered().outcome,
            self.query_one("#amount", Input).value,
            *(self._text(name) for name in ("conditions", "reasons", "departure")),
        )

    def save(self) -> Said | None:
        entered = self.entered()
        written = self.query_one("#amount", Input).value.strip()
        if written and (wrong := kroner_wrong(written)):
            return wrong
        if entered.outcome in GRANTING and not entered.amount:
            return say("Write the amount that the council recommends.")
        if entered.outcome is Outcome.CONDITIONS and not entered.conditions:
            return say("Write at least one condition, or choose another outcome.")
        if wrong := conditions_refused(entered.outcome, entered.conditions):
            return wrong
        if self.departs() is not None and not entered.departure:
            self.query_one("#departure", TextArea).focus()
            return say("The recommendation departs from the order. Write why.")
        changed: dict[str, Any] = {
            name: getattr(entered, name) for name in RECOMMENDATION_FIELDS if getattr(entered, name) != getattr(self._before, name)
        }
        if not changed:
            return None
        return self._attempt([Recommended(application=self.subject.dossier.id, fields=tuple(changed), **changed)])
