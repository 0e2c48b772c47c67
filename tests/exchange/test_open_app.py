"""The open app on the council's server: others' work comes in by itself, the connection comes and goes, and nobody's cursor moves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

psycopg = pytest.importorskip("psycopg", reason="needs the extra postgres")

from reviewer.exchange import identity as identities  # noqa: E402
from reviewer.home import identity_card, identity_keys  # noqa: E402
from reviewer.server_syncing import admit_login, sync_server  # noqa: E402
from reviewer.tui.app import ReviewerApp  # noqa: E402
from reviewer.tui.screens.batch import BatchScreen  # noqa: E402
from reviewer.tui.settings import Settings  # noqa: E402
from tests.casefile.conftest import application, received  # noqa: E402
from tests.exchange.conftest import Cluster  # noqa: E402
from tests.exchange.laptops import OFFICE, Laptop, identity, office, own  # noqa: E402
from tests.tui.driving import settled, shown  # noqa: E402


@pytest.fixture
def secretariat(server: Cluster, tmp_path: Path) -> Laptop:
    laptop = office(tmp_path)
    for login, seat in (("kontor", OFFICE), ("bergen", "bergen")):
        admit_login(laptop.path, server.url(), login, seat)
    return laptop


async def until(holds: Callable[[], bool], seconds: float = 20) -> None:
    for _ in range(int(seconds / 0.05)):
        if holds():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not come about")


async def test_the_open_app_shows_what_others_do_and_survives_a_lost_server(
    server: Cluster, secretariat: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEWER_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("reviewer.server_syncing.PAUSE_AFTER_LOSS", 0.2)
    identities.save(identity_keys(), identity("bergen"))
    identities.write_card(identity_card(), identity("bergen").card())
    now = datetime.now(UTC)
    sync_server(secretariat.path, server.url("kontor"), secretariat.own, now)
    copy = tmp_path / "bergen.sak"
    sync_server(copy, server.url("bergen"), own("bergen"), now)
    app = ReviewerApp(copy, "bergen", settings=Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, BatchScreen)
        await until(lambda: "i kontakt med tjeneren" in shown(screen))
        await pilot.press("down", "down")
        before = screen.lines.row()
        secretariat.act(received(application("2026-0", "Kom inn imens")), datetime.now(UTC))
        sync_server(secretariat.path, server.url("kontor"), secretariat.own, datetime.now(UTC))
        await until(lambda: "Kom inn imens" in shown(screen))
        assert screen.lines.row().id == before.id
        server.stop()
        try:
            await until(lambda: "ingen kontakt" in shown(screen))
            await pilot.press("up")
        finally:
            server.start()
        await until(lambda: "i kontakt med tjeneren" in shown(screen))
        secretariat.act(received(application("2026-00", "Etter avbruddet")), datetime.now(UTC))
        sync_server(secretariat.path, server.url("kontor"), secretariat.own, datetime.now(UTC))
        await until(lambda: "Etter avbruddet" in shown(screen))
        assert app.live is not None
        app.live.stop()
        app.live.join(15)
