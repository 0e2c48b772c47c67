"""A long PDF is set by the process that asked for it, after it has let go of all else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from reviewer.cli.handover import POSSIBLE
from tests.cli.conftest import Call

pytestmark = pytest.mark.skipif(not POSSIBLE, reason="on this system no process gives its place to another")

_ALONE = """
import subprocess, sys
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


def test_the_files_and_the_words_are_the_same_as_in_one_go(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    formats = ("--format", "docx,pdf,json")
    there = alone("export", demo, "--to", tmp_path / "ut", *formats)
    made = {file.name: file.read_bytes() for file in (tmp_path / "ut").iterdir()}
    here = reviewer("export", demo, "--to", tmp_path / "ut", *formats)
    assert (there.returncode, there.stdout, there.stderr) == (here.status, here.out, here.err)
    assert made == {file.name: file.read_bytes() for file in (tmp_path / "ut").iterdir()}


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x", encoding="utf-8")
    there = alone("export", demo, "--to", tmp_path / "fil" / "under", "--format", "pdf", "--lang", "en")
    assert there.returncode == 1
    assert "could not be written" in there.stderr
    assert "Written" not in there.stderr
    assert len(there.stderr.splitlines()) == 1
