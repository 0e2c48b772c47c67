"""In a round that asks for declarations, nothing is told of an application to a member before it has declared; and nothing false either."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call, hash_of

SEAT = "oslo"
FALSE = ("oppgir ikke", "Ikke oppgitt", "ingen kontantstrøm", "ikke kontantstrøm", "Søknadsbeløpet er ikke kjent")


def asked(reviewer: Call, case: Path) -> None:
    assert reviewer("phase", case, "declaring").status == 0


def declares(reviewer: Call, case: Path, key: str) -> None:
    assert reviewer("declare", case, key, "none", "--as", SEAT).status == 0


def test_check_says_that_the_application_is_not_open_and_nothing_else_of_it(reviewer: Call, case: Path) -> None:
    asked(reviewer, case)
    declares(reviewer, case, "2018-03")
    answer = reviewer("check", case, "--as", SEAT)
    assert not [word for word in FALSE if word in answer.out]
    parts = answer.out.split("\n\n")
    own, other = (next(one for one in parts if one.strip().startswith(key)) for key in ("2018-03", "2018-07"))
    assert "åpnes når" not in own
    assert "Søknaden åpnes når" in other
    found = {one["id"]: one for one in reviewer("check", case, "--as", SEAT, "--json").data["applications"]}
    assert found["2018-07"]["eligible"] is None
    assert {item["verdict"] for item in found["2018-07"]["verdicts"]} == {"unknown"}
    assert {item["observed"] for item in found["2018-07"]["verdicts"]} == {None}


def test_economics_leaves_out_what_is_not_open_and_says_so(reviewer: Call, case: Path) -> None:
    asked(reviewer, case)
    declares(reviewer, case, "2018-03")
    answer = reviewer("economics", case, "--as", SEAT, "--json")
    assert [one["id"] for one in answer.data["applications"]] == ["2018-03"]
    assert "2018-07" in answer.data["unopened"]
    told = reviewer("economics", case, "--as", SEAT)
    assert "2018-07" not in told.out
    assert "åpnes når" in told.err
    assert not [word for word in FALSE if word in told.out + told.err]


def test_the_reading_pack_has_the_name_of_what_is_not_open_and_no_more(reviewer: Call, case: Path, tmp_path: Path) -> None:
    asked(reviewer, case)
    declares(reviewer, case, "2018-03")
    out = tmp_path / "ut"
    answer = reviewer("export", case, "--as", SEAT, "--document", "reading-pack", "--to", out, "--format", "md")
    assert answer.status == 0, answer.err
    text = next(out.glob("lesepakke-*.md")).read_text(encoding="utf-8")
    assert "åpnes når" in text
    closed = [part for part in text.split("\n### ") if "åpnes når" in part]
    assert closed
    assert all(word not in part for part in closed for word in FALSE)


def test_the_secretariat_is_told_all(reviewer: Call, case: Path) -> None:
    asked(reviewer, case)
    answer = reviewer("economics", case, "--json")
    assert answer.data["unopened"] == []
    assert len(answer.data["applications"]) > 1


RATINGS = "application;criterion;score;state;comment\n2018-07;gjenbruk;4;;\n"


def test_the_matrix_has_a_column_for_whoever_prepares_a_case_once_it_has_declared_an_interest(reviewer: Call, case: Path) -> None:
    before = reviewer("conflicts", case, "--json").data["matrix"]
    assert "sekretariat" not in {cell["seat"] for cell in before}
    assert reviewer("declare", case, "2018-03", "recused", "--ground", "office", "--as", "sekretariat").status == 0
    found = {(cell["seat"], cell["application"]): cell["standing"] for cell in reviewer("conflicts", case, "--json").data["matrix"]}
    assert found["sekretariat", "2018-03"] == "recused"
    assert found["sekretariat", "2018-04"] == "not_declared"


def test_a_rating_is_refused_until_its_seat_has_declared(reviewer: Call, case: Path, tmp_path: Path) -> None:
    asked(reviewer, case)
    path = tmp_path / "mine.csv"
    path.write_text(RATINGS, encoding="utf-8")
    assert reviewer("phase", case, "rating").status == 0
    before = hash_of(case)
    refused = reviewer("rate", case, path, "--as", SEAT)
    assert (refused.status, hash_of(case)) == (1, before)
    assert "har ikke erklært habilitet i 2018-07" in refused.err
    declares(reviewer, case, "2018-07")
    assert reviewer("rate", case, path, "--as", SEAT).status == 0


def test_a_round_that_never_asked_takes_ratings_without_declarations(reviewer: Call, case: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(RATINGS, encoding="utf-8")
    assert reviewer("rate", case, path, "--as", SEAT).status == 0


@pytest.mark.parametrize("begins", ["preparing", "declaring", "rating"])
def test_the_committees_file_says_in_which_phase_a_case_begins(reviewer: Call, tmp_path: Path, begins: str) -> None:
    shipped = Path(__file__).parents[2] / "committees" / "kommit-radet.toml"
    text = shipped.read_text(encoding="utf-8").replace("[procedure]\n", f'[procedure]\nbegins = "{begins}"\n')
    own = tmp_path / "radet.toml"
    own.write_text(text, encoding="utf-8")
    made = reviewer("new", tmp_path / "ny.sak", "--committee", own)
    assert made.status == 0, made.err
    assert reviewer("show", tmp_path / "ny.sak", "--json").data["case"]["stage"] == begins


def test_a_phase_that_no_case_begins_in_is_refused_in_the_file(reviewer: Call, tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "committees" / "kommit-radet.toml"
    own = tmp_path / "radet.toml"
    own.write_text(shipped.read_text(encoding="utf-8").replace("[procedure]\n", '[procedure]\nbegins = "meeting"\n'), encoding="utf-8")
    refused = reviewer("committees", own)
    assert refused.status == 1
    assert "declaring" in refused.err + refused.out
