"""What screens and parts know of the app that they stand in: its language, clock, settings and case, and where one can go from here."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App

if TYPE_CHECKING:
    from reviewer.language.speech import Speech
    from reviewer.tui.drawing.glyphs import Glyphs
    from reviewer.tui.live import Live
    from reviewer.tui.opener import Opener
    from reviewer.tui.session import Clock, Session
    from reviewer.tui.settings import Settings


class Host(App[None]):
    """The app as its screens see it; `reviewer.tui.app.ReviewerApp` is the one there is."""

    speech: Speech
    settings: Settings
    glyphs: Glyphs
    clock: Clock
    opener: Opener
    session: Session | None
    live: Live | None

    @abstractmethod
    def show_start(self) -> None:
        """Show the start page in the place of the open screen."""

    @abstractmethod
    def show_case(self, path: Path) -> None:
        """Open the case in the place of the open screen; where it does not open, the start page says why."""

    @abstractmethod
    def show_list(self, session: Session) -> None:
        """Show the list of the case's applications, for the seat of the session."""

    @abstractmethod
    def opened(self, session: Session) -> None:
        """Remember the case as the most recent one, and close the one before it."""

    @abstractmethod
    def remember(self, settings: Settings) -> None:
        """Keep these settings, now and for the next start."""

    @abstractmethod
    def keep_in_step(self, place: str) -> None:
        """Stay in touch with the server that the open case is kept in step through, where `place` is one."""

    @abstractmethod
    def make_way(self) -> None:
        """Take away the messages that were shown before the last key."""

    @abstractmethod
    def failed(self, error: BaseException) -> None:
        """Say that something in the background did not work; the app goes on."""
