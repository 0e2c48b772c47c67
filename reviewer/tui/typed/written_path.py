"""A path as a person writes or pastes it in a field: with quotes around it, with `~`, or whole behind the folder that stood there."""

from __future__ import annotations

import re
from itertools import chain, count
from pathlib import Path

_WHOLE = re.compile(r"[A-Za-z]:[\\/]|~(?:[\\/]|$)|[\\/]")
_BEHIND = (
    re.compile(r"^[\\/]['\"]?([A-Za-z]:[\\/].*|~[\\/].*|[\\/]{2}[^\\/].*)$"),
    re.compile(r"(?<=.)[\\/]['\"]?((?:[A-Za-z]:[\\/]|~[\\/]|[\\/]{1,2}[^\\/\s]).*)$"),
)
"""A whole path behind a separator: behind the root alone (where `//x` is a server), and behind a folder."""


def plain_path(text: str) -> str:
    r"""Return what is written, without the space and the quotes around it: Windows copies a path as `"C:\…"`."""
    bare = text.strip()
    if len(bare) > 1 and bare[0] in "\"'":
        return bare[1:].removesuffix(bare[0])
    return bare[:-1] if bare.endswith('"') and bare.count('"') == 1 else bare


def is_whole(text: str) -> bool:
    """Whether the path says where it begins: at the root, a drive, a server or the user's own folder."""
    return _WHOLE.match(plain_path(text)) is not None


def begun_anew(text: str) -> str:
    """Return the whole path that is written behind another (`/home/kari//media/x` is `/media/x`), else what is written."""
    for pattern in _BEHIND:
        found = pattern.search(text)
        if found:
            return found[1]
    return text


def path_in(text: str) -> Path:
    """Return the path that is written; `~` is the user's own folder where the system knows one."""
    path = Path(plain_path(text))
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def is_file(path: Path) -> bool:
    """Whether there is such a file that can be seen; a name that the system cannot have is no file."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether there is such a folder that can be seen; a drive with nothing in it is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def free_path(path: Path) -> Path:
    """Return the path, or the first one with a number behind its name where there is a file already."""
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
    return next(one for one in chain((path,), numbered) if not one.exists())
