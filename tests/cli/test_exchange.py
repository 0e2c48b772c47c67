"""Two laptops by the command line: keys, copies, handing in, packets, a shared folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reviewer.domain.said import say
from reviewer.exchange.errors import ExchangeError
from tests.cli.conftest import Call, Called

On = Callable[..., Called]


@dataclass
class Laptops:
    """`office` and `bergen` run commands with their own home."""

    office: On
    bergen: On
    case: Path
    copy: Path


@pytest.fixture
def case(reviewer: Call, tmp_path: Path) -> Path:
    """Return the illustrative case, made now: what is dated later than the clock would wait."""
    path = tmp_path / "runde æøå.sak"
    assert reviewer("demo", path, "--no-open").status == 0
    return path


@pytest.fixture
def laptops(reviewer: Call, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laptops:
    def on(name: str) -> On:
        def run(*arguments: object) -> Called:
            monkeypatch.setenv("REVIEWER_HOME", str(tmp_path / name))
            return reviewer(*arguments)

        return run

    made = Laptops(on("kontor"), on("bergen"), case, tmp_path / "min.sak")
    made.office("identity", "new", "--name", "Kontoret")
    made.bergen("identity", "new", "--name", "Kari", "-o", tmp_path / "kari.kort")
    assert made.office("identity", "enrol", case).status == 0
    words = " ".join(made.bergen("identity", "--json").data["words"])
    assert made.office("identity", "enrol", case, "bergen", tmp_path / "kari.kort", "--words", words).status == 0
    return made


def packed(laptops: Laptops, path: Path) -> Path:
    assert laptops.office("pack", laptops.case, "--for", "bergen", "-o", path).status == 0
    return path


def test_a_members_copy_goes_out_and_the_work_comes_back(laptops: Laptops, tmp_path: Path) -> None:
    packet = packed(laptops, tmp_path / "ut.sakspakke")
    told = laptops.bergen("merge", laptops.copy, packet, "--dry-run", "--json")
    assert (told.status, told.data["refused"], laptops.copy.exists()) == (0, [], False)
    merged = laptops.bergen("merge", laptops.copy, packet, "--json")
    assert merged.data == {key: value for key, value in told.data.items() if key != "incoming"}
    log = laptops.bergen("log", laptops.copy, "--json").data["events"]
    assert {event["id"] for event in told.data["incoming"]} == {event["id"] for event in log}
    assert merged.data["added"] > 100
    assert laptops.bergen("verify", laptops.copy).status == 0
    again = laptops.bergen("merge", laptops.copy, packet, "--json").data
    assert (again["added"], again["already_here"]) == (0, merged.data["added"])
    (tmp_path / "v.csv").write_text("application;criterion;score\n2018-02;nytte;1\n", encoding="utf-8")
    assert laptops.bergen("rate", laptops.copy, tmp_path / "v.csv").status == 0
    assert laptops.bergen("hand-in", laptops.copy, "2018-02", "--json").data == {"handed_in": ["2018-02"]}
    assert laptops.bergen("pack", laptops.copy, "-o", tmp_path / "inn.sakspakke").status == 0
    answer = laptops.office("merge", laptops.case, tmp_path / "inn.sakspakke", "--json")
    assert (answer.status, answer.data["refused"], answer.data["held"]) == (0, [], [])
    assert answer.data["added"] == 2
    newest = [event for event in laptops.office("log", laptops.case, "--json").data["events"] if event["kind"] == "rated"][-1]
    assert (newest["seat"], newest["application"], newest["body"]["score"]) == ("bergen", "2018-02", 1)


def test_without_as_a_command_acts_for_the_seat_of_the_key(laptops: Laptops, tmp_path: Path) -> None:
    laptops.bergen("merge", laptops.copy, packed(laptops, tmp_path / "p"))
    assert laptops.bergen("identity", "show", laptops.copy, "--json").data["seats"] == ["bergen"]
    refused = laptops.bergen("recommend", laptops.copy, "2018-02", "--reasons", "x")
    assert (refused.status, "innstillingen" in refused.err) == (1, True)
    assert laptops.bergen("undo", laptops.copy, "--as", "oslo").status == 1
    other = laptops.bergen("recommend", laptops.copy, "2018-02", "--reasons", "x", "--as", "sekretariat")
    assert (other.status, "taler for bergen" in other.err) == (1, True)


def test_wrong_words_enrol_nobody(laptops: Laptops, tmp_path: Path) -> None:
    for words in ("feil ord", ""):
        refused = laptops.office("identity", "enrol", laptops.case, "oslo", tmp_path / "kari.kort", "--words", words)
        assert refused.status == 1


def test_a_torn_packet_is_refused_by_its_name_and_nothing_is_written(laptops: Laptops, tmp_path: Path) -> None:
    packet = packed(laptops, tmp_path / "p.sakspakke")
    packet.write_bytes(packet.read_bytes()[:-20])
    answer = laptops.bergen("merge", laptops.copy, packet, "--json")
    refused: list[dict[str, Any]] = answer.data["refused"]
    assert (answer.status, answer.data["added"], laptops.copy.exists()) == (1, 0, False)
    assert str(packet) in refused[0]["packet"]


def test_a_passphrase_serves_those_without_keys(reviewer: Call, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = reviewer("pack", case, "--for", "bergen", "-o", tmp_path / "p")
    assert (refused.status, "--passphrase" in refused.err) == (1, True)
    monkeypatch.setenv("REVIEWER_PACKET_PASSPHRASE", "hemmelig ord")
    assert reviewer("pack", case, "--for", "bergen", "-o", tmp_path / "p", "--passphrase").status == 0
    assert reviewer("merge", tmp_path / "ny.sak", tmp_path / "p").status == 0
    monkeypatch.setenv("REVIEWER_PACKET_PASSPHRASE", "feil")
    assert reviewer("merge", tmp_path / "ny2.sak", tmp_path / "p").status == 1


def test_laptops_meet_in_a_folder(laptops: Laptops, tmp_path: Path) -> None:
    place = tmp_path / "felles"
    place.mkdir()
    assert laptops.office("sync", laptops.case, place, "--json").data["sent"] == ["bergen"]
    assert laptops.bergen("sync", laptops.copy, place, "--json").data["added"] > 100
    assert laptops.bergen("sync", laptops.copy, place, "--json").data["sent"] == ["sekretariat"]
    assert laptops.office("sync", laptops.case, place, "--json").data["refused"] == []


def test_a_case_in_a_replicated_folder_is_warned_about(reviewer: Call, case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Bergen kommune"
    folder.mkdir()
    shown = reviewer("show", case.rename(folder / case.name))
    assert (shown.status, "OneDrive" in shown.err) == (0, True)


def test_a_lost_laptop_gets_a_new_key(laptops: Laptops, tmp_path: Path) -> None:
    laptops.bergen("merge", laptops.copy, packed(laptops, tmp_path / "p"))
    assert laptops.office("identity", "close", laptops.case, "bergen", "--reason", "Mistet").status == 0
    laptops.bergen("merge", laptops.copy, packed_for_new_key(laptops, tmp_path))
    assert laptops.bergen("hand-in", laptops.copy).status == 0
    assert laptops.bergen("verify", laptops.copy).status == 0
    assert laptops.office("verify", laptops.case).status == 0


def packed_for_new_key(laptops: Laptops, tmp_path: Path) -> Path:
    assert laptops.bergen("identity", "new", "--again", "--name", "Kari", "-o", tmp_path / "ny.kort").status == 0
    words = " ".join(laptops.bergen("identity", "--json").data["words"])
    assert laptops.office("identity", "enrol", laptops.case, "bergen", tmp_path / "ny.kort", "--words", words).status == 0
    return packed(laptops, tmp_path / "p2")


def test_a_conflict_between_two_laptops_of_the_secretariat_is_settled_with_one_command(
    laptops: Laptops, reviewer: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def second(*arguments: object) -> Called:
        monkeypatch.setenv("REVIEWER_HOME", str(tmp_path / "kontor2"))
        return reviewer(*arguments)

    second("identity", "new", "--name", "Kontoret hjemme", "-o", tmp_path / "k2.card")
    words = " ".join(second("identity", "--json").data["words"])
    assert laptops.office("identity", "enrol", laptops.case, "sekretariat", tmp_path / "k2.card", "--words", words).status == 0
    assert laptops.office("pack", laptops.case, "--for", "sekretariat", "-o", tmp_path / "a").status == 0
    home = tmp_path / "hjemme.sak"
    assert second("merge", home, tmp_path / "a").status == 0
    assert laptops.office("recommend", laptops.case, "2018-02", "--amount", "1000000").status == 0
    assert second("recommend", home, "2018-02", "--amount", "2000000").status == 0
    assert second("pack", home, "--for", "sekretariat", "-o", tmp_path / "b").status == 0
    (found,) = laptops.office("merge", laptops.case, tmp_path / "b", "--json").data["conflicts"]
    assert (found["application"], found["field"]) == ("2018-02", "amount")
    assert {value["body"]["amount"] for value in found["values"]} == {1_000_000, 2_000_000}
    assert len(laptops.office("status", laptops.case, "--json").data["conflicts"]) == 1
    assert laptops.office("settle", laptops.case, "0" * 64).status == 1
    kept = next(value["event"] for value in found["values"] if value["body"]["amount"] == 2_000_000)
    assert laptops.office("settle", laptops.case, kept[:12], "--json").data == {"application": "2018-02", "event": kept}
    assert laptops.office("conflicts", laptops.case, "--json").data["conflicts"] == []
    shown = laptops.office("show", laptops.case, "--json").data["applications"]
    assert next(one for one in shown if one["id"] == "2018-02")["recommendation"]["amount"] == 2_000_000


def test_the_secretariats_rehearsal_of_a_merge_does_not_tell_what_a_member_gave(laptops: Laptops, tmp_path: Path) -> None:
    assert laptops.office("phase", laptops.case, "rating").status == 0
    laptops.bergen("merge", laptops.copy, packed(laptops, tmp_path / "p"))
    (tmp_path / "v.csv").write_text("application;criterion;score;state;comment\n2018-02;nytte;1;;Uhørt svakt\n", encoding="utf-8")
    assert laptops.bergen("rate", laptops.copy, tmp_path / "v.csv").status == 0
    assert laptops.bergen("hand-in", laptops.copy, "2018-02").status == 0
    assert laptops.bergen("pack", laptops.copy, "-o", tmp_path / "inn").status == 0
    told = laptops.office("merge", laptops.case, tmp_path / "inn", "--dry-run")
    assert "Uhørt svakt" not in told.out + told.err
    assert "skjult for deg" in told.out


def test_the_status_tells_what_is_handed_in_and_sent_and_a_place_is_remembered(laptops: Laptops, tmp_path: Path) -> None:
    laptops.bergen("merge", laptops.copy, packed(laptops, tmp_path / "p"))
    assert laptops.bergen("hand-in", laptops.copy).status == 0
    before = laptops.bergen("status", laptops.copy, "--json").data
    assert (before["waiting"] > 0, before["place"], before["last"]["way"]) == (True, None, "packet")
    folder = tmp_path / "felles"
    folder.mkdir()
    assert laptops.bergen("sync", laptops.copy, folder).status == 0
    after = laptops.bergen("status", laptops.copy, "--json").data
    assert (after["waiting"], after["place"], after["last"]["way"], after["seats"]) == (0, str(folder.resolve()), "folder", [])
    assert laptops.bergen("sync", laptops.copy).status == 0
    assert laptops.office("sync", laptops.case, folder).status == 0
    seats = {one["seat"]: one for one in laptops.office("status", laptops.case, "--json").data["seats"]}
    assert seats["bergen"]["progress"]["handed_in"] == before["progress"]["handed_in"] > 0
    assert seats["bergen"]["behind"] is False
    progress = laptops.office("ratings", laptops.case, "--json").data["progress"]
    assert progress["bergen"]["handed_in"] == before["progress"]["handed_in"]
    assert set(laptops.bergen("ratings", laptops.copy, "--json").data["progress"]) == set()


def test_a_new_key_that_cannot_be_kept_leaves_the_former_one_in_its_place(laptops: Laptops, monkeypatch: pytest.MonkeyPatch) -> None:
    before = laptops.bergen("identity", "--json").data

    def refuse(*_: object) -> None:
        raise ExchangeError(say("The operating system's keychain does not take the key ({what}).", what="closed"))

    monkeypatch.setattr("reviewer.exchange.identity.save_in_keychain", refuse)
    assert laptops.bergen("identity", "new", "--again", "--keychain").status == 1
    assert laptops.bergen("identity", "--json").data == before
    assert laptops.bergen("identity", "new", "--again", "--file").status == 0
    assert laptops.bergen("identity", "--json").data != before


def test_what_is_not_handed_in_is_told_when_the_packet_is_made(laptops: Laptops, tmp_path: Path) -> None:
    laptops.bergen("merge", laptops.copy, packed(laptops, tmp_path / "ut.sakspakke"))
    ratings = tmp_path / "v.csv"
    ratings.write_text("application;criterion;score\n2018-03;nytte;4\n", encoding="utf-8")
    assert laptops.bergen("rate", laptops.copy, ratings).status == 0
    told = laptops.bergen("pack", laptops.copy, "-o", tmp_path / "inn.sakspakke")
    assert "Ikke levert, og ikke sendt: vurderingene av" in told.err
    assert "2018-03" in told.err
    (tmp_path / "felles").mkdir()
    assert "Ikke levert, og ikke sendt: vurderingene av" in laptops.bergen("sync", laptops.copy, tmp_path / "felles").err
    assert "Ikke levert" not in laptops.office("sync", laptops.case, tmp_path / "felles").err
    laptops.bergen("hand-in", laptops.copy)
    assert "Ikke levert" not in laptops.bergen("pack", laptops.copy, "-o", tmp_path / "inn.sakspakke").err
    rehearsed = laptops.office("merge", laptops.case, tmp_path / "inn.sakspakke", "--dry-run").err
    assert "ville kommet inn. Ingenting ble skrevet." in rehearsed
    assert "kom inn" not in rehearsed


def test_what_the_first_key_countersigns_is_one_line_of_the_log(laptops: Laptops) -> None:
    events = laptops.office("log", laptops.case, "--json").data["events"]
    marks = [event for event in events if event["kind"] == "feed_countersigned"]
    lines = [line for line in laptops.office("log", laptops.case).out.splitlines() if "Kontrasignert" in line]
    assert len(marks) > 12
    assert [line.split("Kontrasignert: ")[1] for line in lines] == [
        f"{sum(mark['body']['number'] for mark in marks)} hendelser som ble skrevet før det fantes nøkler."
    ]


def test_a_key_that_speaks_for_another_seat_already_is_told_when_it_is_enrolled(laptops: Laptops, tmp_path: Path) -> None:
    words = " ".join(laptops.bergen("identity", "--json").data["words"])
    again = laptops.office("identity", "enrol", laptops.case, "bergen", tmp_path / "kari.kort", "--words", words)
    assert "allerede" not in again.err
    other = laptops.office("identity", "enrol", laptops.case, "lom", tmp_path / "kari.kort", "--words", words)
    assert "Den samme nøkkelen taler allerede for bergen." in other.err


def test_a_packet_for_a_folder_that_is_not_there_names_the_folder(laptops: Laptops, tmp_path: Path) -> None:
    told = laptops.office("pack", laptops.case, "--for", "bergen", "-o", tmp_path / "borte" / "ut.sakspakke")
    assert (told.status, told.out) == (1, "")
    assert told.err == f"Mappen {tmp_path / 'borte'} finnes ikke. Lag den først, eller legg pakken et annet sted.\n"
    taken = laptops.office("pack", laptops.case, "--for", "bergen", "-o", tmp_path)
    assert (taken.status, ".part" in taken.err, str(tmp_path) in taken.err) == (1, False, True)
    assert list(tmp_path.parent.glob(".*.part")) == []


@pytest.mark.parametrize("seat", ["observator", "ks", "sekretariat"])
def test_who_does_not_rate_hands_nothing_in(reviewer: Call, case: Path, seat: str) -> None:
    told = reviewer("hand-in", case, "--as", seat)
    assert (told.status, told.out, told.err.count("\n")) == (1, "", 1)
