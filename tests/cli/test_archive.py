"""The archive's folder, and documents held against their case: what is changed afterwards is found and named."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import docx
import pikepdf
import pytest

from reviewer.documents.archive import manifest_bytes
from reviewer.domain.proposal import Kind
from tests.cli.conftest import Call, hash_of
from tests.domain.test_public_spellings import told_in


def exported(reviewer: Call, case: Path, folder: Path, *more: str) -> Path:
    answer = reviewer("export", case, "--to", folder, "--format", "docx,pdf,json", *more)
    assert answer.status == 0, answer.err
    return folder


@pytest.mark.parametrize("suffix", ["docx", "pdf", "json"])
def test_a_document_is_what_its_case_exports(reviewer: Call, demo: Path, tmp_path: Path, suffix: str) -> None:
    folder = exported(reviewer, demo, tmp_path)
    answer = reviewer("verify", "--document", folder / f"innstilling.{suffix}", demo)
    assert (answer.status, answer.out.strip()) == (0, f"innstilling.{suffix} er det denne saken gir.")


@pytest.mark.parametrize(
    "options",
    [("--public",), ("--document", "case-paper", "2018-02"), ("--document", "reading-pack", "lom"), ("--lang", "en"), ("--as", "lom")],
    ids=["public", "case-paper", "reading-pack", "english", "as-seen"],
)
def test_every_way_of_asking_is_in_the_document(reviewer: Call, demo: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    folder = exported(reviewer, demo, tmp_path, *options)
    files = [path for path in folder.iterdir() if path.suffix in {".docx", ".pdf", ".json"}]
    assert len(files) == 3
    for path in files:
        answer = reviewer("verify", demo, "--document", path)
        assert answer.status == 0, (path.name, answer.out)


def test_a_changed_figure_in_json_is_named_with_its_place(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    path = exported(reviewer, demo, tmp_path) / "innstilling.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    one = next(one for one in said["applications"] if one["id"] == "2018-01")
    one["recommendation"]["amount"] = 1
    path.write_text(json.dumps(said), encoding="utf-8")
    answer = reviewer("verify", demo, "--document", path)
    assert answer.status == 3
    assert answer.out.strip() == "applications[2018-01].recommendation.amount: I dokumentet står 1, saken gir 9500000."


def test_a_changed_sentence_in_word_is_shown_as_it_was_and_as_it_is(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    path = exported(reviewer, demo, tmp_path) / "innstilling.docx"
    document = docx.Document(str(path))
    paragraph = next(one for one in document.paragraphs if one.text == "Rammen settes for hver søknadsrunde.")
    paragraph.runs[0].text = "Rammen er fri."
    document.save(str(path))
    answer = reviewer("verify", demo, "--document", path)
    assert answer.status == 3
    assert 'Bare i dokumentet: "Rammen er fri."' in answer.out
    assert 'Bare i det saken gir: "Rammen settes for hver søknadsrunde."' in answer.out


def test_a_changed_byte_in_a_pdf_is_found(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    path = exported(reviewer, demo, tmp_path) / "innstilling.pdf"
    path.write_bytes(path.read_bytes() + b"\n% lagt til")
    answer = reviewer("verify", demo, "--document", path)
    assert answer.status == 3
    assert "Dataene i filen er de samme, men ikke resten." in answer.out


def test_a_changed_page_of_a_pdf_is_named_with_both_texts(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    path = exported(reviewer, demo, tmp_path) / "innstilling.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages[1].Contents = document.pages[2].Contents  # the text of page 3 stands on page 2 too
        document.save(path)
    answer = reviewer("verify", demo, "--document", path)
    assert answer.status == 3
    assert {line.split(":")[0] for line in answer.out.splitlines()} == {"Side 2, bare i dokumentet", "Side 2, bare i det saken gir"}


def test_a_box_that_was_laid_over_a_page_and_a_page_that_was_taken_out_are_named(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    path = exported(reviewer, demo, tmp_path) / "innstilling.pdf"
    box = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[100, 100, 300, 130], Contents="9 millioner")
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        pages = len(document.pages)
        document.pages[3].Annots = pikepdf.Array([document.make_indirect(box)])
        del document.pages[-1]
        document.save(path)
    told = reviewer("verify", demo, "--document", path).out.splitlines()
    assert told == [f"Antall sider: Dokumentet har {pages - 1}, og saken gir {pages}.", "Side 4, bare i dokumentet: «9 millioner»"]


def test_a_case_that_has_gone_on_is_told_and_so_is_what_differs(reviewer: Call, case: Path, tmp_path: Path) -> None:
    path = exported(reviewer, case, tmp_path) / "innstilling.json"
    assert reviewer("budget", case, "1000000").status == 0
    answer = reviewer("verify", case, "--document", path)
    assert answer.status == 3
    assert "budget: I dokumentet står 40000000, saken gir 1000000." in answer.out
    assert "Dokumentet er ikke skrevet av saken slik den er nå: Det oppgir en sak med" in answer.out


def test_a_file_that_is_no_document_of_ours_is_refused(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    for name, content in (
        ("a.pdf", b"%PDF-1.7 " + b"stream\n" + zlib.compress(b"{}") + b"\nendstream"),
        ("a.json", b"{"),
        ("a.docx", b"x"),
    ):
        (tmp_path / name).write_bytes(content)
        answer = reviewer("verify", demo, "--document", tmp_path / name)
        assert (answer.status, answer.out) == (1, "")
        assert name in answer.err
    assert reviewer("verify", demo, "--document", tmp_path / "ingen.pdf").status == 1
    (tmp_path / "a.odt").write_bytes(b"")
    assert "PDF-, Word- og JSON-filer" in reviewer("verify", demo, "--document", tmp_path / "a.odt").err


def test_an_archive_has_the_papers_the_events_and_a_manifest_that_holds(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "arkiv"
    attachments = tmp_path / "vedlegg"
    (attachments / "2018-02").mkdir(parents=True)
    (attachments / "prosjektplan.pdf").write_bytes(b"felles")
    (attachments / "2018-02" / "prosjektplan.pdf").write_bytes(b"egen")
    answer = reviewer("archive", demo, "--to", folder, "--attachments", attachments)
    assert answer.status == 0
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    listed = {one["path"]: one["sha256"] for one in manifest["files"]}
    assert {
        "innstilling.pdf",
        "innstilling.json",
        "innstilling-offentlig.pdf",
        "innstilling-offentlig.json",
        "hendelser.jsonl",
    } <= listed.keys()
    assert all(sha256((folder / name).read_bytes()).hexdigest() == found for name, found in listed.items())
    assert manifest["case_hash"] == hash_of(demo)
    assert manifest["noark5"]["korrespondansepart"][1]["korrespondansepartNavn"] == "KS"
    contents = {path.read_bytes() for path in (folder / "vedlegg").iterdir()}
    assert contents == {b"felles", b"egen"}
    assert "ble ikke funnet" in answer.err
    assert reviewer("verify", folder).out.strip() == f"Arkivet er helt: {len(listed)} filer er slik de var."


def test_the_archived_events_are_those_of_the_log_byte_for_byte(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    reviewer("archive", demo, "--to", tmp_path / "arkiv")
    stored = (tmp_path / "arkiv" / "hendelser.jsonl").read_bytes().splitlines()
    assert {sha256(line).hexdigest() for line in stored} == {one["id"] for one in reviewer("log", demo, "--json").data["events"]}


def test_a_changed_a_missing_and_a_strange_file_are_each_named(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "arkiv"
    reviewer("archive", demo, "--to", folder)
    (folder / "innstilling.json").write_text("{}", encoding="utf-8")
    (folder / "innstilling.pdf").unlink()
    (folder / "ny.txt").write_text("", encoding="utf-8")
    answer = reviewer("verify", folder, "--json")
    assert answer.status == 3
    assert answer.data["problems"] == [
        "innstilling.pdf mangler.",
        "innstilling.json er ikke den filen som ble arkivert.",
        "ny.txt står ikke i listen over arkiverte filer.",
    ]


def test_a_manifest_that_says_something_else_is_named(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "arkiv"
    reviewer("archive", demo, "--to", folder)
    manifest = folder / "manifest.json"
    written = manifest.read_text(encoding="utf-8")
    for changed in (written.replace('"KS"', '"KA"'), written + "\n", json.dumps(json.loads(written) | {"manifest_sha256": "0"})):
        manifest.write_text(changed, encoding="utf-8")
        answer = reviewer("verify", folder, "--json")
        assert (answer.status, answer.data["problems"]) == (3, ["manifest.json er ikke den filen som ble arkivert."])
    first = {name: value for name, value in json.loads(written).items() if name != "manifest_sha256"} | {"format": 1}
    manifest.write_text(json.dumps(first), encoding="utf-8")
    assert reviewer("verify", folder).status == 0


def rewritten(folder: Path, **changed: object) -> None:
    """Write the manifest anew, with sums that hold for the files as they now are."""
    said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    head = {name: value for name, value in said.items() if name not in {"files", "manifest_sha256"}} | changed
    files = [(one["path"], (folder / one["path"]).read_bytes()) for one in said["files"]]
    (folder / "manifest.json").write_bytes(manifest_bytes(head, files))


def test_events_of_another_case_are_found_though_every_sum_holds(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "arkiv"
    reviewer("archive", demo, "--to", folder)
    events = folder / "hendelser.jsonl"
    whole = events.read_bytes()
    for changed in (whole[: whole.rindex(b"\n", 0, -1) + 1], whole.replace(b"oslo", b"osla", 1)):
        events.write_bytes(changed)
        rewritten(folder)
        answer = reviewer("verify", folder, "--json")
        told = f"hendelser.jsonl har ikke hendelsene til saken med kontrollsummen {hash_of(demo)}."
        assert (answer.status, answer.data["problems"]) == (3, [told])
    events.write_bytes(whole)
    rewritten(folder)
    assert reviewer("verify", folder).status == 0


def test_papers_of_another_case_are_found_though_every_sum_holds(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "arkiv"
    reviewer("archive", demo, "--to", folder)
    other = "0" * 64
    paper = folder / "innstilling.json"
    paper.write_text(paper.read_text(encoding="utf-8").replace(hash_of(demo), other), encoding="utf-8")
    rewritten(folder)
    answer = reviewer("verify", folder, "--json")
    assert answer.data["problems"] == [f"innstilling.json hører til saken med kontrollsummen {other}, ikke {hash_of(demo)}."]


def test_an_archive_goes_into_a_folder_of_its_own(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    (tmp_path / "fra før.txt").write_text("", encoding="utf-8")
    assert reviewer("archive", demo, "--to", tmp_path).status == 1
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["fra før.txt"]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_document_can_be_checked(reviewer: Call, case: Path, tmp_path: Path, kind: Kind) -> None:
    acting = ("--as", "sekretariat")
    assert reviewer("meeting", case, "call", "--date", "2018-03-01", "--place", "Oslo", "--starts", "10:00", *acting).status == 0
    assert reviewer("agenda", case, "--order", "received", *acting).status == 0
    for options in ((), ("--public",)):
        assert reviewer("export", case, "--to", tmp_path / "ut", "--document", kind.value, "--format", "json", *options).status == 0
    files = sorted((tmp_path / "ut").iterdir())
    told = {path.name: reviewer("verify", case, "--document", path).status for path in (*files[:3], files[-1])}
    assert set(told.values()) == {0}, told


def test_the_archive_knows_when_the_case_was_opened(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    reviewer("archive", demo, "--to", tmp_path / "arkiv")
    noark = json.loads((tmp_path / "arkiv" / "manifest.json").read_text(encoding="utf-8"))["noark5"]
    first = reviewer("log", demo, "--json").data["events"][0]["at"]
    assert noark["saksdato"] == datetime.fromisoformat(first).astimezone().date().isoformat()
    assert noark["journaldato"] == datetime.now(UTC).astimezone().date().isoformat()


def test_the_public_part_of_an_archive_tells_nothing_withheld_and_the_secretariat_is_told_what_may_hint(
    reviewer: Call, tmp_path: Path
) -> None:
    asked = {
        "id": "A",
        "title": "Felles innsyn",
        "applicant": {"name": "Voss kommune", "kind": "municipality"},
        "partners": [{"name": "Bærum kommune", "kind": "municipality"}, {"name": "Os kommune", "kind": "municipality"}],
        "summary": "Bærums løsning tas i bruk.",
        "withheld": [{"field": "partners", "ground": "offentleglova § 23"}],
    }
    other = {**asked, "id": "B", "title": "Felles arkiv", "partners": [], "withheld": [], "summary": "Som på Os i fjor."}
    (tmp_path / "runde.json").write_text(json.dumps({"applications": [asked, other]}), encoding="utf-8")
    case = tmp_path / "sak.sak"
    assert reviewer("new", case, "--committee", "kommit-radet", tmp_path / "runde.json").status == 0
    answer = reviewer("archive", case, "--to", tmp_path / "arkiv", "--json")
    assert answer.status == 0, answer.err
    assert {"application": "A", "field": "partners", "ground": "offentleglova § 23"} in answer.data["withheld"]
    assert answer.data["hints"] == [{"application": "B", "place": "summary", "words": "os"}]
    assert "antyde" in reviewer("archive", case, "--to", tmp_path / "igjen").out
    found = {path.name: told_in(path.read_bytes()) for path in (tmp_path / "arkiv").iterdir()}
    assert {name for name, told in found.items() if told} == {"innstilling.pdf", "hendelser.jsonl"}
