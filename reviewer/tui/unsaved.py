"""What stands in a form and is not saved: kept from key to key in this copy of the case, and in no event, so that a stop loses no word."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea

from reviewer.domain.said import Said
from reviewer.tui.widgets.turn import Turn

if TYPE_CHECKING:
    from reviewer.tui.session import Session

FIELDS = "Input, TextArea, Turn, OptionList"
"""The kinds of field whose content is kept."""


class Unsaved:
    """The unsaved words of one form: `about` is the same whenever that form is opened again; a seat finds its own only."""

    def __init__(self, session: Session, about: str) -> None:
        self._session = session
        self._name = f"unsaved:{session.seat}:{about}"
        self._stored = session.casefile().remembered(self._name)

    def values(self) -> list[str]:
        """Return what was kept, field by field; nothing where the form was saved or closed."""
        return [str(value) for value in json.loads(self._stored)] if self._stored else []

    def keep(self, values: Sequence[str]) -> None:
        """Keep these; on disk when it returns. Without any, nothing is kept any more. Raises `CaseFileError`."""
        stored = json.dumps(list(values), ensure_ascii=False) if values else ""
        if stored == self._stored:
            return
        file = self._session.casefile()
        if stored:
            file.remember(self._name, stored)
        else:
            file.forget(self._name)
        self._stored = stored
        self._session.wrote_beside_the_case()

    def replaced_by(self, save: Callable[[], Said | None]) -> Said | None:
        """Save; the act that is written takes what was kept away with it, in one transaction. Return why it is refused, or None."""
        with self._session.instead_of(self._name):
            refusal = save()
        self._stored = self._session.casefile().remembered(self._name)
        return refusal


def held(widget: Widget) -> str:
    """Return what the field holds."""
    if isinstance(widget, OptionList):
        return "" if widget.highlighted is None else str(widget.highlighted)
    return widget.text if isinstance(widget, TextArea) else widget.value if isinstance(widget, Input | Turn) else ""


def put_back(widget: Widget, value: str) -> None:
    """Put into the field what it held."""
    if isinstance(widget, OptionList):
        widget.highlighted = int(value) if value.isdecimal() and int(value) < widget.option_count else widget.highlighted
    elif isinstance(widget, TextArea):
        widget.text = value
        widget.move_cursor(widget.document.end)
    elif isinstance(widget, Input):
        widget.value = value
    elif isinstance(widget, Turn):
        widget.choose(value)
