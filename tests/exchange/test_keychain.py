"""A real keychain of the operating system: the Secret Service of GNOME, in a session of its own, where its parts are there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SYSTEM_PART

SESSION = """
eval "$(printf hemmelig | gnome-keyring-daemon --unlock --components=secrets | sed 's/^/export /')"
reviewer() { "$PYTHON" -m reviewer --lang nb "$@"; echo "status $?"; }
reviewer identity new --name Kari
reviewer demo sak.sak --no-open
reviewer identity enrol sak.sak
reviewer verify sak.sak
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is Linux's")
def test_a_desktops_keychain_holds_the_keys_and_signs(tmp_path: Path) -> None:
    for part in ("dbus-run-session", "gnome-keyring-daemon"):
        if shutil.which(part) is None:
            pytest.skip(f"{SYSTEM_PART} {part}")
    folders = {"REVIEWER_HOME": tmp_path / "hjem", "XDG_DATA_HOME": tmp_path / "data", "XDG_RUNTIME_DIR": tmp_path / "run"}
    for folder in folders.values():
        folder.mkdir(mode=0o700)
    paths = os.pathsep.join(one for one in sys.path if one)
    own = {"PYTHON": sys.executable, "HOME": str(tmp_path), "PYTHONPATH": paths, **{name: str(one) for name, one in folders.items()}}
    here = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
    session = ["dbus-run-session", "--", "bash", "-c", SESSION]
    answer = subprocess.run(session, env={**here, **own}, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    said = answer.stdout + answer.stderr
    assert answer.stdout.count("status 0") == 4, said
    assert "Kontrasignert av sekretariatet: 419" in said
    kept = (tmp_path / "hjem" / "identity.key").read_text(encoding="utf-8")
    assert "AGE-SECRET-KEY" not in kept
    assert json.loads(kept).keys() == {"format", "keychain"}
