"""Documents: what applicants wrote comes out of Word and Markdown as they wrote it, and nothing in it does anything."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reviewer.documents.errors import DocumentError
from reviewer.documents.export import write_documents
from reviewer.documents.json_document import json_text
from reviewer.documents.markdown import markdown_text
from reviewer.documents.plain import printable
from reviewer.documents.ratings import ratings_csv
from reviewer.documents.word import word_bytes
from reviewer.domain.blocks import Block, Bullets, Column, Paragraph, Row, Table
from reviewer.domain.events import Outcome, Rated, RatingState
from reviewer.domain.formula import unguarded
from reviewer.domain.proposal import Proposal
from reviewer.domain.proposal.paper import Composed
from reviewer.domain.said import say
from reviewer.language.speech import Speech
from tests.documents.papers import with_blocks
from tests.domain.small_round import application, case_of, opening, paper, received, recommendation, scores, settled

SPEECH = Speech("nb")
HOSTILE = (
    "A & B <tag> &amp; </w:t>",
    "{{ 7*7 }} {% for x in y %}",
    "=cmd|' /C calc'!A0",
    "[b]x[/b] [klikk](http://example.no) ![bilde](x.png) <https://example.no> https://example.no www.example.no",
    "<script>alert(1)</script> <!-- skjult -->",
    "# tittel\n- punkt\n1. nummer\n> sitat\n```\nkode\n```\n| a | b |\n---",
    "*stjerne* _strek_ ~~ut~~ `kode` \\ $x$ :smile:",
    "x" * 400,
    "Grønn 🌲 \u202bשלום\u202c \u200eå a\u030a",
    "med\x00null og \x1b[31m",
)


def hostile_paper(text: str) -> Proposal:
    one = application("H-1", text, 1_000_000)
    return paper([*opening(), *received(one), recommendation("H-1", Outcome.CONDITIONS, amount=1, conditions=(text,), departure=text)])


def word_texts(content: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(content))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + tables


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_word_gives_every_text_back_as_it_was(text: str) -> None:
    found = word_texts(word_bytes(hostile_paper(text), SPEECH))
    shown = text.replace("\x00", "\ufffd").replace("\x1b", "\ufffd")
    assert shown in found  # the condition, alone in its paragraph
    assert f"{shown} (H-1)" in found  # the title, in headings and tables


def test_the_word_document_is_one_that_word_reads_by_its_structure() -> None:
    document = docx.Document(io.BytesIO(word_bytes(paper(settled()), SPEECH)))
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings[:2] == ["1 Innstilling", "2 Bakgrunn"]
    assert len(headings) == 9
    assert document.core_properties.author == "Prøverådet"
    assert document.core_properties.created.isoformat().startswith("2018-02-01")
    assert {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))} == {"nb-NO"}
    footer = document.sections[0].footer.part.element.xml
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer
    assert document.sections[0].header.paragraphs[0].text.endswith("Alle tall er illustrative")


def test_tables_are_numbered_by_fields_that_word_counts_on() -> None:
    document = docx.Document(io.BytesIO(word_bytes(paper(settled()), SPEECH)))
    captions = [paragraph for paragraph in document.element.body.iter(qn("w:p")) if paragraph.pPr.pStyle.val == "Caption"]
    captions = [one for one in captions if not "".join(text.text for text in one.iter(qn("w:t"))).startswith("Figur ")]
    texts = ["".join(text.text for text in caption.iter(qn("w:t"))) for caption in captions]
    assert texts[0] == "Tabell 1. Anbefalte tildelinger"
    assert [int(text.split()[1].rstrip(".")) for text in texts] == list(range(1, len(texts) + 1))
    assert {field.get(qn("w:instr")) for caption in captions for field in caption.iter(qn("w:fldSimple"))} == {"SEQ Table \\* ARABIC"}


def test_table_heads_repeat_and_no_row_breaks_over_pages() -> None:
    document = docx.Document(io.BytesIO(word_bytes(paper(settled()), SPEECH)))
    rows = list(document.element.body.iter(qn("w:tr")))
    texts = ["".join(text.text for text in row.iter(qn("w:t"))) for row in rows]
    assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in rows)
    head = next(row for row, text in zip(rows, texts, strict=True) if text.startswith("Plass"))
    assert head.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
    line = next(row for row, text in zip(rows, texts, strict=True) if text.startswith("Ramme 10"))
    assert len(line.findall(qn("w:tc"))) == 1


def test_each_numbered_list_begins_at_one() -> None:
    bodies = [*settled(), recommendation("B", Outcome.CONDITIONS, amount=1, conditions=("Ett.",), departure="x")]
    document = docx.Document(io.BytesIO(word_bytes(paper(bodies), SPEECH)))
    numbers: dict[str, list[int]] = {}
    for paragraph in document.element.body.iter(qn("w:p")):
        if paragraph.pPr is not None and paragraph.pPr.numPr is not None and paragraph.pPr.numPr.numId is not None:
            numbers.setdefault("".join(text.text for text in paragraph.iter(qn("w:t"))), []).append(paragraph.pPr.numPr.numId.val)
    first, second = numbers["Planen er klar."], numbers["Avtalen er signert."]
    assert first == second
    assert len(set(first)) == len(first) == 2


def test_the_same_proposal_gives_the_same_bytes() -> None:
    content = word_bytes(paper(settled()), SPEECH)
    assert content == word_bytes(paper(settled()), SPEECH)
    with ZipFile(io.BytesIO(content)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def rendered(text: str) -> str:
    """Return Markdown as a reader sees it, and fail where something in it is more than text."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in tokens} <= ALLOWED_BLOCKS
    assert {child.type for child in inline} <= {
        "text",
        "strong_open",
        "strong_close",
        "em_open",
        "em_close",
        "softbreak",
        "hardbreak",
        "html_inline",
        "text_special",
    }
    assert {child.content for child in inline if child.type == "html_inline"} <= {"<br>"}
    breaks = {"softbreak", "hardbreak", "html_inline"}
    return "\n".join("".join("\n" if c.type in breaks else c.content for c in token.children) for token in tokens if token.children)


BLOCKS = ("heading", "paragraph", "bullet_list", "ordered_list", "list_item", "blockquote", "table", "thead", "tbody", "tr", "th", "td")
ALLOWED_BLOCKS = {f"{name}_{end}" for name in BLOCKS for end in ("open", "close")} | {"inline", "hr"}


def as_read(text: str) -> str:
    """White space at the ends of lines, and empty lines, are no part of what Markdown shows."""
    return "\n".join(line.strip() for line in printable(text).split("\n") if line.strip())


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_markdown_shows_every_text_as_it_was_and_as_nothing_but_text(text: str) -> None:
    shown = rendered(markdown_text(hostile_paper(text), SPEECH))
    assert as_read(text) in shown
    assert f"{' '.join(as_read(text).split(chr(10)))} (H-1)" in shown


@settings(max_examples=150, deadline=None)
@example("1.")
@example("    innrykk")
@example(" \n0")
@example("a\n===\nb")
@example("\\")
@example("a|b\\|c")
@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("\\`*_[]()<>|~&#$-+=>1.):!/w\n \t\"'"), st.characters(categories=["L", "N", "P"])), max_size=40
    )
)
def test_markdown_gives_back_any_text(text: str) -> None:
    blocks = (Paragraph(text), Bullets((text,), numbered=True))
    shown = rendered(markdown_text(of_blocks(*blocks), SPEECH))
    expected = as_read(text)
    assert shown == "\n".join(filter(None, (expected, expected)))


def of_blocks(*blocks: Block) -> Proposal:
    return with_blocks(paper(opening()), blocks)


@pytest.mark.parametrize("text", [*HOSTILE, "a | b", "\\|", "\\"], ids=range(len(HOSTILE) + 3))
def test_a_markdown_cell_holds_its_whole_text_and_leaves_the_next_cell_alone(text: str) -> None:
    table = Table(say("Recommended grants"), (Column("en"), Column("to")), (Row((text, "etter")),))
    shown = rendered(markdown_text(of_blocks(table), SPEECH))
    assert shown.endswith(f"\nen\nto\n{as_read(text)}\netter")


def test_markdown_tables_have_as_many_cells_in_every_row_as_in_the_head() -> None:
    lines = markdown_text(paper(settled()), SPEECH).split("\n")
    tables = re.split(r"\n\n", "\n".join(line for line in ["", *lines] if line.startswith("|") or not line))
    for table in filter(None, (part.strip() for part in tables)):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.split("\n")}) == 1


def test_json_holds_the_statement_in_words_and_numbers() -> None:
    document = json.loads(json_text(paper(settled()), SPEECH))
    assert (document["recommended"], document["draft"], document["missing"]) == (8_500_000, False, [])
    verdict = document["applications"][0]["verdicts"][0]
    assert (verdict["rule"], verdict["verdict"]) == ("soker", "met")
    assert isinstance(verdict["reason"], str)


def test_files_are_written_whole_under_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "ut"
    written = write_documents(paper(settled()), folder, ("docx", "md", "json"), SPEECH)
    assert [path.name for path in written] == ["innstilling.docx", "innstilling.md", "innstilling.json"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in written)
    assert b"\r" not in written[1].read_bytes()


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"unknown format pdfx; known are docx, pdf, html, md, json"):
        write_documents(paper(opening()), tmp_path, ("md", "pdfx"), SPEECH)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_another_program_holds_is_named_and_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "innstilling.md"
    target.write_text("før", encoding="utf-8")

    def held(self: Path, _: Path) -> Path:
        raise PermissionError(13, "held by another program", str(self))

    monkeypatch.setattr(Path, "replace", held)  # as Windows answers while Word has the file open
    with pytest.raises(DocumentError) as refused:
        write_documents(paper(opening()), tmp_path, ("md",), SPEECH)
    assert SPEECH.text(refused.value.said) == f"{target} er åpen i et annet program, eller kan ikke endres. Lukk filen og prøv igjen."
    assert [path.name for path in tmp_path.iterdir()] == ["innstilling.md"]
    assert target.read_text(encoding="utf-8") == "før"


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "ut").write_text("en fil", encoding="utf-8")
    with pytest.raises(DocumentError) as refused:
        write_documents(paper(opening()), tmp_path / "ut", ("md",), SPEECH)
    assert SPEECH.text(refused.value.said) == f"{tmp_path / 'ut'} er en fil, ikke en mappe."


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs the system part LibreOffice")
def test_libreoffice_reads_every_word_of_the_document(tmp_path: Path) -> None:
    (written,) = write_documents(hostile_paper(HOSTILE[0]), tmp_path, ("docx",), SPEECH)
    profile = (tmp_path / "profile").as_uri()
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation={profile}",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        str(tmp_path),
        str(written),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "innstilling.txt").read_text(encoding="utf-8-sig")
    assert HOSTILE[0] in text
    assert "9 Slik kan dokumentet kontrolleres" in text


def test_a_seats_ratings_have_the_columns_that_rate_reads() -> None:
    lines = ratings_csv(case_of(settled()), "lom").splitlines()
    assert lines[:2] == ["application;criterion;score;state;comment", "A;nytte;;abstained;Kjenner ikke feltet"]


def test_what_a_seat_has_left_to_rate_has_an_empty_row() -> None:
    case = case_of([*opening(), *received(application("A", "Ask", 1)), *scores("A", ("leder", 3, 3))])
    criteria = [criterion.id for criterion in case.committee.criteria]
    rows = list(csv.DictReader(io.StringIO(ratings_csv(case, "voss")), delimiter=";"))
    assert [(row["application"], row["criterion"], row["score"], row["state"]) for row in rows] == [("A", one, "", "") for one in criteria]
    assert len(ratings_csv(case, "sekretariat").splitlines()) == 1


def test_everybodys_ratings_name_the_seat() -> None:
    rows = list(csv.DictReader(io.StringIO(ratings_csv(case_of(settled()))), delimiter=";"))
    assert len(rows) == 15
    assert {"seat": "leder", "application": "A", "criterion": "nytte", "score": "5", "state": "", "comment": ""} in rows


@given(st.text(alphabet=st.one_of(st.sampled_from("'=+-@\t\"; "), st.characters(categories=["L", "N"])), max_size=12))
@example("'=1")
@example("=cmd|' /C calc'!A0")
def test_no_cell_starts_a_formula_and_every_comment_comes_back(comment: str) -> None:
    bodies = [*opening(), *received(application("A", "Ask", 1)), *scores("A", ("leder", 3, 3))]
    bodies.append(("voss", Rated(application="A", criterion="nytte", state=RatingState.DEFERRED, comment=comment, seat="voss")))
    rows = csv.DictReader(io.StringIO(ratings_csv(case_of(bodies), "voss"), newline=""), delimiter=";")
    (row,) = (row for row in rows if row["state"])
    cell = row["comment"]
    assert not cell.startswith(("=", "+", "-", "@", "\t"))
    assert unguarded(cell) == comment


def test_the_statement_is_written_without_composing_what_only_readers_read() -> None:
    def never() -> tuple[Block, ...]:
        raise AssertionError("the blocks were composed")

    written = paper(settled())
    assert json_text(replace(written, composed=Composed(never)), SPEECH) == json_text(written, SPEECH)


def test_a_paper_is_composed_once() -> None:
    made: list[int] = []
    composed = Composed(lambda: (Paragraph(say("{number}", number=made.append(1) or len(made))),))
    assert composed() is composed()
    assert made == [1]
