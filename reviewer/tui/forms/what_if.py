"""Try other figures: the page behind is computed anew with every key, and what is tried can be saved as the council's own assumption."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from reviewer.domain.economics.takeup import stated_take_up
from reviewer.domain.economics.whatif import WhatIfError, decimal_value, thing
from reviewer.domain.events import AssumptionsSet, Happening
from reviewer.domain.said import Said, Value, say
from reviewer.tui.commands import Command
from reviewer.tui.forms.form import Form
from reviewer.tui.forms.what_if_fields import Field, lines, turned, written
from reviewer.tui.panes.economics_view import Given
from reviewer.tui.subject import Subject
from reviewer.tui.widgets.turn import Turn


class WhatIfForm(Form):
    """Fields at the foot of the screen, so that the figures above them can be seen to change; they scroll, the reason stands still."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            id="what_if.save", name=say("Save as the council's own assumption"), action="save", keys=("ctrl+s", "f10"), footer=say("Save")
        ),
        Command(id="what_if.keep", name=say("Look at the page with this"), action="keep", keys=("enter",), footer=say("Look")),
        Command(id="what_if.close", name=say("Close, and drop what was typed"), action="leave", keys=("escape",), footer=say("Drop")),
    )
    SAVES: ClassVar[Said] = say("Enter looks at the page. Ctrl+S saves it as the council's own. Esc drops it.")

    def __init__(
        self, subject: Subject, given: Given, try_out: Callable[[Given], None], attempt: Callable[[Sequence[Happening]], Said | None]
    ) -> None:
        super().__init__(say("What if"))
        self.subject = subject
        self._before = given
        self._try_out = try_out
        self._attempt = attempt
        self._assumed = {thing(name): (name, own.value) for name, own in subject.dossier.assumed.items()}
        self._counted = stated_take_up(subject.dossier.application.reuse)
        method = subject.committee.method
        self._written, self._turned = written(method, self._counted), turned(method)
        self._lines = lines(subject.dossier.application.flows)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog form low"):
            with VerticalScroll(classes="form-body"):
                with Container(classes="what-ifs"):
                    yield from self._fields(self._written)
                with Container(classes="what-ifs what-if-turns"):
                    yield from self._fields(self._turned)
                if self._lines:
                    yield Static(self.text(say("The lines, % of what is stated")), classes="what-if-label", markup=False)
                with Container(classes="what-ifs what-if-lines"):
                    yield from self._fields(self._lines)
            with Horizontal(classes="what-if-reason"):
                yield Static(self.text(say("Reason, to save it")), classes="what-if-label", markup=False)
                reason = Input(id="reason")
                reason.cursor_blink = False
                yield reason
            yield Static("", classes="form-notice", markup=False)
            yield Static(self.text(self.SAVES), classes="dialog-note", markup=False)

    def _fields(self, fields: Sequence[Field]) -> ComposeResult:
        for field in fields:
            yield Static(self.text(field.label), classes="what-if-label", markup=False)
            yield self._turn(field) if field.choices else self._input(field)

    def _turn(self, field: Field) -> Turn:
        choices = [(value, self.text(words)) for value, words in field.choices]
        return Turn(choices, self._standing(field), id=f"what-if-{field.key}", classes="what-if-field")

    def _input(self, field: Field) -> Input:
        text = self._shown(field, self._standing(field))
        made = Input(text, placeholder=self._text(field.holds), id=f"what-if-{field.key}", classes="what-if-field")
        made.cursor_blink = False
        return made

    def _standing(self, field: Field) -> str:
        """Return the value that stands when the form is opened: what is being tried, or what the council assumes."""
        tried = {thing(name): value for name, value in self._before}
        return tried.get(field.name, self._assumed.get(field.name, ("", ""))[1])

    def _shown(self, field: Field, value: str) -> str:
        """Return the value as it is written in the field: per cent without their sign."""
        if not value or not field.per_cent or (field.name == "takeup" and self._counted):
            return value
        return self._text(decimal_value(value) * 100)

    def _text(self, value: Value) -> str:
        return self.speech.value(value).replace("\u00a0", " ")

    def on_mount(self) -> None:
        self.query(Input).first().focus()
        self._fit()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Let the fields take a quarter of the screen, or less where they need less."""
        rows = -(-len(self._written) // 3) + -(-len(self._turned) // 2) + bool(self._lines) + -(-len(self._lines) // 2)
        self.query_one(".form-body").styles.height = min(rows, max(3, self.app.size.height // 4))

    def state(self) -> object:
        return self.query_one("#reason", Input).value

    def entered(self) -> Given:
        """Return what differs from how the case stands; an empty value takes back what the council assumes."""
        found = []
        for field in (*self._turned, *self._written, *self._lines):
            text = self._entered(field)
            name, value = self._assumed.get(field.name, (field.name, ""))
            if text != self._shown(field, value):
                found.append(self._read(field, text) if text else (name, ""))
        return tuple(found)

    def _entered(self, field: Field) -> str:
        found = self.query_one(f"#what-if-{field.key}", Turn if field.choices else Input)
        return found.value.strip() if isinstance(found, (Turn, Input)) else ""

    def _read(self, field: Field, text: str) -> tuple[str, str]:
        if field.name == "takeup" and self._counted:
            return ("takeup" if "%" in text else "municipalities"), text
        return field.name, f"{text}%" if field.per_cent and "%" not in text else text

    def on_input_changed(self) -> None:
        self._tried()

    def on_turn_changed(self) -> None:
        self._tried()

    def on_input_submitted(self) -> None:
        self.action_keep()

    def _tried(self) -> Said | None:
        """Show the page by what is entered; return what is wrong with it, or None."""
        wrong: Said | None = None
        try:
            self._try_out(self.entered())
        except WhatIfError as error:
            wrong = error.said
        self.notice(wrong or "")
        return wrong

    def action_keep(self) -> None:
        if self._tried() is None:
            self.dismiss(False)

    def action_leave(self) -> None:
        leaves = self._leaving or self.state() == self._at_first
        super().action_leave()
        if leaves:
            self._try_out(self._before)

    def save(self) -> Said | None:
        given, wrong = self.entered(), self._tried()
        if wrong is not None:
            return wrong
        if not given:
            return say("Nothing differs from how the case stands.")
        reason = self.query_one("#reason", Input)
        if not reason.value.strip():
            reason.focus()
            return say("What the council assumes is saved with a reason. Write it.")
        self._try_out(())
        refused = self._attempt([AssumptionsSet(application=self.subject.dossier.id, given=given, reason=reason.value.strip())])
        if refused is not None:
            self._try_out(given)
        return refused
