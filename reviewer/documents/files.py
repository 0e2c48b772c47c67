"""Files on the disk, each whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

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
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.parent / f".{path.stem}-{os.urandom(4).hex()}.tmp"
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise DocumentError(say("{file} could not be written: {reason}", file=str(path), reason=system_words(error))) from error
    try:
        temporary.replace(path)
    except PermissionError as error:
        temporary.unlink(missing_ok=True)
        raise DocumentError(
            say("{file} is open in another program, or may not be changed. Close it and try again.", file=str(path))
        ) from error
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise DocumentError(say("{file} could not be written: {reason}", file=str(path), reason=system_words(error))) from error
