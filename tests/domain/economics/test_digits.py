"""The digits are the same on every machine and in every Python: all that are at hand are asked."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.domain.economics import digits

PINNED = "cfb73af288dcb3acd441b99e5d2d990f84a110ad941065b1dde2311feddd1a9d"
"""What CPython 3.11, 3.12 and 3.13 gave on 64-bit Linux and 3.14 as 32-bit WebAssembly. A rule that is changed on purpose changes it."""

OTHERS = ("python3.11", "python3.12", "python3.13", "python3.14")


def test_every_figure_of_many_cases_has_the_digits_that_other_machines_gave() -> None:
    assert digits.digest() == PINNED


def test_other_versions_of_python_on_this_machine_give_the_same_digits() -> None:
    found = {name: _digest(path) for name in OTHERS if (path := shutil.which(name)) is not None and _runs(path)}
    assert set(found.values()) <= {PINNED}, found


def _runs(path: str) -> bool:
    return subprocess.run([path, "-I", "-c", ""], check=False, capture_output=True).returncode == 0


def _digest(path: str) -> str:
    return subprocess.run([path, "-I", Path(digits.__file__)], check=True, capture_output=True, text=True).stdout.strip()
