"""Open an application from a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reviewer.tui.actions.asking_first import once_answered
from reviewer.tui.screen import CaseScreen

if TYPE_CHECKING:
    from reviewer.casefile.views import View


def read_application(screen: CaseScreen[Any], application: str, view: View | None = None, tab: int = 0, order: Sequence[str] = ()) -> None:
    """Show the application once the seat may read it; what is given is as `ApplicationScreen` takes it."""
    from reviewer.tui.screens.application import ApplicationScreen

    session = screen.session
    once_answered(screen, application, lambda: screen.app.push_screen(ApplicationScreen(session, application, view, tab, order)))
