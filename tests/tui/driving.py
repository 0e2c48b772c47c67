"""Drive the app to a screen, and read what it shows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import WorkerCancelled

from reviewer.tui.app import ReviewerApp
from reviewer.tui.screens.application import ApplicationScreen
from reviewer.tui.session import Session
from reviewer.tui.settings import Settings
from tests.tui.small_round import NOW


def app_on(path: Path, seat: str, theme: str = "natt", at: datetime = NOW) -> ReviewerApp:
    return ReviewerApp(path, seat, clock=lambda: at, settings=Settings(theme=theme))


@asynccontextmanager
async def showing(path: Path, seat: str, make: Any, size: tuple[int, int] = (80, 24), at: datetime = NOW) -> AsyncIterator[Pilot[None]]:
    """Run the app at that moment with this screen on top; `make` makes it of the session."""
    app = app_on(path, seat, at=at)
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
    """Wait for the background's work, for what waits until the keys rest, and for the painting after it.

    On a busy machine a message may still be on its way when all is quiet, so it has to be quiet twice.
    """
    quiet = 0
    while quiet < 2:
        await pilot.pause()
        with suppress(WorkerCancelled):  # newer work has taken its place, and is waited for in the next turn
            await pilot.app.workers.wait_for_complete()
        quiet = 0 if _waiting(pilot.app) else quiet + 1


def _waiting(app: App[Any]) -> bool:
    """Tell whether work goes on, or something on the screen waits for less than a second before it begins."""
    nodes = (app.screen, *app.screen.walk_children())
    timers = (timer for node in nodes for timer in node._timers)  # noqa: SLF001 - Textual tells of its timers nowhere else
    resting = any(_once_soon(timer) for timer in timers)
    return resting or any(not worker.is_finished for worker in app.workers)


def _once_soon(timer: Timer) -> bool:
    running = timer._task is not None and not timer._task.done()  # noqa: SLF001
    return running and timer._repeat == 0 and timer._interval < 1  # noqa: SLF001


def shown(screen: Screen[Any]) -> str:
    """Return the text on the whole screen, line by line."""
    return "\n".join("".join(segment.text for segment in strip) for strip in screen._compositor.render_strips())  # noqa: SLF001 - what is painted
