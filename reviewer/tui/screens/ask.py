"""Ask for one line of text; what is wrong with it is said below it, while it can still be put right."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from reviewer.domain.said import Said, say
from reviewer.tui.commands import Command
from reviewer.tui.screen import CommandModal

Check = Callable[[str], Said | None]


class Ask(CommandModal[str | None]):
    """One question with one line for the answer; answers the text, or None."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="ask.close", name=say("Close without answering"), action="close", keys=("escape",), footer=say("Close")),
    )

    def __init__(self, question: Said, answer: str = "", note: Said | None = None, check: Check | None = None) -> None:
        """Ask; `check` says what is wrong with an answer, or None where it can be used."""
        super().__init__()
        self.question = question
        self.answer = answer
        self.note = note
        self.check = check

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self.text(self.question), classes="dialog-title", markup=False)
            field = Input(self.answer)
            field.cursor_blink = False
            yield field
            yield Static(self.text(self.note) if self.note else "", id="wrong", classes="dialog-note gap-above", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        wrong = self.check(event.value) if self.check else None
        if wrong is None:
            self.dismiss(event.value)
        else:
            self.query_one("#wrong", Static).update(self.text(wrong))

    def action_close(self) -> None:
        self.dismiss(None)
