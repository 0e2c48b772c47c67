"""The app in a browser: only who has the address, only from its own page, nothing from elsewhere, and no process is left behind."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewer.serving import Place, _page
from tests.cli.conftest import Call

aiohttp = pytest.importorskip("aiohttp", reason="needs the extra serve")
pytest.importorskip("textual_serve", reason="needs the extra serve")
pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="follows processes as Linux lists them")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def case(reviewer: Call, tmp_path: Path) -> Path:
    path = tmp_path / "runde; touch galt.sak"
    assert reviewer("demo", path, "--no-open").status == 0
    return path


class Served:
    """A server that runs, and the address that it told."""

    def __init__(self, case: Path, *arguments: str) -> None:
        self.port = free_port()
        command = (sys.executable, "-m", "reviewer", "serve", str(case), "--port", str(self.port), *arguments)
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=case.parent)
        assert self.process.stdout is not None
        found = re.search(r"http://\S+", self.process.stdout.readline())
        assert found
        self.address = found[0]

    def apps(self) -> list[int]:
        """Return the processes of the apps that run: children of the server, or left behind by it."""
        found: list[int] = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
                state = (entry / "stat").read_text().rsplit(")", 1)[1].split()[0]
            except OSError:
                continue
            if b"reviewer.served" in words and self.case_of(words) and state != "Z":
                found.append(int(entry.name))
        return found

    def case_of(self, words: list[bytes]) -> bool:
        return any(b"touch galt.sak" in word and str(self.process.args[4]).encode() == word for word in words)  # type: ignore[index]

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.communicate(timeout=20)


@pytest.fixture
def served(case: Path) -> Iterator[Served]:
    one = Served(case, "--as", "lom")
    yield one
    one.close()


def status(address: str, **headers: str) -> int:
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - our own address
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_only_who_has_the_address_gets_the_page_and_only_under_its_own_name(served: Served) -> None:
    root = f"http://127.0.0.1:{served.port}/"
    assert status(served.address) == 200
    assert [status(served.address + name) for name in ("static/js/textual.js", "static/css/xterm.css")] == [200, 200]
    wrong = [root, root + "ws", root + "x/", root + "x/ws", root + "static/js/textual.js", served.address + "static/../../pyproject.toml"]
    assert [status(one) for one in wrong] == [404] * len(wrong)
    assert status(served.address, Host="evil.example") == 404
    assert status(served.address + "ws", Origin="http://evil.example") == 404


def test_the_page_fetches_nothing_from_elsewhere() -> None:
    from reviewer.language.speech import Speech

    page = _page(Speech("nb"), "<b>sak</b>.sak")
    assert re.findall(r"(?:src|href|url)\W+https?:", page) == []
    assert "<b>sak" not in page


def test_no_shell_reads_the_cases_name(tmp_path: Path) -> None:
    place = Place(case=tmp_path / "a; rm x.sak", seat="lom")
    assert place.command[-3:] == [str(tmp_path / "a; rm x.sak"), "--as", "lom"]


def connected(session: aiohttp.ClientSession, served: Served) -> Any:
    """Connect as a tab does."""
    origin = served.address[:-1].rpartition("/")[0]
    return session.ws_connect(served.address.replace("http", "ws") + "ws?width=120&height=40", origin=origin)


async def shown(served: Served, words: bytes) -> None:
    """Wait until the tab shows these words."""
    came = b""
    async with aiohttp.ClientSession() as session, connected(session, served) as tab, asyncio.timeout(60):
        while words not in re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", came):
            message = await tab.receive()
            came += message.data if isinstance(message.data, bytes) else b""
        assert len(served.apps()) == 1


def gone(served: Served, seconds: float = 30) -> bool:
    until = time.monotonic() + seconds
    while served.apps():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def test_a_tab_shows_the_app_and_its_process_ends_with_it(served: Served, case: Path) -> None:
    asyncio.run(shown(served, b"KommIT"))
    assert gone(served)
    assert not (case.parent / "galt.sak").exists()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_no_app_outlives_the_server(served: Served, how: signal.Signals) -> None:
    async def killed() -> None:
        async with aiohttp.ClientSession() as session, connected(session, served) as tab, asyncio.timeout(60):
            await tab.receive()
            assert len(served.apps()) == 1
            served.process.send_signal(how)
            await asyncio.to_thread(served.process.wait, 20)

    asyncio.run(killed())
    assert gone(served)


def test_a_port_that_is_taken_is_told_in_one_line(served: Served, case: Path, reviewer: Call) -> None:
    refused = reviewer("serve", case, "--port", str(served.port))
    assert (refused.status, refused.err.count("\n"), str(served.port) in refused.err) == (1, 1, True)


def test_without_the_addition_it_is_told_in_one_line(case: Path, reviewer: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    refused = reviewer("serve", case)
    assert (refused.status, refused.err.count("\n"), "reviewer[serve]" in refused.err) == (1, 1, True)
