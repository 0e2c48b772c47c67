"""Drive the app to a screen, and read what it shows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from reviewer.tui.app import ReviewerApp
from reviewer.tui.screens.application import ApplicationScreen
from reviewer.tui.session import Session
from reviewer.tui.settings import Settings
from tests.tui.small_round import NOW


def app_on(path: Path, seat: str, theme: str = "natt") -> ReviewerApp:
    return ReviewerApp(path, seat, clock=lambda: NOW, settings=Settings(theme=theme))


@asynccontextmanager
async def showing(path: Path, seat: str, make: Any, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
    """Run the app with this screen on top; `make` makes it of the session."""
    app = app_on(path, seat)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        await put(pilot, make)
        yield pilot


async def put(pilot: Pilot[Any], make: Any) -> None:
    session = pilot.app.session  # type: ignore[attr-defined]
    assert isinstance(session, Session)
    pilot.app.push_screen(make(session))
    await settled(pilot)


def on(application: str, tab: int) -> Any:
    return lambda session: ApplicationScreen(session, application, tab=tab)


async def settled(pilot: Pilot[Any]) -> None:
    """Wait for the background's work and the painting after it."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def shown(screen: Screen[Any]) -> str:
    """Return the text on the whole screen, line by line."""
    return "\n".join("".join(segment.text for segment in strip) for strip in screen._compositor.render_strips())  # noqa: SLF001 - what is painted
