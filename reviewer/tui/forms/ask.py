"""Asks for one of a few choices (or none), and for a text."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from reviewer.domain.said import Said
from reviewer.domain.slotted import dataclass
from reviewer.tui.drawing.cells import lines_of
from reviewer.tui.forms.form import Form

Save = Callable[[str, str], Said | None]
"""Saves a choice and a text; returns why that cannot be done, or None."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the choices; `value` is what is saved."""

    value: str
    words: Said | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the form asks; without choices it asks for the text only. Unsaved words are kept under what it is `about`."""

    title: Said | str
    label: Said
    lead: Said | str = ""
    choices: tuple[Choice, ...] = ()
    chosen: str = ""
    text: str = ""
    about: str = ""


FEW = 4
"""More choices than this take the height there is."""


class AskForm(Form):
    """The question with its choices and its text."""

    def __init__(self, question: Question, save: Save) -> None:
        super().__init__(question.title, question.about)
        self.question = question
        self._save = save

    @property
    def shape(self) -> str:
        return "tall" if len(self.question.choices) > FEW else ""

    def fields(self) -> ComposeResult:
        question = self.question
        if question.lead:
            yield Static(lines_of(self.text(question.lead)), classes="form-lead", markup=False)
        if question.choices:
            yield OptionList(
                *(Option(Text(lines_of(self.text(choice.words))), id=choice.value) for choice in question.choices), markup=False
            )
        yield Static(self.text(question.label), classes="form-label", markup=False)
        yield text_field(question.text, "short" if question.choices else "")

    def on_mount(self) -> None:
        if self.question.choices:
            options = self.query_one(OptionList)
            values = [choice.value for choice in self.question.choices]
            options.highlighted = values.index(self.question.chosen) if self.question.chosen in values else 0
            options.focus()
        else:
            self.query_one(TextArea).focus()

    def on_option_list_option_selected(self) -> None:
        self.query_one(TextArea).focus()

    @property
    def choice(self) -> str:
        """The choice that is marked."""
        if not self.question.choices:
            return ""
        return self.question.choices[self.query_one(OptionList).highlighted or 0].value

    def state(self) -> object:
        return self.query_one(TextArea).text

    def save(self) -> Said | None:
        return self._save(self.choice, self.query_one(TextArea).text)


def text_field(text: str, classes: str = "") -> TextArea:
    """Return a field for text over several lines; Tab leaves it."""
    field = TextArea(text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", classes=classes, compact=True)
    field.cursor_blink = False
    return field
