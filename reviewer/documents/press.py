"""Typst at work: what sets a file of it, and a long paper in a process of its own.

Typst remembers what it has set, and a long paper takes some 200 MB of it. In a process of its own that memory is given back whole when
the paper is done, and none of what the rest of the program holds stands beside it.
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

from reviewer.documents.errors import DocumentError
from reviewer.domain.said import say

_FONTS = Path(__file__).with_name("fonts")
_BLANK = Path(__file__).with_name("blank.typ")
_REMEMBERED = 10
_LONG = 250_000
"""Characters of data from which on a paper is set in a process of its own: some twenty-five applications."""

_UNSETTABLE = 3
_CHILD = "import sys; sys.path[:] = sys.argv[1:]; from reviewer.documents.press import work; sys.exit(work())"
_MMAP_THRESHOLD, _LARGE = -3, 128 * 1024
"""glibc's number for the size (bytes) from which on a block is kept apart, and that size."""


class UnsettableError(ValueError):
    """Typst refuses the paper: the text has a sign that no font can set, or the file would break its standard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file of Typst, the data that it is given, and the date that the PDF says it is from."""

    source: Path
    inputs: Mapping[str, str]
    moment: datetime

    @property
    def long(self) -> bool:
        """Whether it is set in a process of its own."""
        return sum(map(len, self.inputs.values())) >= _LONG


@cache
def compiler(source: Path) -> typst.Compiler:
    """Return what sets a file of Typst, with the fonts that come along and no others."""
    _give_back_at_once()
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])
    return typst.Compiler(source, root=source.parent, font_paths=fonts)


def forget() -> None:
    """Give back the memory in which Typst remembers what it has set: it does so through ten more papers."""
    blank = compiler(_BLANK)
    for _ in range(_REMEMBERED + 1):
        blank.compile(format="svg")


def pdf_of(sheet: Sheet) -> bytes:
    """Return the PDF, archival (A-3a) and accessible (UA-1); the same sheet gives the same bytes. Raises `UnsettableError`."""
    if sheet.long:
        return _apart(sheet)
    try:
        return _here(sheet)
    finally:
        forget()


def _here(sheet: Sheet) -> bytes:
    try:
        made = compiler(sheet.source).compile(
            format="pdf", sys_inputs=dict(sheet.inputs), pdf_standards=["a-3a", "ua-1"], timestamp=sheet.moment
        )
    except typst.TypstError as error:
        raise UnsettableError(str(error)) from error
    if not isinstance(made, bytes):
        raise TypeError("Typst gives one file for a PDF")
    return made


def _apart(sheet: Sheet) -> bytes:
    """Set the sheet in a new process of the same Python: it comes in by its standard input, the PDF goes out by its output."""
    asked = {"source": str(sheet.source), "inputs": dict(sheet.inputs), "moment": sheet.moment.isoformat()}
    done = subprocess.run(_command(), input=json.dumps(asked).encode(), capture_output=True, check=False)  # noqa: S603 - our own words
    if done.returncode == _UNSETTABLE:
        raise UnsettableError(done.stderr.decode(errors="replace"))
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        reason = " ".join(told) or str(done.returncode)
        raise DocumentError(say("The PDF was not made: the process that sets it ended ({reason}).", reason=reason))
    return done.stdout


def _command() -> Sequence[str]:
    return (sys.executable, "-c", _CHILD, *sys.path)


def work() -> int:
    """Set the sheet that stands in the standard input: what the new process does."""
    asked = json.load(sys.stdin.buffer)
    sheet = Sheet(source=Path(asked["source"]), inputs=asked["inputs"], moment=datetime.fromisoformat(asked["moment"]))
    del asked
    try:
        sys.stdout.buffer.write(_here(sheet))
    except UnsettableError as error:
        sys.stderr.buffer.write(str(error).encode())
        return _UNSETTABLE
    return 0


def _give_back_at_once() -> None:
    """Let glibc keep large blocks apart from small ones, so that it can give them back: a long paper takes a sixth less memory."""
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)
