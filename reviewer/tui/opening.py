"""From a file to the first screen on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from reviewer.casefile.errors import CaseFileError
from reviewer.domain.said import Said
from reviewer.tui.session import Session

if TYPE_CHECKING:
    from reviewer.tui.app import ReviewerApp


def first_screen(app: ReviewerApp) -> Screen[Any]:
    """Return the screen that the app begins with."""
    return start_screen() if app.case_path is None else case_screen(app, app.case_path, app.case_seat)


def start_screen(problem: Said | None = None) -> Screen[Any]:
    """Return the start page; `problem` says why a case did not open."""
    from reviewer.tui.screens.start import StartScreen

    return StartScreen(problem)


def case_screen(app: ReviewerApp, path: Path, seat: str | None = None) -> Screen[Any]:
    """Return the case's list for this seat, the choice of a seat where none is given, or the start page with what is wrong."""
    try:
        session = Session(path, seat or "", app.clock)
        seats = session.frame.seats
    except CaseFileError as error:
        return start_screen(error.said)
    app.opened(session)
    if seat and any(one.id == seat for one in seats):
        return batch_screen(session)
    from reviewer.tui.screens.seats import SeatScreen

    return SeatScreen(session, unknown=seat or "")


def batch_screen(session: Session) -> Screen[Any]:
    """Return the list of the case's applications."""
    from reviewer.tui.screens.batch import BatchScreen

    return BatchScreen(session)
