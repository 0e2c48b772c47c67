"""Ask who has not said yet whether it has an interest in an application, before it opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reviewer.tui.screen import CaseScreen


def once_answered(
    screen: CaseScreen[Any], application: str, then: Callable[[], object], otherwise: Callable[[], object] = lambda: None
) -> None:
    """Go on with `then` at once, or when the seat has answered that it may read the application; with `otherwise` where it does not."""
    if not screen.session.asks_first(application):
        then()
        return
    from reviewer.tui.screens.meeting.interest_first import InterestFirstScreen

    screen.app.push_screen(InterestFirstScreen(screen.session, application), lambda opens: _do(then if opens else otherwise))


def _do(act: Callable[[], object]) -> None:
    act()
