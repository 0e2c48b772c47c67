"""Encryption in the age format (age-encryption.org): to keys, or under a passphrase. The ordinary `age` program opens what is made here."""

from __future__ import annotations

from collections.abc import Sequence

HEADER = b"age-encryption.org/v1\n"
_SCRYPT = HEADER + b"-> scrypt "


class CannotOpenError(ValueError):
    """What was encrypted is for another key, under another passphrase, or not whole."""


def new_key() -> str:
    """Return a new secret key, `AGE-SECRET-KEY-1...`."""
    from pyrage import x25519

    return str(x25519.Identity.generate())


def recipient_of(secret: str) -> str:
    """Return the recipient, `age1...`, that belongs to a secret key."""
    from pyrage import x25519

    return str(x25519.Identity.from_str(secret).to_public())


def is_recipient(text: str) -> bool:
    """Whether it is a recipient that can be encrypted to: its check digits fit."""
    from pyrage import RecipientError, x25519

    try:
        x25519.Recipient.from_str(text)
    except RecipientError:
        return False
    return True


def encrypt(content: bytes, recipients: Sequence[str]) -> bytes:
    """Encrypt to these recipients."""
    from pyrage import encrypt, x25519

    return bytes(encrypt(content, [x25519.Recipient.from_str(one) for one in recipients]))


def decrypt(sealed: bytes, secret: str) -> bytes:
    """Return what was encrypted to this key; raise `CannotOpenError`."""
    from pyrage import DecryptError, decrypt, x25519

    try:
        return bytes(decrypt(sealed, [x25519.Identity.from_str(secret)]))
    except DecryptError as error:
        raise CannotOpenError(str(error)) from None


def encrypt_under(content: bytes, passphrase: str) -> bytes:
    """Encrypt under a passphrase; takes seconds on purpose."""
    from pyrage import passphrase as age

    return bytes(age.encrypt(content, passphrase))


def decrypt_under(sealed: bytes, passphrase: str) -> bytes:
    """Return what was encrypted under this passphrase; raise `CannotOpenError`."""
    from pyrage import DecryptError
    from pyrage import passphrase as age

    try:
        return bytes(age.decrypt(sealed, passphrase))
    except DecryptError as error:
        raise CannotOpenError(str(error)) from None


def is_under_passphrase(sealed: bytes) -> bool:
    """Whether it opens with a passphrase instead of a key."""
    return sealed.startswith(_SCRYPT)
