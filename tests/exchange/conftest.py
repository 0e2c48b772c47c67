"""A PostgreSQL server of its own for the tests that speak with one: a private cluster in a temporary folder, by an unprivileged user."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass
class Cluster:
    """A running cluster; it can be stopped as if it were killed, and started again."""

    binaries: Path
    folder: Path
    user: str | None

    def url(self, login: str = "postgres", database: str = "reviewer") -> str:
        return f"postgresql://{login}@/{database}?host={self.folder}"

    def run(self, *command: str) -> None:
        subprocess.run(command, check=True, user=self.user, cwd=self.folder, capture_output=True)

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off -c max_connections=60"
        log = str(self.folder / "log")
        self.run(str(self.binaries / "pg_ctl"), "-D", str(self.folder / "data"), "-l", log, "-w", "-o", options, "start")

    def stop(self, how: str = "immediate") -> None:
        self.run(str(self.binaries / "pg_ctl"), "-D", str(self.folder / "data"), "-m", how, "-w", "stop")


def binaries() -> Path | None:
    """Return where the server's programs are, or None where there is no server."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return (
        next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)), Path()).parent
        if any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        else None
    )


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    programs = binaries()
    if programs is None:
        pytest.skip("needs the system part PostgreSQL")
    user = None
    folder = Path(tempfile.mkdtemp(prefix="reviewer-pg-", dir="/tmp" if Path("/tmp").is_dir() else None))  # noqa: S108 - a socket's path is short
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        user = "postgres"
        shutil.chown(folder, user)
    made = Cluster(programs, folder, user)
    try:
        made.run(str(programs / "initdb"), "-D", str(folder / "data"), "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8")
        made.start()
        yield made
        made.stop()
    finally:
        for _ in range(3):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(0.2)


@pytest.fixture
def server(cluster: Cluster) -> Iterator[Cluster]:
    """Give each test an empty database, set up."""
    import psycopg

    from reviewer.exchange.server import set_up

    with psycopg.connect(cluster.url(database="postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS reviewer WITH (FORCE)")
        connection.execute("CREATE DATABASE reviewer")
        for login in ("kontor", "bergen", "oslo", "ks"):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (login,)).fetchone():
                connection.execute(f"CREATE ROLE {login} LOGIN")
    set_up(cluster.url())
    set_up(cluster.url())
    return cluster
