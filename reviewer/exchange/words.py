"""A key's fingerprint as short Norwegian words, to be read over the phone.

The fingerprint is the first 80 bits of SHA-256 of the key's public parts: ten words of a list of 256, eight bits each. Whoever wants
another key with the same words has to try about 2^80 keys.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

COUNT = 10
"""How many words a fingerprint has."""

WORDS = tuple(Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split())
"""256 words of everyday Norwegian; the place of a word is its byte. The list never changes, or fingerprints would."""


def fingerprint(key: str, receives: str) -> tuple[str, ...]:
    """Return the words of a public key (hex) together with the age recipient that goes with it."""
    digest = sha256(f"{key} {receives}".encode()).digest()
    return tuple(WORDS[byte] for byte in digest[:COUNT])


def matches(spoken: str, key: str, receives: str) -> bool:
    """Whether the words as they were read are this key's; capitals, commas and hyphens do not matter, the order does."""
    heard = "".join(character if character.isalpha() else " " for character in spoken.casefold()).split()
    return tuple(heard) == fingerprint(key, receives)
