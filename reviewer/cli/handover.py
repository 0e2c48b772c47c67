"""A long PDF set by the process that asked for it, once that holds nothing else.

Typst needs some 200 MB for a long paper. What composed it would stand beside that and wait; so the process gives its place to a new one
(the same process to whoever started it), which has what is left to do in an open file without a name.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any, NoReturn

from reviewer.cli.answers import Answer, Printer
from reviewer.cli.endings import ended
from reviewer.documents.files import laid_aside, write_files
from reviewer.documents.press import Sheet, forget, pdf_here
from reviewer.language.speech import Speech

POSSIBLE = hasattr(os, "execv") and sys.platform != "win32"
"""Whether a process can give its place to another; on Windows what starts the new one is told at once that the old one has ended."""

_NEW = "import sys; sys.path[:] = sys.argv[2:]; from reviewer.cli.handover import finish; sys.exit(finish(int(sys.argv[1])))"

Unmade = Sequence[tuple[str, bytes | Sheet]]
"""File names with their content, or with what a PDF is set of."""


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


def _told(left: Left, printer: Printer) -> Sequence[bytes]:
    """Return what the new program is told: a line of JSON, and the content of each file."""
    with redirect_stdout(StringIO()) as shown, redirect_stderr(StringIO()) as told:
        printer.show(left.answer)
    contents = [one.packed() if isinstance(one, Sheet) else one for _, one in left.files]
    files = [(name, isinstance(one, Sheet), len(content)) for (name, one), content in zip(left.files, contents, strict=True)]
    head = {
        "folder": str(left.folder),
        "language": printer.speech.language,
        "shown": shown.getvalue(),
        "told": told.getvalue(),
        "status": left.answer.status,
        "files": files,
        "manifest": left.manifest,
    }
    return (json.dumps(head).encode() + b"\n", *contents)


def _asked(left: Comparison, printer: Printer) -> Sequence[bytes]:
    """Return what the new program is asked: a line of JSON, and the sheet."""
    head = {"language": printer.speech.language, "json": printer.as_json, "document": os.fsencode(left.document).hex(), "told": left.told}
    return (json.dumps(head).encode() + b"\n", left.sheet.packed())


def finish(descriptor: int) -> int:
    """Do what was left, and return the exit status: what the new program does."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    with os.fdopen(descriptor, "rb") as file:
        head = json.loads(file.readline())
        printer = Printer(Speech(head["language"]), as_json=head.get("json", False))
        return ended(lambda: _compared(file, head, printer) if "document" in head else _finished(file, head), printer)


def _compared(file: IO[bytes], head: Mapping[str, Any], printer: Printer) -> int:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT,))
    content = _set(Sheet.unpacked(file.read()))
    from reviewer.cli.compared import compared
    from reviewer.documents.origin import found

    document = Path(os.fsdecode(bytes.fromhex(head["document"])))
    answer = compared(found(document), content, head["told"], document.name, printer.speech)
    printer.show(answer)
    return answer.status


def _finished(file: IO[bytes], head: Mapping[str, Any]) -> int:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT,))
    # There may be as many papers as members: each waits beside the memory until all of them are made.
    made = [(name, laid_aside([_content(file, length, a_sheet=a_sheet)])) for name, a_sheet, length in head["files"]]
    if head["manifest"]:
        from reviewer.documents.archive import MANIFEST, manifest_bytes

        made.append((MANIFEST, laid_aside([manifest_bytes(head["manifest"], _read(made))])))
    write_files(Path(head["folder"]), _read(made))
    print(head["told"], end="", file=sys.stderr)
    print(head["shown"], end="")
    return int(head["status"])


def _read(made: Iterable[tuple[str, IO[bytes]]]) -> Iterator[tuple[str, bytes]]:
    for name, aside in made:
        aside.seek(0)
        yield name, aside.read()


def _content(file: IO[bytes], length: int, *, a_sheet: bool) -> bytes:
    return _set(Sheet.unpacked(file.read(length))) if a_sheet else file.read(length)


def _set(sheet: Sheet) -> bytes:
    """Return the PDF, set in a thread: Typst hears no Ctrl+C, and what waits for it does."""
    answers: SimpleQueue[bytes | Exception] = SimpleQueue()
    Thread(target=lambda: answers.put(_tried(sheet)), daemon=True).start()
    answer = answers.get()
    if isinstance(answer, Exception):
        raise answer
    return answer


def _tried(sheet: Sheet) -> bytes | Exception:
    """Return the PDF, or what hinders it; what Typst remembers of it is given back, for there may be as many more as there are members."""
    try:
        made = pdf_here(sheet)
        forget()
    except Exception as error:  # noqa: BLE001 - whoever waits raises it
        return error
    return made
