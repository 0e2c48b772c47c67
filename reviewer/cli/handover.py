"""A long PDF set by the process that asked for it, once that holds nothing else.

Typst needs some 200 MB for a long paper. What composed it would stand beside that and wait; so the process gives its place to a new one
(the same process to whoever started it), which has what is left to do in an open file without a name.
"""

from __future__ import annotations

import marshal
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NoReturn

from reviewer.cli.answers import Answer, Printer
from reviewer.documents.files import laid_aside
from reviewer.documents.press import Sheet
from reviewer.domain.slotted import dataclass
from reviewer.exporting import Unmade

POSSIBLE = hasattr(os, "execv") and sys.platform != "win32"
"""Whether a process can give its place to another; on Windows what starts the new one is told at once that the old one has ended."""

_NEW = "import sys; sys.path[:] = sys.argv[2:]; from reviewer.cli.finishing import finish; sys.exit(finish(int(sys.argv[1])))"


@dataclass(frozen=True, slots=True)
class Left:
    """What is left to do: files to be made and written to a folder, and then the answer to be given.

    `manifest` is what the manifest of an archive says before its files.
    """

    folder: Path
    files: Unmade
    answer: Answer
    manifest: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is left to do: the sheet to be set and compared with the document at the path, after what is told of the case."""

    document: Path
    sheet: Sheet
    told: Sequence[str]


def hand_over(left: Left | Comparison, printer: Printer) -> NoReturn:
    """Put in this process's place one that does what is left; Ctrl+C waits until that one can say that it stops."""
    file = laid_aside(_told(left, printer) if isinstance(left, Left) else _asked(left, printer))
    os.set_inheritable(file.fileno(), True)
    sys.stdout.flush()
    sys.stderr.flush()
    signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    os.execv(sys.executable, (sys.executable, "-c", _NEW, str(file.fileno()), *sys.path))  # noqa: S606 - our own words


def _told(left: Left, printer: Printer) -> Iterator[bytes]:
    """Yield what the new program is told: how it ends, then the sheets, and then the files that are made already."""
    with redirect_stdout(StringIO()) as shown, redirect_stderr(StringIO()) as told:
        printer.show(left.answer)
    ordered = sorted(enumerate(left.files), key=lambda one: not isinstance(one[1][1], Sheet))
    yield marshal.dumps(
        {
            "language": printer.speech.language,
            "sheets": sum(isinstance(one, Sheet) for _, one in left.files),
            "places": [place for place, _ in ordered],
            "names": [name for _, (name, _) in ordered],
            "alone": len(ordered) == 1 and not left.manifest,
            "folder": str(left.folder),
            "manifest": left.manifest,
            "shown": shown.getvalue(),
            "told": told.getvalue(),
            "status": int(left.answer.status),
        }
    )
    for _, (_, one) in ordered:
        yield one.packed() if isinstance(one, Sheet) else marshal.dumps(one)


def _asked(left: Comparison, printer: Printer) -> Iterator[bytes]:
    """Yield what the new program is asked, and the sheet."""
    yield marshal.dumps(
        {
            "language": printer.speech.language,
            "sheets": 1,
            "names": [""],
            "json": printer.as_json,
            "document": os.fsencode(left.document),
            "told": list(left.told),
        }
    )
    yield left.sheet.packed()
