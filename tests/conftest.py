"""What every test gets: an own home, bokmål, and no skip for want of a system part where those are installed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A shared machine is slow at times: no example has a deadline. In CI the examples are the same ones every time.
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")), suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

SYSTEM_PART = "needs the system part"
"""How the reason begins with which a test skips where LibreOffice or the like is missing."""


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test its own settings and data folder, so that none reads or writes the user's; nor the keychain."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("REVIEWER_HOME", str(home))
    monkeypatch.setenv("REVIEWER_LANG", "nb")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.delenv("REVIEWER_GLYPHS", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return home


def pytest_xdist_auto_num_workers() -> int:
    """Return half as many processes again as there are cores: much of a walk through the app is waiting."""
    return (os.cpu_count() or 1) * 3 // 2


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """Turn a skip for want of a system part into a failure where the system parts are to be there."""
    outcome = yield
    report = outcome.get_result()
    required = os.environ.get("REVIEWER_REQUIRE_SYSTEM_PARTS")
    if required and report.skipped and SYSTEM_PART in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: {report.longrepr}"
