"""A program in a terminal of its own: when its screen is first of use, and how long after a key it has changed.

Chunks of output are stamped as they arrive and replayed on a pyte screen afterwards, so that looking costs the program nothing.
A synchronised update (`CSI ? 2026 h` to `l`) counts when it ends, as it does for whoever looks at the screen.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

COLUMNS, ROWS = 120, 40
DOWN = b"\x1b[B"

_QUIET = 0.15
"""Seconds without output after which a key's frame is taken to be whole."""

_LONGEST = 60.0
_ASKED_FOR_SYNCHRONISED = b"\x1b[?2026$p"
_SYNCHRONISED_KNOWN = b"\x1b[?2026;2$y"
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<=>][0-9;:]*[@-~]|\x1b\[\??[0-9;]*\$[@-~]|\x1b[P_^X][^\x1b]*\x1b\\")
"""Keyboard protocols and queries, which pyte would print as text."""

Chunk = tuple[float, bytes]
Picture = tuple[object, ...]


class NeverReadyError(Exception):
    """The program ended, or its screen never showed what it was waited for; the message is the screen."""


class Terminal:
    """One program, from its start until `close`; seconds count from the start."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._in_update = False
        self._fd, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        dressed = {**environment, "TERM": "xterm-256color", "COLORTERM": "truecolor", "COLUMNS": str(COLUMNS), "LINES": str(ROWS)}
        self.started = time.perf_counter()
        self._process = subprocess.Popen(command, stdin=inner, stdout=inner, stderr=inner, env=dressed, start_new_session=True)
        os.close(inner)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def wait_for(self, pattern: str) -> float:
        """Return the seconds from the start until the screen shows the pattern. Raises NeverReadyError."""
        shown: float | None = None
        while shown is None:
            chunks = self._chunks(_QUIET)
            if not chunks:
                raise NeverReadyError(self.text())
            for at, data in chunks:
                if self._replay(data) and shown is None and re.search(pattern, self.text()):
                    shown = at - self.started
        return shown

    def press(self, key: bytes) -> float | None:
        """Return the seconds from the key to the first screen that differs; None where nothing changed."""
        before = self._picture()
        pressed = time.perf_counter()
        os.write(self._fd, key)
        changed: float | None = None
        for at, data in self._chunks(_QUIET, longest=2.0):
            if self._replay(data) and changed is None and self._picture() != before:
                changed = at - pressed
        return changed

    def settle(self, quiet: float = 1.0) -> None:
        """Wait until the program has nothing more to show."""
        for _, data in self._chunks(quiet, longest=quiet):
            self._replay(data)

    def text(self) -> str:
        """Return what the screen shows."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def peak_mib(self) -> float | None:
        """Return the most memory the program has held so far, in MiB; None where the system does not tell."""
        status = Path(f"/proc/{self._process.pid}/status")
        if not status.exists():
            return None
        found = re.search(r"VmHWM:\s+(\d+)", status.read_text(encoding="ascii"))
        return int(found[1]) / 1024 if found else None

    def close(self) -> None:
        """End the program."""
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._fd)

    def _chunks(self, quiet: float, longest: float = _LONGEST) -> list[Chunk]:
        """Return what comes until it is quiet; the first of it may take `longest`."""
        found: list[Chunk] = []
        while select.select([self._fd], [], [], quiet if found else longest)[0]:
            try:
                data = os.read(self._fd, 1 << 16)
            except OSError:
                break
            found.append((time.perf_counter(), data))
            if _ASKED_FOR_SYNCHRONISED in data:
                os.write(self._fd, _SYNCHRONISED_KNOWN)
        return found

    def _replay(self, data: bytes) -> bool:
        """Show the bytes; return whether the screen is whole now."""
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))
        begun, ended = data.rfind(b"\x1b[?2026h"), data.rfind(b"\x1b[?2026l")
        if begun != ended:
            self._in_update = begun > ended
        return not self._in_update

    def _picture(self) -> Picture:
        return tuple(tuple(sorted(self._screen.buffer[row].items())) for row in range(ROWS))
