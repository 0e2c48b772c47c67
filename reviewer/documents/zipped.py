"""A ZIP file of parts that are compressed already, in whichever order and thread there was time for them.

`zipfile` compresses a part when it is its turn. The bytes are the same as its own, and the clock leaves no trace in them.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED, ZipInfo

from reviewer.domain.slotted import dataclass

_DATE = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o600 << 16
"""By whom, as Unix says it."""
_UTF8 = 0x800
"""That a name has other signs than ASCII has."""


@dataclass(frozen=True, slots=True)
class Deflated:
    """A part, compressed; `size` and `check` are of what it was made of."""

    content: bytes
    size: int
    check: int


def deflated(content: bytes) -> Deflated:
    """Return the part, compressed; other threads go on meanwhile."""
    press = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Deflated(press.compress(content) + press.flush(), len(content), zlib.crc32(content))


def zipped(parts: Iterable[tuple[str, Deflated]]) -> bytes:
    """Return the file with these parts by their names."""
    pieces: list[bytes] = []
    listed: list[bytes] = []
    at = 0
    for name, part in parts:
        info = _info(name, part, at)
        pieces += (info.FileHeader(zip64=False), part.content)
        at += len(pieces[-2]) + len(part.content)
        listed.append(_entry(info))
    directory = b"".join(listed)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(listed), len(listed), len(directory), at, 0)
    return b"".join((*pieces, directory, end))


def _info(name: str, part: Deflated, at: int) -> ZipInfo:
    info = ZipInfo(name, _DATE)
    info.compress_type, info.external_attr, info.header_offset = ZIP_DEFLATED, _READABLE, at
    info.CRC, info.compress_size, info.file_size = part.check, len(part.content), part.size
    return info


def _entry(info: ZipInfo) -> bytes:
    """Return what the directory at the end of the file says of a part."""
    year, month, day, *_ = info.date_time
    name = info.filename.encode()
    flags = info.flag_bits if name.isascii() else info.flag_bits | _UTF8
    versions = (info.create_version, info.create_system, info.extract_version, info.reserved)
    when = (0, (year - 1980) << 9 | month << 5 | day)
    sizes = (info.CRC, info.compress_size, info.file_size)
    rest = (len(name), 0, 0, 0, info.internal_attr, info.external_attr, info.header_offset)
    return struct.pack("<4s4B4H3L5H2L", b"PK\1\2", *versions, flags, info.compress_type, *when, *sizes, *rest) + name
