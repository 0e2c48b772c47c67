"""What takes a process's place to set its long PDFs: the other half of `handover`.

Typst begins at once; what is needed after it is loaded while it works. So nothing that takes time is imported up here.
"""

from __future__ import annotations

import marshal
import sys
from queue import SimpleQueue
from threading import Thread

from reviewer.documents.typeset import forget, pdf, unpacked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import IO, Any, BinaryIO

    from reviewer.cli.answers import Printer
    from reviewer.documents.typeset import Told


def finish(descriptor: int) -> int:
    """Do what was left, and return the exit status: what the new program does."""
    with open(descriptor, "rb") as file:
        head = marshal.load(file)  # noqa: S302 - our own words
        first = _Setting(unpacked(file))
        from reviewer.cli.answers import Printer
        from reviewer.cli.endings import ended
        from reviewer.language.speech import Speech

        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="replace")
        printer = Printer(Speech(head["language"]), as_json=head.get("json", False))
        return ended(lambda: _done(head, _contents(first, file, head), printer), printer)


def _done(head: Mapping[str, Any], contents: Iterator[bytes], printer: Printer) -> int:
    import signal

    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT,))
    return _compared(head, next(contents), printer) if "document" in head else _written(head, contents)


def _compared(head: Mapping[str, Any], content: bytes, printer: Printer) -> int:
    from os import fsdecode
    from pathlib import Path

    from reviewer.cli.compared import compared
    from reviewer.documents.origin import found

    document = Path(fsdecode(head["document"]))
    answer = compared(found(document), content, head["told"], document.name, printer.speech)
    printer.show(answer)
    return answer.status


def _written(head: Mapping[str, Any], contents: Iterator[bytes]) -> int:
    from pathlib import Path

    from reviewer.documents.files import write_files

    named = zip(head["names"], contents, strict=True)
    write_files(Path(head["folder"]), named if head["alone"] else _all_made(head, named))
    print(head["told"], end="", file=sys.stderr)
    print(head["shown"], end="")
    return int(head["status"])


def _all_made(head: Mapping[str, Any], named: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Return the files in their order once every one is made; a manifest comes last.

    There may be as many papers as members: each waits beside the memory.
    """
    from reviewer.documents.files import laid_aside

    aside = [(name, laid_aside([content])) for name, content in named]
    made = [one for _, one in sorted(zip(head["places"], aside, strict=True), key=lambda pair: pair[0])]
    if head["manifest"]:
        from reviewer.documents.archive import MANIFEST, manifest_bytes

        made.append((MANIFEST, laid_aside([manifest_bytes(head["manifest"], _read(made))])))
    return _read(made)


def _read(made: Sequence[tuple[str, IO[bytes]]]) -> Iterator[tuple[str, bytes]]:
    for name, aside in made:
        aside.seek(0)
        yield name, aside.read()


def _contents(first: _Setting, file: BinaryIO, head: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the PDFs and then what was made already; what Typst remembers of one is given back before the next."""
    yield first.made()
    for _ in range(1, head["sheets"]):
        forget()
        yield _Setting(unpacked(file)).made()
    for _ in range(head["sheets"], len(head["names"])):
        yield marshal.load(file)  # noqa: S302 - our own words


class _Setting:
    """A PDF that is being set in a thread: Typst hears no Ctrl+C, and what waits for it does."""

    def __init__(self, told: Callable[[], Told]) -> None:
        self._answers: SimpleQueue[bytes | Exception] = SimpleQueue()
        Thread(target=lambda: self._answers.put(_tried(told)), daemon=True).start()

    def made(self) -> bytes:
        """Return the PDF, or raise what hinders it."""
        answer = self._answers.get()
        if isinstance(answer, Exception):
            raise answer
        return answer


def _tried(told: Callable[[], Told]) -> bytes | Exception:
    try:
        return pdf(told)
    except Exception as error:  # noqa: BLE001 - whoever waits raises it
        return error
    except BaseException as error:  # noqa: BLE001 - Typst's panic is no `Exception`, and whoever waits would wait for ever
        return RuntimeError(str(error))
