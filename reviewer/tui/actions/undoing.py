"""`u`: take back the seat's last act, and say what it was."""

from __future__ import annotations

from typing import Any

from reviewer.casefile.errors import CaseFileError
from reviewer.domain.narration import acted
from reviewer.domain.said import say
from reviewer.tui.screen import CaseScreen


def undo(screen: CaseScreen[Any]) -> None:
    """Take back the seat's last act on this screen's case."""
    session = screen.session
    try:
        undone = session.undo()
    except CaseFileError as refused:
        screen.warn(refused.said)
        return
    if not undone:
        screen.tell(say("There is nothing of yours to undo."))
        return
    committee = session.casefile().case(only=()).committee
    screen.tell(say("Undone: {what}", what=acted([event.body for event in undone], committee)))
    screen.repaint_if_changed()
