"""What the system refuses, in the language of the answer; a damaged case says that it is damaged."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reviewer.casefile.connection import guarded
from reviewer.casefile.errors import CaseFileError
from reviewer.domain.said import Said
from reviewer.domain.system import system_words
from reviewer.language.speech import Speech
from tests.cli.conftest import Call
from tests.cli.test_exchange import case  # noqa: F401 - a fixture


@pytest.mark.parametrize(
    ("number", "nb", "nn"),
    [
        (errno.ENOENT, "det finnes ingen slik fil eller mappe", "det finst inga slik fil eller mappe"),
        (errno.EISDIR, "det er en mappe", "det er ei mappe"),
        (errno.EACCES, "du har ikke tilgang til det", "du har ikkje tilgang til det"),
        (errno.ENOSPC, "disken er full", "disken er full"),
    ],
)
def test_the_common_reasons_are_in_the_programs_own_words(number: int, nb: str, nn: str) -> None:
    said = system_words(OSError(number, "English words"))
    assert isinstance(said, Said)
    assert (Speech("nb").text(said), Speech("nn").text(said)) == (nb, nn)


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_no_reason_is_told_in_the_systems_own_language(number: int) -> None:
    assert "English" not in Speech("nb").text(system_words(OSError(number, "English words")))


def test_a_reason_that_nobody_has_words_for_is_told_by_its_name() -> None:
    assert Speech("nb").text(system_words(OSError(errno.EDOM, "Numerical argument out of domain"))) == "operativsystemet nekter (EDOM)"


def test_a_missing_file_and_a_folder_are_told_in_norwegian(reviewer: Call, case: Path, tmp_path: Path) -> None:  # noqa: F811
    folder = tmp_path / "mappe"
    folder.mkdir()
    for call in (
        ("merge", case, tmp_path / "finnes ikke"),
        ("merge", case, folder),
        ("pack", case, "--as", "bergen", "-o", tmp_path / "borte" / "x", "--passphrase"),
        ("show", folder),
        ("identity", "-o", folder),
    ):
        told = reviewer(*call)
        assert told.status != 0
        assert "No such file" not in told.out + told.err
        assert "Is a directory" not in told.out + told.err
    assert "(det er en mappe)" in reviewer("show", folder).err


def test_a_full_disk_is_no_damaged_case(tmp_path: Path) -> None:
    with pytest.raises(CaseFileError) as found, guarded(tmp_path / "a.sak"):
        raise sqlite3.OperationalError("database or disk is full")
    assert (found.value.damaged, Speech("nb").text(found.value.said).endswith("kan ikke skrives (disken er full).")) == (False, True)


@pytest.mark.parametrize("command", ["hand-in", "identity mend", "rank", "show", "status", "conflicts"])
def test_a_case_whose_events_cannot_be_read_says_that_it_is_damaged(reviewer: Call, case: Path, command: str) -> None:  # noqa: F811
    connection = sqlite3.connect(case)
    with connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE events SET bytes = X'7B22' WHERE application <> ''")
    connection.close()
    told = reviewer(*command.split(), case)
    assert (told.status, "er skadet" in told.err, "Oppgi hvem som handler" in told.err) == (3, True, False)


def stopped_by(query: str, path: Path, limit: int | None = None) -> CaseFileError:
    """Return what is said where the database itself refuses this."""

    def ask() -> None:
        with guarded(path), closing(sqlite3.connect(path)) as connection:
            if limit:
                connection.execute(f"PRAGMA max_page_count = {limit}")
            connection.execute(query).fetchall()

    with pytest.raises(CaseFileError) as found:
        ask()
    return found.value


def test_what_the_database_says_is_told_in_the_programs_words(tmp_path: Path) -> None:
    path = tmp_path / "a.sak"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, bytes BLOB)")
        connection.execute("INSERT INTO events VALUES (1, zeroblob(20000))")
    lacking = stopped_by("SELECT * FROM seals", path)
    full = stopped_by("INSERT INTO events VALUES (2, zeroblob(90000))", path, limit=7)
    twice = stopped_by("INSERT INTO events VALUES (1, NULL)", path)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\7" * 100 + content[4196:])
    broken = stopped_by("SELECT * FROM events", path)
    path.write_bytes(b"\7" * 4096)
    other = stopped_by("SELECT * FROM events", path)
    said = [Speech("nb").text(one.said).split("(")[1].split(")")[0] for one in (lacking, full, twice, broken, other)]
    assert said == [
        "en tabell mangler i den",
        "disken er full",
        "listene stemmer ikke med hendelsene",
        "deler av den er overskrevet eller mangler",
        "begynnelsen er overskrevet",
    ]
    assert [one.damaged for one in (lacking, full, twice, broken, other)] == [True, False, True, True, True]


def test_what_nobody_has_words_for_is_marked_as_the_databases_own(tmp_path: Path) -> None:
    with pytest.raises(CaseFileError) as found, guarded(tmp_path / "a.sak"):
        raise sqlite3.DatabaseError("weird word")
    assert "(databasen melder på engelsk: weird word)" in Speech("nb").text(found.value.said)
