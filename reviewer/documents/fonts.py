"""The fonts that come along, and which characters they have.

Archive-grade PDF allows no character without a glyph, so what no font has is replaced before, visibly, and told at the end.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from reviewer.documents.plain import REPLACEMENT

FOLDER = Path(__file__).with_name("fonts")
FAMILIES = ("Liberation Sans", "DejaVu Sans")
"""Reading face first; the second one has the signs that the first lacks."""
_FACES = (("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"), ("DejaVuSans.ttf",))
_REMEMBERED = 4096
"""So many texts are remembered: names, words and amounts come again and again in a paper."""
_INVISIBLE = frozenset("\n\t \u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")


@cache
def coverage() -> frozenset[int]:
    """Return the code points that can be set in regular and in bold; those for private use mean nothing, and PDF/A refuses them."""
    families = [frozenset.intersection(*(frozenset(_glyphs((FOLDER / name).read_bytes())) for name in names)) for names in _FACES]
    return frozenset(one for one in frozenset.union(*families) if unicodedata.category(chr(one)) != "Co")


@cache
def _reading() -> frozenset[str]:
    """Return the characters of the reading face: few texts have others, and the second face has thousands to be looked through."""
    regular, bold = (_advances(name)[0].keys() for name in _FACES[0])
    return frozenset(one for one in regular & bold if unicodedata.category(one) != "Co")


@lru_cache(maxsize=_REMEMBERED)
def settable(text: str) -> tuple[str, frozenset[str]]:
    """Return the text, composed, with U+FFFD for each character that no font has, and those characters."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii() and composed.isprintable():
        return composed, frozenset()
    beyond = set(composed) - _reading() - _INVISIBLE
    lacking = frozenset(one for one in beyond if ord(one) not in coverage())
    return composed.translate(dict.fromkeys(map(ord, lacking), REPLACEMENT)) if lacking else composed, lacking


def plainest(text: str) -> str:
    """Return the text with U+FFFD for whatever is joined to a neighbour or written from the right: what is left is set one by one."""
    return "".join(one if one.isspace() or _stands_alone(one) else REPLACEMENT for one in unicodedata.normalize("NFC", text))


def _stands_alone(one: str) -> bool:
    return unicodedata.category(one)[0] not in "MC" and unicodedata.bidirectional(one) not in {"R", "AL"}


@lru_cache(maxsize=_REMEMBERED)
def width(text: str, *, bold: bool = False) -> float | None:
    """Return how wide the text is on one line in the reading face, in sizes of the font; None where it breaks or needs the other face."""
    known, units = _advances(_FACES[0][bold])
    try:
        return sum(map(known.__getitem__, text)) / units
    except KeyError:
        return None


@cache
def _advances(name: str) -> tuple[Mapping[str, int], int]:
    """Return how wide each character of a font is, without kerning, and how many of that unit are the font's size."""
    data = (FOLDER / name).read_bytes()
    units = struct.unpack_from(">H", data, _table(data, b"head") + 18)[0]
    long = struct.unpack_from(">H", data, _table(data, b"hhea") + 34)[0]
    at = _table(data, b"hmtx")
    return {chr(code): struct.unpack_from(">H", data, at + 4 * min(glyph, long - 1))[0] for code, glyph in _glyphs(data).items()}, units


def _glyphs(data: bytes) -> dict[int, int]:
    """Return the glyph of each character that the font has."""
    start = _table(data, b"cmap")
    count = struct.unpack_from(">H", data, start + 2)[0]
    subtables = {start + struct.unpack_from(">HHI", data, start + 4 + 8 * at)[2] for at in range(count)}
    found: dict[int, int] = {}
    for subtable in subtables:
        match struct.unpack_from(">H", data, subtable)[0]:
            case 4:
                found.update(_segments(data, subtable))
            case 12:
                found.update(_ranges(data, subtable))
            case _:  # older encodings of what the other two have
                pass
    return found


def _table(data: bytes, name: bytes) -> int:
    for at in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * at)
        if tag == name:
            return int(offset)
    raise ValueError(f"the font has no table {name.decode()}")


def _segments(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Yield the characters of a format 4 subtable that have a glyph, and the glyph."""
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 4 * count)
    offsets_at = at + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", data, offsets_at)
    for index, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code if not offset else struct.unpack_from(">H", data, offsets_at + 2 * index + offset + 2 * (code - start))[0]
            if (glyph or not offset) and (glyph + delta) % 0x10000:
                yield code, (glyph + delta) % 0x10000


def _ranges(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Yield the characters of a format 12 subtable that have a glyph, and the glyph."""
    for group in range(struct.unpack_from(">I", data, at + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * group)
        yield from ((code, glyph + code - first) for code in range(first + (glyph == 0), last + 1))
