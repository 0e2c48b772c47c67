"""Ed25519 signatures: who signs, and whether a signature is good. The library is only loaded when there is something to sign."""

from __future__ import annotations

from typing import Protocol


class Signer(Protocol):
    """A key that signs; `key` is its public half, 64 hex digits."""

    @property
    def key(self) -> str:
        """The public key."""
        ...

    def sign(self, content: bytes) -> bytes:
        """Return the signature of these bytes, 64 bytes."""
        ...


def is_signed(key: str, content: bytes, signature: bytes) -> bool:
    """Whether the signature of these bytes is by this key; what is no key or no signature is not."""
    from nacl.bindings import crypto_sign_open
    from nacl.exceptions import BadSignatureError

    if len(signature) != SIGNATURE_LENGTH or len(key) != KEY_DIGITS:
        return False
    try:
        crypto_sign_open(signature + content, bytes.fromhex(key))
    except (BadSignatureError, ValueError):
        return False
    return True


SIGNATURE_LENGTH = 64
KEY_DIGITS = 64
