"""Batches into a case: what came in is counted, what is wrong is told, and what is refused leaves nothing behind."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import MAYBE_TEXT, NONE, Call, an_application, batch, fits, hash_of

ANSWER = {
    **dict.fromkeys(("added", "unchanged", "revised", "set_aside"), int),
    "problems": [
        {
            **dict.fromkeys(("file", "sheet", "column", "application", "value"), MAYBE_TEXT),
            "row": (int, NONE),
            "expected": str,
        }
    ],
}
KOMMIT = ("--committee", "kommit-radet")
BAD = {"id": "x-2", "title": "Uten søker", "amount_applied": "mye"}


def counts(answer: dict[str, int]) -> tuple[int, ...]:
    return tuple(answer[name] for name in ("added", "unchanged", "revised", "set_aside"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ny.sak"


def test_new_counts_what_came_in(reviewer: Call, path: Path, tmp_path: Path) -> None:
    answer = reviewer(
        "new", path, *KOMMIT, batch(tmp_path / "a.json", an_application("a-1"), an_application("a-2")), "--budget", "5 000 000", "--json"
    )
    fits(answer.data, ANSWER)
    assert (answer.status, counts(answer.data), answer.data["problems"]) == (0, (2, 0, 0, 0), [])
    assert answer.err == f"Laget: {path}\n"
    assert reviewer("show", path, "--json").data["case"]["budget"] == 5_000_000


def test_the_same_batch_again_adds_nothing(reviewer: Call, path: Path, tmp_path: Path) -> None:
    file = batch(tmp_path / "a.json", an_application("a-1"))
    reviewer("new", path, *KOMMIT, file)
    before = hash_of(path)
    answer = reviewer("import", path, file, "--json")
    fits(answer.data, ANSWER)
    assert (answer.status, counts(answer.data), hash_of(path)) == (0, (0, 1, 0, 0), before)
    assert answer.err == "Ingenting ble skrevet: Alt finnes i saken fra før.\n"


def test_a_changed_application_is_a_new_revision_with_its_differences(reviewer: Call, path: Path, tmp_path: Path) -> None:
    reviewer("new", path, *KOMMIT, batch(tmp_path / "a.json", an_application("a-1", claimed={"npv": 1_000_000})))
    file = batch(tmp_path / "b.json", an_application("a-1", amount_applied=900_000, phase="planning", claimed={"npv": 2_000_000}))
    answer = reviewer("import", path, file, "--dry-run", "--json")
    assert counts(answer.data) == (0, 0, 1, 0)
    (change,) = answer.data["changes"]
    assert change["id"] == "a-1"
    assert {one["field"]: (one["before"], one["after"]) for one in change["fields"] if one["field"] != "claimed"} == {
        "amount_applied": (1_000_000, 900_000),
        "phase": (None, "planning"),
    }
    told = reviewer("import", path, file).out.replace("\u00a0", " ")
    for line in ("Søknadsbeløp: 1 000 000 kr → 900 000 kr", "Fase: – → planlegging", "Oppgitt netto nåverdi: 1 000 000 kr → 2 000 000 kr"):
        assert f"  {line}\n" in told
    (shown,) = reviewer("show", path, "a-1", "--json").data["applications"]
    assert (shown["amount_applied"], shown["revisions"]) == (900_000, 2)
    assert "Endret i siste versjon:\n  Søknadsbeløp: 1 000 000 kr → 900 000 kr" in reviewer("show", path, "a-1").out.replace("\u00a0", " ")


def test_a_dry_run_writes_nothing(reviewer: Call, case: Path, tmp_path: Path) -> None:
    before, content = hash_of(case), case.read_bytes()
    answer = reviewer("import", case, batch(tmp_path / "a.json", an_application("a-1"), BAD), "--partial", "--dry-run", "--json")
    assert (answer.status, counts(answer.data)) == (0, (1, 0, 0, 1))
    assert (hash_of(case), case.read_bytes()) == (before, content)


def test_one_bad_application_refuses_the_whole_batch(reviewer: Call, case: Path, tmp_path: Path) -> None:
    before = case.read_bytes()
    answer = reviewer("import", case, batch(tmp_path / "a.json", an_application("a-1"), BAD), "--json")
    fits(answer.data, ANSWER)
    assert (answer.status, counts(answer.data)) == (1, (0, 0, 0, 0))
    assert {(one["file"], one["application"]) for one in answer.data["problems"]} == {("a.json", "x-2")}
    assert any(one["value"] == "mye" for one in answer.data["problems"])
    assert case.read_bytes() == before


def test_refused_words_go_to_stderr_and_nothing_is_counted(reviewer: Call, path: Path, tmp_path: Path) -> None:
    answer = reviewer("new", path, *KOMMIT, batch(tmp_path / "a.json", BAD))
    assert (answer.status, answer.out) == (1, "")
    assert "x-2" in answer.err
    assert answer.err.endswith("Ingenting ble skrevet.\n")
    assert not path.exists()


def test_good_rows_come_in_and_bad_ones_wait_until_repaired_or_dropped(reviewer: Call, path: Path, tmp_path: Path) -> None:
    bad = [{**BAD, "id": f"x-{number}"} for number in (1, 2)]
    answer = reviewer("new", path, *KOMMIT, batch(tmp_path / "a.json", an_application("a-1"), *bad), "--partial", "--json")
    assert (answer.status, counts(answer.data)) == (0, (1, 0, 0, 2))
    rows = reviewer("drop", path, "--json").data["set_aside"]
    assert {row["application"] for row in rows} == {"x-1", "x-2"}
    assert counts(reviewer("import", path, tmp_path / "a.json", "--partial", "--json").data) == (0, 1, 0, 0)
    reviewer("import", path, batch(tmp_path / "b.json", an_application("x-1")))
    (left,) = reviewer("drop", path, "--json").data["set_aside"]
    assert left["application"] == "x-2"
    assert reviewer("drop", path, left["key"][:8]).status == 2
    assert reviewer("drop", path, left["key"][:8], "--reason", "trukket").status == 0
    assert reviewer("drop", path, "--json").data["set_aside"] == []
    assert reviewer("drop", path, left["key"], "--reason", "igjen").status == 1


def test_the_same_application_in_two_files_is_told(reviewer: Call, path: Path, tmp_path: Path) -> None:
    files = [batch(tmp_path / name, an_application("a-1")) for name in ("a.json", "b.json")]
    answer = reviewer("new", path, *KOMMIT, *files, "--json")
    (problem,) = answer.data["problems"]
    assert (answer.status, problem["file"], problem["application"]) == (1, "b.json", "a-1")
    assert "a.json" in problem["expected"]


@pytest.mark.parametrize("name", ["mangler.json", "mappe", "tekst.txt", "tom.xlsx", "ødelagt.json", "feil.sak", "liste.json"])
def test_what_is_no_batch_is_named(reviewer: Call, case: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "mappe").mkdir()
    (tmp_path / "tekst.txt").write_text("hei", encoding="utf-8")
    (tmp_path / "tom.xlsx").write_bytes(b"")
    (tmp_path / "ødelagt.json").write_text('{"batch": ', encoding="utf-8")
    (tmp_path / "feil.sak").write_bytes(case.read_bytes())
    (tmp_path / "liste.json").write_text("[1, 2]", encoding="utf-8")
    before = case.read_bytes()
    answer = reviewer("import", case, tmp_path / name, "--json")
    fits(answer.data, ANSWER)
    assert answer.status == 1
    assert {problem["file"] for problem in answer.data["problems"]} == {name}
    assert case.read_bytes() == before


@pytest.mark.parametrize("committee", ["finnes-ikke", "mappe", "tekst.toml", "tom.toml"])
def test_a_bad_committee_file_is_told_with_the_same_keys(reviewer: Call, path: Path, tmp_path: Path, committee: str) -> None:
    (tmp_path / "mappe").mkdir()
    (tmp_path / "tekst.toml").write_text("hei", encoding="utf-8")
    (tmp_path / "tom.toml").write_text("", encoding="utf-8")
    answer = reviewer("new", path, "--committee", tmp_path / committee, "--json")
    fits(answer.data, ANSWER)
    assert (answer.status, bool(answer.data["problems"]), path.exists()) == (1, True, False)
    assert reviewer("committees", tmp_path / committee).status == 1


def test_a_place_that_is_taken_or_cannot_be_written_is_refused(reviewer: Call, case: Path, tmp_path: Path) -> None:
    before = case.read_bytes()
    assert reviewer("new", case, *KOMMIT).status == 1
    assert case.read_bytes() == before
    (tmp_path / "fil").write_text("hei", encoding="utf-8")
    for place in (tmp_path / "fil" / "x.sak", tmp_path):
        assert reviewer("new", place, *KOMMIT).status == 1


def test_import_without_anything_is_a_wrong_call(reviewer: Call, case: Path) -> None:
    assert reviewer("import", case).status == 2


def test_the_register_and_a_batch_come_in_as_one_act(reviewer: Call, path: Path, tmp_path: Path) -> None:
    register = tmp_path / "kommuner.csv"
    register.write_text("Kommunenr;Kommunenavn;Medlem\n1201;Bergen;ja\n", encoding="utf-8")
    reviewer("new", path, *KOMMIT)
    reviewer("import", path, batch(tmp_path / "a.json", an_application("a-1")), "--municipalities", register)
    assert [one["kind"] for one in reviewer("log", path, "--json").data["events"]][1:] == [
        "municipalities_imported",
        "application_received",
    ]
    assert reviewer("undo", path).status == 0
    assert reviewer("show", path, "--json").data["applications"] == []


def test_a_bad_register_refuses_the_batch_with_it(reviewer: Call, case: Path, tmp_path: Path) -> None:
    register = tmp_path / "kommuner.csv"
    register.write_text("Navn\nBergen\n", encoding="utf-8")
    before = case.read_bytes()
    answer = reviewer("import", case, batch(tmp_path / "a.json", an_application("a-1")), "--municipalities", register, "--json")
    assert (answer.status, {problem["file"] for problem in answer.data["problems"]}) == (1, {"kommuner.csv"})
    assert case.read_bytes() == before


def test_problems_in_a_workbook_name_sheet_row_and_column(reviewer: Call, path: Path, tmp_path: Path) -> None:
    form = tmp_path / "skjema.xlsx"
    reviewer("form", "kommit-radet", "-o", form, "--first-year", "2018")
    book = openpyxl.load_workbook(form)
    sheet = book["Søknader"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for heading, value in {"Søknads-ID": "a-1", "Tittel": "T", "Søker": "Bergen kommune", "Søknadsbeløp": "mange"}.items():
        sheet.cell(2, columns[heading], value)
    book.save(form)
    (problem,) = reviewer("new", path, *KOMMIT, form, "--json").data["problems"]
    assert {key: problem[key] for key in ("file", "sheet", "row", "column", "application", "value")} == {
        "file": "skjema.xlsx",
        "sheet": "Søknader",
        "row": 2,
        "column": "Søknadsbeløp",
        "application": "a-1",
        "value": "mange",
    }


def test_words_and_data_do_not_mix(reviewer: Call, path: Path, tmp_path: Path) -> None:
    answer = reviewer("new", path, *KOMMIT, batch(tmp_path / "a.json", an_application("a-1")), "--json")
    json.loads(answer.out)
    assert "{" not in answer.err
