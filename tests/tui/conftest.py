from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reviewer.demonstration import demo_case
from reviewer.tui.app import ReviewerApp
from reviewer.tui.settings import Settings

NOW = datetime(2018, 1, 22, 13, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep settings and faults out of the user's own folders, and the clock in one zone."""
    monkeypatch.setenv("REVIEWER_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("REVIEWER_GLYPHS", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def oslo_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tell the time as in Oslo, where the machine can be told so."""
    monkeypatch.setenv("TZ", "Europe/Oslo")
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.sak"
    demo_case(path, NOW)
    return path


@pytest.fixture
def demo(made_demo: Path, tmp_path: Path) -> Path:
    """The illustrative case, saved at a fixed time."""
    path = tmp_path / "demo.sak"
    shutil.copyfile(made_demo, path)
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    return path


@pytest.fixture
def app_on() -> Callable[..., ReviewerApp]:
    """Make the app on a case and a seat, at a fixed time."""

    def made(path: Path | None = None, seat: str | None = None, settings: Settings | None = None) -> ReviewerApp:
        return ReviewerApp(path, seat, clock=lambda: NOW, settings=settings or Settings())

    return made
