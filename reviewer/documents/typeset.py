"""Typst itself: what sets a file of it, with the fonts that come along and no others.

A long paper is set in a process of its own. That one begins with this module, which loads Typst and as good as nothing else.
"""

from __future__ import annotations

# ruff: noqa: PTH118, PTH120 - `pathlib` takes longer to load than Typst, and so does `typing`
import marshal
import sys
from os import path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from typing import BinaryIO

    import typst

_HERE = path.dirname(__file__)
_FONTS = path.join(_HERE, "fonts")
_BLANK = path.join(_HERE, "blank.typ")
_REMEMBERED = 10

_MMAP_THRESHOLD, _LARGE = -3, 128 * 1024
"""glibc's number for the size (bytes) from which on a block is kept apart, and that size."""
_ARENAS = -8
"""glibc's number for how many heaps there may be, over which threads are spread."""

Told = tuple[str, str, str, str]
"""A file of Typst, the paper as data (JSON), the statement that is attached, and the day it says it is from (ISO 8601)."""


def compiler(source: str, inputs: Mapping[str, str] | None = None) -> typst.Compiler:
    """Return what sets a file of Typst with these inputs."""
    import typst

    _in_one_heap()
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS])
    return typst.Compiler(source, root=path.dirname(source), font_paths=fonts, sys_inputs=dict(inputs or {}))


def forget() -> None:
    """Give back the memory in which Typst remembers what it has set: it does so through ten more papers."""
    blank = compiler(_BLANK)
    for _ in range(_REMEMBERED + 1):
        blank.compile(format="svg")


def pdf(told: Callable[[], Told]) -> bytes:
    """Return the PDF, archival (A-3a) and accessible (UA-1), of what is told.

    A sign that joins a neighbour of the other font has no glyph there, and Typst refuses it: then it is told again, and set sign by sign.
    """
    import typst

    try:
        return _pdf(*_ready(*told()))
    except typst.TypstError:
        from reviewer.documents.plainest import plainest_paper

        source, paper, statement, moment = told()
        return _pdf(*_ready(source, plainest_paper(paper), statement, moment))


def unpacked(file: BinaryIO) -> Callable[[], Told]:
    """Return what reads, each time anew, the sheet that another process packed and that comes next in the file."""
    at = file.tell()

    def told() -> Told:
        file.seek(at)
        read: Told = marshal.load(file)  # noqa: S302 - our own words
        return read

    return told


def work() -> None:
    """Set the sheet that stands in the standard input: what a process does that was started for that."""
    sys.stdout.buffer.write(pdf(unpacked(sys.stdin.buffer)))


def _ready(source: str, paper: str, statement: str, moment: str) -> tuple[typst.Compiler, datetime]:
    """Return what sets the paper, and its day; Typst has the texts then, and Python can let go of them."""
    from datetime import datetime

    _give_back_at_once()
    return compiler(source, {"paper": paper, "statement": statement}), datetime.fromisoformat(moment)


def _pdf(ready: typst.Compiler, moment: datetime) -> bytes:
    made = ready.compile(format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=moment)
    if not isinstance(made, bytes):
        raise TypeError("Typst gives one file for a PDF")
    return made


def _give_back_at_once() -> None:
    """Let glibc keep large blocks apart from small ones, so that it can give them back: a long paper takes a sixth less memory.

    A picture is drawn on a large block, and asking for it a hundred times takes longer than drawing: so this is for papers alone.
    """
    _set_memory(_MMAP_THRESHOLD, _LARGE)


def _in_one_heap() -> None:
    """Let Typst's threads use the heap that there is: 40 MB of a paper's pictures would be left in others beside it."""
    _set_memory(_ARENAS, 1)


def _set_memory(name: int, value: int) -> None:
    if sys.platform == "linux":
        import ctypes

        try:
            ctypes.CDLL(None).mallopt(name, value)
        except (AttributeError, OSError):
            return
