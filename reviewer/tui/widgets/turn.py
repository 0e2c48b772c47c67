"""One of a few values in a form: left and right turn to the next, and no list covers what stands behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static


class Turn(Static, can_focus=True):
    """A field that shows one of its choices: pairs of what is saved and what is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "turn(1)", show=False),
        Binding("left", "turn(-1)", show=False),
    ]
    DEFAULT_CSS = """
    Turn { height: 1; background: $panel; color: $foreground; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Turn:focus { background: $accent; color: $background; text-style: bold; }
    """

    class Changed(Message):
        """Another choice is shown."""

    def __init__(self, choices: Sequence[tuple[str, str]], chosen: str, **options: Any) -> None:
        super().__init__(markup=False, **options)
        self._choices = choices
        self._at = next((at for at, (value, _) in enumerate(choices) if value == chosen), 0)

    @property
    def value(self) -> str:
        """What is saved of the choice that is shown."""
        return self._choices[self._at][0]

    def choose(self, value: str) -> None:
        """Show this one, where it is among the choices."""
        self._at = next((at for at, (one, _) in enumerate(self._choices) if one == value), self._at)
        self._show()

    def on_mount(self) -> None:
        self._show()

    def on_click(self) -> None:
        self.action_turn(1)

    def action_turn(self, step: int) -> None:
        self._at = (self._at + step) % len(self._choices)
        self._show()
        self.post_message(self.Changed())

    def _show(self) -> None:
        self.update(f"< {self._choices[self._at][1]} >")
