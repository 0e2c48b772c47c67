"""One `Command` is a key, a footer text, a palette entry and a line in the help: declared once, with its screen.

Commands and screens say their texts as `Said`; the app's language puts them on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from enum import Enum
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass

Words = Callable[[Said | str], str]
"""What puts a text into the app's language."""

FOOTER_LIMIT = 6
"""More keys than this do not fit under 80 columns."""

_SHOWN: Mapping[str, Said | str] = {
    "enter": "Enter",
    "escape": "Esc",
    "slash": "/",
    "question_mark": "?",
    "space": say("Space"),
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "plus": "+",
    "minus": "-",
    "full_stop": ".",
    "comma": ",",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "backspace": "Backspace",
}


class Doer(Enum):
    """Who may do what a command does: the roles, none of them for anybody."""

    ANYBODY = ()
    OFFICE = ("secretariat",)
    RECORDS = ("chair", "secretariat")
    RATES = ("chair", "member")


ONLY: Mapping[Doer, Said] = {
    Doer.OFFICE: say("the secretariat only"),
    Doer.RECORDS: say("the chair and the secretariat only"),
    Doer.RATES: say("those who rate only"),
}

REFUSED: Mapping[Doer, Said] = {
    Doer.OFFICE: say("Only the secretariat does this."),
    Doer.RECORDS: say("Only the chair and the secretariat do this."),
    Doer.RATES: say("Only those who rate do this."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What a person can do here; `action` is Textual's name for the method (`open` is `action_open`).

    `id` is stable: keys are moved by it. `keys` may be empty, for what is only in the palette; `footer` is said beside the
    first key, and only what has one stands in the footer. `help` says more than the name where that is needed. `{key}` in the
    action stands for the key that was pressed, and `shown` is then how the keys are written: `1–6`.
    What not every seat may do says who does it (`by`); it is in no other seat's footer and palette, and the help says whose it is.
    One that is there `always` works under dialogs too, and its keys cannot be moved.
    """

    id: str
    name: Said
    action: str
    keys: tuple[str, ...] = ()
    footer: Said | None = None
    help: Said | None = None
    shown: str = ""
    always: bool = False
    by: Doer = Doer.ANYBODY

    def bindings(self) -> Iterator[Binding]:
        """Yield it as Textual's bindings: one for each key where the action asks which."""
        if "{key}" in self.action:
            for key in self.keys:
                yield Binding(key, self.action.replace("{key}", key), self.name.message, show=False)
            return
        yield Binding(
            ",".join(self.keys), self.action, self.name.message, show=False, id=None if self.always else self.id, priority=self.always
        )

    def shown_key(self, moved: Mapping[str, str], words: Words) -> str:
        """Return its first key as it is written for people; `moved` are the user's own keys by command id."""
        if self.shown:
            return self.shown
        keys = moved.get(self.id, "").split(",") if moved.get(self.id) else self.keys
        return shown_key(keys[0].strip(), words) if keys else ""

    def shown_keys(self, moved: Mapping[str, str], words: Words) -> str:
        """Return all its keys as they are written for people."""
        if self.shown:
            return self.shown
        keys = moved.get(self.id, "").split(",") if moved.get(self.id) else self.keys
        return ", ".join(shown_key(key.strip(), words) for key in keys)


def shown_key(key: str, words: Words) -> str:
    """Return Textual's key name as people write it: `ctrl+p` is `Ctrl+P`, `slash` is `/`."""
    *held, last = (key,) if key in _SHOWN else key.split("+")
    shown = _SHOWN.get(last, last.upper() if held or (last.startswith("f") and len(last) > 1) else last)
    return "+".join([*(name.capitalize() for name in held), words(shown)])


class Commanding:
    """A screen or widget that declares its commands in `KEYS`; its bindings are made from them."""

    KEYS: ClassVar[tuple[Command, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = []

    def may(self, command: Command) -> bool:
        """Whether the command is for whoever sits here."""
        return command.by is Doer.ANYBODY

    def taking_keys(self) -> Widget | None:
        """Return the part that takes every key without the focus, where there is one."""
        return None

    def footer_of(self, command: Command) -> Said | None:
        """Return what the footer says of the command just now, or None where it does not stand there."""
        return command.footer

    def keys_written(self, command: Command) -> str:
        """Return how the command's keys are written here, where that is another way than by their names; or empty."""
        return command.shown

    def __init_subclass__(cls, **options: Any) -> None:
        cls.BINDINGS = [binding for command in cls.__dict__.get("KEYS", ()) if command.keys for binding in command.bindings()]
        super().__init_subclass__(**options)


def offered(owner: object, command: Command) -> bool:
    """Whether the owner offers this command of its to whoever sits here."""
    return not isinstance(owner, Commanding) or owner.may(command)


def shown_here(owner: object, command: Command) -> Command:
    """Return the command with its keys and its footer as they are with this owner just now."""
    if not isinstance(owner, Commanding):
        return command
    return replace(command, footer=owner.footer_of(command), shown=owner.keys_written(command) if command.shown else "")


def declared(owner: object) -> Iterator[Command]:
    """Yield the commands of a screen, widget or app, its own before those it inherits."""
    for kind in type(owner).__mro__:
        yield from kind.__dict__.get("KEYS", ())
