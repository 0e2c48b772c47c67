"""Numbers that look drawn by chance and are the same on every laptop: SHA-256 over a seed and a counter."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

_WORD = 4
_WORDS = 1 << (8 * _WORD)


def numbers(seed: str, below: int) -> Iterator[int]:
    """Yield whole numbers from 0 to `below` - 1 without end, each equally likely.

    The digests of `seed|0`, `seed|1`, ... are read four bytes at a time, most significant first; a word in the last, incomplete
    run of `below` numbers is left out.
    """
    limit = _WORDS - _WORDS % below
    counter = 0
    while True:
        digest = sha256(f"{seed}|{counter}".encode()).digest()
        counter += 1
        for at in range(0, len(digest), _WORD):
            word = int.from_bytes(digest[at : at + _WORD], "big")
            if word < limit:
                yield word % below
