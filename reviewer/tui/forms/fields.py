"""A form of named fields, one a line: a text, some lines of text, or one of a few values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from reviewer.domain.said import Said
from reviewer.domain.slotted import dataclass
from reviewer.tui.drawing.cells import lines_of
from reviewer.tui.forms.ask import text_field
from reviewer.tui.forms.form import Form
from reviewer.tui.widgets.turn import Turn

Save = Callable[[Mapping[str, str]], Said | None]
"""Saves what stands in the fields, by their ids; returns why that cannot be done, or None."""
LINES = 3
"""Lines of a field for longer text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. With `choices` (what is saved, what is shown) it turns; `lines` above 1 is for longer text."""

    id: str
    label: Said | str
    value: str = ""
    choices: Sequence[tuple[str, Said | str]] = ()
    lines: int = 1


class FieldsForm(Form):
    """The fields under a title and a line of what they are for."""

    def __init__(self, title: Said | str, lead: Said | str, asked: Sequence[Field], save: Save, about: str = "") -> None:
        super().__init__(title, about)
        self.lead = lead
        self.asked = tuple(asked)
        self._save = save

    def fields(self) -> ComposeResult:
        yield Static(lines_of(self.text(self.lead)), classes="form-lead", markup=False)
        with Container(classes="named"):
            for number, field in enumerate(self.asked):
                yield Static(lines_of(self.text(field.label)), classes="named-label", markup=False)
                yield self._widget(field, _name(number))

    def _widget(self, field: Field, name: str) -> Widget:
        if field.choices:
            return Turn([(value, self.text(words)) for value, words in field.choices], field.value, id=name)
        if field.lines > 1:
            area = text_field(field.value, "short")
            area.id = name
            return area
        line = Input(field.value, id=name)
        line.cursor_blink = False
        return line

    def on_mount(self) -> None:
        if self.asked:
            self.query_one(f"#{_name(0)}").focus()

    def on_input_submitted(self) -> None:
        self.focus_next()

    def state(self) -> Mapping[str, str]:
        return {field.id: self._value(field, f"#{_name(number)}") for number, field in enumerate(self.asked)}

    def _value(self, field: Field, name: str) -> str:
        if field.choices:
            return self.query_one(name, Turn).value
        return self.query_one(name, TextArea).text.strip() if field.lines > 1 else self.query_one(name, Input).value.strip()

    def save(self) -> Said | None:
        return self._save(self.state())


def _name(number: int) -> str:
    return f"field-{number}"
