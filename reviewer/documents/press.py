"""Typst at work: a short paper set here, and a long one in a process of its own.

Typst remembers what it has set, and a long paper takes some 200 MB of it. In a process of its own that memory is given back whole when
the paper is done, and none of what the rest of the program holds stands beside it.
"""

from __future__ import annotations

import marshal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import IO

from reviewer.documents.errors import DocumentError, StoppedError
from reviewer.documents.files import laid_aside
from reviewer.documents.typeset import Told, forget, pdf
from reviewer.domain.said import say
from reviewer.domain.slotted import dataclass

_LONG = 250_000
"""Characters of data from which on a paper is set in a process of its own: some twenty-five applications."""

_CHILD = "import sys; sys.path[:] = sys.argv[1:]; from reviewer.documents.typeset import work; work()"
_LOOKED = 0.05
"""Seconds between two looks at whether the paper is still wanted."""

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

    def told(self) -> Told:
        """Return the sheet as Typst's process knows it."""
        return str(self.source), self.paper, self.statement, self.moment.isoformat()

    def packed(self) -> bytes:
        """Return the sheet as `typeset.unpacked` reads it."""
        return marshal.dumps(self.told())


def pdf_of(sheet: Sheet) -> bytes:
    """Return the PDF, archival (A-3a) and accessible (UA-1); the same sheet gives the same bytes."""
    if sheet.long:
        return _apart(sheet)
    try:
        return pdf_here(sheet)
    finally:
        forget()


def pdf_here(sheet: Sheet) -> bytes:
    """Return the PDF, set in this process, which then remembers it."""
    return pdf(sheet.told)


def _apart(sheet: Sheet) -> bytes:
    with laid_aside([sheet.packed()]) as given, set_apart(given) as made:
        return made.read()


def set_apart(given: IO[bytes]) -> IO[bytes]:
    """Return an open file with the PDF of the packed sheet in this one, set in a new process of the same Python: they are its two ends."""
    if _stopped.get()():
        raise StoppedError
    with ExitStack() as unmade:
        made = unmade.enter_context(laid_aside([]))
        told, status = _answered(given, made)
        if status:
            reason = " ".join(told.decode(errors="replace").strip().splitlines()[-1:]) or str(status)
            raise DocumentError(say("The PDF was not made: the process that sets it ended ({reason}).", reason=reason))
        made.seek(0)
        unmade.pop_all()
        return made


def _answered(given: IO[bytes], made: IO[bytes]) -> tuple[bytes, int]:
    """Return what a new process complains of, and its exit status."""
    with subprocess.Popen(_command(), stdin=given, stdout=made, stderr=subprocess.PIPE) as process:  # noqa: S603 - our own words
        try:
            return _awaited(process), process.returncode
        except BaseException:
            process.kill()
            raise


def _awaited(process: subprocess.Popen[bytes]) -> bytes:
    """Return what the process complains of; raise `StoppedError` once it is not wanted any more."""
    while True:
        try:
            return process.communicate(timeout=_LOOKED)[1]
        except subprocess.TimeoutExpired:
            if _stopped.get()():
                raise StoppedError from None


def _command() -> Sequence[str]:
    return (sys.executable, "-c", _CHILD, *sys.path)
