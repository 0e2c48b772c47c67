"""Typst at work: what sets a file of it, and a long paper in a process of its own.

Typst remembers what it has set, and a long paper takes some 200 MB of it. In a process of its own that memory is given back whole when
the paper is done, and none of what the rest of the program holds stands beside it.
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

from reviewer.documents.errors import DocumentError, StoppedError
from reviewer.documents.files import laid_aside
from reviewer.documents.fonts import plainest
from reviewer.domain.said import say

if TYPE_CHECKING:
    import typst

_FONTS = Path(__file__).with_name("fonts")
_BLANK = Path(__file__).with_name("blank.typ")
_REMEMBERED = 10
_LONG = 250_000
"""Characters of data from which on a paper is set in a process of its own: some twenty-five applications."""

_CHILD = "import sys; sys.path[:] = sys.argv[1:]; from reviewer.documents.press import work; work()"
_LOOKED = 0.05
"""Seconds between two looks at whether the paper is still wanted."""

_MMAP_THRESHOLD, _LARGE = -3, 128 * 1024
"""glibc's number for the size (bytes) from which on a block is kept apart, and that size."""

_stopped: ContextVar[Callable[[], bool]] = ContextVar("_stopped", default=lambda: False)


@contextmanager
def until(stopped: Callable[[], bool]) -> Iterator[None]:
    """Leave off setting a long paper, with a `StoppedError`, as soon as this says so."""
    token = _stopped.set(stopped)
    try:
        yield
    finally:
        _stopped.reset(token)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a PDF is set of: a file of Typst, the paper as data (JSON), the statement that is attached, and the date it says it is from."""

    source: Path
    paper: str
    statement: str
    moment: datetime

    @property
    def long(self) -> bool:
        """Whether it is set in a process of its own."""
        return len(self.paper) + len(self.statement) >= _LONG

    def plainest(self) -> Self:
        """Return the sheet with only what is set sign by sign, which can always be set."""
        return replace(self, paper=json.dumps(_every_text(json.loads(self.paper)), ensure_ascii=False))

    def packed(self) -> bytes:
        """Return the sheet as another process reads it."""
        told = {"source": str(self.source), "paper": self.paper, "statement": self.statement, "moment": self.moment.isoformat()}
        return json.dumps(told, ensure_ascii=False).encode()

    @classmethod
    def unpacked(cls, content: bytes) -> Self:
        """Return the sheet that another process packed."""
        _give_back_at_once()
        told = json.loads(content)
        return cls(
            source=Path(told["source"]), paper=told["paper"], statement=told["statement"], moment=datetime.fromisoformat(told["moment"])
        )


@cache
def compiler(source: Path) -> typst.Compiler:
    """Return what sets a file of Typst, with the fonts that come along and no others."""
    import typst

    _give_back_at_once()
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])
    return typst.Compiler(source, root=source.parent, font_paths=fonts)


def forget() -> None:
    """Give back the memory in which Typst remembers what it has set: it does so through ten more papers."""
    blank = compiler(_BLANK)
    for _ in range(_REMEMBERED + 1):
        blank.compile(format="svg")


def pdf_of(sheet: Sheet) -> bytes:
    """Return the PDF, archival (A-3a) and accessible (UA-1); the same sheet gives the same bytes."""
    if sheet.long:
        return _apart(sheet)
    try:
        return pdf_here(sheet)
    finally:
        forget()


def pdf_here(sheet: Sheet) -> bytes:
    """Return the PDF, set in this process, which then remembers it.

    A sign that joins a neighbour of the other font has no glyph there, and Typst refuses it: then the sheet is set sign by sign.
    """
    import typst

    try:
        return _made(sheet)
    except typst.TypstError:
        return _made(sheet.plainest())


def _made(sheet: Sheet) -> bytes:
    made = compiler(sheet.source).compile(
        format="pdf",
        sys_inputs={"paper": sheet.paper, "statement": sheet.statement},
        pdf_standards=["a-3a", "ua-1"],
        timestamp=sheet.moment,
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst gives one file for a PDF")
    return made


def _every_text(value: Any) -> Any:
    match value:
        case str():
            return plainest(value)
        case Mapping():
            return {name: _every_text(one) for name, one in value.items()}
        case list():
            return [_every_text(one) for one in value]
        case _:
            return value


def _apart(sheet: Sheet) -> bytes:
    """Set the sheet in a new process of the same Python: it comes in by its standard input, the PDF goes out by its output."""
    if _stopped.get()():
        raise StoppedError
    with laid_aside([sheet.packed()]) as given:
        made, told, status = _answered(given)
    if status:
        reason = " ".join(told.decode(errors="replace").strip().splitlines()[-1:]) or str(status)
        raise DocumentError(say("The PDF was not made: the process that sets it ended ({reason}).", reason=reason))
    return made


def _answered(given: IO[bytes]) -> tuple[bytes, bytes, int]:
    """Return what a new process says of the sheet in this file, on both its ways, and its exit status."""
    pipe = subprocess.PIPE
    with subprocess.Popen(_command(), stdin=given, stdout=pipe, stderr=pipe) as process:  # noqa: S603 - our own words
        try:
            return *_awaited(process), process.returncode
        except BaseException:
            process.kill()
            raise


def _awaited(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """Return what the process says, on both its ways; raise `StoppedError` once it is not wanted any more."""
    while True:
        try:
            return process.communicate(timeout=_LOOKED)
        except subprocess.TimeoutExpired:
            if _stopped.get()():
                raise StoppedError from None


def _command() -> Sequence[str]:
    return (sys.executable, "-c", _CHILD, *sys.path)


def work() -> None:
    """Set the sheet that stands in the standard input: what the new process does."""
    sys.stdout.buffer.write(pdf_here(Sheet.unpacked(sys.stdin.buffer.read())))


def _give_back_at_once() -> None:
    """Let glibc keep large blocks apart from small ones, so that it can give them back: a long paper takes a sixth less memory."""
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)
