"""Several people, several machines, by command: a deputy for a seat, whose copy is whose, a case that is signed from the first event on."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.casefile.file import open_case
from tests.cli.conftest import Call, Called
from tests.cli.test_exchange import Laptops, On, case, laptops, packed  # noqa: F401 - fixtures


@pytest.fixture
def deputy(laptops: Laptops, reviewer: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> On:  # noqa: F811
    def run(*arguments: object) -> Called:
        monkeypatch.setenv("REVIEWER_HOME", str(tmp_path / "vara"))
        return reviewer(*arguments)

    run("identity", "new", "--name", "Ola Vara", "-o", tmp_path / "ola.kort")
    words = " ".join(run("identity", "--json").data["words"])
    assert laptops.office("identity", "enrol", laptops.case, "bergen", tmp_path / "ola.kort", "--words", words).status == 0
    return run


def test_a_deputy_is_named_where_the_seat_is_and_a_conflict_is_told_in_words(laptops: Laptops, deputy: On, tmp_path: Path) -> None:  # noqa: F811
    packet = packed(laptops, tmp_path / "ut")
    mine = tmp_path / "vara.sak"
    assert laptops.bergen("merge", laptops.copy, packet).status == deputy("merge", mine, packet).status == 0
    for run, path, score in ((laptops.bergen, laptops.copy, 1), (deputy, mine, 4)):
        (tmp_path / "v.csv").write_text(f"application;criterion;score\n2018-02;nytte;{score}\n", encoding="utf-8")
        assert run("rate", path, tmp_path / "v.csv").status == 0
        assert run("hand-in", path, "2018-02").status == 0
        assert run("pack", path, "-o", tmp_path / f"inn{score}").status == 0
    assert laptops.office("phase", laptops.case, "opened").status == 0
    inn = (tmp_path / "inn1", tmp_path / "inn4")
    told = laptops.office("merge", laptops.case, *inn, "--dry-run")
    assert ("bergen (Kari)" in told.out, "bergen (Ola Vara)" in told.out) == (True, True)
    rehearsed = laptops.office("merge", laptops.case, *inn, "--dry-run", "--json").data
    merged = laptops.office("merge", laptops.case, *inn, "--json").data
    assert merged["conflicts"] == rehearsed["conflicts"] != []
    shown = laptops.office("conflicts", laptops.case)
    assert "Nytte, Bergen kommune" in shown.out
    assert "bergen (Ola Vara)" in shown.out
    assert "{" not in shown.out
    signed = {event["signed_by"] for event in laptops.office("log", laptops.case, "--json").data["events"] if event["seat"] == "bergen"}
    assert {"Kari", "Ola Vara"} <= signed
    (found,) = [one for one in merged["conflicts"] if one["field"] == "rating.bergen.nytte"]
    kept = next(value["event"] for value in found["values"] if value["body"]["score"] == 4)
    assert laptops.office("settle", laptops.case, kept).status == 0
    assert laptops.office("conflicts", laptops.case, "--json").data["conflicts"] == []
    assert laptops.office("verify", laptops.case).status == 0


def test_only_the_secretariat_gives_out_copies_and_nobody_packs_anothers_work(laptops: Laptops, tmp_path: Path) -> None:  # noqa: F811
    laptops.bergen("merge", laptops.copy, packed(laptops, tmp_path / "ut"))
    for wanted in (("--for", "oslo"), ("--for", "sekretariat"), ("--as", "oslo")):
        refused = laptops.bergen("pack", laptops.copy, *wanted, "-o", tmp_path / "x")
        assert (refused.status, (tmp_path / "x").exists()) == (1, False)


def test_a_machine_that_nobody_enrolled_does_not_make_itself_the_secretariat(laptops: Laptops) -> None:  # noqa: F811
    before = laptops.case.read_bytes()
    told = laptops.bergen("identity", "enrol", laptops.case)
    assert (told.status, "taler allerede for bergen" in told.err) == (0, True)
    assert laptops.bergen("budget", laptops.case, "1", "--as", "sekretariat").status == 1
    laptops.bergen("identity", "new", "--again", "--name", "Fremmed")
    for call in (("identity", "enrol", laptops.case), ("budget", laptops.case, "1", "--as", "sekretariat")):
        assert laptops.bergen(*call).status == 1
    assert laptops.case.read_bytes() == before
    assert laptops.office("identity", "enrol", laptops.case).status == 0  # it speaks for the seat already
    assert laptops.case.read_bytes() == before


def test_nothing_new_to_hand_in_is_told(laptops: Laptops, tmp_path: Path) -> None:  # noqa: F811
    laptops.bergen("merge", laptops.copy, packed(laptops, tmp_path / "ut"))
    laptops.bergen("hand-in", laptops.copy)
    again = laptops.bergen("hand-in", laptops.copy, "2018-02")
    assert (again.status, "2018-02: ingenting nytt" in again.err) == (0, True)
    assert laptops.bergen("hand-in", laptops.copy, "2018-99").status == 1


def test_a_case_made_on_a_machine_with_a_key_is_signed_from_its_first_event_on(
    reviewer: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEWER_HOME", str(tmp_path / "kontor"))
    reviewer("identity", "new", "--name", "Kontoret")
    path = tmp_path / "ny.sak"
    assert reviewer("new", path, "--committee", "kommit-radet", "fixtures/digifin-illustrativ.toml", "--budget", "40000000").status == 0
    file = open_case(path)
    assert all(event.key for event in file.events())
    file.close()
    assert reviewer("verify", path).status == 0
    monkeypatch.setenv("REVIEWER_PACKET_PASSPHRASE", "hemmelig ord")
    assert reviewer("pack", path, "--for", "bergen", "-o", tmp_path / "p", "--passphrase").status == 0
    monkeypatch.setenv("REVIEWER_HOME", str(tmp_path / "bergen"))
    copy = tmp_path / "kopi.sak"
    assert reviewer("merge", copy, tmp_path / "p").status == 0
    assert reviewer("verify", copy).status == 0


def test_a_case_does_not_lie_in_the_folder_that_is_shared(laptops: Laptops, tmp_path: Path) -> None:  # noqa: F811
    refused = laptops.office("sync", laptops.case, tmp_path)
    assert (refused.status, "Flytt saken ut" in refused.err) == (1, True)
