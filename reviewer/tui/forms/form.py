"""A dialog with fields: Ctrl+S saves, Esc leaves - and asks first where something was typed."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Button, Static

from reviewer.domain.said import Said, say
from reviewer.tui.commands import Command
from reviewer.tui.drawing.cells import lines_of
from reviewer.tui.forms.keeping import Keeping
from reviewer.tui.screen import CommandModal
from reviewer.tui.unsaved import FIELDS, held, put_back


class Form(Keeping):
    """A form; it is dismissed with True where it was saved."""

    CSS_PATH = "form.tcss"
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="form.save", name=say("Save and close"), action="save", keys=("ctrl+s", "f10"), footer=say("Save")),
        Command(
            id="form.close",
            name=say("Close; asks first where something is not saved"),
            action="leave",
            keys=("escape",),
            footer=say("Close"),
        ),
    )
    SAVE: ClassVar[Said] = say("Save")
    SAVES: ClassVar[Said] = say("Ctrl+S saves. Esc closes. Tab goes to the next field.")

    def __init__(self, title: Said | str, about: str = "") -> None:
        """Show the form; what stands in it unsaved is kept under what it is `about`, and where that is empty it is not kept."""
        super().__init__()
        self._title = title
        self._about = about
        self._leaving = False

    def compose(self) -> ComposeResult:
        with Vertical(classes=f"dialog form {self.shape}"):
            yield Static(lines_of(self.text(self._title)), classes="dialog-title", markup=False)
            with VerticalScroll(classes="form-body"):
                yield from self.fields()
            yield Static("", classes="form-notice", markup=False)
            yield Static(self.text(self.SAVES), classes="dialog-note", markup=False)
            yield Button(self.text(self.SAVE), classes="form-save", compact=True)

    @property
    def shape(self) -> str:
        """The stylesheet's class for the form's shape: `tall` takes the height there is, and its fields scroll."""
        return ""

    def fields(self) -> ComposeResult:
        """Yield the form's fields."""
        raise NotImplementedError

    def state(self) -> object:
        """Return what the fields hold, to be compared with what they held at first."""
        raise NotImplementedError

    def save(self) -> Said | None:
        """Save; return why it cannot be, or None where it is done."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.query_one(".form-body").can_focus = False
        self._at_first = self.state()
        self._put_back(self.take_up(self._about))

    def _put_back(self, values: list[str]) -> None:
        """Put back what was written last and not saved, where the form still has the same fields."""
        fields = list(self.query(FIELDS))
        if not values or len(values) != len(fields):
            return
        for field, value in zip(fields, values, strict=True):
            put_back(field, value)
        self.notice(say("You wrote this last and did not save it. Ctrl+S saves it. Esc twice throws it away."))

    def words(self) -> list[str]:
        return [held(field) for field in self.query(FIELDS)] if self.state() != self._at_first else []

    def on_input_changed(self) -> None:
        self.keep()

    def on_text_area_changed(self) -> None:
        self.keep()

    def on_turn_changed(self) -> None:
        self.keep()

    def on_option_list_option_highlighted(self) -> None:
        self.keep()

    def notice(self, said: Said | str) -> None:
        """Show one line above the keys."""
        self.query_one(".form-notice", Static).update(self.text(said))

    def on_button_pressed(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        self._leaving = False
        refusal = self.save_instead(self.save)
        if refusal is None:
            self.dismiss(True)
        else:
            self.notice(refusal)

    def action_leave(self) -> None:
        if self._leaving or self.state() == self._at_first:
            self.forget()
            self.dismiss(False)
            return
        self._leaving = True
        self.notice(say("What you have written is not saved. Ctrl+S saves it. Esc once more throws it away."))

    def on_key(self, event: events.Key) -> None:
        if self._leaving and event.key != "escape":
            self._leaving = False
            self.notice("")


class ConfirmForm(CommandModal[bool]):
    """One question in words, with what happens; Enter does it, Esc does not."""

    CSS_PATH = "form.tcss"
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="confirm.yes", name=say("Do it"), action="answer('yes')", keys=("enter", "ctrl+s"), footer=say("Do it")),
        Command(id="confirm.no", name=say("Do not do it"), action="answer('no')", keys=("escape",), footer=say("Leave it")),
    )

    def __init__(self, title: Said, consequence: Said, keys: Said, **options: Any) -> None:
        super().__init__(**options)
        self._words = (title, consequence, keys)

    def compose(self) -> ComposeResult:
        title, consequence, keys = self._words
        with Vertical(classes="dialog"):
            yield Static(self.text(title), classes="dialog-title", markup=False)
            yield Static(self.text(consequence), markup=False)
            yield Static(self.text(keys), classes="dialog-note gap-above", markup=False)

    def action_answer(self, answer: str) -> None:
        self.dismiss(answer == "yes")
