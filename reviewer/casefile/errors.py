"""What goes wrong with a case file, as one clear sentence."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from reviewer.domain.said import Said, say


class CaseFileError(Exception):
    """The file cannot be used as it is; `said` tells what, where and what to do.

    `damaged` is set where the file is a case, or was one, and can no longer be read.
    """

    damaged: ClassVar[bool] = False

    def __init__(self, said: Said) -> None:
        super().__init__(said.message)
        self.said = said


class Refused(CaseFileError):  # noqa: N818 - it is an answer, not a fault
    """An act that the seat may not do, or that the case does not allow. Nothing was written."""


class Damaged(CaseFileError):  # noqa: N818 - it is an answer, not a fault
    """The file is a case, or was one, and can no longer be read."""

    damaged = True


def missing(path: Path) -> CaseFileError:
    """Return the error for a file that is not there."""
    return CaseFileError(say("There is no file {path}.", path=str(path)))


def no_case(path: Path) -> CaseFileError:
    """Return the error for a file that is something else."""
    return CaseFileError(say("{path} is not a case. A case is a file that this program has made, with the suffix .sak.", path=str(path)))


def newer(path: Path) -> CaseFileError:
    """Return the error for a file of a later program."""
    return CaseFileError(say("{path} was made by a newer version of the program. Update the program to open it.", path=str(path)))


def unreadable(path: Path, what: Said | str) -> CaseFileError:
    """Return the error for a file that the system does not let us read; `what` says why."""
    return CaseFileError(say("{path} cannot be read ({what}).", path=str(path), what=what))


def damaged(path: Path, what: Said | str) -> Damaged:
    """Return the error for a file that can no longer be read; `what` says in which way."""
    return Damaged(say("{path} is damaged ({what}). Use a copy of it; nothing was changed in this one.", path=str(path), what=what))


def exists(path: Path) -> CaseFileError:
    """Return the error for a place that is taken."""
    return CaseFileError(say("{path} is there already. Choose another name; nothing was written.", path=str(path)))


def locked(path: Path) -> CaseFileError:
    """Return the error for a file that somebody else is writing to."""
    return CaseFileError(say("{path} is being written to by another program. Try again in a moment.", path=str(path)))


def unwritable(path: Path, what: Said | str) -> CaseFileError:
    """Return the error for a place where nothing can be written."""
    return CaseFileError(say("{path} cannot be written ({what}).", path=str(path), what=what))
