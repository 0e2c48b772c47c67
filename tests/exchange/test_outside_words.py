"""What the keychain and a server refuse is told in the language of the answer, and what nobody has words for is marked as theirs."""

from __future__ import annotations

import pytest

psycopg = pytest.importorskip("psycopg", reason="needs the extra postgres")

from reviewer.exchange.errors import ExchangeError  # noqa: E402
from reviewer.exchange.outside_words import keychain_words, server_words  # noqa: E402
from reviewer.exchange.server import connected  # noqa: E402
from reviewer.language.speech import Speech  # noqa: E402
from tests.exchange.conftest import Cluster  # noqa: E402


def refusal(url: str, *asked: str) -> str:
    def ask() -> None:
        with connected(url) as server:
            for sentence in asked:
                server.connection.execute(sentence)

    with pytest.raises(ExchangeError) as found:
        ask()
    return Speech("nb").text(found.value.said)


def test_an_address_where_nobody_answers() -> None:
    assert refusal("postgresql://kari@127.0.0.1:1/council").startswith("Ingen svarer på den adressen.")
    assert refusal("postgresql://kari@/council?host=/nowhere").startswith("Ingen svarer på den adressen.")
    assert refusal("postgresql://kari@127.0.0.1:port/council").startswith("Adressen er ikke en tjeneradresse.")


def test_a_server_that_lets_nobody_in_or_is_not_set_up(server: Cluster) -> None:
    assert refusal(server.url("ukjent")).startswith("Tjeneren slipper ikke inn denne brukeren.")
    assert refusal(server.url(database="nei")).startswith("Tjeneren har ingen database")
    assert refusal(server.url(database="postgres"), "SELECT * FROM reviewer.events").startswith("Tjeneren er ikke satt opp")
    assert refusal(server.url("bergen"), "CREATE ROLE ny").startswith("Tjeneren tillater ikke dette for denne brukeren.")
    assert refusal(server.url(), "SET TRANSACTION READ ONLY", "SELECT pg_terminate_backend(pg_backend_pid())").startswith(
        "Tjeneren ble stanset."
    )


@pytest.mark.parametrize(
    ("state", "said"), [("53100", "Disken på tjeneren er full."), ("40001", "Noen andre skrev"), ("22012", "Tjeneren nekter.")]
)
def test_the_servers_codes_decide(state: str, said: str) -> None:
    error = psycopg.errors.lookup(state)("division by zero") if state == "22012" else psycopg.errors.lookup(state)("in any language")
    text = Speech("nb").text(server_words(error))
    assert text.startswith(said)
    assert ("division by zero" in text) == (state == "22012")


def test_the_keychain() -> None:
    errors = pytest.importorskip("keyring.errors", reason="needs the extra keychain")
    assert Speech("nb").text(keychain_words(errors.KeyringLocked("Failed to unlock the collection!"))) == "den er låst"
    assert Speech("nb").text(keychain_words(errors.KeyringError("Some word."))) == "den melder på engelsk: Some word"
