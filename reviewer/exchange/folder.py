"""A shared folder as the place where laptops meet: OneDrive, Teams, SharePoint, SMB, Syncthing, a USB stick.

    <folder>/<case>/<receiver>/<sender>-<hash>.sakspakke

Each file is a packet to one seat, written once under a temporary name and renamed, and never changed. Its name holds the hash of its
bytes: what is only half there, or a copy that the folder's engine made of a conflict, does not fit its name and is passed over. A
laptop removes only the file that this very copy of the case wrote before, once a newer packet to the same receiver says all that it said:
what an older copy, or one that was restored, does not know of may be all that is left of somebody's work.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from reviewer.domain.said import say
from reviewer.domain.slotted import dataclass
from reviewer.domain.system import system_words
from reviewer.exchange.errors import ExchangeError
from reviewer.exchange.packet import MOST_BYTES, SUFFIX

_NAME = re.compile(rf"^([0-9a-f]{{16}})-([0-9a-f]{{32}}){re.escape(SUFFIX)}$")
_SAFE = re.compile(r"^[0-9a-zæøå][0-9a-zæøå_.-]{0,80}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One packet that lies in the folder, whole: where, and whose."""

    path: Path
    sender: str
    content: bytes

    @property
    def name(self) -> str:
        """What tells it from every other packet."""
        return self.path.name


def put(folder: Path, case: str, receiver: str, sender: str, sealed: bytes) -> Path:
    """Put a packet into the folder for a receiver. `sender` is the key that signs."""
    place = _place(folder, case, receiver)
    name = f"{sender[:16]}-{sha256(sealed).hexdigest()[:32]}{SUFFIX}"
    part = place / f".{name}.part"
    try:
        place.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        part.replace(place / name)
        for old in list(place.iterdir()):
            if old.name.startswith(f".{sender[:16]}-") and old != part:
                old.unlink(missing_ok=True)
    except OSError as error:
        said = say("{path} cannot be written ({what}).", path=str(place), what=system_words(error))
        raise ExchangeError(said) from error
    return place / name


def remove_former(written: Path, former: str) -> None:
    """Remove the packet of the same sender's that this one takes the place of, beside it; where that cannot be done it is left lying."""
    found = _NAME.match(former)
    if found and former != written.name and written.name.startswith(f"{found[1]}-"):
        with suppress(OSError):
            written.with_name(former).unlink(missing_ok=True)


def waiting(folder: Path, case: str, receiver: str, read: frozenset[str]) -> Iterator[Mail]:
    """Yield the packets for a receiver that are whole and not among those `read` already, by their names."""
    place = _place(folder, case, receiver)
    try:
        names = sorted(one for one in os.listdir(place) if one not in read)  # noqa: PTH208 - a list of names, nothing is opened
    except FileNotFoundError:
        return
    except OSError as error:
        raise ExchangeError(say("{path} cannot be read ({what}).", path=str(place), what=system_words(error))) from error
    for name in names:
        mail = _whole(place / name)
        if mail:
            yield mail


def anywhere(folder: Path) -> Iterator[Mail]:
    """Yield every whole packet in the folder, of any case and for any receiver: to look for the ones that open with one's own key."""
    for path in sorted(folder.glob(f"*/*/*{SUFFIX}")):
        mail = _whole(path)
        if mail:
            yield mail


def _whole(path: Path) -> Mail | None:
    """Return the packet of this file, or None where the name is another's or the content is not what the name says."""
    found = _NAME.match(path.name)
    try:
        if not found or path.stat().st_size > MOST_BYTES:
            return None
        content = path.read_bytes()
    except OSError:
        return None
    return Mail(path=path, sender=found[1], content=content) if sha256(content).hexdigest()[:32] == found[2] else None


def _place(folder: Path, case: str, receiver: str) -> Path:
    """Return the receiver's folder; ids that could lead elsewhere are turned into a hash."""
    names = [one if _SAFE.match(one) else sha256(one.encode()).hexdigest()[:32] for one in (case, receiver)]
    return folder.joinpath(*names)
