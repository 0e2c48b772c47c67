"""What comes along with the program: committees and fixtures, in the installed package or beside it in the repository."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped(folder: str) -> Path:
    """Return the folder `committees` or `fixtures`."""
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder


def committee_path(source: str) -> Path:
    """Return the committee file that this names: one that comes along by its name, any other by its path."""
    along = shipped("committees") / f"{source}.toml"
    return along if along.is_file() and not Path(source).suffix else Path(source)


def committee_names() -> tuple[str, ...]:
    """Return the names of the committees that come along, sorted."""
    return tuple(sorted(path.stem for path in shipped("committees").glob("*.toml")))
