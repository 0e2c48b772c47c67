"""What a short command does not need, it does not load: that is most of what it would take."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_import_hygiene import HEAVY, loaded

ELSEWHERE = {
    "subprocess",
    "ctypes",
    "uuid",
    "secrets",
    "random",
    "statistics",
    "difflib",
    "logging",
    "concurrent",
    "email",
    "importlib.metadata",
}
"""What other commands need, or other libraries."""

OTHER_PAPERS = {f"reviewer.domain.proposal.{name}" for name in ("letters", "minutes", "pack", "agenda", "applications")}


QUIETLY = """
import contextlib, io, reviewer.cli.main as m
told = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told): m.main({call})
"""


def loaded_by(*words: object) -> set[str]:
    """Return what a fresh process has loaded when it has done the command."""
    return loaded(QUIETLY.format(call=[str(word) for word in words]))


@pytest.mark.parametrize("words", [("check",), ("rank",), ("export", "--format", "json", "--to", "papers")], ids=lambda words: words[0])
def test_a_short_command_loads_only_what_it_uses(
    words: tuple[str, ...], demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command, *options = words
    there = loaded_by(command, demo, *options)
    assert "reviewer.casefile.file" in there
    assert (
        there & (HEAVY | ELSEWHERE | OTHER_PAPERS | {"reviewer.cli.handover", "reviewer.casefile.verify", "reviewer.domain.narration"})
        == set()
    )
