"""What comes along with the program: committees and fixtures, in the installed package or beside it in the repository."""

from __future__ import annotations

from pathlib import Path

from reviewer.domain.said import Said, say

_PACKAGE = Path(__file__).parent


def shipped(folder: str) -> Path:
    """Return the folder `committees` or `fixtures`."""
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder


class UnknownCommitteeError(Exception):
    """No committee has this name; `said` tells which ones there are."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.message)
        self.said = said


def committee_path(source: str) -> Path:
    """Return the committee file that this names: one that comes along by its name, any other by its path."""
    path = Path(source)
    if path.suffix or path.is_file():
        return path
    if source not in committee_names():
        names = ", ".join(committee_names())
        raise UnknownCommitteeError(
            say("There is no committee {name}. Those that come along are {names}; any other is a file (.toml).", name=source, names=names)
        )
    return shipped("committees") / f"{source}.toml"


def committee_names() -> tuple[str, ...]:
    """Return the names of the committees that come along, sorted."""
    return tuple(sorted(path.stem for path in shipped("committees").glob("*.toml")))
