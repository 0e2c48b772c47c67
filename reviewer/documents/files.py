"""Files on the disk, each whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO

from reviewer.documents.errors import DocumentError
from reviewer.domain.said import say
from reviewer.domain.system import system_words


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> tuple[Path, ...]:
    """Write files that are made already; raise `DocumentError` at the first one that cannot be written."""
    written = []
    for name, content in files:
        replace_file(folder / name, content)
        written.append(folder / name)
    return tuple(written)


def replace_file(path: Path, content: bytes) -> None:
    """Put the content in the file's place in one step: a reader finds the old file or the new one, never half of it."""
    if path.parent.is_file():
        raise DocumentError(say("{folder} is a file, not a folder.", folder=str(path.parent)))
    temporary = path.parent / f".{path.stem}-{os.urandom(4).hex()}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(temporary, content)
        _put(temporary, path)
    except OSError as error:
        raise DocumentError(say("{file} could not be written: {reason}", file=str(path), reason=system_words(error))) from error
    finally:
        # What is half written when the disk is full, or when somebody stops it, would stay and fill the disk.
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def laid_aside(pieces: Iterable[bytes]) -> IO[bytes]:
    """Return an open file without a name that has these, to be read from its beginning; raise `DocumentError` where there is no room."""
    from tempfile import TemporaryFile, gettempdir

    try:
        file = TemporaryFile()  # noqa: SIM115 - whoever asks for it closes it
        file.writelines(pieces)
        file.flush()
    except OSError as error:
        raise DocumentError(say("{file} could not be written: {reason}", file=gettempdir(), reason=system_words(error))) from error
    file.seek(0)
    return file


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _put(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except PermissionError as error:
        raise DocumentError(
            say("{file} is open in another program, or may not be changed. Close it and try again.", file=str(path))
        ) from error
