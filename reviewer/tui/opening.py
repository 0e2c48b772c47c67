"""From a file to the first screen on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from reviewer.casefile.errors import CaseFileError
from reviewer.domain.said import Said, say
from reviewer.exchange.replication import replicated_by
from reviewer.home import identity_card
from reviewer.tui.page import Page
from reviewer.tui.session import Session

if TYPE_CHECKING:
    from reviewer.tui.host import Host


def first_screen(app: Host, path: Path | None, seat: str | None, page: Page) -> Screen[Any]:
    """Return the screen that the app begins with."""
    if path is None:
        return start_screen()
    return room_window(app, path, seat) if page is Page.ROOM else case_screen(app, path, seat)


def start_screen(problem: Said | None = None) -> Screen[Any]:
    """Return the start page; `problem` says why a case did not open."""
    from reviewer.tui.screens.start import StartScreen

    return StartScreen(problem)


def case_screen(app: Host, path: Path, seat: str | None = None) -> Screen[Any]:
    """Return the case's list for this seat, the choice of a seat where none is given, or the start page with what is wrong."""
    try:
        session = Session(path, seat or "", app.clock)
        session.seat = seat = seat or own_seat(session)
        seats = session.frame.seats
    except CaseFileError as error:
        return start_screen(error.said)
    app.opened(session)
    _warn_of_replication(app, path)
    if seat and any(one.id == seat for one in seats):
        return batch_screen(session)
    from reviewer.tui.screens.seats import SeatScreen

    return SeatScreen(session, unknown=seat or "")


def room_window(app: Host, path: Path, seat: str | None = None) -> Screen[Any]:
    """Return what the projector shows, as a window of its own: it asks for no seat, for it shows what all in the room may see."""
    from reviewer.tui.screens.meeting.room import RoomScreen

    try:
        session = Session(path, seat or "", app.clock)
        session.seat = seat or own_seat(session)
    except CaseFileError as error:
        return start_screen(error.said)
    app.opened(session)
    return RoomScreen(session)


def _warn_of_replication(app: Host, path: Path) -> None:
    """Say where the case lies in a folder that something replicates: copies of a half-written file would go round."""
    engine = replicated_by(path)
    if engine:
        said = say(
            "{path} lies in a folder that {engine} replicates. Keep the case outside it, and exchange through the folder: press x.",
            path=str(path),
            engine=engine,
        )
        app.notify(app.speech.text(said), markup=False, severity="warning", timeout=20)


def own_seat(session: Session) -> str:
    """Return the seat that this machine's key was enrolled for in the case, or empty."""
    try:
        key = str(json.loads(identity_card().read_bytes())["key"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return next(iter(session.browser.seats_of(key)), "")


def batch_screen(session: Session) -> Screen[Any]:
    """Return the list of the case's applications."""
    from reviewer.tui.screens.batch import BatchScreen

    return BatchScreen(session)
