"""Files on the disk: whole or not at all, and nothing is left of what could not be written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from reviewer.documents.errors import DocumentError
from reviewer.documents.files import laid_aside, replace_file
from reviewer.language.speech import Speech


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("stopped", [full, lambda _: (_ for _ in ()).throw(KeyboardInterrupt())], ids=["full disk", "Ctrl+C"])
def test_nothing_is_left_of_a_file_that_was_not_written_to_its_end(
    stopped: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"the old one")
    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises((DocumentError, KeyboardInterrupt)):
        replace_file(tmp_path / "a.pdf", b"the new one")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.pdf": b"the old one"}


def test_where_nothing_can_be_laid_aside_the_folder_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.TemporaryFile", full)
    with pytest.raises(DocumentError) as refused:
        laid_aside([b"x"])
    assert Speech("nb").text(refused.value.said).endswith("kunne ikke skrives: disken er full")
