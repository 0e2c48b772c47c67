"""The whole case judged and ranked, in a thread: no key waits for it, however long the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reviewer.tui.screen import CommandScreen
from reviewer.tui.session import Session

if TYPE_CHECKING:
    from reviewer.domain.assessment import Assessment


def assess_beside(screen: CommandScreen[None], session: Session, then: Callable[[Assessment], None]) -> None:
    """Give `then` the assessment: at once where it is ready, else when a thread has made it."""
    ready = session.assessed()
    if ready is not None:
        then(ready)
        return
    version = session.version

    def work() -> Assessment:
        beside = session.beside()
        try:
            return beside.assessment()
        finally:
            beside.close()

    def done(assessment: Assessment) -> None:
        session.keep(assessment, version)
        if session.version == version:
            then(assessment)

    screen.in_background(work, done, "assess")


def import_for_work() -> None:
    """Import what opening a case file for work needs, so that the first key that needs it does not wait."""
    import reviewer.casefile.file
    import reviewer.tui.drawing.budget_line
    import reviewer.tui.settled_order
    import reviewer.tui.widgets.detail  # noqa: F401 - imported for the time it takes
