"""Open a finished file with the program that the system has for it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

Opener = Callable[[Path], None]
"""Opens a file; raises `OSError` where the system has no program for it. The tests bring their own."""


def open_file(path: Path) -> None:
    """Open the file or folder as a double click would, and do not wait for it; raise `OSError` where nothing can open it."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - a file that was just written here, by the system's own choice of program
        return
    name = "open" if sys.platform == "darwin" else "xdg-open"
    program = shutil.which(name)
    if program is None:
        raise FileNotFoundError(name)
    silent = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
    os.posix_spawn(program, [program, str(path.resolve())], os.environ, file_actions=silent, setsid=sys.platform != "darwin")
