"""Open the file as a case, or say why it is none, before the database touches it.

What kind of file it is stands in SQLite's header: application id (bytes 68-71) and the schema's version (60-63).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from reviewer.casefile import errors
from reviewer.casefile.database_words import refused
from reviewer.domain.system import system_words

APPLICATION_ID = 0x53414B31
"""`SAK1`: what the file says that it is."""

SCHEMA_VERSION = 2
"""The newest layout that this program reads; an older file is brought up to it when it is opened for writing."""

LISTS_EDITION = 4
"""What the tables for lists say, and how; those of an earlier edition are made again once, from the events. Raised by every such change."""

_HEADER = 100


def check_header(path: Path) -> None:
    """Raise `CaseFileError` where the file is missing, no case, or newer than this program. Only reads 100 bytes."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        raise errors.missing(path) from None
    except OSError as error:
        raise errors.unreadable(path, system_words(error)) from error
    if not header.startswith(b"SQLite format 3\0") or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise errors.no_case(path)
    if int.from_bytes(header[60:64], "big") > SCHEMA_VERSION:
        raise errors.newer(path)


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection for reading and writing; every commit is on disk when it returns."""
    connection = sqlite3.connect(path, timeout=5, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def copied(path: Path, folder: Path) -> Path:
    """Return a copy of the file in another folder, whole as of one moment even where somebody writes meanwhile."""
    check_header(path)
    copy = folder / path.name
    with guarded(path), closing(sqlite3.connect(path, timeout=5)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Return a connection for reading; only its own temporary lists are written, in memory. Raises `CaseFileError`."""
    check_header(path)
    with guarded(path):
        connection = sqlite3.connect(path, timeout=5, isolation_level=None)
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("SELECT 1 FROM info LIMIT 1")
    return connection


def layout_of(connection: sqlite3.Connection) -> int:
    """Return the version of the file's layout; 0 for a file without one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def lists_are_current(connection: sqlite3.Connection) -> bool:
    """Whether the lists are of this program's edition; those of a file without a layout or without a case have nothing to make again."""
    if layout_of(connection) == 0 or connection.execute("SELECT 1 FROM info LIMIT 1").fetchone() is None:
        return True
    stored = connection.execute("SELECT value FROM info WHERE key = 'lists'").fetchone()
    return stored is not None and stored[0] == str(LISTS_EDITION)


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn the database's errors into one clear sentence."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise refused(path, error) from error
