"""A dialog with fields: Ctrl+S saves, Esc leaves - and asks first where something was typed."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Button, Static

from reviewer.domain.said import Said, say
from reviewer.tui.cells import lines_of
from reviewer.tui.commands import Command
from reviewer.tui.screen import CommandModal


class Form(CommandModal[bool]):
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

    def __init__(self, title: Said | str) -> None:
        super().__init__()
        self._title = title
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

    def notice(self, said: Said | str) -> None:
        """Show one line above the keys."""
        self.query_one(".form-notice", Static).update(self.text(said))

    def on_button_pressed(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        self._leaving = False
        refusal = self.save()
        if refusal is None:
            self.dismiss(True)
        else:
            self.notice(refusal)

    def action_leave(self) -> None:
        if self._leaving or self.state() == self._at_first:
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
