"""Keys on a laptop: only its user reads them, they are never written over, and a fingerprint is read over the phone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.exchange import age
from reviewer.exchange.errors import ExchangeError
from reviewer.exchange.identity import Card, Kept, keep, load, new_identity, read_card, save, save_in_keychain, write_card
from reviewer.exchange.words import COUNT, WORDS, fingerprint, matches
from reviewer.signatures import is_signed
from tests.exchange.laptops import identity

# RFC 8032, section 7.1, test 2: secret key, public key, message, signature.
SEED = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
PUBLIC = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
SIGNATURE = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_signatures_are_those_of_rfc_8032() -> None:
    from reviewer.exchange.identity import Identity

    known = Identity(name="", signing=bytes.fromhex(SEED), receiving=age.new_key())
    assert known.key == PUBLIC
    assert known.sign(b"\x72").hex() == SIGNATURE
    assert is_signed(PUBLIC, b"\x72", bytes.fromhex(SIGNATURE))
    assert not is_signed(PUBLIC, b"\x73", bytes.fromhex(SIGNATURE))


@given(st.binary(max_size=80), st.text(max_size=70), st.binary(max_size=70))
def test_what_is_no_signature_is_none(content: bytes, key: str, signature: bytes) -> None:
    assert not is_signed(key, content, signature)


def test_the_keys_come_back_and_only_the_user_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "identity.key"
    made = new_identity("Kari Nordmann")
    save(path, made)
    assert load(path) == made
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(ExchangeError, match="already"):
        save(path, new_identity("x"))
    assert load(path) == made


def test_a_passphrase_keeps_the_keys_from_whoever_has_the_file(tmp_path: Path) -> None:
    path = tmp_path / "identity.key"
    made = new_identity("Kari")
    save(path, made, "et langt passord")
    assert made.signing.hex().encode() not in path.read_bytes()
    for wrong, message in (("", "under a passphrase"), ("feil", "wrong")):
        with pytest.raises(ExchangeError, match=message):
            load(path, wrong)
    assert load(path, "et langt passord") == made


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\0\xff", b'{"format":1,"name":"x","signing":"zz","receiving":"y"}', b"age-encryption.org/v1\nx"]
)
def test_a_file_that_is_no_identity_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "identity.key"
    path.write_bytes(content)
    with pytest.raises(ExchangeError):
        load(path, "x")


def test_a_card_that_was_changed_on_the_way_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kari.card"
    card = identity("bergen").card()
    write_card(path, card)
    assert read_card(path) == card
    for before, after in ((card.key, identity("oslo").key), (card.receives, identity("oslo").receives), (card.name or "bergen", "Ola")):
        write_card(path, card)
        path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
        with pytest.raises(ExchangeError, match="was changed"):
            read_card(path)


def test_the_words_are_the_first_bits_of_the_hash() -> None:
    assert len(WORDS) == len(set(WORDS)) == 256
    assert all(word.isalpha() and word == word.lower() and len(word) <= 8 for word in WORDS)
    digest = sha256(b"ab age1x").digest()
    assert fingerprint("ab", "age1x") == tuple(WORDS[byte] for byte in digest[:10])
    assert COUNT * 8 == 80


def test_words_are_heard_as_people_say_them() -> None:
    words = fingerprint("ab", "age1x")
    assert matches(" ".join(words), "ab", "age1x")
    assert matches(", ".join(words).upper() + ".", "ab", "age1x")
    assert not matches(" ".join(reversed(words)), "ab", "age1x")
    assert not matches(" ".join(words[:-1]), "ab", "age1x")
    assert not matches("", "ab", "age1x")


def test_the_ordinary_age_program_opens_a_packet(tmp_path: Path) -> None:
    program = shutil.which("age")
    if program is None:
        pytest.skip("needs the system part age")
    known = identity("bergen")
    (tmp_path / "key").write_text(known.receiving, encoding="ascii")
    (tmp_path / "packet").write_bytes(age.encrypt(b"innhold", [known.receives]))
    found = subprocess.run([program, "--decrypt", "-i", tmp_path / "key", tmp_path / "packet"], check=True, capture_output=True)
    assert found.stdout == b"innhold"


def keychain(priority: float, module: str) -> tuple[ModuleType, ModuleType, dict[tuple[str, str], str]]:
    """Return a keychain as the library `keyring` offers one, held in memory."""
    kept: dict[tuple[str, str], str] = {}
    backend = type("Backend", (), {"priority": priority, "__module__": module})()
    library: Any = ModuleType("keyring")
    errors: Any = ModuleType("keyring.errors")
    errors.KeyringError = type("KeyringError", (Exception,), {})
    library.errors, library.get_keyring = errors, lambda: backend
    library.set_password = lambda service, name, secret: kept.__setitem__((service, name), secret)
    library.get_password = lambda service, name: kept.get((service, name))
    return library, errors, kept


@pytest.mark.parametrize(
    ("priority", "module", "where"),
    [
        (5, "keyring.backends.SecretService", Kept.KEYCHAIN),
        (0, "keyring.backends.fail", Kept.FILE),
        (0.5, "keyrings.alt.file", Kept.FILE),
        (5, "keyring.backends.null", Kept.FILE),
    ],
)
def test_the_keys_go_to_the_keychain_where_there_is_one_else_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, priority: float, module: str, where: Kept
) -> None:
    library, errors, kept = keychain(priority, module)
    monkeypatch.setitem(sys.modules, "keyring", library)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    made, path = new_identity("Kari"), tmp_path / "identity.key"
    assert keep(path, made) is where
    assert load(path) == made
    assert (bool(kept), made.signing.hex() in path.read_text(encoding="utf-8")) == (where is Kept.KEYCHAIN, where is Kept.FILE)


def test_a_keychain_that_keeps_nothing_or_has_lost_the_key_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library, errors, kept = keychain(5, "keyring.backends.null")
    monkeypatch.setitem(sys.modules, "keyring", library)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    made, path = new_identity("Kari"), tmp_path / "identity.key"
    with monkeypatch.context() as forgetful:
        forgetful.setattr(library, "get_password", lambda *_: None)
        with pytest.raises(ExchangeError, match="does not give back"):
            save_in_keychain(path, made)
    assert not path.exists()
    save_in_keychain(path, made)
    assert load(path) == made
    kept.clear()
    with pytest.raises(ExchangeError, match="no longer has"):
        load(path)

    def closed(*_: str) -> str:
        raise errors.KeyringError("the session is closed")

    library.get_password = closed
    with pytest.raises(ExchangeError, match="cannot be read"):
        load(path)


def test_a_card_whose_address_nothing_can_be_sent_to_is_refused(tmp_path: Path) -> None:
    made = identity("bergen")
    last = "q" if made.receives[-1] != "q" else "p"
    card = Card(name="Kari", key=made.key, receives=made.receives[:-1] + last)
    write_card(tmp_path / "card", card.model_copy(update={"proof": made.sign(card.content()).hex()}))
    with pytest.raises(ExchangeError, match="nothing can be sent to"):
        read_card(tmp_path / "card")
