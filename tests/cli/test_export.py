"""The proposal on disk, in each format, and read back."""

from __future__ import annotations

import csv
import html
import json
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import docx
import pytest

from reviewer.domain.proposal import Kind
from reviewer.shipped import committee_path
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
    with (tmp_path / "vurderinger-lom.csv").open(encoding="utf-8-sig", newline="") as file:
        own = list(csv.DictReader(file, delimiter=";"))
    given = [row for row in own if row["score"] or row["state"]]
    assert [row["score"] for row in rows if row["seat"] == "lom"] == [row["score"] for row in given]
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


@pytest.mark.parametrize(
    ("document", "files"),
    [
        ("ranking", {"rangert-liste.md"}),
        ("case-paper", {"saksframlegg-2018-01.md", "saksframlegg-2018-02.md"}),
        ("letter", {"brev-2018-01.md", "brev-2018-02.md"}),
        ("dossier", {"mappe-2018-01.md", "mappe-2018-02.md"}),
    ],
)
def test_each_paper_is_written_for_the_applications_that_are_named(
    reviewer: Call, demo: Path, tmp_path: Path, document: str, files: set[str]
) -> None:
    ids = [] if document == "ranking" else ["2018-01", "2018-02"]
    assert reviewer("export", demo, *ids, "--to", tmp_path, "--format", "md", "--document", document).status == 0
    assert {path.name for path in tmp_path.iterdir()} == files


def test_each_member_gets_a_reading_pack_of_its_own(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    assert reviewer("export", demo, "--to", tmp_path, "--format", "md", "--document", "reading-pack").status == 0
    seats = {"oslo", "bergen", "trondheim", "stavanger", "tromso", "lillehammer", "lom", "trondelag"}
    assert {path.name for path in tmp_path.iterdir()} == {f"lesepakke-{seat}.md" for seat in seats}
    hidden = {
        one["seat"]: one["application"]
        for one in reviewer("log", demo, "--json").data["events"]
        if one["body"].get("interest") == "recused"
    }
    for seat, application in hidden.items():
        assert f"({application})" not in (tmp_path / f"lesepakke-{seat}.md").read_text(encoding="utf-8")


def test_an_application_or_a_seat_that_is_not_there_is_named_and_nothing_is_written(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    for document, key in (("case-paper", "2018-99"), ("reading-pack", "vinje")):
        answer = reviewer("export", demo, key, "--to", tmp_path / "ut", "--document", document)
        assert answer.status == 1
        assert key in answer.err
    assert not (tmp_path / "ut").exists()


def test_the_public_version_leaves_out_the_contact_and_the_list_goes_to_stdout(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    formats = ("--format", "docx,pdf,html,md,json,xlsx,ratings,pb")
    answer = reviewer("export", demo, "--to", tmp_path, "--public", "--document", "dossier", *formats, "--json")
    assert answer.status == 0
    fields = {one["field"] for one in answer.data["withheld"]}
    assert fields == {"contact", "comments"}
    assert {path.name for path in tmp_path.iterdir()} >= {"mappe-2018-01-offentlig.pdf", "innstilling-offentlig.xlsx", "runde-offentlig.pb"}
    (application,) = reviewer("show", demo, "2018-01", "--json").data["applications"]
    for path in tmp_path.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert application["contact"] not in text
        assert "Unntatt offentlighet: Kontaktperson" in text
    assert "2018-01" in reviewer("export", demo, "--to", tmp_path, "--public", "--format", "md").out


NAMED = {
    "nb": ("innstilling-offentlig.md", "innstilling-offentlig.html", "vurderinger-offentlig.csv"),
    "nn": ("innstilling-offentleg.md", "innstilling-offentleg.html", "vurderingar-offentleg.csv"),
    "en": ("recommendation-public.md", "recommendation-public.html", "ratings-public.csv"),
}


@pytest.mark.parametrize(("language", "words"), [("nn", "## 2 Bakgrunn\n"), ("en", "## 2 Background\n"), ("nb", "## 2 Bakgrunn\n")])
def test_documents_and_their_names_are_in_the_language_asked_for(
    reviewer: Call, demo: Path, tmp_path: Path, language: str, words: str
) -> None:
    assert reviewer("export", demo, "--to", tmp_path, "--public", "--format", "md,html,ratings", "--lang", language).status == 0
    paper, page, ratings = (tmp_path / name for name in NAMED[language])
    assert words in paper.read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in page.read_text(encoding="utf-8")
    assert ratings.is_file()


def test_without_a_language_the_committees_own_is_spoken(reviewer: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REVIEWER_LANG")
    own = tmp_path / "nynorsk.toml"
    own.write_text(
        committee_path("kommit-radet").read_text(encoding="utf-8").replace('language = "nb"', 'language = "nn"'), encoding="utf-8"
    )
    assert reviewer("new", tmp_path / "sak.sak", "--committee", own).status == 0
    assert reviewer("check", tmp_path / "sak.sak", "X").err.strip() == "Søknad X finst ikkje i saka."


@pytest.mark.parametrize("document", [kind.value for kind in Kind])
def test_no_document_for_the_public_brings_tables_with_what_is_withheld(reviewer: Call, case: Path, tmp_path: Path, document: str) -> None:
    assert (
        reviewer("meeting", case, "call", "--date", "2018-03-01", "--place", "Oslo", "--starts", "10:00", "--as", "sekretariat").status == 0
    )
    assert reviewer("agenda", case, "--order", "received", "--as", "sekretariat").status == 0
    answer = reviewer(
        "export", case, "--to", tmp_path / "ut", "--public", "--document", document, "--format", "md,json,xlsx,ratings", "--json"
    )
    assert answer.status == 0
    assert {one["field"] for one in answer.data["withheld"]} == {"contact", "comments"}
    events = reviewer("log", case, "--json").data["events"]
    reasons = " ".join(one["body"].get("reasons") or "" for one in events)
    comments = {one["body"]["comment"] for one in events if one["body"].get("comment")}
    withheld = {"prosjektleder@example.org", *(comment for comment in comments if comment not in reasons)}
    written = {path: contents(path) for path in (tmp_path / "ut").iterdir()}
    assert len(written) >= 4
    assert [(path.name, word) for path, whole in written.items() for word in withheld if word in whole] == []


def test_the_secretariats_reading_packs_are_the_members(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    assert reviewer("export", demo, "--to", tmp_path, "--format", "json", "--document", "reading-pack", "--as", "sekretariat").status == 0
    assert len(list(tmp_path.glob("lesepakke-*.json"))) == 8
    assert not (tmp_path / "lesepakke-sekretariat.json").exists()


def contents(path: Path) -> str:
    """Return what the file says, taken out of its compression."""
    if not is_zipfile(path):
        return path.read_text(encoding="utf-8")
    with ZipFile(path) as package:
        return html.unescape("\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist()))


MADE_FOR = {(): "sekretariatet, med hele saken", ("--as", "lom"): "Lom kommune", ("--public",): "offentligheten"}


@pytest.mark.parametrize("asked", MADE_FOR)
def test_every_file_says_for_whom_it_was_made(reviewer: Call, demo: Path, tmp_path: Path, asked: tuple[str, ...]) -> None:
    assert reviewer("export", demo, "--to", tmp_path, "--format", "md,json,xlsx,pb,ratings", *asked).status == 0
    whom = MADE_FOR[asked]
    assert f"- **Laget for:** {whom}" in next(tmp_path.glob("*.md")).read_text(encoding="utf-8")
    stated = json.loads(next(tmp_path.glob("*.json")).read_text(encoding="utf-8"))
    assert (stated["seen_by"], stated["public"]) == ("lom" if "lom" in asked else "", "--public" in asked)
    with ZipFile(next(tmp_path.glob("*.xlsx"))) as book:
        assert f"Laget for {whom}." in book.read("docProps/core.xml").decode()
        assert all(f"Laget for {whom}." in book.read(f"xl/worksheets/sheet{number}.xml").decode() for number in range(1, 8))
    assert f"Laget for {whom.replace(',', '')}." in next(tmp_path.glob("*.pb")).read_text(encoding="utf-8").replace(",", "")
    (ratings,) = tmp_path.glob("*.csv")
    assert ratings.name == {0: "vurderinger.csv", 2: "vurderinger-lom.csv", 1: "vurderinger-offentlig.csv"}[len(asked)]
