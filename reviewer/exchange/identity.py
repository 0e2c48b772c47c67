"""This laptop's identity: a key that signs (Ed25519) and one that packets are encrypted to (age), in one file that only the user reads.

On Windows the file is in the user's own folder, which other users cannot read; elsewhere it is made with mode 0600. With a passphrase it is
encrypted as an age file. With the extra `keychain` the keys are kept by the operating system and the file only says so.
"""

from __future__ import annotations

import json
import os
from enum import StrEnum
from pathlib import Path
from secrets import token_bytes
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reviewer.domain.said import say
from reviewer.domain.slotted import dataclass
from reviewer.domain.system import system_words
from reviewer.exchange import age
from reviewer.exchange.errors import ExchangeError
from reviewer.exchange.outside_words import keychain_words
from reviewer.exchange.words import fingerprint
from reviewer.signatures import is_signed

_SERVICE = "reviewer"


class _Stored(BaseModel):
    """The identity as the file or the keychain holds it."""

    model_config = ConfigDict(strict=True, extra="forbid")
    format: int = Field(ge=1, le=1)
    name: str
    signing: str = Field(pattern="^[0-9a-f]{64}$")
    receiving: str = Field(pattern="^AGE-SECRET-KEY-1[0-9A-Z]+$")


class Card(BaseModel):
    """What others need to know of an identity: a short text to send by any way; `proof` is its own signature over the rest."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
    card: int = Field(default=1, ge=1, le=1)
    name: str = Field(max_length=200)
    key: str = Field(pattern="^[0-9a-f]{64}$")
    receives: str = Field(pattern="^age1[0-9a-z]{58}$")
    proof: str = Field(default="", pattern="^[0-9a-f]*$")

    @property
    def words(self) -> tuple[str, ...]:
        """The fingerprint."""
        return fingerprint(self.key, self.receives)

    def content(self) -> bytes:
        """Return what `proof` signs."""
        return json.dumps(["reviewer-card", self.name, self.key, self.receives], ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A person's keys on this laptop; `signing` is the Ed25519 seed (32 bytes), `receiving` the age secret key."""

    name: str
    signing: bytes
    receiving: str

    @property
    def key(self) -> str:
        """The public key that others know the signatures by."""
        from nacl.signing import SigningKey

        return SigningKey(self.signing).verify_key.encode().hex()

    @property
    def receives(self) -> str:
        """The age recipient that packets for this laptop are encrypted to."""
        return age.recipient_of(self.receiving)

    def sign(self, content: bytes) -> bytes:
        """Return the signature of these bytes."""
        from nacl.signing import SigningKey

        return SigningKey(self.signing).sign(content).signature

    def card(self) -> Card:
        """Return what others need to know, signed."""
        card = Card(name=self.name, key=self.key, receives=self.receives)
        return card.model_copy(update={"proof": self.sign(card.content()).hex()})


class KeySigner:
    """Signs with an identity; the key is worked out once."""

    def __init__(self, identity: Identity) -> None:
        from nacl.signing import SigningKey

        self._signing = SigningKey(identity.signing)
        self._key = self._signing.verify_key.encode().hex()

    @property
    def key(self) -> str:
        """The public key."""
        return self._key

    def sign(self, content: bytes) -> bytes:
        """Return the signature of these bytes."""
        return self._signing.sign(content).signature


def new_identity(name: str) -> Identity:
    """Return new keys from the operating system's randomness."""
    return Identity(name=name, signing=token_bytes(32), receiving=age.new_key())


def read_card(path: Path) -> Card:
    """Read somebody's card; raise `ExchangeError` where it is none, or was changed on the way."""
    try:
        card = Card.model_validate_json(path.read_bytes()[:10_000])
    except OSError as error:
        raise ExchangeError(say("{path} cannot be read ({what}).", path=str(path), what=system_words(error))) from error
    except ValidationError:
        raise ExchangeError(say("{path} is not a card. A card is what reviewer identity show writes.", path=str(path))) from None
    if not is_signed(card.key, card.content(), bytes.fromhex(card.proof) if len(card.proof) % 2 == 0 else b""):
        raise ExchangeError(say("{path} was changed after it was made. Ask for the card again.", path=str(path)))
    if not age.is_recipient(card.receives):
        raise ExchangeError(say("{path} names an address that nothing can be sent to. Ask for the card again.", path=str(path)))
    return card


def write_card(path: Path, card: Card) -> None:
    """Write a card as readable JSON."""
    path.write_text(card.model_dump_json(indent=1) + "\n", encoding="utf-8")


def exists(path: Path) -> bool:
    """Whether there is an identity at this place."""
    return path.exists()


def save(path: Path, identity: Identity, passphrase: str = "") -> None:
    """Write a new identity, readable by this user only; raise `ExchangeError` where one is there: keys are never written over."""
    content = _content(identity)
    if passphrase:
        content = age.encrypt_under(content, passphrase)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError:
        raise ExchangeError(say("There is an identity at {path} already. Keys are never written over.", path=str(path))) from None
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


class Kept(StrEnum):
    """Where an identity's keys are."""

    FILE = "file"
    KEYCHAIN = "keychain"


def keep(path: Path, identity: Identity) -> Kept:
    """Keep a new identity in the operating system's keychain where there is one, else in a file that only this user reads."""
    if keychain_is_there():
        save_in_keychain(path, identity)
        return Kept.KEYCHAIN
    save(path, identity)
    return Kept.FILE


def save_in_keychain(path: Path, identity: Identity) -> None:
    """Give the keys to the operating system's keychain, and write a file that says so."""
    keyring, content = _keyring(), _content(identity).decode()
    if path.exists():
        raise ExchangeError(say("There is an identity at {path} already. Keys are never written over.", path=str(path)))
    try:
        keyring.set_password(_SERVICE, identity.key, content)
        kept = keyring.get_password(_SERVICE, identity.key)
    except keyring.errors.KeyringError as error:
        raise ExchangeError(
            say(
                "The operating system's keychain does not take the key ({what}). Unlock it, or use a file: --file.",
                what=keychain_words(error),
            )
        ) from error
    if kept != content:
        raise ExchangeError(say("The operating system's keychain does not give back the key that it took. Use a file: --file."))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"format": 1, "keychain": identity.key}) + "\n", encoding="utf-8")


def keychain_is_there() -> bool:
    """Whether the operating system has a keychain that this program can use: the addition for it, and an open session behind it."""
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return False
    try:
        backend = keyring.get_keyring()
        return not type(backend).__module__.startswith(("keyring.backends.fail", "keyring.backends.null")) and backend.priority >= 1
    except Exception:  # noqa: BLE001 - backends fail in ways of their own; then there is none to rely on
        return False


def set_aside(path: Path) -> Path:
    """Give the present identity's file another name, so that a new one can be made; return that name."""
    number = 1
    while (old := path.with_name(f"{path.stem}-{number}{path.suffix}")).exists():
        number += 1
    path.rename(old)
    return old


def bring_back(old: Path, path: Path) -> None:
    """Give an identity's file that was set aside its name again: what was to come in its place was not made whole."""
    old.replace(path)


def needs_passphrase(path: Path) -> bool:
    """Whether the identity is encrypted."""
    try:
        with path.open("rb") as file:
            return file.read(len(age.HEADER)) == age.HEADER
    except OSError:
        return False


def load(path: Path, passphrase: str = "") -> Identity:
    """Read this laptop's identity; raise `ExchangeError` where there is none, or the passphrase is wrong."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ExchangeError(say("This machine has no identity yet. Make one: reviewer identity new.")) from None
    except OSError as error:
        raise ExchangeError(say("{path} cannot be read ({what}).", path=str(path), what=system_words(error))) from error
    if content.startswith(age.HEADER):
        content = _opened(content, passphrase)
    return _identity(path, content)


def _opened(content: bytes, passphrase: str) -> bytes:
    if not passphrase:
        raise ExchangeError(say("This machine's key is under a passphrase. Give it, or set REVIEWER_PASSPHRASE."))
    try:
        return age.decrypt_under(content, passphrase)
    except age.CannotOpenError:
        raise ExchangeError(say("The passphrase of this machine's key is wrong.")) from None


def _identity(path: Path, content: bytes) -> Identity:
    try:
        plain: Any = json.loads(content)
        if isinstance(plain, dict) and "keychain" in plain:
            plain = json.loads(_in_keychain(str(plain["keychain"])))
        stored = _Stored.model_validate(plain)
    except (ValueError, ValidationError):
        raise ExchangeError(say("{path} is not an identity that this program can read.", path=str(path))) from None
    return Identity(name=stored.name, signing=bytes.fromhex(stored.signing), receiving=stored.receiving)


def _in_keychain(key: str) -> str:
    """Return what the operating system's keychain holds under a key's name; raise `ExchangeError` where it does not give it."""
    keyring = _keyring()
    try:
        found: str | None = keyring.get_password(_SERVICE, key)
    except keyring.errors.KeyringError as error:
        raise ExchangeError(
            say("The operating system's keychain cannot be read ({what}). Unlock it, and try again.", what=keychain_words(error))
        ) from error
    if not found:
        said = say("The operating system's keychain no longer has this machine's key. Make a new one: reviewer identity new --again.")
        raise ExchangeError(said)
    return found


def _content(identity: Identity) -> bytes:
    stored = _Stored(format=1, name=identity.name, signing=identity.signing.hex(), receiving=identity.receiving)
    return stored.model_dump_json(indent=1).encode()


def _keyring() -> Any:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        raise ExchangeError(say("The keychain needs an addition to the program: pip install 'reviewer[keychain]'.")) from None
    return keyring
