"""What a committee is and asks for: listed, shown, checked, as a form and as schemas."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import openpyxl
import pytest
import tomli

from reviewer.shipped import committee_names, committee_path, shipped
from tests.cli.conftest import NUMBER, Call, an_application, batch, fits


def test_the_committees_that_come_along_are_listed(reviewer: Call) -> None:
    listed = reviewer("committees", "--json").data["committees"]
    assert {one["id"] for one in listed} == {"difi-medfinansiering", "kommit-radet"} == set(committee_names())
    assert "KommIT-rådet" in reviewer("committees").out


@pytest.mark.parametrize("name", committee_names())
def test_a_committee_has_the_promised_keys(reviewer: Call, name: str) -> None:
    answer = reviewer("committees", name, "--json").data
    fits(
        answer,
        {
            "id": str,
            "name": str,
            "seats": [{"id": str, "name": str, "role": str}],
            "criteria": [{"id": str, "name": str, "weight": NUMBER, "scale": [int]}],
            "rules": [{"id": str, "name": str, "basis": str}],
        },
    )
    assert {seat["role"] for seat in answer["seats"]} <= {"chair", "member", "secretariat", "observer", "recipient"}
    assert all(len(criterion["scale"]) == 2 and criterion["scale"][0] < criterion["scale"][1] for criterion in answer["criteria"])


OVERALL = """
[[criteria]]
id = "samlet"
name = "Samlet vurdering"
weight = 0
scale = [{ value = 1, anchor = "Bør ikke støttes." }, { value = 2, anchor = "Kan støttes." }, { value = 3, anchor = "Bør støttes." }]
"""


def test_a_council_that_gives_an_overall_rating_goes_from_file_to_paper_by_it(reviewer: Call, tmp_path: Path) -> None:
    """The criteria stand beside: by them the first would be best, by the overall rating the second is."""
    text = committee_path("kommit-radet").read_text(encoding="utf-8")
    own = text.replace('[ranking]\nmethod = "mean"', f'{OVERALL}\n[ranking]\nmethod = "mean"\noverall = "samlet"')
    file, case, given = tmp_path / "rad.toml", tmp_path / "runde.sak", tmp_path / "lom.csv"
    file.write_text(own, encoding="utf-8")
    assert "avgjør alene" in reviewer("committees", file).out
    reviewer(
        "new", case, "--committee", file, batch(tmp_path / "bunke.json", an_application("1"), an_application("2")), "--budget", 1_000_000
    )
    scores = ("1;nytte;5", "2;nytte;2", "1;gjenbruk;5", "2;gjenbruk;1", "1;samlet;2", "2;samlet;3")
    given.write_text("\n".join(("application;criterion;score", *scores)), encoding="utf-8")
    assert reviewer("rate", case, given, "--as", "lom").status == 0
    reviewer("open-ratings", case)
    rows = reviewer("ratings", case, "--json").data["applications"]
    assert [(row["id"], row["mean"], row["ratings"]) for row in rows] == [("2", 3, 1), ("1", 2, 1)]
    assert [place["id"] for place in reviewer("rank", case, "--json").data["places"]] == ["2", "1"]
    assert reviewer("export", case, "--to", tmp_path, "--format", "md").status == 0
    paper = (tmp_path / "innstilling.md").read_text(encoding="utf-8")
    assert "| Samlet vurdering | 3,00 | 3–3 | 1 |" in paper
    assert "| **Poeng** | **3,00** |" in paper
    assert "Vektet snitt**" not in paper


@pytest.mark.parametrize("name", committee_names())
def test_what_is_not_adopted_is_said(reviewer: Call, name: str) -> None:
    assert "Kriteriene og vektene er foreslått, ikke vedtatt." in reviewer("committees", name).out


def test_a_file_is_shown_as_a_name_is(reviewer: Call) -> None:
    path = shipped("committees") / "kommit-radet.toml"
    assert reviewer("committees", path, "--json").out == reviewer("committees", "kommit-radet", "--json").out


def test_roles_are_in_words(reviewer: Call) -> None:
    out = reviewer("committees", "kommit-radet").out
    assert all(word in out for word in ("leder", "medlem", "sekretariat", "observatør", "mottaker"))
    assert "secretariat" not in out


def test_a_bad_committee_file_is_told_with_the_key(reviewer: Call, tmp_path: Path) -> None:
    text = (shipped("committees") / "kommit-radet.toml").read_text(encoding="utf-8")
    path = tmp_path / "eget.toml"
    path.write_text(text.replace('role = "chair"', 'role = "konge"'), encoding="utf-8")
    answer = reviewer("committees", path)
    assert (answer.status, answer.out) == (1, "")
    assert "eget.toml" in answer.err
    assert "konge" in answer.err


def test_the_form_has_the_three_sheets_and_the_years(reviewer: Call, tmp_path: Path) -> None:
    path = tmp_path / "skjema.xlsx"
    answer = reviewer("form", "kommit-radet", "-o", path, "--first-year", "2018")
    assert (answer.status, answer.out, answer.err) == (0, "", f"Skrevet: {path}\n")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:3] == ["Søknader", "Kontantstrøm", "Virkninger"]
    assert 2018 in [cell.value for cell in book["Kontantstrøm"][1]]


def test_a_form_that_cannot_be_written_is_refused(reviewer: Call, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("hei", encoding="utf-8")
    for place in (tmp_path / "fil" / "skjema.xlsx", tmp_path):
        answer = reviewer("form", "kommit-radet", "-o", place)
        assert (answer.status, answer.out) == (1, "")
        assert answer.err
    assert reviewer("form", "finnes-ikke", "-o", tmp_path / "x.xlsx").status == 1


@pytest.mark.parametrize(
    ("what", "folder", "file"),
    [("batch", "fixtures", "digifin-illustrativ.toml"), ("committee", "committees", "kommit-radet.toml")],
)
def test_what_comes_along_holds_by_its_schema(reviewer: Call, what: str, folder: str, file: str) -> None:
    schema = reviewer("schema", what).data
    jsonschema.Draft202012Validator.check_schema(schema)
    content = tomli.loads((shipped(folder) / file).read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(json.dumps(content, default=str)), schema)


def test_the_case_has_a_schema(reviewer: Call) -> None:
    jsonschema.Draft202012Validator.check_schema(reviewer("schema", "case").data)
    assert reviewer("schema", "annet").status == 2
