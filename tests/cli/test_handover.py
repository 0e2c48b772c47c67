"""A long PDF is set by the process that asked for it, after it has let go of all else."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from reviewer.cli import finishing
from reviewer.cli.handover import POSSIBLE
from tests.cli.conftest import Call

pytestmark = pytest.mark.skipif(not POSSIBLE, reason="on this system no process gives its place to another")

_ALONE = """
import signal, subprocess, sys

signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests in the background has it ignored
from reviewer.cli.main import main
from reviewer.documents import press

press._LONG = 0
subprocess.Popen = None
sys.exit(main())
"""


def alone(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `reviewer ARGUMENTS` in a process of its own that can start no other, where every PDF is long."""
    call: Sequence[str] = (sys.executable, "-c", _ALONE, *map(str, arguments))
    return subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=False, env=dict(os.environ))


_STARTS_SLOWLY = """
from reviewer.cli import handover

handover._NEW = "print('new', flush=True); import time; time.sleep(0.5); " + handover._NEW
"""
_SETS_SLOWLY = """
from reviewer.cli import handover

handover._NEW = '''
import sys, time
from reviewer.cli import finishing

def deaf(told):
    print("new", flush=True)
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            time.sleep(1)
        except KeyboardInterrupt:
            pass
    return b""

sys.path[:] = sys.argv[2:]
finishing.pdf = deaf
sys.exit(finishing.finish(int(sys.argv[1])))
'''
"""


@pytest.mark.parametrize("slowly", [_STARTS_SLOWLY, _SETS_SLOWLY], ids=["while it starts", "while Typst works"])
def test_ctrl_c_stops_what_took_over_at_once_and_it_says_so(demo: Path, tmp_path: Path, slowly: str) -> None:
    call = (sys.executable, "-c", slowly + _ALONE, "export", str(demo), "--to", str(tmp_path / "ut"), "--format", "pdf", "--lang", "en")
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "new\n"
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
    assert (process.returncode, told) == (1, "Stopped. Nothing more was written.\n")
    assert time.monotonic() - begun < 10
    assert not (tmp_path / "ut").exists()


def test_the_files_and_the_words_are_the_same_as_in_one_go(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    formats = ("--format", "docx,pdf,json")
    there = alone("export", demo, "--to", tmp_path / "ut", *formats)
    made = {file.name: file.read_bytes() for file in (tmp_path / "ut").iterdir()}
    here = reviewer("export", demo, "--to", tmp_path / "ut", *formats)
    assert (there.returncode, there.stdout, there.stderr) == (here.status, here.out, here.err)
    assert made == {file.name: file.read_bytes() for file in (tmp_path / "ut").iterdir()}


def test_an_archive_is_the_same_as_in_one_go_and_whole(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    there = alone("archive", demo, "--to", tmp_path / "ut", "--json")
    made = {file.name: file.read_bytes() for file in (tmp_path / "ut").iterdir()}
    assert reviewer("verify", tmp_path / "ut").status == 0
    shutil.rmtree(tmp_path / "ut")
    here = reviewer("archive", demo, "--to", tmp_path / "ut", "--json")
    assert (there.returncode, there.stdout, there.stderr) == (here.status, here.out, here.err)
    assert made == {file.name: file.read_bytes() for file in (tmp_path / "ut").iterdir()}


@pytest.mark.parametrize("how", [(), ("--json",)])
def test_a_document_is_compared_as_in_one_go(reviewer: Call, demo: Path, tmp_path: Path, how: Sequence[str]) -> None:
    reviewer("export", demo, "--to", tmp_path, "--format", "pdf", "--lang", "en")
    whole, *_ = tmp_path.glob("*.pdf")
    changed = tmp_path / "endret.pdf"
    changed.write_bytes(whole.read_bytes() + b"\n")
    for document, status in ((whole, 0), (changed, 3)):
        words = ("verify", "--document", document, demo, *how)
        there, here = alone(*words), reviewer(*words)
        assert (there.returncode, there.stdout, there.stderr) == (here.status, here.out, here.err)
        assert here.status == status


def test_whoever_waits_for_a_pdf_hears_of_what_hinders_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        """What an extension in Rust raises where it gives up."""

    def panic(_: object) -> bytes:
        raise Panic("given up")

    monkeypatch.setattr(finishing, "pdf", panic)
    with pytest.raises(RuntimeError, match="given up"):
        vars(finishing)["_Setting"](tuple).made()


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x", encoding="utf-8")
    there = alone("export", demo, "--to", tmp_path / "fil" / "under", "--format", "pdf", "--lang", "en")
    assert there.returncode == 1
    assert "could not be written" in there.stderr
    assert "Written" not in there.stderr
    assert len(there.stderr.splitlines()) == 1


_TELLS_ITS_MEMORY = """
from reviewer.cli import handover

handover._NEW = '''
import sys
sys.path[:] = sys.argv[2:]
from reviewer.cli.finishing import finish
finish(int(sys.argv[1]))
with open("/proc/self/status") as status:
    print(next(line for line in status if line.startswith("VmHWM")).split()[1])
'''
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads how much memory it has had from Linux")
def test_the_packs_of_all_members_take_hardly_more_memory_than_one(demo: Path, tmp_path: Path) -> None:
    def most(*seats: str) -> int:
        """Return the most memory that was taken at one time, in MiB."""
        words = ("export", demo, "--to", tmp_path / "ut", "--format", "pdf", "--document", "reading-pack", *seats)
        call = (sys.executable, "-c", _TELLS_ITS_MEMORY + _ALONE, *map(str, words))
        return int(subprocess.run(call, capture_output=True, check=True, env=dict(os.environ)).stdout.split()[-1]) // 1024

    assert most() - most("oslo") < 50
