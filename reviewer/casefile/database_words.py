"""What the database says of a case file, in the program's own words: SQLite speaks English."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from reviewer.casefile import errors
from reviewer.domain.said import Said, say
from reviewer.domain.system import DISK_FULL, NOT_PERMITTED, system_words

_PRIMARY = 0xFF
"""SQLite's codes say in their first byte what went wrong, and in the others how."""

_DAMAGED: dict[int, Said] = {
    sqlite3.SQLITE_CORRUPT: say("parts of it are overwritten or missing"),
    sqlite3.SQLITE_NOTADB: say("its beginning is overwritten"),
    sqlite3.SQLITE_ERROR: say("a table is missing in it"),
    sqlite3.SQLITE_SCHEMA: say("a table is missing in it"),
    sqlite3.SQLITE_CONSTRAINT: say("what it lists does not fit its events"),
    sqlite3.SQLITE_MISMATCH: say("what it lists does not fit its events"),
}


def refused(path: Path, error: sqlite3.DatabaseError) -> errors.CaseFileError:
    """Return the one clear sentence for what the database says of this file."""
    text, code = str(error), getattr(error, "sqlite_errorcode", 0)
    if code == sqlite3.SQLITE_IOERR_SHORT_READ:
        return errors.damaged(path, say("its end is missing"))
    primary = code & _PRIMARY
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} or "locked" in text or "busy" in text:
        return errors.locked(path)
    if primary in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN} or "readonly" in text or "unable to open" in text:
        return errors.unwritable(path, NOT_PERMITTED)
    if primary == sqlite3.SQLITE_FULL or "disk is full" in text:
        return errors.unwritable(path, DISK_FULL)
    if primary in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM}:
        return errors.unreadable(path, system_words(OSError(errno.ENOMEM if primary == sqlite3.SQLITE_NOMEM else errno.EIO, "")))
    return errors.damaged(path, _DAMAGED.get(primary) or say("the database says in English: {what}", what=text))
