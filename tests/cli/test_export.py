"""The proposal on disk, in each format, and read back."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Call, hash_of


def test_each_format_is_written_and_said(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ut på høring"
    before = hash_of(demo)
    answer = reviewer("export", demo, "--to", folder)
    assert (answer.status, answer.out) == (0, "")
    assert sorted(path.name for path in folder.iterdir()) == ["innstilling.docx", "innstilling.json", "innstilling.md"]
    assert all(f"Skrevet: {folder / name}" in answer.err for name in ("innstilling.docx", "innstilling.md", "innstilling.json"))
    assert hash_of(demo) == before


def test_the_formats_say_the_same(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    reviewer("export", demo, "--to", tmp_path)
    document = docx.Document(str(tmp_path / "innstilling.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    word = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    markdown = (tmp_path / "innstilling.md").read_text(encoding="utf-8")
    json.loads((tmp_path / "innstilling.json").read_text(encoding="utf-8"))
    for title in (one["title"] for one in reviewer("show", demo, "--json").data["applications"]):
        assert title in word
        assert title in markdown
    assert hash_of(demo) in word


def test_everybodys_ratings_name_the_seat_and_ones_own_do_not(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    reviewer("export", demo, "--to", tmp_path, "--format", "ratings")
    with (tmp_path / "vurderinger.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert {row["seat"] for row in rows} >= {"oslo", "bergen", "lom"}
    reviewer("export", demo, "--to", tmp_path, "--format", "ratings", "--as", "lom")
    with (tmp_path / "vurderinger.csv").open(encoding="utf-8-sig", newline="") as file:
        own = list(csv.DictReader(file, delimiter=";"))
    assert [row["score"] for row in rows if row["seat"] == "lom"] == [row["score"] for row in own]
    assert "seat" not in own[0]


def test_what_a_seat_is_recused_from_is_not_in_its_proposal(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    events = reviewer("log", demo, "--json").data["events"]
    seat, hidden = next((one["seat"], one["application"]) for one in events if one["body"].get("interest") == "recused")
    (application,) = reviewer("show", demo, hidden, "--json").data["applications"]
    reviewer("export", demo, "--to", tmp_path, "--format", "md,json", "--as", seat)
    for name in ("innstilling.md", "innstilling.json"):
        content = (tmp_path / name).read_text(encoding="utf-8")
        assert application["title"] not in content
        assert hidden not in content


@pytest.mark.parametrize("formats", ["odt", "docx,odt", "", ","])
def test_a_format_that_is_none_is_a_wrong_call_and_writes_nothing(reviewer: Call, demo: Path, tmp_path: Path, formats: str) -> None:
    assert reviewer("export", demo, "--to", tmp_path / "ut", "--format", formats).status == 2
    assert not (tmp_path / "ut").exists()


@pytest.mark.parametrize("formats", ["docx", "ratings", "md,json,ratings"])
def test_a_folder_that_cannot_be_written_is_refused(reviewer: Call, demo: Path, tmp_path: Path, formats: str) -> None:
    file = tmp_path / "fil"
    file.write_text("hei", encoding="utf-8")
    answer = reviewer("export", demo, "--to", file, "--format", formats)
    assert (answer.status, answer.out) == (1, "")
    assert str(file) in answer.err
    assert file.read_text(encoding="utf-8") == "hei"
