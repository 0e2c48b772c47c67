"""Twelve connected laptops write at once; they and the server are killed and started again at random. All end equal, and nothing is lost.

A laptop is a process of its own, so that it can be killed in the midst of anything. It keeps a list of what it was told was written:
that list is what must not be lost.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import pytest

psycopg = pytest.importorskip("psycopg", reason="needs the extra postgres")

from reviewer.casefile.file import open_case  # noqa: E402
from reviewer.domain.committee import Committee, Seat, SeatRole  # noqa: E402
from reviewer.exchange import identity as identities  # noqa: E402
from reviewer.exchange.errors import ExchangeError  # noqa: E402
from reviewer.own_key import enrol  # noqa: E402
from reviewer.packing import hand_in  # noqa: E402
from reviewer.server_syncing import admit_login, sync_server  # noqa: E402
from tests.exchange import laptops  # noqa: E402
from tests.exchange.conftest import Cluster  # noqa: E402
from tests.exchange.laptops import OFFICE, Laptop, identity, office, own  # noqa: E402

MEMBERS = tuple(f"m{number}" for number in range(12))
IDS = ("2026-1", "2026-2", "2026-3")
SECONDS, ENOUGH, KILLS = 12.0, 200, 8
"""How long at most; how many events on disk, and how many laptops killed, end it earlier."""
WRITING = Path(__file__).with_name("writing_laptop.py")


def wide_council() -> Committee:
    small = laptops.council()
    seats = tuple(Seat(id=seat, name=seat, role=SeatRole.MEMBER) for seat in MEMBERS)
    return Committee(**{name: getattr(small, name) for name in small.__dataclass_fields__} | {"seats": (*small.seats, *seats)})


@pytest.fixture
def secretariat(server: Cluster, tmp_path: Path) -> Iterator[Laptop]:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        for seat in MEMBERS:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (seat,)).fetchone():
                connection.execute(f"CREATE ROLE {seat} LOGIN")
    committee = wide_council()
    with mock.patch.object(laptops, "council", return_value=committee):
        laptop = office(tmp_path, IDS)
    for seat in MEMBERS:
        enrol(laptop.file, OFFICE, seat, identity(seat).card(), datetime.now(UTC))
        admit_login(laptop.path, server.url(), seat, seat)
        identities.save(tmp_path / seat / "identity.key", identity(seat))
        identities.write_card(tmp_path / seat / "identity.card", identity(seat).card())
    admit_login(laptop.path, server.url(), "kontor", OFFICE)
    yield laptop
    laptop.file.close()


def synced(laptop: Path, url: str, name: str, until: float) -> None:
    """Exchange; a server that is just starting is called again."""
    while True:
        try:
            sync_server(laptop, url, own(name), datetime.now(UTC))
        except ExchangeError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


def started(server: Cluster, folder: Path, seat: str) -> subprocess.Popen[bytes]:
    command = (sys.executable, str(WRITING), str(folder / seat / "sak.sak"), server.url(seat), seat)
    environment = {"PYTHONPATH": str(Path(__file__).parents[2]), "REVIEWER_HOME": str(folder / seat), "PATH": "/usr/bin:/bin"}
    with (folder / seat / "err").open("ab") as errors:
        return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=errors)


def acknowledged(folder: Path, seat: str) -> list[str]:
    """Return the ids that the laptop was told are on disk; the last line may be cut off where it was killed."""
    path = folder / seat / "written"
    return [line for line in path.read_text().splitlines() if len(line) == 64] if path.exists() else []


def test_twelve_laptops_killed_with_the_server_end_equal_with_nothing_lost(server: Cluster, secretariat: Laptop, tmp_path: Path) -> None:
    chance = random.Random(12)  # noqa: S311 - when to kill, the same in every run
    synced(secretariat.path, server.url("kontor"), OFFICE, time.monotonic() + 20)
    for seat in MEMBERS:
        synced(tmp_path / seat / "sak.sak", server.url(seat), seat, time.monotonic() + 20)
    running = {seat: started(server, tmp_path, seat) for seat in MEMBERS}
    kills = stops = 0
    try:
        _all_write(tmp_path)
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and not (kills >= KILLS and sum(len(acknowledged(tmp_path, seat)) for seat in MEMBERS) >= ENOUGH):
            time.sleep(chance.uniform(0.3, 0.9))
            seat = chance.choice(MEMBERS)
            running[seat].send_signal(signal.SIGKILL)
            running[seat].wait()
            kills += 1
            running[seat] = started(server, tmp_path, seat)
            if chance.random() < 0.3:
                server.stop()
                stops += 1
                server.start()
    finally:
        for process in running.values():
            process.kill()
            process.wait()
    assert kills >= 3
    if not stops:
        server.stop()
        server.start()
    _converged(server, secretariat, tmp_path)


def _all_write(folder: Path) -> None:
    """Wait until every laptop has written something: on a busy machine they are long in starting."""
    until = time.monotonic() + 180
    while not all(acknowledged(folder, seat) for seat in MEMBERS) and time.monotonic() < until:
        time.sleep(0.1)


def _converged(server: Cluster, secretariat: Laptop, folder: Path) -> None:
    """Let everybody hand in and exchange once more, and compare."""
    until = time.monotonic() + 30
    now = datetime.now(UTC)
    written = {seat: acknowledged(folder, seat) for seat in MEMBERS}
    assert sum(map(len, written.values())) > len(MEMBERS)
    for seat in MEMBERS:
        copy = open_case(folder / seat / "sak.sak")
        copy.signer = own(seat)
        hand_in(copy, seat, now)
        here = {event.id for event in copy.events()}
        assert set(written[seat]) <= here, f"{seat} lost what it was told is on disk"
        copy.close()
        synced(folder / seat / "sak.sak", server.url(seat), seat, until)
    synced(secretariat.path, server.url("kontor"), OFFICE, until)
    assert secretariat.file.verify().problems == ()
    merged = secretariat.file.case()
    assert merged.conflicts == ()
    known = secretariat.file.ids()
    for seat in MEMBERS:
        path = folder / seat / "sak.sak"
        synced(path, server.url(seat), seat, until)
        copy = open_case(path)
        assert copy.verify().problems == ()
        assert all((one, False) in known or (one, True) in known for one in written[seat]), f"{seat}'s work did not all arrive"
        seen = merged.seen_by(seat)
        own_copy = copy.case().seen_by(seat)
        assert {key: dossier.ratings for key, dossier in own_copy.dossiers.items()} == {
            key: dossier.ratings for key, dossier in seen.dossiers.items()
        }
        copy.close()
